"""What logs and reports of errors say: JSON lines for a collector, and no contents of forms in a report."""

import json
import logging
from collections.abc import ItemsView
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `record` as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class WithoutContents(SafeExceptionReporterFilter):
    """Lets the report of an error say where it happened, and never what was sent or what a variable held.

    Views mark what is sensitive in their own forms, but an error may happen before a view is reached, or
    deep inside a library that holds the same value. In development everything is shown.
    """

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of what was sent."""
        sent = super().get_post_parameters(request)
        return dict.fromkeys(sent, self.cleansed_substitute) if self.is_active(request) else sent

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Return the headers without the size of what was sent: the three votes differ in length."""
        found: dict[str, Any] = super().get_safe_request_meta(request)
        if "CONTENT_LENGTH" in found and self.is_active(request):
            found["CONTENT_LENGTH"] = self.cleansed_substitute
        return found

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        """Return no variables."""
        found = super().get_traceback_frame_variables(request, tb_frame)
        return dict[str, Any]().items() if self.is_active(request) else found
