"""A rehearsal: everything can be tried, nothing of it stays, and nothing real goes with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from council import session_feed
from council.actions import agenda, ballots, invitations, motions, rehearsals, sessions
from council.models import AgendaItem, Ballot, CouncilRules, Motion, Session, SessionKind
from council.permissions import decisions as draft_rules
from council.querysets import waiting_for
from council.querysets_decisions import motions_to_put_on_paper
from home.sitemaps import SITEMAPS
from portal.kit import clock
from portal.kit.verdict import Refused
from tests.addresses import snapshot
from tests.council.forms import send, text_of
from tests.factories import council as make
from tests.factories import proposals
from tests.signing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    CouncilRules.load()
    return make.council()


def rehearsal(house, **fields):
    values = {
        "starts_at": clock.now(),
        "place": "Balai Contoh",
        "items": ["Pembukaan", "Contoh suara"],
        **fields,
    }
    return rehearsals.plan_rehearsal(actor=house.clerk, **values)


def opened(house):
    session = make.present(house, rehearsal(house))
    return sessions.open_session(session=session, actor=house.operator)


def ballot_in(house, session, **choices):
    """Return a closed ballot on the second item of a rehearsal."""
    motion = make.put(house, session.items.get(position=2))
    ballot = make.open_ballot(house, motion)
    make.counted(house, ballot, **choices)
    return Ballot.objects.get(pk=ballot.pk)


def everything_tried(house):
    """Return a rehearsal with wordings, an objection, a conflict, a consensus, a tie and its repetition."""
    session = opened(house)
    first = make.put(house, session.items.get(position=1))
    motions.record_objection(motion=first, reason="Belum jelas.", actor=house.member)
    motions.reword_motion(motion=first, wording="Rumusan kedua.", actor=house.operator)
    motions.declare_conflict(motion=first, reason="Kerabat.", actor=house.secretary)
    motions.agree_to_note(objection=first.objections.get(), actor=house.member)
    motions.declare_consensus_with_notes(motion=first, actor=house.operator)
    ballot_in(house, session, seat_1="in_favour", seat_2="against")
    tied = Motion.objects.get(item__session=session, state="tied")
    again = ballots.repeat_ballot(motion=tied, actor=house.operator)
    make.counted(house, again, seat_1="in_favour", seat_4="in_favour")
    return Session.objects.get(pk=session.pk)


def test_ended_it_leaves_every_table_as_it_was(house):
    before = snapshot()
    session = everything_tried(house)
    assert snapshot() != before
    sessions.end_session(session=session, actor=house.operator)
    assert snapshot() == before


def test_while_it_lasts_it_leaves_no_act_no_entry_and_no_notice(house):
    before = snapshot()
    everything_tried(house)
    changed = {label for label, digest in snapshot().items() if before[label] != digest}
    assert changed == {
        f"council_{name}"
        for name in (
            *("session", "agendaitem", "attendance", "motion", "earlierwording", "objection"),
            *("conflictofinterest", "ballot", "ballotseat", "vote"),
        )
    }


def test_it_is_deleted_from_any_state_by_the_staff_of_sessions(house):
    before = snapshot()
    for made in (rehearsal, opened, everything_tried):
        session = made(house)
        with pytest.raises(Refused) as refused:
            rehearsals.discard_rehearsal(session=session, actor=house.member)
        assert refused.value.verdict.rule == "rehearsal.discard.who"
        rehearsals.discard_rehearsal(session=session, actor=house.operator)
    assert snapshot() == before


def test_the_schedule_sweeps_those_of_days_that_passed(house):
    before = snapshot()
    everything_tried(house)
    assert rehearsals.sweep_rehearsals() == 0
    kept = rehearsal(house, starts_at=clock.now() + timedelta(days=1))
    with clock.at(clock.now() + timedelta(days=1)):
        assert rehearsals.sweep_rehearsals() == 1
        assert Session.objects.get() == kept
        rehearsals.discard_rehearsal(session=kept, actor=house.clerk)
        assert rehearsals.sweep_rehearsals() == 0
    assert snapshot() == before


def test_a_real_session_is_not_deleted(house):
    session = make.opened(house)
    with pytest.raises(Refused) as refused:
        rehearsals.discard_rehearsal(session=session, actor=house.clerk)
    assert refused.value.verdict.rule == "rehearsal.discard.state"
    with pytest.raises(ValueError, match="rehearsal"):
        rehearsals.delete_rehearsal(session)
    with clock.at(clock.now() + timedelta(days=9)):
        assert rehearsals.sweep_rehearsals() == 0
    assert Session.objects.filter(pk=session.pk).exists()


def test_it_takes_no_number_from_real_sessions(house):
    rehearsal(house)
    assert rehearsal(house).ordinal == 0
    assert make.planned(house).ordinal == 1
    with pytest.raises(ValidationError) as wrong:
        make.planned(house, kind=SessionKind.REHEARSAL)
    assert "kind" in wrong.value.message_dict


def test_what_is_missing_is_said_at_its_field(house):
    with pytest.raises(ValidationError) as wrong:
        rehearsal(house, place=" ", starts_at=clock.now() - timedelta(days=1), items=["x"] * 21)
    assert set(wrong.value.message_dict) == {"place", "starts_at", "items"}
    with pytest.raises(Refused):
        rehearsals.plan_rehearsal(starts_at=clock.now(), place="Balai", actor=house.member)


def test_it_takes_up_no_proposal(house):
    session = rehearsal(house)
    proposal = proposals.awaiting_session(house.authors)
    with pytest.raises(Refused) as refused:
        agenda.add_agenda_item(session=session, proposal=proposal, actor=house.clerk)
    assert refused.value.verdict.rule == "item.add.rehearsal.state"
    make.item(house, make.planned(house), proposal)


def test_nothing_of_it_is_sent_rescheduled_or_put_on_paper(house):
    session = rehearsal(house)
    for verb in (
        lambda: invitations.send_invitation(session=session, actor=house.clerk),
        lambda: invitations.reply_to_invitation(session=session, reply="present", actor=house.member),
        lambda: sessions.cancel_session(session=session, reason="Batal.", actor=house.clerk),
        lambda: sessions.reschedule_session(
            session=session,
            starts_at=clock.now() + timedelta(days=30),
            place="Balai",
            invitation_number="9",
            reason="Lain hari.",
            actor=house.clerk,
        ),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.verdict.rule.endswith(".rehearsal.state")
    adopted = make.adopted(house, opened(house).items.first())
    assert draft_rules.can_put_on_paper("KEP", [adopted]).rule == "decision_draft.motions.rehearsal"
    assert not motions_to_put_on_paper().exists()


def test_nobody_outside_meets_it_anywhere(house, client):
    session = everything_tried(house)
    motion = Motion.objects.filter(item__session=session).first()
    assert session not in session_feed.SessionFeed().sessions
    assert session not in SITEMAPS["sessions"]().items()
    places = [
        session.get_absolute_url(),
        reverse("council:session_calendar", args=[session.pk]),
        reverse("council:session_stamp", args=[session.pk]),
        reverse("council:rehearsal_stamp", args=[session.pk]),
        reverse("council:motion", args=[motion.pk]),
        reverse("council:session_paper", args=[session.pk, "undangan"]),
    ]
    for person in (None, make.stranger()):
        if person is not None:
            sign_in(client, person)
        for address in places:
            assert client.get(address).status_code == 404, address
        for name in ("put_motion", "cast_ballot", "record_objection", "hear_member"):
            page = client.get(reverse(f"council:{name}", args=[motion.pk]))
            assert page.status_code in (302, 404), name
        assert session.title not in text_of(client.get(reverse("council:sessions")))
        assert session.title not in text_of(client.get(reverse("council:calendar")))


def test_the_desk_asks_nobody_for_it(house):
    motion = make.put(house, opened(house).items.first())
    assert waiting_for(house.member) == []
    make.open_ballot(house, motion)
    assert waiting_for(house.member) == []


def test_nothing_of_it_is_put_on_paper_or_into_a_calendar(house, client):
    session = everything_tried(house)
    sign_in(client, house.operator)
    for kind in ("undangan", "daftar-hadir", "berita-acara"):
        for name in ("session_paper", "session_paper_pdf"):
            assert client.get(reverse(f"council:{name}", args=[session.pk, kind])).status_code == 404
    assert client.get(reverse("council:session_calendar", args=[session.pk])).status_code == 404


def test_an_alternate_sees_it(house, client):
    alternate = make.stranger()
    house.seats[3].alternate = alternate
    house.seats[3].save()
    sign_in(client, alternate)
    assert client.get(rehearsal(house).get_absolute_url()).status_code == 200


def test_every_page_of_it_says_that_it_is_one(house, client):
    session = opened(house)
    motion = make.put(house, session.items.first())
    make.open_ballot(house, motion)
    sign_in(client, house.operator)
    for address in (
        session.get_absolute_url(),
        reverse("council:end_session", args=[session.pk]),
        reverse("council:record_attendance", args=[session.pk]),
        reverse("council:conclude_item", args=[session.items.last().pk]),
        reverse("council:close_ballot", args=[motion.pk]),
        reverse("council:cast_aloud", args=[motion.pk]),
    ):
        assert "Gladi: tidak ada yang disimpan" in text_of(client.get(address)), address
    real = make.planned(house)
    assert "Gladi: tidak ada" not in text_of(client.get(real.get_absolute_url()))


def test_it_is_planned_and_ended_by_plain_forms(house, client):
    sign_in(client, house.clerk)
    when = clock.now().strftime("%Y-%m-%dT23:00")
    answer = send(
        client, reverse("council:plan_rehearsal"), starts_at=when, place="Balai", items="Satu\n\nDua"
    )
    session = Session.objects.get(kind=SessionKind.REHEARSAL)
    assert answer.url == session.get_absolute_url()
    assert list(session.items.values_list("title", flat=True)) == ["Satu", "Dua"]
    assert session.title in text_of(client.get(reverse("council:sessions")))
    make.present(house, session)
    sessions.open_session(session=session, actor=house.operator)
    sign_in(client, house.operator)
    answer = send(client, reverse("council:end_session", args=[session.pk]))
    assert answer.url == reverse("council:sessions")
    assert "tidak ada yang disimpan" in text_of(client.get(answer.url)).lower()
    assert not Session.objects.exists()


def test_who_acts_on_one_that_has_just_gone_is_told(house, client):
    session = opened(house)
    sign_in(client, house.operator)
    address = reverse("council:suspend_session", args=[session.pk])
    page = client.get(address)
    rehearsals.discard_rehearsal(session=session, actor=house.clerk)
    assert client.post(address, {"minutes": 5, "reason": "Salat."}).status_code == 404
    assert page.status_code == 200


def test_pages_that_are_open_see_every_step(house, client):
    session = rehearsal(house)
    sign_in(client, house.member)
    address = reverse("council:rehearsal_stamp", args=[session.pk])
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    make.present(house, session)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert address in text_of(client.get(session.get_absolute_url()))


# The databases let ballots go with a rehearsal, and with nothing else.


def refuses(statement, *values):
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def attacked(house):
    """Return a real closed ballot and a rehearsal with one of its own."""
    real = make.open_ballot(house)
    make.counted(house, real, seat_1="in_favour", seat_2="against", seat_3="in_favour")
    session = opened(house)
    return Ballot.objects.get(pk=real.pk), ballot_in(house, session, seat_1="in_favour")


def test_a_real_session_does_not_become_a_rehearsal_nor_the_other_way_round(attacked):
    real, tried = (ballot.motion.item for ballot in attacked)
    refuses("UPDATE council_session SET kind = 'rehearsal' WHERE id = %s", real.session_id)
    refuses("UPDATE council_session SET kind = 'plenary' WHERE id = %s", tried.session_id)
    refuses("UPDATE council_session SET id = id + 900 WHERE id = %s", real.session_id)
    refuses("DELETE FROM council_session WHERE id = %s", real.session_id)


def test_what_a_ballot_hangs_on_is_not_moved_under_a_rehearsal(attacked):
    real, tried = (ballot.motion for ballot in attacked)
    refuses("UPDATE council_motion SET item_id = %s WHERE id = %s", tried.item_id, real.pk)
    refuses(
        "UPDATE council_agendaitem SET session_id = %s, position = 99 WHERE id = %s",
        tried.item.session_id,
        real.item_id,
    )
    refuses("UPDATE council_ballot SET motion_id = %s WHERE id = %s", tried.pk, attacked[0].pk)
    refuses("DELETE FROM council_motion WHERE id = %s", real.pk)
    refuses("DELETE FROM council_agendaitem WHERE id = %s", real.item_id)


@pytest.mark.parametrize("table", ["session", "agendaitem", "motion", "ballot", "ballotseat"])
def test_no_row_above_a_closed_ballot_is_given_another_key(attacked, table):
    name = "id" if connection.vendor == "postgresql" else "rowid"
    ballot = attacked[0]
    pk = {
        "session": ballot.motion.item.session_id,
        "agendaitem": ballot.motion.item_id,
        "motion": ballot.motion_id,
        "ballot": ballot.pk,
        "ballotseat": ballot.seats.first().pk,
    }[table]
    refuses(f"UPDATE council_{table} SET {name} = {name} + 900 WHERE {name} = %s", pk)  # noqa: S608 (names of our own)


def test_the_ballots_of_a_rehearsal_are_sealed_until_they_are_deleted(attacked):
    tried = attacked[1].pk
    refuses("UPDATE council_ballot SET reason = 'Lain.' WHERE id = %s", tried)
    refuses("UPDATE council_ballotseat SET present = NOT present WHERE ballot_id = %s", tried)
    refuses("UPDATE council_vote SET choice = 'abstain'")
    refuses("DELETE FROM council_vote")
    refuses("DELETE FROM council_ballotseat")
    refuses("DELETE FROM council_ballot WHERE closed_at IS NOT NULL")


def test_a_real_ballot_survives_the_end_of_every_rehearsal(house, attacked):
    real = attacked[0]
    for session in Session.objects.filter(kind=SessionKind.REHEARSAL):
        rehearsals.discard_rehearsal(session=session, actor=house.clerk)
    assert list(Ballot.objects.all()) == [real]
    assert real.seats.filter(vote__isnull=False).count() == 3
    assert AgendaItem.objects.count() == 1
