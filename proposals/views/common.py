"""What the views of this app share: finding a proposal that this person may know of, and its verbs' page."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.prepared import Given, GivenPerson, Prepared
from portal.kit.views import ActionView, Words

from .. import limits
from ..models import Comment, Proposal


def _whole(reader: Any) -> Any:
    """Return the read of one proposal that `reader` may know of, with all that pages show of it."""
    found = Proposal.objects.visible_to(reader).select_related(
        "leading_group",
        "organisation__kind",
        "organisation__parent",
        "author",
        "current_version__strategic_issue",
        "current_version__pillar",
        "merged_into",
    )
    return found.filter(pk=Given("pk"))[:1]


_FOR_VISITOR = Prepared(lambda: _whole(AnonymousUser()))
_FOR_PERSON = Prepared(lambda: _whole(GivenPerson("user")))


def visible_proposal(request: HttpRequest, pk: int) -> Proposal:
    """Return the proposal `pk` with all that pages show of it; raise Http404 where nobody may know of it."""
    user = request.user
    found = _FOR_PERSON(user=user.pk, pk=pk) if user.is_authenticated else _FOR_VISITOR(pk=pk)
    if not found:
        raise Http404
    return found[0]


def visible_comment(request: HttpRequest, pk: int, comment_id: int) -> Comment:
    """Return a comment of the proposal `pk`; raise Http404 where there is none to be known of."""
    proposal = visible_proposal(request, pk)
    comment = get_object_or_404(
        Comment.objects.select_related(
            "author", "organisation__kind", "affiliation", "suggestion", "version"
        ),
        pk=comment_id,
        proposal=proposal,
    )
    comment.proposal = proposal
    return comment


class LimitedView(ActionView):
    """An action that one person, and one network address, may do so and so often (limits.py)."""

    # The name of the limit; none where it is empty.
    limited_as = ""

    def within_limits(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Perform it, or raise TooMany. A form that is refused for another reason counts as well."""
        if self.limited_as:
            limits.take(self.limited_as, self.request)
        return super().within_limits(form, obj, user)


class ProposalActionView(LimitedView):
    """One verb on one proposal."""

    template_name = "proposals/action.html"

    def get_object(self) -> Proposal:
        """Return the proposal of the address; it is read once for a request."""
        if not hasattr(self, "_proposal"):
            self._proposal = visible_proposal(self.request, self.kwargs["pk"])
        return self._proposal

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Name the proposal for the page's head."""
        return {**super().get_context(obj), "proposal": obj}

    def back_url(self, obj: Any) -> str:
        """Lead back to the proposal, or to the list where it is hidden."""
        if obj is None:
            return "/"
        return obj.get_absolute_url()


class CommentActionView(LimitedView):
    """One verb on one comment."""

    template_name = "proposals/action.html"

    def get_object(self) -> Comment:
        """Return the comment of the address; it is read once for a request."""
        if not hasattr(self, "_comment"):
            self._comment = visible_comment(self.request, self.kwargs["pk"], self.kwargs["comment_id"])
        return self._comment

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Name the proposal for the page's head, and the comment for the page."""
        return {**super().get_context(obj), "proposal": obj.proposal if obj else None, "comment": obj}

    def back_url(self, obj: Any) -> str:
        """Lead back to the comment."""
        return obj.get_absolute_url() if obj else "/"


class CommentSentMixin:
    """Tells whether a comment that was sent is public now or waits for a moderator."""

    _held = False

    def sent(self, comment: Comment) -> str:
        """Return where `comment` is to be seen, and remember what to say of it."""
        self._held = comment.held_at is not None
        return comment.get_absolute_url()

    def public_message(self) -> Words:
        """Return what to say where it is public now."""
        raise NotImplementedError

    def success_message(self) -> Words:
        """Say whether it can be read by everybody."""
        if self._held:
            return _("Your comment was received. A moderator reads it before it is published.")
        return self.public_message()
