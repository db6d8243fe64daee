"""Row locks that hold on both databases: SQLite ignores select_for_update, so every move is guarded too."""

from typing import Any, TypeVar, cast

from django.db import models, transaction
from django.utils.translation import gettext as _

from .verdict import Refused, no

M = TypeVar("M", bound=models.Model)


def lock(instance: M) -> M:
    """Return a fresh copy of `instance` with its row locked until the transaction ends.

    On SQLite the transaction itself (BEGIN IMMEDIATE) is the lock. Raises the model's DoesNotExist
    when the row is gone, and TransactionManagementError outside a transaction.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a row is locked inside a transaction only")
    # Not type(instance): `request.user` is a lazy object that only stands for the row.
    manager = cast("models.Manager[M]", instance._meta.model._base_manager)
    return manager.select_for_update(of=("self",)).get(pk=instance.pk)


def lock_all(model: type[M], ids: "list[int] | set[int]") -> list[M]:
    """Lock several rows of one model, always in id order so that two actions never wait for each other."""
    return list(model._base_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def change_state(instance: models.Model, *, to: str, **fields: Any) -> None:
    """Move a locked row from the state it was read in to the state `to`, setting `fields` as well.

    Raises Refused (rule ``moved``) when somebody moved it since it was read: the row is untouched then.
    """
    old = instance.state  # type: ignore[attr-defined]
    changed = instance._meta.model._base_manager.filter(pk=instance.pk, state=old).update(state=to, **fields)
    if changed != 1:
        raise Refused(
            no(
                "moved",
                _(
                    "Somebody else has just changed this. Nothing of yours was lost; "
                    "look again and decide anew."
                ),
            )
        )
    instance.state = to  # type: ignore[attr-defined]
    for name, value in fields.items():
        setattr(instance, name, value)
