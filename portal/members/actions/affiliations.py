"""Claiming an affiliation, and what the contact person and the secretariat make of the claim."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.kit.workdays import add_workdays
from portal.notices.actions import notify
from portal.record.actions import act

from .. import evidence as evidence_rules
from .. import permissions, roles
from ..models import Affiliation, AffiliationEvidence, MemberRules, Organisation, OrganisationKind, User
from ._common import change_status, role_of
from .organisations import propose_organisation

SUBJECT = "affiliation"


@dataclass(frozen=True)
class Mandate:
    """The letter by which an organisation sends somebody; `valid_until` None means without end."""

    number: str
    date: datetime.date
    signer: str
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation that is not in the list yet, as the person who claims it names it."""

    name: str
    kind: OrganisationKind


def date_faults(signed: datetime.date | None, valid_until: datetime.date | None) -> dict[str, str]:
    """Return what is wrong with the dates of a mandate letter today, by ``date`` and ``valid_until``."""
    today = clock.today()
    faults = {}
    if signed is not None and signed > today:
        faults["date"] = _("The date of the letter lies in the future.")
    if valid_until is not None and valid_until < max(signed or today, today):
        faults["valid_until"] = _("This mandate letter has expired. Send one that is valid.")
    return faults


def claim_affiliation(
    *,
    user: User,
    organisation: Organisation | NewOrganisation,
    position: str,
    capacity: str,
    mandate: Mandate | None = None,
    evidence: Sequence[Any] = (),
) -> Affiliation:
    """Claim a place in `organisation`, for the secretariat to verify; a new mandate is a new claim.

    `evidence` holds uploaded files. Raises Refused for an inactive account, and ValidationError by field
    for a missing or expired mandate, an unsuitable file, or a claim that waits already.
    """
    with transaction.atomic():
        require(permissions.can_claim_affiliation(user))
        _check_claim(capacity, mandate, evidence)
        if isinstance(organisation, NewOrganisation):
            organisation = propose_organisation(name=organisation.name, kind=organisation.kind, actor=user)
        if Affiliation.objects.filter(
            user=user, organisation=organisation, status=Affiliation.Status.PENDING
        ).exists():
            raise ValidationError(
                {
                    "organisation": _(
                        "Your earlier claim for this organisation is still waiting for the secretariat."
                    )
                }
            )
        affiliation = Affiliation(
            user=user,
            organisation=organisation,
            position=position,
            capacity=capacity,
            requested_at=clock.now(),
            promised_on=add_workdays(clock.today(), MemberRules.load().verification_workdays),
        )
        if capacity == Affiliation.Capacity.REPRESENTING and mandate is not None:
            affiliation.mandate_number = mandate.number
            affiliation.mandate_date = mandate.date
            affiliation.mandate_signer = mandate.signer
            affiliation.mandate_valid_until = mandate.valid_until
        affiliation.save(force_insert=True)
        _keep(affiliation, evidence)
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="claim",
            to_state=affiliation.status,
            actor=user,
            actor_role="user",
            public=False,
        )
    return affiliation


def _check_claim(capacity: str, mandate: Mandate | None, evidence: Sequence[Any]) -> None:
    """Raise ValidationError, by field, for what the claim lacks."""
    errors: dict[str, list[str]] = {}
    if capacity == Affiliation.Capacity.REPRESENTING:
        if mandate is None:
            errors["mandate_number"] = [_("Who represents an organisation needs its mandate letter.")]
        else:
            found = date_faults(mandate.date, mandate.valid_until)
            errors |= {f"mandate_{name}": [words] for name, words in found.items()}
    try:
        evidence_rules.check_number(evidence)
    except ValidationError as error:
        errors["evidence"] = error.messages
    for file in evidence:
        try:
            evidence_rules.check(file)
        except ValidationError as error:
            errors.setdefault("evidence", []).extend(error.messages)
    if errors:
        raise ValidationError(errors)


def _keep(affiliation: Affiliation, files: Sequence[Any]) -> None:
    """Store the evidence in the private storage."""
    for file in files:
        AffiliationEvidence.objects.create(
            affiliation=affiliation,
            file=file,
            content_type=evidence_rules.check(file),
            size=file.size,
            uploaded_at=clock.now(),
        )


def confirm_affiliation(*, affiliation: Affiliation, actor: User) -> Affiliation:
    """Say, as the organisation's contact person, that a claim is true; the secretariat still verifies."""
    with transaction.atomic():
        affiliation = _locked(affiliation)
        require(permissions.can_confirm_affiliation(actor, affiliation))
        affiliation.contact_confirmed_at = clock.now()
        affiliation.contact_confirmed_by = actor
        affiliation.save(update_fields=["contact_confirmed_at", "contact_confirmed_by"])
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="confirm",
            actor=actor,
            actor_role="contact",
            public=False,
        )
    return affiliation


