"""Who may do what to follow-ups, and who writes what the working group saw of them."""

from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.follow_up import ENDED, FOLLOW_UP, RUNNING
from council.lifecycle.roles import LIAISON, SECRETARIAT
from council.models import FollowUp
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles
from proposals.lifecycle import State
from proposals.models import Proposal


def roles_towards(user: Any, follow_up: FollowUp) -> frozenset[str]:
    """Return the roles of `user`: secretariat, and liaison of the very agency that the follow-up belongs
    to.
    """
    found = set()
    if roles.is_secretariat(user):
        found.add(SECRETARIAT)
    if roles.liaison_for(user, follow_up.agency):
        found.add(LIAISON)
    return frozenset(found)


def _table(verb: str, user: Any, follow_up: FollowUp) -> Verdict:
    return FOLLOW_UP.verdict(verb, follow_up.state, roles_towards(user, follow_up))


def can_open_follow_up(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may open `follow_up`: only what the city's answer accepted becomes a duty."""
    verdict = _table("open", user, follow_up)
    if not verdict:
        return verdict
    answer = follow_up.last_answer()
    if answer is None:
        return no(
            "follow_up.open.unanswered",
            _(
                "The city has not answered on this follow-up. It becomes a duty only when the answer "
                "accepts it."
            ),
        )
    if not answer.accepted:
        return no(
            "follow_up.open.declined",
            _("The city's answer did not accept this follow-up. It can be cancelled with the city's reason."),
        )
    return YES


def can_plan_follow_up(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may plan the milestones of `follow_up`: its agency's liaison, or the secretariat."""
    return _table("plan", user, follow_up)


def can_report_progress(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may report on `follow_up` while it runs: the liaison of its agency."""
    return _table("report_progress", user, follow_up)


def can_report_finished(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may report that `follow_up` is finished: the liaison of its agency."""
    return _table("report_finished", user, follow_up)


def can_accept_report(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may accept the final report: the coordinator's note on it must have been written."""
    verdict = _table("accept_report", user, follow_up)
    if not verdict:
        return verdict
    report = follow_up.final_report()
    if report is not None and any(note.created_at >= report.created_at for note in follow_up.notes.all()):
        return YES
    return no(
        "follow_up.accept_report.note",
        _(
            "The working group has not looked at this yet. Its coordinator writes a monitoring note on the "
            "report first; then you can accept it."
        ),
    )


def can_reject_report(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may give the final report back to the agency."""
    return _table("reject_report", user, follow_up)


def can_mark_infeasible(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may record that `follow_up` cannot be carried out."""
    return _table("mark_infeasible", user, follow_up)


def can_cancel_follow_up(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may cancel `follow_up`."""
    return _table("cancel", user, follow_up)


def can_write_note(user: Any, proposal: Proposal) -> Verdict:
    """Say whether `user` may write a monitoring note: coordinator of the leading group, while it is
    carried out.
    """
    if proposal.leading_group is None or not roles.coordinates(user, proposal.leading_group):
        return no(
            "monitoring_note.who",
            _(
                "Monitoring notes are written by the coordinator of the working group that leads this "
                "proposal."
            ),
        )
    if proposal.state != State.IN_PROGRESS:
        return no(
            "monitoring_note.state",
            _("Monitoring notes belong to proposals that are being carried out. This one is not."),
        )
    return YES


def can_write_follow_up_note(user: Any, follow_up: FollowUp) -> Verdict:
    """Say whether `user` may write a monitoring note on one follow-up."""
    verdict = can_write_note(user, follow_up.proposal)
    if not verdict or follow_up.state in RUNNING:
        return verdict
    return no(
        "monitoring_note.follow_up.state",
        _("Nobody works on this follow-up now. Write your note on the proposal as a whole."),
    )


def can_finish_proposal(user: Any, proposal: Proposal) -> Verdict:
    """Say whether `user` may finish `proposal`: every follow-up ended, and a note of the group after the
    last.
    """
    if not roles.is_secretariat(user):
        return no("proposal.finish.who", _("The secretariat finishes a proposal."))
    if proposal.state != State.IN_PROGRESS:
        return no("proposal.finish.state", _("Only a proposal that is being carried out can be finished."))
    follow_ups = list(proposal.follow_ups.all())
    if not follow_ups or any(follow_up.state not in ENDED for follow_up in follow_ups):
        return no(
            "proposal.finish.follow_ups",
            _("Not every follow-up has ended. Accept, cancel or mark the remaining ones first."),
        )
    last = max(follow_up.ended_at for follow_up in follow_ups if follow_up.ended_at)
    if not proposal.monitoring_notes.filter(follow_up=None, created_at__gte=last).exists():
        return no(
            "proposal.finish.note",
            _(
                "The working group has not confirmed the result. Its coordinator writes a monitoring note "
                "on the proposal as a whole first."
            ),
        )
    return YES
