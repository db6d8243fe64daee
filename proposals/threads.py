"""Reading a discussion a page at a time: threads with their first answers, long ones folded, or newest first.

A page reads as many rows for a discussion of a thousand comments as for one of ten: as many threads as it
shows, and of each at most FIRST_ANSWERS answers. The rest of a thread has a page of its own.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from portal.kit.paging import page_of

from .beside import read_beside
from .models import Comment, Proposal, Stance

THREADS_PER_PAGE = 10
# Of a thread, the page of the discussion shows this many answers; its own page this many at a time.
FIRST_ANSWERS = 3
ANSWERS_PER_PAGE = 50

# The orders, by their name in the address.
BY_THREAD, NEWEST = "utas", "terbaru"
MOST_DIGITS = 9


@dataclass(frozen=True)
class Asked:
    """What the address asks of a discussion: which stance, about which paragraph, in which order."""

    stance: str = ""
    block: int | None = None
    order: str = BY_THREAD

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read it from an address that anybody may have typed."""
        stance, block = query.get("sikap", ""), query.get("tentang", "")
        known = block.isascii() and block.isdigit() and len(block) <= MOST_DIGITS
        return cls(
            stance if stance in Stance.values else "",
            int(block) if known else None,
            NEWEST if query.get("urut") == NEWEST else BY_THREAD,
        )

    def address(self, **changes: Any) -> str:
        """Return the query of the same discussion asked otherwise, from its first page."""
        asked = {"sikap": self.stance, "tentang": self.block, "urut": self.order} | changes
        query = QueryDict(mutable=True)
        for name, value in asked.items():
            if value and value != BY_THREAD:
                query[name] = str(value)
        return f"?{query.urlencode()}#pembahasan"


@dataclass
class Thread:
    """A comment, the answers of it that the page shows, and how many more there are."""

    root: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def folded(self) -> int:
        """Return how many answers the page does not show."""
        return self.root.reply_count - len(self.answers)

    @property
    def branch_url(self) -> str:
        """Return the address of the page with the whole thread."""
        return branch_url(self.root)


def shown_in(threads: list[Thread]) -> list[Comment]:
    """Return the comments that a page shows of `threads`."""
    return [comment for thread in threads for comment in (thread.root, *thread.answers)]


def discussion_page(
    request: HttpRequest, proposal: Proposal, asked: Asked, *, threads: int
) -> tuple[Page, list[Thread]]:
    """Return the page of a discussion that the address asks for, and what it shows as threads.

    Newest first, each comment stands alone and names whom it answers. `threads` is how many there are in
    the whole discussion (figures.py).
    """
    comments = proposal.comments.all()
    if asked.stance or asked.block:
        # A tombstone has no stance for readers: the list holds what its figure counts.
        comments = comments.visible()
    if asked.stance:
        comments = comments.filter(stance=asked.stance)
    if asked.block:
        comments = comments.filter(block=asked.block)
    if asked.order == NEWEST:
        page = page_of(request, comments.order_by("-pk"), THREADS_PER_PAGE)
        return page, [Thread(comment) for comment in read_beside(page)]
    roots = comments.threads().order_by("path").annotate(cut=Subquery(_last_shown()))
    whole = None if asked.stance or asked.block else threads
    page = page_of(request, roots, THREADS_PER_PAGE, count=whole)
    return page, with_first_answers(list(page))


def _last_shown() -> Any:
    """Return, for a thread, the path of the last answer that is shown; nothing where all of them are."""
    below = Comment.objects.filter(root=OuterRef("pk")).order_by("path")
    return below.values("path")[FIRST_ANSWERS - 1 : FIRST_ANSWERS]


def with_first_answers(roots: list[Comment]) -> list[Thread]:
    """Return threads with their first answers in reading order, read in two queries."""
    answers: list[Comment] = []
    threads = {root.pk: Thread(root) for root in roots}
    wanted = Q()
    for root in roots:
        if root.reply_count:
            wanted |= Q(root=root.pk, path__lte=root.cut) if root.cut else Q(root=root.pk)  # type: ignore[attr-defined]
    if wanted:
        answers = list(Comment.objects.filter(wanted).order_by("path"))
    read_beside([*roots, *answers])
    for answer in answers:
        threads[answer.thread_id].answers.append(answer)
    return list(threads.values())


def branch_page(request: HttpRequest, root: Comment) -> Page:
    """Return the page of the answers in one thread that the address asks for, in reading order.

    With all that is shown of them, and of `root`.
    """
    page = page_of(request, Comment.objects.filter(root=root).order_by("path"), ANSWERS_PER_PAGE)
    page.object_list = list(page)
    read_beside([root, *page])
    return page


def branch_url(root: Comment) -> str:
    """Return the address of the page with a whole thread."""
    return reverse("proposals:branch", args=[root.proposal_id, root.pk])


def where(comment: Comment) -> str:
    """Return the address of the page that holds `comment`, at the comment."""
    mark = f"#tanggapan-{comment.pk}"
    root = comment.root or comment
    if comment.root is not None:
        place = Comment.objects.filter(root=root, path__lt=comment.path).count()
        if place >= FIRST_ANSWERS:
            return _page(branch_url(root), place // ANSWERS_PER_PAGE + 1) + mark
    threads = Comment.objects.threads().filter(proposal=root.proposal_id, path__lt=root.path)
    return _page(root.proposal.get_absolute_url(), threads.count() // THREADS_PER_PAGE + 1) + mark


def _page(address: str, number: int) -> str:
    return f"{address}?page={number}" if number > 1 else address
