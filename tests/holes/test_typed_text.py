"""Hole: names and titles as XSS. Every column that people type into attacks, wherever a page shows it."""

import feedparser
import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from icalendar import Calendar

from council.models import CouncilRules
from portal.kit import append_only
from portal.kit.forms import LongTextField, TextField
from tests.addresses import OUR_PACKAGES, addresses
from tests.kit.attacks import Seen

SHORT = "\"'><img src=x onerror=alert(1)>"
LONG = f"</script></title></textarea>--></style>{SHORT}"
# Beside our own: what editors type into Wagtail, and what its lists name.
THEIRS = {"wagtailcore.Page", "wagtailimages.Image", "wagtaildocs.Document", "wagtailcore.Revision"}
# Not typed: made by the code, or rules that are checked when they are saved.
MADE = ("html", "slug", "key", "hash", "sha256", "url", "url_path", "path", "email", "password", "event",
        "kind", "verb", "state", "element", "content_type", "code", "icon", "draft_title", "search_text",
        "lapor_url", "sorot_url", "poc_url", "call_centre_url", "last_error", "code_class")  # fmt: skip
MADE_MODELS = (CouncilRules,)
PEOPLE = (None, "clerk", "superuser", "chair", "author", "moderator")
SEVERAL = 3


def typed(model):
    """Return the columns of `model` that hold what somebody typed, with the length of each."""
    for field in model._meta.local_concrete_fields:
        is_text = type(field) in (models.CharField, models.TextField) and not field.choices
        if is_text and not field.name.endswith(MADE) and (field.max_length or 999) > len(SHORT) + 8:
            yield field


def attacked():
    """Yield every model with the columns that are to be filled."""
    for model in apps.get_models():
        ours = model.__module__.startswith(OUR_PACKAGES) and not model.__module__.startswith("portal.record")
        if (ours or model._meta.label in THEIRS) and model not in MADE_MODELS:
            found = list(typed(model))
            if found:
                yield model, found


def fill():
    """Write the attack into every such column of every row, as a raw write would."""
    append_only.lift(connection)
    for model, fields in attacked():
        for field in fields:
            attack = LONG if (field.max_length or 999) > len(LONG) + 8 else SHORT
            # The number keeps unique columns unique.
            value = Concat(Value(attack), Cast(F("pk"), models.CharField()))
            rows = model._base_manager.exclude(**{field.name: ""})
            if field.null:
                rows = rows.exclude(**{field.name: None})
            rows.update(**{field.name: value})


def breaks_out(html):
    """Return what of the attack became part of a page."""
    seen = Seen(html)
    return sorted({"onerror"} & seen.attributes) + [src for src in seen.loaded if src == "x"]


@pytest.mark.survey
@pytest.mark.django_db
@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_that_people_type_becomes_part_of_a_page(reader, role):
    client = reader(role)
    tried = 0
    # Found before everything has another title.
    places = [(address, address.things()[:SEVERAL]) for address in addresses()]
    with transaction.atomic():
        fill()
        for address, things in places:
            if address.route.endswith(("logout/", "failwhale/")) or (
                address.in_admin and role in (None, "author")
            ):
                continue
            if not address.is_ours and (not address.in_admin or role != "superuser"):
                continue
            for kwargs in things:
                path = address.path(kwargs)
                answer = client.get(path)
                if address.is_ours:
                    assert answer.status_code < 500, path
                tried += answer.status_code == 200
                check(answer, path)
        transaction.set_rollback(True)
    assert tried > 60


def check(answer, path):
    """Fail when the attack works in this answer, whatever kind of file it is."""
    kind = answer.headers.get("Content-Type", "")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith("text/html"):
        assert breaks_out(content.decode()) == [], path
    elif kind.startswith("application/") and "xml" in kind:
        feed = feedparser.parse(content)
        assert not feed.bozo, path
        for entry in feed.entries:
            for part in (entry.get("summary_detail"), entry.get("title_detail")):
                if part and "html" in part["type"]:
                    assert breaks_out(part["value"]) == [], path
    elif kind.startswith("text/calendar"):
        Calendar.from_ical(content)
    elif kind.startswith("application/pdf"):
        assert b"/JavaScript" not in content, path
    else:
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", path


def test_the_attack_is_seen_where_it_works():
    assert breaks_out(f"<p title='{SHORT}'>") == ["onerror", "x"]
    assert breaks_out(f"<script>var a = '{LONG}'</script>") == ["onerror", "x"]


def test_every_place_where_people_type_is_attacked():
    columns = {f"{model._meta.label}.{field.name}" for model, fields in attacked() for field in fields}
    assert columns >= {
        "members.User.name",
        "members.Organisation.name",
        "proposals.Proposal.title",
        "proposals.Tag.name",
        "proposals.Version.change_note",
        "council.Session.title",
        "council.Motion.wording",
        "council.Objection.reason",
        "council.Decision.title",
        "council.FollowUp.what",
        "wagtailcore.Page.title",
    }


# What nobody sees


INVISIBLE = "\x01\x08\x0b\x1b\x7f\x85\u200b\u202e\u2066"


@pytest.mark.parametrize("kind", [TextField, LongTextField])
def test_what_nobody_sees_is_not_taken_over_from_what_is_typed(kind):
    """A name that reads backwards is another's; a feed with a control character cannot be read at all."""
    cleaned = kind().clean(f"Rini{INVISIBLE} Wulandari")
    assert cleaned.replace("\n", " ").split() == ["Rini", "Wulandari"]
    assert not set(cleaned) & (set(INVISIBLE) - {"\n"})


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\ufffd", "\ufffe", "\uffff"])
def test_what_no_file_can_hold_is_refused_in_words(sign):
    with pytest.raises(Exception, match=r"tidak dapat disimpan|cannot be stored"):
        TextField().clean(f"Rini{sign}")


def test_a_line_stays_a_line():
    assert TextField().clean("Judul\r\nBcc: korban@contoh.test") == "Judul Bcc: korban@contoh.test"
    assert LongTextField().clean("satu\r\ndua\u2028tiga") == "satu\ndua\ntiga"
