"""What the actions of this app share."""

from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.kit.verdict import Refused, no

from .. import roles
from ..models import Organisation


def change_status(instance: models.Model, *, to: str, **fields: Any) -> None:
    """Move a locked row from the status it was read in, setting `fields` as well.

    Raises Refused (rule ``moved``) when somebody moved it since: the row is untouched then.
    """
    manager = type(instance)._base_manager
    old = instance.status  # type: ignore[attr-defined]
    if manager.filter(pk=instance.pk, status=old).update(status=to, **fields) != 1:
        raise Refused(
            no(
                "moved",
                _(
                    "Somebody else has just changed this. "
                    "Nothing of yours was lost; look again and decide anew."
                ),
            )
        )
    instance.status = to  # type: ignore[attr-defined]
    for name, value in fields.items():
        setattr(instance, name, value)


def role_of(actor: Any) -> str:
    """Return the office in which somebody decides on members: the secretariat's, else their own."""
    if roles.is_head(actor):
        return "head_of_secretariat"
    return "secretariat" if roles.is_secretariat(actor) else "user"


def free_slug(name: str) -> str:
    """Return an address for an organisation's name that no other organisation has."""
    base = slugify(name)[:70].strip("-") or "organisasi"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
