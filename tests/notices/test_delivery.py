"""Sending notices: exactly one worker, attempts that are put off, and workers that die."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from portal.notices.actions import deliver, hand_out_due
from portal.notices.actions.delivery import PAUSES, STUCK_AFTER
from portal.notices.actions.outbox import RECOVER_AFTER
from portal.notices.models import Notice
from tests.factories.members import UserFactory
from tests.race import race

pytestmark = pytest.mark.django_db


def waiting(clock, **fields) -> Notice:
    """A notice as `notify` leaves it, whose task has not run yet."""
    return Notice.objects.create(
        **{
            "event": "thing:1:opened:1",
            "person": UserFactory(),
            "kind": "thing.opened",
            "subject": "Pembahasan dibuka",
            "body": "Pembahasan dibuka.\n",
            "created_at": clock.now,
            "next_try_at": clock.now + RECOVER_AFTER,
            **fields,
        }
    )


@pytest.fixture
def broken(monkeypatch):
    """Return a function that makes the mail server fail with an error, or work again with None."""
    works = EmailMessage.send

    def make(error: Exception | None) -> None:
        def send(self, *args, **kwargs):
            if error:
                raise error
            return works(self, *args, **kwargs)

        monkeypatch.setattr(EmailMessage, "send", send)

    return make


def test_a_notice_that_was_sent_is_not_sent_again(clock):
    notice = waiting(clock)
    assert deliver(notice_id=notice.pk) is True
    assert deliver(notice_id=notice.pk) is False
    assert len(mail.outbox) == 1


def test_a_person_whose_account_was_closed_meanwhile_gets_no_mail(clock):
    notice = waiting(clock, person=UserFactory(is_active=False))
    assert deliver(notice_id=notice.pk) is False
    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.next_try_at) == ("skipped", None, None)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SMTPServerDisconnected("sari@example.org"), "SMTPServerDisconnected"),
        (SMTPResponseException(451, b"sari@example.org: later"), "SMTPResponseException 451"),
        (SMTPRecipientsRefused({"sari@example.org": (550, b"unknown")}), "SMTPRecipientsRefused"),
        (ConnectionRefusedError("mail.example.org"), "ConnectionRefusedError"),
    ],
)
def test_what_the_mail_server_refuses_is_tried_again_and_the_error_names_nobody(clock, broken, error, words):
    notice = waiting(clock)
    broken(error)
    assert deliver(notice_id=notice.pk) is False
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == ("queued", words)
    assert notice.next_try_at == clock.now + PAUSES[0]
    broken(None)
    clock.forward(minutes=1)
    assert hand_out_due() == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.last_error) == ("sent", 2, "")


def test_after_the_last_attempt_a_notice_has_failed(clock, broken):
    notice = waiting(clock)
    broken(OSError())
    deliver(notice_id=notice.pk)
    for pause in PAUSES:
        clock.set(clock.now + pause)
        assert hand_out_due() == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("failed", len(PAUSES) + 1)
    clock.forward(days=9)
    assert hand_out_due() == 0


def test_what_is_not_due_is_left_alone(clock):
    waiting(clock)
    clock.forward(minutes=9)
    assert hand_out_due() == 0


def test_a_notice_whose_task_was_lost_is_handed_out_again(clock):
    notice = waiting(clock)
    clock.forward(minutes=10)
    assert hand_out_due() == 1
    notice.refresh_from_db()
    assert notice.state == "sent"


def test_a_notice_that_a_dead_worker_had_in_hand_is_handed_out_again(clock, monkeypatch):
    notice = waiting(clock)

    def die(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
        context.setattr(EmailMessage, "send", die)
        deliver(notice_id=notice.pk)
    notice.refresh_from_db()
    assert notice.state == "sending"
    assert deliver(notice_id=notice.pk) is False
    clock.set(clock.now + STUCK_AFTER - timedelta(seconds=1))
    assert hand_out_due() == 0
    clock.forward(seconds=1)
    assert hand_out_due() == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("sent", 2)


def test_a_repeated_mail_carries_the_same_identity(clock):
    notice = waiting(clock)
    deliver(notice_id=notice.pk)
    Notice.objects.update(state="queued")
    deliver(notice_id=notice.pk)
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second == f"<notice-{notice.pk}@127.0.0.1>"


def test_what_another_process_took_meanwhile_is_not_counted(clock, monkeypatch):
    waiting(clock)
    clock.forward(minutes=10)
    from django.db.models import QuerySet

    monkeypatch.setattr(QuerySet, "update", lambda self, **fields: 0)
    assert hand_out_due() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_sends(clock):
    notice = waiting(clock)
    results = race([lambda: deliver(notice_id=notice.pk)] * 8)
    assert sorted(results) == [False] * 7 + [True]
    assert len(mail.outbox) == 1


def test_a_notice_says_at_the_console_of_what_it_is_and_not_to_whom(clock):
    assert str(waiting(clock)) == "thing:1:opened:1"
