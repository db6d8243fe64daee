"""A form whose text takes the place of one that somebody else may replace meanwhile.

Whoever saves second is refused once, reads both texts, and decides with the next submit: nothing is lost.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse

from .forms import ActionForm
from .verdict import Verdict
from .views import ActionView

# What tells a text from the one that replaced it, and its parts that differ from what was typed, with labels.
Standing: TypeAlias = "tuple[str, list[tuple[Any, str]]]"


def show_with(form: ActionForm, request: HttpRequest, name: str, value: object) -> None:
    """Show a bound form as it was typed, but with another value in its hidden field `name`."""
    data = request.POST.copy()
    data[name] = str(value)
    form.data = data


def differing(saved: Any, form: ActionForm, labels: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Return what stands in `saved` and was typed otherwise, of the fields that `labels` names."""
    parts = [(name, label, getattr(saved, name)) for name, label in labels.items()]
    return [(label, text) for name, label, text in parts if text != form.cleaned_data.get(name)]


class ReplacesText(ActionView):
    """Answers a save that started from an older text with the one that stands now."""

    # The rule by which the action refuses a text that started from an older one.
    stale_rule = ""
    # The hidden field with the mark of the text that the form started from.
    started_from = ""

    def standing(self, obj: Any, form: ActionForm) -> Standing:
        """Return the text that stands there now."""
        raise NotImplementedError

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Let the form start from the text that stands now, once both have been seen."""
        self._other_text: list[tuple[Any, str]] = []
        if form is not None and refusal is not None and refusal.rule == self.stale_rule:
            mark, self._other_text = self.standing(obj, form)
            show_with(form, self.request, self.started_from, mark)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Hand the other text to the page."""
        return {**super().get_context(obj), "other_text": self._other_text}
