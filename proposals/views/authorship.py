"""The authors of a proposal: who they are, inviting, answering, handing over, leaving."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView, Words
from portal.members.models import Affiliation
from portal.members.querysets import AffiliationQuerySet

from .. import actions, permissions
from ..forms.authorship import AnswerInvitationForm, InviteForm
from ..models import AuthorInvitation, Proposal
from .common import ProposalActionView, visible_proposal

# A list that is longer is searched, not read.
MOST_FOUND = 20


@never_cache
def authors(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who writes the proposal, and to its authors what they may do about it."""
    proposal = visible_proposal(request, pk)
    user = request.user
    steps = {
        "invite_co_author": permissions.can_invite_co_author(user, proposal),
        "hand_over": permissions.can_hand_over(user, proposal),
        "leave_authorship": permissions.can_leave_authorship(user, proposal),
    }
    invitations = []
    if user.is_authenticated and (permissions.writes(user, proposal) or steps["hand_over"]):
        invitations = [
            (one, bool(permissions.can_take_back_invitation(user, one)))
            for one in proposal.author_invitations.filter(state="open").select_related(
                "person", "organisation__kind", "proposal"
            )
        ]
    context = {
        "proposal": proposal,
        "invitations": invitations,
        "verbs": [name for name, verdict in steps.items() if verdict] if user.is_authenticated else [],
    }
    return render(request, "proposals/authors.html", context)


class _Inviting(ProposalActionView):
    """One of the people found by name or organisation is asked."""

    form_class = InviteForm
    template_name = "proposals/invite.html"
    kind = ""

    def people(self, obj: Proposal) -> AffiliationQuerySet:
        """Return the places in organisations by which somebody may be invited."""
        raise NotImplementedError

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer those who fit the search; for who may not invite, nobody."""
        if obj is None or not self.verdict(self.request.user, obj):
            return {}
        found = (
            self.people(obj)
            .current()
            .filter(capacity="representing", organisation__verified_at__isnull=False, user__is_active=True)
            .exclude(user=obj.author_id)
            .select_related("user", "organisation__kind")
            .order_by("user__name", "pk")
            .distinct()
        )
        if self.request.method == "POST":
            return {"people": found.filter(pk=self.chosen)}
        if words := self.request.GET.get("cari", "").strip()[:100]:
            found = found.filter(Q(user__name__icontains=words) | Q(organisation__name__icontains=words))
        return {"people": found[:MOST_FOUND]}

    @property
    def chosen(self) -> int:
        """Return the number that was sent, or one that nothing has."""
        sent = self.request.POST.get("affiliation", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Keep the words of the search."""
        return {**super().get_context(obj), "words": self.request.GET.get("cari", "")[:100]}

    def back_url(self, obj: Any) -> str:
        """Lead back to the authors."""
        return reverse("proposals:authors", args=[obj.pk]) if obj else "/"

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Invite."""
        assert isinstance(form, InviteForm)  # noqa: S101 - narrows the type; form_class says so
        actions.invite_author(proposal=obj, actor=user, affiliation=form.chosen, kind=self.kind)
        return self.back_url(obj)

    def success_message(self) -> Words:
        """Say what follows."""
        return _("The invitation is sent by mail and stands at their desk.")


class InviteCoAuthor(_Inviting):
    """Ask somebody to write along."""

    kind = AuthorInvitation.Kind.CO_AUTHOR
    title = _("Invite a co-author")
    submit_label = _("Send the invitation")
    intro = _(
        "Title and summary are shown to whom you invite. Who accepts reads and writes the draft, "
        "for the organisation that they represent."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_invite_co_author(user, obj)

    def people(self, obj: Proposal) -> AffiliationQuerySet:
        """Return everybody who represents an organisation and is no author yet."""
        return Affiliation.objects.exclude(user__in=obj.co_authors.active().values("person"))


class HandOver(_Inviting):
    """Offer the authorship to somebody else."""

    kind = AuthorInvitation.Kind.HANDOVER
    title = _("Hand over the authorship")
    submit_label = _("Offer the authorship")
    intro = _(
        "It passes when the other one accepts: a co-author, or somebody else who represents your "
        "organisation. Until then nothing changes."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_hand_over(user, obj)

    def people(self, obj: Proposal) -> AffiliationQuerySet:
        """Return the co-authors, and the others who represent the same organisation."""
        along = obj.co_authors.active()
        return Affiliation.objects.filter(
            Q(organisation=obj.organisation_id) | Q(pk__in=along.values("affiliation"))
        )


class LeaveAuthorship(ProposalActionView):
    """Stop writing along."""

    title = _("Leave the proposal")
    submit_label = _("Leave the proposal")
    danger = True
    warning = _("Only the author can invite you again. What you wrote stays part of the versions.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_leave_authorship(user, obj)

    def back_url(self, obj: Any) -> str:
        """Lead back to the authors."""
        return reverse("proposals:authors", args=[obj.pk]) if obj else "/"

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Leave; a draft that nobody else may know of is out of sight then."""
        left = actions.leave_authorship(proposal=obj, actor=user)
        return left.get_absolute_url() if left.ever_submitted else reverse("proposals:list")

    def success_message(self) -> Words:
        """Say that it is done."""
        return _("You no longer write along.")


