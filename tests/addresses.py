"""Every address of the resolver, real things to put into it, and snapshots of the tables."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter
from django.urls.resolvers import LocalePrefixPattern
from django.utils.regex_helper import normalize

from council.models import (
    AgendaItem,
    Contribution,
    Decision,
    DecisionDraft,
    DraftScan,
    FollowUp,
    FollowUpEvidence,
    InvitationReply,
    ItemDocument,
    MeetingTask,
    MinutesCorrection,
    Motion,
    Objection,
    ReviewRequest,
    Session,
    SessionScan,
)
from portal.kit.views import ActionView
from portal.members.models import (
    Affiliation,
    AffiliationEvidence,
    GroupMembership,
    Organisation,
    Seat,
    User,
    WorkingGroup,
)
from portal.record.models import Entry
from proposals.models import (
    Attachment,
    AuthorAnswer,
    AuthorInvitation,
    CitizenInput,
    Comment,
    MergeRequest,
    ModerationCase,
    ModerationDecision,
    Proposal,
    Version,
)
from tests.city.proposals import DISCUSSED

OUR_PACKAGES = ("portal.", "proposals.", "council.", "home.")

Kwargs = dict[str, Any]


def newest(queryset: QuerySet, *paths: str) -> list[Any]:
    """Return the newest row for each value of `paths`; what tests/city adds to the demo is the newest."""
    facts = attrgetter(*(paths or ("state",)))
    return list({facts(row): row for row in queryset.order_by("pk")}.values())


def pks(rows: Callable[[], list[Any]], name: str = "pk") -> Callable[[], list[Kwargs]]:
    """Return a function that gives the arguments of an address for each of `rows`."""
    return lambda: [{name: row.pk} for row in rows()]


def first(model: type[Model], count: int = 2) -> Callable[[], list[Any]]:
    """Return a function that gives the first rows of `model`."""
    return lambda: list(model._default_manager.order_by("pk")[:count])


def comments() -> list[Any]:
    """Return the newest comment under discussion, which may be edited, the first, a suggestion, an answer."""
    found = Comment.objects.filter(proposal__state="discussion").order_by("pk")
    suggested = found.filter(suggestion__isnull=False).last()
    return [found.last(), found.first(), suggested, Comment.objects.filter(depth=2).first()]


def proposals() -> list[Any]:
    """Return the newest proposal of each state, and those that differ in what was asked about them."""
    unasked = Proposal.objects.filter(state="not_forwarded", refusals__review_requested_at__isnull=True)
    asked = [request.proposal for request in newest(MergeRequest.objects.all(), "answer")]
    return [*newest(Proposal.objects.all()), *unasked.order_by("-pk")[:1], *asked]


def decisions() -> list[Any]:
    """Return decisions that differ in what may happen next: announced, not announced, conveyed, answered."""
    announced = Decision.objects.filter(announcement__isnull=False)
    groups = (
        Decision.objects.filter(announcement=None),
        announced.filter(kind="REK", referral=None),
        announced.filter(referral__state="conveyed"),
        announced.filter(referral__state="answered"),
        announced.filter(kind="KEP"),
    )
    return [group.order_by("pk").first() for group in groups if group.exists()]


def discussed() -> list[Proposal]:
    """Return the proposal of tests/city whose text and comments are known here."""
    return [Proposal.objects.get(title=DISCUSSED)]


# What stands for the parameters of an address: by the longest beginning of its route that fits.
THINGS: dict[str, Callable[[], list[Kwargs]]] = {
    "usulan/<int:pk>/": pks(proposals),
    # What is answered and what is quoted must stand in this very proposal; see EXAMPLES.
    "usulan/<int:pk>/jawab/": pks(discussed),
    "usulan/<int:pk>/usulkan-perubahan/": pks(discussed),
    "usulan/<int:pk>/jawaban/<int:answer_id>/": lambda: [
        {"pk": row.proposal_id, "answer_id": row.pk} for row in AuthorAnswer.objects.order_by("-pk")[:1]
    ],
    "usulan/<int:pk>/<slug:slug>/": lambda: [
        {"pk": row.pk, "slug": row.slug} for row in newest(Proposal.objects.all())
    ],
    "usulan/<int:pk>/versi/<int:number>/": lambda: [
        {"pk": row.proposal_id, "number": row.number} for row in Version.objects.order_by("pk")[:2]
    ],
    "usulan/<int:pk>/tanggapan/<int:comment_id>/": lambda: [
        {"pk": row.proposal_id, "comment_id": row.pk} for row in comments()
    ],
    "usulan/<int:pk>/lampiran/<int:attachment_id>/": lambda: [
        {"pk": row.proposal_id, "attachment_id": row.pk}
        for row in newest(Attachment.objects.all(), "proposal.state")
    ],
    "usulan/undangan/<int:invitation_id>/": pks(
        lambda: newest(AuthorInvitation.objects.all(), "state", "person_id"), "invitation_id"
    ),
    "usulan/tanggapan/<int:comment_id>/": pks(comments, "comment_id"),
    "jejak/usulan/<int:pk>/": pks(lambda: newest(Proposal.objects.all())),
    "sidang/<int:pk>/": pks(lambda: newest(Session.objects.all(), "state", "kind")),
    "sidang/<int:pk>/gladi/": pks(lambda: newest(Session.objects.filter(kind="rehearsal"))),
    "sidang/acara/<int:pk>/": pks(lambda: newest(AgendaItem.objects.all(), "state", "proposal_id")),
    "sidang/rancangan/<int:pk>/": pks(lambda: newest(Motion.objects.all(), "state", "item_id")[-12:]),
    "sidang/<int:pk>/naskah/<slug:kind>": lambda: [
        {"pk": row.pk, "kind": kind}
        for row in newest(Session.objects.all(), "state", "kind")
        for kind in ("undangan", "berita-acara")
    ],
    "sidang/jawaban/<int:pk>/": pks(first(InvitationReply)),
    "sidang/berkas/<int:pk>/": pks(first(ItemDocument)),
    "sidang/pindaian/<int:pk>/": pks(first(SessionScan)),
    "sidang/koreksi/<int:pk>/": pks(first(MinutesCorrection)),
    "sidang/tugas/<int:pk>/": pks(first(MeetingTask)),
    "sidang/keberatan/<int:pk>/": pks(lambda: list(Objection.objects.order_by("-pk"))),
    "keputusan/<int:year>/<slug:slug>/": lambda: [
        {"year": row.year, "slug": row.slug} for row in decisions()
    ],
    "keputusan/<int:year>/<slug:slug>.pdf": lambda: [
        {"year": row.year, "slug": row.slug} for row in decisions()
    ],
    "keputusan/menuju/<slug:kind>/<int:pk>/": lambda: [
        {"kind": "decision", "pk": row.pk} for row in first(Decision)()
    ],
    "keputusan/peninjauan/<int:pk>/": pks(first(ReviewRequest)),
    "keputusan/naskah/<int:pk>/naskah-bertanda-tangan/<int:scan>/": lambda: [
        {"pk": scan.draft_id, "scan": scan.pk} for scan in DraftScan.objects.order_by("pk")
    ],
    "keputusan/naskah/<int:pk>/": pks(lambda: newest(DecisionDraft.objects.all())),
    "keputusan/tindak-lanjut/<int:pk>/": pks(lambda: newest(FollowUp.objects.all(), "state", "proposal_id")),
    "keputusan/tindak-lanjut/<int:pk>/bukti/<int:evidence>/": lambda: [
        {"pk": row.report.follow_up_id, "evidence": row.pk}
        for row in FollowUpEvidence.objects.select_related("report")[:2]
    ],
    "keputusan/kontribusi/<int:pk>/": pks(lambda: newest(Contribution.objects.all())),
    "organisasi/<int:organisation_id>/": pks(first(Organisation), "organisation_id"),
    "organisasi/<int:organisation_id>/<slug:slug>/": lambda: [
        {"organisation_id": row.pk, "slug": row.slug} for row in first(Organisation)()
    ],
    "kalender/<int:year>/<int:number>/": lambda: [{"year": 2026, "number": 11}],
    "umpan/keputusan/<slug:slug>.atom": lambda: [{"slug": row.slug} for row in first(WorkingGroup)()],
    "akun/organisasi/<int:pk>/": pks(
        lambda: newest(Affiliation.objects.all(), "status", "organisation.kind.is_agency")
    ),
    "akun/bukti/<int:pk>/": pks(first(AffiliationEvidence)),
    "akun/pokja/<slug:slug>/": lambda: [{"slug": row.slug} for row in first(WorkingGroup)()],
    "akun/keanggotaan/<int:pk>/": pks(lambda: newest(GroupMembership.objects.all(), "status")),
    "catatan/<int:sequence>/": lambda: [{"sequence": row.sequence} for row in Entry.objects.all()[:2]],
    "admin/anggota/keterwakilan/<int:pk>/": pks(
        lambda: newest(Affiliation.objects.all(), "status", "organisation.kind.is_agency")
    ),
    "admin/anggota/organisasi/<int:pk>/": pks(lambda: newest(Organisation.objects.all(), "is_verified")),
    "admin/anggota/keanggotaan/<int:pk>/": pks(
        lambda: [
            *newest(GroupMembership.objects.all(), "status"),
            *newest(GroupMembership.objects.all(), "role"),
        ]
    ),
    "admin/anggota/dewan/<int:pk>/": pks(first(Seat)),
    # What is blacked out must stand there; see EXAMPLES.
    "admin/usulan/<int:pk>/": pks(discussed),
    "admin/usulan/tanggapan/<int:pk>/": pks(
        lambda: list(Comment.objects.filter(proposal__in=discussed(), body__contains="puskesmas kami"))
    ),
    # A draft's files are no moderator's business.
    "admin/usulan/lampiran/<int:pk>/": pks(
        lambda: newest(Attachment.objects.filter(versions__isnull=False).distinct(), "proposal.state")
    ),
    "admin/usulan/masukan/<int:pk>/": pks(lambda: newest(CitizenInput.objects.all())),
    "admin/usulan/moderasi/<int:pk>/": pks(
        lambda: newest(ModerationCase.objects.all(), "state", "kind", "claimed_by_id")
    ),
    "akun/moderasi/<int:pk>/": pks(lambda: newest(ModerationDecision.objects.all(), "outcome")),
    "admin/users/edit/<int:pk>/": pks(first(User)),
}


@dataclass(frozen=True)
class Address:
    """One line of the resolver: its route as written, how to build its path, and what answers there."""

    route: str
    in_both_languages: bool
    template: str
    parameters: tuple[str, ...]
    numbers: frozenset[str]
    view: Any

    @property
    def view_class(self) -> Any:
        """Return the class of the view, None for a function."""
        return getattr(self.view, "view_class", None)

    @property
    def is_action(self) -> bool:
        """Return whether it changes something through a form of ours."""
        return isinstance(self.view_class, type) and issubclass(self.view_class, ActionView)

    @property
    def is_ours(self) -> bool:
        """Return whether our own code answers, or a library's."""
        answers = self.view_class or self.view
        return answers.__module__.startswith(OUR_PACKAGES)

    @property
    def in_admin(self) -> bool:
        """Return whether Wagtail's door stands before it."""
        return self.route.startswith("admin/")

    def path(self, kwargs: Kwargs) -> str:
        """Return the path for these parameters."""
        return "/" + self.template % kwargs

    def things(self) -> list[Kwargs]:
        """Return parameters that lead to real things; fails for an address of ours of a new kind."""
        if not self.parameters:
            return [{}]
        if not self.is_ours or not self.route.isprintable() or "(?" in self.route or "^" in self.route:
            return [{name: 1 if name in self.numbers | {"pk"} else "x" for name in self.parameters}]
        fitting = [prefix for prefix in THINGS if self.route.startswith(prefix)]
        assert fitting, (
            f"{self.route} has parameters: say in THINGS of tests/addresses.py what stands for them"
        )
        found = THINGS[max(fitting, key=len)]()
        assert found, f"tests/city has nothing for {self.route}: add it there"
        return found


