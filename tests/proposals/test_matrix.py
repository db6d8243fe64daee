"""Every address that changes something, called by every role that may not: refused, and nothing changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver, reverse

from portal.kit import clock as portal_clock
from portal.members import roles
from portal.members.models import Organisation
from portal.record.models import Act
from proposals import actions
from proposals.models import (
    AgencyRequest,
    Attachment,
    AuthorAnswer,
    AuthorInvitation,
    CitizenInput,
    CoAuthor,
    Comment,
    Draft,
    Flag,
    Formulation,
    MergeRequest,
    NotForwarded,
    Proposal,
    Support,
    Version,
)
from proposals.slugs import RESERVED
from tests.factories.members import (
    AffiliationFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    member,
    staff,
)
from tests.factories.proposals import (
    TEXT,
    Cast,
    ask_for_review,
    asked_to_merge,
    cast,
    co_author_of,
    comment,
    draft,
    draft_of_two,
    in_discussion,
    in_state,
    suggestion,
)
from tests.files import upload

pytestmark = pytest.mark.django_db

ROLES = (
    "visitor", "newcomer", "author", "author_who_coordinates", "colleague_in_the_secretariat",
    "coordinator", "coordinator_elsewhere", "member", "commenter", "secretariat", "head", "moderator",
    "co_author", "operator", "inspector", "administrator", "superuser", "seat", "liaison",
)  # fmt: skip
STAFF = {
    "secretariat": roles.SECRETARIAT_EDITOR,
    "head": roles.HEAD_OF_SECRETARIAT,
    "moderator": roles.MODERATOR,
    "operator": roles.SESSION_OPERATOR,
    "inspector": roles.INSPECTOR,
    "administrator": roles.ADMINISTRATOR,
}


def person(role: str, people: Cast, subject: Any) -> Any:
    """Return somebody in `role` for the proposal of `people`; None for the visitor."""
    if role == "visitor":
        return None
    if role in STAFF:
        return staff(STAFF[role])
    if role == "author_who_coordinates":
        people.author.memberships.update(role="coordinator")
        return people.author
    if role == "colleague_in_the_secretariat":
        user = staff(roles.SECRETARIAT_EDITOR)
        AffiliationFactory(user=user, organisation=people.organisation, personal=True)
        return user
    if role == "liaison":
        user = UserFactory()
        AffiliationFactory(user=user, organisation=OrganisationFactory(element="government"), is_liaison=True)
        return user
    makers: dict[str, Callable[[], Any]] = {
        "newcomer": UserFactory,
        "author": lambda: people.author,
        "co_author": lambda: co_author_of(subject) or member(group=people.group),
        "coordinator": lambda: people.coordinator,
        "coordinator_elsewhere": lambda: cast().coordinator,
        "member": lambda: member(group=people.group),
        "commenter": lambda: subject.author if isinstance(subject, Comment) else member(group=people.group),
        "superuser": lambda: UserFactory(is_superuser=True),
        "seat": lambda: SeatFactory().person,
    }
    return makers[role]()


@dataclass
class Case:
    """One address: the thing acted on, what is sent, and who may."""

    name: str
    make: Callable[[Cast], Any]
    may: set[str]
    data: dict[str, Any] = field(default_factory=dict)


def _day(days: int) -> str:
    return (portal_clock.today() + timedelta(days=days)).isoformat()


def _comment(people: Cast) -> Comment:
    return comment(in_discussion(people))


def _suggestion(people: Cast) -> Comment:
    return suggestion(in_discussion(people))


def _objected(people: Cast) -> Proposal:
    return comment(in_discussion(people), stance="objection").proposal


def _answered(people: Cast) -> AuthorAnswer:
    objection = comment(in_discussion(people), stance="objection")
    return actions.answer_comments(
        proposal=objection.proposal,
        actor=people.author,
        comments=[objection.pk],
        verdict="noted",
        body="Kami catat.",
    )


def _sent_back(people: Cast) -> Proposal:
    return actions.send_back(
        proposal=in_state("submitted", people), actor=people.coordinator, reason="Lengkapi."
    )


def _refused(people: Cast) -> Proposal:
    return ask_for_review(in_state("not_forwarded", people), people)


def _with_neighbour(people: Cast) -> Proposal:
    in_discussion(cast(), title=NEIGHBOUR)
    return in_discussion(people)


def _asked(people: Cast, *, agreed: bool = True) -> Proposal:
    return asked_to_merge(
        in_discussion(people), in_discussion(cast(), title=NEIGHBOUR), people, agreed=agreed
    )


NEIGHBOUR = "Bus sekolah bagi kelurahan tanpa trayek"
STEWARDS = {"coordinator", "secretariat", "head"}
SECRETARIAT = {"secretariat", "head"}
AUTHOR = {"author", "author_who_coordinates"}
MEMBERS = {
    "co_author",
    "author",
    "author_who_coordinates",
    "coordinator",
    "coordinator_elsewhere",
    "member",
    "commenter",
}

# Everybody with an account, save who wrote the comment.
ACCOUNTS = set(ROLES) - {"visitor", "commenter"}
# Those without an organisation.
NO_MEMBERS = {
    "newcomer", "secretariat", "head", "moderator", "operator", "inspector", "administrator", "superuser",
}  # fmt: skip

CASES = [
    Case("draft", draft, AUTHOR, {**TEXT, "revision": 1, "do": "save"}),
    Case("draft", _sent_back, AUTHOR, {**TEXT, "revision": 2, "do": "submit"}),
    Case("attachments", draft, AUTHOR, {"caption": "Peta"}),
    Case("attachments", _sent_back, AUTHOR),
    Case("attachments", in_discussion, AUTHOR, {"base_version": 1, "change_note": "Peta ditambah."}),
    Case("attachments", lambda p: in_state("formulation", p), set(), {"change_note": "Terlambat."}),
    Case("invite_co_author", draft, AUTHOR),
    Case("invite_co_author", in_discussion, AUTHOR),
    Case("invite_co_author", lambda p: in_state("formulation", p), set()),
    Case("hand_over", in_discussion, AUTHOR),
    Case("hand_over", lambda p: in_state("accepted", p), set()),
    Case("leave_authorship", draft_of_two, {"co_author"}),
    Case("leave_authorship", in_discussion, set()),
    Case("draft", draft_of_two, AUTHOR | {"co_author"}, {**TEXT, "revision": 1, "do": "save"}),
    Case("attachments", draft_of_two, AUTHOR | {"co_author"}),
    Case("submit", draft_of_two, AUTHOR, {"revision": 1}),
    Case("discard", draft_of_two, AUTHOR),
    Case("invite_co_author", draft_of_two, AUTHOR),
    Case("hand_over", draft_of_two, AUTHOR),
    Case("submit", draft, AUTHOR, {"revision": 1}),
    Case("submit", _sent_back, AUTHOR, {"revision": 2}),
    Case("discard", draft, AUTHOR),
    Case("send_back", lambda p: in_state("submitted", p), STEWARDS, {"reason": "Lengkapi biaya."}),
    Case(
        "not_forward",
        lambda p: in_state("submitted", p),
        {"secretariat", "head"},
        {"category": "promotion", "reason": "Iklan.", "direction": "Media."},
    ),
    Case(
        "open_discussion",
        lambda p: in_state("submitted", p),
        STEWARDS,
        {"closes_on": "21", "no_agency_reason": "Tidak ada."},
    ),
    Case("request_review", lambda p: in_state("not_forwarded", p), AUTHOR, {"reason": "Bagi seluruh kota."}),
    Case("review", _refused, SECRETARIAT, {"reason": "Memang bagi seluruh kota."}),
    Case("uphold_refusal", _refused, SECRETARIAT, {"reason": "Tetap satu lokasi."}),
    Case("extend", in_discussion, STEWARDS, {"closes_on": "30", "reason": "Menunggu dunia usaha."}),
    Case(
        "reopen_discussion",
        lambda p: in_state("formulation", p),
        STEWARDS,
        {"ground": "unheard", "closes_on": "14", "reason": "Mengundang."},
    ),
    Case(
        "write_formulation",
        lambda p: in_state("formulation", p),
        STEWARDS,
        {"advice": "Setujui.", "final_wording": "Kontrak."},
    ),
    Case("resume", lambda p: in_state("deferred", p), SECRETARIAT, {"reason": "Syarat terpenuhi."}),
    Case(
        "propose_merge",
        _with_neighbour,
        STEWARDS,
        {"target": "TARGET", "reason": "Keduanya tentang angkutan."},
    ),
    Case("answer_merge", partial(_asked, agreed=False), AUTHOR, {"answer": "agrees"}),
    Case("cancel_merge", _asked, STEWARDS, {"reason": "Ternyata berbeda."}),
    Case(
        "record_meeting",
        in_discussion,
        STEWARDS,
        {"kind": "visit", "held_on": "TODAY", "notes": "Warga setuju.", "organisations": "ANY"},
    ),
    Case("merge", _asked, STEWARDS, {}),
    Case("unmerge", lambda p: in_state("merged", p), SECRETARIAT, {"reason": "Ternyata berbeda."}),
    Case("withdraw", lambda p: in_state("discussion", p), AUTHOR, {"reason": "Digabung."}),
    Case("restore", lambda p: in_state("withdrawn", p), SECRETARIAT, {"reason": "Diminta."}),
    Case(
        "edit",
        in_discussion,
        AUTHOR,
        {**TEXT, "content": "Kontrak 20 angkot.", "base_version": 1, "change_note": "Dikurangi."},
    ),
    Case("support", in_discussion, MEMBERS),
    Case(
        "suggest_change",
        in_discussion,
        set(),
        {"part": "content", "quote": "24 angkot", "replacement": "30 angkot", "body": "Angkot cukup."},
    ),
    Case(
        "take_over",
        _suggestion,
        AUTHOR,
        {"replacement": "30 angkot", "change_note": "Jumlahnya ditambah."},
    ),
    Case(
        "answer_comments", _objected, AUTHOR, {"comments": "objection", "verdict": "noted", "body": "Baik."}
    ),
    Case("edit_answer", _answered, AUTHOR, {"verdict": "accepted", "body": "Baik sekali."}),
    Case("withdraw_support", in_discussion, set()),
    Case("write_comment", in_discussion, set(), {"stance": "note", "body": "Berapa biayanya?"}),
    Case("official_response", in_discussion, set(), {"body": "Siap.", "approved_by_name": "Kepala"}),
    Case("reply", _comment, set(), {"body": "Terima kasih."}),
    Case("edit_comment", _comment, {"commenter"}, {"body": "Teks lain."}),
    Case("retract_comment", _comment, {"commenter"}),
    Case("give_input", in_discussion, NO_MEMBERS, {"body": "Halte dekat rumah saya tidak beratap."}),
    Case(
        "record_input",
        in_discussion,
        SECRETARIAT | {"colleague_in_the_secretariat"},
        {"channel": "letter", "received_on": "2026-11-20", "body": "Halte dekat rumah saya."},
    ),
    Case("flag", _comment, ACCOUNTS, {"category": "insult"}),
]


def snapshot() -> tuple[Any, ...]:
    """Return everything that an address of this app could change."""
    return (
        list(Proposal.objects.order_by("pk").values()),
        list(Draft.objects.order_by("pk").values_list("pk", "revision", "title")),
        list(Comment.objects.order_by("pk").values_list("pk", "body", "retracted_at")),
        Version.objects.count(),
        Flag.objects.count(),
        CitizenInput.objects.count(),
        list(Attachment.objects.order_by("pk").values()),
        list(AuthorInvitation.objects.order_by("pk").values()),
        list(CoAuthor.objects.order_by("pk").values()),
        Support.objects.count(),
        list(AuthorAnswer.objects.order_by("pk").values()),
        Formulation.objects.count(),
        list(NotForwarded.objects.order_by("pk").values()),
        AgencyRequest.objects.count(),
        list(MergeRequest.objects.order_by("pk").values()),
        Act.objects.count(),
    )


def address_of(name: str, subject: Any) -> str:
    """Return the address of a verb on a proposal, a comment or an author's answer."""
    if isinstance(subject, Comment | AuthorAnswer):
        return reverse(f"proposals:{name}", args=[subject.proposal_id, subject.pk])
    return reverse(f"proposals:{name}", args=[subject.pk])


