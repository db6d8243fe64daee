"""Creating a working group, joining and leaving it, and naming its coordinator."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import Refused, no, require
from portal.kit.workdays import add_workdays
from portal.notices.actions import notify
from portal.record.actions import act

from .. import permissions, roles
from ..models import GroupMembership, MemberRules, User, WorkingGroup
from ._common import change_status, role_of

GROUP = "working_group"
MEMBERSHIP = "membership"


def create_working_group(
    *,
    name: str,
    actor: User,
    slug: str = "",
    hue: str = WorkingGroup.Hue.GREEN,
    icon: str = "",
    description: str = "",
) -> WorkingGroup:
    """Create a sector's forum, last in the order.

    Raises ValidationError when the name or the address is taken.
    """
    with transaction.atomic():
        require(permissions.can_create_working_group(actor))
        name = " ".join(name.split())
        slug = slug or slugify(name)
        if WorkingGroup.objects.filter(name__iexact=name).exists():
            raise ValidationError({"name": _("A working group of this name exists already.")})
        if not slug or WorkingGroup.objects.filter(slug=slug).exists():
            raise ValidationError({"slug": _("This address is taken by another working group.")})
        last = WorkingGroup.objects.order_by("-position").values_list("position", flat=True).first() or 0
        group = WorkingGroup.objects.create(
            name=name,
            slug=slug,
            hue=hue,
            icon=icon,
            description=description,
            position=last + 10,
            created_at=clock.now(),
        )
        act(
            subject_kind=GROUP,
            subject_id=group.pk,
            verb="create",
            actor=actor,
            actor_role="secretariat" if roles.is_secretariat(actor) else "administrator",
        )
    return group


def request_membership(*, group: WorkingGroup, user: User) -> GroupMembership:
    """Ask to join a group, for its coordinator or the secretariat to answer."""
    with transaction.atomic():
        group = lock(group)
        require(permissions.can_request_membership(user, group))
        try:
            with transaction.atomic():
                membership = GroupMembership.objects.create(
                    group=group,
                    user=user,
                    requested_at=clock.now(),
                    promised_on=add_workdays(clock.today(), MemberRules.load().admission_workdays),
                )
        except IntegrityError as error:
            raise Refused(no("membership.request.again", _("Your request is waiting already."))) from error
        act(
            subject_kind=MEMBERSHIP,
            subject_id=membership.pk,
            verb="request",
            to_state=membership.status,
            actor=user,
            actor_role="user",
            public=False,
        )
    return membership


def admit_membership(*, membership: GroupMembership, actor: User) -> GroupMembership:
    """Admit somebody who asked, from today."""
    with transaction.atomic():
        membership = lock(membership)
        require(permissions.can_admit_membership(actor, membership))
        change_status(
            membership,
            to=GroupMembership.Status.ACTIVE,
            starts_on=clock.today(),
            decided_by=actor,
        )
        _tell(membership)
        _record(membership, "admit", GroupMembership.Status.REQUESTED, actor)
    roles.forget(membership.user)
    return membership


def refuse_membership(*, membership: GroupMembership, reason: str, actor: User) -> GroupMembership:
    """Not admit somebody who asked, with a reason that they read; they may ask again."""
    with transaction.atomic():
        membership = lock(membership)
        require(permissions.can_refuse_membership(actor, membership))
        if not reason.strip():
            raise ValidationError({"reason": _("Write the reason; the person reads it.")})
        change_status(membership, to=GroupMembership.Status.REFUSED, decided_by=actor, reason=reason.strip())
        _tell(membership)
        _record(
            membership, "refuse", GroupMembership.Status.REQUESTED, actor, reason=reason.strip(), public=False
        )
    return membership


def end_membership(*, membership: GroupMembership, reason: str = "", actor: User) -> GroupMembership:
    """Leave a group, take back a request, or end somebody else's membership with a reason."""
    with transaction.atomic():
        membership = lock(membership)
        require(permissions.can_end_membership(actor, membership))
        if membership.user_id != actor.pk and not reason.strip():
            raise ValidationError({"reason": _("Write the reason; the person reads it.")})
        old = membership.status
        change_status(
            membership, to=GroupMembership.Status.ENDED, ends_on=clock.today(), reason=reason.strip()
        )
        if membership.user_id != actor.pk:
            _tell(membership)
        _record(membership, "end", old, actor, reason=reason.strip(), public=False)
    roles.forget(membership.user)
    return membership


def name_coordinator(*, membership: GroupMembership, actor: User) -> GroupMembership:
    """Make an admitted member a coordinator of the group; a group may have several."""
    with transaction.atomic():
        membership = lock(membership)
        require(permissions.can_name_coordinator(actor, membership))
        membership.role = GroupMembership.Role.COORDINATOR
        membership.save(update_fields=["role"])
        _record(membership, "name_coordinator", membership.status, actor)
    roles.forget(membership.user)
    return membership


def release_coordinator(*, membership: GroupMembership, actor: User) -> GroupMembership:
    """Make a coordinator a plain member again."""
    with transaction.atomic():
        membership = lock(membership)
        require(permissions.can_release_coordinator(actor, membership))
        membership.role = GroupMembership.Role.MEMBER
        membership.save(update_fields=["role"])
        _record(membership, "release_coordinator", membership.status, actor)
    roles.forget(membership.user)
    return membership


def _record(
    membership: GroupMembership,
    verb: str,
    from_state: str,
    actor: User,
    *,
    reason: str = "",
    public: bool = True,
) -> None:
    """Write the act; the entry holds the membership's number and never the person."""
    if membership.user_id == actor.pk:
        role = "user"
    elif roles.is_secretariat(actor):
        role = role_of(actor)
    else:
        role = "coordinator"
    act(
        subject_kind=MEMBERSHIP,
        subject_id=membership.pk,
        verb=verb,
        from_state=from_state,
        to_state=membership.status,
        reason=reason,
        actor=actor,
        actor_role=role,
        public=public,
    )


def _tell(membership: GroupMembership) -> None:
    """Leave the person a notice of the answer."""
    notify(
        event=f"membership:{membership.pk}:{membership.status}",
        kind="membership.decided",
        people=[membership.user],
        template="members/mail/membership_decided",
        context={"membership": membership, "group": membership.group},
        url=reverse("members:groups"),
    )
