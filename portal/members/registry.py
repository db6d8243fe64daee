"""What the public record is told about people and bodies: wording, links, titles, never a person's name."""

from django.utils.translation import gettext_lazy as _

from portal.record import registry


def _nowhere(number: int) -> None:
    """Return no address: the thing has no page of its own."""


def _organisation_url(number: int) -> str:
    """Return the permanent address of an organisation, which leads on to the readable one."""
    from django.urls import reverse  # addresses are known once every app is loaded

    return reverse("members:organisation-by-id", args=[number])


def _council_url(number: int) -> str:
    """Return the page of the council, on which seats and decrees stand."""
    from django.urls import reverse  # addresses are known once every app is loaded

    return reverse("members:council")


def _organisation_titles(numbers: set[int]) -> dict[int, str]:
    """Return the names of the verified ones."""
    from .models import Organisation

    return dict(Organisation.objects.verified().filter(pk__in=numbers).values_list("pk", "name"))


def _affiliation_titles(numbers: set[int]) -> dict[int, str]:
    """Return the organisations of those who represent one."""
    from .models import Affiliation

    rows = Affiliation.objects.representing().filter(pk__in=numbers)
    return dict(rows.values_list("pk", "organisation__name"))


def _group_titles(numbers: set[int]) -> dict[int, str]:
    """Return the names of working groups."""
    from .models import WorkingGroup

    return dict(WorkingGroup.objects.filter(pk__in=numbers).values_list("pk", "name"))


def _membership_titles(numbers: set[int]) -> dict[int, str]:
    """Return the working groups that the memberships are in."""
    from .models import GroupMembership

    return dict(GroupMembership.objects.filter(pk__in=numbers).values_list("pk", "group__name"))


def _appointment_titles(numbers: set[int]) -> dict[int, str]:
    """Return the numbers of decrees."""
    from .models import Appointment

    return dict(Appointment.objects.filter(pk__in=numbers).values_list("pk", "number"))


def _seat_titles(numbers: set[int]) -> dict[int, str]:
    """Return the organisations of seats."""
    from .models import Seat

    return dict(Seat.objects.filter(pk__in=numbers).values_list("pk", "organisation__name"))


def register() -> None:
    """Register every kind of this app; called when the apps are ready."""
    registry.register(
        "organisation", label=_("organisation"), url=_organisation_url, titles=_organisation_titles
    )
    registry.register("affiliation", label=_("affiliation"), url=_nowhere, titles=_affiliation_titles)
    registry.register("working_group", label=_("working group"), url=_nowhere, titles=_group_titles)
    registry.register("membership", label=_("group membership"), url=_nowhere, titles=_membership_titles)
    registry.register("appointment", label=_("appointment"), url=_council_url, titles=_appointment_titles)
    registry.register("seat", label=_("seat"), url=_council_url, titles=_seat_titles)
    registry.register_verbs(
        "organisation",
        {
            "register": _("Organisation entered by the secretariat"),
            "propose": _("Organisation named by a person who belongs to it"),
            "verify": _("Organisation verified"),
            "change": _("Details of the organisation corrected"),
            "name_contact": _("Contact person named"),
        },
    )
    registry.register_verbs(
        "affiliation",
        {
            "claim": _("Affiliation claimed"),
            "confirm": _("Affiliation confirmed by the contact person"),
            "verify": _("Representation of the organisation verified"),
            "refuse": _("Affiliation not verified"),
            "end": _("Affiliation ended"),
            "make_liaison": _("Agency liaison named"),
            "unmake_liaison": _("Agency liaison released"),
            "delete_evidence": _("Evidence deleted"),
        },
    )
    registry.register_verbs("working_group", {"create": _("Working group created")})
    registry.register_verbs(
        "membership",
        {
            "request": _("Membership requested"),
            "admit": _("Member admitted to the working group"),
            "refuse": _("Request for membership not granted"),
            "end": _("Membership of the working group ended"),
            "name_coordinator": _("Coordinator of the working group named"),
            "release_coordinator": _("Coordinator of the working group released"),
        },
    )
    registry.register_verbs("appointment", {"issue": _("Decree on the council's members entered")})
    registry.register_verbs("seat", {"replace": _("Seat taken over within the term")})
    registry.register_verbs(
        "user",
        {
            "create": _("Account made"),
            "open_account": _("Account made"),
            "appoint_first_administrator": _("First administrator appointed"),
            "activate": _("Account opened again"),
            "deactivate": _("Account closed"),
            "change_email": _("E-mail address changed"),
            "change_roles": _("Roles changed"),
            "correct_account": _("Name or language corrected"),
            "change_profile": _("Profile changed"),
            "erase": _("Account erased"),
        },
    )
