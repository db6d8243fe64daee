"""A draft that saves itself: the same form, sent by the page while somebody writes, answered in words."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kit import wording
from portal.kit.forms import ActionForm, new_key
from portal.kit.verdict import Verdict
from portal.kit.views import SeeOther

from ..models import Draft
from .common import ProposalActionView

# What the page sends instead of a button's name.
AUTOSAVE = "autosave"
# Without these nothing can be saved: which text it is, and for whom it is written.
NEEDED = {"revision", "window", "organisation", NON_FIELD_ERRORS}
# Two fields that are one part of the text.
PLACE = {"district", "village"}


def saved_words(draft: Draft) -> str:
    """Return when the draft was saved last: Tersimpan 14.05 WIB."""
    return _("Saved %(time)s") % {"time": wording.jam(draft.saved_at)}


class SavesByItself(ProposalActionView):
    """A form whose page saves it now and then; every answer says in words what became of the text."""

    # The draft that was saved by this request.
    saved: Draft | None = None
    # What was sent and could not be saved, as the form calls it.
    unsaved: list[str]

    @property
    def by_itself(self) -> bool:
        """Return whether the page sent the form, not a person."""
        return self.request.POST.get("do") == AUTOSAVE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the form; the page gets what the next save needs, a person the next page."""
        answer = super().post(request, *args, **kwargs)
        if not (self.by_itself and isinstance(answer, SeeOther) and self.saved):
            return answer
        state, words = "saved", saved_words(self.saved)
        if self.unsaved:
            state = "invalid"
            words = _("%(saved)s, but not: %(fields)s. Have a look at it.") % {
                "saved": words,
                "fields": ", ".join(self.unsaved),
            }
        return self.tell(
            state,
            words,
            revision=self.saved.revision,
            form_key=new_key(),
            action=reverse("proposals:draft", args=[self.saved.proposal_id]),
        )

    def is_usable(self, form: ActionForm) -> bool:
        """Let the page save what can be saved: what is wrong in one field keeps no other from it."""
        return form.is_valid() or (self.by_itself and not set(form.errors) & NEEDED)

    def storable(self, form: ActionForm) -> dict[str, Any]:
        """Return the text of `form` without what is wrong in it, which `unsaved` names then."""
        wrong = set(form.errors)
        self.unsaved = [str(form.fields[name].label) for name in form.fields if name in wrong]
        if wrong & PLACE:
            wrong.add("areas")
        text: dict[str, Any] = form.text()  # type: ignore[attr-defined]
        return {name: value for name, value in text.items() if name not in wrong}

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Say why the text was not saved; a person gets the page with the form."""
        if not self.by_itself:
            return super().answer(obj, form, status, refusal=refusal, notice=notice)
        if notice == "signed_out":
            words = _("Your time signed in has ended, but your text is safe. Sign in, then write on here.")
            return self.tell(notice, words, status)
        if notice:
            return self.tell(notice, _("Not saved yet. Press “Save the draft”."), status)
        if refusal is not None:
            kind = "conflict" if refusal.rule == "draft.stale" else "refused"
            return self.tell(kind, str(refusal.message), status)
        errors = form.errors if form is not None else {}
        named = ", ".join(str(form.fields[name].label) for name in errors if form and name in form.fields)
        words = _("Not saved yet. Have a look at: %(fields)s.") % {"fields": named}
        return self.tell("invalid", words, status)

    def tell(self, state: str, words: str, status: HTTPStatus = HTTPStatus.OK, **given: Any) -> HttpResponse:
        """Return `words` for the person and what the page needs; the text itself is never sent back."""
        content = {"state": state, "words": words, "csrf": get_token(self.request), **given}
        return JsonResponse(content, status=status)
