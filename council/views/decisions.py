"""The register of decisions, the page of each, and the verbs that announce and convey one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from council.actions import decisions as actions
from council.actions import referrals
from council.blackouts import on_decision
from council.forms.referrals import ConveyForm
from council.models import Contribution, Decision, FollowUp, MonitoringNote, Referral, VoidNumber
from council.numbering import slug_parts
from council.permissions import decisions as rules
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import tanggal

from . import register
from .decision_page import DecisionPage

PER_PAGE = 20
LAST_YEAR = 9999


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Show the register, filtered by what stands in the address."""
    visible = Decision.objects.visible_to(request.user)
    asked = register.asked_of(request.GET)
    page = page_of(request, visible.matching(asked).for_register(), PER_PAGE)
    found = register.facets(visible, asked)
    organisations = register.organisations(visible)
    context = {
        "asked": asked,
        "page": page,
        "rows": register.rows(list(page.object_list)),
        "facets": found,
        "chips": register.chips(request, found, asked, organisations),
        "years": register.years(visible),
        "organisations": organisations,
        "address": register.address(request),
        "sector": register.only_sector(found),
        "void_numbers": VoidNumber.objects.all()[:PER_PAGE],
    }
    return render(request, "council/decisions.html", context)


def decision_or_404(user: Any, year: int, slug: str) -> Decision:
    """Return the decision of an address with all that its page shows; Http404 when `user` may not know of
    it.
    """
    return _at(Decision.objects.visible_to(user).for_page(), year, slug)


def known_decision(user: Any, year: int, slug: str) -> Decision:
    """Return the decision of an address alone; Http404 when `user` may not know of it."""
    return _at(Decision.objects.visible_to(user).select_related("announcement"), year, slug)


def _at(decisions: Any, year: int, slug: str) -> Decision:
    """Return the one of `decisions` at this address; raise Http404."""
    parts = slug_parts(slug)
    if parts is None or year > LAST_YEAR:
        raise Http404
    kind, sequence = parts
    found: Decision = get_object_or_404(decisions, kind=kind, year=year, sequence=sequence)
    return found


@require_safe
def decision_detail(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Show one decision: the sheet as it was frozen, and what became of it."""
    try:
        decision = decision_or_404(request.user, year, slug)
    except Http404:
        return _void_page(request, year, slug)
    if slug != decision.slug:
        return redirect(decision, permanent=True)
    context = {
        "decision": decision,
        "blackouts": on_decision(decision) if decision.reading else [],
        "page": DecisionPage(decision, request.user),
        # Rendered by a template of ours at enactment, which escaped what it was given; a trigger keeps it.
        "sheet": mark_safe(decision.shown_html),  # noqa: S308
    }
    response = render(request, "council/decision.html", context)
    if not decision.is_announced:
        add_never_cache_headers(response)
    return response


def _void_page(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Show a number that no decision bears, with the reason; raise Http404 for any other."""
    parts = slug_parts(slug)
    if parts is None or year > LAST_YEAR:
        raise Http404
    void = get_object_or_404(VoidNumber, kind=parts[0], year=year, sequence=parts[1])
    return render(request, "council/void_number.html", {"void": void})


@require_safe
def lead_to(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Lead from the number of a decision, referral, follow-up or monitoring note to where it is read."""
    known = Decision.objects.visible_to(request.user)
    if kind == "decision":
        return redirect(get_object_or_404(known, pk=pk))
    if kind == "void_number":
        void = get_object_or_404(VoidNumber, pk=pk)
        return redirect("council:decision", void.year, f"{void.kind.lower()}-{void.sequence:03}")
    if kind == "referral":
        referral = get_object_or_404(Referral.objects.select_related("decision"), pk=pk, decision__in=known)
        return redirect(f"{referral.decision.get_absolute_url()}#jawaban")
    if kind == "follow_up":
        return redirect(get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk))
    if kind == "contribution":
        offers = Contribution.objects.select_related("decision")
        return redirect(get_object_or_404(offers, pk=pk, decision__in=known))
    if kind == "monitoring_note":
        note = get_object_or_404(MonitoringNote, pk=pk)
        return redirect(f"{reverse('council:trail', args=[note.proposal_id])}#catatan-{note.pk}")
    raise Http404


class DecisionAction(ActionView):
    """A verb on the decision of the address."""

    def get_object(self) -> Decision:
        """Return the decision, if this person may know of it."""
        return decision_or_404(self.request.user, self.kwargs["year"], self.kwargs["slug"])


class Announce(DecisionAction):
    """Announce a decision."""

    title = _("Announce the decision")
    intro = _(
        "Number, text, roll call and follow-ups become public, and the authors are told. "
        "Read the text once more: you are the second pair of eyes."
    )
    submit_label = _("Announce")
    warning = _("What was announced cannot be taken back.")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_announce_decision(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Announce it and go to its page."""
        actions.announce_decision(decision=obj, actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The decision is announced. The authors of its proposals get an email.")


class Convey(DecisionAction):
    """Convey a recommendation to the mayor."""

    form_class = ConveyForm
    title = _("Convey to the mayor")
    intro = _(
        "Write down the letter with which the recommendation went out. The city's promise begins today."
    )
    submit_label = _("Convey to the mayor")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_convey_decision(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Record the letter and go to the decision's page."""
        self.referral = referrals.convey_decision(
            decision=obj,
            letter_number=form.cleaned_data["letter_number"],
            letter_date=form.cleaned_data["letter_date"],
            actor=user,
        )
        return reverse("council:decision", args=[obj.year, obj.slug])

    def success_message(self) -> str:
        """Promise the date."""
        return _now("Conveyed. The city's answer is promised by %(day)s (%(count)d working days).") % {
            "day": tanggal(self.referral.promised_on),
            "count": self.referral.promised_workdays,
        }
