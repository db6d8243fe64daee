"""What waits for a person as a member: their organisation, mandate, working group, and those they answer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.kit import clock
from portal.members import roles, second_factor
from portal.members.models import Affiliation, GroupMembership

from .row import Row

# A mandate that ends is announced this many days before.
MANDATE_NOTICE_DAYS = 30


def rows(user: Any) -> Iterator[Row]:
    """Yield what waits for `user` as a member, contact person or coordinator."""
    yield from _account(user)
    affiliations = list(
        Affiliation.objects.filter(user=user).select_related("organisation__kind").order_by("-requested_at")
    )
    yield from _organisation(user, affiliations)
    yield from _mandates(affiliations)
    yield from _claims_to_confirm(user)
    yield from _requests_to_join(user)


def _account(user: Any) -> Iterator[Row]:
    """Yield the second factor while an office needs one that is missing."""
    if (
        settings.SECOND_FACTOR_REQUIRED
        and second_factor.needs_factor(user)
        and not second_factor.has_factor(user)
    ):
        yield Row(
            icon="key",
            kind=_("Account"),
            title=_("Two-step verification"),
            url=reverse("mfa_index"),
            verb=_("Activate"),
            text=_("Your office needs it before you can act."),
            urgent=True,
        )


def _organisation(user: Any, affiliations: list[Affiliation]) -> Iterator[Row]:
    """Yield the way to becoming a member: an organisation first, then a working group."""
    alive = [one for one in affiliations if one.status in ("pending", "verified")]
    if roles.is_staff(user) and not alive:
        # The secretariat serves the council; it speaks for no organisation.
        return
    if not alive:
        refused = next((one for one in affiliations if one.status == "refused"), None)
        text = _("Members speak for an organisation or with a personal opinion. Reading needs neither.")
        if refused is not None and refused.reason:
            text = _("Not verified: “%(reason)s” Enter it again with what was missing.") % {
                "reason": refused.reason
            }
        yield Row(
            icon="group",
            kind=_("My organisation"),
            title=_("Say which organisation you belong to"),
            url=reverse("members:claim"),
            verb=_("Enter organisation"),
            text=text,
            since=refused.decided_at if refused else user.date_joined,
        )
    elif roles.is_member(user) and not _has_group(user):
        yield Row(
            icon="group",
            kind=_("Working group"),
            title=_("Join a working group"),
            url=reverse("members:groups"),
            verb=_("Choose a group"),
            text=_("Members of working groups write proposals and comment on them."),
            since=alive[0].decided_at,
        )


def _has_group(user: Any) -> bool:
    """Return whether the person is in a group, or has asked to be."""
    return GroupMembership.objects.filter(user=user, status__in=["requested", "active"]).exists()


def _mandates(affiliations: list[Affiliation]) -> Iterator[Row]:
    """Yield mandates that have ended or end soon."""
    pending = {one.organisation_id for one in affiliations if one.status == "pending"}
    soon = clock.today() + timedelta(days=MANDATE_NOTICE_DAYS)
    for one in affiliations:
        if one.status != "verified" or not one.is_representing or one.organisation_id in pending:
            continue
        if one.mandate_valid_until and one.mandate_valid_until <= soon:
            yield Row(
                icon="file",
                kind=_("Mandate letter"),
                title=_("Mandate letter of %(organisation)s") % {"organisation": one.organisation},
                url=reverse("members:renew", args=[one.pk]),
                verb=_("Upload the letter"),
                text=_("Upload the new letter; nothing else needs to be entered again."),
                due=one.mandate_valid_until,
            )


def _claims_to_confirm(user: Any) -> Iterator[Row]:
    """Yield the people whom the person, as contact of an organisation, can confirm."""
    found = (
        Affiliation.objects.pending()
        .filter(organisation__contact=user, contact_confirmed_at__isnull=True)
        .exclude(user=user)
        .aggregate(number=Count("pk"), oldest=Min("requested_at"))
    )
    if found["number"]:
        yield Row(
            icon="user",
            kind=_("Contact person"),
            title=ngettext(
                "%(number)s person says to belong to your organisation",
                "%(number)s people say to belong to your organisation",
                found["number"],
            )
            % found,
            url=reverse("members:affiliations"),
            verb=_("Confirm"),
            text=_("Your word helps the secretariat; it verifies each of them itself."),
            since=found["oldest"],
        )


def _requests_to_join(user: Any) -> Iterator[Row]:
    """Yield the requests to join that the person, as a coordinator, answers."""
    groups = roles.coordinated_group_ids(user)
    if not groups:
        return
    found = (
        GroupMembership.objects.requested()
        .filter(group__in=groups)
        .exclude(user=user)
        .order_by()
        .aggregate(number=Count("pk"), oldest=Min("requested_at"))
    )
    if found["number"]:
        yield Row(
            icon="group",
            kind=_("Working group"),
            title=ngettext("%(number)s request to join", "%(number)s requests to join", found["number"])
            % found,
            url=reverse("members:requests"),
            verb=_("Answer the request"),
            since=found["oldest"],
        )
