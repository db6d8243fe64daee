"""The editing form of a working group's page, and the search form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.kit.forms import TextField
from portal.members import permissions

SEARCH_LENGTH = 200


class WorkingGroupPageForm(WagtailAdminPageForm):
    """Keeps a page at its group, and asks who opens a new one before the page is published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.group_id:
            for name in ("group", "hue"):
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Refuse a page of a new group to somebody who may not open one."""
        cleaned = super().clean()
        if not self.instance.group_id and not cleaned.get("group"):
            verdict = permissions.can_create_working_group(self.for_user)
            if not verdict:
                self.add_error("group", verdict.message)
        return cleaned


class SearchForm(forms.Form):
    """What is looked for."""

    q = TextField(
        label=_("Words, a number or the name of an organisation"),
        max_length=SEARCH_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
