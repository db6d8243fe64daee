"""Changing somebody's address or roles, and erasing an account."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.record.actions import act
from portal.record.models import Act

from .. import permissions, roles
from ..models import Affiliation, AffiliationEvidence, GroupMembership, Organisation, User

SUBJECT = "user"
# What somebody did in one of these capacities was done in office and stays theirs.
OFFICES = (
    "chair", "seat", "secretary", "council_secretary", "operator", "liaison", "coordinator",
    "secretariat", "head", "head_of_secretariat", "moderator", "administrator",
)  # fmt: skip


def create_account(
    *, email: str, name: str, actor: User, preferred_language: str = User.Language.INDONESIAN
) -> User:
    """Make an account for somebody, who sets the password through "forgotten password" and confirms by it.

    Raises ValidationError when the address is taken.
    """
    email = User.objects.normalize_email(email)
    with transaction.atomic():
        require(permissions.can_create_account(actor))
        _check_free(email, None)
        user = User.objects.create_user(email, name=name, preferred_language=preferred_language)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="create",
            actor=actor,
            actor_role="administrator",
            public=False,
        )
    return user


def set_active(*, user: User, active: bool, actor: User) -> User:
    """Close an account to its person, or open it again; what was written stays."""
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_set_active(actor, user))
        user.is_active = active
        user.save(update_fields=["is_active"])
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="activate" if active else "deactivate",
            actor=actor,
            actor_role="administrator",
            public=False,
        )
    return user


def _check_free(email: str, user: User | None) -> None:
    """Raise ValidationError when somebody other than `user` has the address."""
    people = User.objects.filter(email=email)
    addresses = EmailAddress.objects.filter(email__iexact=email)
    if user is not None:
        people = people.exclude(pk=user.pk)
        addresses = addresses.exclude(user=user)
    if people.exists() or addresses.exists():
        raise ValidationError({"email": _("Another account has this address.")})


def change_email(*, user: User, email: str, actor: User) -> User:
    """Give an account another address, to be confirmed by its code at the next sign-in.

    Raises ValidationError when another account has it.
    """
    email = User.objects.normalize_email(email)
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_change_email(actor, user))
        _check_free(email, user)
        user.email = email
        user.save(update_fields=["email"])
        # allauth signs in by its own table: an address left there would stay a way in.
        EmailAddress.objects.filter(user=user).exclude(email__iexact=email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"primary": True, "verified": False}
        )
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="change_email",
            actor=actor,
            actor_role="administrator",
            public=False,
        )
    return user


def change_roles(*, user: User, role_names: Collection[str], actor: User) -> User:
    """Put somebody into exactly the role groups named; groups that are no roles of ours stay.

    Raises ValueError for a name that is no role.
    """
    if unknown := set(role_names) - set(roles.ALL_ROLES):
        raise ValueError(f"no role: {sorted(unknown)}")
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_change_roles(actor, user))
        before = sorted(roles.staff_roles(user))
        user.groups.remove(*Group.objects.filter(name__in=roles.ALL_ROLES).exclude(name__in=role_names))
        user.groups.add(*Group.objects.filter(name__in=role_names))
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="change_roles",
            actor=actor,
            actor_role="administrator",
            note={"before": ", ".join(before), "after": ", ".join(sorted(role_names))},
            public=False,
        )
    roles.forget(user)
    return user


def change_profile(
    *, user: User, name: str, title_prefix: str, title_suffix: str, preferred_language: str, actor: User
) -> User:
    """Change one's own name, titles and language. Raises ValidationError for an empty name."""
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_change_profile(actor, user))
        user.name = " ".join(name.split())
        if not user.name:
            raise ValidationError({"name": _("Write the name that others see.")})
        user.title_prefix = title_prefix.strip()
        user.title_suffix = title_suffix.strip()
        user.preferred_language = preferred_language
        user.save(update_fields=["name", "title_prefix", "title_suffix", "preferred_language"])
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="change_profile",
            actor=actor,
            actor_role="user",
            public=False,
        )
    return user


def erase_user(*, user: User, actor: User) -> User:
    """Erase who a person was: from now on "erased member" stands where the name stood.

    What was done in an office keeps its actor; every other act loses it.
    """
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_erase_user(actor, user))
        evidence = list(AffiliationEvidence.objects.filter(affiliation__user=user))
        now = clock.now()
        Affiliation.objects.filter(user=user, status__in=["pending", "verified"]).update(
            status=Affiliation.Status.ENDED, ended_at=now, is_liaison=False
        )
        Affiliation.objects.filter(user=user).update(position="", reason="")
        GroupMembership.objects.filter(user=user, status__in=["requested", "active"]).update(
            status=GroupMembership.Status.ENDED, ends_on=clock.today()
        )
        Organisation.objects.filter(contact=user).update(contact=None)
        AffiliationEvidence.objects.filter(pk__in=[row.pk for row in evidence]).delete()
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.groups.clear()
        user.name = user.title_prefix = user.title_suffix = ""
        user.email = f"erased-{user.pk}@erased.invalid"
        user.is_active = False
        user.erased_at = now
        user.set_unusable_password()
        user.save()
        Act.objects.filter(actor=user).exclude(actor_role__in=OFFICES).update(actor=None)
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="erase",
            actor=None if actor.pk == user.pk else actor,
            actor_role="user" if actor.pk == user.pk else "administrator",
            public=False,
        )
        transaction.on_commit(lambda: _delete_files(evidence))
    return user


def _delete_files(evidence: list[AffiliationEvidence]) -> None:
    """Delete the files of rows that are gone; a file that stays behind is found by nobody."""
    for row in evidence:
        row.file.delete(save=False)
