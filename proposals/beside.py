"""What the discussion shows beside each comment: who wrote it, for whom, about what, and what came of it.

For a whole page of comments in one query: joined to each of them it would be a dozen tables, which a
database plans anew for every page.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from portal.kit.together import Few, read_together
from portal.members.models import Organisation

from .models import AuthorAnswer, Comment, ModerationDecision, Suggestion, Version

_NAMED = ("id", "name", "erased_at")
_AUTHOR = ("author_id", *(f"author__{name}" for name in _NAMED))
_VERSION = ("version_id", "version__id", "version__number")
_RULE = ("rule_id", *(f"rule__{name}" for name in ("id", "number", "name", "name_en", "text_en")))
# From the key of a comment to the rows that it leads to: everything but the suggestion, which leads here.
_LEADS = ("author", "organisation", "version", "reply_to", "author_answer", "hiding")


def read_beside(comments: Iterable[Comment]) -> list[Comment]:
    """Return `comments` with everything that the discussion shows of each, read in one query."""
    shown = list(comments)

    def named(name: str) -> set[Any]:
        return {getattr(comment, f"{name}_id") for comment in shown} - {None}

    found = read_together(
        author=Few(get_user_model().objects.filter(pk__in=named("author")), _NAMED),
        organisation=Few(Organisation.objects.filter(pk__in=named("organisation")), ("id", "name")),
        version=Few(Version.objects.filter(pk__in=named("version")), ("id", "number")),
        reply_to=Few(Comment.with_held.filter(pk__in=named("reply_to")), ("id", *_AUTHOR)),
        author_answer=Few(
            AuthorAnswer.objects.filter(pk__in=named("author_answer")),
            ("id", "verdict", "html", "created_at", "edited_at", *_AUTHOR, *_VERSION),
        ),
        hiding=Few(ModerationDecision.objects.filter(pk__in=named("hiding")), ("id", "case_id", *_RULE)),
        suggestion=Few(
            Suggestion.objects.filter(pk__in=[comment.pk for comment in shown]),
            ("comment_id", "part", "quote", "replacement"),
        ),
    )
    rows = {name: {row.pk: row for row in read} for name, read in found.items()}
    suggestion = Comment._meta.get_field("suggestion")
    for comment in shown:
        for name in _LEADS:
            setattr(comment, name, rows[name].get(getattr(comment, f"{name}_id")))
        # None says that it has none, without asking the database.
        suggestion.set_cached_value(comment, rows["suggestion"].get(comment.pk))
    return shown
