"""Templates that only these tests know."""

import pytest
from django.template import engines

TEMPLATES = {
    "test/mail/opened_subject.txt": (
        "{% load i18n %}{% get_current_language as l %}\n  [{{ l }}] {{ title }}\n  {{ days }} hari\n"
    ),
    "test/mail/opened_body.txt": "{% if person %}{{ person.name }}: {{ title }} {{ url }}{% endif %}\n\n",
}


@pytest.fixture(autouse=True)
def mail_templates(monkeypatch):
    """Let the engine find the templates above, besides its own."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(
        engine,
        "template_loaders",
        [engine.find_template_loader(("django.template.loaders.locmem.Loader", TEMPLATES))],
    )
