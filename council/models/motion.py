"""A motion: the wording that is put to the council and the outcome that it asks for."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.lifecycle.motion import ADOPTED, MotionState
from council.querysets import MotionQuerySet

from .agenda_item import AgendaItem
from .decision import Decision, Method, Outcome

METHODS = {
    MotionState.ADOPTED_CONSENSUS: Method.CONSENSUS,
    MotionState.ADOPTED_WITH_NOTES: Method.WITH_NOTES,
    MotionState.ADOPTED_MAJORITY: Method.MAJORITY,
}


class MotionOutcome(models.TextChoices):
    """What a motion asks the council to say of the proposal."""

    ACCEPTED = "accepted", _("Accept")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("Accept with changes")
    NOT_ACCEPTED = "not_accepted", _("Do not accept")
    DEFERRED = "deferred", _("Defer")


class OwnAffair(models.TextChoices):
    """What a motion without a proposal is about; the council's rules set a threshold for each."""

    GENERAL = "general", _("Other affairs of the council")
    PROCEDURE = "procedure", _("The rules of procedure")
    PERSONS = "persons", _("Persons: the vote is held on paper")


class Motion(models.Model):
    """One motion on an agenda item; an item may see several, one after the other."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    # Without a proposal the motion is on the council's own affairs.
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, blank=True, related_name="motions"
    )
    version = models.ForeignKey("proposals.Version", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("outcome asked for"), max_length=24, choices=MotionOutcome)
    # Counts only without a proposal.
    affair = models.CharField(_("matter"), max_length=16, choices=OwnAffair, default=OwnAffair.GENERAL)
    wording = models.TextField(_("wording"))
    wording_number = models.PositiveSmallIntegerField(_("version of the wording"), default=1)
    deferred_until = models.DateField(_("deferred until"), null=True, blank=True)
    deferred_condition = models.TextField(_("deferred until this is fulfilled"), blank=True)
    state = models.CharField(
        _("state"), max_length=24, choices=MotionState, default=MotionState.DRAFT, db_index=True
    )
    created_at = models.DateTimeField(_("prepared"))
    put_at = models.DateTimeField(_("put"), null=True, blank=True)
    closed_at = models.DateTimeField(_("finished"), null=True, blank=True)
    leader = models.ForeignKey(
        "members.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("led by")
    )
    close_reason = models.TextField(_("reason"), blank=True)
    # As they were when consensus was declared or the ballot was opened.
    present = models.PositiveSmallIntegerField(_("members present"), null=True, blank=True)
    filled = models.PositiveSmallIntegerField(_("filled seats"), null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)
    yes = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                "item",
                condition=models.Q(state__in=["draft", "put", "ballot_open"]),
                name="council_one_unfinished_motion_per_item",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(put_at__isnull=False, leader__isnull=False),
                name="council_motion_put_by_leader",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="deferred")
                | models.Q(deferred_until__isnull=False)
                | ~models.Q(deferred_condition=""),
                name="council_deferral_has_an_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["adopted_majority", "not_adopted", "tied"])
                | models.Q(yes__isnull=False, no__isnull=False, abstain__isnull=False),
                name="council_counted_motion_has_tally",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["adopted_majority", "not_adopted", "tied"])
                | models.Q(yes__isnull=True, no__isnull=True, abstain__isnull=True),
                name="council_tally_only_after_a_ballot",
            ),
        ]

    def __str__(self) -> str:
        """Return the wording's beginning."""
        return self.wording[:80]

    def get_absolute_url(self) -> str:
        """Return the address of the motion: its place on the session's page."""
        return f"{reverse('council:session', args=[self.item.session_id])}#motion-{self.pk}"

    @property
    def is_on_persons(self) -> bool:
        """Return whether it is about a person, on whom the council votes on paper."""
        return self.proposal_id is None and self.affair == OwnAffair.PERSONS

    @property
    def is_adopted(self) -> bool:
        """Return whether the council adopted it, in whichever way."""
        return self.state in ADOPTED

    @property
    def settled(self) -> str:
        """Return what the council said of the proposal, in words; empty while it has said nothing of one.

        An adopted motion not to accept is no approval: wherever a result is shown, this stands first.
        """
        return str(Outcome(self.outcome).label) if self.is_adopted and self.proposal_id else ""

    @property
    def way(self) -> str:
        """Return how it was adopted, in words; empty when it was not."""
        return str(METHODS[MotionState(self.state)].label) if self.is_adopted else ""

    @property
    def result(self) -> str:
        """Return what became of it in one line: outcome for the proposal and way, else its state."""
        return f"{self.settled}, {self.way}" if self.settled else str(self.get_state_display())

    @property
    def announced_decision(self) -> Decision | None:
        """Return the decision that enacted it, once everybody may read it."""
        outcome = getattr(self, "decision_outcome", None)
        return outcome.decision if outcome is not None and outcome.decision.is_announced else None


class EarlierWording(models.Model):
    """A wording of a motion that the chair replaced by another one during deliberation."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="earlier_wordings")
    number = models.PositiveSmallIntegerField(_("version of the wording"))
    text = models.TextField(_("wording"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["motion", "number"]
        constraints = [models.UniqueConstraint("motion", "number", name="council_wording_number")]

    def __str__(self) -> str:
        """Return the wording's beginning."""
        return self.text[:80]
