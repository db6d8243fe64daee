"""The decision drafts: their list, each one's preview, and the verbs from the first text to the number."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from council import paper
from council.actions import decisions, drafts
from council.forms.drafts import PART_LABELS, CreateDraftForm, EditDraftForm
from council.forms.sessions import ReasonForm
from council.models import DecisionDraft, DecisionKind
from council.permissions import decisions as rules
from council.querysets_decisions import motions_to_put_on_paper, sees_unannounced
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.replacing import ReplacesText, Standing, differing
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import hari

from .session_controls import Control

PER_PAGE = 20
# Stands where the number will stand.
PLACEHOLDER = "…/{kind}/…"


@require_safe
@never_cache
def draft_list(request: HttpRequest) -> HttpResponse:
    """Show the drafts to those who work on them, the latest changed first; to others, whose they are."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not sees_unannounced(request.user):
        return render(request, "council/drafts_refused.html", status=HTTPStatus.FORBIDDEN)
    known = DecisionDraft.objects.visible_to(request.user).select_related("session", "decision")
    can_create = rules.can_create_draft(request.user)
    context = {
        "page": page_of(request, known.order_by("-changed_at", "-pk"), PER_PAGE),
        "can_create": can_create,
        "undrafted": motions_to_put_on_paper().count() if can_create else 0,
    }
    return render(request, "council/drafts.html", context)


def draft_or_404(user: Any, pk: int) -> DecisionDraft:
    """Return a draft; Http404 when `user` may not know of it."""
    known = DecisionDraft.objects.visible_to(user).select_related("session")
    return get_object_or_404(known.prefetch_related("signatures", "motions__proposal"), pk=pk)


@require_safe
@never_cache
def draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper as it would read, its editors and signatures, and the verbs of this person."""
    draft = draft_or_404(request.user, pk)
    context = {
        "draft": draft,
        "decision": getattr(draft, "decision", None),
        "paper": paper.render(draft, number=PLACEHOLDER.format(kind=draft.kind), on=None),
        "edits": draft.edits.select_related("editor").order_by("-revision"),
        "signatures": draft.signatures.all(),
        "scans": draft.scans.all(),
        "can_change_earlier": bool(rules.can_edit_draft(request.user, draft)),
        "controls": controls(request.user, draft),
    }
    return render(request, "council/draft.html", context)


def controls(user: Any, draft: DecisionDraft) -> list[Control]:
    """Return the verbs on `draft` that concern `user` now, each with its reason when it is not possible."""
    verbs = [
        (_now("Edit"), "edit_draft", rules.can_edit_draft, False),
        (_now("Initial"), "initial_draft", rules.can_initial_draft, True),
        (_now("Sign"), "sign_draft", rules.can_sign_draft, True),
        (_now("Upload the signed paper"), "sign_on_paper", rules.can_sign_on_paper, False),
        (_now("Enact and number"), "enact_decision", rules.can_enact_decision, True),
        (_now("Send back to be edited"), "send_back_draft", rules.can_send_back_draft, False),
    ]
    found = [
        Control(label, reverse(f"council:{name}", args=[draft.pk]), rule(user, draft), primary)
        for label, name, rule, primary in verbs
    ]
    return [control for control in found if control.is_shown]


class CreateDraft(ActionView):
    """Begin a draft."""

    form_class = CreateDraftForm
    title = _("Begin a draft")
    submit_label = _("Begin the draft")

    def verdict(self, user: Any, obj: None) -> Verdict:
        """Ask the rule."""
        return rules.can_create_draft(user)

    def get_form_kwargs(self, obj: None) -> dict[str, Any]:
        """Offer the adopted motions to those who may put them on paper."""
        allowed = rules.can_create_draft(self.request.user)
        return {"motions": motions_to_put_on_paper() if allowed else None}

    def back_url(self, obj: Any) -> str:
        """Return the list of drafts."""
        return reverse("council:drafts")

    def perform(self, form: ActionForm, obj: None, user: Any) -> str:
        """Begin it and go to its text."""
        motions = list(form.cleaned_data["motions"])
        draft = drafts.create_draft(
            kind=rules.kind_for(motions[0]), title=form.cleaned_data["title"], motions=motions, actor=user
        )
        return reverse("council:edit_draft", args=[draft.pk])


class DraftAction(ActionView):
    """A verb on the draft of the address."""

    rule: Callable[..., Verdict]

    def get_object(self) -> DecisionDraft:
        """Return the draft, if this person may know of it."""
        return draft_or_404(self.request.user, self.kwargs["pk"])

    def verdict(self, user: Any, obj: DecisionDraft) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)

    def back_url(self, obj: Any) -> str:
        """Return the preview."""
        return reverse("council:draft", args=[self.kwargs["pk"]])


class EditDraft(ReplacesText, DraftAction):
    """Edit the text."""

    stale_rule = "decision_draft.edit.revision"
    started_from = "revision"

    form_class = EditDraftForm
    template_name = "council/draft_edit.html"
    title = _("Edit the draft")
    intro = _(
        "Number, dates, counts, the adopted wording and the way of deciding are filled in from the record."
    )
    submit_label = _("Save the decision draft")
    rule = staticmethod(rules.can_edit_draft)

    def get_form_kwargs(self, obj: DecisionDraft | None) -> dict[str, Any]:
        """Hand over the draft."""
        return {"draft": obj}

    def get_initial(self, obj: DecisionDraft | None) -> dict[str, Any]:
        """Show what is saved."""
        if obj is None:
            return {}
        parts = {name: getattr(obj, name) for name in paper.PARTS[DecisionKind(obj.kind)]}
        return {
            "title": obj.title,
            "revision": obj.revision,
            "legal_bases": [row.basis_id for row in obj.legal_bases.exclude(basis=None)],
            "lines": list(obj.follow_up_drafts.all()),
            **parts,
        }

    def standing(self, obj: DecisionDraft, form: ActionForm) -> Standing:
        """Return the text that the other editor saved."""
        saved = DecisionDraft.objects.get(pk=obj.pk)
        return str(saved.revision), differing(saved, form, PART_LABELS[DecisionKind(obj.kind)])

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Save the revision and show the preview."""
        assert isinstance(form, EditDraftForm)  # noqa: S101 (form_class says so)
        drafts.edit_draft(
            draft=obj,
            revision=form.cleaned_data["revision"],
            title=form.cleaned_data["title"],
            parts=form.parts(),
            follow_ups=form.lines(),
            legal_bases=list(form.cleaned_data["legal_bases"]),
            actor=user,
        )
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The draft is saved. This is how it will read; the head of secretariat initials it next.")


