"""Writing the one act of an action, and telling the author; every action of this app ends here."""

from collections.abc import Mapping
from typing import Any

from portal import notices, record

from ..models import Proposal
from ..recording import KIND


def record_act(
    proposal: Proposal,
    verb: str,
    *,
    was: str,
    actor: Any,
    role: str,
    reason: str = "",
    note: Mapping[str, Any] | None = None,
    public: bool = True,
) -> None:
    """Write down that `actor` did `verb` as `role` and moved the proposal from `was` to where it is now."""
    record.act(
        subject_kind=KIND,
        subject_id=proposal.pk,
        verb=verb,
        from_state=was,
        to_state=proposal.state,
        reason=reason,
        actor=actor,
        actor_role=role,
        note=dict(note or {}),
        public=public,
    )


def tell_author(proposal: Proposal, event: str, occurrence: str | int, **context: Any) -> None:
    """Leave the authors a notice of `event`; `occurrence` tells one such event from the next.

    The words stand in templates/proposals/mail/<event>_subject.txt and _body.txt.
    """
    people = [proposal.author, *(one.person for one in proposal.co_writers)]
    notices.notify(
        event=f"proposal:{proposal.pk}:{event}:{occurrence}",
        kind=f"proposal.{event}",
        people=[person for person in people if person is not None],
        template=f"proposals/mail/{event}",
        context={"proposal": proposal, **context},
        url=proposal.get_absolute_url(),
    )
