"""Withdrawing an attachment: the file as a whole, because nothing in it can be blacked out."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.members.admin.base import AdminActionView

from .. import actions, permissions
from ..forms.moderation import WithdrawFileForm
from ..models import Attachment
from .moderation import ICON, SECTION


class WithdrawFile(AdminActionView):
    """Take an attachment out of sight."""

    section = SECTION
    icon = ICON
    form_class = WithdrawFileForm
    title = _("Withdraw a file")
    submit_label = _("Withdraw the file")
    danger = True
    intro = _(
        "For somebody's personal data, or a picture that nobody agreed to. In every version the file's title "
        "stays, with the house rule and the date; the file itself stays with the staff, for a review."
    )
    warning = _("What was downloaded before cannot be called back.")

    def get_object(self) -> Attachment:
        """Return the attachment of the address, one that a version holds; it is read once for a request."""
        if not hasattr(self, "_found"):
            held = Attachment.objects.filter(versions__isnull=False, proposal__ever_submitted=True).distinct()
            found = held.select_related("proposal__organisation__kind", "proposal__author")
            self._found = get_object_or_404(found, pk=self.kwargs["pk"])
        return self._found

    def verdict(self, user: Any, obj: Attachment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_withdraw_file(user, obj)

    def back_url(self, obj: Attachment | None) -> str:
        """Lead back to the proposal."""
        return obj.proposal.get_absolute_url() if obj else super().back_url(obj)

    def facts(self, obj: Attachment) -> list[tuple[Any, Any]]:
        """Name the file and the proposal."""
        return [(_("Attachment"), obj.caption), (_("Proposal"), obj.proposal.title)]

    def perform(self, form: ActionForm, obj: Attachment, user: Any) -> str:
        """Withdraw it, and go back."""
        values = form.cleaned_data
        actions.withdraw_file(attachment=obj, actor=user, rule=values["rule"], reason=values["reason"])
        return self.back_url(obj)

    def success_message(self) -> Any:
        """Say that the authors are told."""
        return _("The file is withdrawn. The authors are told by mail.")
