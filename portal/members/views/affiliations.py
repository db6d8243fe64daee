"""My organisations: what I claimed and what became of it; and the people whom I confirm as contact person."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import hari

from .. import permissions
from ..actions import NewOrganisation, claim_affiliation, confirm_affiliation, end_affiliation
from ..evidence import ENDINGS
from ..forms import ClaimForm, MandateForm, OptionalReasonForm, ReasonForm
from ..models import Affiliation, AffiliationEvidence, MemberRules, Organisation, User
from ._person import person_of


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """List my affiliations, and the claims that wait for me as an organisation's contact person."""
    mine = (
        Affiliation.objects.filter(user=person_of(request))
        .select_related("organisation__kind")
        .prefetch_related("evidence")
    )
    to_confirm = (
        Affiliation.objects.pending()
        .filter(organisation__contact=person_of(request), contact_confirmed_at__isnull=True)
        .exclude(user=person_of(request))
        .select_related("organisation", "user")
    )
    return render(
        request,
        "members/affiliations.html",
        {"affiliations": mine, "to_confirm": to_confirm, "rules": MemberRules.load(request_or_site=request)},
    )


class _Affiliations(ActionView):
    """What leads back to my organisations."""

    def get_object(self) -> Affiliation | None:
        """Return an affiliation that this person may know of."""
        if "pk" not in self.kwargs:
            return None
        visible = Affiliation.objects.visible_to(self.request.user).select_related(
            "organisation__kind", "user"
        )
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def back_url(self, obj: Any) -> str:
        """Lead back to the list."""
        return reverse("members:affiliations")


class Claim(_Affiliations):
    """Claim a place in an organisation."""

    form_class: type[ActionForm] = ClaimForm
    template_name = "members/claim.html"
    title = _("Add an organisation")
    intro = _(
        "The secretariat verifies what you write here. Your name and organisation then stand in public."
    )
    submit_label = _("Send to the secretariat")
    affiliation: Affiliation | None = None

    def verdict(self, user: User, obj: None) -> Verdict:
        """Everybody with an account."""
        return permissions.can_claim_affiliation(user)

    def perform(self, form: ActionForm, obj: Any, user: User) -> str:
        """Claim it."""
        assert isinstance(form, MandateForm)  # noqa: S101 - narrows the type; form_class says so
        self.affiliation = claim_affiliation(
            user=user,
            organisation=self.organisation_of(form, obj),
            position=form.cleaned_data["position"],
            capacity=form.cleaned_data["capacity"],
            mandate=form.mandate,
            evidence=form.cleaned_data["evidence"],
        )
        return reverse("members:affiliations")

    def organisation_of(self, form: MandateForm, obj: Any) -> Organisation | NewOrganisation:
        """Return the organisation that the form names."""
        assert isinstance(form, ClaimForm)  # noqa: S101 - narrows the type; form_class says so
        return form.chosen_organisation

    def success_message(self) -> str:
        """Say who looks at it and until when."""
        if self.affiliation is None or self.affiliation.promised_on is None:
            return ""
        rules = MemberRules.load(request_or_site=self.request)
        return gettext(
            "Sent. The secretariat verifies it by %(date)s (%(count)s working days). "
            "You will be told by e-mail."
        ) % {
            "date": hari(self.affiliation.promised_on),
            "count": rules.verification_workdays,
        }


class Renew(Claim):
    """Send a new mandate, or claim again what was refused: nothing else is filled in anew."""

    form_class = MandateForm
    title = _("Send a new mandate letter")
    intro = _("What you wrote before stands here already. Change what is new and add the letter.")

    def get_object(self) -> Affiliation | None:
        """Return one's own affiliation: nobody renews another's."""
        obj = super().get_object()
        if obj is not None and obj.user_id != self.request.user.pk:
            raise Http404
        return obj

    def organisation_of(self, form: MandateForm, obj: Any) -> Organisation:
        """Return the organisation of the earlier claim, whatever was sent."""
        return obj.organisation

    def get_initial(self, obj: Affiliation | None) -> dict[str, Any]:
        """Return what stood in the earlier claim."""
        names = ("position", "capacity", "mandate_number", "mandate_date", "mandate_signer")
        return {name: getattr(obj, name, "") for name in names}


class End(_Affiliations):
    """End an affiliation: one's own, or as contact person another's."""

    title = _("End this affiliation")
    warning = _("What was written for the organisation stays readable. A new affiliation is verified anew.")
    submit_label = _("End affiliation")
    danger = True

    def get_form(self, obj: Affiliation | None, *, bound: bool) -> ActionForm:
        """Ask for the reason when it is somebody else's."""
        own_one = obj is None or obj.user_id == self.request.user.pk
        self.form_class = OptionalReasonForm if own_one else ReasonForm
        return super().get_form(obj, bound=bound)

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The person, the contact person, the secretariat."""
        return permissions.can_end_affiliation(user, obj)

    def perform(self, form: ActionForm, obj: Affiliation, user: User) -> str:
        """End it."""
        end_affiliation(affiliation=obj, reason=form.cleaned_data["reason"], actor=user)
        return reverse("members:affiliations")

    def success_message(self) -> Any:
        """Say that it has ended."""
        return _("The affiliation has ended.")


class Confirm(_Affiliations):
    """Say as contact person that somebody belongs to the organisation."""

    title = _("Confirm this person")
    intro = _(
        "You confirm that this person belongs to your organisation as stated. The secretariat still "
        "verifies it."
    )
    submit_label = _("Confirm")

    def verdict(self, user: User, obj: Affiliation) -> Verdict:
        """The organisation's contact person."""
        return permissions.can_confirm_affiliation(user, obj)

    def perform(self, form: ActionForm, obj: Affiliation, user: User) -> str:
        """Confirm it."""
        confirm_affiliation(affiliation=obj, actor=user)
        return reverse("members:affiliations")

    def success_message(self) -> Any:
        """Say what follows."""
        return _("Confirmed. The secretariat sees it and decides.")


@never_cache
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a private file to the person whom it proves or to the secretariat; for others it is not there."""
    row = get_object_or_404(AffiliationEvidence.objects.select_related("affiliation"), pk=pk)
    if not permissions.can_see_evidence(request.user, row.affiliation):
        raise Http404
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{gettext('evidence')}-{row.affiliation_id}-{row.pk}{ENDINGS[row.content_type]}",
        content_type=row.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
