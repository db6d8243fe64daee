"""Writing down what was done in a session; of a rehearsal nothing is written down."""

from typing import Any

from django.db.models import F

from council.models import Session
from portal import record


def act(session: Session, **facts: Any) -> None:
    """Record an act in `session`, or on one of its motions, with the `facts` of `record.act`.

    A rehearsal leaves no act and no entry of the public record: its steps are only counted, for the pages
    that are open to see that something changed.
    """
    if session.is_rehearsal:
        Session.objects.filter(pk=session.pk).update(rehearsed_steps=F("rehearsed_steps") + 1)
        return
    record.act(**facts)
