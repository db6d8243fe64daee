"""Entering an organisation, verifying it, and naming its contact person."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.record.actions import act

from .. import permissions
from ..models import Affiliation, Organisation, OrganisationKind, User
from ._common import free_slug, role_of

SUBJECT = "organisation"


def propose_organisation(*, name: str, kind: OrganisationKind, actor: User) -> Organisation:
    """Enter an organisation that somebody names while claiming a place in it; it is public once verified.

    Raises ValidationError (field ``organisation_name``) when one of that name exists.
    """
    with transaction.atomic():
        require(permissions.can_claim_affiliation(actor))
        organisation = _create(name=name, kind=kind)
        act(
            subject_kind=SUBJECT,
            subject_id=organisation.pk,
            verb="propose",
            actor=actor,
            actor_role="user",
            public=False,
        )
    return organisation


def register_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    short_name: str = "",
    parent: Organisation | None = None,
    actor: User,
) -> Organisation:
    """Enter an organisation as the secretariat: it counts as verified."""
    with transaction.atomic():
        require(permissions.can_register_organisation(actor))
        organisation = _create(name=name, kind=kind, short_name=short_name, parent=parent)
        organisation.verified_at = clock.now()
        organisation.verified_by = actor
        organisation.save(update_fields=["verified_at", "verified_by"])
        act(
            subject_kind=SUBJECT,
            subject_id=organisation.pk,
            verb="register",
            actor=actor,
            actor_role=role_of(actor),
        )
    return organisation


def _create(
    *, name: str, kind: OrganisationKind, short_name: str = "", parent: Organisation | None = None
) -> Organisation:
    """Write the row under an address of its own; raise ValidationError for an empty or a taken name."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"organisation_name": _("Write the name of the organisation.")})
    if Organisation.objects.filter(name__iexact=name).exists():
        raise ValidationError(
            {"organisation_name": _("“%(name)s” is in the list already. Choose it there.") % {"name": name}}
        )
    return Organisation.objects.create(
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        slug=free_slug(name),
        created_at=clock.now(),
    )


def verify_organisation(*, organisation: Organisation, actor: User) -> Organisation:
    """Find that a proposed organisation exists; it becomes public, its people can be verified."""
    with transaction.atomic():
        organisation = lock(organisation)
        require(permissions.can_verify_organisation(actor, organisation))
        organisation.verified_at = clock.now()
        organisation.verified_by = actor
        organisation.save(update_fields=["verified_at", "verified_by"])
        act(
            subject_kind=SUBJECT,
            subject_id=organisation.pk,
            verb="verify",
            actor=actor,
            actor_role=role_of(actor),
        )
    return organisation


def change_organisation(
    *,
    organisation: Organisation,
    name: str,
    short_name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    actor: User,
) -> Organisation:
    """Correct what the secretariat keeps of an organisation; its address stays."""
    with transaction.atomic():
        organisation = lock(organisation)
        require(permissions.can_change_organisation(actor, organisation))
        if parent is not None and organisation.pk in (parent.pk, parent.parent_id):
            raise ValidationError(
                {"parent": _("An organisation cannot be part of itself or of its own part.")}
            )
        organisation.name = " ".join(name.split())
        organisation.short_name = short_name
        organisation.kind = kind
        organisation.parent = parent
        organisation.save(update_fields=["name", "short_name", "kind", "parent"])
        act(
            subject_kind=SUBJECT,
            subject_id=organisation.pk,
            verb="change",
            actor=actor,
            actor_role=role_of(actor),
        )
    return organisation


def name_contact(*, organisation: Organisation, person: User | None, actor: User) -> Organisation:
    """Name the contact person, who belongs to the organisation, or nobody with None."""
    with transaction.atomic():
        organisation = lock(organisation)
        require(permissions.can_change_organisation(actor, organisation))
        belongs = Affiliation.objects.current().filter(user=person, organisation=organisation)
        if person is not None and not belongs.exists():
            raise ValidationError(
                {"contact": _("The contact person needs a verified affiliation with the organisation.")}
            )
        organisation.contact = person
        organisation.save(update_fields=["contact"])
        act(
            subject_kind=SUBJECT,
            subject_id=organisation.pk,
            verb="name_contact",
            actor=actor,
            actor_role=role_of(actor),
            public=False,
        )
    return organisation
