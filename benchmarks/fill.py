"""Fills a database that holds the demo content with many proposals and comments, as copies of the demo's.

Rows are written in bulk, past the actions: what is measured is reading among many rows and writing one
more. The public record gets no entries for them.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast

import django
from django.core.management.color import no_style
from django.db import connection, models, transaction

from .companions import Companions, clone

BATCH = 2_000
# The proposals whose pages are measured: the first two that are added, by how many comments they have.
FEW, MANY = 10, 1_000
MEASURED = (0, 1)
# What is measured is the portal, not its brake on people who write too fast.
NO_BRAKE = {"comments_per_10_minutes": 0}


def fill(rows: int, comments: int) -> None:
    """Add proposals until there are `rows`, and comments until there are `comments`, always the same ones."""
    from portal.kit import searching
    from proposals.actions.counts import recount
    from proposals.models import Comment, ModerationRules, Proposal, Version
    from proposals.similar import remember_all_titles

    chance = random.Random(rows)
    patterns = list(Proposal.objects.public().select_related("current_version").order_by("pk"))
    in_discussion = [pattern for pattern in patterns if pattern.state == "discussion"]
    said = list(Comment.objects.visible().filter(depth=1, is_official=False).order_by("pk"))
    wanted = rows - Proposal.objects.count()
    shares = _shares(wanted, comments - Comment.objects.count())
    proposal_ids, version_ids = _free(Proposal), _free(Version)
    comment_ids = _free(Comment)
    places = _places()
    companions = Companions()
    measured: list[int] = []
    for numbers in _batches(range(wanted)):
        proposals, versions, discussion = [], [], []
        beside: list[Any] = []
        for number in numbers:
            # The two that are measured are the same at every size.
            pattern = in_discussion[number] if number in MEASURED else chance.choice(patterns)
            version = clone(pattern.current_version, pk=next(version_ids), number=1)
            title = f"{pattern.title[:90]} di {chance.choice(places)} {number}"
            proposal = clone(
                pattern,
                pk=next(proposal_ids),
                title=title,
                current_version_id=version.pk,
                decided_version_id=None,
                merged_into_id=None,
                comment_count=shares[number],
                submitted_at=_submitted(pattern) - timedelta(minutes=number),
                changed_at=pattern.changed_at - timedelta(minutes=number),
            )
            version.proposal_id, version.title = proposal.pk, title
            proposals.append(proposal)
            versions.append(version)
            beside += companions.usual(pattern, proposal)
            if number in MEASURED:
                beside += companions.more(proposal)
                measured.append(proposal.pk)
            discussion += _discussion(proposal, said, shares[number], comment_ids, chance)
        with transaction.atomic():
            Proposal.objects.bulk_create(proposals)
            Version.objects.bulk_create(versions)
            for model in {type(row) for row in beside}:
                model.objects.bulk_create(row for row in beside if type(row) is model)
            for part in _batches(discussion):
                Comment.objects.bulk_create(part)
    for model in (Proposal, Version, Comment):
        _continue_numbering(model)
    remember_all_titles()
    searching.rebuild()
    for proposal in Proposal.objects.filter(pk__in=measured):
        recount(proposal)
    ModerationRules.objects.update_or_create(pk=ModerationRules.load().pk, defaults=NO_BRAKE)
    with connection.cursor() as cursor:
        # As the database's own upkeep does in time.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _shares(proposals: int, comments: int) -> list[int]:
    """Return how many comments each proposal gets: the first FEW, the second MANY, the rest alike."""
    share, rest = divmod(comments - FEW - MANY, proposals - 2)
    return [FEW, MANY, *(share + (number < rest) for number in range(proposals - 2))]


def _discussion(
    proposal: Any, said: list[Any], number: int, ids: Iterator[int], chance: random.Random
) -> list[Any]:
    """Return `number` comments on `proposal`: every third answers the thread that was begun last."""
    found: list[Any] = []
    root = None
    for position in range(number):
        comment = clone(
            chance.choice(said),
            pk=next(ids),
            proposal_id=proposal.pk,
            version_id=proposal.current_version_id,
            paragraph=None,
            block=None,
            reply_count=0,
            author_answer_id=None,
            created_at=_submitted(proposal) + timedelta(minutes=position),
        )
        if root is not None and position % 3 == 2:
            comment.root_id = comment.parent_id = comment.reply_to_id = root.pk
            comment.depth, comment.stance = 2, ""
            root.reply_count += 1
            comment.path = f"{root.path}/{comment.pk:010d}"
        else:
            root = comment
            comment.path = f"1-{comment.pk:010d}"
        found.append(comment)
    return found


def _submitted(proposal: Any) -> datetime:
    return cast(datetime, proposal.submitted_at)


def _places() -> list[str]:
    from proposals.models import Area

    return [str(area.name) for area in Area.objects.order_by("pk")]


def _free(model: type[models.Model]) -> Iterator[int]:
    """Yield the numbers that no row of `model` has yet."""
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
    return count((last or 0) + 1)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _continue_numbering(model: type[models.Model]) -> None:
    """Let the database give the next row the next number."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
