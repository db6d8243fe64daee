"""Message catalogues: nothing is lost on a refresh, and the check names what is wrong."""

import gettext
from pathlib import Path

import pytest

from tools import messages

TEMPLATE = """{% load i18n %}
    <p title="{% translate 'Sessions' %}">{{ name|default:_("Nobody") }}</p>
  {% blocktranslate with n=count count total=count trimmed %}
      One member
  {% plural %}
      {{ n }} members
  {% endblocktranslate %}
{% translate "May" context "month" %}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
TITLE = _("Write a proposal")
ONE = ngettext("%(n)s day", "%(n)s days", 3)
ORDER = pgettext_lazy("of a meeting", "Order")
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch) -> Path:
    """A house with one part that has code and templates."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    for folder in ("council/templates", "templates/council", "templates/components", "portal/members"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "council/texts.py").write_text(CODE)
    (tmp_path / "templates/council/list.html").write_text(TEMPLATE)
    (tmp_path / "templates/components/base.html").write_text('{% load i18n %}{% translate "Menu" %}')
    (tmp_path / "portal/members/texts.py").write_text('_("Affiliation")')
    return tmp_path


def keys(part: str) -> set:
    return {(message.context, message.id) for message in messages.extract_part(part) if message.id}


def translate(house: Path, **texts: str) -> None:
    """Fill in translations in the council's catalogue; names stand for sources with spaces as underscores."""
    path = messages.catalogue_path("council")
    catalogue = messages.read_catalogue(path)
    for message in catalogue:
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        text = texts.get(source.replace(" ", "_"), f"[{source}]") if source else ""
        if isinstance(message.id, tuple):
            message.string = (texts.get("plural", f"[{message.id[1]}]"),)
        elif source:
            message.string = text
    path.write_bytes(messages._as_po(catalogue))


@pytest.mark.usefixtures("house")
def test_code_and_templates_give_singular_plural_and_context():
    assert keys("council") == {
        (None, "Write a proposal"),
        (None, ("%(n)s day", "%(n)s days")),
        ("of a meeting", "Order"),
        (None, "Sessions"),
        (None, "Nobody"),
        (None, ("One member", "%(n)s members")),
        ("month", "May"),
    }


@pytest.mark.usefixtures("house")
def test_each_message_belongs_to_one_part():
    assert keys("portal") == {(None, "Menu")}
    assert keys("members") == {(None, "Affiliation")}


def test_a_refresh_keeps_translations_and_a_second_one_changes_nothing(house):
    messages.main(["council"])
    translate(house, Write_a_proposal="Tulis usulan")
    (house / "council/more.py").write_text('_("Another")')
    messages.main(["council"])
    path = messages.catalogue_path("council")
    before = path.read_bytes()
    assert 'msgstr "Tulis usulan"' in before.decode()
    assert 'msgid "Another"\nmsgstr ""' in before.decode()
    messages.main(["council"])
    assert path.read_bytes() == before


def test_a_template_that_does_not_parse_leaves_the_catalogue_alone(house):
    messages.main(["council"])
    before = messages.catalogue_path("council").read_bytes()
    (house / "templates/council/list.html").write_text(
        "{% blocktranslate %}{% if x %}{% endblocktranslate %}"
    )
    with pytest.raises(SyntaxError):
        messages.main(["council"])
    assert messages.catalogue_path("council").read_bytes() == before


def test_the_compiled_catalogue_is_read_by_gettext(house):
    messages.main(["council"])
    translate(house, Write_a_proposal="Tulis usulan", plural="%(n)s hari")
    messages.main(["--compile", "council"])
    with messages.catalogue_path("council").with_suffix(".mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert catalogue.gettext("Write a proposal") == "Tulis usulan"
    assert catalogue.ngettext("%(n)s day", "%(n)s days", 1) == "%(n)s hari"
    assert catalogue.pgettext("month", "May") == "[May]"


def test_a_complete_catalogue_passes_the_check(house, capsys):
    messages.main(["council"])
    translate(house)
    messages.main(["--compile", "council"])
    assert messages.main(["--check", "council"]) == 0
    assert "complete and fresh" in capsys.readouterr().out


def test_the_check_names_what_is_missing_stale_and_uncompiled(house, capsys):
    messages.main(["council"])
    translate(house)
    messages.main(["--compile", "council"])
    (house / "council/texts.py").write_text('_("New")')
    translate(house, Sessions="")
    capsys.readouterr()
    assert messages.main(["--check", "council"]) == 1
    said = capsys.readouterr().out
    assert "not extracted yet: 'New'" in said
    assert "used nowhere: 'Write a proposal'" in said
    assert "no translation: 'Sessions'" in said
    assert "django.mo: differs from its .po" in said


@pytest.mark.parametrize(
    ("source", "text", "equal"),
    [
        ("%(n)s days", "%(n)s hari", True),
        ("%(n)s days", "%(m)s hari", False),
        ("%(n)s days", "hari", False),
        ("{name} of {group}", "{group}: {name}", True),
        ("{name}", "{nama}", False),
        ("%s and %s", "%s dan %s", True),
        ("%s and %s", "%s", False),
        ("%(n)s of %(n)s", "%(n)s", True),
        ("%(n)s %%", "%(n)s %%", True),
        ("%(n)s %%", "%(n)s persen", False),
        ("40 % of all", "40 % dari semua", True),
    ],
)
def test_a_translation_fills_in_what_its_source_fills_in(source, text, equal):
    assert (messages.placeholders(source) == messages.placeholders(text)) is equal
