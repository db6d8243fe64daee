"""The session's page while things happen: current, saying whose turn it is, asking who one is once."""

from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import ballots, motions, sessions, suspensions
from council.models import Ballot
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def page(client, session):
    return " ".join(client.get(session.get_absolute_url()).content.decode().split())


def stamp(client, session, tag=""):
    address = reverse("council:session_stamp", args=[session.pk])
    return client.get(address, headers={"If-None-Match": tag} if tag else {})


# Staying current


def test_an_open_page_is_told_of_every_act_and_of_nothing_else(house, client_for):
    session = make.opened(house)
    item = make.item(house, session)
    client = client_for(house.member)
    seen = set()

    def something_happened():
        tag = stamp(client, session)["ETag"]
        assert tag not in seen
        seen.add(tag)
        assert stamp(client, session, tag).status_code == 304

    something_happened()
    motion = make.put(house, item)
    something_happened()
    objection = motions.record_objection(motion=motion, reason="Lama.", actor=house.member)
    something_happened()
    motions.agree_to_note(objection=objection, actor=house.member)
    something_happened()
    motions.reword_motion(motion=motion, wording="Lain.", actor=house.chair)
    something_happened()
    ballot = make.open_ballot(house, motion)
    something_happened()
    make.cast(house, ballot, seat_1="in_favour")
    something_happened()
    make.cast(house, ballot, seat_1="against")
    something_happened()
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    something_happened()
    make.present(house, session, absent=(4,))
    something_happened()
    suspensions.suspend_session(session=session, minutes=5, reason="Salat.", actor=house.chair)
    something_happened()


def test_what_happens_in_another_session_does_not_wake_this_one(house, client_for):
    session, other = make.opened(house), make.opened(house)
    client = client_for(None)
    tag = stamp(client, session)["ETag"]
    make.put(house, make.item(house, other))
    assert stamp(client, session, tag).status_code == 304


def test_the_changed_page_is_fetched_by_the_event_that_it_waits_for(house, client_for):
    session = make.opened(house)
    client = client_for(house.member)
    html = page(client, session)
    answer = stamp(client, session)
    assert answer["HX-Trigger"] == "session-changed"
    assert 'hx-trigger="session-changed"' in html
    assert answer["ETag"].strip('"') in html
    assert 'hx-trigger="every 4s"' in html
    assert 'hx-trigger="every 20s"' in page(client_for(None), session)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", [None, "member", "chair", "operator"])
def test_asking_whether_something_happened_costs_one_query(house, client_for, settings, who):
    settings.SECOND_FACTOR_REQUIRED = True
    session = make.opened(house)
    # Whoever is signed in has a session besides, which may have run out on a shared device.
    cost = 2 if who else 1
    client = client_for(getattr(house, who) if who else None)

    def queries(tag, status):
        with CaptureQueriesContext(connection) as found:
            assert stamp(client, session, tag).status_code == status
        return [query["sql"] for query in found]

    tag = stamp(client, session)["ETag"]
    assert len(queries(tag, 304)) == cost
    for _ in range(5):
        ballot = make.open_ballot(house, make.put(house, make.item(house, session)))
        make.counted(house, ballot, seat_1="against")
    assert len(queries(tag, 200)) == cost
    assert len(queries(stamp(client, session)["ETag"], 304)) == cost


def test_a_session_that_is_not_on_does_not_ask(house, client_for, clock):
    planned = make.planned(house, starts_at=clock.now + timedelta(days=1))
    ended = sessions.end_session(session=make.opened(house), actor=house.chair)
    for session in (planned, ended):
        html = page(client_for(house.member), session)
        assert "hx-trigger" not in html
        assert "htmx" not in html
    assert client_for(None).get(reverse("council:session_stamp", args=[10**6])).status_code == 404


# Whose turn it is


