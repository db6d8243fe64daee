"""Inviting somebody to write along or to take over, and answering such an invitation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.members.models import Affiliation


class InviteForm(ActionForm):
    """Whom to invite: one of the people found, each with the organisation that they represent."""

    affiliation = forms.ChoiceField(label=_("Whom do you invite?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Affiliation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["affiliation"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.user.get_full_name()}, {one.organisation.name} ({one.organisation.element_label})")
            for key, one in self.people.items()
        ]

    @property
    def chosen(self) -> Affiliation:
        """Return the place in an organisation that was chosen."""
        return self.people[self.cleaned_data["affiliation"]]


class AnswerInvitationForm(ActionForm):
    """Yes or no."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("I accept")), ("decline", _("I decline"))],
        widget=forms.RadioSelect,
    )
