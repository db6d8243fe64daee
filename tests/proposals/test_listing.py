"""The list: filters and orders in the address, a count that agrees with the pages, odd addresses."""

import base64
import json
from collections import OrderedDict
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kit import brief, keyset
from proposals import actions, listing
from proposals.lifecycle import State
from proposals.listing import known
from proposals.listing import page as listing_page
from proposals.models import Area, Pillar, Proposal, StrategicIssue
from tests.factories.members import member
from tests.factories.proposals import cast, co_author, comment, draft, in_discussion, in_state, submitted

pytestmark = pytest.mark.django_db


def _walk(client, query: str = "") -> list[int]:
    """Return the numbers of all rows, page after page."""
    found: list[int] = []
    address = f"/usulan/?{query}"
    for _page in range(50):
        shown = client.get(address).context["listing"]
        found += [proposal.pk for proposal in shown.page]
        if not shown.next_address:
            return found
        address = f"/usulan/{shown.next_address}"
    raise AssertionError("the pages do not end")


def _forth_and_back(client, query: str) -> tuple[list[list[int]], list[list[int]]]:
    """Return the pages as they are met from the first to the last, and then from the last to the first."""
    forth, address = [], f"/usulan/?{query}"
    while True:
        shown = client.get(address).context["listing"]
        forth.append([proposal.pk for proposal in shown.page])
        if not shown.next_address:
            break
        address = f"/usulan/{shown.next_address}"
    back = [forth[-1]]
    while shown.previous_address:
        shown = client.get(f"/usulan/{shown.previous_address}").context["listing"]
        back.insert(0, [proposal.pk for proposal in shown.page])
    return forth, back


@pytest.fixture
def keeping(settings, monkeypatch) -> None:
    """Keep what lists hold until something public happens, beginning with nothing."""
    settings.VISITOR_PAGE_SECONDS = 90 * 24 * 3_600
    monkeypatch.setattr(brief, "_remembered", OrderedDict())


