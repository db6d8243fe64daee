"""The demo content: whole, the same whatever day it is loaded on, and never among what people wrote."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from council.models import Decision, DecisionOutcome, Referral, Session
from home.demo import timeline as timelines
from home.demo.cast import Cast
from home.demo.load import NotEmpty, NotHere, load
from home.demo.outcomes import Outcomes
from home.demo.sittings import Sittings
from home.demo.talk import Talk
from home.demo.timeline import Timeline
from home.models import NewsPage, PortalSettings
from portal.kit import workdays
from portal.kit.models import Holiday
from portal.members.models import Organisation, User
from portal.members.roles import filled_seats
from portal.record.models import Act
from proposals.lifecycle import State
from proposals.models import Comment, Proposal
from tests.factories.members import UserFactory
from tests.first_content import refill

A_DAY = date(2026, 11, 21)
# Amid the free days of Nyepi and Idulfitri, and a holiday that begins a year.
IN_THE_LONG_HOLIDAY, NEW_YEAR = date(2026, 3, 21), date(2027, 1, 1)


def snapshot():
    """Return what a reader of the site sees of the demo, without its days and numbers."""
    portal = PortalSettings.load()
    return {
        "proposals": sorted(Proposal.objects.values_list("title", "state", "comment_count")),
        "comments": sorted(Comment.objects.values_list("proposal__title", "author__name", "body")),
        "sessions": sorted(Session.objects.values_list("place", "state")),
        "decisions": sorted(Decision.objects.values_list("kind", "title")),
        "outcomes": {
            (kind, title): what
            for kind, title, *what in DecisionOutcome.objects.values_list(
                "decision__kind", "decision__title", "outcome", "method", "yes", "no", "abstain"
            )
        },
        "referrals": sorted(Referral.objects.values_list("decision__title", "state")),
        "organisations": sorted(Organisation.objects.values_list("name", flat=True)),
        "accounts": sorted(User.objects.values_list("email", flat=True)),
        "seats": sorted(filled_seats().values_list("number", flat=True)),
        "news": sorted(NewsPage.objects.values_list("title", flat=True)),
        "acts": Counter(Act.objects.values_list("subject_kind", "verb", "to_state")),
        "banner": portal.demo_content,
        "secretariat": (
            portal.secretariat_address,
            portal.secretariat_hours,
            portal.secretariat_telephone,
        ),
    }


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the demo on three days, each into an empty portal, and return what each showed."""
    seen = {}
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        for day in (A_DAY, IN_THE_LONG_HOLIDAY, NEW_YEAR):
            with transaction.atomic():
                refill()
                load(day)
                seen[day] = snapshot()
                transaction.set_rollback(True)
    return seen


def test_the_demo_holds_what_it_promises(loaded):
    demo = loaded[A_DAY]
    assert len(demo["proposals"]) == 24
    assert {state for _title, state, _comments in demo["proposals"]} == set(State.values) - {State.MERGED}
    assert 145 <= len(demo["comments"]) <= 155
    assert len(demo["organisations"]) == 12
    assert all("Contoh" in name for name in demo["organisations"])
    assert len(demo["accounts"]) == 30
    assert demo["seats"] == list(range(1, 18))
    assert Counter(state for _place, state in demo["sessions"]) == {"minuted": 1, "ended": 1, "planned": 1}
    assert len(demo["news"]) == 3


@pytest.mark.parametrize(
    ("kind", "title", "outcome"),
    [
        (
            "REK",
            "Peringatan Dini Banjir sampai Tingkat RW di Bantaran Kali Bekasi",
            ["accepted", "consensus", None, None, None],
        ),
        (
            "REK",
            "Pemilahan Sampah dari Rumah di Dua Belas Kelurahan Percontohan",
            ["accepted_with_changes", "majority", 11, 3, 1],
        ),
        (
            "REK",
            "Penerangan Jalan Tenaga Surya di Jalan Lingkungan",
            ["accepted", "with_notes", None, None, None],
        ),
        (
            "KEP",
            "Tata Tertib Sidang dan Pengambilan Keputusan Dewan Kota Cerdas",
            ["accepted", "consensus", None, None, None],
        ),
        (
            "KEP",
            "Penundaan Usulan Tempat Tukar Baterai Sepeda Motor Listrik",
            ["deferred", "consensus", None, None, None],
        ),
        (
            "KEP",
            "Usulan Pengaturan Jam Bongkar Muat di Koridor Niaga",
            ["not_accepted", "majority", 9, 3, 1],
        ),
    ],
)
def test_the_six_decisions_came_out_as_written(loaded, kind, title, outcome):
    assert loaded[A_DAY]["outcomes"][kind, title] == outcome


@pytest.mark.parametrize("day", [IN_THE_LONG_HOLIDAY, NEW_YEAR])
def test_the_demo_is_the_same_whatever_day_it_is_loaded_on(loaded, day):
    for part, expected in loaded[A_DAY].items():
        assert loaded[day][part] == expected, part


def test_the_demo_says_what_it_is_and_where_its_secretariat_sits(loaded):
    demo = loaded[A_DAY]
    assert demo["banner"] is True
    assert demo["secretariat"] == (
        "Jalan Contoh Nomor 1, Bekasi",
        "Senin sampai Jumat pukul 08.00 sampai 15.30 WIB",
        "(021) 0000 0000",
    )


@pytest.mark.django_db
def test_nothing_of_the_demo_lies_ahead_on_any_day_of_a_year(monkeypatch):
    holidays = set(Holiday.objects.values_list("date", flat=True))
    monkeypatch.setattr(
        timelines, "is_workday", lambda day: day.weekday() < workdays.SATURDAY and day not in holidays
    )
    with workdays.holidays_at_hand():
        for number in range(365):
            timeline = Timeline(date(2026, 1, 1) + timedelta(days=number))
            cast = Cast(timeline)
            cast.enter()
            talk = Talk(timeline, cast)
            talk.begin()
            sittings = Sittings(timeline, cast, talk)
            sittings.begin()
            # A moment that has not come raises ValueError.
            Outcomes(timeline, cast, talk, sittings).begin()


@pytest.mark.django_db
def test_the_demo_is_refused_where_the_installation_admits_none(settings):
    settings.DEMO = False
    with pytest.raises(NotHere):
        load(A_DAY)
    with pytest.raises(CommandError, match="admits no demo"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_demo_is_refused_where_somebody_has_an_account(settings):
    settings.DEMO = True
    UserFactory()
    with pytest.raises(NotEmpty):
        load(A_DAY)
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_demo")
    call_command("load_demo", "--if-empty")
    assert User.objects.count() == 1
