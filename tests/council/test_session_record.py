"""What sessions leave in the public record: figures and states, no names, and no talk of closed sessions."""

import pytest
from django.urls import reverse

from council.actions import ballots, motions
from portal.record import registry
from portal.record.models import Act, EntryValue
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def test_every_verb_of_sessions_and_motions_has_its_words(house):
    ballot = make.open_ballot(house)
    make.counted(house, ballot, seat_1="in_favour")
    for act in Act.objects.filter(subject_kind__in=["session", "motion"]):
        assert registry.phrase(act) != act.verb, f"{act.subject_kind}.{act.verb}"


def test_acts_lead_to_what_they_are_about(house, client_for):
    motion = make.put(house)
    session = motion.item.session
    assert registry.subject_url("session", session.pk) == session.get_absolute_url()
    subjects = [("session", session.pk), ("motion", motion.pk)]
    titles = registry.subject_titles(subjects)
    assert titles[subjects[0]] == session.title
    assert motion.wording.startswith(titles[subjects[1]][:20])
    assert client_for(None).get(registry.subject_url("motion", motion.pk)).status_code == 302
    assert client_for(None).get(reverse("record:index")).status_code == 200


def test_a_prepared_motion_has_no_public_title(house):
    motion = make.prepared(house)
    assert registry.subject_titles([("motion", motion.pk)]) == {}


def test_no_entry_names_a_person(house):
    motion = make.put(house)
    motions.record_objection(motion=motion, reason="Terlalu cepat.", actor=house.member)
    motions.declare_conflict(motion=motion, reason="Saya pengurusnya.", actor=house.secretary)
    ballot = make.open_ballot(house, motion)
    make.counted(house, ballot, seat_1="in_favour")
    values = " ".join(EntryValue.objects.values_list("value", flat=True))
    for number in range(1, 6):
        assert house.person(number).name not in values
    assert "Terlalu cepat" not in values
    assert "Saya pengurusnya" not in values


def test_the_figures_of_a_ballot_are_public_and_casting_is_not(house):
    ballot = make.open_ballot(house)
    make.counted(house, ballot, seat_1="in_favour", seat_4="against", seat_5="abstain")
    closed = Act.objects.get(verb="close_ballot")
    assert closed.entry is not None
    assert (closed.note["yes"], closed.note["no"], closed.note["abstain"]) == (1, 1, 1)
    assert not Act.objects.filter(verb="cast_ballot", entry__isnull=False).exists()
    assert not Act.objects.filter(verb="record_attendance", entry__isnull=False).exists()
    assert not Act.objects.filter(verb="prepare", entry__isnull=False).exists()


def test_the_talk_of_a_closed_session_is_not_recorded_in_public(house):
    session = make.opened(house, is_closed=True, closed_reason="Pasal contoh.")
    motion = make.put(house, make.item(house, session))
    motions.record_objection(motion=motion, reason="Rahasia.", actor=house.member)
    ballots.open_ballot(motion=motion, reason="Ucapan pimpinan.", actor=house.chair)
    assert Act.objects.get(verb="record_objection").entry is None
    opened = Act.objects.get(verb="open_ballot")
    assert opened.entry is not None
    assert opened.reason == ""
