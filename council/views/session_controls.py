"""The verbs that a session's page offers to one person, and why those that are not possible yet are not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from council.lifecycle.motion import MotionState
from council.lifecycle.roles import CHAIR, OPERATOR
from council.lifecycle.session import SessionState
from council.permissions import decisions as draft_rules
from council.permissions import minutes as minutes_rules
from council.permissions import motions as motion_rules
from council.permissions import recorded as recorded_rules
from council.permissions import rehearsals as rehearsal_rules
from council.permissions import roles as rooms
from council.permissions import sessions as session_rules
from council.permissions import suspensions as suspension_rules
from portal.kit.verdict import Verdict

if TYPE_CHECKING:
    from council.models import Motion, Objection

    from .session_page import Matter, SessionPage

# Refusals that say "not you" or "not now at all" are no buttons; every other one is, with its reason.
NO_BUTTON = (".who", ".state")


@dataclass(frozen=True)
class Control:
    """One verb offered on the page, or shown with the reason why not yet."""

    label: str
    url: str
    verdict: Verdict
    primary: bool = False

    @property
    def mark(self) -> str:
        """Return a name for the button by which the focus finds it again when the page was refreshed."""
        return self.url.replace("/", "-").rstrip("-")

    @property
    def is_shown(self) -> bool:
        """Return whether it concerns this person at this moment."""
        return bool(self.verdict) or not self.verdict.rule.endswith(NO_BUTTON)


@dataclass
class SessionControls:
    """The verbs of `page` for its person: those of whoever leads, of the secretariat, of a council member."""

    page: SessionPage

    @cached_property
    def leads(self) -> bool:
        """Return whether this person leads or clicks for who leads."""
        rooms_asked = (self.page.room, self.page.current_room or self.page.room)
        return any(
            not rooms.roles_in(self.page.user, room).isdisjoint({CHAIR, OPERATOR}) for room in rooms_asked
        )

    @cached_property
    def stands_aside(self) -> bool:
        """Return whether this person leads the session, but has a conflict in the current item."""
        page = self.page
        if page.current_room is None or not page.my_conflict:
            return False
        return CHAIR in rooms.roles_in(page.user, page.room)

    @cached_property
    def chair(self) -> list[Control]:
        """Return the verbs of whoever leads, each with its reason when it is not possible yet."""
        page = self.page
        session, user, room = page.session, page.user, page.room
        controls = [
            Control(
                _("Open the session"),
                reverse("council:open_session", args=[session.pk]),
                session_rules.can_open_session(user, session, room),
                primary=True,
            ),
            Control(
                _("Resume the session"),
                reverse("council:resume_session", args=[session.pk]),
                suspension_rules.can_resume_session(user, session, room),
                primary=True,
            ),
            *self._motion_controls(),
            *self._item_controls(),
            Control(
                _("Suspend the session"),
                reverse("council:suspend_session", args=[session.pk]),
                suspension_rules.can_suspend_session(user, session, room),
            ),
            Control(
                _("End the session"),
                reverse("council:end_session", args=[session.pk]),
                session_rules.can_end_session(user, session, room),
            ),
        ]
        if session.state in (SessionState.OPEN, SessionState.SUSPENDED) and not page.quorum_met:
            controls.append(
                Control(
                    _("Reschedule the session"),
                    reverse("council:reschedule_session", args=[session.pk]),
                    session_rules.can_reschedule_session(user, session, room),
                )
            )
        return [control for control in controls if control.is_shown]

    @cached_property
    def signing(self) -> Control:
        """Return the verb of whoever led the session and of the council secretary, who does not lead."""
        page = self.page
        return Control(
            _("Sign the minutes"),
            reverse("council:sign_minutes", args=[page.session.pk]),
            minutes_rules.can_sign_minutes(page.user, page.session, page.room),
            primary=True,
        )

    def _motion_controls(self) -> list[Control]:
        """Return the leading verbs on the motion."""
        motion, user, room = self.page.motion, self.page.user, self.page.room
        if motion is None:
            return []
        verbs = [
            (_("Put the motion"), "put_motion", motion_rules.can_put_motion, True),
            (_("Declare consensus"), "declare_consensus", motion_rules.can_declare_consensus, True),
            (
                _("Declare consensus with notes"),
                "declare_consensus_with_notes",
                motion_rules.can_declare_consensus_with_notes,
                False,
            ),
            (_("Reword the motion"), "reword_motion", motion_rules.can_reword_motion, False),
            (_("Repeat the ballot"), "repeat_ballot", motion_rules.can_repeat_ballot, True),
            (_("Open a ballot"), "open_ballot", motion_rules.can_open_ballot, False),
            (_("Close the ballot"), "close_ballot", motion_rules.can_close_ballot, True),
        ]
        return [
            *(
                Control(
                    label, reverse(f"council:{name}", args=[motion.pk]), rule(user, motion, room), primary
                )
                for label, name, rule, primary in verbs
            ),
            *self._aloud_controls(motion),
        ]

    def _aloud_controls(self, motion: Motion) -> list[Control]:
        """Return what the operator enters for members without a device."""
        page = self.page
        if not rooms.can_speak_for(page.user, motion, page.session):
            return []
        if page.ballot is not None:
            address, verdict = "cast_aloud", motion_rules.can_enter_aloud(page.user, page.ballot)
            label = _("Enter a vote said aloud")
        else:
            address, verdict = "hear_member", motion_rules.can_hear(page.user, motion)
            label = _("Enter what a member says aloud")
        controls = [Control(label, reverse(f"council:{address}", args=[motion.pk]), verdict)]
        if motion.state == MotionState.PUT:
            for objection in motion_rules.standing(motion):
                controls += self._objection_controls(motion, objection, str(objection.seat.number))
        return [control for control in controls if control.verdict]

    def _objection_controls(self, motion: Motion, objection: Objection, of: str = "") -> list[Control]:
        """Return the verbs on a standing objection: one's own, or that of the seat numbered `of`, aloud."""
        user, room = self.page.user, self.page.room
        objection.motion = motion
        agree, lift = _("Agree to a recorded note"), _("Lift your objection")
        if of:
            agree = _("Aloud: no. %(number)s agrees to a recorded note") % {"number": of}
            lift = _("Aloud: no. %(number)s lifts the objection") % {"number": of}
        return [
            Control(
                agree,
                reverse("council:agree_to_note", args=[objection.pk]),
                motion_rules.can_agree_to_note(user, objection, room),
            ),
            Control(
                lift,
                reverse("council:lift_objection", args=[objection.pk]),
                motion_rules.can_answer_for_objection(user, objection, room),
            ),
        ]

    def _item_controls(self) -> list[Control]:
        """Return the verbs that take the current item off."""
        if self.page.current is None:
            return []
        item = self.page.current.item
        if item.proposal is None:
            return [
                Control(
                    _("The item is dealt with"),
                    reverse("council:conclude_item", args=[item.pk]),
                    motion_rules.can_conclude_item(self.page.user, item, self.page.room),
                    primary=self.page.motion is None,
                )
            ]
        verbs = [
            (_("Return to the working group"), "return_item", "return_to_group"),
            (_("Carry over to the next session"), "postpone_item", "postpone"),
            (_("Withdraw from the agenda"), "withdraw_item", "withdraw"),
        ]
        return [
            Control(
                label,
                reverse(f"council:{name}", args=[item.pk]),
                motion_rules.can_finish_item(self.page.user, item, verb, self.page.room),
            )
            for label, name, verb in verbs
        ]

    @cached_property
    def clerk(self) -> list[Control]:
        """Return the verbs of the secretariat and of whoever keeps the attendance list."""
        page = self.page
        session, user, room = page.session, page.user, page.room
        controls = [
            Control(
                _("Attendance list"),
                reverse("council:record_attendance", args=[session.pk]),
                session_rules.can_record_attendance(user, session),
                primary=True,
            ),
            Control(
                _("Put an item on the agenda"),
                reverse("council:add_item", args=[session.pk]),
                session_rules.can_add_item(user, session),
            ),
            Control(
                _("Confirm what was entered"),
                reverse("council:confirm_recording", args=[session.pk]),
                recorded_rules.can_confirm_recording(user, session),
                primary=True,
            ),
            Control(
                _("Write the minutes"),
                reverse("council:write_minutes", args=[session.pk]),
                minutes_rules.can_write_minutes(user, session),
                primary=True,
            ),
            Control(
                _("Delete the rehearsal"),
                reverse("council:discard_rehearsal", args=[session.pk]),
                rehearsal_rules.can_discard_rehearsal(user, session),
            ),
            Control(
                _("Cancel the session"),
                reverse("council:cancel_session", args=[session.pk]),
                session_rules.can_cancel_session(user, session, room),
            ),
        ]
        if session.state == SessionState.PLANNED:
            controls.insert(
                2,
                Control(
                    _("Reschedule the session"),
                    reverse("council:reschedule_session", args=[session.pk]),
                    session_rules.can_reschedule_session(user, session, room),
                ),
            )
        if page.has_undrafted:
            controls.append(
                Control(
                    _("Begin a draft"),
                    reverse("council:create_draft"),
                    draft_rules.can_create_draft(user),
                    True,
                )
            )
        if page.leader is None and page.has_attendance:
            controls.append(
                Control(
                    _("Record who leads"),
                    reverse("council:name_leader", args=[session.pk]),
                    session_rules.can_record_attendance(user, session),
                )
            )
        return [control for control in controls if control.verdict]

    @cached_property
    def preparing(self) -> list[tuple[Matter, Control]]:
        """Return the items on which this person may prepare a motion."""
        offered = (
            (
                matter,
                Control(
                    _("Change the motion") if matter.draft else _("Prepare the motion"),
                    reverse("council:prepare_motion", args=[matter.item.pk]),
                    session_rules.can_prepare_motion(self.page.user, matter.item),
                ),
            )
            for matter in self.page.matters
        )
        return [(matter, control) for matter, control in offered if control.verdict]

    @cached_property
    def seat(self) -> list[Control]:
        """Return the verbs of a council member on the motion under deliberation."""
        page = self.page
        motion, user, room = page.motion, page.user, page.room
        if motion is None or room.place_of(user) is None:
            return []
        controls = [
            Control(
                _("Record an objection"),
                reverse("council:record_objection", args=[motion.pk]),
                motion_rules.can_record_objection(user, motion, room),
            ),
            Control(
                _("Declare a conflict of interest"),
                reverse("council:declare_conflict", args=[motion.pk]),
                motion_rules.can_declare_conflict(user, motion, room),
            ),
        ]
        for objection in motion_rules.standing(motion):
            if objection.person_id == user.pk:
                controls += self._objection_controls(motion, objection)
        return [control for control in controls if control.verdict]