def _many(count: int = 45, **text: Any) -> list[Proposal]:
    """Return proposals that differ in all that the orders look at, every second one with `text`."""
    people = cast()
    made = [submitted(people, **(text if number % 2 else {})) for number in range(count)]
    template = in_discussion(people)
    for place, proposal in enumerate(made):
        kind = place % 4
        Proposal.objects.filter(pk=proposal.pk).update(
            state=(State.SUBMITTED, State.DISCUSSION, State.FORMULATION, State.AWAITING_SESSION)[kind],
            opened_at=template.opened_at if kind else None,
            closes_at=template.closes_at + timedelta(days=place % 3) if kind else None,
            comment_count=place % 5,
            heard_missing=place % 3 if kind else None,
            submitted_at=template.submitted_at - timedelta(minutes=place // 3),
            changed_at=template.changed_at - timedelta(minutes=place // 2),
        )
    return list(Proposal.objects.order_by("pk"))


@pytest.mark.parametrize("order", [name for name, _label in listing.ORDERS])
def test_the_pages_of_every_order_hold_each_row_once_and_the_count_agrees(order, clock, client_for):
    made = _many()
    client = client_for(None)
    found = _walk(client, f"urut={order}")
    assert sorted(found) == [proposal.pk for proposal in made]
    assert client.get(f"/usulan/?urut={order}").context["page"].count == len(made)


@pytest.mark.parametrize("order", [name for name, _label in listing.ORDERS])
def test_going_back_shows_the_same_pages_as_going_on(order, clock, client_for):
    _many()
    forth, back = _forth_and_back(client_for(None), f"urut={order}")
    assert len(forth) == 3
    assert back == forth


@pytest.mark.parametrize("order", [name for name, _label in listing.ORDERS])
def test_rows_added_between_two_pages_neither_repeat_nor_hide_a_row(order, clock, client_for):
    made = {proposal.pk for proposal in _many()}
    client = client_for(None)
    first = client.get(f"/usulan/?urut={order}").context["listing"]
    for _number in range(7):
        in_discussion(cast())
        clock.forward(minutes=1)
    rest = _walk(client, first.next_address.removeprefix("?"))
    seen = [proposal.pk for proposal in first.page] + rest
    assert len(seen) == len(set(seen))
    assert made <= set(seen)


def test_the_orders_are_what_they_say(clock, client_for):
    made = {proposal.pk: proposal for proposal in _many()}
    client = client_for(None)
    walked = {name: [made[pk] for pk in _walk(client, f"urut={name}")] for name, _label in listing.ORDERS}
    newest = [p.submitted_at for p in walked["terbaru"]]
    assert newest == sorted(newest, reverse=True)
    discussed = [p.comment_count for p in walked["ramai"]]
    assert discussed == sorted(discussed, reverse=True)
    being = [p for p in walked["kurang-didengar"] if p.state in ("discussion", "formulation")]
    assert walked["kurang-didengar"][: len(being)] == being
    assert [p.heard_missing for p in being] == sorted((p.heard_missing for p in being), reverse=True)
    still_open = [p for p in walked["tutup"] if p.state == "discussion"]
    assert walked["tutup"][: len(still_open)] == still_open
    assert [p.closes_at for p in still_open] == sorted(p.closes_at for p in still_open)


def test_what_is_heard_moves_the_row_in_the_same_action(clock, client_for):
    quiet, heard = in_discussion(), in_discussion(cast())
    client = client_for(None)
    assert _walk(client, "urut=kurang-didengar") == [heard.pk, quiet.pk]
    comment(heard, element="academia")
    assert _walk(client, "urut=kurang-didengar") == [quiet.pk, heard.pk]


def test_every_filter_narrows_the_list_and_all_of_them_together(clock, client_for):
    people = cast()
    issue, pillar = StrategicIssue.objects.first(), Pillar.objects.first()
    village = Area.objects.filter(level="kelurahan").first()
    wanted = in_discussion(people, strategic_issue=issue, pillar=pillar, areas=[village])
    in_discussion(cast(), strategic_issue=StrategicIssue.objects.last())
    queries = {
        "pokja": people.group.slug,
        "keadaan": "discussion",
        "isu": issue.pk,
        "pilar": pillar.pk,
        "organisasi": people.organisation.slug,
        "kecamatan": village.parent.code,
    }
    client = client_for(None)
    for name, value in queries.items():
        expected = 2 if name == "keadaan" else 1
        assert len(_walk(client, f"{name}={value}")) == expected, name
    together = "&".join(f"{name}={value}" for name, value in queries.items())
    shown = client.get(f"/usulan/?{together}&urut=ramai").context["listing"]
    assert [proposal.pk for proposal in shown.page] == [wanted.pk]
    assert len(shown.active) == len(queries)


@pytest.mark.parametrize("known_numbers", [5, 8, 200])
@pytest.mark.parametrize("order", [name for name, _label in listing.ORDERS])
def test_every_filter_reads_on_behind_the_numbers_that_it_knows(
    order, known_numbers, keeping, monkeypatch, clock, client_for
):
    monkeypatch.setattr(listing_page, "PER_PAGE", 4)
    monkeypatch.setattr(known, "_PAGE", 5)
    monkeypatch.setattr(known, "MOST", known_numbers)
    district = Area.objects.filter(level="kecamatan").last()
    issue, pillar = StrategicIssue.objects.last(), Pillar.objects.last()
    title, areas = "Pompa 100% kering", [district, *Area.objects.filter(parent=district)[:2]]
    made = _many(25, title=title, strategic_issue=issue, pillar=pillar, areas=areas, tags=["air"])
    client = client_for(member())
    titles = {proposal.pk: proposal.title for proposal in made}
    wanted = [number for number in _walk(client, f"urut={order}") if titles[number] == title]
    for query in (f"isu={issue.pk}", f"pilar={pillar.pk}", "tag=air", f"kecamatan={district.code}",
                  "cari=0%25+KER", f"tag=air&isu={issue.pk}"):  # fmt: skip
        forth, back = _forth_and_back(client, f"{query}&urut={order}")
        assert [number for shown in forth for number in shown] == wanted, query
        assert back == forth, query
        assert client.get(f"/usulan/?{query}&urut={order}").context["page"].count == len(wanted), query


@pytest.mark.parametrize("seconds", [0, 10])
@pytest.mark.parametrize("moved", [9_999, 0])
def test_a_row_that_moves_between_two_pages_neither_repeats_nor_hides_others(
    moved, seconds, settings, monkeypatch, clock, client_for
):
    settings.VISITOR_PAGE_SECONDS = seconds
    monkeypatch.setattr(brief, "_remembered", OrderedDict())
    monkeypatch.setattr(listing_page, "PER_PAGE", 4)
    monkeypatch.setattr(known, "_PAGE", 5)
    _many(25, tags=["air"])
    client = client_for(member())
    whole = _walk(client, "tag=air&urut=ramai")
    first = client.get("/usulan/?tag=air&urut=ramai").context["listing"]
    Proposal.objects.filter(pk=whole[3]).update(comment_count=moved)
    rest = _walk(client, first.next_address.removeprefix("?"))
    assert [number for number in rest if number != whole[3]] == whole[4:]


def test_a_tag_and_a_state_together_show_what_has_both(clock, client_for):
    wanted = {proposal.pk for proposal in _many(16, tags=["air"])[1::2] if proposal.phase == State.DISCUSSION}
    assert wanted
    assert set(_walk(client_for(None), "tag=air&keadaan=discussion")) == wanted


def test_what_the_clock_closes_stays_in_a_list_that_is_kept(keeping, clock, client_for):
    made = _many(16, tags=["air"])
    client = client_for(member())
    before = client.get("/usulan/?tag=air").context["page"]
    clock.forward(days=60)
    after = client.get("/usulan/?tag=air").context["page"]
    assert after.count == before.count == len(made) // 2
    assert {proposal.pk for proposal in after} == {proposal.pk for proposal in before}
    assert [proposal.pk for proposal in after] != [proposal.pk for proposal in before]


def test_a_proposal_about_several_kelurahan_of_a_kecamatan_stands_in_the_list_once(clock, client_for):
    district = Area.objects.filter(level="kecamatan").first()
    in_discussion(areas=[district, *Area.objects.filter(parent=district)[:3]])
    assert len(_walk(client_for(None), f"kecamatan={district.code}")) == 1


def test_each_filter_in_use_is_shown_with_the_way_to_take_it_away(clock, client_for):
    people = cast()
    in_discussion(people)
    response = client_for(None).get(
        f"/usulan/?pokja={people.group.slug}&keadaan=discussion&urut=terbaru&page=4"
    )
    first, second = response.context["listing"].active
    assert first.without == "?keadaan=discussion&urut=terbaru"
    assert second.without == f"?pokja={people.group.slug}&urut=terbaru"
    assert first.without.replace("&", "&amp;") in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "pokja=apa",
        "keadaan=x",
        "isu=999",
        "isu=abc",
        "pilar=-1",
        "kecamatan=%27",
        "organisasi=x",
        "urut=;drop",
    ],
)
def test_what_the_list_does_not_know_is_said_in_words_and_left_out(query, clock, client_for):
    in_discussion()
    response = client_for(None).get(f"/usulan/?{query}")
    assert response.status_code == 200
    assert response.context["page"].count == 1
    assert "tidak dikenal" in response.content.decode()


