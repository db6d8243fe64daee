"""The paper of a decision: what follows from data, what is prefilled for the writer, its frozen text.

The order of headings follows the council's document standard: a recommendation is a covering letter with an
enclosure from A to J, a decision has menimbang, mengingat, memperhatikan and its dicta. The paper is written
in the council's language whatever the reader's is, and it names organisations, persons only in office.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from council.models import CouncilRules, DecisionDraft, DecisionKind, LegalBasis, Motion, SignatureRole
from council.outcomes import OutcomeFacts, facts_of, with_facts
from portal.kit import clock, richtext
from portal.members.models import Element
from proposals.models import Comment, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEMPLATES = {
    DecisionKind.REK: "council/paper/recommendation.html",
    DecisionKind.KEP: "council/paper/decision.html",
}
# The typed parts, in the order of the paper, by kind.
PARTS = {
    DecisionKind.REK: (
        "background",
        "legal_basis",
        "heard",
        "considerations",
        "risks",
        "monitoring",
        "copies_to",
    ),
    DecisionKind.KEP: ("considerations", "legal_basis", "attention", "copies_to"),
}
# Dicta are counted in words on a decision.
ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN",
    "KESEPULUH", "KESEBELAS", "KEDUA BELAS",
)  # fmt: skip

# What a draft begins with until the secretariat's register has bases that are usual.
BASES_UNTIL_THERE_IS_A_REGISTER = gettext_noop(
    "1. regulations on local government;\n"
    "2. regulations on public participation in local government;\n"
    "3. Mayor of Bekasi Regulation Number 110 of 2016."
)


@dataclass(frozen=True)
class Heard:
    """Who was heard on one proposal: counts of visible comments, and the agencies' responses."""

    comments: int
    organisations: int
    elements: tuple[str, ...]
    responses: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class Paper:
    """A rendered paper: the sheet for the page, its words for the search, and the hash of the sheet."""

    html: SafeString
    plain: str
    sha256: str


def heard_on(proposals: Iterable[Proposal]) -> list[tuple[Proposal, Heard]]:
    """Return who was heard on each of `proposals`; comments that were withdrawn or hidden do not count."""
    proposals = list(proposals)
    found = defaultdict(list)
    rows = Comment.objects.filter(proposal__in=proposals, retracted_at=None, hidden_at=None)
    for proposal_id, *row in rows.order_by("created_at").values_list(
        "proposal_id", "organisation_id", "organisation__name", "element", "is_official", "created_at"
    ):
        found[proposal_id].append(row)
    return [(proposal, _heard(found[proposal.pk])) for proposal in proposals]


def _heard(rows: list[list[Any]]) -> Heard:
    present = {element for _id, _name, element, _official, _at in rows}
    return Heard(
        comments=len(rows),
        organisations=len({organisation for organisation, *_rest in rows}),
        elements=tuple(str(Element(e).label).lower() for e in Element.values if e in present),
        responses=tuple((name, clock.day_of(at)) for _id, name, _element, official, at in rows if official),
    )


def prefill(kind: str, motions: Sequence[Motion]) -> dict[str, str]:
    """Return the parts of a new draft as far as they follow from `motions`, in the council's language."""
    proposals = [motion.proposal for motion in motions if motion.proposal is not None]
    session = motions[0].item.session
    with translation.override(settings.LANGUAGE_CODE):
        parts = {
            "legal_basis": "" if LegalBasis.objects.usual().exists() else _(BASES_UNTIL_THERE_IS_A_REGISTER),
            "copies_to": _copies(proposals),
        }
        if kind == DecisionKind.REK:
            parts["background"] = "\n\n".join(proposal.summary for proposal in proposals)
            parts["considerations"] = "\n\n".join(_advice(proposals))
            parts["monitoring"] = "\n".join(
                _("The working group %(group)s checks every quarter and publishes its note on the portal.")
                % {"group": proposal.leading_group.name}
                for proposal in proposals
                if proposal.leading_group is not None
            )
        else:
            parts["considerations"] = "\n".join(_reasons(motions))
            parts["attention"] = _("Official report of %(session)s.") % {"session": session.title}
    return parts


