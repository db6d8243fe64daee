"""The moderators' queue in the admin: the oldest first, each case with everything that one decides on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_passes_test
from wagtail.admin.viewsets.model import ModelViewSet

from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.members.admin.base import AdminActionView, frame

from .. import actions, permissions
from ..forms.moderation import DecideForm
from ..models import Attachment, Blackout, Comment, HouseRule, ModerationCase, ModerationDecision

SECTION = ("proposals_admin:moderation", _("Moderation"))
ICON = "warning"
PER_PAGE = 25
# Enough of a thread to understand a quarrel; the rest is one click away.
THREAD = 30
EARLIER = 10

queue_readers_only = user_passes_test(permissions.can_read_queue)


class HouseRuleViewSet(ModelViewSet):
    """House rules are reference data without a life of their own: Wagtail's stock editor serves."""

    model = HouseRule
    icon = "list-ol"
    menu_label = _("House rules")
    add_to_settings_menu = True
    list_display = ["number", "name", "in_force"]
    form_fields = ["number", "name", "text", "name_en", "text_en", "in_force"]
    copy_view_enabled = False


@queue_readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List the cases that wait, the oldest first, or those that are decided."""
    decided = request.GET.get("keadaan") == ModerationCase.State.DECIDED
    cases = ModerationCase.objects.decided() if decided else ModerationCase.objects.waiting()
    kind = request.GET.get("jenis", "")
    if kind in ModerationCase.Kind.values:
        cases = cases.filter(kind=kind)
    else:
        kind = ""
    return render(
        request,
        "proposals/admin/moderation.html",
        {
            **frame(SECTION[1], ICON),
            "page": page_of(request, cases.for_rows(), PER_PAGE),
            "decided": decided,
            "kind": kind,
            "kinds": ModerationCase.Kind.choices,
        },
    )


@queue_readers_only
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: the comment as it was written, its thread and proposal, what was decided before."""
    case = _case(pk)
    comment, writer = case.comment, case.writer
    earlier = ModerationDecision.objects.filter(person=writer).exclude(case=case)
    return render(
        request,
        "proposals/admin/case.html",
        {
            **frame(_title(case), ICON, SECTION),
            "case": case,
            "comment": comment,
            "proposal": case.proposal,
            "blackout": _blackout(case),
            "file": Attachment.objects.withdrawn_by(getattr(case, "decision", None), case.reviewed),
            "flags": case.flags.select_related("person"),
            "thread": _thread(comment) if comment else [],
            "earlier": earlier.select_related("rule", "case", "decided_by")[:EARLIER] if writer else [],
            "may_black_out": permissions.can_black_out(request.user, case.proposal, comment),
            "may_claim": permissions.can_claim(request.user, case),
            "may_release": permissions.can_release_claim(request.user, case),
            "may_decide": permissions.can_decide(request.user, case),
        },
    )


def _thread(comment: Comment) -> Any:
    """Return the thread around a comment, held and hidden answers too."""
    thread = Comment.with_held.filter(pk=comment.thread_id) | Comment.with_held.filter(
        root_id=comment.thread_id
    )
    return thread.for_reading()[:THREAD]


def _blackout(case: ModerationCase) -> Blackout | None:
    """Return the blacked-out passage that the case, or the decision it looks at again, is about."""
    if case.kind not in (ModerationCase.Kind.BLACKOUT, ModerationCase.Kind.REVIEW):
        return None
    return Blackout.objects.filter(decision__in=[case.reviewed_id, getattr(case, "decision", None)]).first()


def _case(pk: int) -> ModerationCase:
    """Return a case with everything that its page shows of it."""
    found = ModerationCase.objects.select_related(
        "comment__author",
        "comment__organisation__kind",
        "comment__proposal__organisation__kind",
        "comment__proposal__leading_group",
        "comment__hiding__rule",
        "text_of__organisation__kind",
        "text_of__leading_group",
        "text_of__author",
        "claimed_by",
        "decision__rule",
        "decision__decided_by",
        "reviewed__rule",
        "reviewed__decided_by",
    )
    return get_object_or_404(found, pk=pk)


def _title(case: ModerationCase) -> str:
    about = f"#{case.comment_id}" if case.comment else case.proposal.title
    return f"{case.get_kind_display()}: {about}"


class CaseAction(AdminActionView):
    """What a moderator does to one case."""

    section = SECTION
    icon = ICON

    def get_object(self) -> ModerationCase:
        """Return the case of the address; it is read once for a request."""
        if not hasattr(self, "_found"):
            self._found = _case(self.kwargs["pk"])
        return self._found

    def back_url(self, obj: ModerationCase | None) -> str:
        """Lead back to the case."""
        return reverse("proposals_admin:case", args=[obj.pk]) if obj else reverse(SECTION[0])

    def facts(self, obj: ModerationCase) -> list[tuple[Any, Any]]:
        """Repeat what it is about: it is decided on what is read here."""
        facts: list[tuple[Any, Any]] = [
            (_("Proposal"), obj.proposal.title),
            (_("Writer"), obj.writer or "–"),
        ]
        if obj.comment:
            facts.append((_("Comment"), obj.comment.body))
        if blackout := _blackout(obj):
            facts.append((_("What was blacked out"), blackout.passage))
        if file := Attachment.objects.withdrawn_by(obj.reviewed):
            facts.append((_("Withdrawn file"), file.caption))
        if obj.reviewed is not None:
            facts += [
                (_("Decision"), f"{obj.reviewed} ({obj.reviewed.rule})"),
                (_("Reason"), obj.reviewed.reason),
            ]
            facts.append((_("What the writer says"), obj.statement))
        elif obj.statement:
            facts.append((_("Why it was held"), obj.held_because))
        return facts


class Claim(CaseAction):
    """Take a case on."""

    title = _("Take the case on")
    submit_label = _("Take on")
    intro = _("Nobody else can decide it then, until you give it back.")

    def verdict(self, user: Any, obj: ModerationCase) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_claim(user, obj)

    def perform(self, form: ActionForm, obj: ModerationCase, user: Any) -> str:
        """Take it on, and go to it."""
        actions.claim_case(case=obj, actor=user)
        return self.back_url(obj)

    def success_message(self) -> Any:
        """Say what comes next."""
        return _("The case is yours. Read it, then decide.")


class ReleaseClaim(CaseAction):
    """Give a case back to the queue."""

    title = _("Give the case back")
    submit_label = _("Give back")

    def verdict(self, user: Any, obj: ModerationCase) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_release_claim(user, obj)

    def perform(self, form: ActionForm, obj: ModerationCase, user: Any) -> str:
        """Give it back."""
        actions.release_case(case=obj, actor=user)
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that others can take it on."""
        return _("The case is back in the queue.")


class Decide(CaseAction):
    """Decide a case."""

    form_class = DecideForm
    title = _("Decide the case")
    submit_label = _("Decide")

    def get_form_kwargs(self, obj: ModerationCase | None) -> dict[str, Any]:
        """Offer what fits the kind of case."""
        return {"case": obj}

    def verdict(self, user: Any, obj: ModerationCase) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_decide(user, obj)

    def perform(self, form: ActionForm, obj: ModerationCase, user: Any) -> str:
        """Decide it, and go on in the queue."""
        values = form.cleaned_data
        actions.decide_case(
            case=obj,
            actor=user,
            outcome=values["outcome"],
            reason=values["reason"],
            rule=values.get("rule"),
            suspended_until=values.get("suspended_until"),
        )
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that the writer is told."""
        return _("Decided. The writer reads the reason in a notice and in their account.")