def data_of(case: Case, user: Any) -> dict[str, Any]:
    """Return what is sent: days become dates, and a speaker speaks for their own organisation."""
    data = dict(case.data)
    if case.name in ("invite_co_author", "hand_over"):
        organisation = Proposal.objects.latest("pk").organisation
        data["affiliation"] = str(roles.current_affiliations(member(organisation=organisation))[0].pk)
    if case.name == "attachments":
        data["attachment"] = upload()
    if "closes_on" in data:
        data["closes_on"] = _day(int(data["closes_on"]))
    if data.get("comments") == "objection":
        data["comments"] = [Comment.objects.get().pk]
    if "held_on" in data:
        data["held_on"] = _day(0)
        data["organisations"] = [Organisation.objects.filter(verified_at__isnull=False).earliest("pk").pk]
    if "target" in data:
        data["target"] = str(Proposal.objects.get(title=NEIGHBOUR).pk)
    if case.name in ("write_comment", "reply", "suggest_change") and user is not None:
        affiliations = roles.current_affiliations(user)
        data["speaks_as"] = f"personal-{affiliations[0].pk}" if affiliations else ""
    if case.name == "official_response" and user is not None:
        liaison = next((a for a in roles.current_affiliations(user) if a.is_liaison), None)
        data["organisation"] = liaison.organisation_id if liaison else ""
    return data


