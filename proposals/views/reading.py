"""Reading: the list, one proposal, its versions, a comment's permanent address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from ..blackouts import for_readers
from ..comment_links import CommentLinks
from ..diff import compare
from ..lifecycle import State
from ..listing import ORDERS, listing
from ..models import PARTS, Comment, Proposal, Version
from ..models.version import part_label
from ..page import detail_context, sections
from ..threads import FIRST_ANSWERS, branch_page, branch_url, where
from .common import visible_proposal


def proposal_list(request: HttpRequest) -> HttpResponse:
    """List what was submitted, filtered and ordered as the address says."""
    found = listing(request)
    return render(request, "proposals/list.html", {"listing": found, "page": found.page, "orders": ORDERS})


def proposal_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show one proposal: where it stands, its text, who was heard, and the discussion."""
    proposal = visible_proposal(request, pk)
    if elsewhere := _own_draft(proposal):
        return elsewhere
    if request.path != proposal.get_absolute_url():
        return _moved(request, proposal.get_absolute_url())
    return render(request, "proposals/detail.html", detail_context(request, proposal))


def proposal_redirect(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the number alone to the full address."""
    proposal = visible_proposal(request, pk)
    return _own_draft(proposal) or _moved(request, proposal.get_absolute_url())


def _own_draft(proposal: Proposal) -> HttpResponse | None:
    """Return the way to the draft for one that was never submitted; None for all others."""
    if proposal.state == State.DRAFT and not proposal.ever_submitted:
        return redirect("proposals:draft", pk=proposal.pk)
    return None


def _moved(request: HttpRequest, address: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=False)


def comment(request: HttpRequest, pk: int, comment_id: int) -> HttpResponse:
    """Open the page of the discussion that holds a comment, at the comment."""
    proposal = visible_proposal(request, pk)
    found = get_object_or_404(Comment.objects.select_related("root"), pk=comment_id, proposal=proposal)
    found.proposal = proposal
    if found.root is not None:
        found.root.proposal = proposal
    return redirect(where(found))


def branch(request: HttpRequest, pk: int, comment_id: int) -> HttpResponse:
    """Show a whole thread on a page of its own; to htmx only the answers that the page before left out."""
    proposal = visible_proposal(request, pk)
    root = get_object_or_404(proposal.comments.threads(), pk=comment_id)
    root.proposal = proposal
    page = branch_page(request, root)
    answers = list(page)
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    if in_place and page.number == 1:
        answers = answers[FIRST_ANSWERS:]
    links = CommentLinks.of(request.user, proposal, [root, *answers])
    context = {
        "proposal": proposal,
        "root": root,
        "page": page,
        "answers": answers,
        "left": page.paginator.count - page.end_index() if page.has_next() else 0,
        "branch_url": branch_url(root),
        "comment_links": links,
        "may_answer_comments": links.may_answer_comments,
        "blackouts": for_readers(proposal),
    }
    response = render(request, "proposals/_branch.html" if in_place else "proposals/branch.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def comment_redirect(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead from a comment's number alone to its permanent address."""
    found = get_object_or_404(
        Comment.objects.filter(proposal__in=Proposal.objects.visible_to(request.user)), pk=comment_id
    )
    return redirect(found.get_absolute_url())


def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions of a proposal, and compare two of them word by word."""
    proposal = visible_proposal(request, pk)
    found = list(proposal.versions.select_related("author").prefetch_related("areas"))
    if not found:
        raise Http404
    before, after = _chosen(request, found)
    compared = [_compared(name, before, after) for name in ("title", "summary", *PARTS)]
    context = {
        "proposal": proposal,
        "versions": found,
        "changes": _changes(found, before, after),
        "before": before,
        "after": after,
        "sections": compared,
        "changed": sum(section["comparison"].changed for section in compared),
        "added": sum(section["comparison"].added for section in compared),
        "removed": sum(section["comparison"].removed for section in compared),
        "one_version": len(found) == 1,
        "blackouts": for_readers(proposal),
    }
    return render(request, "proposals/versions.html", context)


def _chosen(request: HttpRequest, found: list[Version]) -> tuple[Version, Version]:
    """Return the two versions that the address names; by default the last and the one before it."""
    by_number = {str(version.number): version for version in found}
    after = by_number.get(request.GET.get("ke", ""), found[-1])
    default = by_number.get(str(after.number - 1), found[0])
    return by_number.get(request.GET.get("dari", ""), default), after


def _changes(found: list[Version], before: Version, after: Version) -> list[tuple[Version, list[Comment]]]:
    """Return every version made between the two, with the suggested changes that it took over."""
    first, last = sorted((before.number, after.number))
    made = [version for version in found if first < version.number <= last] or [after]
    taken: dict[int | None, list[Comment]] = {}
    comments = Comment.objects.filter(author_answer__version__in=made).select_related(
        "author", "organisation", "author_answer"
    )
    for comment in comments.order_by("pk"):
        if comment.author_answer is not None:
            taken.setdefault(comment.author_answer.version_id, []).append(comment)
    return [(version, taken.get(version.pk, [])) for version in made]


def _compared(name: str, before: Version, after: Version) -> dict[str, Any]:
    return {
        "name": name,
        "label": part_label(name),
        "comparison": compare(getattr(before, name), getattr(after, name)),
        "text": getattr(after, name),
    }


def one_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one version as it was, whole."""
    proposal = visible_proposal(request, pk)
    version = get_object_or_404(proposal.versions.select_related("author"), number=number)
    if version.pk == proposal.current_version_id:
        return redirect(reverse("proposals:redirect", args=[proposal.pk]))
    context = {
        "proposal": proposal,
        "version": version,
        "sections": sections(version, {}),
        "blackouts": for_readers(proposal),
    }
    return render(request, "proposals/version.html", context)
