"""A proposal: whose it is, where it stands and since when. Its text stands in the draft and the versions."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from portal.kit import clock

from ..lifecycle import State
from ..querysets import ProposalQuerySet
from .tag import ProposalTag

if TYPE_CHECKING:
    from .authorship import CoAuthor
    from .merge_request import MergeRequest
    from .rules import ProposalRules
    from .version import Version


class AnswerResult(models.TextChoices):
    """What the city answered."""

    ACCEPTED = "accepted", pgettext_lazy("answer of the city", "Accepted")
    PARTLY = "partly", pgettext_lazy("answer of the city", "Accepted in part")
    DECLINED = "declined", pgettext_lazy("answer of the city", "Cannot be done")
    STUDIED = "studied", pgettext_lazy("answer of the city", "Still being studied")


class Proposal(models.Model):
    """One proposal; its address (`/usulan/<id>/`) works for ever, whatever becomes of it."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="proposals",
        verbose_name=_("author"),
    )
    affiliation = models.ForeignKey(
        "members.Affiliation", models.SET_NULL, null=True, related_name="+", verbose_name=_("affiliation")
    )
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="proposals", verbose_name=_("organisation")
    )
    leading_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        related_name="led_proposals",
        verbose_name=_("leading working group"),
    )
    groups = models.ManyToManyField(
        "members.WorkingGroup",
        blank=True,
        related_name="joined_proposals",
        verbose_name=_("joining working groups"),
    )
    # Those of the current version, looked up by lists.
    tags = TaggableManager(_("tags"), through=ProposalTag, blank=True)
    state = models.CharField(_("state"), max_length=24, choices=State, default=State.DRAFT)
    # Public title and summary are those of the current version; of a proposal never submitted, its draft's.
    title = models.CharField(_("title"), max_length=300, blank=True)
    slug = models.SlugField(_("slug"), max_length=80, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    current_version = models.ForeignKey(
        "proposals.Version", models.PROTECT, null=True, related_name="+", verbose_name=_("current version")
    )
    decided_version = models.ForeignKey(
        "proposals.Version", models.PROTECT, null=True, related_name="+", verbose_name=_("decided version")
    )
    ever_submitted = models.BooleanField(_("was submitted"), default=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    # Set when it comes back to be checked (reviewed, unmerged, restored): the promise counts from then.
    check_since = models.DateTimeField(_("to be checked since"), null=True)
    opened_at = models.DateTimeField(_("discussion opened"), null=True)
    closes_at = models.DateTimeField(_("discussion closes"), null=True)
    extended = models.BooleanField(_("extended"), default=False)
    no_agency_reason = models.TextField(_("why no agency is concerned"), blank=True)
    # Set when a session returns the proposal: until when the group is to formulate it anew.
    formulation_due_on = models.DateField(_("formulation due"), null=True)
    awaiting_since = models.DateTimeField(_("awaiting a session since"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    # For staff: the number is public only once the decision is announced, which the council knows.
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)
    deferred_until = models.DateField(_("deferred until"), null=True)
    deferred_condition = models.TextField(_("condition of the deferral"), blank=True)
    deferrals = models.PositiveSmallIntegerField(_("deferrals"), default=0)
    conveyed_at = models.DateTimeField(_("conveyed"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer_result = models.CharField(_("the city's answer"), max_length=10, choices=AnswerResult, blank=True)
    studied_until = models.DateField(_("being studied until"), null=True)
    started_at = models.DateTimeField(_("carrying out began"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("merged into")
    )
    # Where a merged or withdrawn proposal was, and returns to when that is undone.
    state_before = models.CharField(_("state before"), max_length=24, choices=State, blank=True)
    created_at = models.DateTimeField(_("created"))
    changed_at = models.DateTimeField(_("last changed"))
    # Recounted from the rows by actions/counts.py, never only incremented.
    comment_count = models.PositiveIntegerField(_("comments"), default=0)
    # Readable comments that want the author's answer and have none yet.
    answers_waiting = models.PositiveIntegerField(_("waiting for the author's answer"), default=0)
    # What the page says of the discussion in figures (figures.py); recounted as well.
    discussion_figures = models.JSONField(editable=False, default=dict)
    # How many elements are still to be heard; null until the discussion opens.
    heard_missing = models.PositiveSmallIntegerField(_("elements not heard yet"), null=True)

    # The open ones of `merge_requests`, where a page has read them with the rest (surroundings.py).
    live_requests: "list[MergeRequest]"

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["leading_group", "state"], name="proposal_group_state"),
            # One for each part of each order of the list (listing.sections), the number telling equals apart.
            models.Index(fields=["state", "closes_at", "id"], name="proposal_by_closing"),
            models.Index(fields=["-changed_at", "-id"], name="proposal_by_change"),
            models.Index(
                fields=["-submitted_at", "-id"],
                condition=models.Q(ever_submitted=True),
                name="proposal_by_submission",
            ),
            models.Index(fields=["-comment_count", "-id"], name="proposal_by_comments"),
            models.Index(fields=["-heard_missing", "-id"], name="proposal_by_unheard"),
            # One for each filter that keeps a small part of many: its first page, and its count.
            models.Index(
                fields=["state", "-changed_at", "-id"],
                condition=models.Q(ever_submitted=True),
                name="proposal_state_by_change",
            ),
            models.Index(
                fields=["leading_group", "-changed_at", "-id"],
                condition=models.Q(ever_submitted=True),
                name="proposal_group_by_change",
            ),
            models.Index(
                fields=["organisation", "state", "closes_at", "id"],
                condition=models.Q(ever_submitted=True),
                name="proposal_of_by_closing",
            ),
            models.Index(
                fields=["organisation", "-changed_at", "-id"],
                condition=models.Q(ever_submitted=True),
                name="proposal_of_by_change",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.DISCUSSION) | models.Q(closes_at__isnull=False),
                name="discussion_has_a_closing",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT)
                | models.Q(ever_submitted=True, current_version__isnull=False, leading_group__isnull=False),
                name="only_drafts_lack_a_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ANSWERED) | ~models.Q(answer_result=""),
                name="answered_proposals_have_an_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.MERGED, State.WITHDRAWN]) | ~models.Q(state_before=""),
                name="left_proposals_know_where_they_were",
            ),
        ]

    def __str__(self) -> str:
        """Return the title, or the number of a draft that has none yet."""
        return self.title or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the proposal's permanent address."""
        return reverse("proposals:detail", args=[self.pk, self.slug or "-"])

    @cached_property
    def co_writers(self) -> "list[CoAuthor]":
        """Return who writes along now, each with person and organisation; read once for this instance."""
        return list(self.co_authors.active().select_related("person", "organisation__kind"))

    @property
    def number(self) -> int:
        """Return the number that people quote ("Usulan 231")."""
        return self.pk

    @property
    def phase(self) -> State:
        """Return the state that holds at this moment.

        A discussion whose closing has passed is in formulation, whether or not the scheduled job has
        been there to write it down.
        """
        if self.state == State.DISCUSSION and self.closing_passed:
            return State.FORMULATION
        return State(self.state)

    @property
    def closing_passed(self) -> bool:
        """Return whether the closing date lies behind."""
        return self.closes_at is not None and self.closes_at <= clock.now()

    @property
    def public_version(self) -> "Version":
        """Return the version that everybody reads; the database sees to it that only drafts have none."""
        return cast("Version", self.current_version)

    @property
    def closing(self) -> datetime:
        """Return when the discussion closes or closed; the database sees to it for one that is open."""
        return cast(datetime, self.closes_at)

    @cached_property
    def rules(self) -> "ProposalRules":
        """Return the figures of the rules, read once for this instance."""
        from .rules import ProposalRules

        return ProposalRules.load()