def verify_affiliation(*, affiliation: Affiliation, actor: User) -> Affiliation:
    """Find the claim true: from now on the person is a member.

    A place held so far in the same organisation ends: this one renews it.
    """
    with transaction.atomic():
        affiliation = _locked(affiliation)
        require(permissions.can_verify_affiliation(actor, affiliation))
        earlier = (
            Affiliation.objects.select_for_update(of=("self",))
            .filter(
                user=affiliation.user_id,
                organisation=affiliation.organisation_id,
                status=Affiliation.Status.VERIFIED,
            )
            .first()
        )
        liaison = False
        if earlier is not None:
            # Whoever only renews a mandate stays what they were.
            liaison = earlier.is_liaison and affiliation.is_representing
            change_status(earlier, to=Affiliation.Status.ENDED, ended_at=clock.now())
        change_status(
            affiliation,
            to=Affiliation.Status.VERIFIED,
            decided_at=clock.now(),
            decided_by=actor,
            is_liaison=liaison,
        )
        _tell(affiliation)
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="verify",
            from_state=Affiliation.Status.PENDING,
            to_state=Affiliation.Status.VERIFIED,
            actor=actor,
            actor_role=role_of(actor),
            # Who speaks for an organisation is public; whoever speaks for themselves is their own matter.
            public=affiliation.is_representing,
        )
    roles.forget(affiliation.user)
    return affiliation


def refuse_affiliation(*, affiliation: Affiliation, reason: str, actor: User) -> Affiliation:
    """Find the claim not proven, with a reason that the person reads; they may claim again."""
    with transaction.atomic():
        affiliation = _locked(affiliation)
        require(permissions.can_refuse_affiliation(actor, affiliation))
        if not reason.strip():
            raise ValidationError({"reason": _("Write the reason; the person reads it.")})
        change_status(
            affiliation,
            to=Affiliation.Status.REFUSED,
            decided_at=clock.now(),
            decided_by=actor,
            reason=reason.strip(),
        )
        _tell(affiliation)
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="refuse",
            from_state=Affiliation.Status.PENDING,
            to_state=Affiliation.Status.REFUSED,
            reason=reason.strip(),
            actor=actor,
            actor_role=role_of(actor),
            public=False,
        )
    return affiliation


def end_affiliation(*, affiliation: Affiliation, reason: str = "", actor: User) -> Affiliation:
    """End a verified affiliation or take back a waiting claim; ending somebody else's needs a reason."""
    with transaction.atomic():
        affiliation = _locked(affiliation)
        require(permissions.can_end_affiliation(actor, affiliation))
        own = affiliation.user_id == actor.pk
        if not own and not reason.strip():
            raise ValidationError({"reason": _("Write the reason; the person reads it.")})
        old = affiliation.status
        change_status(
            affiliation,
            to=Affiliation.Status.ENDED,
            ended_at=clock.now(),
            is_liaison=False,
            reason=reason.strip(),
        )
        Organisation.objects.filter(pk=affiliation.organisation_id, contact=affiliation.user_id).update(
            contact=None
        )
        if not own:
            _tell(affiliation)
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="end",
            from_state=old,
            to_state=Affiliation.Status.ENDED,
            reason=reason.strip(),
            actor=actor,
            actor_role="user" if own else ("secretariat" if roles.is_secretariat(actor) else "contact"),
            public=False,
        )
    roles.forget(affiliation.user)
    return affiliation


def make_liaison(*, affiliation: Affiliation, liaison: bool = True, actor: User) -> Affiliation:
    """Make somebody of an agency its liaison, or with `liaison=False` no longer."""
    with transaction.atomic():
        affiliation = _locked(affiliation)
        require(permissions.can_make_liaison(actor, affiliation))
        affiliation.is_liaison = liaison
        affiliation.save(update_fields=["is_liaison"])
        act(
            subject_kind=SUBJECT,
            subject_id=affiliation.pk,
            verb="make_liaison" if liaison else "unmake_liaison",
            actor=actor,
            actor_role=role_of(actor),
        )
    roles.forget(affiliation.user)
    return affiliation


def _locked(affiliation: Affiliation) -> Affiliation:
    """Return the locked row with its organisation, kind and person read anew."""
    row = lock(affiliation)
    row.organisation = Organisation.objects.select_related("kind").get(pk=row.organisation_id)
    return row


def _tell(affiliation: Affiliation) -> None:
    """Leave the person a notice of what was decided on the affiliation, leading to what they do next."""
    verified = affiliation.status == Affiliation.Status.VERIFIED
    notify(
        event=f"affiliation:{affiliation.pk}:{affiliation.status}",
        kind="affiliation.decided",
        people=[affiliation.user],
        template="members/mail/affiliation_decided",
        context={"affiliation": affiliation, "organisation": affiliation.organisation},
        url=reverse("members:groups" if verified else "members:affiliations"),
    )
