"""Before the announcement: the state and the result are public; number, text, signatures and follow-ups
are not.
"""

import pytest
from django.urls import reverse

from council.models import Decision, FollowUp
from council.trail import trail_of
from portal.members import roles
from proposals.models import Proposal
from tests.factories import decisions as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db

SECRET_TITLE = "Rahasia Sampai Diumumkan"


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture
def secret(house):
    """A decision that nobody has announced, with a follow-up."""
    return make.enacted(house, title=SECRET_TITLE, follow_up_count=1)


def readers(house):
    """Return everybody who has no part in decisions, by name; None is a visitor."""
    return {
        "visitor": None,
        "author": house.people.author,
        "coordinator": house.people.coordinator,
        "liaison": house.liaison,
        "council member": house.seats[2].person,
        "moderator": staff(roles.MODERATOR),
        "session operator": staff(roles.SESSION_OPERATOR),
        "administrator": staff(roles.ADMINISTRATOR, is_superuser=True),
    }


def public_addresses(decision):
    proposal = decision.outcomes.get().proposal
    return [
        reverse("council:decisions"),
        reverse("council:decisions") + "?q=001",
        reverse("council:decisions") + f"?q={SECRET_TITLE[:7]}",
        proposal.get_absolute_url(),
        reverse("council:trail", args=[proposal.pk]),
        decision.session.get_absolute_url(),
        reverse("record:index"),
        *(reverse("record:entry", args=[act.entry.sequence]) for act in _acts(decision)),
        reverse("record:download"),
        "/",
    ]


def _acts(decision):
    from portal.record import acts_of

    return acts_of("decision", [decision.pk])


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def test_nobody_without_a_part_in_it_finds_number_text_or_follow_up(house, secret, client_for):
    follow_up = secret.follow_ups.get()
    hidden = [secret.number, SECRET_TITLE, follow_up.what, secret.slug]
    for name, person in readers(house).items():
        client = client_for(person)
        for address in public_addresses(secret):
            response = client.get(address)
            assert response.status_code == 200, (name, address)
            text = body(response)
            assert not [word for word in hidden if word in text], (name, address)


def test_its_own_addresses_do_not_exist_for_them(house, secret, client_for):
    follow_up = secret.follow_ups.get()
    place = [secret.year, secret.slug]
    addresses = [
        secret.get_absolute_url(),
        reverse("council:lead_to", args=["decision", secret.pk]),
        reverse("council:lead_to", args=["follow_up", follow_up.pk]),
        reverse("council:draft", args=[secret.draft_id]),
    ]
    verbs = [
        reverse("council:announce", args=place),
        reverse("council:convey", args=place),
        reverse("council:record_answer", args=place),
        reverse("council:report_progress", args=[follow_up.pk]),
        reverse("council:edit_draft", args=[secret.draft_id]),
    ]
    for name, person in readers(house).items():
        client = client_for(person)
        for address in addresses:
            assert client.get(address).status_code == 404, (name, address)
        for address in verbs:
            answer = client.post(address)
            # A visitor's form is given back unstored; whoever is signed in learns of nothing.
            assert answer.status_code == (403 if person is None else 404), (name, address)
            assert secret.number not in answer.content.decode()


def test_the_new_state_and_the_result_are_public_at_once(house, secret, client_for):
    proposal = Proposal.objects.get(pk=secret.outcomes.get().proposal_id)
    page = client_for().get(proposal.get_absolute_url()).content.decode()
    assert "Disetujui" in page
    assert "mufakat" in page
    trail = client_for().get(reverse("council:trail", args=[proposal.pk])).content.decode()
    assert "Disetujui" in trail


@pytest.mark.parametrize("who", ["editor", "other_editor", "head", "chair", "secretary"])
def test_those_who_work_on_it_read_it(house, secret, client_for, who):
    page = client_for(getattr(house, who)).get(secret.get_absolute_url())
    assert page.status_code == 200
    assert secret.number in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_an_inspector_reads_it_and_is_offered_nothing(house, secret, client_for):
    page = client_for(staff(roles.INSPECTOR)).get(secret.get_absolute_url())
    assert page.status_code == 200
    assert reverse("council:announce", args=[secret.year, secret.slug]) not in page.content.decode()


def test_announced_everybody_reads_it(house, client_for):
    decision = make.announced(house, follow_up_count=1)
    text = client_for().get(decision.get_absolute_url()).content.decode()
    for word in (decision.number, decision.title, decision.follow_ups.get().what, house.chair.name):
        assert word in text
    assert decision.number in client_for().get(reverse("council:decisions") + "?q=001").content.decode()


def test_the_querysets_are_the_one_place_where_this_is_decided(house, secret):
    for name, person in readers(house).items():
        from django.contrib.auth.models import AnonymousUser

        user = person or AnonymousUser()
        assert not Decision.objects.visible_to(user).exists(), name
        assert not FollowUp.objects.visible_to(user).exists(), name
        trail = trail_of(secret.outcomes.get().proposal, user)
        assert not [entry for entry in trail.entries if secret.number in entry.title], name
    assert Decision.objects.visible_to(house.editor).exists()
