"""Blacking out a passage: wherever it stands, or where the moderator chooses once it was looked for."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.previews import LooksFirst
from portal.kit.richtext import one_line
from portal.kit.verdict import Verdict
from portal.members.admin.base import AdminActionView

from .. import actions, permissions
from ..blackouts import find
from ..forms.moderation import BlackOutForm
from ..models import Comment, Proposal
from .moderation import ICON, SECTION

# The name of the button that looks for the passage, and what tells afterwards that it was looked for.
FIND = "find"
LOOKED = "looked"


class BlackOutText(LooksFirst, AdminActionView):
    """Black out a passage of a proposal's text."""

    look_button = FIND
    section = SECTION
    icon = ICON
    form_class = BlackOutForm
    template_name = "proposals/admin/black_out.html"
    title = _("Black out a passage")
    submit_label = _("Black out")
    danger = True
    intro = _(
        "For somebody's personal data, or what a court would call defamation. A mark with the house rule "
        "stands in its place; the passage itself stays with the staff, for a review."
    )
    warning = _("What was downloaded or sent by mail before cannot be called back.")

    def get_object(self) -> Proposal:
        """Return the proposal of the address; it is read once for a request."""
        if not hasattr(self, "_found"):
            self._found = get_object_or_404(_proposals(), pk=self.kwargs["pk"])
        return self._found

    def about(self, obj: Any) -> tuple[Proposal, Comment | None]:
        """Return the proposal whose texts are looked through, and the comment that it is about."""
        return obj, None

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_black_out(user, *self.about(obj))

    def back_url(self, obj: Any) -> str:
        """Lead back to the text."""
        return obj.get_absolute_url() if obj else super().back_url(obj)

    def facts(self, obj: Any) -> list[tuple[Any, Any]]:
        """Name the proposal."""
        return [(_("Proposal"), self.about(obj)[0].title)]

    def offered(self, obj: Any) -> list[tuple[str, str]]:
        """Return where the passage that was sent stands, as choices; it is looked for once for a request."""
        if not hasattr(self, "_offered"):
            passage = one_line(self.request.POST.get("passage", ""))
            may = obj is not None and passage and self.verdict(self.request.user, obj)
            found = find(self.about(obj)[0], passage) if may else []
            self._offered = [(place.key, place.label) for place in found if place.is_offered]
        return self._offered

    @property
    def was_found(self) -> bool:
        """Return whether the moderator has seen, or is about to see, where the passage stands."""
        return self.request.POST.get("do") == FIND or LOOKED in self.request.POST

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Offer every text that holds the passage, once it was looked for."""
        return {"offered": self.offered(obj) if self.was_found else None}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Offer to look for the passage, and remember that it was."""
        looked = LOOKED if self.was_found and self.offered(obj) else ""
        return {**super().get_context(obj), "find": FIND, "looked": looked}

    def look(self, form: ActionForm, obj: Any) -> HttpResponseBase:
        """Show where the passage stands, every place chosen."""
        if not self.offered(obj):
            del form.fields["places"]
            form.add_error(
                "passage", _("These words stand nowhere in this proposal. Copy them from the text.")
            )
            return self.answer(obj, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        data = self.request.POST.copy()
        data.setlist("places", [key for key, _label in self.offered(obj)])
        form.data = data
        return self.answer(obj, form, HTTPStatus.OK)

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Black it out, and go to the text."""
        proposal, comment = self.about(obj)
        values = form.cleaned_data
        blackout = actions.black_out(
            proposal=proposal,
            comment=comment,
            actor=user,
            passage=values["passage"],
            # Who did not look first takes it out wherever it stands.
            places=values["places"] if self.was_found else [key for key, _label in self.offered(obj)],
            rule=values["rule"],
            reason=values["reason"],
        )
        return (comment or blackout.proposal).get_absolute_url()

    def success_message(self) -> Any:
        """Say that people are told."""
        return _("Blacked out. Whoever wrote the text is told by mail.")


class BlackOutComment(BlackOutText):
    """Black out a passage of a comment."""

    def get_object(self) -> Any:
        """Return the comment of the address; it is read once for a request."""
        if not hasattr(self, "_comment"):
            found = Comment.with_held.select_related("author")
            self._comment = get_object_or_404(found, pk=self.kwargs["pk"])
            self._comment.proposal = _proposals().get(pk=self._comment.proposal_id)
        return self._comment

    def about(self, obj: Any) -> tuple[Proposal, Comment | None]:
        """Return the comment's proposal, and the comment."""
        return obj.proposal, obj

    def facts(self, obj: Any) -> list[tuple[Any, Any]]:
        """Repeat the comment: the passage is copied from it."""
        return [*super().facts(obj), (_("Comment"), obj.body)]


def _proposals() -> Any:
    """Return the proposals that are no drafts, with what the rule asks for."""
    return Proposal.objects.public().select_related("organisation__kind", "author")
