"""What templates say about proposals and comments."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import apnumber
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.kit import clock
from portal.kit.verdict import Verdict
from portal.kit.wording import tanggal
from portal.members.models import Element

from ..blackouts import marked_in
from ..diff import compare
from ..heard import HeardReport
from ..models import AuthorAnswer, Capacity, CitizenInput, Comment, Proposal, Suggestion
from ..models.version import part_label
from ..permissions import can_read_queue
from ..tags import used_most

register = template.Library()

# Of citizens' inputs the proposal's page shows so many; all stand on a page of their own.
INPUTS_SHOWN = 5


@register.simple_tag
def heard_words(proposal: Proposal) -> str:
    """Say in a row what is still missing before the proposal counts as heard."""
    if proposal.heard_missing:
        return ngettext(
            "Needs %(count)s more element", "Needs %(count)s more elements", proposal.heard_missing
        ) % {"count": apnumber(proposal.heard_missing)}
    return _("Waits for the agency's answer")


@register.simple_tag
def not_heard(report: HeardReport) -> str:
    """Say on the proposal's page how much is missing: Not heard yet: one of two elements."""
    if report.missing:
        return _("Not heard yet: %(missing)s of %(needed)s elements") % {
            "missing": apnumber(report.missing),
            "needed": apnumber(report.needed),
        }
    return _("Not heard yet: the agency's answer is waited for")


@register.simple_tag
def speaks_for(comment: Comment) -> str:
    """Say for whom a comment speaks: on behalf of an organisation, or a personal opinion."""
    names = {
        "organisation": comment.organisation.name,
        "element": str(Element(comment.element).label).lower(),
    }
    if comment.is_official:
        return _("liaison of %(organisation)s (%(element)s), approved by %(approved)s") % {
            **names,
            "approved": comment.approved_by_name,
        }
    if comment.capacity == Capacity.REPRESENTING:
        return _("on behalf of %(organisation)s (%(element)s)") % names
    return _("personal opinion, %(organisation)s (%(element)s)") % names


@dataclass(frozen=True)
class Place:
    """Where the paragraph of a comment stands in the current version: `now` is its number, None when gone."""

    now: int | None
    moved: bool


@register.simple_tag
def place_of(comment: Comment, proposal: Proposal) -> Place:
    """Find the paragraph that a comment is about in the current version of its proposal."""
    anchors = proposal.public_version.anchors
    now = anchors.index(comment.block) + 1 if comment.block in anchors else None
    return Place(now, now is not None and now != comment.paragraph)


@register.simple_tag
def suggested_diff(suggestion: Suggestion) -> SafeString:
    """Show a suggested change word by word: what goes, what comes."""
    return linebreaksbr(compare(suggestion.quote, suggestion.replacement).html())


register.simple_tag(part_label)


@register.simple_tag
def person(user: Any) -> str:
    """Return how a person is named in public, also where the account was erased."""
    return user.get_full_name() if user is not None else _("erased member")


@register.simple_tag
def chat_text(proposal: Proposal, address: str) -> str:
    """Return the plain text to send in a chat: title, date, one sentence, short address."""
    lines = [proposal.title]
    if proposal.phase == "discussion":
        lines.append(_("Open for comments until %(date)s") % {"date": tanggal(proposal.closes_at)})
    else:
        lines.append(str(proposal.phase.label))
    return "\n".join([*lines, proposal.summary, address])


@register.simple_tag
def tags_in_use() -> list[str]:
    """Return the tags that are used most, to choose from while writing."""
    return used_most()


@register.filter
def allows(verdict: Verdict) -> bool:
    """Return whether a rule said yes."""
    return bool(verdict)


@register.filter
def editable_in(answer: AuthorAnswer, proposal: Proposal) -> bool:
    """Return whether the authors of `proposal` may still edit their answer: the first minutes, no query."""
    return clock.now() < answer.editable_until(proposal.rules.comment_edit_minutes)


@register.filter
def reads_originals(user: Any) -> bool:
    """Return whether somebody may read what a moderator hid."""
    return can_read_queue(user)


@register.inclusion_tag("proposals/_blackouts.html", takes_context=True)
def blackout_notes(context: template.Context, *texts: Any) -> dict[str, Any]:
    """Say by which house rule each mark in `texts` (versions or words) stands there.

    Expects `blackouts` in the context: blackouts.for_readers.
    """
    found = set().union(*(marked_in(text) for text in texts))
    blackouts = context.get("blackouts") or {}
    return {"notes": [blackout for number, blackout in blackouts.items() if number in found]}


@register.simple_tag(takes_context=True)
def links_below(context: template.Context, comment: Comment) -> SafeString:
    """Draw what the reader may do with a comment. Expects `comment_links` in the context: CommentLinks.of."""
    return context["comment_links"].below(comment)


@register.simple_tag
def house_rules_address() -> str:
    """Return the address of the page that lists the house rules (home/content: aturan-diskusi)."""
    return reverse("wagtail_serve", args=["aturan-diskusi/"])


@register.simple_tag
def first_citizen_inputs(proposal: Proposal) -> list[CitizenInput]:
    """Return the first few released inputs of citizens; asked for only where there are any."""
    return list(proposal.citizen_inputs.filter(state=CitizenInput.State.RELEASED)[:INPUTS_SHOWN])
