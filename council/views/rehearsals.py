"""Planning a rehearsal, and deleting it before its end."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import rehearsals
from council.forms.sessions import RehearsalForm
from council.models import Session
from council.permissions import rehearsals as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView

from .sessions import SessionAction


class PlanRehearsal(ActionView):
    """Plan a rehearsal."""

    form_class = RehearsalForm
    title = _("Plan a rehearsal")
    intro = _(
        "Attendance, motions, votes and the end of a session can be tried. Nothing of it stays, and it is "
        "seen by those alone who take part: the members of the council, their alternates and the staff."
    )
    submit_label = _("Plan the rehearsal")

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask who may."""
        return rules.can_plan_rehearsal(user)

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Offer an agenda on which both ways of deciding can be tried."""
        items = (_now("Opening"), _now("Example: decided by consensus"), _now("Example: decided by a ballot"))
        return {"items": "\n".join(items)}

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Plan it and go to its page."""
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        return rehearsals.plan_rehearsal(actor=user, **values).get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The rehearsal is planned. Nobody was told: tell those who take part yourself.")

    def back_url(self, obj: Any) -> str:
        """Go back to the list."""
        return reverse("council:sessions")


class DiscardRehearsal(SessionAction):
    """Delete a rehearsal, wherever it stands."""

    title = _("Delete the rehearsal")
    submit_label = _("Delete the rehearsal")
    warning = _("All that was tried in it is deleted at once.")
    danger = True
    rule = staticmethod(rules.can_discard_rehearsal)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Delete it and go to the list."""
        rehearsals.discard_rehearsal(session=obj, actor=user)
        return reverse("council:sessions")

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The rehearsal is deleted. Nothing of it was kept.")
