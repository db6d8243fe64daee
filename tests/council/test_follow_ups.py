"""Follow-ups and monitoring: every allowed cell through its action, every refused one by its rule."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from council.actions import follow_ups as actions
from council.models import FollowUp, MonitoringNote
from portal.kit import clock
from portal.kit.verdict import Refused
from portal.members import roles
from proposals.models import Proposal
from tests.factories import decisions as make
from tests.factories.members import OrganisationFactory, member, staff

pytestmark = pytest.mark.django_db

REPORT = {"text": "Sudah.", "approved_by_name": "Kepala Dinas (contoh)"}
# verb -> (action, what it is given, who may, from which states it is possible)
VERBS = {
    "open": (actions.open_follow_up, {"due_on": "tomorrow"}, "editor", {"proposed"}),
    "report_progress": (actions.report_progress, {**REPORT, "percent": 40}, "liaison", {"open"}),
    "report_finished": (actions.report_finished, {**REPORT, "evidence": "SK 1"}, "liaison", {"open"}),
    "accept_report": (actions.accept_report, {}, "editor", {"reported"}),
    "reject_report": (actions.reject_report, {"reason": "Kurang."}, "editor", {"reported"}),
    "mark_infeasible": (actions.mark_infeasible, {"reason": "Lahan dipakai."}, "editor", {"open"}),
    "cancel": (actions.cancel_follow_up, {"reason": "Tidak jadi."}, "editor", {"proposed", "open"}),
}
STATES = ("proposed", "open", "reported", "done", "infeasible", "cancelled")
TARGETS = {
    "open": "open",
    "report_progress": "open",
    "report_finished": "reported",
    "accept_report": "done",
    "reject_report": "open",
    "mark_infeasible": "infeasible",
    "cancel": "cancelled",
}


@pytest.fixture
def house(clock):
    return make.council()


def do(verb, line, actor):
    action, given, _who, _states = VERBS[verb]
    values = {k: clock.today() + timedelta(days=1) if v == "tomorrow" else v for k, v in given.items()}
    return action(follow_up=line, actor=actor, **values)


def in_state(house, state, verb):
    """Return a follow-up in `state`, with all that `verb` needs beside it."""
    if state == "proposed":
        return make.answered(house).decision.follow_ups.get()
    line = make.follow_up(house, state)
    if state == "reported" and verb == "accept_report":
        make.note(house, line)
    return line


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_from_every_state(house, verb, state):
    _action, _given, who, sources = VERBS[verb]
    line = in_state(house, state, verb)
    if state in sources:
        do(verb, line, getattr(house, who))
        assert FollowUp.objects.get(pk=line.pk).state == TARGETS[verb]
    else:
        with pytest.raises(Refused) as refused:
            do(verb, line, getattr(house, who))
        assert refused.value.verdict.rule == f"follow_up.{verb}.state"
        assert FollowUp.objects.get(pk=line.pk).state == state


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_by_everybody_who_may_not(house, verb):
    _action, _given, allowed, sources = VERBS[verb]
    line = in_state(house, sorted(sources)[-1], verb)
    other_agency = OrganisationFactory(element="government")
    other_liaison = member(organisation=other_agency)
    other_liaison.affiliations.update(is_liaison=True)
    own_colleague = member(organisation=house.agency)
    strangers = {
        "chair": house.chair,
        "secretary": house.secretary,
        "coordinator": house.people.coordinator,
        "author": house.people.author,
        "liaison of another agency": other_liaison,
        "colleague of the liaison": own_colleague,
        "moderator": staff(roles.MODERATOR),
        "inspector": staff(roles.INSPECTOR),
        "administrator": staff(roles.ADMINISTRATOR, is_superuser=True),
        "editor": house.editor,
        "liaison": house.liaison,
    }
    del strangers[allowed]
    for name, person in strangers.items():
        roles.forget(person)
        with pytest.raises(Refused) as refused:
            do(verb, line, person)
        assert refused.value.verdict.rule == f"follow_up.{verb}.who", name
    assert FollowUp.objects.get(pk=line.pk).state == line.state


# Opening


def test_only_what_the_city_answered_can_be_opened(house):
    line = make.conveyed(house).decision.follow_ups.get()
    with pytest.raises(Refused) as refused:
        do("open", line, house.editor)
    assert refused.value.verdict.rule == "follow_up.open.unanswered"


def test_what_the_city_did_not_take_on_is_not_opened(house):
    referral = make.conveyed(house, follow_up_count=2)
    first, second = referral.decision.follow_ups.all()
    make.answer(house, referral, "partly", declined=frozenset({second.pk}))
    do("open", first, house.editor)
    with pytest.raises(Refused) as refused:
        do("open", second, house.editor)
    assert refused.value.verdict.rule == "follow_up.open.declined"


def test_the_duty_belongs_to_the_agency_that_the_city_named(house):
    referral = make.conveyed(house)
    agency = OrganisationFactory(element="government")
    original, house.agency = house.agency, agency
    make.answer(house, referral)
    line = do("open", referral.decision.follow_ups.get(), house.editor)
    assert line.agency == agency
    with pytest.raises(Refused):
        do("report_progress", line, house.liaison)
    house.agency = original


def test_the_first_follow_up_that_opens_starts_the_proposal(house):
    referral = make.conveyed(house, follow_up_count=2)
    make.answer(house, referral)
    first, second = referral.decision.follow_ups.all()
    proposal = Proposal.objects.get(pk=first.proposal_id)
    assert proposal.state == "answered"
    do("open", first, house.editor)
    started = Proposal.objects.get(pk=proposal.pk).started_at
    assert started is not None
    do("open", second, house.editor)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.started_at) == ("in_progress", started)


def test_a_duty_is_not_opened_with_a_day_that_has_passed(house):
    line = make.answered(house).decision.follow_ups.get()
    with pytest.raises(ValidationError) as error:
        actions.open_follow_up(follow_up=line, due_on=clock.today() - timedelta(days=1), actor=house.editor)
    assert "due_on" in error.value.message_dict


# Reports and notes


@pytest.mark.parametrize("missing", ["text", "evidence", "approved_by_name"])
def test_a_final_report_needs_text_evidence_and_who_approved_it(house, missing):
    line = make.follow_up(house)
    values = {**REPORT, "evidence": "SK 1", missing: " "}
    with pytest.raises(ValidationError) as error:
        actions.report_finished(follow_up=line, actor=house.liaison, **values)
    assert list(error.value.message_dict) == [missing]


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_is_between_0_and_100(house, percent):
    line = make.follow_up(house)
    with pytest.raises(ValidationError):
        actions.report_progress(follow_up=line, actor=house.liaison, percent=percent, **REPORT)


@pytest.mark.parametrize("verb", ["reject_report", "mark_infeasible", "cancel"])
def test_ending_or_giving_back_needs_a_reason(house, verb):
    line = in_state(house, sorted(VERBS[verb][3])[0], verb)
    with pytest.raises(ValidationError) as error:
        VERBS[verb][0](follow_up=line, reason=" ", actor=house.editor)
    assert "reason" in error.value.message_dict


def test_a_report_is_accepted_only_after_the_coordinators_note_on_it(house, clock):
    line = make.follow_up(house)
    make.note(house, line)
    clock.forward(days=1)
    make.report_finished(house, line)
    # The note from before the report does not count.
    with pytest.raises(Refused) as refused:
        actions.accept_report(follow_up=line, actor=house.editor)
    assert refused.value.verdict.rule == "follow_up.accept_report.note"
    make.note(house, line)
    assert actions.accept_report(follow_up=line, actor=house.editor).state == "done"


def test_a_report_that_was_given_back_no_longer_counts(house):
    line = make.follow_up(house, "reported")
    actions.reject_report(follow_up=line, reason="Bukti kurang.", actor=house.editor)
    line = FollowUp.objects.get(pk=line.pk)
    assert line.final_report() is None
    assert line.reports.get().rejection == "Bukti kurang."


@pytest.mark.parametrize("who", ["editor", "liaison", "chair"])
def test_only_the_coordinator_of_the_leading_group_writes_notes(house, who):
    line = make.follow_up(house)
    with pytest.raises(Refused) as refused:
        actions.write_monitoring_note(
            proposal=line.proposal, follow_up=line, text="x", actor=getattr(house, who)
        )
    assert refused.value.verdict.rule == "monitoring_note.who"
    assert not MonitoringNote.objects.exists()


def test_a_note_stands_with_a_proposal_that_is_carried_out(house):
    proposal = make.answered(house).decision.outcomes.get().proposal
    with pytest.raises(Refused) as refused:
        make.note(house, proposal=proposal)
    assert refused.value.verdict.rule == "monitoring_note.state"


def test_a_note_names_a_follow_up_of_its_own_proposal(house):
    line, other = make.follow_up(house), make.follow_up(house)
    with pytest.raises(ValueError, match="another proposal"):
        actions.write_monitoring_note(
            proposal=other.proposal, follow_up=line, text="x", actor=house.people.coordinator
        )


@pytest.mark.parametrize("state", ["done", "infeasible"])
def test_a_note_on_a_follow_up_that_ended_belongs_to_the_proposal_as_a_whole(house, state):
    line = make.follow_up(house, state)
    with pytest.raises(Refused) as refused:
        make.note(house, line)
    assert refused.value.verdict.rule == "monitoring_note.follow_up.state"
    make.note(house, proposal=line.proposal)


# Lateness


def test_lateness_is_computed_and_only_for_what_is_open(house, clock):
    line = make.follow_up(house)
    clock.set(clock.now + timedelta(days=(line.due_on - clock.now.date()).days))
    assert FollowUp.objects.get(pk=line.pk).days_late == 0
    clock.forward(days=8)
    assert FollowUp.objects.get(pk=line.pk).days_late == 8
    assert list(FollowUp.objects.late(clock.now.date())) == [line]
    make.report_finished(house, line)
    assert FollowUp.objects.get(pk=line.pk).days_late == 0


# Finishing


def finished(house, *endings):
    """Return the proposal of a recommendation whose follow-ups ended as `endings` say."""
    referral = make.conveyed(house, follow_up_count=len(endings))
    make.answer(house, referral)
    for line, ending in zip(referral.decision.follow_ups.all(), endings, strict=True):
        line = do("open", line, house.editor)  # noqa: PLW2901
        if ending == "done":
            make.report_finished(house, line)
            make.note(house, line)
            do("accept_report", line, house.editor)
        else:
            do({"infeasible": "mark_infeasible", "cancelled": "cancel"}[ending], line, house.editor)
    return Proposal.objects.get(pk=referral.decision.outcomes.get().proposal_id)


@pytest.mark.parametrize(
    ("endings", "state"),
    [
        (("done",), "implemented"),
        (("done", "infeasible"), "partly_implemented"),
        (("infeasible", "cancelled"), "infeasible"),
    ],
)
def test_a_proposal_is_finished_as_its_follow_ups_say(house, clock, endings, state):
    proposal = finished(house, *endings)
    clock.forward(days=1)
    make.note(house, proposal=proposal)
    assert actions.finish_proposal(proposal=proposal, actor=house.editor).state == state


def test_a_proposal_is_finished_only_after_the_groups_note_on_the_whole(house, clock):
    proposal = finished(house, "infeasible")
    with pytest.raises(Refused) as refused:
        actions.finish_proposal(proposal=proposal, actor=house.editor)
    assert refused.value.verdict.rule == "proposal.finish.note"


def test_a_proposal_with_a_running_follow_up_is_not_finished(house):
    line = make.follow_up(house)
    make.note(house, proposal=line.proposal)
    with pytest.raises(Refused) as refused:
        actions.finish_proposal(proposal=line.proposal, actor=house.editor)
    assert refused.value.verdict.rule == "proposal.finish.follow_ups"


def test_only_a_proposal_that_is_carried_out_is_finished(house):
    proposal = make.answered(house).decision.outcomes.get().proposal
    with pytest.raises(Refused) as refused:
        actions.finish_proposal(proposal=proposal, actor=house.editor)
    assert refused.value.verdict.rule == "proposal.finish.state"


@pytest.mark.parametrize("who", ["chair", "liaison"])
def test_only_the_secretariat_finishes_a_proposal(house, who):
    proposal = finished(house, "infeasible")
    make.note(house, proposal=proposal)
    with pytest.raises(Refused) as refused:
        actions.finish_proposal(proposal=proposal, actor=getattr(house, who))
    assert refused.value.verdict.rule == "proposal.finish.who"
