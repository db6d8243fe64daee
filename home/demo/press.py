"""The news of the demo."""

from typing import Any

from django.utils.html import format_html

from home.models import NewsIndexPage, NewsPage

from .cast import Cast
from .reading import read
from .timeline import Timeline


def begin(timeline: Timeline, cast: Cast) -> None:
    """Put the publication of every piece of news on the timeline."""
    for text in read("news")["news"]:
        timeline.at(timeline.day(-text["day"]), 8, _publishing(timeline, cast, text))


def _publishing(timeline: Timeline, cast: Cast, text: dict[str, Any]) -> Any:
    return lambda: _publish(timeline, cast, text)


def _publish(timeline: Timeline, cast: Cast, text: dict[str, Any]) -> None:
    index = NewsIndexPage.objects.filter(locale__language_code="id").get()
    paragraphs = [format_html("<p>{}</p>", part) for part in text["body"].strip().split("\n\n")]
    page = NewsPage(
        title=text["title"],
        slug=text["slug"],
        introduction=text["summary"],
        date=timeline.day(-text["day"]),
        body=[("paragraph", paragraph) for paragraph in paragraphs],
        owner=cast.person("prima"),
    )
    index.add_child(instance=page)
    page.save_revision(user=cast.person("prima")).publish()
