"""Giving support and taking it back."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from portal import record
from portal.kit import clock
from portal.kit.verdict import require
from portal.members import roles as member_roles

from ..lifecycle import MEMBER
from ..lineage import family
from ..models import Proposal, Support
from ..permissions import can_support, can_withdraw_support
from ..recording import SUPPORT
from .closing import hold


def give_support(*, proposal: Proposal, actor: Any) -> Support:
    """Support the proposal; whoever supports it already keeps the one support that they gave.

    A support of what was merged into it is a support of it.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_support(actor, held))
        if (before := _supports_of(actor, held).first()) is not None:
            return before
        affiliations = member_roles.current_affiliations(actor)
        affiliation = next((a for a in affiliations if a.is_representing), affiliations[0])
        support, given = Support.objects.get_or_create(
            proposal=held,
            user=actor,
            defaults={
                "affiliation": affiliation,
                "organisation": affiliation.organisation,
                "element": affiliation.organisation.element,
                "created_at": clock.now(),
            },
        )
        if given:
            _record("support", held, actor, support.element)
    return support


def withdraw_support(*, proposal: Proposal, actor: Any) -> None:
    """Take the support back, and those of what was merged into it; without any, nothing happens."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_withdraw_support(actor, held))
        supports = _supports_of(actor, held)
        support = supports.first()
        if support is not None:
            supports.delete()
            _record("withdraw_support", held, actor, support.element)


def _supports_of(actor: Any, held: Proposal) -> "QuerySet[Support]":
    return Support.objects.filter(proposal__in=family(held.pk), user=actor).order_by("pk")


def _record(verb: str, held: Proposal, actor: Any, element: str) -> None:
    record.act(
        subject_kind=SUPPORT,
        subject_id=held.pk,
        verb=verb,
        actor=actor,
        actor_role=MEMBER,
        note={"element": element},
    )
