"""What a citizen who is no member says about a proposal: shown apart, never counted as heard."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CitizenInput(models.Model):
    """One input (masukan warga): from an account, or entered by the secretariat on somebody's behalf."""

    class Channel(models.TextChoices):
        """How it reached the portal."""

        ACCOUNT = "account", pgettext_lazy("citizen input", "Written here")
        LETTER = "letter", pgettext_lazy("citizen input", "Letter")
        VISIT = "visit", pgettext_lazy("citizen input", "Visit")
        TELEPHONE = "telephone", pgettext_lazy("citizen input", "Telephone call")

    class State(models.TextChoices):
        """Whether everybody may read it."""

        HELD = "held", pgettext_lazy("citizen input", "Waiting for a moderator")
        RELEASED = "released", pgettext_lazy("citizen input", "Released")
        REFUSED = "refused", pgettext_lazy("citizen input", "Not published")

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="citizen_inputs")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="citizen_inputs"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HELD)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    # Only what is shown: who did not consent is named nowhere, not even here.
    shown_name = models.CharField(_("name as shown"), max_length=150)
    received_on = models.DateField(_("received"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    rule = models.ForeignKey("proposals.HouseRule", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("citizen's input")
        verbose_name_plural = _("citizens' inputs")
        ordering = ["pk"]
        indexes = [models.Index(fields=["proposal", "state", "id"], name="citizen_inputs_shown")]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "author"],
                condition=Q(author__isnull=False),
                name="one_input_per_citizen",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(rule__isnull=False),
                name="refused_inputs_name_a_house_rule",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"

    @property
    def on_behalf(self) -> bool:
        """Return whether the secretariat entered it for somebody."""
        return self.channel != self.Channel.ACCOUNT
