"""What became of the sessions of the demo: decisions, letters to the mayor, answers, follow-ups."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from council.actions import (
    after_decision,
    contributions,
    decisions,
    drafts,
    follow_ups,
    milestones,
    referrals,
)
from council.models import Contribution, Decision, DecisionDraft, FollowUp
from portal.kit import clock
from portal.members.models import Affiliation
from proposals.models import AnswerResult

from . import drawings
from .cast import Cast
from .reading import read
from .sittings import CHAIR, CLERK, SECRETARY, Sittings
from .talk import Talk
from .timeline import Timeline

HEAD, ANNOUNCER = "endah", "kartika"


class Outcomes:
    """Writes, enacts, announces and conveys the decisions of the texts, and reports what was done."""

    def __init__(self, timeline: Timeline, cast: Cast, talk: Talk, sittings: Sittings) -> None:
        self.timeline = timeline
        self.cast = cast
        self.talk = talk
        self.sittings = sittings
        self._drafts: dict[str, int] = {}
        self._decisions: dict[str, int] = {}

    def begin(self) -> None:
        """Put everything that happens to the decisions on the timeline."""
        sessions = {text["key"]: text for text in read("council")["session"]}
        for place, text in enumerate(read("council")["decision"]):
            self._put(text, self.sittings.held_on(sessions[text["session"]]), place)

    def _put(self, text: dict[str, Any], held: date, place: int) -> None:
        # Long holidays push several of these steps onto one day: their hours keep them in order there.
        def on(days: int, hour: int, act: Any, *arguments: Any) -> None:
            day = self.timeline.workday(held + timedelta(days=days), after=held)
            self.timeline.at(day, hour, lambda: act(text, *arguments), place * 3)

        on(text["enact"] - 2, 9, self._draft, held)
        on(text["enact"] - 1, 10, self._sign)
        on(text["enact"], 11, self._enact)
        on(text["announce"], 13, self._announce)
        if "erratum" in text:
            on(text["announce"] + text["erratum"]["days"], 9, self._correct)
        if "convey" in text:
            on(text["convey"], 14, self._convey)
        if "answer" in text:
            on(text["answer"], 15, self._answer)
            self._put_follow_ups(text, on)
        for offer in text.get("contribution", ()):
            on(offer["offered"], 10, self._offer, offer)
            if "handed_over" in offer:
                on(offer["offered"] + 5, 11, self._accept_offer, offer)
                on(offer["handed_over"], 14, self._hand_over, offer)

    def _put_follow_ups(self, text: dict[str, Any], on: Any) -> None:
        for place, line in enumerate(text.get("follow_up", ())):
            if not line.get("accepted", True):
                continue
            on(text["answer"] + 3, 16, self._open, place, line)
            if "progress" in line:
                on(text["answer"] + 60, 11, self._report_progress, place, line)
            if "done" in line:
                on(line["done"], 11, self._report_finished, place, line)
                on(line["done"] + 4, 15, self._accept, place, line)
            if "infeasible" in line:
                on(line["infeasible"], 11, self._give_up, place, line)
        if "finish" in text:
            ended = max(line.get("done", line.get("infeasible")) for line in text["follow_up"])
            on(ended + 8, 16, self._finish)

    # What happens

    def _decision(self, text: dict[str, Any]) -> Decision:
        return Decision.objects.get(pk=self._decisions[text["item"]])

    def _on_paper(self, text: dict[str, Any]) -> DecisionDraft:
        return DecisionDraft.objects.get(pk=self._drafts[text["item"]])

    def _follow_up(self, text: dict[str, Any], place: int) -> FollowUp:
        return FollowUp.objects.get(decision=self._decision(text), position=place + 1)

    def _draft(self, text: dict[str, Any], held: date) -> None:
        clerk = self.cast.person(CLERK)
        motion = self.sittings.motion(text["item"])
        draft = drafts.create_draft(kind=text["kind"], title=text["title"], motions=[motion], actor=clerk)
        self._drafts[text["item"]] = draft.pk
        names = ("background", "considerations", "risks")
        parts = {name: text[name] for name in names if name in text}
        if text["kind"] == "KEP":
            parts = {"considerations": text["background"]}
        drafts.edit_draft(
            draft=draft,
            revision=draft.revision,
            title=text["title"],
            parts=parts,
            follow_ups=[
                drafts.FollowUpLine(
                    proposal_id=self.talk.proposal(text["item"]).pk,
                    what=line["what"],
                    agency_id=self.cast.organisation(line["agency"]).pk,
                    due_on=held + timedelta(days=line["due"]),
                    funding=line["funding"],
                    indicator=line["indicator"],
                )
                for line in text.get("follow_up", ())
            ],
            actor=clerk,
        )

    def _sign(self, text: dict[str, Any]) -> None:
        drafts.initial_draft(draft=self._on_paper(text), actor=self.cast.person(HEAD))
        drafts.sign_draft(draft=self._on_paper(text), actor=self.cast.person(CHAIR))
        if text["kind"] == "REK":
            drafts.sign_draft(draft=self._on_paper(text), actor=self.cast.person(SECRETARY))

    def _enact(self, text: dict[str, Any]) -> None:
        decision = decisions.enact_decision(draft=self._on_paper(text), actor=self.cast.person(CLERK))
        self._decisions[text["item"]] = decision.pk

    def _announce(self, text: dict[str, Any]) -> None:
        decisions.announce_decision(decision=self._decision(text), actor=self.cast.person(ANNOUNCER))

    def _correct(self, text: dict[str, Any]) -> None:
        after_decision.add_erratum(
            decision=self._decision(text),
            wrong=text["erratum"]["wrong"],
            right=text["erratum"]["right"],
            reason=text["erratum"]["reason"],
            actor=self.cast.person(CLERK),
        )

    def _convey(self, text: dict[str, Any]) -> None:
        decision = self._decision(text)
        letter_date = decision.announcement.announced_on
        referrals.convey_decision(
            decision=decision,
            letter_number=text["letter"].format(year=letter_date.year),
            letter_date=letter_date,
            actor=self.cast.person(CLERK),
        )

    def _answer(self, text: dict[str, Any]) -> None:
        decision = self._decision(text)
        answered_on = clock.today()
        studied_until = None
        if text["result"] == AnswerResult.STUDIED:
            studied_until = self.timeline.day(text["studied_days"])
        # Nothing can be said of follow-ups while the city still studies the proposal.
        lines = () if studied_until else text.get("follow_up", ())
        referrals.record_city_answer(
            referral=decision.referral,
            answered_on=answered_on,
            document=f"Surat Wali Kota Nomor {decision.pk + 400}/Bappeda/{answered_on.year}",
            summary=text["answer_text"],
            approved_by_name="Sekretaris Daerah",
            items=[
                referrals.ProposalAnswer(
                    proposal_id=self.talk.proposal(text["item"]).pk,
                    result=text["result"],
                    reason=text["answer_text"],
                    studied_until=studied_until,
                )
            ],
            follow_ups=[
                referrals.FollowUpAnswer(
                    follow_up_id=self._follow_up(text, place).pk,
                    agency_id=(
                        self.cast.organisation(line["agency"]).pk if line.get("accepted", True) else None
                    ),
                )
                for place, line in enumerate(lines)
            ],
            actor=self.cast.person(CLERK),
        )

    def _open(self, text: dict[str, Any], place: int, line: dict[str, Any]) -> None:
        follow_up = self._follow_up(text, place)
        follow_ups.open_follow_up(follow_up=follow_up, due_on=follow_up.due_on, actor=self.cast.person(CLERK))
        if steps := line.get("milestones"):
            self._plan(follow_up, line, steps)

    def _plan(self, follow_up: FollowUp, line: dict[str, Any], steps: list[dict[str, Any]]) -> None:
        """Plan the steps of a line, each as many days before its due date as the text says."""
        milestones.plan_follow_up(
            follow_up=follow_up,
            milestones=[
                milestones.MilestoneLine(
                    step["title"], step["weight"], follow_up.due_on - timedelta(days=step["before"])
                )
                for step in steps
            ],
            funding=line["funding"],
            actor=self.cast.liaison(line["agency"]),
        )

    def _report_progress(self, text: dict[str, Any], place: int, line: dict[str, Any]) -> None:
        follow_up = self._follow_up(text, place)
        reached = follow_up.milestones.filter(position__lte=line.get("reached", 0))
        follow_ups.report_progress(
            follow_up=follow_up,
            text=line["progress"],
            percent=line["percent"],
            reached=[milestone.pk for milestone in reached],
            evidence=line.get("evidence", ""),
            approved_by_name="Kepala Bidang",
            actor=self.cast.liaison(line["agency"]),
        )

    def _report_finished(self, text: dict[str, Any], place: int, line: dict[str, Any]) -> None:
        follow_ups.report_finished(
            follow_up=self._follow_up(text, place),
            text=line["report"],
            evidence="Berita acara pelaksanaan pada perangkat daerah",
            files=[ContentFile(drawings.draw(line["photo"]), name="bukti.png")] if "photo" in line else [],
            approved_by_name="Kepala Bidang",
            actor=self.cast.liaison(line["agency"]),
        )

    def _accept(self, text: dict[str, Any], place: int, line: dict[str, Any]) -> None:
        follow_up = self._follow_up(text, place)
        self._monitor(text, "Pokja memeriksa di lapangan: pekerjaan sesuai dengan laporannya.", follow_up)
        follow_ups.accept_report(follow_up=follow_up, actor=self.cast.person(CLERK))

    def _give_up(self, text: dict[str, Any], place: int, line: dict[str, Any]) -> None:
        follow_ups.mark_infeasible(
            follow_up=self._follow_up(text, place), reason=line["reason"], actor=self.cast.person(CLERK)
        )

    def _finish(self, text: dict[str, Any]) -> None:
        self._monitor(text, "Semua tindak lanjut telah berakhir. Hasilnya sesuai dengan catatan kami.")
        follow_ups.finish_proposal(proposal=self.talk.proposal(text["item"]), actor=self.cast.person(CLERK))

    def _offer(self, text: dict[str, Any], offer: dict[str, Any]) -> None:
        organisation = self.cast.organisation(offer["organisation"])
        contributions.offer_contribution(
            decision=self._decision(text),
            proposal=self.talk.proposal(text["item"]),
            organisation=organisation,
            kind=offer["kind"],
            what=offer["what"],
            actor=Affiliation.objects.current().representing().filter(organisation=organisation)[0].user,
        )

    def _offered(self, text: dict[str, Any], offer: dict[str, Any]) -> Contribution:
        return Contribution.objects.get(decision=self._decision(text), what=offer["what"])

    def _accept_offer(self, text: dict[str, Any], offer: dict[str, Any]) -> None:
        contribution = self._offered(text, offer)
        contributions.accept_contribution(contribution=contribution, actor=self.cast.person(CLERK))

    def _hand_over(self, text: dict[str, Any], offer: dict[str, Any]) -> None:
        contributions.record_handover(
            contribution=self._offered(text, offer),
            handed_over_on=clock.today(),
            received_by=offer["received_by"],
            handover=offer["handover"],
            actor=self.cast.person(CLERK),
        )

    def _monitor(self, text: dict[str, Any], words: str, follow_up: FollowUp | None = None) -> None:
        proposal = self.talk.proposal(text["item"])
        story = self.talk.texts[text["item"]]
        follow_ups.write_monitoring_note(
            proposal=proposal,
            text=words,
            follow_up=follow_up,
            actor=self.cast.steward(story["group"], story["author"]),
        )
