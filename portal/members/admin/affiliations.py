"""The secretariat's list of affiliations, the waiting ones first, each row one click from its decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.wording import tanggal
from portal.record.models import Act

from .. import permissions
from ..actions import end_affiliation, make_liaison, refuse_affiliation, verify_affiliation
from ..forms import ReasonForm
from ..models import Affiliation, Organisation, User
from .base import AdminActionView, frame, readers_only, search_of

SECTION = ("members_admin:affiliations", _("Organisations and affiliations"))
ICON = "group"


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List affiliations of one status, the waiting ones unless asked otherwise."""
    status = request.GET.get("status", Affiliation.Status.PENDING)
    if status not in Affiliation.Status.values:
        status = Affiliation.Status.PENDING
    query = search_of(request)
    found = Affiliation.objects.filter(status=status).select_related("user", "organisation__kind")
    found = found.prefetch_related("evidence")
    if query:
        found = found.filter(user__name__icontains=query) | found.filter(organisation__name__icontains=query)
    order = "requested_at" if status == Affiliation.Status.PENDING else "-requested_at"
    page = page_of(request, found.order_by(order, "pk"), 25)
    waiting_organisations = Organisation.objects.filter(verified_at__isnull=True).select_related("kind")
    return render(
        request,
        "members/admin/affiliations.html",
        {
            **frame(SECTION[1], ICON),
            "page": page,
            "status": status,
            "statuses": Affiliation.Status.choices,
            "query": query,
            "today": clock.today(),
            "waiting_organisations": waiting_organisations.order_by("created_at", "pk"),
        },
    )


@readers_only
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one affiliation: the claim, its evidence, and what was done on it."""
    affiliation = get_object_or_404(
        Affiliation.objects.select_related("user", "organisation__kind", "decided_by"), pk=pk
    )
    return render(
        request,
        "members/admin/affiliation.html",
        {
            **frame(str(affiliation), ICON, SECTION),
            "affiliation": affiliation,
            "facts": facts_of(affiliation),
            "evidence": affiliation.evidence.all(),
            "may_see_evidence": permissions.can_see_evidence(request.user, affiliation),
            "acts": Act.objects.filter(subject_kind="affiliation", subject_id=pk).select_related("actor"),
            "can_verify": permissions.can_verify_affiliation(request.user, affiliation),
            "can_refuse": permissions.can_refuse_affiliation(request.user, affiliation),
            "can_end": permissions.can_end_affiliation(request.user, affiliation),
            "can_make_liaison": permissions.can_make_liaison(request.user, affiliation),
        },
    )


def facts_of(affiliation: Affiliation) -> list[tuple[Any, Any]]:
    """Return what stands in a claim, as (label, value)."""
    facts: list[tuple[Any, Any]] = [
        (_("Person"), affiliation.user),
        (_("Organisation"), affiliation.organisation),
        (_("Kind and element"), f"{affiliation.organisation.kind}, {affiliation.organisation.element_label}"),
        (_("Position"), affiliation.position),
        (_("Capacity"), affiliation.get_capacity_display()),
    ]
    if affiliation.is_representing:
        until = affiliation.mandate_valid_until
        facts += [
            (
                _("Mandate letter"),
                gettext("%(number)s of %(date)s, signed by %(signer)s")
                % {
                    "number": affiliation.mandate_number,
                    "date": tanggal(affiliation.mandate_date),
                    "signer": affiliation.mandate_signer,
                },
            ),
            (_("Valid until"), tanggal(until) if until else _("no end named")),
        ]
    if affiliation.contact_confirmed_at:
        facts.append((_("Contact person"), _("has confirmed this person")))
    return facts


class _Decision(AdminActionView):
    """What the secretariat does to one affiliation."""

    section = SECTION
    icon = ICON

    def get_object(self) -> Affiliation:
        """Return the affiliation; the secretariat may know of all."""
        visible = Affiliation.objects.visible_to(self.request.user)
        return get_object_or_404(visible.select_related("user", "organisation__kind"), pk=self.kwargs["pk"])

    def facts(self, obj: Affiliation) -> list[tuple[Any, Any]]:
        """Repeat the claim: it is decided on what is read here."""
        return facts_of(obj)

    def perform(self, form: ActionForm, obj: Affiliation, user: User) -> str:
        """Decide, and return to the list."""
        self.decide(form, obj, user)
        return reverse(SECTION[0])

    def decide(self, form: ActionForm, obj: Affiliation, user: User) -> None:
        """Call the action."""
        raise NotImplementedError


class Verify(_Decision):
    """Find a claim true."""

    title = _("Verify affiliation")
    submit_label = _("Verify")

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The secretariat, nobody on their own."""
        return permissions.can_verify_affiliation(user, obj)

    def decide(self, form: ActionForm, obj: Affiliation, user: User) -> None:
        """Verify it."""
        verify_affiliation(affiliation=obj, actor=user)

    def success_message(self) -> Any:
        """Say that the person is told."""
        return _("Verified. The person is told by e-mail.")


class Refuse(_Decision):
    """Find a claim not proven."""

    form_class = ReasonForm
    title = _("Refuse affiliation")
    submit_label = _("Refuse with this reason")
    danger = True

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The secretariat, nobody on their own."""
        return permissions.can_refuse_affiliation(user, obj)

    def decide(self, form: ActionForm, obj: Affiliation, user: User) -> None:
        """Refuse it."""
        refuse_affiliation(affiliation=obj, reason=form.cleaned_data["reason"], actor=user)

    def success_message(self) -> Any:
        """Say that the person is told."""
        return _("Refused. The person is told the reason by e-mail.")


class End(_Decision):
    """End a verified affiliation."""

    form_class = ReasonForm
    title = _("End affiliation")
    submit_label = _("End with this reason")
    danger = True

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The secretariat among others."""
        return permissions.can_end_affiliation(user, obj)

    def decide(self, form: ActionForm, obj: Affiliation, user: User) -> None:
        """End it."""
        end_affiliation(affiliation=obj, reason=form.cleaned_data["reason"], actor=user)

    def success_message(self) -> Any:
        """Say that the person is told."""
        return _("Ended. The person is told the reason by e-mail.")


class Liaison(_Decision):
    """Make a person of an agency its liaison, or release the present one."""

    title = _("Agency liaison")
    submit_label = _("Save")

    def get_context(self, obj: Affiliation | None) -> dict[str, Any]:
        """Say in which direction the button works."""
        releases = obj is not None and obj.is_liaison
        label = _("Release the liaison") if releases else _("Make the agency's liaison")
        return {**super().get_context(obj), "submit_label": label}

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The secretariat, nobody themselves."""
        return permissions.can_make_liaison(user, obj)

    def decide(self, form: ActionForm, obj: Affiliation, user: User) -> None:
        """Turn it."""
        make_liaison(affiliation=obj, liaison=not obj.is_liaison, actor=user)

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Saved.")
