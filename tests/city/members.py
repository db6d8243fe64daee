"""People whom the demo does not have, and claims that wait."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit import clock
from portal.members import actions, roles
from portal.members.models import Affiliation, Organisation, OrganisationKind, User, WorkingGroup

from .people import PASSWORD, PEOPLE, person

NAMES = {
    "newcomer": "Putri Anjani",
    "claimant": "Sulaiman",
    "member": "Wahyu Setiadi",
    "second moderator": "Lasmini",
    "superuser": "Rosalina Tambunan",
}
CLAIMED = "Forum Contoh Orang Tua Murid"


def _account(role: str) -> User:
    """Return a new account with the demo's password and a confirmed address."""
    user = actions.open_account(email=PEOPLE[role], name=NAMES[role], password=PASSWORD)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def _claim(user: User, organisation: Any, **fields: Any) -> Affiliation:
    day = clock.today()
    mandate = actions.Mandate(
        number="901/SM/2026", date=day, signer="Pimpinan", valid_until=day.replace(year=2028)
    )
    return actions.claim_affiliation(
        user=user,
        organisation=organisation,
        position="Pengurus",
        capacity=Affiliation.Capacity.REPRESENTING,
        mandate=mandate,
        **fields,
    )


def newcomers() -> None:
    """Let a newcomer come, a superuser without any role, and a member of a working group without seat."""
    _account("newcomer")
    superuser = _account("superuser")
    User.objects.filter(pk=superuser.pk).update(is_superuser=True)
    actions.change_roles(
        user=_account("second moderator"), role_names=[roles.MODERATOR], actor=person("administrator")
    )
    claim = _claim(_account("member"), Organisation.objects.get(name="Rumah Baca Contoh Pelita"))
    actions.verify_affiliation(affiliation=claim, actor=person("clerk"))
    membership = actions.request_membership(
        group=WorkingGroup.objects.get(slug="pendidikan"), user=person("member")
    )
    actions.admit_membership(membership=membership, actor=person("coordinator"))


def waiting_claims() -> None:
    """Leave two claims, one of them of a new organisation, and a membership for somebody to decide."""
    claimant = _account("claimant")
    kind = OrganisationKind.objects.get(name="Komunitas/organisasi warga")
    _claim(claimant, actions.NewOrganisation(name="Karang Taruna Contoh Jatirangga", kind=kind))
    letter = SimpleUploadedFile("surat-tugas.pdf", b"%PDF-1.7 contoh", content_type="application/pdf")
    claimed = Organisation.objects.get(name=CLAIMED)
    _claim(claimant, claimed, evidence=[letter])
    actions.name_contact(organisation=claimed, person=person("author"), actor=person("clerk"))
    actions.request_membership(group=WorkingGroup.objects.get(slug="sosial"), user=person("member"))
