"""Every allowed cell of the table through its action, and every other cell refused by it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.record.models import Act
from proposals import actions
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.factories.proposals import (
    Cast,
    ask_for_review,
    asked_to_merge,
    cast,
    in_discussion,
    in_state,
    merged,
)
from tests.proposals import table

pytestmark = pytest.mark.django_db


def _actor(people: Cast, role: str):
    return {
        "author": people.author,
        "coordinator": people.coordinator,
        "secretariat": people.secretariat,
        # The council's own actions hand over who acted; the table asks for no role of theirs.
        "session": people.secretariat,
        "system": None,
    }[role]


def _soon():
    return portal_clock.today() + timedelta(days=14)


# What each verb's action needs besides the proposal and whoever acts; `target` where the outcome is chosen.
DO = {
    "submit": lambda p, a, to: actions.submit_proposal(proposal=p, actor=a),
    "send_back": lambda p, a, to: actions.send_back(proposal=p, actor=a, reason="Biaya belum ada."),
    "not_forward": lambda p, a, to: actions.not_forward(
        proposal=p, actor=a, category="single_complaint", reason="Satu lokasi.", direction="SP4N-LAPOR!"
    ),
    "open_discussion": lambda p, a, to: actions.open_discussion(
        proposal=p, actor=a, closes_on=_soon(), no_agency_reason="Tidak ada."
    ),
    "review": lambda p, a, to: actions.review_refusal(
        proposal=p, actor=a, reason="Memang bagi seluruh kota."
    ),
    "extend": lambda p, a, to: actions.extend_discussion(
        proposal=p,
        actor=a,
        closes_on=portal_clock.today() + timedelta(days=30),
        reason="Menunggu dunia usaha.",
    ),
    "close_discussion": lambda p, a, to: actions.close_discussion(proposal=p),
    "reopen_discussion": lambda p, a, to: actions.reopen_discussion(
        proposal=p, actor=a, closes_on=_soon(), ground="unheard", reason="Mengundang dunia usaha."
    ),
    "send_to_session": lambda p, a, to: actions.send_to_session(
        proposal=p, actor=a, waiver_reason="Sudah diundang."
    ),
    "return_to_group": lambda p, a, to: actions.return_to_group(
        proposal=p, actor=a, reason="Rumusan kabur.", deadline=_soon()
    ),
    "decide": lambda p, a, to: actions.apply_outcome(
        proposal=p,
        actor=a,
        outcome=to,
        decision_number="001/REK/DKC/2026",
        decided_wording="Rumusan baru." if to == "accepted_with_changes" else "",
        deferred_until=_soon() if to == "deferred" else None,
    ),
    "resume": lambda p, a, to: actions.resume_review(proposal=p, actor=a, reason="Anggaran sudah jelas."),
    "convey": lambda p, a, to: actions.convey_proposal(proposal=p, actor=a, letter="012, 2 Oktober 2026"),
    "answer": lambda p, a, to: actions.record_answer(proposal=p, actor=a, result="partly"),
    "answer_again": lambda p, a, to: actions.record_answer(proposal=p, actor=a, result="declined"),
    "start": lambda p, a, to: actions.start_proposal(proposal=p),
    "finish": lambda p, a, to: actions.finish_proposal(proposal=p, actor=a, outcome=to),
    "merge": lambda p, a, to: actions.merge_proposal(proposal=p, actor=a),
    "unmerge": lambda p, a, to: actions.unmerge_proposal(proposal=p, actor=a, reason="Ternyata berbeda."),
    "withdraw": lambda p, a, to: actions.withdraw_proposal(proposal=p, actor=a, reason="Digabung."),
    "restore": lambda p, a, to: actions.restore_proposal(proposal=p, actor=a, reason="Diminta kembali."),
}


def _prepared(verb: str, state: str, people: Cast, to: str) -> Proposal:
    """Return a proposal in `state` for which the guards of `verb` are met."""
    if verb == "withdraw" and state == "draft":
        return actions.send_back(
            proposal=in_state("submitted", people), actor=people.coordinator, reason="Biaya belum ada."
        )
    if verb == "restore":
        before = _prepared("withdraw", to, people, "withdrawn")
        return actions.withdraw_proposal(proposal=before, actor=people.author, reason="Digabung.")
    if verb == "unmerge":
        return merged(in_state(to, people), in_discussion(cast()), people)
    proposal = in_state(state, people)
    if verb == "merge":
        return asked_to_merge(proposal, in_discussion(cast()), people)
    if verb == "review":
        ask_for_review(proposal, people)
    if verb == "close_discussion":
        Proposal.objects.filter(pk=proposal.pk).update(closes_at=portal_clock.now())
    if verb == "send_to_session":
        actions.write_formulation(
            proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak."
        )
    if verb == "answer_again":
        Proposal.objects.filter(pk=proposal.pk).update(answer_result="studied")
    return Proposal.objects.get(pk=proposal.pk)


CELLS = [
    (verb, state, role, to)
    for (verb, state), (targets, who) in table.moves().items()
    for role in sorted(who)
    for to in sorted(targets)
]


def test_every_verb_has_its_action():
    assert set(DO) == {verb for verb, _state in table.moves()}


@pytest.mark.parametrize(("verb", "state", "role", "to"), CELLS)
def test_an_allowed_move_moves_the_proposal_and_leaves_one_act(verb, state, role, to, clock):
    people = cast()
    proposal = _prepared(verb, state, people, to)
    assert proposal.state == state
    before = Act.objects.count()
    moved = DO[verb](proposal, _actor(people, role), to)
    assert moved.state == to
    assert Proposal.objects.get(pk=proposal.pk).state == to
    act = Act.objects.latest("pk")
    assert Act.objects.count() == before + 1
    assert (act.verb, act.from_state, act.to_state, act.subject_id) == (verb, state, to, proposal.pk)
    assert act.actor_role == role
    assert act.entry_id is not None


@pytest.mark.parametrize("state", table.STATES)
def test_every_verb_that_the_table_does_not_allow_in_a_state_is_refused_there(state, clock):
    people = cast()
    proposal = in_state(state, people)
    acts = Act.objects.count()
    for verb, do in DO.items():
        if (verb, state) in table.moves():
            continue
        who = next(iter(next(who for (v, _s), (_t, who) in table.moves().items() if v == verb)))
        to = sorted(next(t for (v, _s), (t, _w) in table.moves().items() if v == verb))[0]
        # Recording an answer is one action for two rows: what is refused is the row, not the call.
        if verb in ("answer", "answer_again") and state in ("conveyed", "answered"):
            continue
        with pytest.raises(Refused) as refused:
            do(proposal, _actor(people, who), to)
        assert refused.value.verdict.message, verb
    assert Proposal.objects.get(pk=proposal.pk).state == state
    assert Act.objects.count() == acts


def test_a_draft_that_was_never_submitted_is_discarded_and_not_withdrawn(clock):
    people = cast()
    proposal = in_state("draft", people)
    with pytest.raises(Refused, match=r"proposal\.withdraw\.never_submitted"):
        actions.withdraw_proposal(proposal=proposal, actor=people.author, reason="Batal.")
    actions.discard_draft(proposal=proposal, actor=people.author)
    assert not Proposal.objects.filter(pk=proposal.pk).exists()


def test_what_was_submitted_once_is_not_discarded(clock):
    people = cast()
    proposal = actions.send_back(
        proposal=in_state("submitted", people), actor=people.coordinator, reason="Lengkapi biaya."
    )
    with pytest.raises(Refused, match=r"proposal\.discard\.submitted"):
        actions.discard_draft(proposal=proposal, actor=people.author)


def test_a_restored_discussion_gets_at_least_seven_days(clock):
    people = cast()
    proposal = in_state("discussion", people)
    clock.forward(days=20)
    actions.withdraw_proposal(proposal=proposal, actor=people.author, reason="Salah tekan.")
    restored = actions.restore_proposal(proposal=proposal, actor=people.secretariat, reason="Diminta.")
    assert restored.state == State.DISCUSSION
    assert restored.closes_at - clock.now >= timedelta(days=7)


def test_a_third_deferral_is_refused(clock):
    people = cast()
    proposal = in_state("deferred", people)
    for number in (1, 2, 3):
        proposal = actions.resume_review(
            proposal=proposal, actor=people.secretariat, reason="Syarat terpenuhi."
        )
        if number == 2:
            break
        proposal = DO["decide"](proposal, people.secretariat, "deferred")
        Proposal.objects.filter(pk=proposal.pk).update(deferred_until=portal_clock.today())
    with pytest.raises(Refused, match=r"proposal\.deferrals"):
        DO["decide"](proposal, people.secretariat, "deferred")


def test_a_deferral_needs_a_date_or_a_condition(clock):
    people = cast()
    proposal = in_state("awaiting_session", people)
    with pytest.raises(ValidationError):
        actions.apply_outcome(
            proposal=proposal,
            outcome="deferred",
            actor=people.secretariat,
            decision_number="001/KEP/DKC/2026",
        )


def test_a_deferred_proposal_is_taken_up_again_only_when_its_date_is_reached(clock):
    people = cast()
    proposal = actions.apply_outcome(
        proposal=in_state("awaiting_session", people),
        outcome="deferred",
        actor=people.secretariat,
        decision_number="001/KEP/DKC/2026",
        deferred_until=portal_clock.today() + timedelta(days=30),
    )
    with pytest.raises(Refused, match=r"proposal\.resume\.early"):
        actions.resume_review(proposal=proposal, actor=people.secretariat, reason="Ingin cepat.")
    clock.forward(days=30)
    assert (
        actions.resume_review(proposal=proposal, actor=people.secretariat, reason="Tiba.").state
        == "awaiting_session"
    )


def test_accepted_with_changes_makes_the_decided_version_and_keeps_the_one_before(clock):
    people = cast()
    proposal = in_state("accepted_with_changes", people)
    assert proposal.decided_version.content == "Kontrak 20 angkot."
    assert proposal.decided_version.number == 2
    assert proposal.versions.get(number=1).content.startswith("Kontrak 24 angkot")
    assert proposal.decided_version.summary == proposal.versions.get(number=1).summary


def test_the_number_of_a_decision_stands_in_no_public_act_before_it_is_announced(clock):
    proposal = in_state("accepted")
    assert proposal.decision_number
    acts = Act.objects.filter(subject_kind="proposal", subject_id=proposal.pk)
    assert all(proposal.decision_number not in f"{act.note}{act.reason}" for act in acts)


def test_another_answer_is_recorded_only_while_the_city_still_studies(clock):
    people = cast()
    proposal = in_state("answered", people)
    with pytest.raises(Refused, match=r"proposal\.answer_again\.final"):
        actions.record_answer(proposal=proposal, actor=people.secretariat, result="declined")


def test_a_declined_proposal_never_starts(clock):
    people = cast()
    proposal = actions.record_answer(
        proposal=in_state("conveyed", people), actor=people.secretariat, result="declined"
    )
    with pytest.raises(Refused, match=r"proposal\.start\.answer"):
        actions.start_proposal(proposal=proposal)


def test_an_answer_still_studied_names_its_day_and_no_other_answer_does(clock):
    people = cast()
    proposal = in_state("conveyed", people)
    with pytest.raises(ValidationError):
        actions.record_answer(proposal=proposal, actor=people.secretariat, result="studied")
    with pytest.raises(ValidationError):
        actions.record_answer(
            proposal=proposal, actor=people.secretariat, result="accepted", studied_until=portal_clock.today()
        )
