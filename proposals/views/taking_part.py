"""Commenting, answering, responding officially, supporting."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.previews import Previews
from portal.kit.replacing import ReplacesText, Standing
from portal.kit.verdict import Verdict
from portal.kit.views import Words
from portal.members import roles

from .. import actions, permissions
from ..actions.unchanged import STALE_TEXT, mark_of
from ..forms import CommentForm, EditCommentForm, OfficialResponseForm, ReplyForm
from ..forms.commenting import comment_form_kwargs, quotation, rules_of
from ..models import Comment, Proposal
from .common import CommentActionView, CommentSentMixin, ProposalActionView


class WriteComment(Previews, CommentSentMixin, ProposalActionView):
    """Comment on a proposal."""

    limited_as = "comment"
    form_class = CommentForm
    template_name = "proposals/comment_action.html"
    title = _("Write a comment")
    submit_label = _("Send the comment")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_comment(user, obj)

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Begin with the paragraph that the reader came from."""
        return {"paragraph": self.request.GET.get("paragraf", "")}

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer the writer's organisations and the proposal's paragraphs."""
        return comment_form_kwargs(self.request.user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Write it, and go to it."""
        values = form.cleaned_data
        comment = actions.write_comment(
            proposal=obj,
            actor=user,
            stance=values["stance"],
            body=values["body"],
            block=values["paragraph"],
            **form.speaking(),  # type: ignore[attr-defined]
        )
        return self.sent(comment)

    def public_message(self) -> Words:
        """Say how long it may be edited."""
        minutes = rules_of(self.get_object()).comment_edit_minutes
        return gettext(
            "Your comment is public. You can edit it for %(minutes)d minutes while it is unanswered."
        ) % {"minutes": minutes}


class Reply(Previews, CommentSentMixin, CommentActionView):
    """Answer a comment."""

    limited_as = "comment"
    form_class = ReplyForm
    template_name = "proposals/reply.html"
    title = _("Answer the comment")
    submit_label = _("Send the answer")

    def verdict(self, user: Any, obj: Comment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_comment(user, obj.proposal)

    def get_initial(self, obj: Comment | None) -> dict[str, Any]:
        """Begin with the words answered, where the person asked to quote them."""
        if obj is None or not obj.is_visible or "kutip" not in self.request.GET:
            return {}
        return {"body": quotation(obj.body)}

    def get_form_kwargs(self, obj: Comment | None) -> dict[str, Any]:
        """Offer the writer's organisations."""
        return {"affiliations": roles.current_affiliations(self.request.user), "rules": rules_of(obj)}

    def perform(self, form: ActionForm, obj: Comment, user: Any) -> str:
        """Answer it, and go to the answer."""
        answer = actions.reply(
            comment=obj,
            actor=user,
            body=form.cleaned_data["body"],
            **form.speaking(),  # type: ignore[attr-defined]
        )
        return self.sent(answer)

    def public_message(self) -> Words:
        """Say that it can be read."""
        return _("Your answer is public.")


class EditComment(ReplacesText, Previews, CommentActionView):
    """Change the text of one's comment shortly after writing it."""

    stale_rule = STALE_TEXT
    started_from = "text_mark"
    form_class = EditCommentForm
    title = _("Edit the comment")
    submit_label = _("Save the comment")

    def verdict(self, user: Any, obj: Comment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_edit_comment(user, obj)

    def get_initial(self, obj: Comment | None) -> dict[str, Any]:
        """Begin with the text as it is."""
        return {"body": obj.body, "text_mark": mark_of(obj)} if obj else {}

    def get_form_kwargs(self, obj: Comment | None) -> dict[str, Any]:
        """Tell the form its limits."""
        return {"rules": rules_of(obj)}

    def standing(self, obj: Comment, form: ActionForm) -> Standing:
        """Return the text that another window saved."""
        saved = Comment.objects.get(pk=obj.pk)
        return mark_of(saved), [(form.fields["body"].label, saved.body)]

    def perform(self, form: ActionForm, obj: Comment, user: Any) -> str:
        """Save it."""
        values = form.cleaned_data
        actions.edit_comment(comment=obj, actor=user, body=values["body"], started_from=values["text_mark"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say that it is saved."""
        return _("The comment is saved.")


class RetractComment(CommentActionView):
    """Withdraw one's comment."""

    title = _("Withdraw the comment")
    submit_label = _("Withdraw the comment")
    danger = True
    warning = _("The text goes for good; a note that you withdrew it and all answers stay.")

    def verdict(self, user: Any, obj: Comment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_retract_comment(user, obj)

    def perform(self, form: ActionForm, obj: Comment, user: Any) -> str:
        """Withdraw it."""
        actions.retract_comment(comment=obj, actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what stays."""
        return _("The comment is withdrawn. Its place and its answers stay.")


class OfficialResponse(Previews, ProposalActionView):
    """Give an agency's official response."""

    limited_as = "comment"
    form_class = OfficialResponseForm
    title = _("Give the official response")
    submit_label = _("Send the official response")
    intro = _("It stands first in the discussion, marked as official, with the name of your agency.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_respond_officially(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer the agencies whose liaison the person is."""
        agencies = [a.organisation_id for a in roles.current_affiliations(self.request.user) if a.is_liaison]
        return {"agencies": agencies, "rules": rules_of(obj)}

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Begin with the first of those agencies."""
        liaisons = (a.organisation_id for a in roles.current_affiliations(self.request.user) if a.is_liaison)
        return {"organisation": next(liaisons, None)}

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Give it, and go to it."""
        values = form.cleaned_data
        response = actions.official_response(
            proposal=obj,
            actor=user,
            organisation=values["organisation"],
            body=values["body"],
            approved_by_name=values["approved_by_name"],
        )
        return response.get_absolute_url()

    def success_message(self) -> Words:
        """Say that it can be read."""
        return _("The official response is public.")


class GiveSupport(ProposalActionView):
    """Support a proposal."""

    limited_as = "support"
    title = _("Support the proposal")
    submit_label = pgettext_lazy("verb", "Support")
    intro = _("Your support is counted for your element. You can take it back until the session.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_support(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Give it."""
        actions.give_support(proposal=obj, actor=user)
        return f"{obj.get_absolute_url()}#dukungan"

    def success_message(self) -> Words:
        """Say that it counts."""
        return _("You support this proposal. You can take your support back until the session.")


class WithdrawSupport(ProposalActionView):
    """Take one's support back."""

    limited_as = "support"
    title = _("Take the support back")
    submit_label = _("Take the support back")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_withdraw_support(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Take it back."""
        actions.withdraw_support(proposal=obj, actor=user)
        return f"{obj.get_absolute_url()}#dukungan"

    def success_message(self) -> Words:
        """Say that it no longer counts."""
        return _("Your support is taken back.")
