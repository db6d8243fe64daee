"""The one review of a refusal, and the one extension of a discussion."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.models import Act
from proposals import actions
from proposals.journey import check_promised_on
from proposals.lifecycle import State
from proposals.models import NotForwarded, Proposal
from tests.conftest import WIB
from tests.factories.members import staff
from tests.factories.proposals import ask_for_review, cast, in_discussion, in_formulation, in_state

pytestmark = pytest.mark.django_db


def _closing_day(proposal: Proposal):
    return proposal.closes_at.astimezone(WIB).date()


def test_a_review_is_done_by_another_person_than_the_one_who_decided(clock):
    people = cast()
    proposal = in_state("not_forwarded", people)
    actions.request_review(proposal=proposal, actor=people.author, reason="Bagi seluruh kota.")
    for act in (actions.review_refusal, actions.uphold_refusal):
        with pytest.raises(Refused, match=r"proposal\.review\.another_person"):
            act(proposal=proposal, actor=people.secretariat, reason="Saya periksa sendiri.")
    other = staff(roles.HEAD_OF_SECRETARIAT)
    assert actions.review_refusal(proposal=proposal, actor=other, reason="Bagi kota.").state == "submitted"


def test_nobody_reviews_what_its_author_does_not_ask_to_be_reviewed(clock):
    proposal = in_state("not_forwarded")
    for act in (actions.review_refusal, actions.uphold_refusal):
        with pytest.raises(Refused, match=r"proposal\.review\.requested"):
            act(proposal=proposal, actor=staff(roles.SECRETARIAT_EDITOR), reason="Berubah pikiran.")


def test_a_review_is_asked_for_once_also_after_a_second_refusal(clock):
    people = cast()
    proposal = ask_for_review(in_state("not_forwarded", people), people)
    with pytest.raises(Refused, match=r"proposal\.request_review\.once"):
        actions.request_review(proposal=proposal, actor=people.author, reason="Sekali lagi.")
    actions.review_refusal(proposal=proposal, actor=people.secretariat, reason="Bagi kota.")
    actions.not_forward(
        proposal=proposal, actor=people.secretariat, category="promotion", reason="Iklan.", direction="Media."
    )
    with pytest.raises(Refused, match=r"proposal\.request_review\.once"):
        actions.request_review(proposal=proposal, actor=people.author, reason="Sekali lagi.")
    with pytest.raises(IntegrityError), transaction.atomic():
        NotForwarded.objects.update(review_requested_at=clock.now)


def test_a_refusal_that_stands_ends_the_review_and_tells_the_author(clock):
    people = cast()
    proposal = ask_for_review(in_state("not_forwarded", people), people)
    reviewer = staff(roles.SECRETARIAT_EDITOR)
    actions.uphold_refusal(proposal=proposal, actor=reviewer, reason="Tetap satu lokasi.")
    assert NotForwarded.objects.get().upheld
    assert Proposal.objects.get().state == State.NOT_FORWARDED
    with pytest.raises(Refused):
        actions.review_refusal(proposal=proposal, actor=people.secretariat, reason="Terlambat.")
    assert Notice.objects.get(kind="proposal.reviewed").person == people.author
    assert Act.objects.filter(verb="uphold_refusal", entry__isnull=False).count() == 1


def test_after_a_review_the_promise_of_the_check_counts_from_the_review(clock):
    people = cast()
    proposal = ask_for_review(in_state("not_forwarded", people), people)
    clock.forward(days=30)
    admitted = actions.review_refusal(proposal=proposal, actor=people.secretariat, reason="Bagi kota.")
    assert check_promised_on(admitted) > clock.now.date()
    assert admitted.submitted_at < clock.now - timedelta(days=29)


def test_the_page_shows_the_review_and_what_came_of_it(clock, client_for):
    people = cast()
    proposal = ask_for_review(in_state("not_forwarded", people), people)
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "Ini cara kerja bagi seluruh kota." in page
    actions.uphold_refusal(
        proposal=proposal, actor=staff(roles.SECRETARIAT_EDITOR), reason="Tetap menyangkut satu lokasi saja."
    )
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "Tetap menyangkut satu lokasi saja." in page


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (30, True), (31, False), (-3, False)])
def test_an_extension_is_1_to_30_days_beyond_the_closing(days, allowed, clock):
    people = cast()
    proposal = in_discussion(people)
    day = _closing_day(proposal) + timedelta(days=days)

    def extend():
        return actions.extend_discussion(
            proposal=proposal, actor=people.coordinator, closes_on=day, reason="Menunggu dunia usaha."
        )

    if not allowed:
        with pytest.raises(ValidationError, match="closes_on"):
            extend()
        return
    assert _closing_day(extend()) >= day


def test_an_extension_to_a_day_off_moves_on_to_the_next_working_day(clock):
    people = cast()
    # It closes on Monday 14 December; the Saturday of that week moves on to the Monday after it.
    extended = actions.extend_discussion(
        proposal=in_discussion(people),
        actor=people.coordinator,
        closes_on=datetime(2026, 12, 19, tzinfo=WIB).date(),
        reason="Menunggu dunia usaha.",
    )
    assert extended.closes_at.astimezone(WIB) == datetime(2026, 12, 21, 23, 59, 59, tzinfo=WIB)


def test_a_discussion_is_extended_once_also_after_it_was_reopened(clock):
    people = cast()
    proposal = in_discussion(people)

    def extend():
        current = Proposal.objects.get(pk=proposal.pk)
        return actions.extend_discussion(
            proposal=current,
            actor=people.coordinator,
            closes_on=_closing_day(current) + timedelta(days=7),
            reason="Menunggu dunia usaha.",
        )

    extended = extend()
    assert Notice.objects.get(kind="proposal.extended").person == people.author
    with pytest.raises(Refused, match=r"proposal\.extend\.once"):
        extend()
    clock.set(extended.closes_at)
    actions.reopen_discussion(
        proposal=proposal,
        actor=people.coordinator,
        closes_on=clock.now.date() + timedelta(days=14),
        ground="unheard",
        reason="Mengundang.",
    )
    with pytest.raises(Refused, match=r"proposal\.extend\.once"):
        extend()


def test_a_closed_discussion_is_not_extended_even_before_the_job_closed_it(clock):
    people = cast()
    proposal = in_discussion(people)
    clock.set(proposal.closes_at)
    with pytest.raises(Refused, match=r"proposal\.extend\.state"):
        actions.extend_discussion(
            proposal=proposal,
            actor=people.coordinator,
            closes_on=clock.now.date() + timedelta(days=14),
            reason="Terlambat.",
        )


def test_the_page_says_why_the_discussion_runs_on_and_only_while_it_does(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    proposal = actions.extend_discussion(
        proposal=proposal,
        actor=people.coordinator,
        closes_on=_closing_day(proposal) + timedelta(days=7),
        reason="Menunggu jawaban pelaku usaha di Pasar Baru.",
    )
    visitor = client_for(None)
    address = proposal.get_absolute_url()
    assert "Menunggu jawaban pelaku usaha di Pasar Baru." in visitor.get(address).content.decode()
    closed = in_formulation(cast())
    assert "Menunggu jawaban" not in visitor.get(closed.get_absolute_url()).content.decode()
