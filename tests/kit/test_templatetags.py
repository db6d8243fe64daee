"""The design layer: what each tag and component draws, whatever it is given."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from portal.kit import wording
from portal.kit.seats import horseshoe
from portal.kit.templatetags import kit

NBSP = "\u00a0"
STATES = list(kit.STATE_TONES)
STATIC = Path(settings.BASE_DIR) / "static"
SPRITE = (STATIC / "icons.svg").read_text()
JOURNEY = ["Diajukan", "Dibahas bersama", "Disidangkan", "Dijawab Pemerintah Kota", "Dijalankan"]


@pytest.fixture(autouse=True)
def indonesian():
    """The default language, whatever a test before left behind."""
    with override("id"):
        yield


def draw(source: str, **names: object) -> str:
    """Render template source that loads the tags."""
    return Template("{% load kit %}" + source).render(Context(names))


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


# Drawings


def test_every_state_of_a_proposal_has_a_tone_and_a_glyph():
    assert {f"state-{state}" for state in STATES} <= symbols()


def test_the_states_with_a_glyph_are_those_of_the_lifecycle():
    from proposals.lifecycle import State

    assert set(STATES) == set(State.values)


def test_every_stance_has_its_shape():
    from proposals.models.comment import Stance

    assert {f"stance-{stance}" for stance in Stance.values} <= symbols()


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = set()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)" ', template.read_text()))
    assert named - symbols() == set()


@pytest.mark.parametrize("hue", kit.SECTOR_HUES)
def test_every_hue_of_a_working_group_has_an_icon_and_colours(hue):
    group = SimpleNamespace(name="Pokja", hue=hue, icon="")
    assert kit.sector_icon(group) in symbols()
    assert f".{kit.hue(group)} " in (STATIC / "css/components.css").read_text()


def test_an_unknown_hue_falls_back_to_green():
    assert kit.hue(SimpleNamespace(hue="<script>")) == "hue-green"


def test_an_icon_is_hidden_from_assistive_technology():
    assert 'aria-hidden="true"' in draw('{% icon "search" %}')


def test_a_state_badge_says_its_word_and_draws_its_glyph():
    html = draw('{% state_badge "discussion" "Dibahas" %}')
    assert "Dibahas" in html
    assert "#state-discussion" in html
    assert "state--badge" not in html


def test_a_state_badge_that_stands_alone_is_tinted():
    assert "state--badge" in draw('{% state_badge "accepted" "Disetujui" "badge" %}')


def test_a_state_without_glyph_is_said_in_words():
    html = draw('{% state_badge "planned" "Direncanakan" %}')
    assert "Direncanakan" in html
    assert "<svg" not in html


# The journey bar


def journey(*statuses: str, **more: object) -> str:
    steps = [
        {"label": label, "status": status, "note": "", **more}
        for label, status in zip(JOURNEY, statuses, strict=True)
    ]
    return render_to_string("components/journey.html", {"steps": steps})


@pytest.mark.parametrize("status", sorted(kit.JOURNEY_WORDS))
def test_every_status_of_a_step_has_words_and_a_class(status):
    html = journey(status, "todo", "todo", "todo", "todo")
    assert f"is-{status}" in html
    assert str(kit.JOURNEY_WORDS[status]()) in html
    assert f".is-{status}" in (STATIC / "css/process.css").read_text() or status == "done"


def test_one_leaf_marks_where_the_proposal_stands():
    html = journey("done", "now", "todo", "todo", "todo", share=53)
    assert html.count("#leaf") == 1
    assert 'aria-current="step"' in html
    assert "p-55" in html


def test_a_proposal_that_ended_has_no_leaf():
    assert "#leaf" not in journey("done", "done", "refused", "never", "never")


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(0, "p-0"), (53, "p-55"), (100, "p-100"), (250, "p-100"), (-3, "p-0"), (None, "p-50")],
)
def test_a_share_is_rounded_to_a_class_that_exists(percent, expected):
    assert kit.share_class(percent) == expected
    assert f".{expected} " in (STATIC / "css/process.css").read_text()


def test_a_share_of_nothing_is_nothing():
    assert kit.share(0, 0) == "0.0%"
    assert kit.share(5, 12) == "41.7%"
    assert kit.share(9, 3) == "100.0%"


# Seats


@pytest.mark.parametrize("count", [0, 1, 2, 9, 17, 18, 45])
def test_each_seat_stands_on_the_drawing_once(count):
    drawn = horseshoe([{"number": n, "present": True} for n in range(1, count + 1)])
    assert sorted(seat.number for seat in drawn.seats) == list(range(1, count + 1))
    assert all(0 <= seat.x <= 430 and 0 <= seat.y <= 204 for seat in drawn.seats)


def test_the_first_seat_stands_on_top_and_the_second_to_its_left():
    drawn = horseshoe([{"number": n, "present": True} for n in range(1, 18)])
    place = {seat.number: seat for seat in drawn.seats}
    assert place[1].y == min(seat.y for seat in drawn.seats)
    assert place[2].x < place[1].x < place[3].x


def test_the_horseshoe_says_the_quorum_in_words_and_rings_oneself():
    members = [{"number": n, "present": n != 3, "me": n == 2, "name": "Sekar"} for n in range(1, 4)]
    html = draw("{% seats members 2 3 2 %}", members=members)
    assert "Kuorum 2 tercapai" in html
    assert html.count("seats__me") == 1
    assert html.count("seat--absent") == 1


def test_an_unmet_quorum_is_said():
    assert "belum tercapai" in draw("{% seats members 1 3 2 %}", members=[])


def test_coordinates_keep_their_point_in_indonesian():
    members = [{"number": n, "present": True} for n in range(1, 18)]
    assert not re.search(r'(?:cx|cy|x|y|r)="\d+,', draw("{% seats members 17 17 9 %}", members=members))


# Dates and amounts

MOMENT = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)


def test_a_moment_is_written_in_wib_as_people_here_write_it():
    assert wording.wib(MOMENT) == f"21{NBSP}November{NBSP}2026, 14.05{NBSP}WIB"


def test_a_moment_is_written_with_a_colon_in_english():
    with override("en"):
        assert wording.wib(MOMENT) == f"21{NBSP}November{NBSP}2026, 14:05{NBSP}WIB"


def test_a_moment_late_in_utc_falls_on_the_next_day_in_bekasi():
    assert wording.tanggal(datetime(2026, 12, 4, 17, 30, tzinfo=UTC)) == f"5{NBSP}Desember{NBSP}2026"


def test_a_date_with_its_weekday():
    assert wording.hari(date(2026, 12, 4)) == f"Jumat, 4{NBSP}Desember{NBSP}2026"


@pytest.mark.parametrize(
    "write", [wording.wib, wording.tanggal, wording.hari, wording.jam, wording.iso, wording.days_left]
)
def test_no_date_is_written_as_nothing(write):
    assert write(None) == ""


@pytest.mark.parametrize(
    ("day", "left", "ago"),
    [
        (date(2026, 12, 4), "13 hari lagi", "hari ini"),
        (date(2026, 11, 21), "hari ini", "hari ini"),
        (date(2026, 11, 18), "lewat 3 hari", "3 hari lalu"),
    ],
)
def test_days_are_counted_from_the_portals_clock(clock, day, left, ago):
    assert wording.days_left(day) == left
    assert wording.ago_days(day) == ago


@pytest.mark.parametrize(
    ("amount", "words"),
    [(1_250_000_000, "Rp1.250.000.000"), (0, "Rp0"), (96_500_000, "Rp96.500.000"), (None, "")],
)
def test_rupiah_are_grouped_by_points(amount, words):
    assert wording.rupiah(amount) == words


# Forms


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nama", help_text="Seperti di akta.")
    text = forms.CharField(label="Isi", max_length=5000, required=False, widget=forms.Textarea)
    stance = forms.ChoiceField(
        label="Sikap",
        widget=forms.RadioSelect,
        choices=[("in_favour", "Mendukung"), ("objection", "Keberatan")],
    )
    number = forms.TypedChoiceField(
        label="Versi", coerce=int, widget=forms.RadioSelect, choices=[(1250, "Versi 1250")]
    )
    agreed = forms.BooleanField(label="Setuju", required=False)
    day = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    same = forms.CharField(label="Email", widget=forms.EmailInput(attrs={"placeholder": "Alamat"}))


def form_html(form: forms.Form) -> str:
    return render_to_string("components/form.html", {"form": form})


def test_a_field_is_linked_to_its_hint_and_its_error():
    html = form_html(Sample({"name": ""}))
    described = re.search(r'<input[^>]*name="name"[^>]*aria-describedby="([^"]+)"', html).group(1).split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{part}"' in html for part in described)
    assert re.search(r'<input[^>]*name="name"[^>]*aria-invalid="true"', html)


def test_the_order_in_a_field_is_label_hint_error_input():
    html = form_html(Sample({"name": ""}))
    places = [
        html.index(part)
        for part in ('for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"', 'name="name"')
    ]
    assert places == sorted(places)


def test_the_summary_links_each_error_to_its_field():
    html = form_html(Sample({"name": ""}))
    targets = re.findall(r'<li><a href="#([^"]+)"', html)
    assert targets
    assert all(f'id="{target}"' in html for target in targets)
    assert 'role="alert"' in html


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in form_html(Sample())


def test_only_optional_fields_say_so():
    html = form_html(Sample())
    assert html.count("(boleh kosong)") == 1


def test_a_text_with_a_limit_is_counted():
    html = form_html(Sample())
    assert "Paling banyak 5.000 karakter" in html
    assert 'aria-describedby="id_text_count"' in html


def test_values_of_choices_are_not_grouped():
    assert 'value="1250"' in form_html(Sample())


def test_placeholders_of_account_fields_are_left_out():
    assert "placeholder" not in form_html(Sample())


def test_what_was_typed_is_escaped():
    html = form_html(Sample({"name": '"><script>alert(1)</script>', "text": "</textarea><script>"}))
    assert "<script>" not in html


def test_ballot_choices_show_their_mark_beside_the_word():
    form = Sample()
    html = render_to_string(
        "components/choices.html", {"field": form["stance"], "glyphs": "vote", "cards": True}
    )
    assert "vote--in_favour" in html
    assert "card-choice" in html


# Other components


@pytest.mark.parametrize("kind", sorted(kit.NOTICE_ICONS))
def test_every_kind_of_notice_has_an_icon_and_a_colour(kind):
    html = render_to_string("components/notice.html", {"kind": kind, "title": "Judul", "body": "Isi"})
    assert f"#{kit.NOTICE_ICONS[kind]}" in html
    assert f".notice--{kind} " in (STATIC / "css/components.css").read_text()


def test_an_empty_list_says_what_belongs_there_and_how():
    html = render_to_string(
        "components/empty.html",
        {"title": "Belum ada usulan", "body": "Tulis.", "link": "/x/", "link_text": "Cara"},
    )
    assert "Belum ada usulan" in html
    assert 'href="/x/"' in html


def test_paging_keeps_the_filters_and_marks_the_present_page():
    request = RequestFactory().get("/usulan/", {"bidang": "energi", "page": "2"})
    page = Paginator(range(214), 20).page(2)
    html = render_to_string("components/pagination.html", {"page": page}, request=request)
    assert "21 sampai 40 dari 214" in html
    assert 'href="?bidang=energi&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_one_page_needs_no_pager_but_says_how_many():
    request = RequestFactory().get("/usulan/")
    html = render_to_string(
        "components/pagination.html", {"page": Paginator(range(8), 20).page(1)}, request=request
    )
    assert "1 sampai 8 dari 8" in html
    assert "<ul>" not in html


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("sector", {"group": SimpleNamespace(name="Energi", hue="ene", icon="")}),
        ("stance", {"stance": "objection", "label": "Keberatan"}),
        ("vote", {"choice": "against", "label": "Tidak setuju"}),
        ("roll", {"choices": ["in_favour", "absent"], "tally": [("in_favour", "Setuju", 1)]}),
        ("progress", {"part": 5, "whole": 12, "words": "5 dari 12"}),
        ("support_bars", {"rows": [("Masyarakat", 19, 3), ("Pemerintah", 0, 0)], "most": 19}),
        ("tombstone", {"title": "Ditarik oleh penulis"}),
        ("copy_text", {"text": "Sidang pleno & hasilnya"}),
        ("diff_key", {}),
    ],
)
def test_a_component_draws_without_inline_style_or_script(name, names):
    html = render_to_string(f"components/{name}.html", names)
    assert html.strip()
    assert "style=" not in html
    assert "<script" not in html


def test_the_css_has_no_literal_colour_outside_the_tokens():
    for sheet in (STATIC / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text()), sheet.name


def test_styles_scripts_and_font_of_the_site_stay_small():
    import gzip

    def weight(*files: Path) -> int:
        return sum(len(gzip.compress(file.read_bytes())) for file in files)

    def with_imports(name: str) -> set[str]:
        imported = re.findall(r'from "\./(\w+\.js)"', (STATIC / "js" / name).read_text())
        return {name}.union(*(with_imports(other) for other in imported))

    # What every page loads, and at most one of its own beside it.
    everywhere = [STATIC / "css" / f"{name}.css" for name in ("tokens", "base", "components", "process")]
    own = set((STATIC / "css").glob("*.css")).difference(everywhere)
    assert weight(*everywhere) <= 17_000
    assert max(weight(sheet) for sheet in own) <= 2_000
    # What every reader gets, and all that somebody who writes may get beside it.
    assert weight(*(STATIC / "js" / name for name in with_imports("portal.js"))) <= 4_000
    assert weight(*(STATIC / "js").glob("*.js")) <= 12_000
    assert (STATIC / "fonts/plus-jakarta-sans.woff2").stat().st_size <= 30_000


# Languages


def test_the_other_language_leads_to_the_same_page():
    request = RequestFactory().get("/usulan/", {"page": "2"})
    found = {entry["code"]: entry for entry in kit.languages(Context({"request": request}))}
    assert found["id"]["path"] == "/usulan/?page=2"
    assert found["en"]["path"] == "/en/usulan/?page=2"
    assert found["id"]["current"]
    assert found["en"]["name"] == "English"


def test_an_address_that_does_not_exist_leads_to_the_other_home():
    request = RequestFactory().get("/sidang/tidak-ada/")
    found = {entry["code"]: entry for entry in kit.languages(Context({"request": request}))}
    assert found["en"]["path"].startswith("/en/")


def test_a_view_may_name_its_own_translations():
    request = RequestFactory().get("/usulan/")
    context = Context({"request": request, "translated_paths": {"en": "/en/elsewhere/"}})
    assert {entry["code"]: entry["path"] for entry in kit.languages(context)}["en"] == "/en/elsewhere/"


def test_the_page_for_our_own_fault_needs_nothing():
    html = render_to_string("500.html")
    assert "Terjadi gangguan di pihak kami" in html
    assert "Dewan Kota Cerdas" in html
