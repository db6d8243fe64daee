"""The group's formulation, and sending the proposal to the session."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock, wording
from portal.kit.locking import change_state
from portal.kit.verdict import Refused, Verdict, no, require
from portal.members.models import display_name

from ..heard import heard
from ..lifecycle import State
from ..lineage import end_request
from ..models import Formulation, Proposal
from ..permissions import acting_role, can_send_to_session, can_write_formulation, ready_for_session
from .acts import record_act
from .checking import require_text
from .closing import hold


def write_formulation(
    *,
    proposal: Proposal,
    actor: Any,
    advice: str,
    final_wording: str,
    differing_views: str = "",
    notes: str = "",
    replaces: int | None = None,
) -> Formulation:
    """Write the group's formulation; a later one replaces it, and all of them stay readable.

    `replaces` is the number of the one that was read, 0 where there was none: Refused is raised (rule
    ``formulation.stale``) where somebody wrote another since; None asks for none.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_write_formulation(actor, held))
        last = held.formulations.select_related("author").first()
        if last is not None and replaces not in (None, last.pk):
            raise Refused(_somebody_wrote(last))
        formulation = Formulation.objects.create(
            proposal=held,
            advice=require_text("advice", advice),
            final_wording=require_text("final_wording", final_wording),
            differing_views=differing_views.strip(),
            notes=notes.strip(),
            author=actor,
            created_at=clock.now(),
        )
        role = acting_role("write_formulation", actor, held)
        record_act(
            held, "write_formulation", was=held.state, actor=actor, role=role, note={"number": formulation.pk}
        )
    return formulation


def _somebody_wrote(formulation: Formulation) -> Verdict:
    words = _(
        "%(name)s saved a formulation at %(time)s. Nothing is lost: your text stands below. Compare it with "
        "the saved one, then save what should stay."
    )
    figures = {"name": display_name(formulation.author), "time": wording.jam(formulation.created_at)}
    return no("formulation.stale", words % figures)


def send_to_session(*, proposal: Proposal, actor: Any, waiver_reason: str = "") -> Proposal:
    """Send the proposal to the session: formulated, and heard or, with a public reason, waived.

    Raises Refused, in words that name who was not heard, when neither holds.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_send_to_session(actor, held))
        report = heard(held)
        waiver = "" if report.met else waiver_reason.strip()
        require(ready_for_session(held, report, waiver_reason=waiver))
        now = clock.now()
        formulation = held.formulations.filter(sent_at__isnull=True).latest("pk")
        formulation.sent_at = now
        formulation.waiver_reason = waiver
        formulation.save(update_fields=["sent_at", "waiver_reason"])
        role, was = acting_role("send_to_session", actor, held), held.state
        end_request(held)
        change_state(
            held, to=State.AWAITING_SESSION, awaiting_since=now, formulation_due_on=None, changed_at=now
        )
        record_act(
            held,
            "send_to_session",
            was=was,
            actor=actor,
            role=role,
            reason=waiver,
            note={"waived": not report.met},
        )
    return held
