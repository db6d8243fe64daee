"""The way on from a refusal: what somebody who is no member yet does next, as a link under the reason."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.kit.verdict import Verdict

# By the code of the rule that refused: where to go, and what the link says.
STEPS = {
    "member.none": ("members:claim", _("Add an organisation")),
    "member.pending": ("members:affiliations", _("See what the secretariat is checking")),
    "member.mandate": ("members:affiliations", _("Send the new mandate letter")),
    "membership.request.closed": ("members:groups", _("See the other working groups")),
    "membership.request.again": ("members:groups", _("My working groups")),
}


def draw(request: HttpRequest, refusal: Verdict) -> SafeString:
    """Return the link that leads on from `refusal`; nothing where no step of the person's own would help."""
    step = STEPS.get(refusal.rule)
    if step is None:
        return SafeString("")
    address, words = step
    return format_html('<p><a class="button button--primary" href="{}">{}</a></p>', reverse(address), words)
