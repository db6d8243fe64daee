"""What the discussion shows beside each comment: who wrote it, for whom, about what, and what came of it.

For a whole page of comments in one query: joined to each of them it would be a dozen tables, which a
database plans anew for every page.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from portal.kit.prepared import Given
from portal.kit.together import Few, Together
from portal.members.models import Organisation

from .models import AuthorAnswer, Comment, ModerationDecision, Suggestion, Version

_NAMED = ("id", "name", "erased_at")
_AUTHOR = ("author_id", *(f"author__{name}" for name in _NAMED))
_VERSION = ("version_id", "version__id", "version__number")
_RULE = ("rule_id", *(f"rule__{name}" for name in ("id", "number", "name", "name_en", "text_en")))
# From the key of a comment to the rows that it leads to: everything but the suggestion, which leads here.
_LEADS = ("author", "organisation", "version", "reply_to", "author_answer", "hiding")


def _numbered(name: str) -> dict[str, Given]:
    """Return the condition that a row is one of the numbers that are given under `name`."""
    return {"pk__in": Given(name, many=True)}


_BESIDE = Together(
    lambda: {
        "author": Few(get_user_model().objects.filter(**_numbered("author")), _NAMED),
        "organisation": Few(Organisation.objects.filter(**_numbered("organisation")), ("id", "name")),
        "version": Few(Version.objects.filter(**_numbered("version")), ("id", "number")),
        "reply_to": Few(Comment.with_held.filter(**_numbered("reply_to")), ("id", *_AUTHOR)),
        "author_answer": Few(
            AuthorAnswer.objects.filter(**_numbered("author_answer")),
            ("id", "verdict", "html", "created_at", "edited_at", *_AUTHOR, *_VERSION),
        ),
        "hiding": Few(ModerationDecision.objects.filter(**_numbered("hiding")), ("id", "case_id", *_RULE)),
        "suggestion": Few(
            Suggestion.objects.filter(**_numbered("comment")), ("comment_id", "part", "quote", "replacement")
        ),
    }
)


def read_beside(comments: Iterable[Comment]) -> list[Comment]:
    """Return `comments` with everything that the discussion shows of each, read in one query."""
    shown = list(comments)
    numbers = {name: {getattr(comment, f"{name}_id") for comment in shown} - {None} for name in _LEADS}
    found = _BESIDE(**numbers, comment=[comment.pk for comment in shown])
    rows = {name: {row.pk: row for row in read} for name, read in found.items()}
    suggestion = Comment._meta.get_field("suggestion")
    for comment in shown:
        for name in _LEADS:
            setattr(comment, name, rows[name].get(getattr(comment, f"{name}_id")))
        # None says that it has none, without asking the database.
        suggestion.set_cached_value(comment, rows["suggestion"].get(comment.pk))
    return shown
