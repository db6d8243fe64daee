"""Writing: a new draft, its editing and submission, throwing it away, and changing a text in discussion."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm, new_key
from portal.kit.verdict import Verdict
from portal.kit.views import Words
from portal.kit.wording import hari, jam
from portal.kit.workdays import add_workdays
from portal.members.models import Organisation

from .. import actions, permissions
from ..completeness import faults
from ..forms import DraftForm, EditForm, SubmitForm
from ..forms.writing import initial_of
from ..lifecycle import State
from ..models import Draft, Proposal, ProposalRules
from .attaching import change_draft
from .autosave import SavesByItself, saved_words
from .common import ProposalActionView
from .conflicts import chosen, conflict_of, show_with, with_labels
from .previewing import PreviewsProposal
from .similar import similar_for

# Which button of the draft form was used.
SUBMIT = "submit"
# The third one, beside the file.
ATTACH = "attach"


class WriteDraft(PreviewsProposal, SavesByItself):
    """A draft: saved, or saved and submitted, with the same form."""

    form_class = DraftForm
    template_name = "proposals/write.html"
    title = _("Write a proposal")
    submit_label = _("Submit the proposal")
    # Whether the way goes on to the submission, which has a notice of its own: set by `perform`.
    goes_on = False

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Tell the page what the promise after submission is."""
        rules = obj.rules if obj else ProposalRules.load()
        return {
            **super().get_context(obj),
            "proposal": obj,
            "rules": rules,
            "checked_by": add_workdays(clock.today(), rules.check_workdays),
            "conflict": getattr(self, "conflict", None),
        }

    @property
    def wants_to_submit(self) -> bool:
        """Return whether the button that leads to the submission was used."""
        return self.request.POST.get("do") == SUBMIT

    def after_saving(self, proposal: Proposal) -> str:
        """Return where the saved draft goes: back to its page, or on to its submission."""
        self.goes_on = self.wants_to_submit
        address = reverse("proposals:submit" if self.goes_on else "proposals:draft", args=[proposal.pk])
        return f"{address}#lampiran" if self.request.POST.get("do") == ATTACH else address

    def success_message(self) -> Words:
        """Say that it was saved; the page of the submission says it by itself."""
        if self.goes_on or self.by_itself:
            return ""
        return gettext("Draft saved %(time)s.") % {"time": jam(clock.now())}

    def save(self, form: ActionForm, proposal: Proposal, user: Any) -> str:
        """Save the draft of `proposal`, of two texts what the person chose; return where it goes."""
        arguments = {
            "proposal": proposal,
            "actor": user,
            "revision": form.cleaned_data.get("revision") or 0,
            "text": form.text(),  # type: ignore[attr-defined]
            "window": form.cleaned_data.get("window") or "",
        }
        if keep := chosen(self.request):
            self.saved = actions.reconcile_draft(**arguments, keep=keep)
        else:
            self.saved = actions.save_draft(**arguments)
        change_draft(form, proposal, user)
        return self.after_saving(proposal)

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Report all faults at once when it was to be submitted; show both texts of two windows."""
        if form is not None and status == HTTPStatus.UNPROCESSABLE_ENTITY and self.wants_to_submit:
            add_faults(form, obj.rules if obj else ProposalRules.load())
        stale = refusal is not None and refusal.rule == "draft.stale"
        if form is not None and not self.by_itself and (stale or chosen(self.request)):
            if obj is None or notice:
                # Nobody to show both texts to now: the next save meets the same conflict.
                show_with(form, self.request, "revision", 0)
            elif permissions.can_edit_draft(self.request.user, obj):
                saved = Draft.objects.get(proposal=obj)
                self.conflict = conflict_of(self.request, form, saved, saved.saved_at)
                show_with(form, self.request, "revision", saved.revision)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)


class NewProposal(WriteDraft):
    """Begin a proposal."""

    limited_as = "proposal"

    def get_object(self) -> Any:
        """There is none yet."""

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_create(user)

    def back_url(self, obj: Any) -> str:
        """Lead back to the list."""
        return reverse("proposals:list")

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Offer the organisations that the author speaks for, and the author's working groups."""
        user = self.request.user
        return {"mandates": permissions.mandates_of(user), "own_groups": permissions.own_groups(user)}

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Begin with the author's own working group."""
        group = self.request.GET.get("pokja", "")
        own = permissions.own_groups(self.request.user)
        chosen = next((g for g in own if g.slug == group), own[0] if own else None)
        return {"leading_group": chosen}

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Create the draft, and go on to its submission when asked to."""
        organisation = Organisation.objects.get(pk=form.cleaned_data["organisation"])
        proposal = actions.create_draft(
            actor=user,
            organisation=organisation,
            text=form.text(),  # type: ignore[attr-defined]
            window=form.cleaned_data.get("window") or "",
        )
        self.saved = proposal.draft
        change_draft(form, proposal, user)
        return self.after_saving(proposal)

    def repeat(self, form: ActionForm, obj: Any, user: Any, address: str) -> str:
        """Save into the draft that this very form made, when its answer got lost and somebody wrote on."""
        if not form.cleaned_data.get("window"):
            return address
        self.made = Proposal.objects.visible_to(user).get(pk=resolve(urlsplit(address).path).kwargs["pk"])
        return self.save(form, self.made, user)

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Go on with the draft where this form has made one already."""
        obj = obj or getattr(self, "made", None)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)


