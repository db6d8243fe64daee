"""What the secretariat sets once for the whole site: city, council, address, channels, introductions."""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .content import introductions


@register_setting(icon="cogs", order=100)
class PortalSettings(BaseGenericSetting):
    """One row; templates read it as ``settings.home.PortalSettings``."""

    city = models.CharField(_("city"), max_length=80, default="Kota Bekasi")
    council = models.CharField(_("council"), max_length=80, default="Dewan Kota Cerdas")
    council_short = models.CharField(_("short name of the council"), max_length=20, default="DKC")

    secretariat_address = models.CharField(_("address of the secretariat"), max_length=250, blank=True)
    secretariat_hours = models.CharField(_("hours"), max_length=120, blank=True)
    secretariat_hours_en = models.CharField(_("hours, in English"), max_length=120, blank=True)
    secretariat_telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    secretariat_email = models.EmailField(_("email"), blank=True)

    lapor_url = models.URLField("SP4N-LAPOR!", blank=True, default="https://www.lapor.go.id/")
    sorot_url = models.URLField("SOROT", blank=True)
    poc_url = models.URLField("POC (Patriot Operation Center)", blank=True)
    call_centre_url = models.URLField(_("call centre, address"), blank=True)
    call_centre_telephone = models.CharField(_("call centre, telephone"), max_length=40, blank=True)

    proposals_intro_id = models.TextField(
        _("proposals, in Indonesian"), max_length=500, blank=True, default=introductions.PROPOSALS_ID
    )
    proposals_intro_en = models.TextField(
        _("proposals, in English"), max_length=500, blank=True, default=introductions.PROPOSALS_EN
    )
    sessions_intro_id = models.TextField(
        _("sessions, in Indonesian"), max_length=500, blank=True, default=introductions.SESSIONS_ID
    )
    sessions_intro_en = models.TextField(
        _("sessions, in English"), max_length=500, blank=True, default=introductions.SESSIONS_EN
    )
    decisions_intro_id = models.TextField(
        _("decisions, in Indonesian"), max_length=500, blank=True, default=introductions.DECISIONS_ID
    )
    decisions_intro_en = models.TextField(
        _("decisions, in English"), max_length=500, blank=True, default=introductions.DECISIONS_EN
    )

    # Set by the demo loader alone: the site then says on every page that its content is invented.
    demo_content = models.BooleanField(_("holds demo content"), default=False, editable=False)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("city"), FieldPanel("council"), FieldPanel("council_short")],
                heading=_("City and council"),
            ),
            ObjectList(
                [
                    FieldPanel("secretariat_address"),
                    FieldRowPanel([FieldPanel("secretariat_hours"), FieldPanel("secretariat_hours_en")]),
                    FieldRowPanel([FieldPanel("secretariat_telephone"), FieldPanel("secretariat_email")]),
                ],
                heading=_("Secretariat"),
            ),
            ObjectList(
                [
                    FieldPanel("lapor_url"),
                    FieldPanel("sorot_url"),
                    FieldPanel("poc_url"),
                    FieldRowPanel([FieldPanel("call_centre_url"), FieldPanel("call_centre_telephone")]),
                ],
                heading=_("Channels of the city"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel(f"{part}_intro_id"), FieldPanel(f"{part}_intro_en")], heading=heading
                    )
                    for part, heading in [
                        ("proposals", _("List of proposals")),
                        ("sessions", _("List of sessions")),
                        ("decisions", _("Register of decisions")),
                    ]
                ],
                heading=_("Introductions"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("portal")

    def __str__(self) -> str:
        """Return the council's name."""
        return self.council

    @property
    def proposals_intro(self) -> str:
        """The introduction of /usulan/ in the reader's language."""
        return self._in_language("proposals_intro")

    @property
    def sessions_intro(self) -> str:
        """The introduction of /sidang/ in the reader's language."""
        return self._in_language("sessions_intro")

    @property
    def decisions_intro(self) -> str:
        """The introduction of /keputusan/ in the reader's language."""
        return self._in_language("decisions_intro")

    @property
    def hours(self) -> str:
        """The secretariat's hours in the reader's language."""
        english = (get_language() or "").startswith("en")
        return (english and self.secretariat_hours_en) or self.secretariat_hours

    @property
    def other_channels(self) -> list[tuple[str, str]]:
        """Address and name of the city's other channels, those that are set."""
        named = [
            (self.sorot_url, "SOROT"),
            (self.poc_url, "POC (Patriot Operation Center)"),
            (self.call_centre_url, gettext("Call centre")),
        ]
        if self.call_centre_telephone and not self.call_centre_url:
            number = self.call_centre_telephone
            named.append((f"tel:{number.replace(' ', '')}", gettext("Call centre, %s") % number))
        return [(address, name) for address, name in named if address]

    def _in_language(self, name: str) -> str:
        """Return the text in the reader's language, or in Indonesian where there is no other."""
        english = (get_language() or "").startswith("en")
        return (english and getattr(self, f"{name}_en")) or getattr(self, f"{name}_id")
