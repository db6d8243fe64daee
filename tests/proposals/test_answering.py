"""Suggested changes and the authors' answers: what is refused, what a version credits, who is told."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.models import Act
from proposals import actions, permissions
from proposals.models import AuthorAnswer, Comment, Proposal, Version
from tests.factories.members import member
from tests.factories.proposals import (
    cast,
    comment,
    in_discussion,
    in_formulation,
    in_state,
    reply,
    suggestion,
)
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db


def take(people, suggested, **changes):
    values = {"replacement": "30 angkot", "change_note": "Jumlahnya ditambah.", **changes}
    return actions.take_over(comment=suggested, actor=people.author, **values)


def answer(people, *comments, **changes):
    values = {"verdict": "not_yet", "body": "Anggarannya belum ada.", **changes}
    return actions.answer_comments(
        proposal=comments[0].proposal, actor=people.author, comments=[c.pk for c in comments], **values
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quote": "25 angkot"}, "quote"),
        ({"quote": "a"}, "quote"),
        ({"quote": "angkot", "part": "nonsense"}, "part"),
        ({"part": "benefit"}, "quote"),
        ({"replacement": "24 angkot"}, "replacement"),
        ({"replacement": "x" * 5_001}, "replacement"),
        ({"quote": "x" * 5_001}, "quote"),
        ({"body": "x"}, "body"),
    ],
)
def test_a_suggestion_that_names_no_plain_place_is_answered_in_words(changes, field, clock):
    with pytest.raises(ValidationError) as error:
        suggestion(in_discussion(), **changes)
    assert set(error.value.message_dict) == {field}
    assert not Comment.objects.exists()


def test_a_suggestion_stands_at_its_paragraph_and_shows_what_goes_and_what_comes(clock, client_for):
    proposal = in_discussion()
    suggested = suggestion(proposal)
    assert (suggested.stance, suggested.block) == ("with_changes", 3)
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "<del>24</del><ins>30</ins> angkot" in page


def test_taking_over_makes_a_version_that_credits_the_suggester_both_ways(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    suggested = suggestion(proposal)
    version = take(people, suggested)
    assert (version.number, version.content) == (
        2,
        "Kontrak 30 angkot untuk dua kali jalan pagi.\n\nJadwal ditempel di sekolah.",
    )
    suggested.refresh_from_db()
    assert (suggested.author_answer.version, suggested.author_answer.verdict) == (version, "accepted")
    client = client_for(None)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Diambil alih dalam versi 2" in page
    compared = client.get(reverse("proposals:versions", args=[proposal.pk])).content.decode()
    assert suggested.get_absolute_url() in compared
    assert suggested.author.get_full_name() in compared
    assert Act.objects.get(verb="edit").note["suggestion"] == suggested.pk
    assert Act.objects.get(verb="take_over").note["version"] == 2
    assert Notice.objects.filter(person=suggested.author, kind="proposal.comment_answered").count() == 1


def test_taking_over_edited_is_taking_over_in_part(clock):
    people = cast()
    suggested = suggestion(in_discussion(people))
    version = take(people, suggested, replacement="28 angkot", body="Dua belas belum layak jalan.")
    assert "28 angkot" in version.content
    assert AuthorAnswer.objects.get().verdict == "partly"


@pytest.mark.parametrize(
    ("text", "rule"), [("Tanpa angkot sama sekali.", "gone"), ("24 angkot, lalu 24 angkot.", "twice")]
)
def test_a_passage_that_changed_meanwhile_is_not_replaced(text, rule, clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    suggested = suggestion(proposal)
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(content=text),
        change_note="Mengubah.",
    )
    with pytest.raises(Refused, match=r"suggestion\.passage"):
        take(people, suggested)
    assert Version.objects.count() == 2
    # It is said before a form is filled in for it.
    address = reverse("proposals:take_over", args=[proposal.pk, suggested.pk])
    assert client_for(people.author).get(address).status_code == 403


def test_a_suggestion_is_taken_over_once_by_an_author_in_the_discussion(clock):
    people = cast()
    proposal = in_discussion(people)
    suggested = suggestion(proposal)
    for stranger in (people.coordinator, people.secretariat, suggested.author):
        with pytest.raises(Refused, match=r"proposal\.edit\.who"):
            actions.take_over(comment=suggested, actor=stranger, replacement="x", change_note="x")
    with pytest.raises(Refused, match=r"suggestion\.none"):
        take(people, comment(proposal))
    take(people, suggested)
    with pytest.raises(Refused, match=r"comment\.answer\.twice"):
        take(people, suggested, replacement="31 angkot")
    late = suggestion(proposal, quote="30 angkot", replacement="40 angkot")
    clock.set(proposal.closes_at)
    with pytest.raises(Refused, match=r"proposal\.edit\.state"):
        take(people, late)
    assert answer(people, late).verdict == "not_yet"


def test_one_answer_serves_many_and_each_writer_is_told_once(clock):
    people = cast()
    proposal = in_discussion(people)
    one, other = comment(proposal, stance="objection"), suggestion(proposal)
    again = comment(proposal, stance="note", actor=one.author)
    comment(proposal, stance="in_favour")
    assert Proposal.objects.get().answers_waiting == 2
    answer(people, one, other, again)
    assert Proposal.objects.get().answers_waiting == 0
    assert Comment.objects.filter(author_answer=AuthorAnswer.objects.get()).count() == 3
    told = Notice.objects.filter(kind="proposal.comment_answered").values_list("person", flat=True)
    assert sorted(told) == sorted({one.author_id, other.author_id})
    assert Act.objects.get(verb="answer_comments").note["comments"] == sorted([one.pk, other.pk, again.pk])


def test_what_is_withdrawn_or_hidden_no_longer_waits(clock):
    people = cast()
    proposal = in_discussion(people)
    one = comment(proposal, stance="objection")
    actions.retract_comment(comment=one, actor=one.author)
    assert Proposal.objects.get().answers_waiting == 0
    with pytest.raises(Refused, match=r"comment\.answer\.gone"):
        answer(people, one)


def test_the_authors_answer_is_refused_to_others_and_for_what_wants_none(clock):
    people = cast()
    proposal = in_discussion(people)
    objection = comment(proposal, stance="objection")
    for stranger in (people.coordinator, people.secretariat, objection.author):
        with pytest.raises(Refused, match=r"proposal\.answer_comments\.who"):
            actions.answer_comments(
                proposal=proposal, actor=stranger, comments=[objection.pk], verdict="noted", body="Baik."
            )
    with pytest.raises(Refused, match=r"comment\.answer\.kind"):
        answer(people, reply(objection))
    with pytest.raises(ValidationError):
        answer(people, objection, verdict="nonsense")
    with pytest.raises(ValidationError):
        answer(people, objection, body=" ")
    elsewhere = comment(in_discussion(), stance="objection")
    with pytest.raises(ValidationError):
        answer(people, objection, elsewhere)
    assert not AuthorAnswer.objects.exists()


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("submitted", False), ("formulation", True), ("awaiting_session", True), ("accepted", False)],
)
def test_authors_answer_until_the_session(state, allowed, clock, client_for):
    people = cast()
    proposal = in_state(state, people)
    response = client_for(people.author).get(reverse("proposals:answer_comments", args=[proposal.pk]))
    assert response.status_code == (200 if allowed else 403)


def test_an_answered_comment_is_no_longer_edited(clock):
    people = cast()
    objection = comment(in_discussion(people), stance="objection")
    answer(people, objection)
    with pytest.raises(Refused, match=r"comment\.edit\.answered"):
        actions.edit_comment(comment=objection, actor=objection.author, body="Lain.")


def test_the_page_lists_what_waits_and_keeps_what_was_typed(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    objection, note = comment(proposal, stance="objection"), comment(proposal, stance="note")
    client = client_for(people.author)
    path = reverse("proposals:answer_comments", args=[proposal.pk])
    assert list(client.get(path).context["page"]) == [objection]
    assert list(client.get(f"{path}?tampil=semua").context["page"]) == [objection, note]
    from_note = client.get(f"{path}?tanggapan={note.pk}")
    assert set(from_note.context["page"]) == {objection, note}
    assert f'id="pilih-{note.pk}" checked' in " ".join(from_note.content.decode().split())
    refused = client.post(path, {"comments": [objection.pk], "body": "Belum ada anggaran."})
    assert refused.status_code == 422
    text = " ".join(refused.content.decode().split())
    assert f'id="pilih-{objection.pk}" checked' in text
    assert "Belum ada anggaran." in text
    sent = client.post(path, {"comments": [objection.pk], "verdict": "noted", "body": "Kami catat."})
    assert sent.url == f"{proposal.get_absolute_url()}#pembahasan"
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "Kami catat." in page
    assert "Dicatat" in page


def test_the_page_says_how_many_wait(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    comment(proposal, stance="objection")
    suggestion(proposal)
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "2 tanggapan menunggu jawaban pengusul" in page


def test_the_list_of_answers_takes_as_many_queries_for_two_as_for_twenty(clock, client_for):
    from tests.proposals.test_threads import queries

    people = cast()
    proposal = in_discussion(people)
    path = reverse("proposals:answer_comments", args=[proposal.pk])
    client = client_for(people.author)
    for _number in range(2):
        suggestion(proposal)
    few = queries(client, path)
    for _number in range(18):
        suggestion(proposal)
    assert queries(client, path) == few


def test_in_formulation_a_member_no_longer_suggests_and_a_seat_does(clock):
    from tests.factories.members import SeatFactory

    people = cast()
    proposal = in_formulation(people)
    with pytest.raises(Refused, match=r"proposal\.comment\.who"):
        suggestion(proposal, actor=member(group=people.group))
    seat = SeatFactory().person
    if roles.current_affiliations(seat):
        assert suggestion(proposal, actor=seat).pk


# Editing an answer


def edit(people, given, **changes):
    values = {"verdict": "partly", "body": "Separuhnya dapat dibiayai.", **changes}
    return actions.edit_answer(answer=given, actor=people.author, **values)


def test_an_answer_is_edited_shortly_after_it_was_given_and_says_so(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    one, other = comment(proposal, stance="objection"), comment(proposal, stance="objection")
    given = answer(people, one, other)
    mail.outbox.clear()
    clock.forward(minutes=14)
    edit(people, given)
    given.refresh_from_db()
    assert (given.verdict, given.body, given.edited_at) == ("partly", "Separuhnya dapat dibiayai.", clock.now)
    assert "Separuhnya" in given.html
    assert {letter.to[0] for letter in mail.outbox} == {one.author.email, other.author.email}
    act = Act.objects.get(verb="edit_answer")
    assert act.entry is not None
    assert act.note == {"answer": given.pk, "verdict": "partly"}
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "Separuhnya dapat dibiayai." in page
    assert "diubah" in page


def test_a_mere_correction_of_the_words_sends_no_second_mail(clock):
    people = cast()
    given = answer(people, comment(in_discussion(people), stance="objection"))
    mail.outbox.clear()
    edit(people, given, verdict="not_yet")
    assert not mail.outbox


def test_an_answer_is_edited_by_authors_within_the_minutes_while_nobody_wrote_below(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    objection = comment(proposal, stance="objection")
    given = answer(people, objection)
    address = reverse("proposals:edit_answer", args=[proposal.pk, given.pk])
    assert address in client_for(people.author).get(proposal.get_absolute_url()).content.decode()
    for person in (objection.author, people.coordinator):
        assert permissions.can_edit_answer(person, given).rule == "proposal.answer_comments.who"
    reply(objection)
    clock.forward(minutes=1)
    assert permissions.can_edit_answer(people.author, given)
    reply(objection)
    with pytest.raises(Refused, match=r"answer\.edit\.answered"):
        edit(people, given)
    clock.forward(minutes=14)
    with pytest.raises(Refused, match=r"answer\.edit\.late"):
        edit(people, given)
    assert address not in client_for(people.author).get(proposal.get_absolute_url()).content.decode()
    given.refresh_from_db()
    assert given.edited_at is None


def test_the_verdict_of_what_was_taken_over_stays(clock, client_for):
    people = cast()
    suggested = suggestion(in_discussion(people))
    take(people, suggested)
    given = Comment.objects.get(pk=suggested.pk).author_answer
    with pytest.raises(ValidationError) as error:
        edit(people, given, verdict="noted")
    assert set(error.value.message_dict) == {"verdict"}
    address = reverse("proposals:edit_answer", args=[given.proposal_id, given.pk])
    page = client_for(people.author).get(address).content.decode()
    assert 'name="verdict"' not in page
    answered = client_for(people.author).post(address, {"body": "Terima kasih banyak."})
    assert answered.status_code == 303
    given.refresh_from_db()
    assert (given.verdict, given.body) == ("accepted", "Terima kasih banyak.")


def test_an_answer_of_another_proposal_has_no_page_here(clock, client_for):
    people = cast()
    given = answer(people, comment(in_discussion(people), stance="objection"))
    address = reverse("proposals:edit_answer", args=[in_discussion(people).pk, given.pk])
    assert client_for(people.author).get(address).status_code == 404
