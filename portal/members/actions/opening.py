"""Opening accounts other than by sign-up, and the first administrator of an installation."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import Refused, no
from portal.record import act

from .. import roles
from ..models import MemberRules, User

SUBJECT = "user"


def open_account(*, email: str, name: str, password: str | None = None) -> User:
    """Open an account whose address is known to be right, with today's consent, and return it.

    For accounts that somebody opens at the desk. Without `password` its owner sets one by the code that
    allauth mails. Raises ValidationError when the address has an account or the name is empty.
    """
    with transaction.atomic():
        if not name.strip():
            raise ValidationError({"name": _("Write the name that others see.")})
        if User.objects.filter(email=User.objects.normalize_email(email)).exists():
            raise ValidationError({"email": _("Another account has this address.")})
        now = clock.now()
        user = User.objects.create_user(
            email,
            password,
            name=" ".join(name.split()),
            consent_version=MemberRules.load().consent_version,
            consented_at=now,
            date_joined=now,
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        act(subject_kind=SUBJECT, subject_id=user.pk, verb="open_account", actor_role="system", public=False)
    return user


def appoint_first_administrator(*, user: User) -> User:
    """Make `user` administrator of an installation that has none; later ones are made by administrators.

    Raises Refused when there is one.
    """
    with transaction.atomic():
        user = lock(user)
        group = Group.objects.get(name=roles.ADMINISTRATOR)
        if group.user_set.filter(is_active=True).exists():
            raise Refused(
                no("user.roles.first", _("There is an administrator already, who gives the roles."))
            )
        user.groups.add(group)
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="appoint_first_administrator",
            actor_role="system",
            public=False,
        )
    roles.forget(user)
    return user
