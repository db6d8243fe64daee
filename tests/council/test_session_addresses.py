"""Every address that changes something: who may, who may not, and what bad input gets."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from council.actions import motions, sessions, suspensions
from council.models import AgendaItem, Ballot, Motion, Objection, Session
from portal.kit import clock as portal_clock
from portal.members import roles
from portal.record.models import Act
from tests.factories import council as make
from tests.factories import proposals
from tests.factories.members import UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def soon():
    return timezone.localtime(portal_clock.now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")


def in_two_weeks():
    return (portal_clock.today() + timedelta(days=14)).isoformat()


def plan(house):
    return reverse("council:plan_session"), {
        "kind": "plenary",
        "starts_at": soon(),
        "place": "Balai Contoh",
        "invitation_number": "005/9/DKC",
    }


def on_planned(name, data):
    def scene(house):
        session = make.present(house, make.planned(house))
        values = data(house, session) if callable(data) else data
        return reverse(f"council:{name}", args=[session.pk]), values

    return scene


def on_open(name, data=None):
    return lambda house: (reverse(f"council:{name}", args=[make.opened(house).pk]), data or {})


def on_ended(name, data, minutes=""):
    def scene(house):
        session = sessions.end_session(session=make.opened(house), actor=house.chair)
        if minutes:
            make.corrected(house, session, minutes)
        return reverse(f"council:{name}", args=[session.pk]), data

    return scene


def on_item(name, data, **fields):
    def scene(house):
        item = make.item(house, make.opened(house), **fields)
        return reverse(f"council:{name}", args=[item.pk]), data() if callable(data) else data

    return scene


def on_motion(name, stage, data=None):
    def scene(house):
        motion = {"draft": make.prepared, "put": make.put}[stage](house)
        return reverse(f"council:{name}", args=[motion.pk]), data or {}

    return scene


def on_ballot(name, data=None):
    return lambda house: (
        reverse(f"council:{name}", args=[make.open_ballot(house).motion_id]),
        data or {},
    )


def on_suspended(name):
    def scene(house):
        session = make.opened(house)
        suspensions.suspend_session(session=session, minutes=5, reason="Salat.", actor=house.chair)
        return reverse(f"council:{name}", args=[session.pk]), {}

    return scene


def on_tie(house):
    return reverse("council:repeat_ballot", args=[make.tied(house).pk]), {}


def on_hearing(house):
    said = {**REASON, "seat": house.seats[3].pk, "what": "objection"}
    return reverse("council:hear_member", args=[make.put(house).pk]), said


def on_ballot_aloud(house):
    ballot = make.open_ballot(house)
    said = {"seat": ballot.seats.get(seat_number=4).pk, "choice": "against"}
    return reverse("council:cast_aloud", args=[ballot.motion_id]), said


def on_objection(name, noted=False):
    def scene(house):
        motion = make.put(house)
        objection = motions.record_objection(motion=motion, reason="Keberatan.", actor=house.member)
        if noted:
            motions.agree_to_note(objection=objection, actor=house.member)
            return reverse(f"council:{name}", args=[motion.pk]), {}
        return reverse(f"council:{name}", args=[objection.pk]), {}

    return scene


def attendance(house, session):
    return {f"seat_{house.seats[4].pk}": "absent", f"initial-seat_{house.seats[4].pk}": "room"}


def without_leaders(house):
    session = make.present(house, make.planned(house), absent=(1, 2))
    return reverse("council:name_leader", args=[session.pk]), {"seat": house.seats[3].pk}


# The secretariat of a table: editors, minute takers and the head.
CLERK, KEEPERS, LEADING = {"clerk", "head"}, {"clerk", "head", "operator"}, {"chair", "operator"}
SEATS = {"chair", "secretary", "member"}
REASON = {"reason": "Alasan yang cukup."}

# name: (scene, who may)
ADDRESSES = {
    "plan_session": (plan, CLERK),
    "add_item": (on_planned("add_item", {"title": "Penutupan"}), CLERK),
    "record_attendance": (on_planned("record_attendance", attendance), KEEPERS),
    "name_leader": (without_leaders, KEEPERS),
    "open_session": (on_planned("open_session", {}), LEADING),
    "end_session": (on_open("end_session"), LEADING),
    "reschedule_session": (
        on_planned(
            "reschedule_session",
            lambda house, session: {
                **REASON,
                "starts_at": soon(),
                "place": "Balai",
                "invitation_number": "005/8/DKC",
            },
        ),
        CLERK,
    ),
    "cancel_session": (on_planned("cancel_session", REASON), CLERK),
    "write_minutes": (on_ended("write_minutes", {"text": "Lancar."}), CLERK),
    "sign_minutes": (on_ended("sign_minutes", {}, minutes="Lancar."), {"chair", "secretary"}),
    "prepare_motion": (
        on_item("prepare_motion", {"outcome": "accepted", "wording": "DKC merekomendasikan."}),
        CLERK,
    ),
    "conclude_item": (on_item("conclude_item", {}, title="Pembukaan"), LEADING),
    "return_item": (on_item("return_item", lambda: {**REASON, "deadline": in_two_weeks()}), LEADING),
    "postpone_item": (on_item("postpone_item", REASON), LEADING),
    "withdraw_item": (on_item("withdraw_item", REASON), LEADING),
    "put_motion": (on_motion("put_motion", "draft"), LEADING),
    "record_objection": (on_motion("record_objection", "put", REASON), SEATS),
    "declare_conflict": (on_motion("declare_conflict", "put", REASON), SEATS),
    "declare_consensus": (on_motion("declare_consensus", "put"), LEADING),
    "declare_consensus_with_notes": (on_objection("declare_consensus_with_notes", noted=True), LEADING),
    "suspend_session": (on_open("suspend_session", {**REASON, "minutes": "30"}), LEADING),
    "resume_session": (on_suspended("resume_session"), LEADING),
    "reword_motion": (on_motion("reword_motion", "put", {"wording": "Rumusan lain."}), LEADING),
    "hear_member": (on_hearing, {"operator"}),
    "cast_aloud": (on_ballot_aloud, {"operator"}),
    "repeat_ballot": (on_tie, LEADING),
    "open_ballot": (on_motion("open_ballot", "put", REASON), LEADING),
    "cast_ballot": (on_ballot("cast_ballot", {"choice": "in_favour"}), SEATS),
    "close_ballot": (on_ballot("close_ballot"), LEADING),
    "lift_objection": (on_objection("lift_objection"), {"member", "operator"}),
    "agree_to_note": (on_objection("agree_to_note"), {"member", "operator"}),
}
PEOPLE = {
    "visitor": lambda house: None,
    "stranger": lambda house: make.stranger(),
    "superuser": lambda house: UserFactory(is_superuser=True),
    "author": lambda house: house.authors.author,
    "coordinator": lambda house: house.authors.coordinator,
    "moderator": lambda house: staff(roles.MODERATOR),
    "inspector": lambda house: staff(roles.INSPECTOR),
    "administrator": lambda house: staff(roles.ADMINISTRATOR),
    "head": lambda house: house.head,
    "clerk": lambda house: house.clerk,
    "operator": lambda house: house.operator,
    "chair": lambda house: house.chair,
    "secretary": lambda house: house.secretary,
    "member": lambda house: house.member,
}


def everything():
    """Return the states of all things, to see that nothing moved."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Session, AgendaItem, Motion, Objection, Ballot)
    ] + [Act.objects.count()]


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_works_for_whom_the_table_names_and_changes_nothing_for_anybody_else(
    house, client_for, name
):
    scene, allowed = ADDRESSES[name]
    address, data = scene(house)
    before = everything()
    for who in PEOPLE.keys() - allowed:
        client = client_for(PEOPLE[who](house))
        seen, sent = client.get(address), client.post(address, data)
        assert seen.status_code == (302 if who == "visitor" else 403), who
        assert sent.status_code in (403, 409), who
        assert everything() == before, f"{who} changed something at {name}"
    who = sorted(allowed)[0]
    client = client_for(PEOPLE[who](house))
    assert client.get(address).status_code == 200
    response = client.post(address, data)
    assert response.status_code == 303, response.content.decode()
    assert everything() != before
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - {"plan_session"}))
@pytest.mark.parametrize("pk", [10**6, 10**20])
def test_an_unknown_number_is_not_found(house, client_for, name, pk):
    client = client_for(house.clerk)
    address = reverse(f"council:{name}", args=[pk])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", ["session", "motion"])
