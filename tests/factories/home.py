"""Makes pages for tests, below the first pages that every installation has."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Locale

from home.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    WorkingGroupIndexPage,
    WorkingGroupPage,
)


def home(language: str = "id") -> HomePage:
    """Return the home page of a language."""
    return HomePage.objects.get(locale__language_code=language)


def standard(slug: str = "lokakarya", *, parent: Any = None, **fields: Any) -> StandardPage:
    """Return a live Indonesian page without a translation."""
    parent = parent or home()
    values = {"title": "Lokakarya warga", "introduction": "Tiga hari di aula kelurahan.", **fields}
    return parent.add_child(instance=StandardPage(slug=slug, locale=parent.locale, **values))


def news(number: int = 1, **fields: Any) -> NewsPage:
    """Return a piece of Indonesian news."""
    index = NewsIndexPage.objects.get(locale__language_code="id")
    values = {
        "title": f"Berita {number}",
        "slug": f"berita-{number}",
        "date": date(2026, 11, 1),
        "introduction": "Kabar singkat.",
        **fields,
    }
    return index.add_child(instance=NewsPage(locale=index.locale, **values))


def group_page_draft(title: str = "Kesehatan", **fields: Any) -> WorkingGroupPage:
    """Return a page for a working group that does not exist yet, not live."""
    index = WorkingGroupIndexPage.objects.get(locale__language_code="id")
    values = {"title": title, "slug": title.lower(), "introduction": "Puskesmas dan posyandu.", **fields}
    page = WorkingGroupPage(locale=index.locale, live=False, **values)
    return index.add_child(instance=page)


def translated(page: Any, **fields: Any) -> Any:
    """Return the live English translation of `page`."""
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def image(title: str = "Aula kelurahan") -> Image:
    """Return a small picture of one colour."""
    drawn = BytesIO()
    PillowImage.new("RGB", (1300, 700), "green").save(drawn, "PNG")
    return Image.objects.create(title=title, file=ContentFile(drawn.getvalue(), name="aula.png"))
