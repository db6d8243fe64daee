"""Makes proposals for tests in any state, through the actions; only the closing date is set by hand."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portal.kit import clock
from portal.members import roles
from portal.members.models import Organisation, User, WorkingGroup
from proposals import actions
from proposals.lifecycle import ENDINGS, OUTCOMES, State
from proposals.models import Comment, Proposal
from tests.factories.members import OrganisationFactory, WorkingGroupFactory, member, staff

TEXT: dict[str, Any] = {
    "title": "Angkutan pelajar terjadwal untuk SMP negeri",
    "summary": "Kontrak angkot yang sudah ada pada jam masuk dan pulang sekolah.",
    "background": "Gerbang sekolah macet setiap pagi.\n\nAngkot di rute yang sama kosong.",
    "content": "Kontrak 24 angkot untuk dua kali jalan pagi.\n\nJadwal ditempel di sekolah.",
    "benefit": "Orang tua tidak perlu mengantar dengan sepeda motor.",
    "affected": "Sopir di luar kontrak dapat kehilangan penumpang.",
}
LONG = (
    "Kami menghitung sendiri selama lima hari di gerbang sekolah dan mendapat angka yang sama dengan usulan. "
    * 2
)


@dataclass
class Cast:
    """The people around one proposal: its author, the group's coordinator, a secretariat editor."""

    author: User
    coordinator: User
    secretariat: User
    group: WorkingGroup
    organisation: Organisation


def cast(*, group: WorkingGroup | None = None) -> Cast:
    """Return the people that every proposal needs."""
    group = group or WorkingGroupFactory()
    organisation = OrganisationFactory(element="society")
    return Cast(
        author=member(organisation=organisation, group=group),
        coordinator=member(group=group, coordinator=True, element="academia"),
        secretariat=staff(roles.SECRETARIAT_EDITOR),
        group=group,
        organisation=organisation,
    )


def draft(people: Cast | None = None, **text: Any) -> Proposal:
    """Return a complete draft."""
    people = people or cast()
    values = {**TEXT, "leading_group": people.group, **text}
    return actions.create_draft(actor=people.author, organisation=people.organisation, text=values)


def co_author(
    proposal: Proposal, *, actor: User | None = None, element: str = "business", **kwargs: Any
) -> User:
    """Return a new member of `element` who accepted the author's invitation to write along."""
    person = member(group=proposal.leading_group, element=element, **kwargs)
    invitation = actions.invite_author(
        proposal=proposal,
        actor=proposal.author,
        affiliation=roles.current_affiliations(person)[0],
        kind="co_author",
    )
    actions.accept_invitation(invitation=invitation, actor=person)
    return person


def draft_of_two(people: Cast | None = None) -> Proposal:
    """Return a draft with a co-author."""
    proposal = draft(people)
    co_author(proposal)
    return proposal


def co_author_of(subject: Any) -> User | None:
    """Return the co-author of a proposal, if it has one."""
    along = getattr(subject, "co_authors", None)
    found = along.active().select_related("person").first() if along is not None else None
    return found.person if found else None


def submitted(people: Cast | None = None, **text: Any) -> Proposal:
    """Return a submitted proposal."""
    people = people or cast()
    return actions.submit_proposal(proposal=draft(people, **text), actor=people.author)


def in_discussion(people: Cast | None = None, *, agencies: tuple = (), **text: Any) -> Proposal:
    """Return a proposal in discussion for the usual number of days."""
    people = people or cast()
    return actions.open_discussion(
        proposal=submitted(people, **text),
        actor=people.coordinator,
        agencies=agencies,
        no_agency_reason="" if agencies else "Dikerjakan warga sendiri.",
    )


def overdue(people: Cast | None = None, **kwargs: Any) -> Proposal:
    """Return a proposal whose discussion ended a minute ago, which nothing has written down yet."""
    proposal = in_discussion(people, **kwargs)
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    return Proposal.objects.get(pk=proposal.pk)


def in_formulation(people: Cast | None = None, **kwargs: Any) -> Proposal:
    """Return a proposal whose discussion is closed."""
    return actions.close_discussion(proposal=overdue(people, **kwargs))


def awaiting_session(people: Cast | None = None, **kwargs: Any) -> Proposal:
    """Return a proposal that awaits a session, sent up with a waiver."""
    people = people or cast()
    proposal = in_formulation(people, **kwargs)
    actions.write_formulation(
        proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak 24 angkot."
    )
    return actions.send_to_session(
        proposal=proposal, actor=people.coordinator, waiver_reason="Sudah diundang dua kali."
    )


