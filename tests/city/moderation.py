"""What moderators have on their desk: cases that wait, are taken on, decided, and to be reviewed."""

from portal.members import roles
from proposals import actions
from proposals.models import Comment, HouseRule, ModerationCase, Proposal
from proposals.models.comment import Capacity, Stance

from .people import person
from .proposals import DISCUSSED


def keep_order() -> None:
    """Leave a case for each step: to take on, to decide, decided, to review; and a passage blacked out."""
    waiting, taken, hidden, reviewed = (
        _comment(words)
        for words in (
            "Rak itu sudah ada di puskesmas lain, lihat saja di sana.",
            "Usulan ini ditulis orang yang tidak pernah datang ke puskesmas.",
            "Telepon saja petugasnya malam-malam, nomornya ada pada saya.",
            "Petugas loket itu memang pemalas, semua orang tahu.",
        )
    )
    for comment in (waiting, taken, hidden, reviewed):
        actions.flag_comment(comment=comment, actor=person("author"), category="insult")
    for comment in (taken, hidden):
        actions.claim_case(case=ModerationCase.objects.get(comment=comment), actor=person("moderator"))
    actions.claim_case(case=ModerationCase.objects.get(comment=reviewed), actor=person("second moderator"))
    decision = _hide(reviewed, "second moderator")
    case = actions.ask_review(
        decision=decision, actor=person("member"), statement="Saya menulis tentang antreannya."
    )
    actions.claim_case(case=case, actor=person("moderator"))
    actions.give_input(
        proposal=Proposal.objects.get(title=DISCUSSED),
        actor=person("claimant"),
        body="Rak setinggi anak-anak saja, supaya mereka dapat mengambil sendiri.",
    )
    told = _comment("Loketnya dapat dihubungi di 0812 3456 7890, tanya Bu Siti.")
    actions.black_out(
        proposal=told.proposal,
        comment=told,
        actor=person("moderator"),
        passage="0812 3456 7890",
        places=[f"comment-{told.pk}"],
        rule=HouseRule.objects.get(number=3),
        reason="Nomor telepon pribadi.",
    )
    # The newest decision is the one that its writer may still have reviewed.
    _hide(hidden, "moderator")


def _comment(words: str) -> Comment:
    writer = person("member")
    return actions.write_comment(
        proposal=Proposal.objects.get(title=DISCUSSED),
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity=Capacity.REPRESENTING,
        stance=Stance.NOTE,
        body=words,
    )


def _hide(comment: Comment, moderator: str):
    return actions.decide_case(
        case=ModerationCase.objects.get(comment=comment, kind="flagged"),
        actor=person(moderator),
        outcome="warn",
        rule=HouseRule.objects.get(number=1),
        reason="Menyerang orangnya, bukan membahas usulannya.",
    )
