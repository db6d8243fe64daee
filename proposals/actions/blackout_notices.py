"""Telling people that a passage of theirs was blacked out."""

from typing import Any

from portal import notices

from ..blackouts import Place
from ..models import Blackout, Comment, Suggestion


def tell(blackout: Blackout, found: list[Place], about: Comment | None) -> None:
    """Leave a notice for whom the decision is about, and one for whoever else wrote one of the texts."""
    decision, proposal = blackout.decision, blackout.proposal
    concerned = [decision.person] if decision.person else []
    if about is None and concerned:
        concerned += [one.person for one in proposal.co_writers]
    others = {writer for place in found if (writer := _writer(place.row)) is not None} - set(concerned)
    for people, is_concerned, url in (
        (concerned, True, decision.get_absolute_url()),
        (sorted(others, key=lambda user: user.pk), False, proposal.get_absolute_url()),
    ):
        notices.notify(
            event=f"blackout:{blackout.pk}",
            kind="moderation.decided",
            people=[person for person in people if person is not None],
            template="proposals/mail/blacked_out",
            context={
                "decision": decision,
                "blackout": blackout,
                "proposal": proposal,
                "comment": about,
                "concerned": is_concerned,
            },
            url=url,
        )


def _writer(row: Any) -> Any:
    """Return who wrote a text, or None where that is not told."""
    return getattr(row.comment if isinstance(row, Suggestion) else row, "author", None)
