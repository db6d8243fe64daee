"""Loads the demo content into an empty portal, in one transaction, relative to a day."""

from datetime import date

from django.conf import settings
from django.db import transaction

from council.models import LegalBasis, PlanningDate
from home.models import PortalSettings
from portal.members.models import User
from portal.notices import muted

from . import press
from .cast import Cast
from .exchange import Exchange
from .outcomes import Outcomes
from .reading import read
from .sittings import Sittings
from .talk import Talk
from .timeline import Timeline


class NotEmpty(Exception):  # noqa: N818 (an answer to the caller, not a fault)
    """The portal holds people already: the demo is for an empty one."""


class NotHere(Exception):  # noqa: N818
    """The settings of this installation admit no demo."""


def load(today: date) -> int:
    """Play the whole demo up to the day before `today` and return how much happened.

    Raises NotHere where settings.DEMO is off, NotEmpty when there is an account already.
    """
    if not settings.DEMO:
        raise NotHere
    if User.objects.exists():
        raise NotEmpty
    with transaction.atomic(), muted():
        _keep_register()
        timeline = Timeline(today)
        cast = Cast(timeline)
        cast.enter()
        talk = Talk(timeline, cast)
        talk.begin()
        Exchange(timeline, cast, talk).begin()
        sittings = Sittings(timeline, cast, talk)
        sittings.begin()
        Outcomes(timeline, cast, talk, sittings).begin()
        press.begin(timeline, cast)
        played = timeline.play()
        _set_up_portal()
        _enter_planning_cycle(today.year)
    return played


def _keep_register() -> None:
    """Enter the legal bases, one of them revoked long ago."""
    LegalBasis.objects.bulk_create(LegalBasis(**basis) for basis in read("council")["legal_basis"])


def _enter_planning_cycle(year: int) -> None:
    """Enter the invented dates of the city's planning, of this year and the next."""
    for step in read("council")["planning"]:
        for shown in (year, year + 1):
            PlanningDate.objects.create(
                starts_on=date(shown, *step["from"]),
                ends_on=date(shown, *step["until"]) if "until" in step else None,
                name=step["name"],
                note=step.get("note", ""),
            )


def _set_up_portal() -> None:
    """Say that the content is invented, and give the secretariat an invented address to go with it."""
    portal = PortalSettings.load()
    portal.demo_content = True
    portal.secretariat_address = "Jalan Contoh Nomor 1, Bekasi"
    portal.secretariat_hours = "Senin sampai Jumat pukul 08.00 sampai 15.30 WIB"
    portal.secretariat_hours_en = "Monday to Friday, 08.00 to 15.30 WIB"
    portal.secretariat_telephone = "(021) 0000 0000"
    portal.save()
