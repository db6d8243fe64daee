"""allauth's own forms, as far as ours differ: sign-in asks whether the device is shared."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .shared_device import mark_shared


class LoginForm(AllauthLoginForm):
    """Sign-in by address and password; instead of "remember me" it asks for the exception."""

    shared_device = forms.BooleanField(
        label=_("This is a shared device"),
        required=False,
        help_text=_(
            "An office computer, an internet café or the family's phone. You are signed out after "
            "30 minutes without activity and when the browser closes; nothing is kept on this device."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # allauth reads "remember" after the sign-in; it is the opposite of what we ask.
        self.fields["remember"].widget = forms.HiddenInput()
        # The way to a new password stands below the field, in the page.
        self.fields["password"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Let allauth remember everybody who is on a device of their own."""
        data = super().clean()
        data["remember"] = not data.get("shared_device")
        return data

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        """Sign in, and note a shared device in the session."""
        response = super().login(request, redirect_url)
        if self.cleaned_data.get("shared_device"):
            mark_shared(request)
        return response