def decided(people: Cast | None = None, outcome: str = State.ACCEPTED, **kwargs: Any) -> Proposal:
    """Return a proposal that an enacted decision moved to `outcome`."""
    people = people or cast()
    return actions.apply_outcome(
        proposal=awaiting_session(people, **kwargs),
        outcome=outcome,
        actor=people.secretariat,
        decision_number="001/REK/DKC/2026",
        decided_wording="Kontrak 20 angkot." if outcome == State.ACCEPTED_WITH_CHANGES else "",
        deferred_condition="Sampai anggaran jelas." if outcome == State.DEFERRED else "",
    )


def in_state(state: str, people: Cast | None = None) -> Proposal:
    """Return a proposal in `state`, made through the actions."""
    people = people or cast()
    simple = {
        State.DRAFT: draft,
        State.SUBMITTED: submitted,
        State.DISCUSSION: in_discussion,
        State.FORMULATION: in_formulation,
        State.AWAITING_SESSION: awaiting_session,
    }
    if state in simple:
        return simple[State(state)](people)
    if state in OUTCOMES:
        return decided(people, state)
    if state == State.NOT_FORWARDED:
        return actions.not_forward(
            proposal=submitted(people),
            actor=people.secretariat,
            category="single_complaint",
            reason="Ini satu lokasi.",
            direction="SP4N-LAPOR!",
        )
    if state == State.WITHDRAWN:
        return actions.withdraw_proposal(
            proposal=submitted(people), actor=people.author, reason="Kami gabungkan dengan kegiatan lain."
        )
    if state == State.MERGED:
        return merged(submitted(people), in_discussion(cast(group=people.group)), people)
    return _after_the_decision(state, people)


def _after_the_decision(state: str, people: Cast) -> Proposal:
    proposal = actions.convey_proposal(
        proposal=decided(people), actor=people.secretariat, letter="005/12/DKC, 2 Oktober 2026"
    )
    if state == State.CONVEYED:
        return proposal
    proposal = actions.record_answer(proposal=proposal, actor=people.secretariat, result="accepted")
    if state == State.ANSWERED:
        return proposal
    proposal = actions.start_proposal(proposal=proposal)
    if state in ENDINGS:
        return actions.finish_proposal(proposal=proposal, actor=people.secretariat, outcome=state)
    return proposal


def asked_to_merge(proposal: Proposal, target: Proposal, people: Cast, *, agreed: bool = True) -> Proposal:
    """Let the coordinator ask the author to have `proposal` merged into `target`, who by default agrees."""
    actions.propose_merge(
        proposal=proposal,
        target=target,
        actor=people.coordinator,
        reason="Keduanya tentang angkutan.",
    )
    if agreed:
        actions.answer_merge(proposal=proposal, actor=people.author, agrees=True)
    return Proposal.objects.get(pk=proposal.pk)


def merged(proposal: Proposal, target: Proposal, people: Cast) -> Proposal:
    """Return `proposal`, merged into `target` with its author's consent."""
    return actions.merge_proposal(proposal=asked_to_merge(proposal, target, people), actor=people.coordinator)


def ask_for_review(proposal: Proposal, people: Cast) -> Proposal:
    """Let the author ask for a review of a refusal that another person of the secretariat decided."""
    proposal.refusals.update(decided_by=staff(roles.SECRETARIAT_EDITOR))
    actions.request_review(proposal=proposal, actor=people.author, reason="Ini cara kerja bagi seluruh kota.")
    return Proposal.objects.get(pk=proposal.pk)


def comment(proposal: Proposal, *, element: str = "academia", body: str = LONG, **kwargs: Any) -> Comment:
    """Return a comment that counts as heard, by a new member of `element` made representing."""
    actor = kwargs.pop("actor", None) or member(group=proposal.leading_group, element=element)
    return actions.write_comment(
        proposal=proposal,
        actor=actor,
        affiliation=roles.current_affiliations(actor)[0],
        capacity=kwargs.pop("capacity", "representing"),
        stance=kwargs.pop("stance", "in_favour"),
        body=body,
        **kwargs,
    )


def suggestion(
    proposal: Proposal, *, quote: str = "24 angkot", replacement: str = "30 angkot", **kwargs: Any
) -> Comment:
    """Return a suggested change of the content, by a new member made representing."""
    actor = kwargs.pop("actor", None) or member(group=proposal.leading_group, element="academia")
    return actions.suggest_change(
        proposal=proposal,
        actor=actor,
        affiliation=roles.current_affiliations(actor)[0],
        capacity="representing",
        part=kwargs.pop("part", "content"),
        quote=quote,
        replacement=replacement,
        body=kwargs.pop("body", LONG),
    )


def reply(to: Comment, body: str = "Terima kasih.", who: Any = None) -> Comment:
    """Return an answer to a comment, by a new member."""
    who = who or member(group=to.proposal.leading_group)
    affiliation = roles.current_affiliations(who)[0]
    return actions.reply(comment=to, actor=who, affiliation=affiliation, capacity="personal", body=body)
