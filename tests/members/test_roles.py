"""Who somebody is at this moment, read from records and never from a flag."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.kit import clock as portal_clock
from portal.members import roles
from portal.members.models import Element, Seat, User
from tests.factories.members import (
    AffiliationFactory,
    AppointmentFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    member,
    staff,
)

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_mandate_gives_rights_on_its_last_day_and_not_on_the_next(clock):
    affiliation = AffiliationFactory(mandate_valid_until=portal_clock.today())
    assert roles.is_member(fresh(affiliation.user))
    assert roles.representing(fresh(affiliation.user), affiliation.organisation) == affiliation
    clock.forward(days=1)
    assert not roles.is_member(fresh(affiliation.user))
    assert roles.representing(fresh(affiliation.user), affiliation.organisation) is None


@pytest.mark.parametrize("fields", [{"pending": True}, {"status": "refused"}, {"status": "ended"}])
def test_only_what_is_verified_gives_rights(fields, clock):
    assert not roles.is_member(AffiliationFactory(**fields).user)


def test_a_personal_affiliation_makes_a_member_who_represents_nobody(clock):
    affiliation = AffiliationFactory(personal=True)
    assert roles.is_member(affiliation.user)
    assert roles.representing(affiliation.user, affiliation.organisation) is None


def test_what_somebody_belongs_to_includes_what_it_is_part_of(clock):
    campus = OrganisationFactory(element=Element.ACADEMIA)
    faculty = OrganisationFactory(element=Element.ACADEMIA, parent=campus)
    person = AffiliationFactory(organisation=faculty).user
    assert roles.organisations_of(person) == {campus.pk, faculty.pk}


def test_a_liaison_is_so_for_their_own_agency_under_a_current_mandate(clock):
    agency, other = OrganisationFactory(element="government"), OrganisationFactory(element="government")
    person = AffiliationFactory(organisation=agency, is_liaison=True).user
    assert roles.liaison_for(person, agency)
    assert not roles.liaison_for(person, other)
    expired = AffiliationFactory(organisation=agency, is_liaison=True, expired=True).user
    assert not roles.liaison_for(expired, agency)


@pytest.mark.parametrize(
    ("fields", "active"),
    [({}, True), ({"requested": True}, False), ({"status": "ended"}, False), ({"status": "refused"}, False)],
)
def test_only_an_active_membership_counts(fields, active, clock):
    membership = GroupMembershipFactory(**fields)
    assert roles.in_group(membership.user, membership.group) is active
    assert (roles.active_groups(membership.user) == [membership.group]) is active


def test_a_coordinator_coordinates_their_own_group(clock):
    own = GroupMembershipFactory(coordinator=True)
    other = GroupMembershipFactory(user=own.user)
    assert roles.coordinates(own.user, own.group)
    assert not roles.coordinates(own.user, other.group)


def test_a_seat_counts_from_its_first_day_to_its_last(clock):
    today = portal_clock.today()
    seat = SeatFactory(starts_on=today, ends_on=today)
    assert roles.current_seat(fresh(seat.person)) == seat
    assert list(roles.filled_seats()) == [seat]
    assert roles.current_seat(fresh(seat.person), on=today - timedelta(days=1)) is None
    clock.forward(days=1)
    assert roles.current_seat(fresh(seat.person)) is None


def test_a_vacant_seat_is_in_office_and_not_filled(clock):
    SeatFactory(vacant=True)
    assert Seat.objects.in_office().count() == 1
    assert not roles.filled_seats().exists()


@pytest.mark.parametrize("stays", [True, False])
def test_after_the_term_the_council_stays_only_where_the_decree_says_so(stays, clock):
    appointment = AppointmentFactory(stays_until_next=stays)
    SeatFactory(appointment=appointment, office="chair")
    clock.forward(days=6 * 365)
    assert (roles.office_holder("chair") is not None) is stays


@pytest.mark.parametrize(
    ("role", "is_secretariat"),
    [
        (roles.SECRETARIAT_EDITOR, True),
        (roles.MINUTE_TAKER, True),
        (roles.HEAD_OF_SECRETARIAT, True),
        (roles.MODERATOR, False),
        (roles.SESSION_OPERATOR, False),
        (roles.INSPECTOR, False),
        (roles.ADMINISTRATOR, False),
    ],
)
def test_the_secretariat_is_three_role_groups(role, is_secretariat):
    assert roles.is_secretariat(staff(role)) is is_secretariat
    assert roles.is_staff(staff(role))


def test_superusers_visitors_and_closed_accounts_have_no_role(clock):
    superuser = UserFactory(is_superuser=True)
    closed = staff(roles.HEAD_OF_SECRETARIAT, is_active=False)
    AffiliationFactory(user=closed)
    for person in (superuser, AnonymousUser(), closed):
        assert not roles.is_staff(person)
        assert not roles.is_secretariat(person)
        assert not roles.is_member(person)
        assert roles.current_seat(person) is None


def test_each_fact_is_read_once_for_a_request(clock, django_assert_num_queries):
    person = member(group=GroupMembershipFactory().group)
    person = fresh(person)
    with django_assert_num_queries(4):
        for _time in range(3):
            roles.is_secretariat(person)
            roles.is_operator(person)
            roles.is_member(person)
            roles.organisations_of(person)
            roles.active_groups(person)
            roles.current_seat(person)