@pytest.mark.parametrize("pk", [10**6, 10**20])
def test_an_unknown_page_is_not_found(client_for, name, pk):
    assert client_for(None).get(reverse(f"council:{name}", args=[pk])).status_code == 404


def test_a_form_sent_twice_makes_one_session(house, client_for):
    address, data = plan(house)
    client = client_for(house.clerk)
    first = client.post(address, {**data, "form_key": "satu"})
    second = client.post(address, {**data, "form_key": "satu"})
    assert first.url == second.url
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"place": ""},
        {"place": "x" * 201},
        {"place": "Balai\x00Contoh"},
        {"starts_at": "besok"},
        {"starts_at": "2026-11-22T09:00"},
        {"kind": "dinner"},
        {"online_address": "javascript:alert(1)"},
        {"is_closed": "on"},
    ],
)
def test_bad_input_is_answered_in_words_with_the_rest_kept(house, client_for, bad):
    address, data = plan(house)
    sent = {**data, "title": "Sidang yang saya ketik", **bad}
    response = client_for(house.clerk).post(address, sent)
    assert response.status_code in (409, 422)
    assert "Sidang yang saya ketik" in response.content.decode()
    assert not Session.objects.exists()


def test_a_stale_token_gives_the_form_back_and_stores_nothing(house):
    address, data = plan(house)
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.clerk, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(address, {**data, "title": "Sidang yang saya ketik"})
    assert response.status_code == 403
    assert "Sidang yang saya ketik" in response.content.decode()
    assert not Session.objects.exists()


