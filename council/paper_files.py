"""The PDFs of a decision: the copy of its whole text, the summary on one page, and the preview of a draft."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from council import paper
from council.models import Decision, DecisionDraft, DecisionPaper, Method, PaperKind, RollCallChoice
from council.models.decision_draft import DecisionKind
from portal.kit import clock
from portal.kit.sheets import pdf
from portal.kit.sheets.pdf import Sheet
from portal.kit.wording import tanggal

# The summary stays on its one page whatever the decision holds: how many rows of a kind, and how many
# characters of a text, from the roomiest to what fits in any case.
SUMMARY_SIZES = ((4, 300), (3, 200), (3, 110), (2, 60))


def letterhead() -> str:
    """Return the letterhead as HTML: council, city, address of the secretariat, from the site's settings."""
    return _html("council/paper/letterhead.html", {})


def council_name() -> str:
    """Return the council's full name as it stands in the header of a sheet."""
    return _html("council/paper/council_name.txt", {}).strip()


def _html(template: str, context: dict[str, Any]) -> str:
    """Return a template rendered in the council's language, whatever the reader's is."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(template, context)


def sheet_pdf(
    *, title: str, number: str, parts: tuple[str, ...], path: str, notice: str, **kwargs: Any
) -> bytes:
    """Return the PDF of any paper of the council; `path` is its address on the portal, without language."""
    with translation.override(settings.LANGUAGE_CODE):
        sheet = Sheet(
            title=title,
            number=number,
            letterhead=letterhead(),
            parts=parts,
            address=f"{settings.SITE_URL}{path}" if path else "",
            notice=notice,
            made_at=kwargs.pop("made_at", None) or clock.now(),
            author=council_name(),
            **kwargs,
        )
        return pdf.make(sheet, base=settings.SITE_URL)


def make_papers(decision: Decision) -> list[DecisionPaper]:
    """Make and store the PDFs of a decision that is being enacted; called once, inside its transaction."""
    with translation.override(settings.LANGUAGE_CODE):
        made = {
            PaperKind.COPY: copy_of(decision),
            PaperKind.SUMMARY: summary_of(decision),
        }
    return DecisionPaper.objects.bulk_create(
        DecisionPaper(
            decision=decision,
            kind=kind,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            made_at=decision.enacted_at,
        )
        for kind, content in made.items()
    )


def copy_of(decision: Decision) -> bytes:
    """Return the PDF of the frozen text with the portal's sheet of information behind it."""
    information = _html("council/paper/information.html", _facts(decision))
    return _decision_pdf(
        decision,
        parts=(decision.body_html, information),
        notice=(
            f"Salinan dari portal, dibuat saat ditetapkan pada {tanggal(decision.enacted_on)}. "
            "Naskah asli bertanda tangan disimpan Sekretariat. Status terkini ada di"
        ),
    )


def summary_of(decision: Decision) -> bytes:
    """Return the summary of a decision on one page, in plain words."""
    facts = _facts(decision)
    made = b""
    for rows, text_limit in SUMMARY_SIZES:
        made = _decision_pdf(
            decision,
            parts=(_html("council/paper/summary.html", facts | _cut(facts, rows, text_limit)),),
            notice=(
                f"Ringkasan per {tanggal(decision.enacted_on)}; yang berlaku adalah naskah lengkapnya. "
                "Naskah dan status terkini ada di"
            ),
        )
        if pdf.page_count(made) == 1:
            break
    return made


def _cut(facts: dict[str, Any], rows: int, text_limit: int) -> dict[str, Any]:
    """Return what of `facts` the summary shows when it has room for `rows` of a kind."""
    outcomes = [row["outcome"] for row in facts["outcomes"]]
    follow_ups = facts["follow_ups"]
    return {
        "first": outcomes[:rows],
        "further": max(0, len(outcomes) - rows),
        "first_follow_ups": follow_ups[:rows],
        "further_follow_ups": max(0, len(follow_ups) - rows),
        "text_limit": text_limit,
    }


def _decision_pdf(decision: Decision, *, parts: tuple[str, ...], notice: str) -> bytes:
    return sheet_pdf(
        title=f"{DecisionKind(decision.kind).label} {decision.number}: {decision.title}",
        number=decision.number,
        parts=parts,
        path=decision.get_absolute_url(),
        notice=notice,
        made_at=decision.enacted_at,
    )


def preview_of(draft: DecisionDraft, number: str, path: str, moment: datetime) -> bytes:
    """Return the PDF of a draft as it would read today, marked as a draft on every page; never stored."""
    sheet = paper.render(draft, number=number, on=None)
    return sheet_pdf(
        title=draft.title,
        number=number,
        parts=(sheet.html,),
        path=path,
        notice="Konsep, belum ditetapkan. Nomor dan tanggal diambil saat penetapan.",
        made_at=moment,
        draft_mark="KONSEP",
    )


def _facts(decision: Decision) -> dict[str, Any]:
    """Return what the sheet of information and the summary say of a decision, from its own rows."""
    outcomes = list(
        decision.outcomes.select_related(
            "proposal__organisation", "proposal__leading_group"
        ).prefetch_related("roll_call", "notes")
    )
    follow_ups = list(decision.follow_ups.select_related("agency").order_by("position"))
    return {
        "decision": decision,
        "outcomes": [_counted(outcome) for outcome in outcomes],
        "follow_ups": follow_ups,
        "hash": decision.text_hash,
    }


def _counted(outcome: Any) -> dict[str, Any]:
    """Return an outcome with its roll call and how many seats did what."""
    lines = list(outcome.roll_call.all())
    counts = Counter(line.choice for line in lines)
    return {
        "outcome": outcome,
        "lines": lines,
        "is_majority": outcome.method == Method.MAJORITY,
        "counts": [(choice.label, counts[choice]) for choice in RollCallChoice if counts[choice]],
        "notes": list(outcome.notes.all()),
    }
