"""The pages of decisions as each role: what they show, what they answer, how many queries they take."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from council.city_status import status_of
from council.models import Decision
from portal.kit import clock
from portal.kit.models import Holiday
from portal.members import roles
from tests.council.forms import send, text_of
from tests.factories import decisions as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


# The register


def test_the_register_is_empty_in_words(client_for):
    page = text_of(client_for().get(reverse("council:decisions")))
    assert "Belum ada yang diumumkan" in page


@pytest.fixture
def register(house):
    """Five announced decisions of different kinds."""
    return {
        "accepted": make.conveyed(house, title="Penerangan Jalan").decision,
        "changed": make.announced(house, made=changed(house)),
        "refused": make.announced(house, kind="KEP", title="Jam Bongkar Muat"),
        "own": make.announced(house, made=own_affairs(house)),
        "ballot": make.announced(house, method="majority", title="Pilah Sampah"),
    }


def changed(house):
    return make.draft(house, make.adopted(house, outcome="accepted_with_changes"), title="Dengan Perubahan")


def own_affairs(house):
    return make.draft(house, make.adopted(house, own_affairs=True), kind="KEP", title="Tata Tertib")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"accepted", "changed", "refused", "own", "ballot"}),
        ("?jenis=KEP", {"refused", "own"}),
        ("?jenis=KEP&jenis=REK", {"accepted", "changed", "refused", "own", "ballot"}),
        ("?hasil=not_accepted", {"refused"}),
        ("?hasil=accepted_with_changes&jenis=REK", {"changed"}),
        ("?cara=majority", {"ballot"}),
        ("?jawaban=waiting", {"accepted"}),
        ("?jawaban=late", set()),
        ("?q=bongkar", {"refused"}),
        ("?q=002/REK", {"changed"}),
        ("?q=kata+yang+tidak+ada", set()),
        ("?tahun=2026", {"accepted", "changed", "refused", "own", "ballot"}),
        ("?tahun=2025", set()),
        ("?pokja=tidak-ada", set()),
        # Nonsense is left out, not an error.
        (
            "?jenis=SK&tahun=x&page=9999999999999999999999&hasil=%F0%9F%8D%8B",
            {"accepted", "changed", "refused", "own", "ballot"},
        ),
    ],
)
def test_the_register_is_filtered_by_what_stands_in_the_address(register, client_for, query, found):
    page = client_for().get(reverse("council:decisions") + query)
    assert page.status_code == 200
    text = page.content.decode()
    shown = {name for name, decision in register.items() if f'href="{decision.get_absolute_url()}"' in text}
    assert shown == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"pelaksanaan": "running"}, 1),
        ({"pelaksanaan": "late"}, 0),
        ({"pelaksanaan": ["late", "running"]}, 1),
        ({"pelaksanaan": "ended"}, 1),
        ({"pelaksanaan": "x' OR 1=1"}, 3),
    ],
)
def test_the_register_is_filtered_by_how_far_the_follow_ups_are(house, client_for, query, found):
    make.follow_up(house)
    make.follow_up(house, "done")
    make.conveyed(house)
    answer = client_for().get(reverse("council:decisions"), query)
    page = answer.context["page"]
    assert (page.paginator.count, len(page.object_list)) == (found, found)
    facet = next(facet for facet in answer.context["facets"] if facet.name == "pelaksanaan")
    assert {option.value: option.count for option in facet.options} == {"running": 1, "late": 0, "ended": 1}


@pytest.mark.parametrize(
    "query",
    [
        {"organisasi": "tidak-ada"},
        {"pokja": "tidak-ada"},
        {"tahun": "1999"},
        {"jenis": "KEP"},
        {"q": "tidak ditemukan"},
        {"pelaksanaan": "late"},
    ],
)
def test_each_filter_can_be_taken_away_and_an_empty_result_says_so(house, client_for, query):
    make.announced(house)
    answer = client_for().get(reverse("council:decisions"), query)
    assert answer.context["page"].paginator.count == 0
    assert [chip["url"] for chip in answer.context["chips"]] == ["?"]
    assert "Tidak ada yang cocok" in answer.content.decode()


# Conveyed on Monday; the holidays of the table are taken away.
@pytest.mark.parametrize(
    ("days", "holidays", "waited", "late"),
    [
        (0, 0, 0, False),
        (1, 0, 1, False),
        (5, 0, 5 - 1, False),
        (7, 0, 5, False),
        (7, 1, 4, False),
        (42, 0, 30, False),
        (43, 0, 31, True),
        (49, 0, 35, True),
    ],
)
def test_the_working_days_that_the_city_lets_wait(house, client_for, clock, days, holidays, waited, late):
    Holiday.objects.all().delete()
    clock.set(datetime(2027, 2, 1, 3, tzinfo=UTC))
    referral = make.conveyed(house)
    for number in range(holidays):
        Holiday.objects.create(date=date(2027, 2, 2 + number), name="Hari contoh")
    clock.forward(days=days)
    status = status_of(Decision.objects.for_page().get(pk=referral.decision_id))
    assert (status.day, status.late) == (waited, late)
    page = text_of(client_for().get(referral.decision.get_absolute_url()))
    assert f"hari ini hari kerja ke-{waited} dari 30 yang dijanjikan" in page


def test_the_facets_count_what_each_choice_would_leave(register, client_for):
    page = client_for().get(reverse("council:decisions") + "?jenis=REK")
    facets = {facet.name: {o.value: o.count for o in facet.options} for facet in page.context["facets"]}
    # The chosen facet counts what the others leave; the others count within it.
    assert facets["jenis"] == {"REK": 3, "KEP": 2}
    assert facets["hasil"]["not_accepted"] == 0
    assert facets["hasil"]["accepted"] == 2


def test_a_decision_with_several_proposals_stands_in_the_register_once(house, client_for):
    sitting = make.session(house)
    motions = [make.adopted(house, sitting=sitting) for _number in range(2)]
    make.announced(house, made=make.draft(house, *motions))
    page = client_for().get(reverse("council:decisions") + "?hasil=accepted")
    assert len(page.context["rows"]) == 1
    assert page.context["page"].paginator.count == 1


# Queries


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", [None, "editor"])
def test_the_register_takes_the_same_queries_for_ten_times_the_rows(house, client_for, who):
    client = client_for(getattr(house, who) if who else None)
    make.conveyed(house)
    few = queries(client, reverse("council:decisions"))
    for _number in range(9):
        make.conveyed(house)
    assert queries(client, reverse("council:decisions")) == few


@pytest.mark.parametrize("name", ["draft", "draft_pdf", "edit_draft"])
def test_a_draft_takes_the_same_queries_for_ten_times_the_motions(house, client_for, name):
    client = client_for(house.editor)

    def draft(size):
        sitting = make.session(house)
        methods = ("majority", "with_notes") * size
        adopted = [make.adopted(house, sitting=sitting, method=method) for method in methods]
        return reverse(f"council:{name}", args=[make.draft(house, *adopted).pk])

    assert queries(client, draft(10)) == queries(client, draft(1))


@pytest.mark.parametrize("who", [None, "editor", "liaison"])
def test_a_decision_takes_the_same_queries_for_ten_times_the_rows(house, client_for, who):
    client = client_for(getattr(house, who) if who else None)
    small, large = (big_decision(house, size) for size in (1, 10))
    assert queries(client, large.get_absolute_url()) == queries(client, small.get_absolute_url())


@pytest.mark.parametrize("who", [None, "editor"])
def test_a_trail_takes_the_same_queries_for_ten_times_the_rows(house, client_for, who):
    client = client_for(getattr(house, who) if who else None)
    few, many = (
        reverse("council:trail", args=[big_decision(house, size).outcomes.first().proposal_id])
        for size in (1, 10)
    )
    assert queries(client, many) == queries(client, few)


def big_decision(house, size):
    """Return a recommendation with `size` follow-ups, each opened and reported on `size` times."""
    referral = make.conveyed(house, method="majority", follow_up_count=size)
    make.answer(house, referral)
    from council.actions import follow_ups as actions

    for line in referral.decision.follow_ups.all():
        opened = actions.open_follow_up(
            follow_up=line, due_on=clock.today() + timedelta(days=9), actor=house.editor
        )
        actions.report_progress(
            follow_up=opened, text="Berjalan.", percent=10, approved_by_name="Kadis", actor=house.liaison
        )
        make.note(house, opened)
    return referral.decision


# One decision


def test_the_page_shows_roll_call_answer_follow_ups_and_trail(house, client_for):
    decision = make.answered(house, method="majority").decision
    page = text_of(client_for().get(decision.get_absolute_url()))
    for seat in house.seats:
        assert seat.person.name in page
    for words in (
        "Daftar suara anggota",
        "Jawaban Pemerintah Kota",
        "Diterima",
        "Tindak lanjut",
        "Salin teks untuk WhatsApp",
        "Tercatat",
        decision.text_hash,
        reverse("council:trail", args=[decision.outcomes.get().proposal_id]),
    ):
        assert words in page
    assert re.search(r"<textarea[^>]*>[^<]*001/REK/DKC/2026", page)


def test_the_year_in_addresses_and_options_has_no_thousands_point(register, client_for):
    page = client_for().get(reverse("council:decisions")).content.decode()
    assert "2.026" not in page
    assert 'value="2026"' in page


def test_a_silent_city_is_told_with_working_days_against_the_promise(house, client_for, clock):
    decision = make.conveyed(house).decision
    clock.forward(days=60)
    page = text_of(client_for().get(decision.get_absolute_url()))
    words = (
        r"Belum dijawab Pemerintah Kota\. Disampaikan 21.November.2026; "
        r"hari ini hari kerja ke-\d+ dari 30 yang dijanjikan\."
    )
    assert re.search(words, page)


@pytest.mark.parametrize(
    "address",
    [
        "/keputusan/2026/rek-999/",
        "/keputusan/2026/xyz-001/",
        "/keputusan/99999999999999999999/rek-001/",
        "/keputusan/2026/rek-99999999999999999999/",
        "/keputusan/menuju/decision/99999999999999999999/",
        "/keputusan/menuju/ballot/1/",
        "/keputusan/menuju/monitoring_note/1/",
        "/keputusan/naskah/99999999999999999999/",
        "/jejak/usulan/99999999999999999999/",
    ],
)
def test_unknown_numbers_are_not_found(house, client_for, address):
    assert client_for(house.editor).get(address).status_code == 404


def test_a_short_form_of_the_address_leads_to_the_permanent_one(house, client_for):
    decision = make.announced(house)
    answer = client_for().get("/keputusan/2026/rek-1/")
    assert (answer.status_code, answer["Location"]) == (301, decision.get_absolute_url())


def test_the_record_leads_to_what_it_speaks_of(house, client_for):
    referral = make.answered(house)
    line = referral.decision.follow_ups.get()
    address = referral.decision.get_absolute_url()
    lead = {
        ("decision", referral.decision_id): address,
        ("referral", referral.pk): f"{address}#jawaban",
        ("follow_up", line.pk): line.get_absolute_url(),
    }
    for (kind, pk), goal in lead.items():
        assert client_for().get(reverse("council:lead_to", args=[kind, pk]))["Location"] == goal


def test_in_english_the_paper_is_marked_as_indonesian(house, client_for):
    decision = make.announced(house)
    with translation.override("en"):
        page = client_for().get(decision.get_absolute_url()).content.decode()
    assert '<html lang="en"' in page
    assert re.search(r'class="sheet"[^>]*lang="id"', page)
    assert "Register of decisions" in page


# The drafts


def test_the_drafts_are_listed_to_those_who_work_on_them_and_to_nobody_else(house, client_for):
    made = make.draft(house, title="Naskah Rahasia")
    make.adopted(house)
    address = reverse("council:drafts")
    page = text_of(client_for(house.editor).get(address))
    assert "Naskah Rahasia" in page
    assert "1 rancangan keputusan" in page
    assert "Naskah Rahasia" in text_of(client_for(house.chair).get(address))
    for person in (None, house.people.author, house.liaison):
        assert "Naskah Rahasia" not in text_of(client_for(person).get(address))
    preview = text_of(client_for(house.head).get(reverse("council:draft", args=[made.pk])))
    assert "Pratinjau" in preview
    assert house.editor.name in preview


def test_the_list_of_drafts_takes_the_same_queries_for_ten_times_the_rows(house, client_for):
    client = client_for(house.editor)
    make.draft(house)
    few = queries(client, reverse("council:drafts"))
    for _number in range(9):
        make.draft(house)
    assert queries(client, reverse("council:drafts")) == few


def test_a_draft_is_sent_back_and_a_report_given_back_by_forms(house, client_for):
    made = make.initialled(house)
    answer = send(
        client_for(house.chair), reverse("council:send_back_draft", args=[made.pk]), reason="Salah nama."
    )
    assert answer.status_code == 303
    line = make.follow_up(house, "reported")
    editor = client_for(house.editor)
    verbs = [("reject_report", "open"), ("mark_infeasible", "infeasible")]
    for verb, state in verbs:
        address = reverse(f"council:{verb}", args=[line.pk])
        assert send(editor, address, reason="Bukti kurang.").status_code == 303
        line.refresh_from_db()
        assert line.state == state
    proposed = make.answered(house).decision.follow_ups.get()
    address = reverse("council:cancel_follow_up", args=[proposed.pk])
    assert send(editor, address, reason="Tidak jadi.").status_code == 303


# The admin


def test_the_admin_lists_what_waits_for_whom(house, client_for, clock):
    waiting = make.enacted(house, title="Menunggu Pengumuman")
    late = make.follow_up(house)
    clock.forward(days=100)
    address = reverse("council_decisions")
    page = text_of(client_for(house.other_editor).get(address))
    assert waiting.get_absolute_url() in page
    assert late.what in page
    assert waiting.get_absolute_url() not in text_of(client_for(house.editor).get(address))
    assert client_for(staff(roles.INSPECTOR)).get(address).status_code == 200


@pytest.mark.parametrize("role", [roles.MODERATOR, roles.SESSION_OPERATOR])
def test_the_admin_page_is_for_the_secretariat_and_the_inspector(house, client_for, role):
    assert client_for(staff(role)).get(reverse("council_decisions")).status_code in (302, 403)


def test_the_admin_page_takes_the_same_queries_for_ten_times_the_rows(house, client_for):
    client = client_for(house.other_editor)
    address = reverse("council_decisions")

    def more():
        make.enacted(house)
        make.conveyed(house)
        make.adopted(house)
        make.signed(house)

    more()
    few = queries(client, address)
    for _number in range(9):
        more()
    assert queries(client, address) == few


def test_the_page_links_the_version_that_was_before_the_council(house, client_for):
    decision = make.announced(house)
    motion = decision.outcomes.get().motion
    address = reverse("proposals:version", args=[motion.proposal_id, motion.version.number])
    assert address in text_of(client_for().get(decision.get_absolute_url()))
    # And the session's page leads to the decision, once it is announced.
    assert decision.get_absolute_url() in text_of(client_for().get(decision.session.get_absolute_url()))
