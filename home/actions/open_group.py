"""Create the working group of a page that was published without one."""

from typing import Any

from django.db import transaction

from portal.members.actions.working_groups import create_working_group
from portal.members.models import WorkingGroup

from ..models import WorkingGroupPage


def open_group(*, page: WorkingGroupPage, actor: Any) -> WorkingGroup:
    """Return the page's group, created through the members' action when the page has none.

    All translations of the page point to the same group afterwards. Raises Refused when `actor` may
    not create a working group.
    """
    with transaction.atomic():
        translations = WorkingGroupPage.objects.filter(translation_key=page.translation_key)
        # A lock on the pages makes the second of two simultaneous publications find the first one's group.
        ids = list(translations.select_for_update(of=("self",)).values_list("pk", flat=True))
        group = WorkingGroup.objects.filter(pages__in=ids).first()
        if group is None:
            group = create_working_group(
                actor=actor, name=page.title, slug=page.slug, hue=page.hue, description=page.introduction
            )
        translations.update(group=group)
    page.group = group
    return group
