"""What belongs to a proposal beside its text and comments, as copies of the demo's rows."""

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.db import models


def clone(row: Any, **changes: Any) -> Any:
    """Return a row that is not saved yet, like `row` but for `changes`."""
    made = copy(row)
    made._state = copy(row._state)
    made._state.fields_cache = {}
    made._state.adding = True
    for name, value in changes.items():
        setattr(made, name, value)
    return made


class Companions:
    """Copies the small rows around a proposal, of its own pattern or of whichever has most of a kind."""

    def __init__(self) -> None:
        from proposals.models import (
            AgencyRequest,
            CoAuthor,
            Invitation,
            MeetingNotes,
            ProposalTag,
            Support,
            Version,
            VersionAttachment,
        )

        # Each kind with the field that leads to the proposal or the version.
        self._usual = {
            link: _by(model, link)
            for model, link in (
                (Version.areas.through, "version_id"),
                (ProposalTag, "content_object_id"),
                (AgencyRequest, "proposal_id"),
            )
        }
        self._more = [
            (link, max(_by(model, link).values(), key=len, default=[]))
            for model, link in (
                (Support, "proposal_id"),
                (Invitation, "proposal_id"),
                (MeetingNotes, "proposal_id"),
                (CoAuthor, "proposal_id"),
                (VersionAttachment, "version_id"),
            )
        ]

    def usual(self, pattern: Any, proposal: Any) -> Iterator[Any]:
        """Yield what `pattern` has of places, tags and questions to agencies, for `proposal`."""
        for link, by_owner in self._usual.items():
            owner = pattern.current_version_id if link == "version_id" else pattern.pk
            yield from _copies(by_owner[owner], link, proposal)

    def more(self, proposal: Any) -> Iterator[Any]:
        """Yield supporters, invitations, notes of meetings, co-authors and attachments for `proposal`."""
        for link, rows in self._more:
            yield from _copies(rows, link, proposal)


def _copies(rows: list[Any], link: str, proposal: Any) -> Iterator[Any]:
    owner = proposal.current_version_id if link == "version_id" else proposal.pk
    return (clone(row, pk=None, **{link: owner}) for row in rows)


def _by(model: type[models.Model], link: str) -> "defaultdict[int, list[Any]]":
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in model._default_manager.order_by("pk"):
        found[getattr(row, link)].append(row)
    return found
