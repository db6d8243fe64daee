"""The sessions of the demo: planned, held, minuted."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from council.actions import agenda, attendance, ballots, invitations, motions, sessions
from council.models import Choice, CouncilRules, Motion, Presence, Session
from portal.kit.workdays import add_workdays

from . import drawings
from .cast import Cast
from .reading import read
from .talk import Talk
from .timeline import Timeline

INVITED_DAYS_BEFORE = 14
# Sessions begin at half past their hour, as the invitations and the minutes say, and last two hours.
START_MINUTE, ITEM_MINUTES, HOURS = 30, 9, 2
CHAIR, OPERATOR, SECRETARY, CLERK, MINUTES = "ratna", "jaka", "hendra", "prima", "syamsul"


class Sittings:
    """Holds the sessions of the texts."""

    def __init__(self, timeline: Timeline, cast: Cast, talk: Talk) -> None:
        self.timeline = timeline
        self.cast = cast
        self.talk = talk
        self._sessions: dict[str, int] = {}
        self._motions: dict[str, int] = {}

    def session(self, key: str) -> Session:
        """Return the session `key` as it is now."""
        return Session.objects.get(pk=self._sessions[key])

    def motion(self, key: str) -> Motion:
        """Return the motion on the item `key` as it is now."""
        return Motion.objects.get(pk=self._motions[key])

    def held_on(self, text: dict[str, Any]) -> date:
        """Return the working day on which the session of `text` is held: the nearest, if it is past."""
        day = self.timeline.day(text["day"])
        return self.timeline.nearest_workday(day) if text["day"] < 0 else add_workdays(day, 0)

    def begin(self) -> None:
        """Put everything that happens to the sessions on the timeline."""
        at = self.timeline.at
        for number, text in enumerate(read("council")["session"], start=1):
            day = self.held_on(text)
            invited = day - timedelta(days=INVITED_DAYS_BEFORE)
            if text["day"] >= 0:
                planned = self.timeline.workday(min(invited, self.timeline.day(-2)))
            else:
                # Not before the working groups have sent their proposals, which long holidays delay.
                planned = self.timeline.nearest_workday(invited)
            at(planned, 16, self._planning(text, number))
            for place, reply in enumerate(text.get("reply", ())):
                at(planned + timedelta(days=1), 9, self._replying(text["key"], reply), place)
            if text["day"] < 0:
                at(day, text["hour"], self._opening(text), START_MINUTE)
                for place, item in enumerate(text["item"], start=1):
                    hours, minute = divmod(START_MINUTE + place * ITEM_MINUTES, 60)
                    at(day, text["hour"] + hours, self._deciding(text, item), minute)
                at(day, text["hour"] + HOURS, self._ending(text["key"]), START_MINUTE)
                drafted = self.timeline.workday(day + timedelta(days=5), after=day)
                at(drafted, 10, self._minuting(text))
                # Not before the members have had their days for corrections.
                corrected = add_workdays(drafted, CouncilRules.load().corrections_workdays)
                signed = self.timeline.workday(drafted + timedelta(days=7), after=corrected)
                at(signed, 10, self._signing(text["key"]))

    def _planning(self, text: dict[str, Any], number: int) -> Any:
        return lambda: self._plan(text, number)

    def _replying(self, key: str, reply: dict[str, Any]) -> Any:
        return lambda: self._reply(key, reply)

    def _opening(self, text: dict[str, Any]) -> Any:
        return lambda: self._open(text)

    def _deciding(self, text: dict[str, Any], item: dict[str, Any]) -> Any:
        return lambda: self._decide(text, item)

    def _ending(self, key: str) -> Any:
        return lambda: sessions.end_session(session=self.session(key), actor=self.cast.person(CHAIR))

    def _minuting(self, text: dict[str, Any]) -> Any:
        return lambda: self._minute(text)

    def _signing(self, key: str) -> Any:
        return lambda: self._sign(key)

    # What happens

    def _plan(self, text: dict[str, Any], number: int) -> None:
        day = self.held_on(text)
        clerk = self.cast.person(CLERK)
        session = sessions.plan_session(
            starts_at=self.timeline.moment(day, text["hour"], START_MINUTE),
            place=text["place"],
            invitation_number=f"{number:03}/UND/DKC/{day.year}",
            actor=clerk,
        )
        self._sessions[text["key"]] = session.pk
        for item in text["item"]:
            proposal = self.talk.proposal(item["proposal"]) if "proposal" in item else None
            entry = agenda.add_agenda_item(
                session=session, title=item.get("title", ""), proposal=proposal, actor=clerk
            )
            motion = motions.prepare_motion(
                item=entry,
                outcome=item["outcome"],
                wording=item["wording"],
                deferred_condition=item.get("deferred_condition", ""),
                actor=clerk,
            )
            self._motions[item["key"]] = motion.pk

    def _reply(self, key: str, reply: dict[str, Any]) -> None:
        letter = ContentFile(drawings.draw("surat"), name="surat-perwakilan.png")
        invitations.reply_to_invitation(
            session=self.session(key),
            reply=reply["answer"],
            note=reply.get("note", ""),
            letter=letter if reply["answer"] == "represented" else None,
            actor=self.cast.person(reply["by"]),
        )

    def _open(self, text: dict[str, Any]) -> None:
        session = self.session(text["key"])
        online, absent = text.get("online", ()), text.get("absent", ())
        presences = {}
        for person in self.cast.seated():
            key = person["key"]
            seat = self.cast.person(key).seats.get(number=person["seat"])
            presence = Presence.ONLINE if key in online else Presence.ROOM
            presences[seat.pk] = Presence.EXCUSED if key in absent else presence
        attendance.record_attendance(session=session, presences=presences, actor=self.cast.person(OPERATOR))
        sessions.open_session(session=session, actor=self.cast.person(CHAIR))

    def _decide(self, text: dict[str, Any], item: dict[str, Any]) -> None:
        # The operator clicks by order of whoever leads the item: a vice chair where the chair may not.
        operator = self.cast.person(OPERATOR)
        motions.put_motion(motion=self.motion(item["key"]), actor=operator)
        for objection in item.get("objections", ()):
            raised = motions.record_objection(
                motion=self.motion(item["key"]),
                reason=objection["reason"],
                actor=self.cast.person(objection["by"]),
            )
            if item["way"] == "notes":
                motions.agree_to_note(objection=raised, actor=self.cast.person(objection["by"]))
        if item["way"] == "consensus":
            motions.declare_consensus(motion=self.motion(item["key"]), actor=operator)
        elif item["way"] == "notes":
            motions.declare_consensus_with_notes(motion=self.motion(item["key"]), actor=operator)
        else:
            self._vote(item)

    def _vote(self, item: dict[str, Any]) -> None:
        operator = self.cast.person(OPERATOR)
        ballot = ballots.open_ballot(
            motion=self.motion(item["key"]), reason=item["ballot_reason"], actor=operator
        )
        for person in self.cast.seated():
            place = ballot.seats.get(seat__number=person["seat"])
            if not place.present or place.conflicted:
                continue
            choice = Choice.IN_FAVOUR
            if person["key"] in item.get("against", ()):
                choice = Choice.AGAINST
            elif person["key"] in item.get("abstain", ()):
                choice = Choice.ABSTAIN
            ballots.cast_ballot(ballot=ballot, choice=choice, actor=self.cast.person(person["key"]))
        ballots.close_ballot(ballot=ballot, actor=operator)

    def _minute(self, text: dict[str, Any]) -> None:
        sessions.write_minutes(
            session=self.session(text["key"]), text=text["minutes"], actor=self.cast.person(MINUTES)
        )

    def _sign(self, key: str) -> None:
        sessions.sign_minutes(session=self.session(key), actor=self.cast.person(CHAIR))
        if key == "first":
            sessions.sign_minutes(session=self.session(key), actor=self.cast.person(SECRETARY))
