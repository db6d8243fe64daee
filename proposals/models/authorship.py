"""Who writes a proposal beside its author: co-authors, each for an organisation, and invitations to that."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import CoAuthorQuerySet


class CoAuthor(models.Model):
    """One person who writes along on behalf of one organisation, from acceptance until leaving."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="co_authors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    affiliation = models.ForeignKey("members.Affiliation", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True)
    # Who left a proposal that was public stays bound to it: no say over it, and not heard as another element.
    bound = models.BooleanField(_("counts as author for conflicts of interest"), default=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                "proposal", "person", condition=models.Q(until=None), name="a_person_is_co_author_once"
            )
        ]

    def __str__(self) -> str:
        """Return who writes what along, in numbers."""
        return f"{self.proposal_id}: {self.person_id}"


class AuthorInvitation(models.Model):
    """The question whether somebody becomes co-author, or takes the authorship over."""

    class Kind(models.TextChoices):
        """What is asked."""

        CO_AUTHOR = "co_author", pgettext_lazy("invitation", "To write along")
        HANDOVER = "handover", pgettext_lazy("invitation", "To take the authorship over")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", pgettext_lazy("invitation", "Open")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
        DECLINED = "declined", pgettext_lazy("invitation", "Declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("invitation", "Taken back")

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="author_invitations")
    kind = models.CharField(_("what is asked"), max_length=10, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="author_invitations", verbose_name=_("person")
    )
    affiliation = models.ForeignKey("members.Affiliation", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("invitation to authorship")
        verbose_name_plural = _("invitations to authorship")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "proposal",
                "person",
                condition=models.Q(state="open"),
                name="a_person_has_one_open_invitation",
            ),
            models.UniqueConstraint(
                "proposal",
                condition=models.Q(state="open", kind="handover"),
                name="authorship_is_offered_to_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Return where it is answered."""
        return reverse("proposals:invitation", args=[self.pk])

    @property
    def is_handover(self) -> bool:
        """Return whether the authorship itself is offered."""
        return self.kind == self.Kind.HANDOVER
