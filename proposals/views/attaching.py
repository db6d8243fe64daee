"""Attachments: their page, and the download that asks who may."""

from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms import AttachmentsForm
from ..lifecycle import State
from ..models import Attachment, Proposal
from .common import ProposalActionView

MOST_NAME = 60


class Attachments(ProposalActionView):
    """Add and remove attachments: of a draft, or in discussion with a new version."""

    form_class = AttachmentsForm
    title = _("Attachments")
    submit_label = _("Save the attachments")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_change_attachments(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer what is there; to who may not change it, nothing."""
        in_draft = obj is not None and obj.state == State.DRAFT
        if obj is None or not permissions.can_change_attachments(self.request.user, obj):
            return {"in_draft": in_draft}
        standing = obj.attachments.in_draft() if in_draft else obj.public_version.attachments.all()
        return {"in_draft": in_draft, "attachments": standing, "rules": obj.rules}

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Remember which version the author read."""
        version = obj.current_version if obj else None
        return {"base_version": version.number} if version else {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Say what a change means here."""
        context = super().get_context(obj)
        if obj is not None and obj.state != State.DRAFT:
            context["intro"] = _("A change makes a new version. Earlier versions keep their attachments.")
        return context

    def back_url(self, obj: Any) -> str:
        """Lead back to the draft, or to the proposal."""
        if obj is None:
            return "/"
        return back_to(obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Remove what goes, then add what comes: there is room for it then."""
        values, removed = form.cleaned_data, form.removed()  # type: ignore[attr-defined]
        if obj.state == State.DRAFT:
            change_draft(form, obj, user)
        else:
            actions.change_attachments(
                proposal=obj,
                actor=user,
                base_version=values["base_version"],
                change_note=values["change_note"],
                upload=values["attachment"],
                caption=values["caption"],
                without=removed,
            )
        return f"{back_to(obj)}#lampiran"

    def success_message(self) -> Words:
        """Say that it is done."""
        return _("The attachments are saved.")


def back_to(proposal: Proposal) -> str:
    """Return the address of the draft's page, or that of the proposal."""
    if proposal.state == State.DRAFT:
        return reverse("proposals:draft", args=[proposal.pk])
    return proposal.get_absolute_url()


def change_draft(form: Any, proposal: Proposal, user: Any) -> Attachment | None:
    """Remove and add what a form with AttachmentFields says; return what was added."""
    if removed := form.removed():
        actions.detach_files(proposal=proposal, actor=user, numbers=removed)
    values = form.cleaned_data
    if values.get("attachment") is None:
        return None
    return actions.attach_file(
        proposal=proposal, actor=user, upload=values["attachment"], caption=values["caption"]
    )


@never_cache
@require_safe
def attachment(request: HttpRequest, pk: int, attachment_id: int) -> HttpResponseBase:
    """Send an attachment as a download to whoever may read what it belongs to; for others it is not there.

    In place of one that a moderator withdrew stands a page that says so (410), save for staff.
    """
    known = Attachment.objects.visible_to(request.user).select_related("withdrawal__rule", "proposal")
    found = get_object_or_404(known, pk=attachment_id, proposal_id=pk)
    if found.withdrawal is not None and not permissions.can_read_queue(request.user):
        context = {"attachment": found, "proposal": found.proposal}
        return render(request, "proposals/file_withdrawn.html", context, status=HTTPStatus.GONE)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = slugify(found.caption)[:MOST_NAME] or found.pk
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"usulan-{pk}-{name}{found.file_kind.ending}",
        content_type=found.file_kind.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
