"""The frame of our pages in the Wagtail admin: who may read them, and plain forms that call the actions."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_passes_test

from portal.kit.views import ActionView

from .. import roles


def may_read(user: Any) -> bool:
    """Return whether somebody may read the secretariat's lists: the secretariat, and the inspector."""
    return roles.is_secretariat(user) or roles.is_inspector(user)


# For list pages; what changes something asks its own rule besides.
readers_only: Callable[..., Any] = user_passes_test(may_read)


def frame(title: str | Promise, icon: str, *above: tuple[str, str | Promise]) -> dict[str, Any]:
    """Return what Wagtail's page frame wants: title, icon and the path to it as (address name, label)."""
    items: list[dict[str, Any]] = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    items += [{"url": reverse(name), "label": label} for name, label in above]
    items.append({"url": "", "label": title})
    return {"breadcrumbs_items": items, "page_title": title, "header_title": title, "header_icon": icon}


class AdminActionView(ActionView):
    """An action's form inside the admin; `section` names the list that it belongs to and returns to."""

    template_name = "members/admin/action.html"
    section: tuple[str, str | Promise] = ("wagtailadmin_home", _("Home"))
    icon = "user"

    def back_url(self, obj: Any) -> str:
        """Lead back to the list."""
        return reverse(self.section[0])

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Add Wagtail's frame, and say what the action is about."""
        return {**frame(self.title, self.icon, self.section), "facts": self.facts(obj) if obj else []}

    def facts(self, obj: Any) -> list[tuple[str | Promise, Any]]:
        """Return what the person should read before deciding, as (label, value)."""
        return []


def search_of(request: HttpRequest) -> str:
    """Return what was typed into the search box."""
    return request.GET.get("q", "").strip()[:100]
