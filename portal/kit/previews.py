"""A preview of a formatted text, drawn by the server: what will be published, byte for byte."""

from http import HTTPStatus
from typing import Any

from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponseBase

from . import richtext
from .forms import ActionForm, RichTextField
from .views import ActionView

# The name of the button that asks for it.
PREVIEW = "preview"


class LooksFirst(ActionView):
    """An action whose form can be looked at before it is sent: nothing is stored, nothing is judged."""

    # The name of the button that asks for it.
    look_button: str

    def look(self, form: ActionForm, obj: Any) -> HttpResponseBase:
        """Return the page that shows what was asked for beside the filled form."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let the person look when that button was pressed; else take the form."""
        stale = getattr(request, "form_is_stale", False)
        if request.POST.get("do") != self.look_button or stale or not request.user.is_authenticated:
            return super().post(request, *args, **kwargs)
        obj = self.get_object()
        form = self.get_form(obj, bound=True)
        form.full_clean()
        # Nobody has sent anything yet: what is missing is told when they do.
        form._errors = ErrorDict()
        verdict = self.verdict(request.user, obj)
        if not verdict:
            return self.answer(obj, form, HTTPStatus.FORBIDDEN, refusal=verdict)
        return self.look(form, obj)


class Previews(LooksFirst):
    """An action whose form shows what will be published."""

    look_button = PREVIEW
    preview_template = "components/preview.html"
    preview: dict[str, Any] | None = None

    def draw(self, form: ActionForm, obj: Any) -> dict[str, Any]:
        """Return what the preview's template shows of `form`: by default its formatted texts, in order."""
        fields = (form[name] for name, field in form.fields.items() if isinstance(field, RichTextField))
        return {"texts": [richtext.render(field.value() or "") for field in fields]}

    def look(self, form: ActionForm, obj: Any) -> HttpResponseBase:
        """Show the preview above the filled form."""
        self.preview = self.draw(form, obj)
        return self.answer(obj, form, HTTPStatus.OK)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Offer the button, and hand the preview to its template."""
        return {
            **super().get_context(obj),
            "previews": True,
            "preview": self.preview,
            "preview_template": self.preview_template,
        }
