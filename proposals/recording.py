"""What the public record is told about proposals: how they are called and what was done to them."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.record import registry

if TYPE_CHECKING:
    from portal.record.models import Act

KIND = "proposal"
COMMENT = "comment"
CITIZEN = "citizen_input"
# A support is known by the number of its proposal: who gave it stands in the act alone.
SUPPORT = "support"


def _blacked_out(act: "Act") -> str:
    """Say that a moderator blacked out a passage, and by which rule unless that was erased."""
    if rule := act.note.get("rule"):
        return _now("Passage blacked out by a moderator, house rule %(number)s") % {"number": rule}
    return _now("Passage blacked out by a moderator")


_MODERATED: dict[str, registry.Phrase] = {
    "black_out": _blacked_out,
    "withdraw_file": _("File withdrawn by a moderator"),
    "put_file_back": _("Withdrawn file shown again after a review"),
    "put_back": _("Blacked-out passage put back after a review"),
    "claim": _("Case taken on by a moderator"),
    "unclaim": _("Case given back to the queue"),
    "ask_review": _("Review of a moderator's decision asked for"),
    "uphold": _("Moderator's decision upheld after a review"),
}
PHRASES: dict[str, registry.Phrase] = {
    "submit": _("Proposal submitted"),
    "send_back": _("Sent back to be completed"),
    "not_forward": _("Not forwarded"),
    "request_review": _("Review asked for by the author"),
    "review": _("Admitted after a review"),
    "uphold_refusal": _("Reviewed: not forwarded"),
    "open_discussion": _("Discussion opened"),
    "extend": _("Discussion extended"),
    "close_discussion": _("Discussion closed"),
    "reopen_discussion": _("Discussion reopened"),
    "edit": _("Text changed in discussion"),
    "answer_comments": _("Comments answered by the author"),
    "edit_answer": _("Answer to comments edited by the author"),
    "write_formulation": _("Formulation written"),
    "send_to_session": _("Sent to the session"),
    "return_to_group": _("Returned to the working group"),
    "decide": _("Decided by the council"),
    "resume": _("Taken up again after a deferral"),
    "convey": _("Conveyed to the mayor"),
    "answer": _("Answered by the city"),
    "answer_again": _("Answered by the city again"),
    "start": _("Carrying out began"),
    "finish": _("Carrying out ended"),
    "join_authors": _("A co-author joined"),
    "leave_authors": _("A co-author left"),
    "hand_over": _("Authorship handed over"),
    "withdraw": _("Withdrawn by its author"),
    "restore": _("Restored"),
    "invite": _("Elements not heard yet invited"),
    "record_meeting": _("Notes of a meeting attached"),
    "propose_merge": _("Merging proposed to the author"),
    "answer_merge": _("Author's answer to the proposed merging"),
    "cancel_merge": _("Question about merging taken back"),
    "merge": _("Merged into another proposal"),
    "unmerge": _("Merging undone"),
    **_MODERATED,
}


def _hidden(act: "Act") -> str:
    """Say that a moderator hid a comment, and by which rule unless that was erased."""
    if rule := act.note.get("rule"):
        return _now("Comment hidden by a moderator, house rule %(number)s") % {"number": rule}
    return _now("Comment hidden by a moderator")


COMMENT_PHRASES: dict[str, registry.Phrase] = {
    "comment": _("Comment written"),
    "edit_comment": _("Comment edited"),
    "retract_comment": _("Comment withdrawn by its writer"),
    "official_response": _("Official response given"),
    "suggest_change": _("Change of the wording suggested"),
    "take_over": _("Suggested change taken over by the author"),
    "flag": _("Comment flagged"),
    **_MODERATED,
    "leave": _("Comment left as it is after a flag"),
    "hide": _hidden,
    "hold": _("Comment held for a moderator"),
    "release": _("Held comment published"),
    "refuse": _("Held comment not published"),
    "unhide": _("Comment readable again after a review"),
}
CITIZEN_PHRASES = {
    "give": _("Citizen's input sent"),
    "record": _("Citizen's letter, visit or call entered by the secretariat"),
    "release": _("Citizen's input published"),
    "refuse": _("Citizen's input not published"),
}
SUPPORT_PHRASES = {
    "support": _("Support given"),
    "withdraw_support": _("Support taken back"),
}


def titles(ids: set[int]) -> dict[int, str]:
    """Return the public titles of the proposals `ids`; drafts never submitted are left out."""
    from .models import Proposal

    return dict(Proposal.objects.public().filter(pk__in=ids).values_list("pk", "title"))


def comment_titles(ids: set[int]) -> dict[int, str]:
    """Return the titles of the proposals that the comments `ids` are about."""
    from .models import Comment

    return dict(Comment.objects.filter(pk__in=ids).values_list("pk", "proposal__title"))


def citizen_titles(ids: set[int]) -> dict[int, str]:
    """Return the titles of the proposals that the published inputs `ids` are about."""
    from .models import CitizenInput

    found = CitizenInput.objects.filter(pk__in=ids, state=CitizenInput.State.RELEASED)
    return dict(found.values_list("pk", "proposal__title"))


def register() -> None:
    """Tell the record about proposals; called once, when the app is ready."""
    registry.register(KIND, label=_("Proposal"), url=_proposal_url, titles=titles)
    registry.register(
        COMMENT,
        label=_("Comment"),
        url=lambda number: reverse("proposals:comment_redirect", args=[number]),
        titles=comment_titles,
    )
    registry.register(CITIZEN, label=_("Citizen's input"), url=lambda number: None, titles=citizen_titles)
    registry.register(SUPPORT, label=_("Support"), url=_proposal_url, titles=titles)
    registry.register_roles({"co_author": pgettext_lazy("capacity", "co-author")})
    registry.register_verbs(KIND, PHRASES)
    registry.register_verbs(COMMENT, COMMENT_PHRASES)
    registry.register_verbs(CITIZEN, CITIZEN_PHRASES)
    registry.register_verbs(SUPPORT, SUPPORT_PHRASES)


def _proposal_url(number: int) -> str:
    return reverse("proposals:redirect", args=[number])