class EditDraft(WriteDraft):
    """Go on writing a draft."""

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Offer the author's working groups, and the attachments that are there."""
        offered: dict[str, Any] = {"own_groups": permissions.own_groups(self.request.user)}
        if obj is not None and permissions.can_edit_draft(self.request.user, obj):
            group = obj.draft.leading_group
            # A co-author leaves the group as the author chose it.
            if obj.author_id != self.request.user.pk and group and group not in offered["own_groups"]:
                offered["own_groups"] = [*offered["own_groups"], group]
            offered |= {"attachments": obj.attachments.in_draft(), "rules": obj.rules}
        return offered

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_edit_draft(user, obj)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Show the draft as it is saved; where an expired session hides it, nothing."""
        if obj is None or not permissions.can_edit_draft(self.request.user, obj):
            return {}
        draft = obj.draft
        return {
            **initial_of(draft),
            "revision": draft.revision,
            "leading_group": draft.leading_group_id,
            "groups": [group.pk for group in draft.groups.all()],
        }

    def get_form(self, obj: Any, *, bound: bool) -> ActionForm:
        """Return the form; after a refused submission with what is missing at each field."""
        form = super().get_form(obj, bound=bound)
        if bound or obj is None or "periksa" not in self.request.GET:
            return form
        checked = self.form_class(data=form.initial, initial=form.initial, **self.get_form_kwargs(obj))
        keys = {name: form.fields[name].initial for name in ("form_key", "window")}
        checked.data = {**form.initial, **keys}
        checked.show_faults(faults_of(obj))
        return checked

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Tell when the draft was saved, and why a submission was refused."""
        context = super().get_context(obj)
        if obj is None or not permissions.can_edit_draft(self.request.user, obj):
            return context
        context |= {
            "draft": obj.draft,
            "saved_words": saved_words(obj.draft),
            "texts_set_aside": with_labels(obj.texts_set_aside.all()),
            "similar": similar_for(self.request.user, obj.draft.title, but=obj.pk),
        }
        if "periksa" in self.request.GET and not (verdict := may_submit(self.request.user, obj)):
            context["refusal"] = verdict
        if obj.ever_submitted:
            context["sent_back"] = last_reason(obj, "send_back")
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Save the draft, and go on to its submission when asked to."""
        return self.save(form, obj, user)

    def key_of(self, form: ActionForm) -> str:
        """Take every save as new: the revision tells what is stale, and no text may pass for a repeat."""
        return new_key()


class SubmitDraft(ProposalActionView):
    """Submit a saved draft: the second step, which says what becomes public and asks once."""

    form_class = SubmitForm
    template_name = "proposals/submit.html"
    title = _("Submit the proposal?")
    submit_label = _("Submit the proposal")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return may_submit(user, obj)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask; a draft that may not be submitted yet leads back to its page, which says what is missing."""
        if request.user.is_authenticated:
            obj = self.get_object()
            if permissions.can_edit_draft(request.user, obj) and not (
                may_submit(request.user, obj) and not faults_of(obj)
            ):
                return redirect(check_address(obj))
        return super().get(request, *args, **kwargs)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Remember which text the author read."""
        return {"revision": obj.draft.revision} if obj else {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what becomes public, and until when it is checked."""
        context = super().get_context(obj)
        if obj is None or not permissions.can_edit_draft(self.request.user, obj):
            return context
        return {
            **context,
            "draft": obj.draft,
            "similar": similar_for(self.request.user, obj.draft.title, but=obj.pk),
            "rules": obj.rules,
            "checked_by": add_workdays(clock.today(), obj.rules.check_workdays),
        }

    def back_url(self, obj: Any) -> str:
        """Lead back to the draft."""
        return reverse("proposals:draft", args=[obj.pk]) if obj else "/"

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Submit it, and go to its public page."""
        try:
            submitted = actions.submit_proposal(
                proposal=obj, actor=user, revision=form.cleaned_data["revision"]
            )
        except ValidationError:
            # Changed meanwhile in another window: the page of the draft says what is missing.
            self.incomplete = True
            return check_address(obj)
        return submitted.get_absolute_url()

    incomplete = False

    def success_message(self) -> Words:
        """Say until when it is checked."""
        if self.incomplete:
            return ""
        days = self.get_object().rules.check_workdays
        return gettext(
            "The proposal is submitted. The coordinator checks by %(date)s (%(days)d working days) "
            "whether it is complete. The next news comes by mail."
        ) % {"date": hari(add_workdays(clock.today(), days)), "days": days}

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Show the text that another window saved: sending it once more is then a choice."""
        if refusal is not None and refusal.rule == "draft.stale" and form is not None:
            obj.draft = Draft.objects.get(proposal=obj)
            show_with(form, self.request, "revision", obj.draft.revision)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)


