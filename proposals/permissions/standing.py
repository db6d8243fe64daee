"""What somebody still lacks before they may take part: an organisation, its verification, a working group."""

from typing import Any

from django.utils.translation import gettext as _

from portal.kit import clock, wording
from portal.kit.verdict import YES, Verdict, no
from portal.kit.workdays import add_workdays
from portal.members import permissions as member_permissions
from portal.members import roles as member_roles
from portal.members.models import Affiliation, GroupMembership, MemberRules


def in_a_group(user: Any) -> Verdict:
    """Return whether `user` is a member of a working group; else the first step that is missing.

    The rule's code tells which step it is: portal.members.next_steps and proposals.next_steps draw its link.
    """
    if not member_roles.is_member(user):
        return _no_organisation(user)
    if member_roles.active_groups(user):
        return YES
    asked = (
        GroupMembership.objects.filter(user=user, status="requested")
        .select_related("group")
        .order_by("requested_at")
        .first()
    )
    if asked is not None:
        return no(
            "proposal.group.waiting",
            _("You have asked to join %(group)s. Its coordinator answers by mail; then you can take part.")
            % {"group": asked.group.name},
        )
    return no(
        "proposal.group.none",
        _("Only members of a working group take part. Your organisation is verified: join a group next."),
    )


def _no_organisation(user: Any) -> Verdict:
    """Return the refusal without a verified organisation; while it is checked, with the day promised."""
    verdict = member_permissions.no_current_affiliation(user)
    if verdict.rule != "member.pending":
        return verdict
    pending = Affiliation.objects.filter(user=user, status="pending").earliest("requested_at")
    asked_on = clock.day_of(pending.requested_at)
    day = add_workdays(asked_on, MemberRules.load().verification_workdays)
    return no(
        verdict.rule,
        _("The secretariat verifies your organisation by %(date)s. After that, join a working group.")
        % {"date": wording.tanggal(day)},
    )
