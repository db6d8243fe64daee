"""The secretariat's list of organisations: entering, verifying, correcting, naming contact persons."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, TextField
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict

from .. import permissions
from ..actions import change_organisation, name_contact, register_organisation, verify_organisation
from ..models import Organisation, OrganisationKind, User
from .base import AdminActionView, frame, readers_only, search_of

SECTION = ("members_admin:organisations", _("Organisations"))
ICON = "home"


class OrganisationForm(ActionForm):
    """What the secretariat keeps of an organisation."""

    organisation_name = TextField(label=_("Name"), max_length=150)
    short_name = TextField(label=_("Short name"), max_length=40, required=False)
    kind = forms.ModelChoiceField(label=_("Kind"), queryset=OrganisationKind.objects.all())
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("A faculty of its university, a kelurahan of its kecamatan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Organisation.objects.verified().order_by("name")  # type: ignore[attr-defined]


class ContactForm(ActionForm):
    """Who confirms an organisation's people."""

    contact = forms.ModelChoiceField(
        label=_("Contact person"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("One of the people whose affiliation with the organisation is verified."),
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation is not None:
            belonging = User.objects.filter(
                affiliations__organisation=organisation, affiliations__status="verified", is_active=True
            )
            self.fields["contact"].queryset = belonging.distinct()  # type: ignore[attr-defined]


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List all organisations, those that wait for verification first."""
    query = search_of(request)
    found = Organisation.objects.select_related("kind", "parent", "contact")
    if query:
        found = found.filter(name__icontains=query) | found.filter(short_name__icontains=query)
    # NULL sorts first on SQLite and last on PostgreSQL: the waiting ones are asked for by name.
    waiting = found.filter(verified_at__isnull=True).order_by("created_at", "pk")
    page = page_of(request, found.verified().order_by("name", "pk"), 50)
    return render(
        request,
        "members/admin/organisations.html",
        {**frame(SECTION[1], ICON), "page": page, "waiting": waiting, "query": query},
    )


class _Organisations(AdminActionView):
    """What leads back to the list of organisations."""

    section = SECTION
    icon = ICON

    def get_object(self) -> Organisation | None:
        """Return the organisation that the address names, if any."""
        if "pk" not in self.kwargs:
            return None
        visible = Organisation.objects.visible_to(self.request.user).select_related(
            "kind", "parent", "contact"
        )
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def facts(self, obj: Organisation) -> list[tuple[Any, Any]]:
        """Say which organisation it is."""
        return [
            (_("Organisation"), obj.name),
            (_("Kind and element"), f"{obj.kind}, {obj.element_label}"),
        ]


class Register(_Organisations):
    """Enter an organisation."""

    form_class = OrganisationForm
    title = _("Enter an organisation")
    submit_label = _("Enter as verified")

    def verdict(self, user: User, obj: None) -> Verdict:
        """The secretariat."""
        return permissions.can_register_organisation(user)

    def perform(self, form: ActionForm, obj: None, user: User) -> str:
        """Enter it."""
        data = form.cleaned_data
        register_organisation(
            name=data["organisation_name"],
            short_name=data["short_name"],
            kind=data["kind"],
            parent=data["parent"],
            actor=user,
        )
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that it is public now."""
        return _("Entered. The organisation stands in the public list.")


class Change(_Organisations):
    """Correct an organisation."""

    form_class = OrganisationForm
    title = _("Correct an organisation")
    submit_label = _("Save")

    def get_initial(self, obj: Organisation | None) -> dict[str, Any]:
        """Return what stands there now."""
        if obj is None:
            return {}
        return {
            "organisation_name": obj.name,
            "short_name": obj.short_name,
            "kind": obj.kind_id,
            "parent": obj.parent_id,
        }

    def verdict(self, user: User, obj: Organisation) -> Verdict:
        """The secretariat."""
        return permissions.can_change_organisation(user, obj)

    def perform(self, form: ActionForm, obj: Organisation, user: User) -> str:
        """Correct it."""
        data = form.cleaned_data
        change_organisation(
            organisation=obj,
            name=data["organisation_name"],
            short_name=data["short_name"],
            kind=data["kind"],
            parent=data["parent"],
            actor=user,
        )
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Saved.")


class Verify(_Organisations):
    """Find that a proposed organisation exists."""

    title = _("Verify organisation")
    submit_label = _("Verify")

    def verdict(self, user: User, obj: Organisation) -> Verdict:
        """The secretariat, nobody who belongs to it."""
        return permissions.can_verify_organisation(user, obj)

    def perform(self, form: ActionForm, obj: Organisation, user: User) -> str:
        """Verify it, and go on to its people, who wait."""
        verify_organisation(organisation=obj, actor=user)
        return reverse("members_admin:affiliations")

    def success_message(self) -> Any:
        """Say what is next."""
        return _("Verified. Its people can be verified now.")


class Contact(_Organisations):
    """Name the contact person."""

    form_class = ContactForm
    title = _("Contact person")
    submit_label = _("Save")

    def get_form_kwargs(self, obj: Organisation | None) -> dict[str, Any]:
        """Offer the organisation's own people."""
        return {"organisation": obj}

    def get_initial(self, obj: Organisation | None) -> dict[str, Any]:
        """Return who it is now."""
        return {"contact": obj.contact_id if obj else None}

    def verdict(self, user: User, obj: Organisation) -> Verdict:
        """The secretariat."""
        return permissions.can_change_organisation(user, obj)

    def perform(self, form: ActionForm, obj: Organisation, user: User) -> str:
        """Name them."""
        name_contact(organisation=obj, person=form.cleaned_data["contact"], actor=user)
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Saved.")
