"""Reads that are used twice; `visible_to` is the only way to what a person may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.db import models

from portal.kit import clock

from .lifecycle import State

if TYPE_CHECKING:
    from .models import Attachment, CoAuthor, Comment, Proposal  # noqa: F401


def phase_is(phases: Iterable[str]) -> models.Q:
    """Return the condition that a proposal is in one of `phases` now (see Proposal.phase)."""
    phases = set(phases)
    now = clock.now()
    found = models.Q(state__in=phases - {State.DISCUSSION})
    if State.DISCUSSION in phases:
        found |= models.Q(state=State.DISCUSSION, closes_at__gt=now)
    if State.FORMULATION in phases:
        found |= models.Q(state=State.DISCUSSION, closes_at__lte=now)
    return found


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals by who may see them and by where they stand at this moment."""

    def visible_to(self, user: Any) -> ProposalQuerySet:
        """Return what was ever submitted, and the drafts of which the person is an author."""
        if user is not None and user.is_authenticated:
            return self.filter(models.Q(ever_submitted=True) | _written_by(user))
        return self.public()

    def public(self) -> ProposalQuerySet:
        """Return what everybody may read."""
        return self.filter(ever_submitted=True)

    def in_phase(self, phases: Iterable[str]) -> ProposalQuerySet:
        """Return the proposals that are in one of `phases` now."""
        return self.filter(phase_is(phases))

    def in_discussion(self) -> ProposalQuerySet:
        """Return what can be commented on now."""
        return self.in_phase([State.DISCUSSION])

    def awaiting_session(self) -> ProposalQuerySet:
        """Return what the council may put on an agenda."""
        return self.filter(state=State.AWAITING_SESSION)

    def due_to_close(self) -> ProposalQuerySet:
        """Return the discussions whose closing has passed and was not written down yet."""
        return self.filter(state=State.DISCUSSION, closes_at__lte=clock.now())

    def for_rows(self) -> ProposalQuerySet:
        """Return the proposals with all that a list row shows, in a constant number of queries."""
        from .models import AgencyRequest  # the models import this module

        pending = AgencyRequest.objects.filter(
            proposal=models.OuterRef("pk"), answered_at__isnull=True, due_on__gte=clock.today()
        )
        return self.select_related("leading_group", "organisation__kind", "author").annotate(
            # Looked up for each row that is shown: as Exists it would be read for all proposals at once.
            agency_pending=models.Subquery(pending.values("pk")[:1])
        )


def add_tags_and_co_authors(rows: Sequence[Proposal]) -> None:
    """Give the proposals of a page `row_tags` and `row_co_authors`, with two queries for all of them."""
    from .models import CoAuthor, ProposalTag  # the models import this module

    tags = ProposalTag.objects.select_related("tag").order_by("tag__name")
    along = CoAuthor.objects.active().select_related("organisation")
    models.prefetch_related_objects(
        rows,
        models.Prefetch("tagged", tags, to_attr="row_tags"),
        models.Prefetch("co_authors", along, to_attr="row_co_authors"),
    )


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    """Co-authors by what they still are."""

    def active(self) -> CoAuthorQuerySet:
        """Return those who write along now."""
        return self.filter(until=None)

    def bound(self) -> CoAuthorQuerySet:
        """Return those who count as authors for conflicts of interest, also after they left."""
        return self.filter(models.Q(until=None) | models.Q(bound=True))


def _written_by(user: Any, of: str = "") -> models.Q:
    """Return the condition that `user` is author or co-author now; `of` leads to the proposal."""
    from .models import CoAuthor  # the models import this module

    along = CoAuthor.objects.active().filter(proposal=models.OuterRef(f"{of}pk"), person=user)
    return models.Q(**{f"{of}author": user}) | models.Q(models.Exists(along))


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments by who may see them."""

    def visible_to(self, user: Any) -> AttachmentQuerySet:
        """Return what a version of a public proposal holds, and what the person's own drafts hold."""
        from .models import VersionAttachment  # the models import this module

        held = VersionAttachment.objects.filter(attachment=models.OuterRef("pk"))
        public = models.Q(models.Exists(held), proposal__ever_submitted=True)
        if user is not None and user.is_authenticated:
            return self.filter(public | (models.Q(in_draft=True) & _written_by(user, "proposal__")))
        return self.filter(public)

    def withdrawn_by(self, *decisions: Any) -> Attachment | None:
        """Return the file that one of the moderators' `decisions` withdrew and no review has put back."""
        numbers = [decision.pk for decision in decisions if decision and decision.outcome == "withdraw"]
        return self.filter(withdrawal__in=numbers).first() if numbers else None

    def in_draft(self) -> AttachmentQuerySet:
        """Return what belongs to the text that the authors are working on."""
        return self.filter(in_draft=True)


_TEXTS = ("summary", "background", "content", "benefit", "affected", "html")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments in reading order and by what counts."""

    def visible(self) -> CommentQuerySet:
        """Return those whose text may be read."""
        return self.filter(retracted_at__isnull=True, hidden_at__isnull=True)

    def waiting_of(self, user: Any) -> CommentQuerySet:
        """Return what `user` wrote and a moderator has not read yet, the oldest first."""
        return self.filter(author=user, held_at__isnull=False, cases__state="open").order_by("pk").distinct()

    def for_reading(self) -> CommentQuerySet:
        """Return the comments in reading order with all that a thread shows."""
        return (
            self.select_related(
                "author",
                "organisation__kind",
                "reply_to__author",
                "version",
                "suggestion",
                "author_answer__author",
                "author_answer__version",
                "hiding__rule",
            )
            # A version's texts are long, and a page of comments shows its number alone.
            .defer(*(f"{of}version__{name}" for of in ("", "author_answer__") for name in _TEXTS))
            .order_by("path")
        )

    def threads(self) -> CommentQuerySet:
        """Return the comments that open a thread."""
        return self.filter(depth=1)

    def waiting(self) -> CommentQuerySet:
        """Return the readable objections and suggested changes that the author has not answered yet."""
        from .models import ANSWERED_STANCES  # the models import this module

        return self.visible().filter(stance__in=ANSWERED_STANCES, author_answer__isnull=True)


_CommentManager = models.Manager.from_queryset(CommentQuerySet)


class PublishedComments(_CommentManager):
    """The comments that are published: without those held for a moderator."""

    def get_queryset(self) -> CommentQuerySet:  # type: ignore[override]
        """Return them."""
        return cast(CommentQuerySet, super().get_queryset().filter(held_at__isnull=True))
