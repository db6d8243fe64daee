"""What is measured: the addresses, and what is sent to them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from .fill import FEW, MANY

BODY = (
    "Jumlah penumpang pada jam masuk sekolah sudah kami hitung selama lima hari, dan angkanya sama dengan "
    "yang tertulis di usulan ini. Mohon jadwal sore ikut diatur, catatan nomor %d."
)

# What a load generator asks of a running server, and how many answers it gets in a second.
BUSY = {"list", "list of one sector"}

# Makes one request and returns its answer.
Request = Callable[[], Any]


@dataclass(frozen=True)
class Case:
    """One line of the results. `prepare` gives a function that makes the measured request, once a call."""

    name: str
    prepare: Callable[[], Request]
    # What a load generator may ask of a running server; empty for what changes something.
    path: str = ""


def cases() -> list[Case]:
    """Return all cases on the database at hand."""
    from portal.members.models import WorkingGroup
    from proposals.models import Area, Proposal, Tag, Version

    few = _proposal(comment_count=FEW).get_absolute_url()
    many = _proposal(comment_count__gte=MANY).get_absolute_url()
    group = WorkingGroup.objects.earliest("pk")
    tag = Tag.objects.filter(items__isnull=False).order_by("pk")[0]
    district = Area.objects.filter(level="kecamatan").earliest("pk")
    version = Version.objects.filter(pillar__isnull=False, strategic_issue__isnull=False).earliest("pk")
    organisation = Proposal.objects.public().earliest("pk").organisation
    lists = {
        "list": "/usulan/",
        "list, page 40": f"/usulan/?{_far(40)}",
        "list, most discussed": "/usulan/?urut=ramai",
        "list, least heard": "/usulan/?urut=kurang-didengar",
        "list, newest": "/usulan/?urut=terbaru",
        "list of one sector": f"/usulan/?pokja={group.slug}",
        "list of one state": "/usulan/?keadaan=awaiting_session",
        "list of a rare state": "/usulan/?keadaan=infeasible",
        "list of one tag": f"/usulan/?tag={tag.slug}",
        "list of one issue": f"/usulan/?isu={version.strategic_issue_id}",
        "list of one pillar": f"/usulan/?pilar={version.pillar_id}",
        "list of one kecamatan": f"/usulan/?kecamatan={district.code}",
        "list of one organisation": f"/usulan/?organisasi={organisation.slug}",
        "list of a sector and a tag": f"/usulan/?pokja={group.slug}&tag={tag.slug}",
        "list of a state and a tag": f"/usulan/?keadaan=discussion&tag={tag.slug}",
        "list by words": "/usulan/?cari=banjir",
        "search": "/cari/?q=peringatan+banjir",
    }
    read = [Case(name, _reading(path), path if name in BUSY else "") for name, path in lists.items()]
    public = Proposal.objects.public()
    return [
        *read,
        Case("exact count, all", _counting(public)),
        Case("exact count, one sector", _counting(public.filter(leading_group=group))),
        Case("exact count, a rare state", _counting(public.in_phase(["infeasible"]))),
        Case("looked through, one tag", _looking_through(public.filter(tagged__tag=tag))),
        Case("looked through, words", _looking_through(public.filter(title__icontains="banjir"))),
        Case(f"proposal, {FEW} comments", _reading(few), few),
        Case(f"proposal, {MANY} comments", _reading(many), many),
        Case(f"proposal, {FEW} comments, member", _reading(few, signed_in=True)),
        Case(f"proposal, {MANY} comments, member", _reading(many, signed_in=True)),
        Case("post a comment", _commenting(many)),
        Case("similar titles", _reading("/usulan/serupa/?judul=Angkutan+pelajar+terjadwal", signed_in=True)),
    ]


def _far(page: int) -> str:
    """Return the query that opens a page of the list by its last row before, as the link of the page does."""
    from portal.kit.keyset import page_after
    from proposals.listing import AFTER, CLOSING, PER_PAGE, sections
    from proposals.models import Proposal

    found = page_after(sections(Proposal.objects.public(), CLOSING), per_page=(page - 1) * PER_PAGE, count=0)
    return f"{AFTER}={found.next_token}"


def _proposal(**comments: int) -> Any:
    """Return a proposal in discussion with that many comments; the measuring itself adds some."""
    from proposals.models import Proposal

    return Proposal.objects.filter(state="discussion", **comments).earliest("pk")


def _reading(path: str, *, signed_in: bool = False) -> Callable[[], Request]:
    def prepare() -> Request:
        client = _member() if signed_in else Client()
        return lambda: client.get(path)

    return prepare


def _counting(rows: Any) -> Callable[[], Request]:
    """Prepare the bare count that the list keeps until the next public act (proposals/listing)."""
    return lambda: lambda: HttpResponse(str(rows.count()))


def _looking_through(rows: Any) -> Callable[[], Request]:
    """Prepare what is kept of a list that no index holds: its count, with the numbers of the first rows."""
    from proposals.listing import CLOSING
    from proposals.listing.known import look_through
    from proposals.listing.orders import parts

    return lambda: lambda: HttpResponse(str(sum(each.count for each in look_through(rows, parts(CLOSING)))))


def _commenting(path: str) -> Callable[[], Request]:
    """Prepare the posting of comments: each fills the form of the page anew, as a browser would."""

    def prepare() -> Request:
        client = _member()
        address, fields = _comment_form(client.get(path).content, path)
        numbers = count(1)

        def post() -> Any:
            number = next(numbers)
            # A key that was sent before would be answered with what it made then.
            return client.post(address, {**fields, "form_key": uuid4().hex, "body": BODY % number})

        return post

    return prepare


def _comment_form(page: bytes, path: str) -> tuple[str, dict[str, str]]:
    """Return where the comment form of a page is sent to, and its fields with the first choice of each."""
    area = BeautifulSoup(page, "html.parser").select_one("textarea[name=body]")
    form = area.find_parent("form") if area else None
    if form is None:
        raise SystemExit(f"{path} offers no comment form to its reader.")
    fields: dict[str, str] = {}
    for field in form.select("input[name]:not([type=checkbox]):not([type=file])"):
        fields.setdefault(str(field["name"]), str(field.get("value", "")))
    for field in form.select("select"):
        chosen = field.select_one("option[value]:not([value=''])")
        fields[str(field["name"])] = str(chosen["value"]) if chosen else ""
    return str(form.get("action") or path), fields


def _member() -> Client:
    """Return the session of somebody who may comment."""
    from proposals.models import Comment

    writers = Comment.objects.filter(capacity="representing", depth=1).values("author")
    client = Client()
    client.force_login(
        get_user_model().objects.filter(pk__in=writers).earliest("pk"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client