class _InvitationView(ActionView):
    """One invitation, known to whom it is for and to the authors."""

    template_name = "proposals/invitation.html"

    def get_object(self) -> AuthorInvitation:
        """Return the invitation of the address; it is read once for a request."""
        if not hasattr(self, "_invitation"):
            user = self.request.user
            found = AuthorInvitation.objects.select_related(
                "proposal__organisation__kind",
                "proposal__author",
                "proposal__leading_group",
                "organisation__kind",
                "affiliation__organisation__kind",
                "affiliation__user",
                "invited_by",
                "person",
            )
            known = found.filter(Q(person=user.pk) | Q(proposal__author=user.pk) | Q(invited_by=user.pk))
            if not user.is_authenticated:
                known = found.none()
            self._invitation = get_object_or_404(known, pk=self.kwargs["invitation_id"])
        return self._invitation

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Name the proposal for the page's head."""
        return {"invitation": obj, "proposal": obj.proposal if obj else None}

    def back_url(self, obj: Any) -> str:
        """Lead back to the desk."""
        return reverse("proposals:list")


class AnswerInvitation(_InvitationView):
    """Accept or decline."""

    form_class = AnswerInvitationForm
    title = _("Invitation to write along")
    submit_label = _("Send the answer")

    def verdict(self, user: Any, obj: AuthorInvitation) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_answer_invitation(user, obj)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Call the offer of the authorship what it is."""
        context = super().get_context(obj)
        return {**context, "title": _("Offer of the authorship")} if obj and obj.is_handover else context

    def perform(self, form: ActionForm, obj: AuthorInvitation, user: Any) -> str:
        """Accept, and go to the proposal; or decline."""
        if form.cleaned_data["answer"] == "accept":
            self.words: Words = _("You are an author of this proposal now.")
            return actions.accept_invitation(invitation=obj, actor=user).get_absolute_url()
        actions.decline_invitation(invitation=obj, actor=user)
        self.words = _("You declined. The author has been told by mail.")
        return reverse("proposals:list")

    def success_message(self) -> Words:
        """Say what it is now."""
        return self.words


class TakeBackInvitation(_InvitationView):
    """Take an open invitation back."""

    title = _("Take the invitation back")
    submit_label = _("Take the invitation back")
    danger = True

    def verdict(self, user: Any, obj: AuthorInvitation) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_take_back_invitation(user, obj)

    def back_url(self, obj: Any) -> str:
        """Lead back to the authors."""
        return reverse("proposals:authors", args=[obj.proposal_id]) if obj else "/"

    def perform(self, form: ActionForm, obj: AuthorInvitation, user: Any) -> str:
        """Take it back."""
        actions.take_back_invitation(invitation=obj, actor=user)
        return reverse("proposals:authors", args=[obj.proposal_id])

    def success_message(self) -> Words:
        """Say that it is done."""
        return gettext("The invitation is taken back.")
