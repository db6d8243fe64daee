"""The way on from a refusal, where a step of the person's own helps: a link under the reason."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.kit.verdict import Verdict

from .models import HouseRule

# By the code of the rule that refused: where to go, and what the link says.
STEPS = {
    "proposal.group.none": ("members:groups", _("Join a working group")),
    "proposal.group.waiting": ("members:groups", _("See your request")),
    "proposal.create.mandate": ("members:affiliations", _("My organisations")),
    "proposal.submit.mandate": ("members:affiliations", _("My organisations")),
    "moderation.suspended": ("moderation:mine", _("Moderation decisions")),
    "proposal.comment.affiliation": ("members:affiliations", _("My organisations")),
}


def draw(request: HttpRequest, refusal: Verdict) -> SafeString:
    """Return the link that leads on from `refusal`; nothing for a refusal of another app."""
    step = STEPS.get(refusal.rule)
    if step is None:
        return SafeString("")
    address, words = step
    return format_html('<p><a class="button button--primary" href="{}">{}</a></p>', reverse(address), words)


def draw_account(request: HttpRequest, person: object) -> SafeString:
    """Return the line of the account page that leads to moderators' decisions about this person."""
    return render_to_string("proposals/moderation/_account.html", request=request)


def draw_house_rules(request: HttpRequest, page: Any) -> SafeString:
    """Return the list of the house rules, for the page about them; nothing on any other page."""
    if page.slug != "aturan-diskusi":
        return SafeString("")
    rules = HouseRule.objects.filter(in_force=True)
    return render_to_string("proposals/moderation/_house_rules.html", {"rules": rules}, request=request)
