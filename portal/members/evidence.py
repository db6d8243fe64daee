"""What may be sent as evidence: PDF, JPEG or PNG by its first bytes, at most 10 MB."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit import uploads

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 5
# Scans and photographs; a letter is not sent as a text that anybody can change.
KINDS = ("pdf", "jpeg", "png")
ENDINGS = {uploads.KINDS[name].content_type: uploads.KINDS[name].ending for name in KINDS}


def sniff(file: Any) -> str | None:
    """Return the content type of an uploaded file by its first bytes, or None for anything else."""
    kind = uploads.by_signature(file)
    return kind.content_type if kind is not None and kind.name in KINDS else None


def check_number(files: Sequence[Any]) -> None:
    """Raise ValidationError when somebody sends more files than can be looked at."""
    if len(files) > MAX_FILES:
        raise ValidationError(_("Send at most %(count)s files.") % {"count": MAX_FILES}, code="too_many")


def check(file: Any) -> str:
    """Return the content type of a file that may be sent; raise ValidationError in words otherwise."""
    uploads.check_size(file, MAX_BYTES)
    content_type = sniff(file)
    if content_type is None:
        raise ValidationError(
            _(
                "“%(name)s” is not a PDF, JPEG or PNG file. Scan or photograph the letter and choose that "
                "file."
            )
            % {"name": file.name},
            code="type",
        )
    return content_type
