"""The proposals of the demo and the talk about them, until they wait for the council."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from portal.kit.workdays import add_workdays
from portal.members.models import Affiliation, WorkingGroup
from proposals import actions
from proposals.models import TEXT_FIELDS, Area, Comment, Pillar, Proposal, StrategicIssue

from .cast import Cast
from .reading import comments_on, proposals, read
from .timeline import Timeline

# The parts of the texts whose names differ from the fields.
PLAIN = ("title", "summary", "background", "content", "benefit", "affected")
CAPACITY = {"representing": Affiliation.Capacity.REPRESENTING, "personal": Affiliation.Capacity.PERSONAL}


class Talk:
    """Writes, submits, discusses and formulates the proposals of the texts."""

    def __init__(self, timeline: Timeline, cast: Cast) -> None:
        self.timeline = timeline
        self.cast = cast
        self.texts = {text["key"]: text for text in proposals()}
        self._schedule: dict[str, dict[str, Any]] = read("timeline")["proposal"]
        self._numbers: dict[str, int] = {}
        self._comments: dict[str, int] = {}

    def proposal(self, key: str) -> Proposal:
        """Return the proposal `key` as it is now."""
        return Proposal.objects.get(pk=self._numbers[key])

    def comment(self, key: str) -> Comment:
        """Return the comment `key`, which may be held or hidden."""
        return Comment.with_held.get(pk=self._comments[key])

    def remember(self, key: str, comment: Comment) -> None:
        """Let `comment` be found as `key`."""
        self._comments[key] = comment.pk

    def steward(self, key: str) -> Any:
        """Return who tends the proposal `key`."""
        return self.cast.steward(self.texts[key]["group"], self.texts[key]["author"])

    def opened_on(self, key: str) -> date:
        """Return the day on which the discussion of `key` opens: a working day, as the stewards open it."""
        return self.timeline.workday(self.timeline.day(self._schedule[key]["opened"]))

    def written_on(self, key: str) -> date:
        """Return the day on which the draft of `key` is written: the one before it is submitted."""
        days = self._schedule[key]
        if "opened" not in days:
            submitted = self.timeline.day(days["submitted"] if "submitted" in days else days["drafted"])
        else:
            # What comes before the opening moves with it.
            submitted = self.opened_on(key) - timedelta(days=days["opened"] - days["submitted"])
        return submitted - timedelta(days=1)

    def begin(self) -> None:
        """Put everything that happens to the proposals on the timeline."""
        for place, (key, days) in enumerate(self._schedule.items()):
            self._put(key, days, minute=place * 2)

    def _put(self, key: str, days: dict[str, Any], minute: int) -> None:
        def on(day: date, hour: int, happening: Callable[[], object]) -> None:
            self.timeline.at(day, hour, happening, minute)

        if "opened" not in days:
            self._put_early_end(key, days, on)
            return
        opened, written = self.opened_on(key), self.written_on(key)
        closes = self._closing_day(days["closes"])
        on(written, 19, lambda: self._write(key))
        on(written + timedelta(days=1), 20, lambda: self._submit(key))
        on(opened, 9, lambda: self._open(key, closes, days["agency"]))
        self._put_talk(key, days, opened)
        if closes < self.timeline.today - timedelta(days=1):
            on(closes + timedelta(days=1), 0, actions.close_due_discussions)
        if "formulated" in days:
            formulated = self.timeline.workday(self.timeline.day(days["formulated"]), after=closes)
            sent = self.timeline.workday(self.timeline.day(days["sent"]), after=formulated)
            on(formulated, 10, lambda: self._formulate(key))
            on(sent, 10, lambda: self._send(key))
        if "withdrawn" in days:
            withdrawn = self.timeline.day(days["withdrawn"]["day"])
            on(withdrawn, 20, lambda: self._withdraw(key, days["withdrawn"]["reason"]))

    def _closing_day(self, offset: int) -> date:
        """Return the working day on which a discussion closes; what is still open stays so."""
        day = self.timeline.day(offset)
        return self.timeline.workday(day) if offset < 0 else add_workdays(day, 0)

    def _put_early_end(self, key: str, days: dict[str, Any], on: Callable[..., None]) -> None:
        """Put what happens to a proposal that was never opened for discussion."""
        written = self.written_on(key)
        submitted = written + timedelta(days=1)
        on(written, 19, lambda: self._write(key))
        if "submitted" in days:
            on(submitted, 20, lambda: self._submit(key))
        if "not_forwarded" in days:
            day = self.timeline.workday(self.timeline.day(days["not_forwarded"]["day"]), after=submitted)
            on(day, 11, lambda: self._not_forward(key, days["not_forwarded"]))

    def _put_talk(self, key: str, days: dict[str, Any], opened: date) -> None:
        at = self.timeline.at
        for place, comment in enumerate(comments_on(key)):
            hour, minute = 9 + (place * 5) % 12, (place * 17) % 60
            if "to" in comment:
                # An answer comes later on the same day than what it answers, whatever the hours say.
                hour, minute = 22, place
            at(opened + timedelta(days=comment["day"]), hour, self._saying(comment), minute)
        for place, supporter in enumerate(days.get("support", ())):
            day = opened + timedelta(days=1 + place // 2)
            at(day, 20, self._supporting(key, supporter), place)
        for edit in self.texts[key].get("edit", ()):
            at(opened + timedelta(days=edit["after_days"]), 20, self._editing(key, edit), 12)

    # What happens

    def _text(self, text: dict[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {name: text.get(name, "").strip() for name in PLAIN}
        return values | {
            "strategic_issue": StrategicIssue.objects.filter(name__iexact=text.get("issue", "")).first(),
            "pillar": Pillar.objects.filter(name__istartswith=text.get("pillar", "-")).first(),
            "authority": text.get("authority", ""),
            "cost_estimate": text.get("cost"),
            "funding_source": text.get("funding", ""),
            "planning_year": text.get("year"),
            "tags": text.get("tags", ()),
            "areas": list(Area.objects.filter(code__in=text.get("areas", ()))),
            "leading_group": WorkingGroup.objects.get(slug=text["group"]),
            "groups": list(WorkingGroup.objects.filter(slug__in=text.get("other_groups", ()))),
        }

    def _write(self, key: str) -> None:
        text = self.texts[key]
        proposal = actions.create_draft(
            actor=self.cast.person(text["author"]),
            organisation=self.cast.organisation_of(text["author"]),
            text=self._text(text),
        )
        self._numbers[key] = proposal.pk

    def _submit(self, key: str) -> None:
        actions.submit_proposal(
            proposal=self.proposal(key), actor=self.cast.person(self.texts[key]["author"])
        )

    def _open(self, key: str, closes: date, agency: str) -> None:
        actions.open_discussion(
            proposal=self.proposal(key),
            actor=self.steward(key),
            closes_on=closes,
            agencies=[self.cast.organisation(agency)],
        )

    def _saying(self, comment: dict[str, Any]) -> Callable[[], None]:
        return lambda: self.say(comment)

    def say(self, comment: dict[str, Any]) -> None:
        """Write one comment of the texts."""
        actor = self.cast.person(comment["by"])
        words: dict[str, Any] = {"actor": actor, "body": comment["text"]}
        speaking: dict[str, Any] = {
            "affiliation": self.cast.affiliation(comment["by"]),
            "capacity": CAPACITY[comment["as"]],
        }
        if "official" in comment:
            written = actions.official_response(
                proposal=self.proposal(comment["on"]),
                organisation=self.cast.organisation_of(comment["by"]),
                approved_by_name=comment["official"],
                **words,
            )
        elif "to" in comment:
            answered = Comment.objects.get(pk=self._comments[comment["to"]])
            written = actions.reply(comment=answered, **words, **speaking)
        else:
            written = actions.write_comment(
                proposal=self.proposal(comment["on"]), stance=comment["stance"], **words, **speaking
            )
        self._comments[comment["id"]] = written.pk

    def _supporting(self, key: str, supporter: str) -> Callable[[], object]:
        return lambda: actions.give_support(proposal=self.proposal(key), actor=self.cast.person(supporter))

    def _editing(self, key: str, edit: dict[str, Any]) -> Callable[[], None]:
        return lambda: self._edit(key, edit)

    def _edit(self, key: str, edit: dict[str, Any]) -> None:
        proposal = self.proposal(key)
        version = proposal.versions.get(number=edit["of"])
        text: dict[str, Any] = {name: getattr(version, name) for name in TEXT_FIELDS}
        changed = text[edit["part"]].replace(edit["old"], edit["new"])
        text |= {edit["part"]: changed, "areas": list(version.areas.all())}
        actions.edit_proposal(
            proposal=proposal,
            actor=self.cast.person(self.texts[key]["author"]),
            base_version=version.number,
            text=text,
            change_note=edit["note"],
        )

    def _formulate(self, key: str) -> None:
        formulation = read("formulations")[key]
        actions.write_formulation(
            proposal=self.proposal(key),
            actor=self.steward(key),
            advice=formulation["advice"],
            final_wording=final_wording(key),
            differing_views=formulation["differing"],
            notes=formulation["notes"],
        )

    def _send(self, key: str) -> None:
        actions.send_to_session(proposal=self.proposal(key), actor=self.steward(key))

    def _not_forward(self, key: str, refusal: dict[str, Any]) -> None:
        actions.not_forward(
            proposal=self.proposal(key),
            actor=self.cast.person("prima"),
            category=refusal["category"],
            reason=refusal["reason"],
            direction=refusal["direction"],
        )

    def _withdraw(self, key: str, reason: str) -> None:
        actions.withdraw_proposal(
            proposal=self.proposal(key), actor=self.cast.person(self.texts[key]["author"]), reason=reason
        )


def final_wording(key: str) -> str:
    """Return the wording that the working group sends to the council: the one that is moved there."""
    items = (item for session in read("council")["session"] for item in session["item"])
    return next(item["wording"] for item in items if item.get("proposal") == key)
