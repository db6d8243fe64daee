"""What the page of one proposal shows, put together in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from portal import record
from portal.kit import slots
from portal.kit.prepared import Given, Prepared
from portal.members.models import Element
from portal.record import registry

from . import permissions
from .blackouts import for_readers
from .comment_links import CommentLinks
from .figures import figures_of, speakers_in
from .forms.commenting import CommentForm, comment_form_kwargs
from .journey import steps, waited_for_answer, waits_for
from .lifecycle import OPEN_STATES, PARTICIPATION, PROPOSAL, State
from .lineage import family
from .models import PARTS, Proposal, Stance, Support, Version
from .models.version import part_label
from .recording import KIND
from .surroundings import report_on, surroundings
from .threads import BY_THREAD, NEWEST, Asked, discussion_page, shown_in


@dataclass(frozen=True)
class Paragraph:
    """One numbered paragraph with its anchor, and how many comments are about it."""

    number: int
    anchor: int
    html: SafeString
    comments: int


@dataclass(frozen=True)
class Section:
    """One of the four parts of the text."""

    name: str
    label: str
    paragraphs: list[Paragraph]


def sections(version: Version, comments: dict[str, int]) -> list[Section]:
    """Return the parts of `version`, their paragraphs numbered through; `comments` counts by anchor."""
    found, anchors, number = [], version.anchors, 0
    for part in PARTS:
        paragraphs = []
        for html in version.html.get(part, []):
            anchor = anchors[number]
            number += 1
            # Cleaned when the version was made, and whenever something was blacked out since.
            words = mark_safe(html)  # noqa: S308
            paragraphs.append(Paragraph(number, anchor, words, comments.get(str(anchor), 0)))
        if paragraphs:
            found.append(Section(part, part_label(part), paragraphs))
    return found


def detail_context(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """Return everything that proposals/detail.html shows to the person of `request`."""
    version = proposal.public_version
    around = surroundings(proposal)
    acts = last_acts(proposal)
    figures = figures_of(proposal)
    # One query less for the many that nothing was merged into.
    numbers = family(proposal.pk) if around.merged else [proposal.pk]
    support, supports = support_rows(request.user, numbers)
    context = {
        "proposal": proposal,
        "version": version,
        "versions": around.versions,
        "areas": around.areas,
        "tags": around.tags,
        "sections": sections(version, figures["blocks"]),
        "attachments": around.attachments,
        "steps": steps(proposal),
        "waits_for": waits_for(proposal),
        # What the council says of it: the session that decides, or what was decided there.
        "session": _session(request, proposal),
        "phase": proposal.phase,
        "is_open": proposal.phase == State.DISCUSSION,
        "report": (
            report_on(proposal, around, speakers_in(figures, proposal)) if proposal.opened_at else None
        ),
        "support": support,
        "support_most": max(members for _label, members, _organisations in support),
        # The group formulates once a discussion has closed.
        "formulations": (
            list(proposal.formulations.select_related("author")) if "close_discussion" in acts else []
        ),
        "refusal_notice": proposal.refusals.first() if proposal.phase == State.NOT_FORWARDED else None,
        "reason_act": acts.get(_REASON_VERBS.get(proposal.phase, "")),
        "merged": around.merged,
        "merged_comments": sum(each.comment_count for each in around.merged),
        "merge_request": around.merge_request if proposal.phase in OPEN_STATES else None,
        "merge_act": acts.get("merge") if proposal.phase == State.MERGED else None,
        "spoken": spoken(figures) if proposal.opened_at else [],
        "sectors": sectors_spoken(figures),
        "stance_choices": Stance.choices,
        "meetings": around.meetings if proposal.opened_at else [],
        "moved_on": _moved_on(proposal, acts),
        "letter": acts["convey"].note.get("letter", "") if "convey" in acts else "",
        "verbs": verbs_for(request.user, proposal),
        "support_verb": support_verb(request.user, proposal, supports=supports),
        **discussion_context(request, proposal, figures),
    }
    if proposal.phase == State.CONVEYED:
        context["waited"], context["promised"] = waited_for_answer(proposal)
    return context


# Nothing of a proposal in these states is, or was, on an agenda that still counts.
_BEFORE_SESSION = frozenset({State.DRAFT, State.SUBMITTED, State.DISCUSSION})

# Whose reason the page shows in which state.
_REASON_VERBS: dict[str, str] = {
    State.DRAFT: "send_back",
    State.WITHDRAWN: "withdraw",
    State.FORMULATION: "return_to_group",
}


# What an open discussion has behind it that its reader must know of.
_MOVED_ON = frozenset({"extend", "reopen_discussion", "restore", "unmerge"})


def _moved_on(proposal: Proposal, acts: dict[str, Any]) -> dict[str, Any] | None:
    """Return why the discussion that is open now runs on or began again, or None."""
    found = [act for verb, act in acts.items() if verb in _MOVED_ON]
    if proposal.phase != State.DISCUSSION or not found:
        return None
    last = max(found, key=lambda act: act.pk)
    return {"phrase": registry.phrase(last), "at": last.at, "reason": last.reason}


def _session(request: HttpRequest, proposal: Proposal) -> SafeString:
    """Draw what the council says of the proposal, in states in which it may have something to say."""
    if proposal.phase in _BEFORE_SESSION:
        return SafeString("")
    return slots.render("proposal.session", request, proposal)


_MOVES = Prepared(lambda: record.acts_of(KIND, Given("proposals", many=True)).filter(verb__in=PROPOSAL.verbs))


def last_acts(proposal: Proposal) -> dict[str, Any]:
    """Return the last public act of each verb that moved the proposal."""
    return {act.verb: act for act in _MOVES(proposals=[proposal.pk])}


def spoken(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return by element with what stance its people spoke, and when its organisations were invited."""
    rows = []
    for element in Element:
        said = figures["elements"].get(element.value, {})
        count, first = figures["invited"].get(element.value, (0, None))
        if said or count:
            rows.append(
                {
                    "label": element.label,
                    "counts": _counts(said),
                    "invited": count,
                    "invited_on": datetime.fromisoformat(first) if first else None,
                }
            )
    return rows


