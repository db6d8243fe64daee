"""Refuses to replace a text that somebody has changed since it was read."""

from django.utils.translation import gettext as _

from portal.kit import wording
from portal.kit.verdict import Refused, no

from ..models import AuthorAnswer, Comment

STALE_TEXT = "text.stale"


def mark_of(text: Comment | AuthorAnswer) -> str:
    """Return what tells a text from one that replaced it."""
    return text.edited_at.isoformat() if text.edited_at else ""


def require_unchanged(text: Comment | AuthorAnswer, started_from: str | None) -> None:
    """Raise Refused (rule ``text.stale``) unless `started_from` is the mark of `text`; None asks for none."""
    if started_from in (None, mark_of(text)):
        return
    words = _(
        "This text was changed at %(time)s, after you opened it. Nothing is lost: yours stands below. "
        "Compare it with the saved one, then save what should stay."
    )
    raise Refused(no(STALE_TEXT, words % {"time": wording.jam(text.edited_at)}))
