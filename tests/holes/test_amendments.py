"""Holes: anyone accepting amendments, and an endorsement counted twice."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from portal.kit import clock as portal_clock
from portal.members import roles
from proposals.models import Proposal, Support, Version
from tests.factories.members import AffiliationFactory, UserFactory, member, staff
from tests.factories.proposals import cast, in_discussion, suggestion
from tests.race import race
from tests.signing import sign_in

SENT = {"replacement": "Kontrak 99 angkot", "change_note": "Saya terima sendiri.", "body": ""}


def take_over(client, proposal, comment):
    address = reverse("proposals:take_over", args=[proposal.pk, comment.pk])
    return client.post(address, SENT)


@pytest.mark.django_db
def test_nobody_but_an_author_takes_a_suggested_change_over(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    suggested = suggestion(proposal)
    colleague = AffiliationFactory(organisation=people.organisation, status="verified").user
    others = [
        None,
        suggested.author,
        member(group=people.group),
        people.coordinator,
        people.secretariat,
        colleague,
        staff(roles.MODERATOR),
        staff(roles.HEAD_OF_SECRETARIAT),
        staff(roles.ADMINISTRATOR),
        UserFactory(is_superuser=True),
    ]
    for person in others:
        assert take_over(client_for(person), proposal, suggested).status_code in (403, 409), person
    assert Version.objects.filter(proposal=proposal).count() == 1
    assert take_over(client_for(people.author), proposal, suggested).status_code == 303
    assert Version.objects.filter(proposal=proposal).count() == 2


@pytest.mark.django_db
def test_an_author_takes_nothing_over_by_the_address_of_another_proposal(clock, client_for):
    own, others = cast(), cast()
    mine, theirs = in_discussion(own), in_discussion(others, title="Taman baca di kelurahan")
    suggested = suggestion(theirs)
    client = client_for(own.author)
    for proposal in (mine, theirs):
        assert take_over(client, proposal, suggested).status_code in (403, 404, 409)
    answer = client.post(
        reverse("proposals:answer_comments", args=[mine.pk]),
        {"comments": [str(suggested.pk)], "verdict": "accepted", "body": "Kami terima."},
    )
    assert answer.status_code in (409, 422)
    suggested.refresh_from_db()
    assert suggested.author_answer_id is None
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_supporting_again_by_any_form_counts_once(clock, client_for):
    proposal = in_discussion()
    client = client_for(member(group=proposal.leading_group))
    address = reverse("proposals:support", args=[proposal.pk])
    for key in ("satu", "dua", "satu", ""):
        client.post(address, {"form_key": key})
    assert Support.objects.count() == 1
    assert Proposal.objects.get(pk=proposal.pk).supports.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_double_click_from_two_browsers_at_once_supports_once(clock):
    """Through the addresses, as an attacker would: two signed-in browsers of one person, many clicks."""
    proposal = in_discussion()
    person = member(group=proposal.leading_group)
    address = reverse("proposals:support", args=[proposal.pk])
    clients = [Client() for _number in range(6)]
    for client in clients:
        sign_in(client, person)

    def click(client, key, moment):
        with portal_clock.at(moment):
            return client.post(address, {"form_key": key}).status_code

    clicks = [partial(click, client, f"k{n % 3}", clock.now) for n, client in enumerate(clients)]
    assert set(race(clicks)) == {303}
    assert Support.objects.count() == 1
    assert Proposal.objects.get(pk=proposal.pk).supports.count() == 1
