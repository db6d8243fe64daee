"""Random people do random things to two proposals: no forbidden state is reached, every change has its act.

The small model of the rules is the table typed by hand. `PROPOSAL_MACHINE_EXAMPLES` asks for more examples.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from proposals import actions
from proposals.figures import count_figures
from proposals.lineage import family
from proposals.models import Comment, MergeRequest, NotForwarded, Proposal
from proposals.page import support_rows
from tests.conftest import WIB
from tests.factories.members import member, staff
from tests.factories.proposals import LONG, cast, draft
from tests.proposals import table

PEOPLE = ("author", "other author", "coordinator", "clerk", "second clerk", "member")
EXAMPLES = int(os.environ.get("PROPOSAL_MACHINE_EXAMPLES", "6"))
STEPS = 20

who = st.sampled_from(PEOPLE)
which = st.sampled_from((0, 1))


class Discussion(RuleBasedStateMachine):
    """Two proposals of two authors in one working group, and six people who try everything."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = WIB_START
        with self._at():
            first = cast()
            second = cast(group=first.group)
            self.people: dict[str, Any] = {
                "author": first.author,
                "other author": second.author,
                "coordinator": first.coordinator,
                "clerk": first.secretariat,
                "second clerk": staff(roles.SECRETARIAT_EDITOR),
                "member": member(group=first.group, element="academia"),
            }
            self.numbers = [draft(first).pk, draft(second).pk]

    def teardown(self) -> None:
        """Put everything back."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _at(self) -> Any:
        return portal_clock.at(self.now)

    def _proposal(self, number: int) -> Proposal:
        return Proposal.objects.get(pk=self.numbers[number])

    def _roles(self, person: str, proposal: Proposal) -> set[str]:
        found = {"member"} if person not in ("clerk", "second clerk") else {"secretariat"}
        if person == "coordinator":
            found.add("coordinator")
        if proposal.author_id == self.people[person].pk:
            found.add("author")
        return found

    def _try(self, verb: str, person: str, number: int, do: Any, *, acts: int = 1) -> None:
        """Do something; when it was done, the table must have allowed it and an act must tell of it."""
        with self._at():
            proposal = self._proposal(number)
            user = self.people[person]
            roles.forget(user)
            phase, before = str(proposal.phase), Act.objects.count()
            allowed = table.moves().get((verb, phase), (set(), set()))[1] | table.participation().get(
                (verb, phase), set()
            )
            closing = proposal.state != phase
            try:
                with transaction.atomic():
                    do(proposal, user)
            except (Refused, ValidationError):
                assert Act.objects.count() == before, verb
                return
            assert allowed & self._roles(person, proposal), f"{person} did {verb} in {phase}"
            # A discussion that the job has not closed yet is closed by whatever touches it.
            assert Act.objects.count() - before in {acts + closing, closing}, verb
            reached = self._proposal(number).state
            targets = table.moves().get((verb, phase), ({phase}, set()))[0]
            assert reached in targets, f"{verb} led from {phase} to {reached}"

    @initialize(
        first=st.sampled_from(("draft", "submitted", "discussion")),
        second=st.sampled_from(("submitted", "discussion")),
    )
    def begin(self, first: str, second: str) -> None:
        """Begin somewhere on the way: from two drafts chance would seldom come far."""
        for number, state, author in ((0, first, "author"), (1, second, "other author")):
            if state != "draft":
                self.submit(person=author, number=number)
            if state == "discussion":
                self.open_discussion(person="clerk", number=number)

    @rule(hours=st.integers(1, 15 * 24))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_schedule_runs(self) -> None:
        with self._at():
            actions.close_due_discussions()
            actions.invite_missing_elements()

    @rule(person=who, number=which)
    def submit(self, person: str, number: int) -> None:
        self._try("submit", person, number, lambda p, u: actions.submit_proposal(proposal=p, actor=u))

    @rule(person=who, number=which)
    def open_discussion(self, person: str, number: int) -> None:
        self._try(
            "open_discussion",
            person,
            number,
            lambda p, u: actions.open_discussion(proposal=p, actor=u, no_agency_reason="Tidak ada."),
        )

    @rule(person=who, number=which, verb=st.sampled_from(("send_back", "withdraw", "restore", "unmerge")))
    def with_a_reason(self, person: str, number: int, verb: str) -> None:
        do = {
            "send_back": actions.send_back,
            "withdraw": actions.withdraw_proposal,
            "restore": actions.restore_proposal,
            "unmerge": actions.unmerge_proposal,
        }[verb]
        self._try(verb, person, number, lambda p, u: do(proposal=p, actor=u, reason="Alasan."))

    @rule(person=who, number=which)
    def not_forward(self, person: str, number: int) -> None:
        self._try(
            "not_forward",
            person,
            number,
            lambda p, u: actions.not_forward(
                proposal=p, actor=u, category="promotion", reason="Iklan.", direction="Media."
            ),
        )

    @rule(person=who, number=which, verb=st.sampled_from(("request_review", "review", "uphold_refusal")))
    def review(self, person: str, number: int, verb: str) -> None:
        do = {
            "request_review": actions.request_review,
            "review": actions.review_refusal,
            "uphold_refusal": actions.uphold_refusal,
        }[verb]
        self._try(verb, person, number, lambda p, u: do(proposal=p, actor=u, reason="Alasan."))

    @rule(person=who, number=which, days=st.integers(-1, 40), verb=st.sampled_from(("extend", "reopen")))
    def give_time(self, person: str, number: int, days: int, verb: str) -> None:
        if verb == "reopen":
            self._try(
                "reopen_discussion",
                person,
                number,
                lambda p, u: actions.reopen_discussion(
                    proposal=p,
                    actor=u,
                    closes_on=self.now.date() + timedelta(days=days),
                    ground="wording",
                    reason="Berubah.",
                ),
            )
            return
        closes = self._proposal(number).closes_at or self.now
        self._try(
            "extend",
            person,
            number,
            lambda p, u: actions.extend_discussion(
                proposal=p, actor=u, closes_on=(closes + timedelta(days=days)).date(), reason="Menunggu."
            ),
        )

    @rule(person=who, number=which)
    def formulate(self, person: str, number: int) -> None:
        self._try(
            "write_formulation",
            person,
            number,
            lambda p, u: actions.write_formulation(proposal=p, actor=u, advice="Ya.", final_wording="Teks."),
        )

    @rule(person=who, number=which)
    def send_up(self, person: str, number: int) -> None:
        self._try(
            "send_to_session",
            person,
            number,
            lambda p, u: actions.send_to_session(proposal=p, actor=u, waiver_reason="Sudah diundang."),
        )

    @rule(person=who, number=which)
    def ask_to_merge(self, person: str, number: int) -> None:
        self._try(
            "propose_merge",
            person,
            number,
            lambda p, u: actions.propose_merge(
                proposal=p, target=self._proposal(1 - number), actor=u, reason="Serupa."
            ),
        )

    @rule(person=who, number=which, agrees=st.booleans())
    def answer_merge(self, person: str, number: int, agrees: bool) -> None:
        self._try(
            "answer_merge",
            person,
            number,
            lambda p, u: actions.answer_merge(proposal=p, actor=u, agrees=agrees, reason="Alasan."),
        )

    @rule(person=who, number=which)
    def merge(self, person: str, number: int) -> None:
        self._try(
            "merge",
            person,
            number,
            lambda p, u: actions.merge_proposal(proposal=p, actor=u, reason="Tidak dijawab."),
        )

    @rule(person=who, number=which)
    def comment(self, person: str, number: int) -> None:
        def say(proposal: Proposal, user: Any) -> None:
            affiliations = roles.current_affiliations(user)
            if not affiliations:
                raise ValidationError("nobody to speak for")
            actions.write_comment(
                proposal=proposal,
                actor=user,
                affiliation=affiliations[0],
                capacity="representing",
                stance="in_favour",
                body=LONG,
            )

        self._try("comment", person, number, say)

    @rule(person=who, number=which)
    def retract(self, person: str, number: int) -> None:
        with self._at():
            mine = (
                Comment.objects.visible()
                .filter(proposal=self.numbers[number], author=self.people[person])
                .first()
            )
            if mine is not None:
                actions.retract_comment(comment=mine, actor=self.people[person])

    @rule(person=who, number=which, verb=st.sampled_from(("support", "withdraw_support")))
    def support(self, person: str, number: int, verb: str) -> None:
        do = actions.give_support if verb == "support" else actions.withdraw_support
        self._try(verb, person, number, lambda p, u: do(proposal=p, actor=u))

    @invariant()
    def every_change_of_state_has_its_act(self) -> None:
        for number, pk in enumerate(self.numbers):
            acts = Act.objects.filter(subject_kind="proposal", subject_id=pk).order_by("pk")
            state = "draft"
            # That somebody began a draft is nobody else's concern.
            for act in acts.exclude(verb="create_draft"):
                assert act.from_state == state, act
                if act.verb in {verb for verb, _state in table.moves()}:
                    assert act.to_state in table.moves()[act.verb, act.from_state][0], act
                else:
                    assert act.to_state == state, act
                state = act.to_state
                assert act.entry_id is not None
            assert state == self._proposal(number).state

    @invariant()
    def the_figures_are_those_of_the_rows(self) -> None:
        for number in (0, 1):
            proposal = self._proposal(number)
            line = family(proposal.pk)
            readable = Comment.objects.visible().filter(proposal__in=line)
            if proposal.opened_at:
                assert proposal.comment_count == readable.count()
                assert proposal.discussion_figures == count_figures(proposal)
            rows, _own = support_rows(self.people["member"], line)
            supporters = {
                user
                for pk in line
                for user in Proposal.objects.get(pk=pk).supports.values_list("user", flat=True)
            }
            assert sum(members for _label, members, _organisations in rows) == len(supporters)

    @invariant()
    def what_happens_once_has_happened_once(self) -> None:
        for number, pk in enumerate(self.numbers):
            proposal = self._proposal(number)
            acts = Act.objects.filter(subject_kind="proposal", subject_id=pk)
            assert acts.filter(verb="extend").count() == int(proposal.extended)
            assert (
                NotForwarded.objects.filter(proposal=pk, review_requested_at__isnull=False).count()
                == acts.filter(verb="request_review").count()
                <= 1
            )
            assert MergeRequest.objects.filter(proposal=pk, ended_at__isnull=True).count() <= 1
            assert (proposal.state == "merged") == (proposal.merged_into_id is not None)
            if proposal.merged_into is not None:
                assert proposal.merged_into.state != "merged"


WIB_START = portal_clock.now().replace(
    year=2026, month=11, day=23, hour=9, minute=0, second=0, microsecond=0, tzinfo=WIB
)


@pytest.mark.django_db
def test_no_forbidden_state_is_reached_and_every_change_has_its_act():
    run_state_machine_as_test(
        Discussion,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize="PROPOSAL_MACHINE_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