def test_a_deferred_proposal_needs_the_reason_why_it_is_taken_up(house, client_for):
    proposal = proposals.decided(house.authors, "deferred")
    session = make.planned(house)
    address = reverse("council:add_item", args=[session.pk])
    client = client_for(house.clerk)
    assert client.post(address, {"proposal": proposal.pk}).status_code == 422
    assert client.post(address, {"proposal": proposal.pk, "reason": "Syarat terpenuhi."}).status_code == 303


def test_two_who_keep_the_attendance_list_do_not_undo_each_other(house, client_for):
    session = make.present(house, make.planned(house))
    address = reverse("council:record_attendance", args=[session.pk])
    client = client_for(house.operator)
    first, second = (f"seat_{house.seats[index].pk}" for index in (3, 4))

    def send(**changed):
        known = {f"initial-{name}": "room" for name in (first, second)}
        return client.post(address, {**known, first: "room", second: "room", **changed})

    assert send(**{first: "absent"}).status_code == 303
    # This window was opened before the other was sent: it still shows the first seat in the room.
    assert send(**{second: "online"}).status_code == 303
    presences = dict(session.attendances.values_list("seat__number", "presence"))
    assert (presences[4], presences[5]) == ("absent", "online")


def test_the_page_of_the_attendance_list_carries_what_it_was_loaded_with(house, client_for):
    session = make.planned(house)
    address = reverse("council:record_attendance", args=[session.pk])
    client = client_for(house.operator)
    name = f"seat_{house.seats[0].pk}"
    assert f'name="initial-{name}"' in client.get(address).content.decode()
    assert client.post(address, {name: "excused", "rest_is_here": "on"}).status_code == 303
    presences = dict(session.attendances.values_list("seat__number", "presence"))
    assert presences == {1: "excused", 2: "room", 3: "room", 4: "room", 5: "room"}
    client.post(address, {name: "excused", f"initial-{name}": "excused"})
    assert Act.objects.filter(verb="record_attendance").count() == 1


def test_the_prepared_motion_has_no_public_address(house, client_for):
    motion = make.prepared(house)
    address = reverse("council:motion", args=[motion.pk])
    assert client_for(None).get(address).status_code == 404
    motions.put_motion(motion=motion, actor=house.chair)
    assert client_for(None).get(address).url.endswith(f"#motion-{motion.pk}")
