"""Texts that take the place of others: whoever saves second sees the first, and nothing goes unread."""

import re

import pytest
from django.urls import reverse

from proposals import actions
from proposals.models import AuthorAnswer, Comment, Formulation
from tests.factories.proposals import cast, co_author, comment, in_discussion, in_formulation

pytestmark = pytest.mark.django_db
FIRST = "Pertama, ditulis di jendela sebelah dan sudah tersimpan."
SECOND = "Kedua, ditulis pada saat yang sama di jendela ini."


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def formulation(advice: str, **values) -> dict:
    return {"advice": advice, "final_wording": "Kontrak 24 angkot.", **values}


def test_of_two_formulations_at_once_the_second_sees_the_first(clock, client_for):
    people = cast()
    proposal = in_formulation(people)
    address = reverse("proposals:write_formulation", args=[proposal.pk])
    one, other = client_for(people.coordinator), client_for(people.secretariat)
    mark = hidden(other.get(address).content.decode(), "replaces")
    assert one.post(address, formulation(FIRST, replaces=mark)).status_code == 303
    answer = other.post(address, formulation(SECOND, replaces=mark))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.coordinator.get_full_name() in page
    assert FIRST in page
    assert SECOND in page
    assert Formulation.objects.count() == 1
    # Seen both, the person decides.
    assert other.post(address, formulation(SECOND, replaces=hidden(page, "replaces"))).status_code == 303
    assert Formulation.objects.latest("pk").advice == SECOND


def test_a_formulation_that_names_none_replaces_none_unseen(clock, client_for):
    people = cast()
    proposal = in_formulation(people)
    address = reverse("proposals:write_formulation", args=[proposal.pk])
    client = client_for(people.coordinator)
    assert client.post(address, formulation(FIRST)).status_code == 303
    assert client.post(address, formulation(SECOND)).status_code == 409


def test_a_replaced_formulation_stays_readable_for_everybody(clock, client_for):
    people = cast()
    proposal = in_formulation(people)
    for advice in (FIRST, SECOND):
        actions.write_formulation(
            proposal=proposal, actor=people.coordinator, advice=advice, final_wording="Kontrak 24 angkot."
        )
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert FIRST in page
    assert SECOND in page


def test_a_comment_edited_in_two_windows_keeps_both_texts_before_the_writers_eyes(clock, client_for):
    written = comment(in_discussion())
    client = client_for(written.author)
    address = reverse("proposals:edit_comment", args=[written.proposal_id, written.pk])
    mark = hidden(client.get(address).content.decode(), "text_mark")
    assert client.post(address, {"body": FIRST, "text_mark": mark}).status_code == 303
    answer = client.post(address, {"body": SECOND, "text_mark": mark})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert FIRST in page
    assert SECOND in page
    assert Comment.objects.get(pk=written.pk).body == FIRST
    again = {"body": SECOND, "text_mark": hidden(page, "text_mark")}
    assert client.post(address, again).status_code == 303
    assert Comment.objects.get(pk=written.pk).body == SECOND


def test_of_two_authors_who_edit_one_answer_the_second_sees_the_first(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    other = co_author(proposal)
    given = actions.answer_comments(
        proposal=proposal,
        actor=people.author,
        comments=[comment(proposal, stance="objection").pk],
        verdict="not_yet",
        body="Anggarannya belum ada.",
    )
    address = reverse("proposals:edit_answer", args=[proposal.pk, given.pk])
    sent = {"verdict": "not_yet", "text_mark": ""}
    assert client_for(people.author).post(address, {**sent, "body": FIRST}).status_code == 303
    answer = client_for(other).post(address, {**sent, "body": SECOND})
    assert answer.status_code == 409
    assert FIRST in answer.content.decode()
    assert AuthorAnswer.objects.get().body == FIRST


def test_a_comment_written_after_going_back_is_another_comment(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    writer = comment(proposal).author
    client = client_for(writer)
    address = reverse("proposals:write_comment", args=[proposal.pk])
    sent = {"speaks_as": f"personal-{writer.affiliations.get().pk}", "stance": "note", "form_key": "kunci"}
    for body in (FIRST, FIRST, SECOND):
        assert client.post(address, {**sent, "body": body}).status_code == 303
    assert [each.body for each in proposal.comments.order_by("pk")][1:] == [FIRST, SECOND]
