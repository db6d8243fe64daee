"""Hole: what people type breaks the feed or the letter that carries it."""

import feedparser
import pytest
from django.db import connection, transaction
from django.urls import reverse

from council.models import Decision
from portal.kit import append_only
from portal.notices import notify
from portal.notices.actions.delivery import _message
from portal.notices.models import Notice
from tests.factories import decisions
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_a_feed_can_be_read_whatever_a_title_holds(clock, client):
    decisions.announced(decisions.council())
    with transaction.atomic():
        append_only.lift(connection)
        Decision.objects.update(title="Judul\x0b\x1b\ufffe dua")
        feed = feedparser.parse(client.get(reverse("feeds:decisions")).content)
        assert not feed.bozo
        assert feed.entries[0].title.endswith("Judul dua")
        transaction.set_rollback(True)


def test_no_name_or_title_adds_a_header_to_a_letter(clock):
    """The title is older than the rule for what is typed: it goes into the subject as it stands."""
    person = UserFactory()
    forged = "Judul\r\nBcc: korban@contoh.test\r\n\r\nIsi palsu"
    with transaction.atomic():
        notify(
            event="x:1",
            kind="x",
            people=[person],
            template="proposals/mail/author_accepted",
            context={
                "invitation": {"person": {"get_full_name": forged}, "organisation": {"name": forged}},
                "proposal": {"title": forged},
            },
        )
    notice = Notice.objects.get()
    message = _message(notice).message()
    assert message["Bcc"] is None
    assert message["Subject"].count("Bcc:") == 2
    assert "\n" not in notice.subject
    assert _message(notice).recipients() == [person.email]
