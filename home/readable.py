"""Which pages a reader gets: those of their language, and the Indonesian ones that have no translation."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet


def readable_condition() -> Q:
    """Return the condition for pages in the reader's language or without a live translation in it."""
    language = get_language()
    translated = Page.objects.live().filter(locale__language_code=language).values("translation_key")
    return Q(locale__language_code=language) | (
        Q(locale__language_code=settings.LANGUAGE_CODE) & ~Q(translation_key__in=translated)
    )


def readable_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of `pages` that the reader gets, live and public, with their language."""
    return pages.live().public().filter(readable_condition()).select_related("locale")
