"""The pages of the sessions, as everybody who may open them, at every stage of an item."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import agenda, ballots, motions, sessions
from portal.kit import slots
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def page(client, session):
    response = client.get(session.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_what_comes_and_what_was(house, client_for, clock):
    ended = sessions.end_session(session=make.opened(house, title="Sidang lama"), actor=house.chair)
    make.planned(house, title="Sidang baru")
    html = client_for(None).get(reverse("council:sessions")).content.decode()
    assert html.index("Sidang baru") < html.index("Sidang lama")
    assert ended.get_absolute_url() in html


@pytest.mark.parametrize("who", [None, "chair", "operator", "clerk", "member", "stranger"])
def test_every_stage_of_an_item_can_be_read_by_everybody(house, client_for, who):
    people = {
        None: None,
        "chair": house.chair,
        "operator": house.operator,
        "clerk": house.clerk,
        "member": house.member,
        "stranger": make.stranger(),
    }
    client = client_for(people[who])
    session = make.planned(house)
    page(client, session)
    item = make.item(house, session)
    make.prepared(house, item)
    make.present(house, session, absent=(5,))
    page(client, session)
    session = sessions.open_session(session=session, actor=house.chair)
    page(client, session)
    motion = make.put(house, item)
    motions.record_objection(motion=motion, reason="Maret terlalu cepat.", actor=house.member)
    assert "Maret terlalu cepat." in page(client, session)
    ballot = make.open_ballot(house, motion)
    make.cast(house, ballot, seat_1="in_favour", seat_2="in_favour", seat_4="against")
    page(client, session)
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    html = page(client, session)
    for number in range(1, 6):
        assert house.person(number).name in html
    sessions.end_session(session=session, actor=house.chair)
    page(client, session)


def test_a_prepared_motion_is_shown_to_those_in_the_room_only(house, client_for):
    motion = make.prepared(house, wording="Rumusan yang belum diajukan.")
    session = motion.item.session
    assert "belum diajukan" not in page(client_for(None), session)
    assert "belum diajukan" not in page(client_for(make.stranger()), session)
    assert "belum diajukan" in page(client_for(house.member), session)
    assert "belum diajukan" in page(client_for(house.clerk), session)


def test_the_talk_of_a_closed_session_is_hidden_and_its_roll_call_is_not(house, client_for):
    session = make.opened(house, is_closed=True, closed_reason="Pasal contoh.")
    motion = make.put(house, make.item(house, session))
    motions.record_objection(motion=motion, reason="Ini rahasia dapur.", actor=house.member)
    ballot = ballots.open_ballot(motion=motion, reason="Ucapan pimpinan.", actor=house.chair)
    make.counted(house, ballot, seat_1="in_favour")
    outside, inside = page(client_for(None), session), page(client_for(house.member), session)
    for words in ("Ini rahasia dapur.", "Ucapan pimpinan."):
        assert words not in outside
        assert words in inside
    assert house.chair.name in outside


def test_a_refused_button_says_why_with_figures(house, client_for):
    motion = make.prepared(house, make.item(house, make.opened(house, absent=(3, 4, 5))))
    html = page(client_for(house.chair), motion.item.session)
    assert "2 dari 5" in html
    assert reverse("council:put_motion", args=[motion.pk]) not in html
    html = page(client_for(house.member), motion.item.session)
    assert "chair-controls" not in html


def test_the_session_of_a_proposal_is_told_on_its_page(house, rf):
    item = make.item(house, make.planned(house))
    request = rf.get("/")
    assert item.session.title in slots.render("proposal.session", request, item.proposal)
    agenda.add_agenda_item(session=item.session, title="Penutupan", actor=house.clerk)
    other = make.proposals.awaiting_session(house.authors)
    assert slots.render("proposal.session", request, other) == ""


def queries(client, address):
    """Count the queries of a page that was read before: what is read once a process is not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("who", [None, "chair", "member", "clerk"])
def test_the_session_page_asks_as_often_for_ten_times_the_items(house, client_for, who):
    def scene(amount):
        session = make.opened(house)
        for _ in range(amount):
            ballot = make.open_ballot(house, make.put(house, make.item(house, session)))
            make.counted(house, ballot, seat_1="in_favour", seat_2="against", seat_3="in_favour")
        motion = make.put(house, make.item(house, session))
        motions.record_objection(motion=motion, reason="Keberatan.", actor=house.secretary)
        return session.get_absolute_url()

    person = {None: None, "chair": house.chair, "member": house.member, "clerk": house.clerk}[who]
    client = client_for(person)
    few = queries(client, scene(1))
    assert queries(client, scene(10)) == few
    assert few <= 40


def test_the_list_asks_as_often_for_ten_times_the_sessions(house, client_for):
    client, address = client_for(None), reverse("council:sessions")
    make.item(house, make.planned(house))
    few = queries(client, address)
    for _ in range(10):
        make.item(house, make.planned(house))
    assert queries(client, address) == few


# What a result is called


