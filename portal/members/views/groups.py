"""Joining and leaving working groups, and the coordinator's queue of those who ask."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import hari

from .. import permissions, roles
from ..actions import admit_membership, end_membership, refuse_membership, request_membership
from ..forms import OptionalReasonForm, ReasonForm
from ..models import Affiliation, GroupMembership, MemberRules, User, WorkingGroup
from ._person import person_of


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show every working group and how I stand to each."""
    open_ones = {
        membership.group_id: membership
        for membership in GroupMembership.objects.filter(
            user=person_of(request), status__in=["requested", "active"]
        )
    }
    refused = {
        membership.group_id: membership
        for membership in GroupMembership.objects.filter(user=person_of(request), status="refused").order_by(
            "pk"
        )
    }
    rows = [
        {"group": group, "membership": open_ones.get(group.pk), "refused": refused.get(group.pk)}
        for group in WorkingGroup.objects.all()
    ]
    is_member = roles.is_member(request.user)
    return render(
        request,
        "members/groups.html",
        {
            "rows": rows,
            "is_member": is_member,
            "missing": None if is_member else permissions.no_current_affiliation(request.user),
            "coordinates": roles.coordinated_group_ids(request.user),
        },
    )


@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests to the groups that I coordinate, the oldest first; for the secretariat all."""
    waiting = GroupMembership.objects.requested().select_related("group", "user")
    if not roles.is_secretariat(request.user):
        waiting = waiting.filter(group__in=roles.coordinated_group_ids(request.user))
    page = page_of(request, waiting, 20)
    by_user: dict[int, list[Affiliation]] = {}
    affiliations = (
        Affiliation.objects.current()
        .filter(user__in=[membership.user_id for membership in page.object_list])
        .select_related("organisation__kind")
    )
    for affiliation in affiliations:
        by_user.setdefault(affiliation.user_id, []).append(affiliation)
    rows = [(membership, by_user.get(membership.user_id, [])) for membership in page.object_list]
    return render(request, "members/requests.html", {"page": page, "rows": rows})


class Join(ActionView):
    """Ask to join a working group."""

    title = _("Join a working group")
    submit_label = _("Ask to join")
    membership: GroupMembership | None = None

    def get_object(self) -> WorkingGroup:
        """Return the group."""
        return get_object_or_404(WorkingGroup, slug=self.kwargs["slug"])

    def get_context(self, obj: WorkingGroup | None) -> dict[str, Any]:
        """Name the group; there is none where an expired session meets an address that never was."""
        if obj is None:
            return {}
        return {
            "title": gettext("Join the working group %(group)s") % {"group": obj.name},
            "intro": gettext("The coordinator or the secretariat admits you."),
        }

    def back_url(self, obj: Any) -> str:
        """Lead back to my working groups."""
        return reverse("members:groups")

    def verdict(self, user: User, obj: WorkingGroup) -> Verdict:
        """Members."""
        return permissions.can_request_membership(user, obj)

    def perform(self, form: ActionForm, obj: WorkingGroup, user: User) -> str:
        """Ask."""
        self.membership = request_membership(group=obj, user=user)
        return reverse("members:groups")

    def success_message(self) -> str:
        """Say who answers and until when."""
        if self.membership is None or self.membership.promised_on is None:
            return ""
        return gettext("Sent. You will have an answer by %(date)s (%(count)s working days), by e-mail.") % {
            "date": hari(self.membership.promised_on),
            "count": MemberRules.load(request_or_site=self.request).admission_workdays,
        }


class _Membership(ActionView):
    """An action on one membership."""

    def get_object(self) -> GroupMembership:
        """Return a membership that this person may know of."""
        visible = GroupMembership.objects.visible_to(self.request.user).select_related("group", "user")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def back_url(self, obj: Any) -> str:
        """Lead back to the queue."""
        return reverse("members:requests")

    def get_context(self, obj: GroupMembership | None) -> dict[str, Any]:
        """Name the person and the group."""
        if obj is None:
            return {}
        return {
            "intro": gettext("%(person)s, working group %(group)s") % {"person": obj.user, "group": obj.group}
        }


class Admit(_Membership):
    """Admit somebody who asked."""

    title = _("Admit to the working group")
    submit_label = _("Admit")

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The coordinator and the secretariat."""
        return permissions.can_admit_membership(user, obj)

    def perform(self, form: ActionForm, obj: GroupMembership, user: User) -> str:
        """Admit them."""
        admit_membership(membership=obj, actor=user)
        return reverse("members:requests")

    def success_message(self) -> Any:
        """Say that they are told."""
        return _("Admitted. The person is told by e-mail.")


class Refuse(_Membership):
    """Not admit somebody who asked."""

    form_class = ReasonForm
    title = _("Not admit to the working group")
    submit_label = _("Send the answer")

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The coordinator and the secretariat."""
        return permissions.can_refuse_membership(user, obj)

    def perform(self, form: ActionForm, obj: GroupMembership, user: User) -> str:
        """Refuse them with the reason."""
        refuse_membership(membership=obj, reason=form.cleaned_data["reason"], actor=user)
        return reverse("members:requests")

    def success_message(self) -> Any:
        """Say that they are told."""
        return _("Answered. The person is told by e-mail.")


class End(_Membership):
    """Leave a group, or end somebody's membership as its coordinator."""

    title = _("End this membership")
    warning = _("What was written in the group stays readable.")
    submit_label = _("End membership")
    danger = True

    def get_form(self, obj: GroupMembership | None, *, bound: bool) -> ActionForm:
        """Ask for the reason when it is somebody else's."""
        own_one = obj is None or obj.user_id == self.request.user.pk
        self.form_class = OptionalReasonForm if own_one else ReasonForm
        return super().get_form(obj, bound=bound)

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The person, the coordinator, the secretariat."""
        return permissions.can_end_membership(user, obj)

    def perform(self, form: ActionForm, obj: GroupMembership, user: User) -> str:
        """End it."""
        end_membership(membership=obj, reason=form.cleaned_data["reason"], actor=user)
        return reverse("members:groups")

    def back_url(self, obj: Any) -> str:
        """Lead back to my working groups."""
        return reverse("members:groups")

    def success_message(self) -> Any:
        """Say that it has ended."""
        return _("The membership has ended.")