def sectors_spoken(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return with what stance the members of each working group spoke, in the order of the groups."""
    return [{"label": name, "counts": _counts(said)} for name, said in figures["sectors"]]


def _counts(said: dict[str, int]) -> list[int]:
    """Return how often each stance occurs, in the order in which they are offered."""
    return [said.get(value, 0) for value in Stance.values]


def _support(supports: Any) -> Any:
    """Return members, organisations and whether one of them is the reader, by element."""
    return supports.values_list("element").annotate(
        members=Count("pk"),
        organisations=Count("organisation", distinct=True),
        own=Count("pk", filter=Q(user=Given("user"))),
    )


def _supports() -> Any:
    return Support.objects.filter(proposal__in=Given("numbers", many=True))


def _first_supports() -> Any:
    earlier = _supports().filter(user=OuterRef("user"), pk__lt=OuterRef("pk"))
    return _supports().filter(~Exists(earlier))


_SUPPORT = Prepared(lambda: _support(_supports()))
_SUPPORT_OF_FAMILY = Prepared(lambda: _support(_first_supports()))


def support_rows(user: Any, numbers: list[int]) -> tuple[list[tuple[str, int, int]], bool]:
    """Return members and organisations that support a proposal, by element; and whether `user` does.

    `numbers` are the proposal's own and those of what was merged into it (lineage.family): who supported
    several of them counts once, as they did first.
    """
    read = _SUPPORT if len(numbers) == 1 else _SUPPORT_OF_FAMILY
    counted = {
        element: (members, organisations, own)
        for element, members, organisations, own in read(
            numbers=numbers, user=user.pk if user.is_authenticated else None
        )
    }
    rows = [(str(element.label), *counted.get(element.value, (0, 0, 0))[:2]) for element in Element]
    return rows, any(own for _members, _organisations, own in counted.values())


def discussion_context(request: HttpRequest, proposal: Proposal, figures: dict[str, Any]) -> dict[str, Any]:
    """Return the discussion: the tabs with their counts, the page of threads, and the form to write."""
    asked = Asked.of(request.GET)
    page, threads = discussion_page(request, proposal, asked, threads=figures["threads"])
    links = CommentLinks.of(request.user, proposal, shown_in(threads))
    anchors = proposal.public_version.anchors
    may_comment = permissions.can_comment(request.user, proposal)
    return {
        "comment_page": page,
        "threads": threads,
        "is_folded": asked.order == BY_THREAD and any(thread.folded > 0 for thread in threads),
        "asked": asked,
        "asked_paragraph": anchors.index(asked.block) + 1 if asked.block in anchors else None,
        "all_address": asked.address(sikap=""),
        "tabs": [
            (value, label, figures["stances"].get(value, 0), asked.address(sikap=value))
            for value, label in Stance.choices
        ],
        "orders": [(order, asked.address(urut=order)) for order in (BY_THREAD, NEWEST)],
        "figures": figures,
        "may_comment": may_comment,
        "comment_links": links,
        "may_answer_comments": links.may_answer_comments,
        "comment_form": (
            CommentForm(
                initial={"paragraph": request.GET.get("paragraf", "")},
                **comment_form_kwargs(request.user, proposal),
            )
            if may_comment
            else None
        ),
        "may_black_out": links.may_black_out,
        "blackouts": for_readers(proposal),
    }


# The verbs that a proposal's page offers, in this order: name of the address, rule.
VERBS = (
    ("draft", permissions.can_edit_draft),
    ("open_discussion", permissions.can_open_discussion),
    ("send_back", permissions.can_send_back),
    ("not_forward", permissions.can_not_forward),
    ("request_review", permissions.can_request_review),
    ("review", permissions.can_review),
    ("uphold_refusal", permissions.can_uphold_refusal),
    ("edit", permissions.can_edit),
    ("answer_comments", permissions.can_answer_comments),
    ("attachments", permissions.can_change_attachments),
    ("authors", permissions.can_manage_authors),
    ("official_response", permissions.can_respond_officially),
    ("write_formulation", permissions.can_write_formulation),
    ("send_to_session", permissions.can_send_to_session),
    ("reopen_discussion", permissions.can_reopen_discussion),
    ("extend", permissions.can_extend),
    ("record_meeting", permissions.can_record_meeting),
    ("answer_merge", permissions.can_answer_merge),
    ("merge", permissions.can_merge),
    ("cancel_merge", permissions.can_cancel_merge),
    ("propose_merge", permissions.can_propose_merge),
    ("unmerge", permissions.can_unmerge),
    ("resume", permissions.can_resume),
    ("restore", permissions.can_restore),
    ("withdraw", permissions.can_withdraw),
)


def verbs_for(user: Any, proposal: Proposal) -> list[str]:
    """Return the verbs that `user` may do now, in the order in which the page offers them."""
    if not user.is_authenticated:
        return []
    phase = proposal.phase
    return [name for name, rule in VERBS if _has_room(name, phase) and rule(user, proposal)]


def _has_room(verb: str, phase: State) -> bool:
    """Return whether the tables know `verb` in this state at all: else its rule need not read anything."""
    if verb == "draft":
        return phase == State.DRAFT
    return PROPOSAL.row(verb, phase) is not None or phase in PARTICIPATION.get(verb, {})


def support_verb(user: Any, proposal: Proposal, *, supports: bool) -> str:
    """Return whether `user`, who `supports` it or not, may now give support, take it back, or neither."""
    if not user.is_authenticated:
        return ""
    if supports:
        return "withdraw" if permissions.can_withdraw_support(user, proposal) else ""
    return "give" if permissions.can_support(user, proposal) else ""
