"""The trail of a proposal and what decisions show on other pages."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council import paper
from council.actions import after_decision, contributions, decisions, follow_ups
from council.trail import Trail, trail_of
from council.trail.chart import MOST_MONTHS, chart_of
from portal.kit import clock as portal_clock
from proposals.actions import retract_comment
from proposals.models import AuthorAnswer, Proposal
from tests.factories import decisions as make
from tests.factories.members import member
from tests.factories.proposals import comment, in_discussion

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def test_the_trail_holds_every_step_in_the_order_of_time(house, clock):
    referral = make.conveyed(house)
    clock.forward(days=9)
    make.answer(house, referral)
    line = referral.decision.follow_ups.get()
    clock.forward(days=1)
    from council.actions import follow_ups as actions

    due_on = portal_clock.today() + timedelta(days=30)
    line = actions.open_follow_up(follow_up=line, due_on=due_on, actor=house.editor)
    clock.forward(days=5)
    make.report_finished(house, line)
    make.note(house, line)
    actions.accept_report(follow_up=line, actor=house.editor)
    trail = trail_of(Proposal.objects.get(pk=line.proposal_id), AnonymousUser())
    moments = [entry.at for entry in trail.entries]
    assert moments == sorted(moments)
    told = " | ".join(entry.title for entry in trail.entries)
    for words in (
        "versi 1",
        "Pembahasan dibuka",
        "Disetujui, mufakat",
        "Rekomendasi 001/REK/DKC/2026",
        "Disampaikan ke Wali Kota dengan surat 018/DKC/XI/2026",
        "Dijawab Pemerintah Kota: Diterima",
        "Tindak lanjut 1 dibuka",
        "Tindak lanjut 1 dilaporkan selesai",
        "Tindak lanjut 1: Selesai",
        "Catatan pemantauan",
    ):
        assert words in told, words


def test_an_erratum_stands_there_once_its_decision_is_announced(house):
    decision = make.enacted(house)
    words = {"wrong": "Kontrak 24 angkot", "right": "Kontrak 24 angkutan", "reason": "Salah tulis."}
    after_decision.add_erratum(decision=decision, actor=house.editor, **words)
    proposal = decision.outcomes.get().proposal

    def told():
        entries = trail_of(Proposal.objects.get(pk=proposal.pk), AnonymousUser()).entries
        return [entry for entry in entries if "Ralat" in entry.title]

    assert told() == []
    decisions.announce_decision(decision=decision, actor=house.other_editor)
    (entry,) = told()
    assert entry.title == f"Ralat 1 atas {decision.number}"
    assert entry.url == f"{decision.get_absolute_url()}#ralat-1"
    assert "24 angkutan" in entry.text


def test_only_comments_that_ask_for_something_stand_in_it_and_none_that_was_withdrawn(house):
    proposal = in_discussion(house.people)
    objection = comment(proposal, stance="objection", body="Mohon dipertimbangkan ongkos angkutnya. " * 4)
    comment(proposal, stance="in_favour", body="Setuju dengan semuanya tanpa syarat apa pun. " * 4)
    gone = comment(proposal, stance="with_changes", body="Ini saya tarik lagi. " * 6)
    retract_comment(comment=gone, actor=gone.author)
    trail = trail_of(Proposal.objects.get(pk=proposal.pk), AnonymousUser())
    texts = [entry.text for entry in trail.entries if entry.lane == "comment"]
    assert len(texts) == 2
    assert texts[0].startswith("Mohon dipertimbangkan")
    assert not [text for text in texts if "tarik lagi" in text or "Setuju dengan" in text]
    assert objection.get_absolute_url() in [entry.url for entry in trail.entries]


def test_the_drawing_has_a_mark_for_each_day_and_a_bar_for_each_duty(house):
    line = make.follow_up(house)
    trail = trail_of(line.proposal, AnonymousUser())
    chart = chart_of(trail, portal_clock.today())
    assert [lane.name for lane in chart.lanes][-1] == "follow_up"
    assert all(chart.left <= x <= chart.width for lane in chart.lanes for x in lane.marks)
    assert [bar.kind for bar in chart.bars] == ["open"]
    assert len(chart.months) <= MOST_MONTHS


@pytest.mark.parametrize(("state", "kind"), [("done", "done"), ("infeasible", "ended"), ("open", "late")])
def test_a_bar_is_drawn_as_the_duty_stands(house, clock, state, kind):
    line = make.follow_up(house, state)
    clock.forward(days=200)
    chart = chart_of(trail_of(line.proposal, AnonymousUser()), portal_clock.today())
    assert [bar.kind for bar in chart.bars] == [kind]


def test_there_is_no_drawing_of_nothing():
    empty = Trail(proposal=Proposal(), entries=[], follow_ups=[], comment_count=0)
    assert chart_of(empty, date(2026, 11, 21)) is None


def test_the_newest_may_stand_on_top(house, client_for):
    decision = make.announced(house)
    address = reverse("council:trail", args=[decision.outcomes.get().proposal_id])
    oldest = client_for().get(address).context["entries"]
    assert client_for().get(address + "?urutan=terbaru").context["entries"] == oldest[::-1]


def test_a_proposal_that_was_never_submitted_has_no_trail(house, client_for):
    from tests.factories.proposals import draft

    made = draft(house.people)
    address = reverse("council:trail", args=[made.pk])
    assert client_for(house.people.author).get(address).status_code == 404


def test_the_proposals_page_shows_decision_answer_and_follow_ups(house, client_for):
    line = make.follow_up(house)
    page = " ".join(client_for().get(line.proposal.get_absolute_url()).content.decode().split())
    for words in (line.decision.number, line.what, "Jawaban Pemerintah Kota: Diterima", "0 dari 1 selesai"):
        assert words in page


def test_the_latest_decisions_can_be_shown_anywhere(house, rf):
    template = Template("{% load decisions %}{% latest_decisions 2 %}")
    context = {"request": rf.get("/")}
    assert "Belum ada yang diumumkan" in template.render(Context(context))
    decisions = [make.announced(house) for _number in range(3)]
    shown = template.render(Context(context))
    assert [decision.number in shown for decision in decisions] == [False, True, True]


def test_the_paper_counts_who_was_heard_and_leaves_out_what_was_withdrawn(house):
    proposal = in_discussion(house.people)
    comment(proposal, element="academia")
    gone = comment(proposal, element="business")
    retract_comment(comment=gone, actor=gone.author)
    ((_proposal, heard),) = paper.heard_on([proposal])
    assert (heard.comments, heard.organisations, heard.elements) == (1, 1, ("akademisi",))


def test_every_line_leads_to_the_others_and_no_link_within_the_page_is_dead(house, clock, client_for):
    referral = make.conveyed(house)
    clock.forward(days=9)
    make.answer(house, referral)
    line = referral.decision.follow_ups.get()
    due_on = portal_clock.today() + timedelta(days=30)
    follow_ups.open_follow_up(follow_up=line, due_on=due_on, actor=house.editor)
    make.report_finished(house, line)
    make.note(house, line)
    partner = member()
    offer = contributions.offer_contribution(
        decision=referral.decision,
        proposal=line.proposal,
        organisation=partner.affiliations.get().organisation,
        kind="place",
        what="Aula untuk sosialisasi.",
        actor=partner,
    )
    page = client_for().get(reverse("council:trail", args=[line.proposal_id])).content.decode()
    anchors = set(re.findall(r'<li id="([^"]+)"', page))
    assert len(anchors) == len(re.findall(r'<li id="', page))
    inner = set(re.findall(r'href="#([^"]+)"', page)) - {"content"}
    assert inner <= anchors
    kinds = {re.sub(r"-\d+$", "", anchor) for anchor in anchors}
    assert {"versi", "rancangan", "keputusan", "penyampaian", "jawaban", "tindak-lanjut"} <= kinds
    assert {"catatan", "kontribusi", "rumusan"} <= kinds
    assert offer.get_absolute_url() in page


def test_contributions_have_a_lane_of_their_own_in_the_drawing(house):
    line = make.follow_up(house)
    partner = member()
    contributions.offer_contribution(
        decision=line.decision,
        proposal=line.proposal,
        organisation=partner.affiliations.get().organisation,
        kind="place",
        what="Aula untuk sosialisasi.",
        actor=partner,
    )
    trail = trail_of(line.proposal, house.editor)
    assert [entry.title for entry in trail.entries if entry.lane == "contribution"] == [
        "Kontribusi ditawarkan oleh mitra"
    ]
    chart = chart_of(trail, portal_clock.today())
    lanes = {lane.name: lane for lane in chart.lanes}
    assert len(lanes["contribution"].marks) == 1
    assert lanes["contribution"].label == "Kontribusi"
    assert lanes["answer"].y < lanes["contribution"].y < lanes["follow_up"].y


def test_each_thing_leads_to_the_trail(house, client_for):
    line = make.follow_up(house)
    trail = reverse("council:trail", args=[line.proposal_id])
    proposal = line.proposal
    for address in (
        proposal.get_absolute_url(),
        reverse("proposals:version", args=[proposal.pk, 1]),
        line.decision.get_absolute_url(),
        line.get_absolute_url(),
    ):
        assert trail in client_for().get(address, follow=True).content.decode(), address


def test_suggested_changes_and_the_authors_answers_stand_in_the_trail(house):
    proposal = in_discussion(house.people)
    made = comment(proposal, stance="with_changes", body="Sebaiknya dua kali sehari. " * 6)
    answer = AuthorAnswer.objects.create(
        proposal=proposal,
        author=proposal.author,
        verdict="accepted",
        body="Kami setuju.",
        created_at=portal_clock.now(),
    )
    type(made).objects.filter(pk=made.pk).update(author_answer=answer)
    entries = {entry.anchor: entry for entry in trail_of(proposal, AnonymousUser()).entries}
    answered = entries[f"jawaban-pengusul-{answer.pk}"]
    assert made.get_absolute_url() in {address for _words, address in answered.related}
    asked = entries[f"tanggapan-{made.pk}"]
    assert {"#versi-1", f"#jawaban-pengusul-{answer.pk}"} == {address for _words, address in asked.related}


def test_ten_times_as_much_costs_no_more_queries(house):
    proposal = in_discussion(house.people)

    def queries(count):
        for _ in range(count):
            comment(proposal, stance="objection", body="Mohon dipertimbangkan ongkos angkutnya. " * 4)
            answer = AuthorAnswer.objects.create(
                proposal=proposal,
                author=proposal.author,
                verdict="noted",
                body="Dicatat.",
                created_at=portal_clock.now(),
            )
            proposal.comments.filter(author_answer=None).update(author_answer=answer)
        fresh = Proposal.objects.get(pk=proposal.pk)
        with CaptureQueriesContext(connection) as found:
            trail_of(fresh, AnonymousUser())
        return len(found)

    queries(1)
    assert queries(1) == queries(18)