def test_a_motion_not_to_accept_that_is_adopted_is_shown_as_not_accepted(house, client_for, rf):
    session = make.opened(house)
    ballot = make.open_ballot(house, make.put(house, make.item(house, session), outcome="not_accepted"))
    motion = make.counted(house, ballot, seat_1="in_favour", seat_2="in_favour")
    assert motion.result == "Tidak disetujui, suara terbanyak"
    html = page(client_for(None), session)
    assert "Disetujui dengan suara terbanyak" not in html
    assert html.count("state-not_accepted") == 2
    slot = slots.render("proposal.session", rf.get("/"), motion.proposal)
    assert "Tidak disetujui" in slot
    assert motion.get_absolute_url() in slot


def test_a_motion_that_is_not_adopted_keeps_its_own_words(house):
    motion = make.counted(house, seat_1="against", seat_2="against")
    assert motion.result == motion.get_state_display()


def test_chair_and_council_secretary_are_led_to_sign_the_minutes_until_they_have(house, client_for):
    session = sessions.end_session(session=make.opened(house), actor=house.chair)
    address = reverse("council:sign_minutes", args=[session.pk])
    assert "Belum ada risalah" in page(client_for(house.secretary), session)
    make.corrected(house, session)
    for signer in (house.chair, house.secretary):
        assert address in page(client_for(signer), session)
        for other in (None, house.member, house.clerk):
            assert address not in page(client_for(other), session)
        sessions.sign_minutes(session=session, actor=signer)
        assert address not in page(client_for(signer), session)


def test_a_session_that_is_over_is_read_in_the_order_of_its_agenda(house, client_for, clock):
    session = make.opened(house)
    first = make.adopted(house, make.item(house, session))
    clock.forward(minutes=10)
    second = make.adopted(house, make.item(house, session))
    places = [f'id="motion-{motion.pk}"' for motion in (first, second)]
    html = page(client_for(None), session)
    assert html.index(places[1]) < html.index(places[0])
    sessions.end_session(session=session, actor=house.chair)
    html = page(client_for(None), session)
    assert html.index('class="agenda"') < html.index(places[0]) < html.index(places[1])


def test_an_item_that_the_chair_did_not_lead_names_who_led(house, client_for):
    proposal = make.proposals.awaiting_session(house.authors)
    proposal.organisation = house.seats[0].organisation
    proposal.save(update_fields=["organisation"])
    session = make.opened(house)
    motion = make.adopted(house, make.item(house, session, proposal))
    assert motion.leader != house.seats[0]
    sessions.end_session(session=session, actor=house.chair)
    assert f"Dipimpin {motion.leader.person}, Wakil Ketua I" in page(client_for(None), session)


def test_minutes_with_one_signature_name_the_one_that_is_missing(house, client_for):
    session = sessions.end_session(session=make.opened(house), actor=house.chair)
    make.corrected(house, session)
    assert "sedang ditulis" in page(client_for(None), session)
    session.refresh_from_db()
    sessions.sign_minutes(session=session, actor=house.chair)
    html = page(client_for(None), session)
    assert "Menunggu tanda tangan Sekretaris DKC" in html
    assert "sedang ditulis" not in html


def test_a_planned_session_can_be_passed_on_as_text(house, client_for):
    item = make.item(house, make.planned(house))
    html = page(client_for(None), item.session)
    text = html[html.index('id="copy-invitation"') :].split("</textarea>")[0]
    for words in (item.session.title, item.title, "Terbuka untuk umum", item.session.get_absolute_url()):
        assert words in text


def test_a_chair_with_a_conflict_keeps_the_controls_of_the_session_and_sees_why(house, client_for):
    proposal = make.proposals.awaiting_session(house.authors)
    proposal.organisation = house.seats[0].organisation
    proposal.save(update_fields=["organisation"])
    motion = make.put(house, make.item(house, make.opened(house), proposal))
    html = page(client_for(house.chair), motion.item.session)
    assert "kendali sidang tetap pada Anda" in html
    assert "Tutup sidang" in html
    assert reverse("council:end_session", args=[motion.item.session_id]) not in html
    assert reverse("council:declare_consensus", args=[motion.pk]) not in html


def test_a_vote_sent_after_the_session_expired_is_said_not_to_be_taken(house, client_for):
    ballot = make.open_ballot(house)
    address = reverse("council:cast_ballot", args=[ballot.motion_id])
    html = client_for(None).post(address, {"choice": "against"}).content.decode()
    assert "Suara ini belum diterima" in html
    assert "tulisan Anda aman" not in html
    assert "checked" not in html


def test_the_drafts_are_refused_in_words_and_visitors_sign_in(house, client_for):
    address = reverse("council:drafts")
    assert client_for(None).get(address).status_code == 302
    refused = client_for(house.member).get(address)
    assert refused.status_code == 403
    assert "Naskah dibaca oleh Sekretariat" in refused.content.decode()
    assert client_for(house.chair).get(address).status_code == 200


def test_the_secretariat_begins_a_draft_from_the_session_until_there_is_one(house, client_for):
    motion = make.adopted(house)
    address = reverse("council:create_draft")
    assert address in page(client_for(house.clerk), motion.item.session)
    assert address not in page(client_for(house.member), motion.item.session)


def test_a_line_never_breaks_inside_an_ordinal(house, client_for):
    session = make.planned(house, title="Sidang pleno ke-3 tahun 2026")
    assert '<h1 lang="id">Sidang pleno ke\u20113 tahun 2026</h1>' in page(client_for(None), session)
