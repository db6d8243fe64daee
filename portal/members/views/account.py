"""My account: an overview, my profile, and erasing it."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView

from .. import permissions, roles, second_factor
from ..actions import change_profile, erase_user
from ..forms import ProfileForm, fields_of
from ..models import User


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show what belongs to the account, each thing one click away."""
    return render(
        request,
        "members/account.html",
        {
            "affiliations": roles.current_affiliations(request.user),
            "groups": roles.active_groups(request.user),
            "seat": roles.current_seat(request.user),
            "coordinates": roles.coordinated_group_ids(request.user) or roles.is_secretariat(request.user),
            "has_factor": second_factor.has_factor(request.user),
        },
    )


@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """Say that the way back is the other window: somebody signed in here to go on with a form there."""
    return render(request, "members/signed_in.html")


class _OwnAccount(ActionView):
    """An action on one's own account."""

    def get_object(self) -> User | None:
        """Return the signed-in person; nobody when the session has ended."""
        # A row of its own: request.user is a lazy stand-in for one.
        if not self.request.user.is_authenticated:
            return None
        return User.objects.get(pk=self.request.user.pk)

    def back_url(self, obj: Any) -> str:
        """Lead back to the overview."""
        return reverse("members:account")


class ChangeProfile(_OwnAccount):
    """Change name, titles and language."""

    form_class = ProfileForm
    title = _("My profile")
    submit_label = _("Save profile")

    def get_initial(self, obj: User | None) -> dict[str, Any]:
        """Return what stands there now."""
        return {name: getattr(obj, name, "") for name in ProfileForm.base_fields if name != "form_key"}

    def verdict(self, user: User, obj: User) -> Verdict:
        """Everybody their own."""
        return permissions.can_change_profile(user, obj)

    def perform(self, form: ActionForm, obj: User, user: User) -> str:
        """Save it."""
        names = ["name", "title_prefix", "title_suffix", "preferred_language"]
        change_profile(user=obj, actor=user, **fields_of(form, names))
        return reverse("members:account")

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Your profile is saved.")


class EraseAccount(_OwnAccount):
    """Erase the account."""

    title = _("Erase my account")
    intro = _(
        "Your name, address, organisations and evidence are erased. What you wrote stays readable, "
        "without your name. What you did in an office stays with it."
    )
    warning = _("This cannot be undone.")
    submit_label = _("Erase my account")
    danger = True

    def verdict(self, user: User, obj: User) -> Verdict:
        """Who holds an office leaves it first."""
        return permissions.can_erase_user(user, obj)

    def perform(self, form: ActionForm, obj: User, user: User) -> str:
        """Erase it and sign out."""
        erase_user(user=obj, actor=user)
        return "/"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """End the session of an account that is no more."""
        response = super().post(request, *args, **kwargs)
        if (
            request.user.is_authenticated
            and User.objects.filter(pk=request.user.pk, is_active=False).exists()
        ):
            logout(request)
        return response
