"""Keeping the signed original of a decision, known by its hash."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.roles import SECRETARIAT
from council.models import Decision, DecisionOriginal
from council.permissions import decisions as rules
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.uploads import sha256_of
from portal.kit.verdict import require
from portal.members import evidence
from portal.record import act

PDF = "application/pdf"


def upload_original(*, decision: Decision, file: Any, actor: Any) -> DecisionOriginal:
    """Keep `file`, the scanned or electronically signed PDF of `decision`, as its original.

    Uploading a better scan keeps both; the newest is shown. Raises Refused when the actor may not,
    ValidationError for what is no PDF, too large or here already.
    """
    check_pdf(file)
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_upload_original(actor, decision))
        digest = sha256_of(file)
        if decision.originals.filter(sha256=digest).exists():
            raise ValidationError({"file": _("This very file has been uploaded already.")})
        original = DecisionOriginal.objects.create(
            decision=decision,
            file=file,
            size=file.size,
            sha256=digest,
            uploaded_at=clock.now(),
            uploaded_by=actor,
        )
        act(
            subject_kind="decision",
            subject_id=decision.pk,
            verb="upload_original",
            actor=actor,
            actor_role=SECRETARIAT,
            note={"original_sha256": digest},
        )
    return original


def check_pdf(file: Any, name: str = "file") -> None:
    """Raise ValidationError at the field `name` unless `file` is a PDF of a size that we keep."""
    try:
        kind = evidence.check(file)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error
    if kind != PDF:
        raise ValidationError({name: _("“%(name)s” is not a PDF file.") % {"name": file.name}})
