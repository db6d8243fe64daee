"""The immutable decision: number, date, frozen text, outcomes, roll call, notes of objection."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.querysets_decisions import DecisionQuerySet

from .decision_draft import DecisionKind


class Outcome(models.TextChoices):
    """What the council decided on a proposal, or on its own affairs."""

    ACCEPTED = "accepted", _("Accepted")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("Accepted with changes")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    DEFERRED = "deferred", _("Deferred")


class Method(models.TextChoices):
    """How it was decided."""

    CONSENSUS = "consensus", _("consensus")
    WITH_NOTES = "with_notes", _("consensus with notes")
    MAJORITY = "majority", _("majority")


class Standing(models.TextChoices):
    """How a decision stands today; never stored."""

    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended")
    REVOKED = "revoked", _("Revoked")


class NumberSeries(models.Model):
    """The row that is locked while a number of its kind is taken; the decisions say which is the last."""

    kind = models.CharField(max_length=3, choices=DecisionKind, unique=True)

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind


class Decision(models.Model):
    """An enacted decision. Rows are written once; triggers in the database refuse every change.

    Whether it is public is said by its `announcement`; what happened to it later (amended, revoked) is
    computed from later decisions.
    """

    kind = models.CharField(_("kind"), max_length=3, choices=DecisionKind)
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    number = models.CharField(_("number"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    body_html = models.TextField(_("text"))
    plain_text = models.TextField(_("text without markup"), help_text=_("For the search in the register."))
    draft = models.OneToOneField("council.DecisionDraft", models.PROTECT, related_name="decision")
    session = models.ForeignKey("council.Session", models.PROTECT, related_name="decisions")
    class_code = models.CharField(_("classification"), max_length=40, blank=True)
    text_hash = models.CharField(_("SHA-256 of the text"), max_length=64)
    enacted_at = models.DateTimeField(_("enacted at"))
    enacted_on = models.DateField(_("enacted on"))
    # The last day of the promise to announce it, as it stood at enactment.
    announce_by = models.DateField(_("to be announced by"))
    enacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # What is shown instead of title, body_html and plain_text since a moderator blacked out a passage there.
    # They never change; this does, counted by `blackouts`, and is drawn from them (council.blackouts).
    reading = models.JSONField(default=dict, editable=False)
    blackouts = models.PositiveIntegerField(default=0, editable=False)
    chair_name = models.CharField(_("chair"), max_length=200)
    secretary_name = models.CharField(_("secretary"), max_length=200, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-enacted_at", "-pk"]
        constraints = [
            models.UniqueConstraint("kind", "year", "sequence", name="decision_sequence_once"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="decision_sequence_from_one"),
        ]
        indexes = [
            models.Index(fields=["-enacted_on", "-id"], name="decision_newest_first"),
            models.Index(fields=["kind", "enacted_on"], name="decision_last_of_kind"),
        ]

    def __str__(self) -> str:
        """Return the number and the title."""
        return f"{self.number} {self.shown_title}"

    @property
    def shown_title(self) -> str:
        """Return the title as everybody reads it."""
        return str(self.reading.get("title", self.title))

    @property
    def shown_html(self) -> str:
        """Return the text as everybody reads it."""
        return str(self.reading.get("body_html", self.body_html))

    @property
    def shown_text(self) -> str:
        """Return the text without markup as everybody reads it."""
        return str(self.reading.get("plain_text", self.plain_text))

    def shown_beside(self, key: str, text: str) -> str:
        """Return as everybody reads it the `text` of a note of objection or an erratum, known by `key`."""
        return str(self.reading.get("beside", {}).get(key, text))

    @property
    def slug(self) -> str:
        """Return the last part of the address, such as ``rek-003``."""
        return f"{self.kind.lower()}-{self.sequence:03}"

    def get_absolute_url(self) -> str:
        """Return the permanent address, such as ``/keputusan/2026/rek-003/``."""
        return reverse("council:decision", args=[self.year, self.slug])

    @property
    def is_announced(self) -> bool:
        """Return whether the public may read it."""
        return hasattr(self, "announcement")

    @property
    def is_recommendation(self) -> bool:
        """Return whether it goes to the mayor."""
        return self.kind == DecisionKind.REK

    @property
    def standing(self) -> "Standing":
        """Return whether it is in force, amended or revoked: computed from later, announced decisions."""
        kinds = {change.kind for change in self.changed_by.all() if change.decision.is_announced}
        if "revokes" in kinds:
            return Standing.REVOKED
        return Standing.AMENDED if kinds else Standing.IN_FORCE


class DecisionOutcome(models.Model):
    """What one decision says of one proposal, from one motion, and how that was decided, as counted then."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="outcomes")
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, blank=True, related_name="decision_outcomes"
    )
    motion = models.OneToOneField("council.Motion", models.PROTECT, related_name="decision_outcome")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=24, choices=Outcome)
    method = models.CharField(max_length=12, choices=Method)
    wording = models.TextField()
    deferred_until = models.DateField(null=True, blank=True)
    deferred_condition = models.TextField(blank=True)
    filled = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    conflicted = models.PositiveSmallIntegerField(default=0)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    ballot_closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decision", "position"]
        constraints = [models.UniqueConstraint("decision", "position", name="outcome_position_once")]

    def __str__(self) -> str:
        """Return the outcome in words."""
        return str(self.get_outcome_display())


class RollCallChoice(models.TextChoices):
    """What a seat did in a ballot, including that it took no part."""

    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstention")
    NOT_CAST = "not_cast", _("Cast no vote")
    CONFLICTED = "conflicted", _("Conflict of interest")
    ABSENT = "absent", _("Not present")


class RollCallLine(models.Model):
    """One seat of the roll call, with the name and organisation of that day."""

    outcome = models.ForeignKey(DecisionOutcome, models.PROTECT, related_name="roll_call")
    seat_number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=20, blank=True)
    organisation_name = models.CharField(max_length=200)
    element = models.CharField(max_length=12)
    choice = models.CharField(max_length=12, choices=RollCallChoice)
    # Said aloud in the room and entered by the operator.
    is_oral = models.BooleanField(default=False)

    class Meta:
        ordering = ["outcome", "seat_number"]
        constraints = [models.UniqueConstraint("outcome", "seat_number", name="roll_call_seat_once")]

    def __str__(self) -> str:
        """Return the name and the choice."""
        return f"{self.name}: {self.words}"

    @property
    def words(self) -> str:
        """Return the choice in words, marked when it was said aloud."""
        said = str(self.get_choice_display())
        return str(_("%(choice)s (aloud)") % {"choice": said}) if self.is_oral else said


class DecisionNote(models.Model):
    """A note of objection of a seat, standing with the decision."""

    outcome = models.ForeignKey(DecisionOutcome, models.PROTECT, related_name="notes")
    name = models.CharField(max_length=200)
    organisation_name = models.CharField(max_length=200)
    element = models.CharField(max_length=12, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["outcome", "pk"]

    def __str__(self) -> str:
        """Return who objected."""
        return self.name

    @property
    def key(self) -> str:
        """Return how `Decision.reading` knows it."""
        return f"note-{self.pk}"

    @property
    def shown_text(self) -> str:
        """Return the note as everybody reads it."""
        return self.outcome.decision.shown_beside(self.key, self.text)
