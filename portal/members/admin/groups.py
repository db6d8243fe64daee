"""The secretariat's list of working groups and who is in them."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict

from .. import permissions
from ..actions import (
    admit_membership,
    end_membership,
    name_coordinator,
    refuse_membership,
    release_coordinator,
)
from ..forms import ReasonForm
from ..models import GroupMembership, User, WorkingGroup
from .base import AdminActionView, frame, readers_only, search_of

SECTION = ("members_admin:groups", _("Members of working groups"))
ICON = "clipboard-list"


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List the groups with their numbers, and the memberships of one status, usually the waiting ones."""
    status = request.GET.get("status", GroupMembership.Status.REQUESTED)
    if status not in GroupMembership.Status.values:
        status = GroupMembership.Status.REQUESTED
    query = search_of(request)
    memberships = GroupMembership.objects.filter(status=status).select_related("user", "group")
    group = request.GET.get("pokja", "")
    if group:
        memberships = memberships.filter(group__slug=group)
    if query:
        memberships = memberships.filter(user__name__icontains=query)
    active = Q(memberships__status="active")
    groups = WorkingGroup.objects.annotate(
        members=Count("memberships", filter=active),
        coordinators=Count("memberships", filter=active & Q(memberships__role="coordinator")),
        waiting=Count("memberships", filter=Q(memberships__status="requested")),
    )
    return render(
        request,
        "members/admin/groups.html",
        {
            **frame(SECTION[1], ICON),
            "groups": groups,
            "group": group,
            "page": page_of(request, memberships.order_by("requested_at", "pk"), 50),
            "status": status,
            "statuses": GroupMembership.Status.choices,
            "query": query,
            "today": clock.today(),
        },
    )


class _Membership(AdminActionView):
    """What the secretariat does to one membership."""

    section = SECTION
    icon = ICON

    def get_object(self) -> GroupMembership:
        """Return the membership."""
        visible = GroupMembership.objects.visible_to(self.request.user).select_related("group", "user")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def facts(self, obj: GroupMembership) -> list[tuple[Any, Any]]:
        """Say whose it is and where."""
        return [(_("Person"), obj.user), (_("Working group"), obj.group), (_("Role"), obj.get_role_display())]

    def perform(self, form: ActionForm, obj: GroupMembership, user: User) -> str:
        """Decide, and return to the list."""
        self.decide(form, obj, user)
        return reverse(SECTION[0])

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """Call the action."""
        raise NotImplementedError

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Saved.")


class Admit(_Membership):
    """Admit somebody who asked."""

    title = _("Admit to the working group")
    submit_label = _("Admit")

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The secretariat among others."""
        return permissions.can_admit_membership(user, obj)

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """Admit them."""
        admit_membership(membership=obj, actor=user)


class Refuse(_Membership):
    """Not admit somebody who asked."""

    form_class = ReasonForm
    title = _("Not admit to the working group")
    submit_label = _("Refuse with this reason")
    danger = True

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The secretariat among others."""
        return permissions.can_refuse_membership(user, obj)

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """Refuse them."""
        refuse_membership(membership=obj, reason=form.cleaned_data["reason"], actor=user)


class End(_Membership):
    """End a membership."""

    form_class = ReasonForm
    title = _("End membership")
    submit_label = _("End with this reason")
    danger = True

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The secretariat among others."""
        return permissions.can_end_membership(user, obj)

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """End it."""
        end_membership(membership=obj, reason=form.cleaned_data["reason"], actor=user)


class NameCoordinator(_Membership):
    """Make a member a coordinator."""

    title = _("Name as coordinator")
    submit_label = _("Name as coordinator")

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The secretariat, nobody themselves."""
        return permissions.can_name_coordinator(user, obj)

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """Name them."""
        name_coordinator(membership=obj, actor=user)


class ReleaseCoordinator(_Membership):
    """Make a coordinator a plain member again."""

    title = _("Release the coordinator")
    submit_label = _("Release")

    def verdict(self, user: User, obj: GroupMembership) -> Verdict:
        """The secretariat, or the coordinators themselves."""
        return permissions.can_release_coordinator(user, obj)

    def decide(self, form: ActionForm, obj: GroupMembership, user: User) -> None:
        """Release them."""
        release_coordinator(membership=obj, actor=user)
