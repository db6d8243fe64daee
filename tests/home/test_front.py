"""The public pages: an empty site, constant query counts, no other host, and what machines read."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.actions import agenda, sessions
from home.models import NewsPage, PortalSettings
from portal.members.models import WorkingGroup
from tests.factories import decisions as decide
from tests.factories import home as make
from tests.factories.home import image
from tests.factories.proposals import awaiting_session, cast, in_discussion, submitted

pytestmark = pytest.mark.django_db

PAGES = ["/", "/en/", "/pokja/", "/pokja/energi/", "/berita/", "/bantuan/", "/cari/?q=angkutan"]


CALLS = re.compile(r'<(?:script|img|iframe|source|form|use|video)[^>]*?(?:src|action|href)="([^"]+)"')
LINKED = re.compile(r'<link[^>]*rel="(?:stylesheet|icon|preload|apple-touch-icon)[^>]*href="([^"]+)"')


def fill(times: int) -> None:
    """Add `times` proposals to each step, with decisions, letters, follow-ups and news."""
    group = WorkingGroup.objects.get(slug="energi")
    people = cast(group=group)
    house = decide.council()
    house.people = people
    for number in range(times):
        submitted(people, title=f"Angkutan pelajar nomor {number}")
        in_discussion(people, title=f"Angkutan pelajar nomor {number}")
        awaiting_session(people, title=f"Angkutan pelajar nomor {number}")
        decide.answered(house)
        decide.conveyed(house)
        make.news(NewsPage.objects.count())


def queries_of(client, path: str) -> int:
    """Return how many queries one answer takes, after another has filled what is kept between requests."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(path)
    return len(seen)


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_site_has_every_page(client, path):
    assert client.get(path).status_code == 200


def test_an_empty_home_page_says_what_will_stand_there(client):
    body = client.get("/").content.decode()
    assert "Saat ini tidak ada yang sedang dibahas" in body
    assert "Belum ada keputusan yang diumumkan" in body
    assert "Belum ada sidang yang direncanakan" in body


def test_ten_times_the_rows_take_the_same_queries(client, clock):
    paths = ["/", "/pokja/energi/", "/berita/", "/cari/?q=angkutan&jenis=proposal", "/pokja/"]
    fill(1)
    few = {path: queries_of(client, path) for path in paths}
    fill(9)
    assert {path: queries_of(client, path) for path in paths} == few


def test_the_home_page_orders_what_is_discussed_by_its_closing(client, clock):
    people = cast()
    late = in_discussion(people, title="Ditutup belakangan")
    clock.forward(days=-3)
    early = in_discussion(people, title="Ditutup lebih dulu")
    clock.forward(days=3)
    body = client.get("/").content.decode()
    assert early.closes_at < late.closes_at
    assert body.index(f"/usulan/{early.pk}/") < body.index(f"/usulan/{late.pk}/")


def test_a_discussion_whose_closing_has_passed_is_not_shown_as_open(client, clock):
    proposal = in_discussion(title="Sudah lewat")
    clock.forward(days=60)
    assert f"/usulan/{proposal.pk}/" not in client.get("/").content.decode()


def test_an_unannounced_decision_is_nowhere_on_the_public_pages(client, clock):
    decision = decide.enacted(decide.council())
    for path in ("/", "/pokja/energi/", "/sitemap.xml", "/cari/?q=angkutan"):
        body = client.get(path).content.decode()
        assert decision.number not in body
        assert decision.get_absolute_url() not in body


def test_the_next_session_is_shown_with_its_agenda(client, clock):
    house = decide.council()
    proposal = awaiting_session(house.people)
    session = sessions.plan_session(
        kind="plenary",
        title="Sidang pleno ke-11 tahun 2026",
        starts_at=clock.now + timedelta(days=14),
        place="Balai Contoh",
        invitation_number="031/DKC/XI/2026",
        actor=house.editor,
    )
    agenda.add_agenda_item(session=session, proposal=proposal, actor=house.editor)
    body = client.get("/").content.decode()
    assert "Balai Contoh" in body
    assert proposal.title in body


def test_no_page_calls_another_host(client, clock):
    fill(1)
    for path in PAGES:
        body = client.get(path).content.decode()
        calls = CALLS.findall(body) + LINKED.findall(body)
        assert [call for call in calls if not call.startswith(("/", "?", "#", "data:"))] == []


def test_no_english_is_left_on_the_indonesian_home_page(client, clock):
    fill(1)
    body = client.get("/").content.decode()
    shown = re.sub(r"<[^>]+>", " ", body)
    for word in ("being", "waiting", "element", "The path", "Newest", "Read", "Working", "comment", "Search"):
        assert word not in shown


def test_the_banner_is_shown_only_where_the_content_is_invented(client):
    assert "Data contoh" not in client.get("/").content.decode()
    PortalSettings.objects.update_or_create(pk=1, defaults={"demo_content": True})
    assert "Data contoh" in client.get("/").content.decode()


def test_the_secretariat_sets_name_and_address(client):
    PortalSettings.objects.update_or_create(
        pk=1, defaults={"city": "Kota Lain", "secretariat_address": "Jalan Contoh Nomor 1"}
    )
    body = client.get("/").content.decode()
    assert "Kota Lain" in body
    assert "Jalan Contoh Nomor 1" in body


def test_the_site_map_names_pages_and_proposals_by_the_public_address(client, settings, clock):
    settings.SITE_URL = "https://dkc.example"
    proposal = in_discussion()
    body = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://dkc.example/</loc>" in body
    assert "<loc>https://dkc.example/en/privasi/</loc>" in body
    assert f"<loc>https://dkc.example/usulan/{proposal.pk}/" in body
    assert "testserver" not in body


def test_robots_leave_staff_and_accounts_alone(client, settings):
    settings.SITE_URL = "https://dkc.example"
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in body
    assert "Sitemap: https://dkc.example/sitemap.xml" in body


def test_the_icon_that_browsers_ask_for_is_there(client):
    assert client.get("/favicon.ico").status_code == 302


def test_deployment_is_refused_while_the_content_is_invented():
    from home.checks import production_has_no_demo_content

    assert production_has_no_demo_content(None) == []
    PortalSettings.objects.update_or_create(pk=1, defaults={"demo_content": True})
    assert [error.id for error in production_has_no_demo_content(None)] == ["home.E001"]


def test_a_title_is_escaped_once(client):
    body = client.get("/cari/", {"q": "sampah & <b>"}).content.decode()
    assert "<title>Cari: sampah &amp; &lt;b&gt; ·" in body


def test_a_shared_page_shows_its_own_title_sentence_and_picture(client):
    page = make.standard("lokakarya")
    body = client.get("/lokakarya/").content.decode()
    assert '<meta property="og:title" content="Lokakarya warga">' in body
    assert '<meta property="og:description" content="Tiga hari di aula kelurahan.">' in body
    assert "img/card.png" in body
    page.share_image = image()
    page.save()
    assert "img/card.png" not in client.get("/lokakarya/").content.decode()


def test_people_read_who_keeps_the_site(client):
    assert "Dewan Kota Cerdas, Kota Bekasi" in client.get("/humans.txt").content.decode()
