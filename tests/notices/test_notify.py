"""Leaving notices: to whom, in which language, once, and together with what they are about or not at all."""

from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from portal.members.models import User
from portal.notices import muted, notify
from portal.notices.models import Notice
from tests.factories.members import UserFactory
from tests.race import race


def new_user(**fields: Any) -> User:
    """Return a person with a confirmed address."""
    return UserFactory.create(**fields)


def opened(people, event: str = "thing:1:opened:1", **context) -> list[Notice]:
    return notify(
        event=event,
        kind="thing.opened",
        people=people,
        template="test/mail/opened",
        context={"title": "Bank sampah", "days": 21, **context},
        url="/catatan/",
    )


@pytest.mark.django_db
def test_a_person_gets_one_mail_and_the_notice_is_marked_sent(clock):
    person = new_user(name="Sari")
    (notice,) = opened([person])
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sent_at) == ("sent", 1, clock.now)
    assert notice.next_try_at is None
    (message,) = mail.outbox
    assert message.to == [person.email]
    assert message.from_email == "Dewan Kota Cerdas <dkc@localhost>"
    assert message.subject == "[id] Bank sampah 21 hari"
    assert message.body == "Sari: Bank sampah http://127.0.0.1:8000/catatan/\n"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_each_person_is_written_to_in_their_own_language():
    indonesian = new_user(preferred_language="id")
    english = new_user(preferred_language="en")
    unsaid = new_user(preferred_language="")
    subjects = {
        notice.person: (notice.subject[:4], notice.url) for notice in opened([indonesian, english, unsaid])
    }
    assert subjects == {
        indonesian: ("[id]", "http://127.0.0.1:8000/catatan/"),
        english: ("[en]", "http://127.0.0.1:8000/en/catatan/"),
        unsaid: ("[id]", "http://127.0.0.1:8000/catatan/"),
    }


@pytest.mark.django_db
def test_mail_is_plain_text_so_nothing_in_it_is_escaped():
    (notice,) = opened([new_user(name="D'Masiv")], title="Air & <angin>")
    assert notice.body == "D'Masiv: Air & <angin> http://127.0.0.1:8000/catatan/\n"


@pytest.mark.django_db
def test_a_subject_is_one_line_of_at_most_255_characters():
    (notice,) = opened([new_user()], title="Satu\nBcc: lain@example.org " + "x" * 300)
    assert "\n" not in notice.subject
    assert len(notice.subject) == 255
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_notice_may_do_without_an_address():
    (notice,) = notify(
        event="e",
        kind="k",
        people=[new_user(name="Budi")],
        template="test/mail/opened",
        context={"title": "T"},
    )
    assert notice.url == ""
    assert notice.body == "Budi: T\n"


@pytest.mark.django_db
def test_nobody_is_told_twice_of_the_same_event():
    person, other = new_user(), new_user()
    assert len(opened([person, person])) == 1
    assert opened([person]) == []
    assert [notice.person for notice in opened([person, other])] == [other]
    assert len(opened([person], event="thing:1:opened:2")) == 1
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_who_has_no_confirmed_address_or_no_active_account_gets_no_mail():
    people = [new_user(confirmed=False), new_user(is_active=False)]
    assert opened(people) == []
    assert mail.outbox == []


@pytest.mark.django_db
def test_muted_notices_are_recorded_and_not_sent():
    with muted():
        (notice,) = opened([new_user()])
    assert (notice.state, notice.next_try_at) == ("skipped", None)
    assert mail.outbox == []
    opened([new_user()])
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_notices_are_left_inside_a_transaction_only():
    with pytest.raises(transaction.TransactionManagementError):
        opened([new_user()])


@pytest.mark.django_db(transaction=True)
def test_a_notice_and_its_task_vanish_with_the_transaction_that_failed(settings):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    person = new_user()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        opened([person])
        assert DBTaskResult.objects.count() == 1
        1 / 0  # noqa: B018
    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_actions_at_once_leave_one_notice_and_one_mail():
    person = new_user()

    def tell() -> int:
        with transaction.atomic():
            return len(opened([person]))

    results = race([tell] * 8)
    assert sorted(results) == [0] * 7 + [1]
    assert Notice.objects.get().attempts == 1
    assert len(mail.outbox) == 1


def test_the_package_offers_its_functions_and_nothing_else():
    import portal.notices

    with pytest.raises(AttributeError):
        portal.notices.nonsense  # noqa: B018
