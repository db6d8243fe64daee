"""The text of a coming decision while staff still write it: revisions, initials, signatures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from council.lifecycle.decision_draft import DraftState
from council.querysets_decisions import DecisionDraftQuerySet


class DecisionKind(models.TextChoices):
    """Advice to the mayor (what is accepted), or a decision: own affairs, deferral, non-acceptance."""

    REK = "REK", _("Recommendation")
    KEP = "KEP", _("Decision")


class DecisionDraft(models.Model):
    """What staff edit until it is enacted; `revision` counts the edits, so that nobody overwrites another."""

    kind = models.CharField(_("kind"), max_length=3, choices=DecisionKind)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=DraftState, default=DraftState.DRAFT)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    session = models.ForeignKey("council.Session", models.PROTECT, related_name="decision_drafts")
    motions = models.ManyToManyField("council.Motion", through="DecisionDraftMotion", related_name="drafts")
    # The structured parts, in the order of the paper. What follows from data is rendered, not stored.
    background = models.TextField(_("background"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    attention = models.TextField(_("having regard to"), blank=True)
    heard = models.TextField(_("main points of support and objection"), blank=True)
    considerations = models.TextField(_("considerations"), blank=True)
    risks = models.TextField(_("those affected, and risks"), blank=True)
    monitoring = models.TextField(_("monitoring plan"), blank=True)
    copies_to = models.TextField(_("copies to"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = DecisionDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision draft")
        verbose_name_plural = _("decision drafts")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=DraftState.values), name="decision_draft_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DecisionKind.values), name="decision_draft_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def is_recommendation(self) -> bool:
        """Return whether this goes to the mayor."""
        return self.kind == DecisionKind.REK


class DecisionDraftMotion(models.Model):
    """An adopted motion that the draft puts on paper; a motion is put on paper once."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="draft_motions")
    motion = models.OneToOneField("council.Motion", models.PROTECT, related_name="draft_motion")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("draft", "position", name="draft_motion_position_once")]

    def __str__(self) -> str:
        """Return the place of the motion in the draft."""
        return f"{self.draft_id}/{self.position}"


class FollowUpDraft(models.Model):
    """A follow-up that the recommendation will propose: what, by whom, until when, paid and measured how."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="follow_up_drafts")
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, related_name="+", verbose_name=_("proposal")
    )
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what"), max_length=300)
    agency = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    due_on = models.DateField(_("due on"))
    funding = models.CharField(_("source of funds"), max_length=200, blank=True)
    indicator = models.CharField(_("measured by"), max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("draft", "position", name="follow_up_draft_position_once")]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.what


class DraftEdit(models.Model):
    """Who made which revision: nobody in this list may initial or sign the draft."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="edits")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint("draft", "revision", name="one_edit_per_revision")]

    def __str__(self) -> str:
        """Return the number of the revision."""
        return str(self.revision)


class SignatureRole(models.TextChoices):
    """In which office a person initials or signs."""

    HEAD = "head", _("Head of secretariat")
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary of the council")


class DraftSignature(models.Model):
    """An initial (head) or signature (chair, council secretary) on one revision; lapses when sent back."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=10, choices=SignatureRole)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True, blank=True)
    # Given with ink or by another service; the uploaded PDF bears it.
    on_paper = models.BooleanField(_("on the uploaded paper"), default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "role"],
                condition=models.Q(lapsed_at=None),
                name="one_standing_signature_per_office",
            ),
            models.UniqueConstraint(
                fields=["draft", "person"],
                condition=models.Q(lapsed_at=None),
                name="one_standing_signature_per_person",
            ),
        ]

    def __str__(self) -> str:
        """Return the office and the name."""
        return f"{self.get_role_display()}: {self.name}"
