"""Attaching the notes of a meeting, hearing or visit."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms import RecordMeetingForm
from ..models import Proposal
from .common import ProposalActionView


class RecordMeeting(ProposalActionView):
    """Attach notes."""

    form_class = RecordMeetingForm
    title = _("Attach the notes of a meeting")
    submit_label = _("Attach the notes")
    intro = _("For what was said at a meeting of the working group, a hearing or a visit.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_record_meeting(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Attach them."""
        values = form.cleaned_data
        actions.record_meeting(
            proposal=obj,
            actor=user,
            kind=values["kind"],
            held_on=values["held_on"],
            notes=values["notes"],
            organisations=list(values["organisations"].select_related("kind")),
        )
        return f"{obj.get_absolute_url()}#didengar"

    def success_message(self) -> Words:
        """Say what it does."""
        return _("The notes stand on the proposal's page. The elements that were there count as heard.")