class DiscardDraft(ProposalActionView):
    """Throw a draft away that was never submitted."""

    title = _("Discard the draft")
    submit_label = _("Discard the draft")
    danger = True
    warning = _("The draft is deleted at once and cannot be brought back.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_discard_draft(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Delete it."""
        actions.discard_draft(proposal=obj, actor=user)
        return reverse("proposals:list")

    def success_message(self) -> Words:
        """Say that it is gone."""
        return _("The draft is discarded.")


class EditProposal(PreviewsProposal):
    """Change the text in discussion."""

    form_class = EditForm
    template_name = "proposals/edit.html"
    title = _("Change the text")
    submit_label = _("Publish the new version")
    intro = _("The new version is public at once, and can be compared with every earlier one.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_edit(user, obj)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Begin with the current version."""
        if obj is None or obj.current_version is None:
            return {}
        return {**initial_of(obj.current_version), "base_version": obj.current_version.number}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show the other version when somebody made one meanwhile."""
        context = {**super().get_context(obj), "conflict": getattr(self, "conflict", None)}
        if obj is not None and permissions.can_edit(self.request.user, obj):
            context["texts_set_aside"] = with_labels(obj.texts_set_aside.all())
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Make the version."""
        values = form.cleaned_data
        arguments = {
            "proposal": obj,
            "actor": user,
            "base_version": values["base_version"],
            "text": form.text(),  # type: ignore[attr-defined]
            "change_note": values["change_note"],
            "wording_only": values["wording_only"],
        }
        if keep := chosen(self.request):
            actions.reconcile_version(**arguments, keep=keep)
        else:
            actions.edit_proposal(**arguments)
        return reverse("proposals:redirect", args=[obj.pk])

    def success_message(self) -> Words:
        """Say that it is public."""
        return _("The new version is public.")

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Report all faults of the text at once; show both texts when another window made a version first."""
        if form is not None and obj is not None and status == HTTPStatus.UNPROCESSABLE_ENTITY:
            add_faults(form, obj.rules, leading_group=True)
        stale = refusal is not None and refusal.rule == "version.stale"
        if form is not None and (stale or chosen(self.request)):
            if obj is None or notice:
                show_with(form, self.request, "base_version", 0)
            else:
                current = Proposal.objects.select_related("current_version").get(pk=obj.pk).public_version
                self.conflict = conflict_of(self.request, form, current, current.created_at)
                show_with(form, self.request, "base_version", current.number)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)


def may_submit(user: Any, proposal: Proposal) -> Verdict:
    """Return whether `user` may submit the draft to the working group that it names."""
    verdict = permissions.can_submit(user, proposal)
    return permissions.can_lead(user, proposal.draft.leading_group) if verdict else verdict


def faults_of(proposal: Proposal) -> dict[str, str]:
    """Return what keeps the saved draft from being submitted, in words by field."""
    draft = proposal.draft
    return faults(initial_of(draft), proposal.rules, leading_group=draft.leading_group)


def check_address(proposal: Proposal) -> str:
    """Return the address of the draft's page that says what is missing."""
    return f"{reverse('proposals:draft', args=[proposal.pk])}?periksa=1"


def add_faults(form: ActionForm, rules: ProposalRules, *, leading_group: Any = None) -> None:
    """Put what keeps the typed text from being public at its fields, beside the errors found already."""
    text = form.text()  # type: ignore[attr-defined]
    missing = faults(text, rules, leading_group=leading_group or text.get("leading_group"))
    for name, words in missing.items():
        if name not in form.errors:
            form.add_error(name, words)


def last_reason(proposal: Proposal, verb: str) -> Any:
    """Return the last act of `verb` on the proposal, which holds its reason, or None."""
    from portal import record

    from ..recording import KIND

    return record.acts_of(KIND, [proposal.pk]).filter(verb=verb).order_by("-pk").first()


def draft_or_detail(proposal: Proposal) -> HttpResponse | None:
    """Return the way to the draft for one that was never submitted; None for all others."""
    if proposal.state == State.DRAFT and not proposal.ever_submitted:
        return redirect("proposals:draft", pk=proposal.pk)
    return None