def _copies(proposals: Iterable[Proposal]) -> str:
    names = {proposal.organisation.name for proposal in proposals}
    return "; ".join(sorted(names))


def _advice(proposals: Iterable[Proposal]) -> list[str]:
    """Return what the working groups advised, from the newest formulation of each proposal."""
    newest = (proposal.formulations.order_by("-pk").first() for proposal in proposals)
    return [formulation.advice for formulation in newest if formulation is not None]


def _reasons(motions: Iterable[Motion]) -> list[str]:
    """Return the first lines of *menimbang*: that the session dealt with each matter."""
    return [
        _("%(letter)s. that %(session)s deliberated on “%(matter)s”;")
        % {"letter": letter, "session": motion.item.session.title, "matter": motion.item.title}
        for letter, motion in zip("abcdefghijklmnopqrstuvwxyz", motions, strict=False)
    ]


def motions_of(draft: DecisionDraft) -> list[Motion]:
    """Return the motions of a draft in their order, with what the paper shows of them."""
    found = Motion.objects.filter(draft_motion__draft=draft).select_related(
        "item__session", "proposal__organisation__kind", "proposal__leading_group", "version"
    )
    return list(with_facts(found).order_by("draft_motion__position"))


def render(
    draft: DecisionDraft, facts: Sequence[OutcomeFacts] | None = None, *, number: str, on: date | None
) -> Paper:
    """Return the paper of `draft` with `number` and the day `on`; both are placeholders in a preview.

    `facts` are those of its motions when the caller has read them already.
    """
    if facts is None:
        facts = [facts_of(motion) for motion in motions_of(draft)]
    context = _context(draft, facts, number, on)
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string(TEMPLATES[DecisionKind(draft.kind)], context)
    return Paper(
        html=SafeString(html),
        plain=" ".join(strip_tags(html).split()),
        sha256=hashlib.sha256(html.encode()).hexdigest(),
    )


def _ordinal(place: int) -> str:
    """Return the name of the dictum at `place`, counted from nought; none has more than there are names."""
    return ORDINALS[min(place, len(ORDINALS) - 1)]


def _context(
    draft: DecisionDraft, facts: Sequence[OutcomeFacts], number: str, on: date | None
) -> dict[str, Any]:
    """Return what the templates of the paper show."""
    with translation.override(settings.LANGUAGE_CODE):
        heard = heard_on(fact.motion.proposal for fact in facts if fact.motion.proposal)
    signatures = {s.role: s for s in draft.signatures.all() if s.lapsed_at is None}
    return {
        "draft": draft,
        "number": number,
        "on": on,
        "session": draft.session,
        "items": [
            {
                "fact": fact,
                "motion": fact.motion,
                "proposal": fact.motion.proposal,
                "ordinal": _ordinal(place),
                "wording": richtext.render(fact.motion.wording),
            }
            for place, fact in enumerate(facts)
        ],
        "change_ordinal": _ordinal(len(facts)),
        "last_ordinal": _ordinal(len(facts) + int(draft.changes.exists())),
        "heard": heard,
        "changes": list(draft.changes.select_related("earlier").order_by("earlier__enacted_on", "earlier")),
        "follow_ups": list(draft.follow_up_drafts.select_related("agency")),
        "parts": {name: richtext.render(getattr(draft, name)) for name in PARTS[DecisionKind(draft.kind)]},
        "bases": [basis.full_title for basis in draft.legal_bases.all()],
        "answer_workdays": CouncilRules.load().answer_workdays,
        "chair": signatures.get(SignatureRole.CHAIR),
        "secretary": signatures.get(SignatureRole.SECRETARY),
    }
