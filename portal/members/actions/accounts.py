"""Making accounts, and changing somebody's name, address or roles."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.record.actions import act

from .. import permissions, roles
from ..models import User

SUBJECT = "user"


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


def correct_account(*, user: User, name: str, preferred_language: str, actor: User) -> User:
    """Correct the name or the language of somebody's account, as an administrator.

    The act says what was changed, never from what to what: names stand in no act. Raises Refused, and
    ValidationError for an empty name.
    """
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_correct_account(actor, user))
        before = {"name": user.name, "preferred_language": user.preferred_language}
        user.name, user.preferred_language = _name(name), preferred_language
        user.save(update_fields=list(before))
        changed = [field for field, value in before.items() if getattr(user, field) != value]
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="correct_account",
            actor=actor,
            actor_role="administrator",
            note={"changed": ", ".join(changed)},
            public=False,
        )
    return user


def _name(name: str) -> str:
    """Return a name as it is stored; raise ValidationError where none is left."""
    if not (tidied := " ".join(name.split())):
        raise ValidationError({"name": _("Write the name that others see.")})
    return tidied


def change_profile(
    *, user: User, name: str, title_prefix: str, title_suffix: str, preferred_language: str, actor: User
) -> User:
    """Change one's own name, titles and language. Raises ValidationError for an empty name."""
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_change_profile(actor, user))
        user.name = _name(name)
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
