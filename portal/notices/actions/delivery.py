"""Sending a notice by mail."""

from datetime import timedelta
from smtplib import SMTPException, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db.models import F

from portal.kit import clock

from .. import calendars
from ..models import Notice

# The mail server is asked again after these pauses, then no more.
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440)]
# A worker that has had a notice in hand for so long has died.
STUCK_AFTER = timedelta(minutes=15)


def deliver(*, notice_id: int) -> bool:
    """Send a waiting notice and return whether it was sent; one that is not waiting is left alone.

    The guarded update lets exactly one caller have it. When the mail server cannot be reached or
    refuses, the notice waits for its next attempt, or has failed after the last.
    """
    claimed = Notice.objects.filter(pk=notice_id, state=Notice.State.QUEUED).update(
        state=Notice.State.SENDING, attempts=F("attempts") + 1, next_try_at=clock.now() + STUCK_AFTER
    )
    if not claimed:
        return False
    notice = Notice.objects.select_related("person").get(pk=notice_id)
    if not notice.person.is_active:
        _finish(notice, Notice.State.SKIPPED)
        return False
    try:
        _message(notice).send()
    except (SMTPException, OSError) as error:
        _put_off(notice, error)
        return False
    _finish(notice, Notice.State.SENT)
    return True


def _message(notice: Notice) -> EmailMessage:
    """Return the mail; a repeated delivery carries the same identity, so that it is recognised as one."""
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.body,
        to=[notice.person.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if (entry := calendars.entry_for(notice.kind, notice.event, notice.person)) is not None:
        content, method = entry
        # As another form of the message, which is what makes mail programs offer to enter it.
        message.attach_alternative(content.decode(), f"text/calendar; method={method}")
    return message


def _finish(notice: Notice, state: str) -> None:
    """Nothing is left to do: the notice was sent, or its person has no account any more."""
    sent_at = clock.now() if state == Notice.State.SENT else None
    Notice.objects.filter(pk=notice.pk).update(state=state, sent_at=sent_at, next_try_at=None, last_error="")


def _put_off(notice: Notice, error: Exception) -> None:
    """Wait for the next attempt, or give up after the last; the error is kept without any address in it."""
    words = type(error).__name__
    if isinstance(error, SMTPResponseException):
        words = f"{words} {error.smtp_code}"
    again = notice.attempts <= len(PAUSES)
    Notice.objects.filter(pk=notice.pk).update(
        state=Notice.State.QUEUED if again else Notice.State.FAILED,
        next_try_at=clock.now() + PAUSES[notice.attempts - 1] if again else None,
        last_error=words,
    )
