"""The pages of the public record: the list, one entry with all that proves it, and the download."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import canonical, registry
from .models import Act, Entry
from .paging import EntryPaginator

PER_PAGE = 25
# An ordinary act has nine values; what the download will weigh is said before it begins.
BYTES_PER_LINE = 2_000
LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Row:
    """One entry as the list shows it."""

    entry: Entry
    act: Act | None
    title: str
    url: str | None
    erased: bool


@dataclass(frozen=True)
class Value:
    """One value of an entry with what verifies it; `text` and `salt` are None once erased."""

    name: str
    commitment: str
    type: str = ""
    text: str | None = None
    salt: str | None = None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the entries, newest first, and explain how to check one."""
    entries = Entry.objects.with_acts().order_by("-sequence")
    page = EntryPaginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "record/index.html",
        {
            "page": page,
            "rows": _rows(page),
            "download_size": page.paginator.count * BYTES_PER_LINE,
            "program": static("record/periksa.py"),
        },
    )


@require_safe
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show one entry: its bytes, its hash, and each value with the salt that proves it."""
    found = get_object_or_404(Entry.objects.with_acts(), sequence=min(sequence, LARGEST_NUMBER))
    (row,) = _rows([found])
    return render(
        request,
        "record/entry.html",
        {
            "row": row,
            "canonical": bytes(found.canonical).decode(),
            "values": _values(found),
            "previous": sequence - 1,
            "next": sequence + 1 if Entry.objects.filter(sequence=sequence + 1).exists() else None,
        },
    )


@require_safe
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Stream the record as JSON lines, from entry number ``?dari=`` (1 unless given) on."""
    start = request.GET.get("dari", "1")
    if not (start.isascii() and start.isdigit() and 1 <= len(start) <= 18):
        return HttpResponseBadRequest(
            _("“dari” takes the number of an entry, for example ?dari=101."), content_type="text/plain"
        )
    response = StreamingHttpResponse(_lines(int(start)), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="catatan-publik.jsonl"'
    return response


def _rows(entries: Iterable[Entry]) -> list[Row]:
    """Pair the entries with the words and links of what they are about."""
    entries = list(entries)
    left = Entry.objects.values_left(entries)
    acts = {found.pk: getattr(found, "act", None) for found in entries}
    titles = registry.subject_titles((act.subject_kind, act.subject_id) for act in acts.values() if act)
    rows = []
    for found in entries:
        act = acts[found.pk]
        subject = (act.subject_kind, act.subject_id) if act else None
        title = titles.get(subject, "") if subject else ""
        rows.append(
            Row(
                entry=found,
                act=act,
                title=title,
                # What has no public title has no public page either.
                url=registry.subject_url(*subject) if subject and title else None,
                erased=left[found.pk] < len(canonical.commitments(bytes(found.canonical))),
            )
        )
    return rows


def _values(found: Entry) -> list[Value]:
    """Return every value that the entry commits to, in the order of its bytes."""
    kept = {value.name: value for value in found.values.all()}
    values = []
    for name, commitment in canonical.commitments(bytes(found.canonical)).items():
        value = kept.get(name)
        if value is None:
            values.append(Value(name, commitment))
        else:
            values.append(Value(name, commitment, value.type, value.value, bytes(value.salt).hex()))
    return values


def _lines(start: int) -> Iterator[bytes]:
    """Yield one line per entry; docs/record.md describes it."""
    for found in Entry.objects.in_steps(start):
        line = {
            "sequence": found.sequence,
            "canonical": bytes(found.canonical).decode(),
            "leaf_hash": found.leaf_hash,
            "values": {
                value.name: {"type": value.type, "value": value.value, "salt": bytes(value.salt).hex()}
                for value in found.values.all()
            },
        }
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