def test_the_page_says_whose_turn_it_is_at_every_stage(house, client_for, clock):
    client = client_for(house.member)
    chair = house.chair.name
    session = make.planned(house, starts_at=clock.now + timedelta(days=1))
    assert "Sidang dibuka pada" in page(client, session)
    clock.forward(days=1)
    assert f"{chair} dapat membuka sidang" in page(client, session)
    make.present(house, session)
    session = sessions.open_session(session=session, actor=house.chair)
    assert f"{chair} dapat menutup sidang" in page(client, session)
    item = make.item(house, session)
    assert "Sekretariat menyiapkannya" in page(client, session)
    motion = make.prepared(house, item)
    assert f"{chair} dapat menawarkan mufakat" in page(client, session)
    motions.put_motion(motion=motion, actor=house.chair)
    assert f"{chair} dapat menyatakan mufakat" in page(client, session)
    objection = motions.record_objection(motion=motion, reason="Lama.", actor=house.member)
    assert "membuka pemungutan suara" in page(client, session)
    motions.agree_to_note(objection=objection, actor=house.member)
    assert "mufakat dengan catatan" in page(client, session)
    suspensions.suspend_session(session=session, minutes=5, reason="Salat.", actor=house.chair)
    assert f"{chair} melanjutkan sidang" in page(client, session)
    clock.forward(minutes=10)
    assert "sudah lewat" in page(client, session)
    suspensions.resume_session(session=session, actor=house.chair)
    ballot = make.open_ballot(house, motion)
    make.cast(house, ballot, seat_1="in_favour")
    html = page(client, session)
    assert f"Belum memberi suara: {house.person(2).name}" in html
    assert "Belum memberi suara" not in page(client_for(None), session)
    make.cast(house, ballot, seat_2="against", seat_3="abstain", seat_4="abstain", seat_5="abstain")
    assert "Semua sudah memberi suara" in page(client, session)
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert "dapat mengulanginya satu kali" in page(client, session)


def test_without_a_quorum_the_page_says_who_is_missing(house, client_for):
    session = make.opened(house, absent=(3, 4, 5))
    make.prepared(house, make.item(house, session))
    html = page(client_for(None), session)
    assert "1 anggota lagi" in html
    for number in (3, 4, 5):
        assert house.person(number).name in html


def test_without_enough_elements_the_page_says_which_are_missing(house, client_for):
    motion = make.put(house, make.item(house, make.opened(house, absent=(3, 4))))
    html = page(client_for(None), motion.item.session)
    missing = html.split("Belum hadir dari unsur: ")[1][:40]
    assert "Masyarakat" in missing
    assert "Pemerintah" in missing


def test_without_a_leader_those_present_name_one(house, client_for):
    session = make.opened(house)
    make.present(house, session, absent=(1, 2))
    assert "menunjuk pimpinan" in page(client_for(None), session)


def test_the_vote_on_persons_and_an_item_without_a_motion_have_their_own_words(house, client_for):
    session = make.opened(house)
    item = make.item(house, session, title="Lain-lain")
    assert "menandainya selesai" in page(client_for(None), session)
    make.open_ballot(house, make.put(house, item, affair="persons"))
    assert "di kertas" in page(client_for(None), session)


# Who one is


def signed_in_at(client, moment):
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": moment.timestamp()}]
    session.save()


def test_the_sign_in_is_confirmed_once_per_session_before_the_ballot_page(house, client_for, clock):
    ballot = make.open_ballot(house)
    address = ballot.get_absolute_url()
    client = client_for(house.member)
    signed_in_at(client, clock.now - timedelta(hours=2))
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_reauthenticate')}?next={address.replace('/', '%2F')}"
    signed_in_at(client, clock.now)
    assert client.get(address).status_code == 200
    clock.forward(hours=3)
    assert client.get(address).status_code == 200, "asked once for the whole session"


def test_who_signed_in_on_arriving_is_not_asked_again(house, client_for, clock):
    ballot = make.open_ballot(house)
    client = client_for(house.member)
    signed_in_at(client, ballot.motion.item.session.opened_at - timedelta(minutes=50))
    assert client.get(ballot.get_absolute_url()).status_code == 200


def test_a_vote_that_is_sent_is_never_held_up_by_a_confirmation(house, client_for, clock):
    ballot = make.open_ballot(house)
    client = client_for(house.member)
    signed_in_at(client, clock.now - timedelta(days=1))
    sent = client.post(ballot.get_absolute_url(), {"choice": "against", "form_key": "k"})
    assert sent.status_code == 303
    assert "reauth" not in sent["Location"]
    assert "against" not in str(dict(client.session))
    assert Ballot.objects.get(pk=ballot.pk).seats.filter(cast_at__isnull=False).count() == 1


def test_who_may_not_vote_is_told_so_and_not_asked_to_sign_in(house, client_for, clock):
    ballot = make.open_ballot(house)
    client = client_for(house.clerk)
    signed_in_at(client, clock.now - timedelta(days=1))
    assert client.get(ballot.get_absolute_url()).status_code == 403