def _token(*parts) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x", "0x", "A" * 5000, _token(0, "0001-01-01T00:00:00+14:00", 1), _token(0), _token(-1, 1, 1),
        _token(9, "2026-01-01", 1),
        _token(0, None, 1), _token(0, "kemarin", 1), _token(0, "2026-99-99", 1), _token(0, 10**30, 1),
        _token(0, "2026-01-01T00:00:00+00:00", 10**30), _token(0, [1], 1), _token(True, 1, 1), "ß", "[[[[",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["tutup", "ramai"])
def test_a_place_that_is_none_opens_the_list_from_its_beginning(token, order, clock, client_for):
    in_discussion()
    for name in ("sesudah", "sebelum"):
        response = client_for(None).get(f"/usulan/?urut={order}&{name}={quote(token)}")
        assert response.status_code == 200
        assert response.context["page"].count == 1
        assert "dari awal" in response.content.decode()


def test_a_list_without_rows_says_what_to_do(clock, client_for):
    page = client_for(None).get("/usulan/?cari=tidak+ada").content.decode()
    assert "Tampilkan semua" in page


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_every_state_can_be_filtered_by_where_something_stands_in_it(state, clock, client_for):
    proposal = in_state(state)
    assert proposal.pk in _walk(client_for(None), f"keadaan={state}")


@pytest.mark.parametrize("query", ["", "urut=terbaru", "urut=ramai", "urut=kurang-didengar", "isu=1&pilar=1"])
def test_the_list_takes_as_many_queries_for_few_as_for_many(query, clock, client_for):
    client = client_for(None)
    in_discussion()

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/usulan/?{query}").status_code == 200
        return len(captured)

    queries()
    few = queries()
    _many(60)
    assert queries() <= few


@pytest.mark.parametrize(
    ("query", "opened", "closed"),
    [
        ("", 3, 3),
        ("tag=air", 3, 3),
        ("keadaan=submitted", 2, 2),
        ("keadaan=discussion", 1, 0),
        ("keadaan=formulation", 0, 1),
        ("keadaan=formulation&tag=air", 0, 1),
    ],
)
def test_what_is_kept_agrees_with_the_rows_after_every_act_and_after_the_clock(
    query, opened, closed, keeping, clock, client_for
):
    client = client_for(member())

    def shown() -> int:
        page = client.get(f"/usulan/?{query}").context["page"]
        assert page.count == len(page)
        return page.count

    people = cast()
    for _number in range(2):
        submitted(people, tags=["air"])
        shown()
    in_discussion(people, tags=["air"])
    assert shown() == opened
    clock.forward(days=60)
    assert shown() == closed


def test_a_section_reads_on_from_a_row_that_is_gone():
    rows = Proposal.objects.all()
    section = keyset.Section(rows, "comment_count")
    assert list(section.beyond(5, 10)) == []


def test_a_row_names_the_co_authors_organisations_and_the_tags(clock, client_for):
    people = cast()
    proposal = draft(people, tags=["angkutan", "sekolah"])
    along = co_author(proposal)
    actions.submit_proposal(proposal=proposal, actor=people.author)
    row = client_for(None).get("/usulan/").content.decode().split('class="row row--dated"')[1]
    assert f"bersama {along.affiliations.get().organisation.name}" in " ".join(row.split())
    assert '?tag=angkutan" lang="id">angkutan</a>' in row
    assert '?tag=sekolah" lang="id">sekolah</a>' in row


def test_tags_and_co_authors_of_all_rows_are_read_together(clock, client_for):
    client = client_for(None)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/usulan/").status_code == 200
        return len(seen)

    def add() -> None:
        people = cast()
        proposal = draft(people, tags=["angkutan", "sekolah"])
        co_author(proposal)
        actions.submit_proposal(proposal=proposal, actor=people.author)

    add()
    # What is read once for all requests is read by the first.
    queries()
    few = queries()
    for _number in range(9):
        add()
    assert queries() == few
