"""Whether a text may be submitted: everything there, and nothing too long. Pure; the figures are settings."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.kit.richtext import tidy

from . import spam
from .models import PARTS, ProposalRules

REQUIRED = ("title", "summary", *PARTS)


def faults(text: Mapping[str, Any], rules: ProposalRules, *, leading_group: Any = True) -> dict[str, str]:
    """Return what keeps `text` from being submitted, in words by field; empty when it is complete.

    Lengths are counted in characters as people see them: without surrounding blanks, one for a line end.
    """
    found = {name: _missing(name) for name in REQUIRED if not tidy(text[name] or "")}
    if not leading_group:
        found["leading_group"] = _("Choose the working group that leads.")
    title, summary = tidy(text["title"] or ""), tidy(text["summary"] or "")
    if title and not rules.title_min <= len(title) <= rules.title_max:
        found["title"] = _(
            "The title has %(length)s characters; it takes %(least)s to %(most)s. Say what changes and where."
        ) % _figures(length=len(title), least=rules.title_min, most=rules.title_max)
    if len(summary) > rules.summary_max:
        found["summary"] = _("The summary has %(length)s characters; it takes at most %(most)s.") % _figures(
            length=len(summary), most=rules.summary_max
        )
    total = sum(len(tidy(text[part] or "")) for part in PARTS)
    if total > rules.texts_max:
        found["content"] = _(
            "The four texts together have %(length)s characters; they take at most %(most)s. "
            "Shorten them, or move details into a second proposal."
        ) % _figures(length=total, most=rules.texts_max)
    return _advertising(text) | found


def _advertising(text: Mapping[str, Any]) -> dict[str, str]:
    """Return by field which parts of a proposal read like gambling advertising; title and summary are one."""
    head = f"{text['title'] or ''}\n{text['summary'] or ''}"
    written = {"title": head, **{part: text[part] or "" for part in PARTS}}
    found = [name for name, words in written.items() if spam.advertises(words)]
    return dict.fromkeys(found, gambling_words())


def gambling_words() -> str:
    """Return the words for a text that is not published because it reads like gambling advertising."""
    return _(
        "This reads like advertising for gambling, so it is not published. Your text is kept: take out the "
        "link or the promise. If you write about gambling and not for it, say so plainly, or ask the "
        "secretariat."
    )


def require_no_advertising(**texts: str) -> None:
    """Raise ValidationError by field where one of `texts` reads like gambling advertising."""
    if found := [name for name, words in texts.items() if spam.advertises(words)]:
        raise ValidationError({name: [gambling_words()] for name in found})


def comment_fault(body: str, rules: ProposalRules) -> str:
    """Return in words why `body` is no comment, too short or too long; an empty string when it is one."""
    length = len(tidy(body))
    if rules.comment_min <= length <= rules.comment_max:
        return ""
    return _("A comment takes %(least)s to %(most)s characters; this one has %(length)s.") % _figures(
        least=rules.comment_min, most=rules.comment_max, length=length
    )


def require_complete(text: Mapping[str, Any], rules: ProposalRules, *, leading_group: Any = True) -> None:
    """Raise ValidationError by field when `text` may not be submitted."""
    if found := faults(text, rules, leading_group=leading_group):
        raise ValidationError({name: [words] for name, words in found.items()})


def _figures(**figures: int) -> dict[str, str]:
    """Return figures as people write them here: 50.000."""
    return {name: number_format(figure, force_grouping=True) for name, figure in figures.items()}


def _missing(name: str) -> str:
    """Return the words for an empty field: what belongs there, not that somebody made a mistake."""
    return {
        "title": _("The title is still empty. One sentence that a neighbour understands."),
        "summary": _("The summary is still empty. It is what lists and shared links show."),
        "background": _("The background is still empty. What happens now, and how do you know?"),
        "content": _("What you propose is still empty. What changes, who does it, from when?"),
        "benefit": _("The benefit is still empty. For whom does what get better?"),
        "affected": _("Who is affected is still empty. Name also those for whom something gets harder."),
    }[name]
