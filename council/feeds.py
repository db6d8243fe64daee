"""The Atom feeds of announced decisions: of all of them, and of each sector."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from council.models import Decision
from portal.kit.richtext import one_line
from portal.members.models import WorkingGroup

MOST_ENTRIES = 50


@dataclass
class DecisionFeed:
    """The newest announced decisions, of one sector when `group` is given."""

    group: WorkingGroup | None = None

    @cached_property
    def decisions(self) -> list[Any]:
        """Return the newest ones first, with what an entry says, in a fixed number of queries."""
        known = Decision.objects.announced()
        if self.group is not None:
            known = known.filter(outcomes__proposal__leading_group=self.group).distinct()
        return list(known.for_register().order_by("-announcement__announced_at", "-pk")[:MOST_ENTRIES])

    @staticmethod
    def changed_at(decision: Any) -> datetime:
        """Return when an entry changed last: announced, or answered by the city."""
        answers = decision.referral.answers.all() if hasattr(decision, "referral") else ()
        return max([decision.announcement.announced_at, *(answer.created_at for answer in answers)])

    @property
    def last_modified(self) -> datetime | None:
        """Return when the newest change was, None while nothing was announced."""
        return max(map(self.changed_at, self.decisions), default=None)

    @property
    def etag(self) -> str:
        """Return what names this state of the feed, in quotation marks."""
        state = [(decision.pk, self.changed_at(decision).isoformat()) for decision in self.decisions]
        return f'"{hashlib.sha256(repr((self.address, state)).encode()).hexdigest()[:32]}"'

    @property
    def address(self) -> str:
        """Return the address of the feed."""
        if self.group is None:
            return reverse("feeds:decisions")
        return reverse("feeds:decisions_of", args=[self.group.slug])

    def write(self, council: str) -> str:
        """Return the feed of `council` (its name) as Atom, every address in it absolute."""
        site = settings.SITE_URL
        register = reverse("council:decisions")
        # A character that XML cannot hold would take the whole feed away.
        council = one_line(council)
        title = _("Decisions of %(council)s") % {"council": council}
        about = _("Recommendations to the mayor and decisions of the council, as announced.")
        feed = Atom1Feed(
            title=one_line(f"{title}: {self.group.name}") if self.group else title,
            link=site + (f"{register}?pokja={self.group.slug}" if self.group else register),
            feed_url=site + self.address,
            feed_guid=site + self.address,
            description=about,
            subtitle=about,
            language="id",
            author_name=council,
        )
        for decision in self.decisions:
            self._add(feed, decision)
        return feed.writeString("utf-8")

    def _add(self, feed: Atom1Feed, decision: Any) -> None:
        outcomes = [f"{o.get_outcome_display()} ({o.get_method_display()})" for o in decision.outcomes.all()]
        lines = [", ".join(outcomes)]
        if hasattr(decision, "referral") and (answers := list(decision.referral.answers.all())):
            results = {str(item.get_result_display()) for item in answers[-1].items.all()}
            lines.append(_("Answer of the city: %(result)s") % {"result": ", ".join(sorted(results))})
        groups = {
            outcome.proposal.leading_group.name
            for outcome in decision.outcomes.all()
            if outcome.proposal is not None and outcome.proposal.leading_group is not None
        }
        feed.add_item(
            title=one_line(str(decision)),
            link=settings.SITE_URL + decision.get_absolute_url(),
            description=". ".join(line for line in lines if line),
            unique_id=f"tag:{urlsplit(settings.SITE_URL).hostname},{decision.year}:{decision.kind}-{decision.sequence}",
            pubdate=decision.announcement.announced_at,
            updateddate=self.changed_at(decision),
            categories=[str(decision.get_kind_display()), *map(one_line, sorted(groups))],
        )