# Who may is not only a role where one speaks for oneself: these are sent with one's own organisation.
SPEAK = {
    "write_comment": MEMBERS | {"seat", "liaison"},
    "reply": MEMBERS | {"seat", "liaison"},
    "suggest_change": MEMBERS | {"seat", "liaison"},
    "official_response": {"liaison"},
    "withdraw_support": MEMBERS,
    # Nobody, once the text is no longer written, or who is none of its authors.
    "attachments": set(),
    "invite_co_author": set(),
    "hand_over": set(),
    "leave_authorship": set(),
}


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.name}" for n, case in enumerate(CASES)])
def test_an_address_changes_something_for_those_who_may_and_for_nobody_else(case, clock, client_for):
    people = cast()
    subject = case.make(people)
    address, may = address_of(case.name, subject), case.may or SPEAK[case.name]
    for role in ROLES:
        with transaction.atomic():
            user = person(role, people, subject)
            before = snapshot()
            response = client_for(user).post(address, data_of(case, user))
            if role in may:
                assert response.status_code == 303, role
                # Nobody here has given support yet: taking none back is no error, and changes nothing.
                assert (snapshot() != before) is (case.name != "withdraw_support"), role
            else:
                assert response.status_code in (403, 404, 409), role
                assert snapshot() == before, role
            undo(people)


