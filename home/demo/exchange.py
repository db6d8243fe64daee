"""What people do to each other's proposals: suggest, answer, attach, merge; and what citizens say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from portal.kit import clock, uploads
from proposals import actions
from proposals.models import (
    AuthorInvitation,
    CitizenInput,
    HouseRule,
    ModerationCase,
    ModerationRules,
)

from . import drawings
from .cast import Cast
from .reading import read
from .talk import Talk
from .timeline import Timeline

MODERATOR, CLERK = "farida", "prima"
MB = 1024 * 1024
# Nothing else happens to a draft at this minute of the hour in which it is written.
LAST_MINUTE = 59


class Exchange:
    """Plays what stands in the texts of `exchange`."""

    def __init__(self, timeline: Timeline, cast: Cast, talk: Talk) -> None:
        self.timeline = timeline
        self.cast = cast
        self.talk = talk
        self._inputs: dict[str, int] = {}

    def begin(self) -> None:
        """Put everything on the timeline; days are counted from the opening of the discussion."""
        texts = read("exchange")
        for text in texts["attachment"]:
            self._at(self.talk.written_on(text["on"]), 19, self._attach, text, LAST_MINUTE)
        for text in texts["co_author"]:
            self._put_co_author(text)
        for place, text in enumerate(texts["suggestion"]):
            self._after_opening(text, 14, self._suggest, place)
            self._after_opening(text["reply"] | {"on": text["on"], "id": text["id"]}, 19, self._settle, place)
        for place, text in enumerate(texts["answer"]):
            self._after_opening(text, 21, self._answer, place)
        for place, text in enumerate(texts["moderated"]):
            self._put_moderated(text, place)
        for place, text in enumerate(texts["citizen"]):
            self._after_opening(text, 13, self._hear, place)
            if "released" in text:
                self._after_opening(text | {"day": text["released"]}, 10, self._release, place)
        for text in texts["merge"]:
            self._put_merge(text)

    def _at(self, day: date, hour: int, act: Callable[[Any], object], text: Any, minute: int = 0) -> None:
        self.timeline.at(day, hour, lambda: act(text), minute)

    def _after_opening(
        self, text: dict[str, Any], hour: int, act: Callable[[Any], object], place: int
    ) -> None:
        day = self.talk.opened_on(text["on"]) + timedelta(days=text["day"])
        self._at(day, hour, act, text, 30 + place)

    def _put_co_author(self, text: dict[str, Any]) -> None:
        if "day" in text:
            self._after_opening(text, 20, self._invite, 0)
            return
        written = self.talk.written_on(text["on"])
        self._at(written, 19, self._invite, text, LAST_MINUTE)
        self._at(written + timedelta(days=1), 9, self._accept, text)

    def _put_moderated(self, text: dict[str, Any], place: int) -> None:
        self._after_opening(text, 12, self._say_first if text.get("held") else self._say, place)
        if "flagged_by" in text:
            self._after_opening(text, 17, self._flag, place)
        if "hidden" in text:
            self._after_opening(text | {"day": text["hidden"]["day"]}, 9, self._hide, place)
        if "review" in text:
            self._after_opening(text | {"day": text["hidden"]["day"]}, 20, self._ask_review, place)

    def _put_merge(self, text: dict[str, Any]) -> None:
        written = self.talk.written_on(text["on"])
        asked = self.timeline.workday(self.timeline.day(text["asked"]), after=written + timedelta(days=1))
        self._at(asked, 10, self._propose_merge, text, 40)
        self._at(asked, 20, self._agree_to_merge, text, 40)
        merged = self.timeline.workday(self.timeline.day(text["merged"]), after=asked)
        self._at(merged, 10, self._merge, text, 40)

    # What happens

    def _author(self, key: str) -> Any:
        return self.cast.person(self.talk.texts[key]["author"])

    def _attach(self, text: dict[str, Any]) -> None:
        content = ContentFile(drawings.draw(text["drawing"]), name=f"{text['drawing']}.png")
        actions.attach_file(
            proposal=self.talk.proposal(text["on"]),
            actor=self._author(text["on"]),
            upload=uploads.vet(content, max_bytes=10 * MB),
            caption=text["caption"],
        )

    def _invite(self, text: dict[str, Any]) -> None:
        actions.invite_author(
            proposal=self.talk.proposal(text["on"]),
            actor=self._author(text["on"]),
            affiliation=self.cast.affiliation(text["who"]),
            kind=AuthorInvitation.Kind.CO_AUTHOR,
        )

    def _accept(self, text: dict[str, Any]) -> None:
        person = self.cast.person(text["who"])
        invitation = AuthorInvitation.objects.get(proposal=self.talk.proposal(text["on"]), person=person)
        actions.accept_invitation(invitation=invitation, actor=person)

    def _suggest(self, text: dict[str, Any]) -> None:
        suggested = actions.suggest_change(
            proposal=self.talk.proposal(text["on"]),
            actor=self.cast.person(text["by"]),
            affiliation=self.cast.affiliation(text["by"]),
            capacity="representing",
            part=text["part"],
            quote=text["quote"],
            replacement=text["replacement"],
            body=text["text"],
        )
        self.talk.remember(text["id"], suggested)

    def _settle(self, reply: dict[str, Any]) -> None:
        """Take a suggestion over, edited or not, or answer it with a reason."""
        if "note" not in reply:
            self._answer(reply | {"to": [reply["id"]]})
            return
        suggested = self.talk.comment(reply["id"])
        actions.take_over(
            comment=suggested,
            actor=self._author(reply["on"]),
            replacement=reply.get("replacement", suggested.suggestion.replacement),
            change_note=reply["note"],
            body=reply.get("text", ""),
        )

    def _answer(self, text: dict[str, Any]) -> None:
        actions.answer_comments(
            proposal=self.talk.proposal(text["on"]),
            actor=self._author(text["on"]),
            comments=[self.talk.comment(key).pk for key in text["to"]],
            verdict=text["verdict"],
            body=text["text"],
        )

    def _say(self, text: dict[str, Any]) -> None:
        self.talk.say(text)

    def _say_first(self, text: dict[str, Any]) -> None:
        """Write the first comment of a new member on a day on which the secretariat holds first comments."""
        rules = ModerationRules.load()
        rules.hold_first_posts = 1
        rules.save()
        self.talk.say(text)
        rules.hold_first_posts = 0
        rules.save()

    def _case(self, text: dict[str, Any]) -> ModerationCase:
        return ModerationCase.objects.get(comment=self.talk.comment(text["id"]), kind="flagged")

    def _flag(self, text: dict[str, Any]) -> None:
        actions.flag_comment(
            comment=self.talk.comment(text["id"]),
            actor=self.cast.person(text["flagged_by"]),
            category=text["category"],
            note=text.get("flag_note", ""),
        )

    def _hide(self, text: dict[str, Any]) -> None:
        moderator = self.cast.person(MODERATOR)
        actions.claim_case(case=self._case(text), actor=moderator)
        actions.decide_case(
            case=self._case(text),
            actor=moderator,
            outcome="hide",
            rule=HouseRule.objects.get(number=text["hidden"]["rule"]),
            reason=text["hidden"]["reason"],
        )

    def _ask_review(self, text: dict[str, Any]) -> None:
        actions.ask_review(
            decision=self._case(text).decision,
            actor=self.cast.person(text["by"]),
            statement=text["review"],
        )

    def _hear(self, text: dict[str, Any]) -> None:
        """Enter what a citizen says: by an account of their own, or by a letter to the secretariat."""
        proposal = self.talk.proposal(text["on"])
        if "by" in text:
            given = actions.give_input(
                proposal=proposal, actor=self.cast.person(text["by"]), body=text["text"]
            )
        else:
            given = actions.record_input(
                proposal=proposal,
                actor=self.cast.person(CLERK),
                channel=CitizenInput.Channel.LETTER,
                received_on=clock.today(),
                body=text["text"],
                name=text["name"],
            )
        self._inputs[text["id"]] = given.pk

    def _release(self, text: dict[str, Any]) -> None:
        waiting = CitizenInput.objects.get(pk=self._inputs[text["id"]])
        actions.release_input(citizen_input=waiting, actor=self.cast.person(MODERATOR))

    def _propose_merge(self, text: dict[str, Any]) -> None:
        actions.propose_merge(
            proposal=self.talk.proposal(text["on"]),
            target=self.talk.proposal(text["into"]),
            actor=self._merger(text),
            reason=text["reason"],
        )

    def _agree_to_merge(self, text: dict[str, Any]) -> None:
        actions.answer_merge(
            proposal=self.talk.proposal(text["on"]),
            actor=self._author(text["on"]),
            agrees=True,
            wants_co_authorship=True,
        )

    def _merge(self, text: dict[str, Any]) -> None:
        actions.merge_proposal(proposal=self.talk.proposal(text["on"]), actor=self._merger(text))

    def _merger(self, text: dict[str, Any]) -> Any:
        return self.talk.steward(text["on"])
