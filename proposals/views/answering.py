"""Suggesting a change, taking one over, and answering comments as an author."""

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.replacing import ReplacesText, Standing
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..actions.unchanged import STALE_TEXT, mark_of
from ..forms.answering import (
    AnswerForm,
    EditAnswerForm,
    SuggestForm,
    TakeOverForm,
    initial_take_over,
    suggest_form_kwargs,
)
from ..forms.commenting import rules_of
from ..models import QUOTABLE, AuthorAnswer, Comment, Proposal
from .common import CommentActionView, CommentSentMixin, ProposalActionView

ANSWERS_PER_PAGE = 20
# What the page of answers lists, by its name in the address: what waits, or everything with a stance.
WAITING, ALL = "menunggu", "semua"
MOST_DIGITS = 18


class SuggestChange(CommentSentMixin, ProposalActionView):
    """Suggest another wording of a passage."""

    limited_as = "comment"
    form_class = SuggestForm
    template_name = "proposals/suggest.html"
    title = _("Suggest a change")
    submit_label = _("Send the suggestion")
    intro = _("The author can take it over with one step. Both versions then name it.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may comment."""
        return permissions.can_comment(user, obj)

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Begin with the passage that the reader marked."""
        quote, part = self.request.GET.get("kutipan", ""), self.request.GET.get("bagian", "")
        return {"quote": quote, "replacement": quote, "part": part if part in QUOTABLE else "content"}

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer the writer's organisations."""
        return suggest_form_kwargs(self.request.user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Suggest it, and go to it."""
        values = form.cleaned_data
        comment = actions.suggest_change(
            proposal=obj,
            actor=user,
            part=values["part"],
            quote=values["quote"],
            replacement=values["replacement"],
            body=values["body"],
            **form.speaking(),  # type: ignore[attr-defined]
        )
        return self.sent(comment)

    def public_message(self) -> Words:
        """Say what happens next."""
        return _("Your suggestion is public. You get a mail when the author has answered it.")


class TakeOver(CommentActionView):
    """Take a suggested change over into a new version."""

    form_class = TakeOverForm
    template_name = "proposals/take_over.html"
    title = _("Take the suggested change over")
    submit_label = _("Publish the new version")
    intro = _("The new version is public at once and names the suggestion.")

    def verdict(self, user: Any, obj: Comment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_take_over(user, obj)

    def get_initial(self, obj: Comment | None) -> dict[str, Any]:
        """Begin with the suggestion as it is."""
        suggestion = getattr(obj, "suggestion", None)
        return initial_take_over(suggestion) if suggestion else {}

    def get_form_kwargs(self, obj: Comment | None) -> dict[str, Any]:
        """Tell the form its limits."""
        return {"rules": rules_of(obj)}

    def perform(self, form: ActionForm, obj: Comment, user: Any) -> str:
        """Make the version, and go to the suggestion, which shows it."""
        values = form.cleaned_data
        actions.take_over(
            comment=obj,
            actor=user,
            replacement=values["replacement"],
            change_note=values["change_note"],
            body=values["body"],
            wording_only=values["wording_only"],
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say that it is public."""
        return _("The new version is public, and the writer of the suggestion is told.")


class AnswerComments(ProposalActionView):
    """Answer comments as an author: one answer for one comment or for many alike."""

    form_class = AnswerForm
    template_name = "proposals/answer_comments.html"
    title = _("Answer comments")
    submit_label = _("Send the answer")
    intro = _("Tick the comments that one answer serves. Everybody who wrote one of them gets a mail.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_answer_comments(user, obj)

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Begin with the comment that the author came from."""
        return {"comments": [self._from]} if self._from else {}

    @property
    def _from(self) -> str:
        number = self.request.GET.get("tanggapan", "")
        return number if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS else ""

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Tell the form its limits."""
        return {"rules": rules_of(obj)}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """List what can be answered: what waits, or all; the comment that the author came from first."""
        context = super().get_context(obj)
        if obj is None or not self.verdict(self.request.user, obj):
            return context
        shown = ALL if self.request.GET.get("tampil") == ALL else WAITING
        found = obj.comments.visible().exclude(stance="").filter(author_answer__isnull=True)
        if shown == WAITING:
            found = obj.comments.waiting()
        if self._from:
            found = found | obj.comments.visible().filter(Q(pk=self._from) & ~Q(stance=""))
            found = found.filter(author_answer__isnull=True)
        return {
            **context,
            "page": page_of(self.request, found.for_reading(), ANSWERS_PER_PAGE),
            "shown": shown,
            "waiting": obj.answers_waiting,
        }

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Answer them, and go on to what still waits, or back to the proposal."""
        values = form.cleaned_data
        self.count = len(set(values["comments"]))
        actions.answer_comments(
            proposal=obj,
            actor=user,
            comments=values["comments"],
            verdict=values["verdict"],
            body=values["body"],
        )
        left = Proposal.objects.values_list("answers_waiting", flat=True).get(pk=obj.pk)
        return (
            reverse("proposals:answer_comments", args=[obj.pk])
            if left
            else f"{obj.get_absolute_url()}#pembahasan"
        )

    def success_message(self) -> Words:
        """Say how many the answer serves."""
        return ngettext(
            "Your answer is public. The writer is told.",
            "Your answer to %(count)d comments is public. Their writers are told.",
            self.count,
        ) % {"count": self.count}


class EditAnswer(ReplacesText, ProposalActionView):
    """Change an authors' answer shortly after it was given."""

    stale_rule = STALE_TEXT
    started_from = "text_mark"

    form_class = EditAnswerForm
    title = _("Edit the answer")
    submit_label = _("Save the answer")
    intro = _("The answer shows that it was edited. Whoever is answered hears of it when the answer changes.")

    @property
    def _answer(self) -> AuthorAnswer:
        """Return the answer of the address; it is read once for a request."""
        if not hasattr(self, "_found"):
            proposal = self.get_object()
            self._found = get_object_or_404(proposal.author_answers, pk=self.kwargs["answer_id"])
            self._found.proposal = proposal
        return self._found

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_edit_answer(user, self._answer)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Tell the form its limits, and whether the answer made a version."""
        took_over = obj is not None and self._answer.version_id is not None
        return {"rules": rules_of(obj), "took_over": took_over}

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Begin with the answer as it stands."""
        if obj is None:
            return {}
        answer = self._answer
        return {"verdict": answer.verdict, "body": answer.body, "text_mark": mark_of(answer)}

    def standing(self, obj: Proposal, form: ActionForm) -> Standing:
        """Return the answer that another author saved."""
        saved = obj.author_answers.get(pk=self._answer.pk)
        return mark_of(saved), [(saved.get_verdict_display(), saved.body)]

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Save it, and go to the first of its comments."""
        values = form.cleaned_data
        answer = actions.edit_answer(
            answer=self._answer,
            actor=user,
            verdict=values.get("verdict", self._answer.verdict),
            body=values["body"],
            started_from=values["text_mark"],
        )
        comment = answer.comments.order_by("pk").first()
        return comment.get_absolute_url() if comment else obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say that it is saved."""
        return _("The answer is saved.")
