"""What was written and said about the proposal: its versions, comments, answers, formulations and stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.members.models.user import display_name
from portal.record import acts_of, registry
from proposals.models import Comment, Proposal

from .entries import COMMENTS, STEPS, VERSIONS, WORDS, Entry, version_words

# These acts stand there as what they made: a version, a result, a decision, a letter, an answer.
TOLD_OTHERWISE = frozenset({"submit", "edit", "decide", "convey", "answer", "answer_again"})
MOST_COMMENTS = 200
# One answer may serve a hundred comments alike; the page of the proposal shows them all.
MOST_RELATED = 5


def steps(proposal: Proposal) -> Iterator[Entry]:
    """Yield the moves of the proposal that are not told as something of their own."""
    for act in acts_of("proposal", [proposal.pk]):
        if act.verb not in TOLD_OTHERWISE:
            yield Entry(
                at=act.at,
                lane=STEPS,
                title=str(registry.phrase(act)),
                url=proposal.get_absolute_url(),
                who=str(registry.role_label(act.actor_role)),
                text=act.reason,
                entry_number=act.entry.sequence,
            )


def versions(proposal: Proposal) -> Iterator[Entry]:
    """Yield the versions of the proposal, with the answer that made one."""
    for version in proposal.versions.select_related("author", "author_answer").defer("html"):
        first = version.number == 1
        title = _("Submitted, version 1") if first else _("Version %(number)d") % {"number": version.number}
        by_council = version.origin == version.Origin.DECISION
        yield Entry(
            at=version.created_at,
            lane=VERSIONS,
            title=title,
            url=reverse("proposals:version", args=[proposal.pk, version.number]),
            who=pgettext("author", "The council") if by_council else display_name(version.author),
            text=version.change_note,
            anchor=f"versi-{version.number}",
            related=_answer_behind(version),
        )


def _answer_behind(version: Any) -> tuple[tuple[str, str], ...]:
    """Return the author's answer that made a version, by which a suggested change was taken over."""
    answer = getattr(version, "author_answer", None)
    return ((_("Author's answer"), f"#jawaban-pengusul-{answer.pk}"),) if answer else ()


def comments(proposal: Proposal) -> Iterator[Entry]:
    """Yield the comments that ask for something; what was withdrawn or hidden shows that it was."""
    asked = Comment.objects.filter(proposal=proposal).filter(
        Q(is_official=True)
        | Q(stance__in=["objection", "with_changes"])
        | Q(suggestion__isnull=False)
        | Q(author_answer__isnull=False)
    )
    asked = asked.select_related("author", "organisation", "suggestion", "version")
    for comment in asked.order_by("created_at")[:MOST_COMMENTS]:
        if comment.is_official:
            kind = _("Official response")
        elif hasattr(comment, "suggestion"):
            kind = _("Suggested change")
        else:
            kind = comment.get_stance_display() or _("Comment")
        answer = comment.author_answer_id
        who = f"{display_name(comment.author)}, {comment.organisation.name}"
        yield Entry(
            at=comment.created_at,
            lane=COMMENTS,
            title=str(kind),
            url=comment.get_absolute_url(),
            who=who if comment.is_visible else "",
            text=Truncator(comment.body).chars(WORDS) if comment.is_visible else _("No longer shown"),
            anchor=f"tanggapan-{comment.pk}",
            related=(
                (version_words(comment.version), f"#versi-{comment.version.number}"),
                *(((_("Author's answer"), f"#jawaban-pengusul-{answer}"),) if answer else ()),
            ),
        )


def author_answers(proposal: Proposal) -> Iterator[Entry]:
    """Yield what the authors answered, with the comments that it answers and the version that it made."""
    answers = proposal.author_answers.select_related("author", "version").prefetch_related("comments")
    for answer in answers:
        comments = [
            (_("Comment %(number)d") % {"number": comment.pk}, comment.get_absolute_url())
            for comment in answer.comments.all()
        ]
        made = [(version_words(answer.version), f"#versi-{answer.version.number}")] if answer.version else []
        yield Entry(
            at=answer.created_at,
            lane=COMMENTS,
            title=_("Author's answer: %(verdict)s") % {"verdict": answer.get_verdict_display()},
            url=comments[0][1] if comments else "",
            who=display_name(answer.author),
            text=Truncator(answer.body).chars(WORDS),
            anchor=f"jawaban-pengusul-{answer.pk}",
            related=(*comments[:MOST_RELATED], *made),
        )


def formulations(proposal: Proposal) -> Iterator[Entry]:
    """Yield the working group's formulations, the replaced ones too."""
    for formulation in proposal.formulations.select_related("author"):
        yield Entry(
            at=formulation.created_at,
            lane=STEPS,
            title=_("Formulation of the working group"),
            url=f"{proposal.get_absolute_url()}#rumusan",
            who=display_name(formulation.author),
            text=Truncator(formulation.advice).chars(WORDS),
            anchor=f"rumusan-{formulation.pk}",
        )
