"""The one way in which a person's form becomes an action, and every answer it can get."""

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from .forms import ActionForm, new_key
from .limits import TooMany
from .once import once
from .uploads import sha256_of
from .verdict import Refused, Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
# What differs between two sendings of one form.
UNTOLD = {"csrfmiddlewaretoken", "form_key"}


class SeeOther(HttpResponseRedirect):
    """303: the form was taken, the answer is read at another address."""

    status_code = HTTPStatus.SEE_OTHER


def digest(*told: str) -> str:
    """Return what tells these words from others, and does not tell the words."""
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()


class ActionView(View):
    """One verb: shows its form, asks the rule, calls the action once, and answers in words.

    A subclass gives `verdict` and `perform`, and usually `form_class`, `title` and `submit_label`.
    What was typed comes back filled after an error, a refusal, an expired session and an outdated
    token; the last two store nothing. A subclass whose content must never be shown again (a ballot)
    sets `keep_values` to False.
    """

    answers_stale_forms = True
    form_class: type[ActionForm] = ActionForm
    template_name = "action.html"
    title: Words = ""
    intro: Words = ""
    warning: Words = ""
    submit_label: Words = _("Save")
    danger = False
    keep_values = True

    # What a subclass says

    def get_object(self) -> Any:
        """Return the thing acted on; raise Http404 when this person may not know of it."""
        return None

    def is_usable(self, form: ActionForm) -> bool:
        """Return whether the action can be called with what was sent."""
        return form.is_valid()

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Return whether `user` may do this to `obj`."""
        raise NotImplementedError

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Call the action with the form's values and return the address to go to."""
        raise NotImplementedError

    def repeat(self, form: ActionForm, obj: Any, user: Any, address: str) -> str:
        """Answer a form that was taken before and led to `address`: nothing is done twice."""
        return address

    def within_limits(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Perform it, unless a subclass finds that it was done too often: it raises limits.TooMany then."""
        return self.perform(form, obj, user)

    def success_message(self) -> Words:
        """Return the words shown afterwards; nothing is shown when they are empty."""
        return ""

    def back_url(self, obj: Any) -> str:
        """Return where *Cancel* leads."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else "/"

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Return what stands in the empty form."""
        return {}

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Return further arguments for the form; `obj` is None where an expired session hides it."""
        return {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Return further names for the template; `obj` is None where an expired session hides it."""
        return {}

    # What all of them do

    def get_form(self, obj: Any, *, bound: bool) -> ActionForm:
        """Return the form, holding what was sent when `bound`."""
        kwargs: dict[str, Any] = {"initial": self.get_initial(obj), **self.get_form_kwargs(obj)}
        if bound:
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        return self.form_class(**kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, or why this person may not use it."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        obj = self.get_object()
        verdict = self.verdict(request.user, obj)
        if not verdict:
            return self.answer(obj, None, HTTPStatus.FORBIDDEN, refusal=verdict)
        return self.answer(obj, self.get_form(obj, bound=False), HTTPStatus.OK)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the form, or give it back filled with the reason."""
        stale = getattr(request, "form_is_stale", False)
        if stale or not request.user.is_authenticated:
            return self.answer_unstored(stale=stale)
        obj = self.get_object()
        form = self.get_form(obj, bound=True)
        if not self.is_usable(form):
            verdict = self.verdict(request.user, obj)
            status = HTTPStatus.UNPROCESSABLE_ENTITY if verdict else HTTPStatus.FORBIDDEN
            return self.answer(obj, form, status, refusal=None if verdict else verdict)
        key = self.key_of(form)
        try:
            address, made = once(
                person=request.user, key=key, make=lambda: self.within_limits(form, obj, request.user)
            )
            if not made:
                address = self.repeat(form, obj, request.user, address)
        except TooMany as refused:
            response = self.answer(obj, form, HTTPStatus.TOO_MANY_REQUESTS, refusal=refused.verdict)
            response["Retry-After"] = str(refused.seconds)
            return response
        except Refused as refused:
            return self.answer(obj, form, HTTPStatus.CONFLICT, refusal=refused.verdict)
        except ObjectDoesNotExist as gone:
            # Deleted between the page and the lock, as a rehearsal is at its end.
            raise Http404 from gone
        except ValidationError as error:
            self.add_errors(form, error)
            return self.answer(obj, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if made and (words := self.success_message()):
            messages.success(request, words)
        return SeeOther(address)

    def key_of(self, form: ActionForm) -> str:
        """Return the key of this form at this address: elsewhere the same key is another form's.

        Whoever goes back in the browser and writes something else sends the old key with a new text: that
        is another form. What must never be shown again tells no key either. Without a key in the form there
        is nothing to tell a repetition by: it counts as new.
        """
        told = [self.request.path, form.cleaned_data.get("form_key") or new_key()]
        if self.keep_values:
            sent = self.request.POST.lists()
            told += [f"{name}={values}" for name, values in sorted(sent) if name not in UNTOLD]
            for name, files in sorted(self.request.FILES.lists()):
                told += [f"{name}={file.name} {sha256_of(file)}" for file in files]
        return digest(*told)

    def add_errors(self, form: ActionForm, error: ValidationError) -> None:
        """Put what an action found wrong at the fields it names; what names no field of the form on top."""
        if not hasattr(error, "error_dict"):
            form.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)

    def answer_unstored(self, *, stale: bool) -> HttpResponse:
        """Give the form back with a fresh token and the way to sign in; nothing of it was stored."""
        try:
            obj = self.get_object()
        except Http404:
            obj = None
        form = self.get_form(obj, bound=self.keep_values)
        if self.keep_values:
            form.show_as_typed()
        notice = "stale" if stale and self.request.user.is_authenticated else "signed_out"
        return self.answer(obj, form, HTTPStatus.FORBIDDEN, notice=notice)

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Render the page of this action."""
        if (
            form is not None
            and form.is_bound
            and not self.keep_values
            and status != HTTPStatus.UNPROCESSABLE_ENTITY
        ):
            form = self.get_form(obj, bound=False)
        context = {
            "form": form,
            "object": obj,
            "title": self.title,
            "intro": self.intro,
            "warning": self.warning,
            "submit_label": self.submit_label,
            "danger": self.danger,
            "refusal": refusal,
            "notice": notice,
            # What was typed stands on this page alone.
            "unsent": form is not None and form.is_bound and self.request.method == "POST",
            "back_url": self.back_url(obj),
            **self.get_context(obj),
        }
        return render(self.request, self.template_name, context, status=status)
