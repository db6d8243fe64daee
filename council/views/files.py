"""The files of a decision: its copy, summary and original, the preview of a draft, and the upload."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from council.actions import drafts, originals
from council.blackouts import on_decision
from council.forms.files import OriginalForm
from council.models import Decision, DecisionDraft, PaperKind
from council.paper_files import preview_of
from council.permissions import decisions as rules
from portal.kit import clock
from portal.kit.forms import ActionForm
from portal.kit.sheets.pdf import SheetError
from portal.kit.verdict import Verdict

from .decisions import DecisionAction, known_decision
from .drafts import PLACEHOLDER, DraftAction, draft_or_404

logger = logging.getLogger(__name__)

PDF = "application/pdf"
HOUR = 3600


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that we made, for the browser to show."""
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    # No sandbox here: browsers then refuse to show a PDF.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return response


def pdf_or_words(request: HttpRequest, make: Callable[[], bytes], name: str, *, text_at: str) -> HttpResponse:
    """Return the PDF that `make` gives or, when none can be made of the text, words and the way to the text.

    `text_at` is the address where the same text is read. The words come with 422: the text is what is wrong.
    """
    try:
        return pdf_response(make(), name)
    except SheetError:
        logger.exception("no PDF can be made of %s", request.path)
        context = {"text_at": text_at}
        return render(request, "council/pdf_failed.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def uploaded_response(file: Any, name: str, content_type: str = PDF) -> FileResponse:
    """Return an uploaded file as a download: whatever is in it, it acts on nothing.

    Raises Http404 when the storage has lost it.
    """
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _freshness(response: Any, decision: Decision) -> Any:
    """Let others keep what is public, and nobody what is not."""
    if decision.is_announced and not decision.reading:
        patch_cache_control(response, public=True, max_age=HOUR)
    else:
        add_never_cache_headers(response)
    return response


def _withheld(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Say why a file of the decision is no longer handed out."""
    context = {"decision": decision, "blackouts": on_decision(decision)}
    return render(request, "council/file_withheld.html", context, status=HTTPStatus.GONE)


def _paper(request: HttpRequest, year: int, slug: str, kind: PaperKind, name: str) -> HttpResponse:
    decision = known_decision(request.user, year, slug)
    if not rules.may_get_files(request.user, decision):
        return _withheld(request, decision)
    paper = decision.papers.filter(kind=kind).first()
    if paper is None:
        raise Http404
    response = pdf_response(bytes(paper.content), name.format(slug=f"{year}-{decision.slug}"))
    response["ETag"] = etag = f'"{paper.sha256}"'
    kept = get_conditional_response(request, etag=etag, response=response)
    return _freshness(kept or response, decision)


@require_safe
def decision_copy(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Send the PDF that was made at enactment; always the same bytes."""
    return _paper(request, year, slug, PaperKind.COPY, "{slug}")


@require_safe
def decision_summary(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Send the summary on one page."""
    return _paper(request, year, slug, PaperKind.SUMMARY, "{slug}-ringkasan")


@require_safe
def decision_original(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """Send the signed original that was uploaded last."""
    decision = known_decision(request.user, year, slug)
    if not rules.may_get_files(request.user, decision):
        return _withheld(request, decision)
    original = decision.originals.first()
    if original is None:
        raise Http404
    response = uploaded_response(original.file, f"{year}-{decision.slug}-asli.pdf")
    response["ETag"] = f'"{original.sha256}"'
    return _freshness(response, decision)


@require_safe
@never_cache
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft as the PDF that it would become, marked as a draft on every page."""
    draft = draft_or_404(request.user, pk)
    number = PLACEHOLDER.format(kind=draft.kind)
    address = reverse("council:draft", args=[pk])
    return pdf_or_words(
        request,
        lambda: preview_of(draft, number, address, clock.now()),
        f"naskah-{pk}",
        text_at=address,
    )


@require_safe
@never_cache
def draft_scan(request: HttpRequest, pk: int, scan: int) -> HttpResponseBase:
    """Send a draft as it was signed on paper to those who work on it."""
    found = get_object_or_404(draft_or_404(request.user, pk).scans, pk=scan)
    return uploaded_response(found.file, f"naskah-{pk}-bertanda-tangan.pdf")


class SignOnPaper(DraftAction):
    """Upload a draft as it was signed outside the portal."""

    form_class = OriginalForm
    title = _("Upload the signed paper")
    intro = _(
        "Compare the paper with the preview, word by word. It becomes the original of the decision when that "
        "is enacted, and its hash goes into the public record then."
    )
    submit_label = _("It agrees with the text: upload")
    warning = _("The signatures that are missing count as given on this paper.")
    rule = staticmethod(rules.can_sign_on_paper)

    def perform(self, form: ActionForm, obj: DecisionDraft, user: Any) -> str:
        """Keep it and go back to the preview."""
        drafts.sign_on_paper(draft=obj, file=form.cleaned_data["file"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The signed paper is kept. The decision waits for its number now.")


class UploadOriginal(DecisionAction):
    """Keep the signed original."""

    form_class = OriginalForm
    title = _("Upload the signed original")
    intro = _("The file is kept as it is and known by its hash, which goes into the public record.")
    submit_label = _("Upload")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_upload_original(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Keep it and go to the decision's page."""
        originals.upload_original(decision=obj, file=form.cleaned_data["file"], actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say what happened to it."""
        return _now("The original is kept and can be downloaded from this page.")
