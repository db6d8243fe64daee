"""A session that was held on paper: entered afterwards, and confirmed by a second member of the staff."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.lifecycle.roles import SECRETARIAT
from council.lifecycle.session import SessionState
from council.models import CouncilRules, Session, SessionKind
from council.permissions import recorded as rules
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require

from .acts import act
from .sessions import number_and_create


def record_session(
    *,
    starts_at: datetime,
    ended_at: datetime,
    place: str,
    invitation_number: str,
    actor: Any,
    kind: str = SessionKind.PLENARY,
    title: str = "",
) -> Session:
    """Begin to enter a session that was held on paper from `starts_at` to `ended_at`, both past and aware.

    It stands open until all of it is entered: attendance, agenda, motions, votes. Raises Refused when the
    actor may not, ValidationError for what is missing or not past.
    """
    with transaction.atomic():
        figures = lock(CouncilRules.load())
        require(rules.can_record_session(actor))
        if not starts_at < ended_at:
            raise ValidationError({"ended_at": _("The end lies before the beginning.")})
        if ended_at > clock.now():
            raise ValidationError({"ended_at": _("This moment has not come yet.")})
        session = number_and_create(
            figures,
            kind=kind,
            title=title,
            starts_at=starts_at,
            place=place,
            online_address="",
            invitation_number=invitation_number,
            is_closed=False,
            closed_reason="",
            created_by=actor,
            is_recorded=True,
            state=SessionState.OPEN,
            opened_at=starts_at,
            recorded_until=ended_at,
        )
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="record",
            to_state=session.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"starts_at": timezone.localtime(starts_at).isoformat()},
        )
    return session


def confirm_recording(*, session: Session, actor: Any) -> Session:
    """Confirm that what was entered is what stands on the scanned paper; decisions may rest on it then.

    Raises Refused: not ended, no scan, confirmed already, or the actor entered any of it.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_confirm_recording(actor, session))
        session.confirmed_by, session.confirmed_at = actor, clock.now()
        session.save(update_fields=["confirmed_by", "confirmed_at"])
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="confirm_recording",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=SECRETARIAT,
        )
    return session
