"""A form that starts from a text which others may have changed meanwhile: nothing of either is lost."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from portal.kit.forms import ActionForm
from portal.kit.replacing import show_with
from portal.kit.verdict import Verdict

from ..completeness import faults
from ..models import ProposalRules
from .common import ProposalActionView
from .conflicts import Conflict, chosen, conflict_of


@dataclass(frozen=True)
class Standing:
    """The text that stands there now, a draft or a version: its number, and since when it stands."""

    text: Any
    number: int
    since: datetime


class SharedText(ProposalActionView):
    """Answers in one way when the text was changed in another window, or is not complete yet."""

    # The rule by which the action refuses a text that started from an older one.
    stale_rule = ""
    # The hidden field with the number that the text started from.
    started_from = ""
    # Whether the form holds the text itself, so that both can be shown side by side.
    holds_text = True
    conflict: Conflict | None = None

    def standing(self, obj: Any) -> Standing | None:
        """Return what stands there now; None where this person may no longer see it."""
        raise NotImplementedError

    def missing(self, obj: Any) -> ProposalRules | None:
        """Return the rules by which the typed text is judged complete, None where it need not be."""
        if not self.holds_text:
            return None
        return obj.rules if obj else ProposalRules.load()

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Hand both texts to the page."""
        return {**super().get_context(obj), "conflict": self.conflict}

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Report all faults at once; show both texts when somebody changed it first, or was choosing."""
        if form is not None and not getattr(self, "by_itself", False):
            rules = self.missing(obj) if status == HTTPStatus.UNPROCESSABLE_ENTITY else None
            if rules is not None:
                add_faults(form, rules)
            stale = refusal is not None and refusal.rule == self.stale_rule
            if stale or (self.holds_text and chosen(self.request)):
                self._show_standing(obj, form, hidden=obj is None or bool(notice))
        return super().answer(obj, form, status, refusal=refusal, notice=notice)

    def _show_standing(self, obj: Any, form: ActionForm, *, hidden: bool) -> None:
        """Let the form start from what stands there now; `hidden` where nobody is there to see it."""
        if hidden:
            # The next save meets the same conflict.
            show_with(form, self.request, self.started_from, 0)
        elif now := self.standing(obj):
            if self.holds_text:
                self.conflict = conflict_of(self.request, form, now.text, now.since)
            show_with(form, self.request, self.started_from, now.number)


def add_faults(form: ActionForm, rules: ProposalRules) -> None:
    """Put what keeps the typed text from being public at its fields, beside the errors found already."""
    text = form.text()  # type: ignore[attr-defined]
    # A text in discussion keeps its working group.
    found = faults(text, rules, leading_group=text.get("leading_group", True))
    for name, words in found.items():
        if name not in form.errors:
            form.add_error(name, words)