def addresses() -> Iterator[Address]:
    """Walk the resolver; what stands under a language prefix is given without it."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            for below in entry.url_patterns:
                yield from _walk(below, "", "", frozenset(), in_both_languages=True)
        else:
            yield from _walk(entry, "", "", frozenset(), in_both_languages=False)


def _walk(
    entry: Any, route: str, regex: str, numbers: frozenset[str], *, in_both_languages: bool
) -> Iterator[Address]:
    route += str(entry.pattern)
    regex += entry.pattern.regex.pattern.removeprefix("^")
    converters = getattr(entry.pattern, "converters", {})
    numbers |= {name for name, kind in converters.items() if isinstance(kind, IntConverter)}
    if isinstance(entry, URLPattern):
        template, parameters = normalize(regex)[0]
        yield Address(route, in_both_languages, template, tuple(parameters), numbers, entry.callback)
        return
    for below in entry.url_patterns:
        yield from _walk(below, route, regex, numbers, in_both_languages=in_both_languages)


def view(address: Address, user: Any, kwargs: Kwargs) -> ActionView:
    """Return the action's view as it stands when this person asks for its form."""
    request = RequestFactory().get(address.path(kwargs))
    request.user = user
    found = address.view_class()
    found.setup(request, **kwargs)
    return found


def may(address: Address, user: Any, kwargs: Kwargs) -> bool:
    """Return whether this person may do what the address does to this thing, by the view's own rule."""
    if address.in_admin and not user.has_perm("wagtailadmin.access_admin"):
        return False
    asked = view(address, user, kwargs)
    try:
        return bool(asked.verdict(user, asked.get_object()))
    except (Http404, PermissionDenied):
        return False


def served(address: Address, users: Mapping[str, Any]) -> tuple[str, Kwargs]:
    """Return the first of `users`, by role, who may use this action, and upon what; fails without any."""
    pairs = ((role, kwargs) for kwargs in address.things() for role in users)
    pair = next((pair for pair in pairs if may(address, users[pair[0]], pair[1])), None)
    assert pair, f"tests/city holds nothing that anybody may do this to: {address.route}"
    return pair


def snapshot() -> dict[str, str]:
    """Return a digest of every table of ours; what signing in writes (sessions) is none of them."""
    tables = {
        model._meta.db_table: connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models()
        if model.__module__.startswith(OUR_PACKAGES)
    }
    digests = {}
    with connection.cursor() as cursor:
        for table, quoted in tables.items():
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 (a name of our own models)
            rows = sorted(map(repr, cursor.fetchall()))
            digests[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return digests
