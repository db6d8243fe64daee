"""My desk: each person finds what waits for them, and nobody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.desk import desk_of
from portal.members import roles
from portal.members.models import Affiliation
from proposals import actions as proposal_actions
from tests.factories import council as sit
from tests.factories import decisions as decide
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, member, staff
from tests.factories.moderation import decide as decide_case
from tests.factories.moderation import flagged, hidden, moderator, review_of, taken_on
from tests.factories.proposals import cast, draft, in_discussion, in_formulation, submitted

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    """Return the titles of the rows on somebody's desk, read anew."""
    roles.forget(user)
    return [row.title for row in desk_of(user).rows]


def kinds(user) -> list[str]:
    """Return the kinds of the rows on somebody's desk, read anew."""
    roles.forget(user)
    return [str(row.kind) for row in desk_of(user).rows]


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/meja/").status_code == 302


def test_somebody_without_an_organisation_is_asked_for_it(client_for):
    user = UserFactory()
    assert kinds(user) == ["Organisasi saya"]
    assert client_for(user).get("/meja/").status_code == 200


def test_a_claim_that_waits_is_no_task_but_is_shown(client_for, clock):
    user = UserFactory()
    AffiliationFactory(user=user, status="pending", promised_on=clock.now.date())
    assert titles(user) == []
    assert "Sekretariat memverifikasi" in client_for(user).get("/meja/").content.decode()


def test_a_member_without_a_group_is_asked_to_join_one():
    assert kinds(member()) == ["Pokja"]


def test_a_mandate_that_ends_soon_is_announced_with_its_date(clock):
    user = member(group=cast().group)
    Affiliation.objects.filter(user=user).update(mandate_valid_until=clock.now.date() + timedelta(days=9))
    assert kinds(user) == ["Surat mandat"]
    Affiliation.objects.filter(user=user).update(mandate_valid_until=clock.now.date() - timedelta(days=1))
    assert "Surat mandat" in kinds(user)


def test_an_author_finds_a_draft_and_nobody_else_does():
    people = cast()
    proposal = draft(people, title="Draf saya yang pertama")
    assert proposal.title in titles(people.author)
    assert proposal.title not in titles(people.coordinator)


def test_the_coordinator_finds_what_to_check_and_to_formulate():
    people = cast()
    submitted(people)
    in_formulation(people)
    assert sorted(kinds(people.coordinator)) == ["Rumusan", "Usulan perlu diperiksa"]


def test_a_coordinator_does_not_find_a_proposal_of_their_own_organisation():
    people = cast()
    submitted(people)
    AffiliationFactory(user=people.coordinator, organisation=people.organisation)
    assert kinds(people.coordinator) == []


def test_a_liaison_finds_what_their_agency_is_asked():
    agency = OrganisationFactory(element="government")
    liaison = member(organisation=agency, group=cast().group)
    liaison.affiliations.update(is_liaison=True)
    proposal = in_discussion(agencies=(agency,))
    assert proposal.title in titles(liaison)


def test_an_open_ballot_stands_above_everything_else():
    house = sit.council()
    ballot = sit.open_ballot(house)
    seat = ballot.seats.filter(present=True, conflicted=False).first()
    rows = desk_of(seat.person).rows
    assert rows[0].urgent
    assert rows[0].url == ballot.get_absolute_url()


def test_the_chair_finds_what_to_sign(clock):
    house = decide.council()
    made = decide.initialled(house)
    assert made.title in titles(house.chair)
    assert made.title not in titles(house.seats[2].person)


def test_a_liaison_finds_the_open_duties_of_the_agency(clock):
    house = decide.council()
    duty = decide.follow_up(house, "open")
    assert duty.what in titles(house.liaison)


def test_a_moderator_finds_the_cases_that_wait(clock, client_for):
    case, of_their_own, taken = flagged(), flagged(), taken_on()
    person = moderator()
    assert "Tidak ada yang menunggu" not in client_for(person).get("/meja/").content.decode()
    assert titles(person) == ["2 perkara menunggu"]
    assert kinds(staff(roles.SECRETARIAT_EDITOR)) == []
    AffiliationFactory(user=person, organisation=of_their_own.proposal.organisation)
    assert "1 perkara menunggu" in titles(person)
    assert titles(taken.claimed_by) == ["3 perkara menunggu"]
    clock.forward(days=9)
    assert "2 perkara menunggu" in titles(person)
    decide_case(taken_on(case))
    assert "1 perkara menunggu" in titles(person)


def test_who_decided_a_case_does_not_find_its_review(clock):
    decision = hidden()
    review_of(decision)
    assert titles(decision.decided_by) == []
    assert titles(moderator()) == ["1 perkara menunggu"]


def test_a_moderator_finds_the_inputs_of_citizens_that_are_held(clock):
    citizen, person = UserFactory(), moderator()
    proposal_actions.give_input(proposal=in_discussion(), actor=citizen, body="Antreannya panjang sekali.")
    assert titles(person) == ["1 masukan warga menunggu"]


def test_every_kind_of_person_can_open_the_desk(client_for, clock):
    house = decide.council()
    decide.initialled(house)
    people = [
        house.chair,
        house.liaison,
        house.editor,
        house.head,
        house.people.author,
        staff(roles.ADMINISTRATOR),
    ]
    for user in people:
        for path in ("/meja/", "/en/meja/"):
            assert client_for(user).get(path).status_code == 200


def test_ten_times_the_rows_take_the_same_queries(client_for, clock):
    house = decide.council()
    people = house.people

    def fill(times: int) -> None:
        for _number in range(times):
            draft(people)
            submitted(people)
            in_formulation(people)
            decide.initialled(house)
            decide.follow_up(house, "open")
            flagged()

    def queries(user) -> int:
        client = client_for(user)
        client.get("/meja/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/meja/").status_code == 200
        return len(seen)

    everybody = [people.author, people.coordinator, house.chair, house.liaison, house.editor, moderator()]
    fill(1)
    few = [queries(user) for user in everybody]
    fill(5)
    assert [queries(user) for user in everybody] == few
