"""Missing elements are invited before the closing, and who was at a meeting counts as heard."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from portal.kit.verdict import Refused
from portal.notices.models import Notice
from portal.record.models import Act
from proposals import actions
from proposals.heard import heard
from proposals.models import Invitation, Proposal
from tests.factories.members import OrganisationFactory, UserFactory
from tests.factories.proposals import cast, comment, in_discussion, in_state

pytestmark = pytest.mark.django_db


def _contacts():
    """Return one organisation of each element with a contact person, and one without."""
    OrganisationFactory(element="business")
    OrganisationFactory(element="business", contact=UserFactory(), verified_at=None)
    elements = ("academia", "business", "government", "society")
    return {element: OrganisationFactory(element=element, contact=UserFactory()) for element in elements}


def test_missing_elements_are_invited_seven_days_before_the_closing_and_once(clock):
    organisations = _contacts()
    proposal = in_discussion()
    comment(proposal, element="academia")
    clock.set(proposal.closes_at - timedelta(days=7, seconds=1))
    assert actions.invite_missing_elements() == 0
    clock.forward(seconds=1)
    assert actions.invite_missing_elements() == 2
    assert actions.invite_missing_elements() == 0
    invited = {one.organisation for one in Invitation.objects.all()}
    # The author is of society, academia has spoken; who has no contact person gets no mail.
    assert invited == {organisations["business"], organisations["government"]}
    mails = Notice.objects.filter(kind="proposal.invited")
    assert {mail.person for mail in mails} == {one.contact for one in invited}
    act = Act.objects.get(verb="invite")
    assert (act.actor, act.note) == (None, {"business": 1, "government": 1})


def test_a_discussion_shorter_than_the_rule_invites_at_once(clock):
    _contacts()
    people = cast()
    proposal = in_discussion(people)
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=clock.now + timedelta(days=3))
    assert actions.invite_missing_elements() == 3


def test_nobody_is_invited_where_enough_were_heard_or_the_discussion_is_closed(clock):
    _contacts()
    proposal = in_discussion()
    comment(proposal, element="academia")
    comment(proposal, element="business")
    clock.set(proposal.closes_at - timedelta(days=1))
    assert actions.invite_missing_elements() == 0
    clock.set(proposal.closes_at)
    assert actions.invite_missing_elements() == 0


def test_the_page_shows_who_was_invited_and_how_the_others_spoke(clock, client_for):
    _contacts()
    proposal = in_discussion()
    comment(proposal, element="academia", stance="objection")
    clock.set(proposal.closes_at - timedelta(days=7))
    actions.invite_missing_elements()
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "diundang" in page
    rows = BeautifulSoup(page, "html.parser").select("table.stances tbody tr")
    academia = [cell.get_text(strip=True) for cell in rows[0].select("th, td")]
    assert academia == ["Akademisi", "0", "0", "1", "0"]


def test_who_was_at_a_meeting_counts_as_heard(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    present = [OrganisationFactory(element="business"), OrganisationFactory(element="society")]
    actions.record_meeting(
        proposal=proposal,
        actor=people.coordinator,
        kind="hearing",
        held_on=clock.now.date(),
        notes="Pelaku usaha meminta masa peralihan.",
        organisations=present,
    )
    report = heard(proposal)
    assert report.elements["business"].heard
    assert not report.elements["society"].heard
    assert report.missing == 1
    assert Proposal.objects.get().heard_missing == 1
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "Pelaku usaha meminta masa peralihan." in page


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("kind", lambda clock: {"kind": "rumor"}),
        ("held_on", lambda clock: {"held_on": clock.now.date() + timedelta(days=1)}),
        ("organisations", lambda clock: {"organisations": []}),
        ("organisations", lambda clock: {"organisations": [OrganisationFactory(verified_at=None)]}),
        ("notes", lambda clock: {"notes": "  "}),
    ],
)
def test_notes_lack_nothing(name, change, clock):
    people = cast()
    values = {
        "kind": "visit",
        "held_on": clock.now.date(),
        "notes": "Dicatat.",
        "organisations": [OrganisationFactory()],
    } | change(clock)
    with pytest.raises(ValidationError, match=name):
        actions.record_meeting(proposal=in_discussion(people), actor=people.coordinator, **values)


def test_notes_are_attached_in_discussion_and_formulation_alone(clock):
    people = cast()
    with pytest.raises(Refused):
        actions.record_meeting(
            proposal=in_state("awaiting_session", people),
            actor=people.coordinator,
            kind="visit",
            held_on=clock.now.date(),
            notes="Terlambat.",
            organisations=[OrganisationFactory()],
        )