def undo(people: Cast) -> None:
    """Put everything back for the next role: the rows, and what the people's objects remember."""
    transaction.set_rollback(True)
    # The cache knows nothing of that, and the next person may get the same number.
    cache.clear()
    for user in (people.author, people.coordinator, people.secretariat):
        roles.forget(user)


def test_sending_to_the_session_is_for_stewards_alone(clock, client_for):
    people = cast()
    proposal = in_state("formulation", people)
    actions.write_formulation(
        proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak."
    )
    address = address_of("send_to_session", proposal)
    for role in ROLES:
        with transaction.atomic():
            user = person(role, people, proposal)
            response = client_for(user).post(address, {"waiver_reason": "Sudah diundang."})
            assert (response.status_code == 303) is (role in STEWARDS), role
            assert Proposal.objects.get().state == (
                "awaiting_session" if role in STEWARDS else "formulation"
            ), role
            undo(people)


def test_a_proposal_is_begun_by_group_members_with_a_mandate_alone(clock, client_for):
    people = cast()
    for role in ROLES:
        with transaction.atomic():
            user = person(role, people, None)
            data = {**TEXT, "do": "save", "organisation": ""}
            if user is not None and roles.current_affiliations(user):
                data["organisation"] = str(roles.current_affiliations(user)[0].organisation_id)
            response = client_for(user).post(reverse("proposals:new"), data)
            assert (response.status_code == 303) is (role in MEMBERS), role
            assert Proposal.objects.count() == (1 if role in MEMBERS else 0), role
            undo(people)


def test_every_address_of_this_app_that_changes_something_is_in_the_matrix():
    patterns = get_resolver("proposals.urls").url_patterns
    changing = {p.name for p in patterns if hasattr(p.callback, "view_class")}
    assert changing == {case.name for case in CASES} | {
        "send_to_session",
        "new",
        "invitation",
        "take_back_invitation",
    }


def test_no_title_leads_to_the_address_of_a_verb():
    taken = {
        str(p.pattern).split("/")[1]
        for p in get_resolver("proposals.urls").url_patterns
        if str(p.pattern).startswith("<int:pk>/") and len(str(p.pattern).split("/")) == 3
    } - {"<slug:slug>"}
    assert taken <= RESERVED
