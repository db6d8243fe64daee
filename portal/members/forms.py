"""Forms of accounts and members.

allauth's sign-up form inherits from the one here, so this module imports nothing of allauth.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, DayField, LongTextField, TextField

from . import evidence as evidence_rules
from .actions import Mandate, NewOrganisation, date_faults
from .models import Affiliation, Organisation, OrganisationKind, User


class SignupForm(forms.Form):
    """What we ask beside address and password: the name that others see, and consent."""

    name = TextField(
        label=_("Name"),
        max_length=150,
        help_text=_("As you want to be named in public. One name is enough; leave titles out."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_(
            "I have read the privacy notice and agree that my name and organisation are shown in public."
        ),
        error_messages={"required": _("Without this consent the account cannot be made.")},
    )
    field_order = ["name", "email", "password1", "consent"]

    def signup(self, request: Any, user: Any) -> None:
        """Do nothing more: the adapter kept name and consent in the one write that made the account."""


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Several files, each of which may serve as evidence; gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        accept = ",".join(evidence_rules.ENDINGS)
        kwargs.setdefault("widget", FilesInput(attrs={"accept": accept}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; raise ValidationError with what is wrong with each."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        errors: list[ValidationError] = []
        try:
            evidence_rules.check_number(files)
        except ValidationError as error:
            errors.append(error)
        for file in files:
            try:
                evidence_rules.check(super().clean(file, initial))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return files


class MandateForm(ActionForm):
    """In which position and in whose name somebody speaks, with the mandate when they represent it."""

    position = TextField(
        label=_("Your position there"),
        max_length=120,
        help_text=_("For example: chair, lecturer, treasurer."),
    )
    capacity = forms.ChoiceField(
        label=_("In whose name do you speak?"),
        choices=Affiliation.Capacity.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever represents an organisation can write proposals for it and needs a mandate letter."
        ),
    )
    mandate_number = TextField(
        label=_("Number of the mandate letter"),
        max_length=80,
        required=False,
        help_text=_(
            "The letter by which the organisation sends you. Whoever speaks for themselves needs none."
        ),
    )
    mandate_date = DayField(label=_("Date of the mandate letter"), required=False)
    mandate_signer = TextField(
        label=_("Who signed it"), max_length=150, required=False, help_text=_("Name and position.")
    )
    mandate_valid_until = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("Empty when the letter names no end."),
    )
    evidence = EvidenceField(
        label=_("Evidence"),
        required=False,
        help_text=_(
            "Mandate letter, staff card or the like: PDF, JPEG or PNG, up to 10 MB each. "
            "Only you and the secretariat can see it; it is deleted 30 days after the decision."
        ),
    )

    MANDATE = ("mandate_number", "mandate_date", "mandate_signer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.MANDATE:
            self.fields[name].needed_when = _("needed if you represent it")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the mandate of who represents an organisation is whole and current."""
        data = super().clean() or {}
        if data.get("capacity") == Affiliation.Capacity.REPRESENTING:
            for name in self.MANDATE:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Who represents an organisation needs this."))
            # The action asks this too; asked here, everything wrong is said in one round.
            faults = date_faults(data.get("mandate_date"), data.get("mandate_valid_until"))
            for name, words in faults.items():
                self.add_error(f"mandate_{name}", words)
        return data

    @property
    def mandate(self) -> Mandate | None:
        """Return the mandate of a valid form; None for who speaks for themselves."""
        if self.cleaned_data["capacity"] != Affiliation.Capacity.REPRESENTING:
            return None
        return Mandate(
            number=self.cleaned_data["mandate_number"],
            date=self.cleaned_data["mandate_date"],
            signer=self.cleaned_data["mandate_signer"],
            valid_until=self.cleaned_data["mandate_valid_until"],
        )


class ClaimForm(MandateForm):
    """A place in an organisation of the list, or in a new one."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not in the list"),
        help_text=_(
            "Choose it here. If it is not in the list, leave “Not in the list” and fill in the next two "
            "fields instead."
        ),
    )
    organisation_name = TextField(
        label=_("Name of an organisation that is not in the list"), max_length=150, required=False
    )
    organisation_kind = forms.ModelChoiceField(
        label=_("Kind of that organisation"),
        queryset=OrganisationKind.objects.all(),
        required=False,
        empty_label=_("Choose a kind"),
    )
    field_order = ["organisation", "organisation_name", "organisation_kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].needed_when = _("or a new one below")  # type: ignore[attr-defined]
        for name in ("organisation_name", "organisation_kind"):
            self.fields[name].needed_when = _("needed if it is not in the list")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.verified().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for an organisation of the list, or for name and kind of a new one; never for both."""
        data = super().clean()
        if data.get("organisation") and data.get("organisation_name"):
            self.add_error(
                "organisation_name",
                _(
                    "You chose an organisation from the list and named another one. Empty this field, or "
                    "choose “Not in the list” above."
                ),
            )
        if "organisation" in self.errors or data.get("organisation"):
            return data
        if not data.get("organisation_name"):
            self.add_error("organisation", _("Choose an organisation, or write the name of a new one below."))
        elif not data.get("organisation_kind") and "organisation_kind" not in self.errors:
            self.add_error("organisation_kind", _("Choose what kind of organisation it is."))
        return data

    @property
    def chosen_organisation(self) -> Organisation | NewOrganisation:
        """Return the organisation of a valid form."""
        return self.cleaned_data["organisation"] or NewOrganisation(
            name=self.cleaned_data["organisation_name"], kind=self.cleaned_data["organisation_kind"]
        )


class ReasonForm(ActionForm):
    """A decision that its person reads the reason of."""

    reason = LongTextField(
        label=_("Reason"),
        max_length=1000,
        rows=4,
        help_text=_("The person reads it: what is missing, what to do."),
    )


class OptionalReasonForm(ActionForm):
    """Something of one's own that ends: a reason may be given."""

    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3, required=False)


class ProfileForm(ActionForm):
    """Name, titles and language."""

    name = TextField(
        label=_("Name"),
        max_length=150,
        help_text=_("Everybody sees it beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title_prefix = TextField(
        label=_("Title before the name"),
        max_length=40,
        required=False,
        help_text=_("Titles stand in official documents only."),
    )
    title_suffix = TextField(label=_("Title after the name"), max_length=80, required=False)
    preferred_language = forms.ChoiceField(
        label=_("Language of our e-mails"), choices=User.Language.choices, widget=forms.RadioSelect
    )


def fields_of(form: forms.Form, names: Sequence[str]) -> dict[str, Any]:
    """Return some of the cleaned values by name."""
    return {name: form.cleaned_data[name] for name in names}
