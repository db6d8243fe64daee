"""The demo content: whole, the same whatever day it is loaded on, and never among what people wrote."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import override_settings

from council.models import (
    Contribution,
    Decision,
    DecisionOutcome,
    Erratum,
    FollowUpEvidence,
    InvitationReply,
    Referral,
    Session,
)
from home.demo import timeline as timelines
from home.demo.cast import Cast
from home.demo.exchange import Exchange
from home.demo.load import NotEmpty, NotHere, load
from home.demo.outcomes import Outcomes
from home.demo.sittings import Sittings
from home.demo.talk import Talk
from home.demo.timeline import Timeline
from home.models import NewsPage, PortalSettings
from portal.kit import workdays
from portal.kit.models import Holiday
from portal.members.models import Organisation, Seat, User
from portal.members.roles import filled_seats
from portal.record.models import Act
from proposals.lifecycle import State
from proposals.models import (
    AuthorAnswer,
    AuthorInvitation,
    CitizenInput,
    CoAuthor,
    Comment,
    ModerationCase,
    ModerationDecision,
    Proposal,
    Suggestion,
    VersionAttachment,
)
from tests.factories.members import UserFactory

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
        "exchange": exchange(),
        "news": sorted(NewsPage.objects.values_list("title", flat=True)),
        "acts": Counter(Act.objects.values_list("subject_kind", "verb", "to_state")),
        "banner": portal.demo_content,
        "secretariat": (
            portal.secretariat_address,
            portal.secretariat_hours,
            portal.secretariat_telephone,
        ),
    }


def exchange():
    """Return what people of the demo did to each other's proposals and papers."""
    return {
        "suggestions": sorted(
            Suggestion.objects.values_list("comment__author__name", "comment__author_answer__verdict")
        ),
        "answers for several": AuthorAnswer.objects.annotate(count=Count("comments"))
        .filter(count__gt=1)
        .count(),
        "attachments": sorted(
            VersionAttachment.objects.values_list("version__number", "attachment__caption")
        ),
        "co-authors": sorted(CoAuthor.objects.values_list("proposal__title", "person__name")),
        "author invitations": Counter(AuthorInvitation.objects.values_list("state", flat=True)),
        "cases": Counter(ModerationCase.objects.values_list("kind", "state")),
        "moderated": sorted(ModerationDecision.objects.values_list("outcome", "rule__number")),
        "held": sorted(
            Comment.with_held.filter(held_at__isnull=False).values_list("author__name", flat=True)
        ),
        "citizens": sorted(CitizenInput.objects.values_list("channel", "state", "shown_name")),
        "merged": sorted(
            Proposal.objects.filter(state=State.MERGED).values_list("title", "merged_into__title")
        ),
        "replaced seats": sorted(
            Seat.objects.filter(replaced_by__isnull=False).values_list("number", "replaced_by__person__name")
        ),
        "vacant seats": sorted(Seat.objects.filter(person=None).values_list("number", flat=True)),
        "evidence": FollowUpEvidence.objects.count(),
        "errata": sorted(Erratum.objects.values_list("decision__title", flat=True)),
        "replies": Counter(InvitationReply.objects.values_list("reply", flat=True)),
        "letters": InvitationReply.objects.exclude(letter="").count(),
        "contributions": Counter(Contribution.objects.values_list("state", flat=True)),
    }


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the demo on three days, each into an empty portal, and return what each showed."""
    seen = {}
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        for day in (A_DAY, IN_THE_LONG_HOLIDAY, NEW_YEAR):
            with transaction.atomic():
                load(day)
                seen[day] = snapshot()
                transaction.set_rollback(True)
    return seen


def test_the_demo_holds_what_it_promises(loaded):
    demo = loaded[A_DAY]
    assert len(demo["proposals"]) == 25
    assert {state for _title, state, _comments in demo["proposals"]} == set(State.values)
    assert 148 <= len(demo["comments"]) <= 158
    assert len(demo["organisations"]) == 12
    assert all("Contoh" in name for name in demo["organisations"])
    assert len(demo["accounts"]) == 34
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


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("suggestions", [("Bayu Pranata", "accepted"), ("Wulan Tanujaya", "not_yet")]),
        ("answers for several", 2),
        ("author invitations", {"accepted": 1, "open": 2}),
        (
            "cases",
            {("flagged", "open"): 1, ("flagged", "decided"): 1, ("review", "open"): 1, ("held", "open"): 1},
        ),
        ("moderated", [("hide", 3)]),
        ("held", ["Laras Wijayanti"]),
        (
            "citizens",
            [
                ("account", "held", "Siti Rohmah"),
                ("account", "released", "Wawan Hermansyah"),
                ("letter", "released", "S. U."),
            ],
        ),
        (
            "merged",
            [
                (
                    "Penyeberangan aman di depan sekolah dan puskesmas",
                    "Trotoar dan penyeberangan ramah lansia dan penyandang disabilitas menuju puskesmas",
                )
            ],
        ),
        ("replaced seats", [(17, "Endang Sulastri")]),
        ("vacant seats", [18, 19]),
        ("evidence", 1),
        ("errata", ["Pemilahan Sampah dari Rumah di Dua Belas Kelurahan Percontohan"]),
        ("replies", {"present": 4, "prevented": 1, "represented": 1}),
        ("letters", 1),
        ("contributions", {"handed_over": 1}),
    ],
)
def test_people_of_the_demo_do_all_that_people_do(loaded, what, expected):
    assert loaded[A_DAY]["exchange"][what] == expected


def test_a_version_of_the_demo_holds_its_attachments_and_names_its_co_author(loaded):
    made = loaded[A_DAY]["exchange"]
    captions = {caption for _number, caption in made["attachments"]}
    assert captions == {"Hasil hitung kendaraan per gerbang", "Peta rute dan titik jemput"}
    title = "Angkutan pelajar terjadwal untuk SMP negeri di wilayah selatan"
    assert (title, "Intan Maulida") in made["co-authors"]


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
            Exchange(timeline, cast, talk).begin()
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
