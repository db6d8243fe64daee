"""Makes people and bodies for tests, ready to act: verified, current, with a confirmed address."""

from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group

from portal.kit import clock
from portal.members.models import (
    Affiliation,
    Appointment,
    Element,
    GroupMembership,
    Organisation,
    OrganisationKind,
    Seat,
    User,
    WorkingGroup,
)

PASSWORD = "kata-sandi-untuk-tes-2026"

KIND_OF_ELEMENT = {
    Element.ACADEMIA: ("Perguruan tinggi", False),
    Element.BUSINESS: ("Pelaku usaha", False),
    Element.SOCIETY: ("Komunitas/organisasi warga", False),
    Element.GOVERNMENT: ("Perangkat daerah", True),
}


class UserFactory(factory.django.DjangoModelFactory):
    """A person with the password PASSWORD and, unless `confirmed=False`, a confirmed address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.test")
    name = factory.Sequence(lambda n: f"Orang {n}")
    consent_version = "1"
    consented_at = factory.LazyFunction(clock.now)
    password = factory.PostGenerationMethodCall("set_password", PASSWORD)

    @factory.post_generation
    def confirmed(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if create:
            self.save()
        if create and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A verified organisation; `element=` picks its kind."""

    class Meta:
        model = Organisation

    class Params:
        element = Element.SOCIETY

    name = factory.Sequence(lambda n: f"Organisasi Contoh {n}")
    slug = factory.Sequence(lambda n: f"organisasi-contoh-{n}")
    verified_at = factory.LazyFunction(clock.now)

    @factory.lazy_attribute
    def kind(self) -> OrganisationKind:
        name, is_agency = KIND_OF_ELEMENT[Element(self.element)]
        return OrganisationKind.objects.get_or_create(
            name=name, defaults={"element": self.element, "is_agency": is_agency}
        )[0]


class AffiliationFactory(factory.django.DjangoModelFactory):
    """A verified affiliation under a mandate without end; `personal=True` for one without mandate."""

    class Meta:
        model = Affiliation

    class Params:
        personal = factory.Trait(
            capacity=Affiliation.Capacity.PERSONAL,
            mandate_number="",
            mandate_date=None,
            mandate_signer="",
            mandate_valid_until=None,
        )
        pending = factory.Trait(status=Affiliation.Status.PENDING, decided_at=None)
        expired = factory.Trait(
            mandate_valid_until=factory.LazyFunction(lambda: clock.today() - timedelta(days=1))
        )

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    position = "Pengurus"
    capacity = Affiliation.Capacity.REPRESENTING
    mandate_number = factory.Sequence(lambda n: f"{n:03}/ST/2026")
    mandate_date = date(2026, 1, 12)
    mandate_signer = "Ketua Pengurus"
    status = Affiliation.Status.VERIFIED
    requested_at = factory.LazyFunction(clock.now)
    decided_at = factory.LazyFunction(clock.now)


class WorkingGroupFactory(factory.django.DjangoModelFactory):
    """A working group beside the city's four."""

    class Meta:
        model = WorkingGroup

    name = factory.Sequence(lambda n: f"Pokja Contoh {n}")
    slug = factory.Sequence(lambda n: f"pokja-contoh-{n}")


class GroupMembershipFactory(factory.django.DjangoModelFactory):
    """An active membership since yesterday; `coordinator=True` for the coordinator's."""

    class Meta:
        model = GroupMembership

    class Params:
        coordinator = factory.Trait(role=GroupMembership.Role.COORDINATOR)
        requested = factory.Trait(status=GroupMembership.Status.REQUESTED, starts_on=None)

    group = factory.SubFactory(WorkingGroupFactory)
    user = factory.SubFactory(UserFactory)
    status = GroupMembership.Status.ACTIVE
    requested_at = factory.LazyFunction(clock.now)
    starts_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=1))


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A decree whose term began a month ago and lasts five years."""

    class Meta:
        model = Appointment

    number = factory.Sequence(lambda n: f"188/Kep.{n}/2026")
    date = factory.LazyFunction(lambda: clock.today() - timedelta(days=40))
    signer = "Wali Kota"
    term_start = factory.LazyFunction(lambda: clock.today() - timedelta(days=30))
    term_end = factory.LazyAttribute(lambda self: self.term_start + timedelta(days=5 * 365))


class SeatFactory(factory.django.DjangoModelFactory):
    """A filled seat whose person represents its organisation; `vacant=True` for an empty one."""

    class Meta:
        model = Seat
        skip_postgeneration_save = True

    class Params:
        vacant = factory.Trait(person=None)

    appointment = factory.SubFactory(AppointmentFactory)
    number = factory.Sequence(lambda n: n + 1)
    organisation = factory.SubFactory(OrganisationFactory)
    element = factory.LazyAttribute(lambda self: self.organisation.kind.element)
    person = factory.SubFactory(UserFactory)
    starts_on = factory.LazyAttribute(lambda self: self.appointment.term_start)

    @factory.post_generation
    def affiliated(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """Let the person represent the organisation, unless told not to or so already."""
        if not create or extracted is False or self.person is None:
            return
        if not Affiliation.objects.filter(
            user=self.person, organisation=self.organisation, status=Affiliation.Status.VERIFIED
        ).exists():
            AffiliationFactory(user=self.person, organisation=self.organisation)


def staff(role: str, **fields: Any) -> User:
    """Return a person in the role group `role` (a constant of portal.members.roles)."""
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def member(
    *,
    organisation: Organisation | None = None,
    group: WorkingGroup | None = None,
    element: str = Element.SOCIETY,
    coordinator: bool = False,
    **fields: Any,
) -> User:
    """Return a person who represents an organisation and, when `group` is given, belongs to it."""
    user = UserFactory(**fields)
    AffiliationFactory(user=user, organisation=organisation or OrganisationFactory(element=element))
    if group is not None:
        GroupMembershipFactory(user=user, group=group, coordinator=coordinator)
    return user
