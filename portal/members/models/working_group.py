"""Working groups (pokja), one per sector, and who belongs to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kit import clock

from ..querysets import GroupMembershipQuerySet


class WorkingGroup(models.Model):
    """A sector's forum. Colour, icon and name always stand together on the page."""

    class Hue(models.TextChoices):
        """The colours that the style sheet knows."""

        ECONOMY = "eko", _("Ochre")
        SOCIAL = "sos", _("Plum")
        EDUCATION = "pen", _("Blue")
        ENERGY = "ene", _("Orange")
        GREEN = "green", _("Green")
        SKY = "sky", _("Sky blue")

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    hue = models.CharField(_("colour"), max_length=5, choices=Hue, default=Hue.GREEN)
    icon = models.CharField(
        _("icon"), max_length=30, blank=True, help_text=_("Empty: the icon that belongs to the colour.")
    )
    description = models.TextField(_("description"), max_length=500, blank=True)
    is_open = models.BooleanField(_("accepts members and proposals"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """Return the sector's name."""
        return self.name


class GroupMembership(models.Model):
    """A person's belonging to a working group, as a member or a coordinator, with start and end."""

    class Role(models.TextChoices):
        """What the person is in the group."""

        MEMBER = "member", _("Member")
        COORDINATOR = "coordinator", _("Coordinator")

    class Status(models.TextChoices):
        """Where the request stands."""

        REQUESTED = "requested", _("Requested")
        ACTIVE = "active", _("Active")
        REFUSED = "refused", _("Not admitted")
        ENDED = "ended", _("Ended")

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="memberships", verbose_name=_("working group")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.MEMBER)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.REQUESTED)
    requested_at = models.DateTimeField(_("requested at"), default=clock.now)
    promised_on = models.DateField(_("answered at the latest"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index("group", "status", name="membership_queue")]
        constraints = [
            models.UniqueConstraint(
                "group", "user", condition=Q(status__in=["requested", "active"]), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_admits_themselves",
            ),
        ]

    def __str__(self) -> str:
        """Return who and where."""
        return f"{self.user} – {self.group}"