class InitialDraft(DraftAction):
    """Initial a draft."""

    title = _("Initial the draft")
    submit_label = _("Initial")
    warning = _("After your initial the text can no longer be edited, unless it is sent back.")
    rule = staticmethod(rules.can_initial_draft)

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Initial it and go back to the preview."""
        drafts.initial_draft(draft=obj, actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("You have initialled the draft. It now waits for its signature.")


class SignDraft(DraftAction):
    """Sign a draft."""

    title = _("Sign the draft")
    submit_label = _("Sign")
    warning = _("You sign the text as the preview shows it.")
    rule = staticmethod(rules.can_sign_draft)

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Sign it and go back to the preview."""
        self.signed = drafts.sign_draft(draft=obj, actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say what comes next."""
        if self.signed.state == "signed":
            return _now("You have signed. Every signature is there; the secretariat enacts it.")
        return _now("You have signed. It waits for the other signature.")


class SendBackDraft(DraftAction):
    """Send a draft back."""

    form_class = ReasonForm
    title = _("Send the draft back to be edited")
    submit_label = _("Send back")
    warning = _("The initial and the signatures lapse and are given anew afterwards.")
    rule = staticmethod(rules.can_send_back_draft)

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Send it back and go to the preview."""
        drafts.send_back_draft(draft=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The draft is back with the secretariat.")


class EnactDecision(DraftAction):
    """Give a signed draft its number and date."""

    title = _("Enact and number")
    intro = _("The decision takes the next number and today's date; the proposals move at once.")
    submit_label = _("Enact and number")
    warning = _(
        "Once enacted, number and text cannot be changed; a mistake can only be mended by an erratum."
    )
    rule = staticmethod(rules.can_enact_decision)

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Enact it and go to the decision, which only those who work on it can see."""
        self.decision = decisions.enact_decision(draft=obj, actor=user)
        return self.decision.get_absolute_url()

    def success_message(self) -> str:
        """Promise the announcement."""
        words = {"number": self.decision.number, "day": hari(self.decision.announce_by)}
        return (
            _now("Enacted as %(number)s. Another person of the secretariat announces it by %(day)s.") % words
        )
