"""Writing a draft: begun, gone on with, and thrown away."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm, new_key
from portal.kit.replacing import show_with
from portal.kit.verdict import Refused, Verdict, no
from portal.kit.views import Words, digest
from portal.kit.wording import jam
from portal.kit.workdays import add_workdays
from portal.members.models import Organisation

from .. import actions, permissions
from ..conflict import differences
from ..forms import DraftForm
from ..forms.writing import initial_of
from ..models import Draft, Proposal, ProposalRules
from .attaching import change_draft
from .autosave import NEEDED, SavesByItself, saved_words
from .common import ProposalActionView
from .conflicts import chosen, with_labels
from .previewing import PreviewsProposal
from .shared_text import SharedText, Standing
from .similar import similar_for
from .submitting import CHECK, faults_of, last_reason, may_submit

# Which button of the draft form was used.
SUBMIT = "submit"
# The third one, beside the file.
ATTACH = "attach"
FILE_FIELDS = {"attachment", "caption", "without"}
# The rule by which a form is refused whose draft is no longer to be written.
MOVED_ON = "draft.moved_on"


class WriteDraft(SharedText, PreviewsProposal, SavesByItself):
    """A draft: saved, or saved and submitted, with the same form."""

    form_class = DraftForm
    template_name = "proposals/write.html"
    title = _("Write a proposal")
    submit_label = _("Submit the proposal")
    stale_rule = "draft.stale"
    started_from = "revision"
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

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Save the text beside a file that is refused: the refusal says that it is kept."""
        if (
            status == HTTPStatus.UNPROCESSABLE_ENTITY
            and form is not None
            and obj is not None
            and set(form.errors) & FILE_FIELDS
            and not (self.by_itself or chosen(self.request))
        ):
            refusal = self._keep_text(form, obj)
        return super().answer(obj, form, status, refusal=refusal, notice=notice)

    def _keep_text(self, form: ActionForm, proposal: Proposal) -> Verdict | None:
        """Save what can be saved of the text alone; return why it could not be."""
        if set(form.errors) & NEEDED:
            return None
        try:
            saved = actions.save_draft(**self._to_save(form, proposal))
        except Refused as refused:
            return refused.verdict
        except ValidationError as error:
            self.add_errors(form, error)
            return None
        except ObjectDoesNotExist as gone:
            # Discarded while the file was looked at.
            raise Http404 from gone
        proposal.draft = saved
        show_with(form, self.request, self.started_from, saved.revision)
        return None

    def _to_save(self, form: ActionForm, proposal: Proposal) -> dict[str, Any]:
        """Return what the actions that save a draft are told."""
        return {
            "proposal": proposal,
            "actor": self.request.user,
            "revision": form.cleaned_data.get("revision") or 0,
            "text": self.storable(form),
            "window": form.cleaned_data.get("window") or "",
        }

    def save(self, form: ActionForm, proposal: Proposal, user: Any) -> str:
        """Save the draft of `proposal`, of two texts what the person chose; return where it goes."""
        arguments = self._to_save(form, proposal)
        keep = chosen(self.request)
        if keep and self.by_itself:
            # The person is still choosing between two texts: saved half chosen, both would be joined twice.
            raise actions.StaleDraft(Draft.objects.get(proposal=proposal), user)
        if keep:
            self.saved = actions.reconcile_draft(**arguments, keep=keep)
        else:
            self.saved = actions.save_draft(**arguments)
        self.change_files(form, proposal, user)
        return self.after_saving(proposal)

    def change_files(self, form: ActionForm, proposal: Proposal, user: Any) -> None:
        """Remove and add the files that a person's form says; the page sends none by itself."""
        if not self.by_itself:
            change_draft(form, proposal, user)

    def missing(self, obj: Any) -> ProposalRules | None:
        """Report what is missing only when it was to be submitted: a draft may be incomplete."""
        return super().missing(obj) if self.wants_to_submit else None

    def standing(self, obj: Any) -> Standing | None:
        """Return the draft as another window saved it."""
        if not permissions.can_edit_draft(self.request.user, obj):
            return None
        saved = Draft.objects.get(proposal=obj)
        return Standing(saved, saved.revision, saved.saved_at)


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
            text=self.storable(form),
            # A page that saved by itself goes on doing so; who pressed the button has left it.
            window=(form.cleaned_data.get("window") or "") if self.by_itself else "",
        )
        self.saved = proposal.draft
        self.change_files(form, proposal, user)
        return self.after_saving(proposal)

    def repeat(self, form: ActionForm, obj: Any, user: Any, address: str) -> str:
        """Save into the draft that this very form made, when its answer got lost and the page saved on.

        A person who sends it with another text may have gone back to begin anew: both texts are shown.
        """
        number = resolve(urlsplit(address).path).kwargs["pk"]
        made = Proposal.objects.visible_to(user).filter(pk=number).first()
        if made is None or not permissions.can_edit_draft(user, made):
            words = _(
                "The draft that this form made was submitted, handed over or discarded meanwhile. Nothing is "
                "lost: save again, and what stands here becomes a new draft."
            )
            raise Refused(no(MOVED_ON, words))
        self.made = made
        if self.by_itself or chosen(self.request):
            return self.save(form, made, user)
        if differences(made.draft, form.text()):  # type: ignore[attr-defined]
            raise actions.StaleDraft(made.draft, user)
        self.change_files(form, made, user)
        return self.after_saving(made)

    def key_of(self, form: ActionForm) -> str:
        """Tell a repeat by the form's own key: whatever was written on since belongs to the same draft."""
        return digest(self.request.path, form.cleaned_data.get("form_key") or new_key())

    def answer(
        self,
        obj: Any,
        form: ActionForm | None,
        status: HTTPStatus,
        *,
        refusal: Verdict | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Go on with the draft where this form has made one already; begin another where that moved on."""
        obj = obj or getattr(self, "made", None)
        if form is not None and refusal is not None and refusal.rule == MOVED_ON:
            show_with(form, self.request, "form_key", new_key())
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
        if bound or obj is None or CHECK not in self.request.GET:
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
        if CHECK in self.request.GET and not (verdict := may_submit(self.request.user, obj)):
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
