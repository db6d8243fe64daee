"""Citizens' inputs: one per proposal, held until released, shown apart, counted nowhere as heard."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from proposals import actions, permissions
from proposals.actions.citizens import name_to_show
from proposals.models import CitizenInput, Proposal
from tests.factories.members import UserFactory, member, staff
from tests.factories.moderation import house_rule, moderator
from tests.factories.proposals import LONG, cast, in_discussion, in_state

pytestmark = pytest.mark.django_db


def given(proposal: Proposal | None = None, **person) -> CitizenInput:
    return actions.give_input(proposal=proposal or in_discussion(), actor=UserFactory(**person), body=LONG)


def recorded(proposal: Proposal, **values) -> CitizenInput:
    sent = {"channel": "letter", "received_on": values.pop("received_on", None), "body": LONG, **values}
    sent["received_on"] = sent["received_on"] or portal_clock.today()
    return actions.record_input(proposal=proposal, actor=staff(roles.SECRETARIAT_EDITOR), **sent)


def refused(function, **arguments) -> str:
    with pytest.raises(Refused) as error:
        function(**arguments)
    return error.value.verdict.rule


def test_an_input_is_read_by_nobody_until_it_is_released(client_for, clock):
    found = given()
    proposal = found.proposal
    words = LONG[:60]
    addresses = (proposal.get_absolute_url(), reverse("proposals:citizen_inputs", args=[proposal.pk]))
    for user in (None, UserFactory(), proposal.author):
        for address in addresses:
            assert words not in client_for(user).get(address).content.decode()
    assert words in client_for(found.author).get(addresses[1]).content.decode()
    mail.outbox.clear()
    actions.release_input(citizen_input=found, actor=moderator())
    for address in addresses:
        page = client_for().get(address).content.decode()
        assert words in page
        assert found.author.get_full_name() in page
    assert [letter.to for letter in mail.outbox] == [[found.author.email]]
    assert Act.objects.get(subject_kind="citizen_input", verb="release").entry is not None


def test_a_visitor_is_led_to_sign_in_and_back(client_for, clock):
    address = reverse("proposals:citizen_inputs", args=[in_discussion().pk])
    page = client_for().get(address).content.decode()
    assert f'<a href="{reverse("account_login")}?next={address}">Masuk</a> dahulu' in page


def test_an_input_counts_as_no_comment_and_hears_no_element(clock):
    found = given()
    before = Proposal.objects.get()
    actions.release_input(citizen_input=found, actor=moderator())
    after = Proposal.objects.get()
    assert (
        (after.comment_count, after.heard_missing) == (before.comment_count, before.heard_missing) == (0, 2)
    )
    assert after.discussion_figures["citizens"] == 1


def test_there_is_one_input_for_each_person_and_proposal(clock):
    found = given()
    again = {"proposal": found.proposal, "actor": found.author, "body": LONG}
    assert refused(actions.give_input, **again) == "citizen.once"


def test_members_comment_instead(clock):
    people = cast()
    proposal = in_discussion(people)
    assert permissions.can_give_input(member(), proposal).rule == "citizen.member"


@pytest.mark.parametrize("state", ["submitted", "formulation", "awaiting_session"])
def test_inputs_are_left_and_entered_in_discussion_alone(state, clock):
    proposal = in_state(state)
    assert permissions.can_give_input(UserFactory(), proposal).rule == "citizen.state"
    assert permissions.can_record_input(staff(roles.SECRETARIAT_EDITOR), proposal).rule == "citizen.state"


def test_only_moderators_decide_and_only_once(clock):
    found = given()
    for role in roles.ALL_ROLES:
        assert bool(permissions.can_decide_input(staff(role), found)) is (role == roles.MODERATOR), role
    actions.release_input(citizen_input=found, actor=moderator())
    assert refused(actions.release_input, citizen_input=found, actor=moderator()) == "moderation.decided"


def test_a_refusal_names_a_rule_and_a_reason_which_the_person_reads(client_for, clock):
    found = given()
    with pytest.raises(ValidationError):
        actions.refuse_input(citizen_input=found, actor=moderator(), rule=None, reason="x")
    with pytest.raises(ValidationError):
        actions.refuse_input(citizen_input=found, actor=moderator(), rule=house_rule(), reason=" ")
    mail.outbox.clear()
    actions.refuse_input(
        citizen_input=found, actor=moderator(), rule=house_rule(), reason="Memuat nomor telepon."
    )
    assert "Memuat nomor telepon." in mail.outbox[0].body
    address = reverse("proposals:citizen_inputs", args=[found.proposal_id])
    assert "Memuat nomor telepon." in client_for(found.author).get(address).content.decode()
    assert "Memuat nomor telepon." not in client_for().get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "consented", "shown"),
    [
        ("Siti Aminah", True, "Siti Aminah"),
        ("Siti Aminah", False, "S. A."),
        ("Sukarno", False, "S."),
        ("", True, "Seorang warga"),
        ("  ", False, "Seorang warga"),
    ],
)
def test_without_consent_only_initials_are_kept(name, consented, shown, clock):
    assert name_to_show(name, consented=consented) == shown
    found = recorded(in_discussion(), name=name, consented=consented)
    assert found.shown_name == shown


def test_what_the_secretariat_enters_is_public_and_marked(client_for, clock):
    proposal = in_discussion()
    found = recorded(proposal, channel="visit", received_on=clock.now.date() - timedelta(days=1))
    page = client_for().get(proposal.get_absolute_url()).content.decode()
    assert LONG[:60] in page
    assert "Seorang warga" in page
    assert found.on_behalf
    assert Proposal.objects.get().heard_missing == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [({"channel": "account"}, "channel"), ({"channel": "x"}, "channel"), ({}, "received_on")],
)
def test_what_is_entered_says_how_and_when_it_came(values, field, clock):
    if field == "received_on":
        values = {"received_on": clock.now.date() + timedelta(days=1)}
    with pytest.raises(ValidationError) as error:
        recorded(in_discussion(), **values)
    assert set(error.value.message_dict) == {field}
