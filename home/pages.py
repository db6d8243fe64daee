"""The page types: home, standard and news pages, and the faces of the working groups."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from portal.kit import clock, searching
from portal.kit.paging import page_of
from portal.members.models import WorkingGroup

from .blocks import BodyBlock, DoorBlock
from .findable import findable
from .forms import WorkingGroupPageForm
from .slugs import refuse_taken_slug

NEWS_PER_PAGE = 12


class PortalPage(Page):
    """What all our pages share: an introduction, a preview picture, and a plain text for the search."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the title; also what search engines and chats show."),
    )
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("preview picture"),
        help_text=_("Shown beside the title when the page is shared in a chat."),
    )
    # Kept because a database cannot look for words inside a StreamField without meeting its markup.
    search_text = models.TextField(editable=False, blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("search_text"),
    ]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading=_("Address, search engines and sharing"),
        )
    ]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an address that the portal itself uses."""
        super().clean()
        refuse_taken_slug(self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page, its plain text with it, and let the search find it by that."""
        self.search_text = self.plain_text()
        super().save(*args, **kwargs)
        searching.remember(findable(self))

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether the page is in another language than the reader's, and where its translations are."""
        context = super().get_context(request, *args, **kwargs)
        context["untranslated"] = self.locale.language_code != get_language()
        if not context["untranslated"]:
            context["translated_paths"] = {
                page.locale.language_code: page.get_url(request)
                for page in self.get_translations().live().select_related("locale")
            }
        return context

    def plain_text(self) -> str:
        """Return what the page says, without its markup."""
        body = getattr(self, "body", None)
        words = (
            []
            if body is None
            else [strip_tags(str(part)) for part in body.stream_block.get_searchable_content(body)]
        )
        return " ".join(" ".join([self.introduction, *words]).split())

    @property
    def preview_description(self) -> str:
        """The sentence that search engines and chats show."""
        return self.search_description or self.introduction


class HomePage(PortalPage):
    """The front page: one sentence, then what is going on; the figures come from template tags."""

    headline = models.CharField(
        _("headline"), max_length=200, help_text=_("What the council is, in one sentence.")
    )
    doors = StreamField(
        [("door", DoorBlock())],
        blank=True,
        verbose_name=_("other doors"),
        help_text=_("Matters that are not for this council, and where to go with them."),
    )

    template = "home/home_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("doors"),
    ]
    search_fields = [*PortalPage.search_fields, index.SearchField("headline")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.StandardPage",
        "home.NewsIndexPage",
        "home.WorkingGroupIndexPage",
    ]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def plain_text(self) -> str:
        """Return the headline, the introduction and the other doors."""
        doors = [strip_tags(str(part)) for part in self.doors.stream_block.get_searchable_content(self.doors)]
        return " ".join(" ".join([self.headline, self.introduction, *doors]).split())


class StandardPage(PortalPage):
    """A page of text: what a smart city is, how to take part, privacy, and whatever else is needed."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "home/standard_page.html"
    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class NewsIndexPage(PortalPage):
    """The list of news, the newest first."""

    template = "home/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the requested page of the news."""
        context = super().get_context(request, *args, **kwargs)
        context["page_of_news"] = page_of(
            request,
            NewsPage.objects.child_of(self).live().select_related("locale").order_by("-date", "-pk"),
            NEWS_PER_PAGE,
        )
        return context


class NewsPage(PortalPage):
    """One piece of news."""

    date = models.DateField(_("date"), default=clock.today)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "home/news_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    search_fields = [*PortalPage.search_fields, index.FilterField("date")]
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")


class WorkingGroupIndexPage(PortalPage):
    """All working groups."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "home/working_group_index_page.html"
    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.WorkingGroupPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of working groups")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the faces of the working groups, in the order of the groups."""
        context = super().get_context(request, *args, **kwargs)
        pages = WorkingGroupPage.objects.child_of(self).live().select_related("group", "locale")
        context["group_pages"] = pages.order_by("group__position", "group_id")
        return context


class WorkingGroupPage(PortalPage):
    """The face of a working group in one language; publishing a new one creates its group.

    Hue and icon are asked for here so that the secretariat does one thing, not two; once the group
    exists its own are shown (see `home.signals`).
    """

    group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("working group"),
        help_text=_("Leave empty for a new working group: publishing this page creates it."),
    )
    hue = models.CharField(
        _("colour"),
        max_length=10,
        default=WorkingGroup.Hue.GREEN,
        choices=WorkingGroup.Hue,
        help_text=_("Always shown together with the name and the icon of the group."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "home/working_group_page.html"
    base_form_class = WorkingGroupPageForm
    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel([FieldPanel("group"), FieldPanel("hue")], heading=_("Working group")),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.WorkingGroupIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("working group page")
        verbose_name_plural = _("working group pages")

    def clean(self) -> None:
        """Refuse a second page in one language for the same group."""
        super().clean()
        if self.group_id and self._siblings_of_group().exists():
            raise ValidationError({"group": _("This working group has a page in this language already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page; a copy of a page within one language is the face of another, new group."""
        if self._state.adding and self.group_id and self._siblings_of_group().exists():
            self.group = None
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "WorkingGroupPage":
        """Return the page as a revision says, but with the group it has now.

        A revision that is older than the group would otherwise take the page away from it.
        """
        page = super().with_content_json(content)
        if self.group_id:
            page.group_id = self.group_id
        return page

    def _siblings_of_group(self) -> "models.QuerySet[WorkingGroupPage]":
        """Return the other pages of the same language at the same group."""
        return WorkingGroupPage.objects.filter(group_id=self.group_id, locale_id=self.locale_id).exclude(
            pk=self.pk
        )


__all__ = [
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PortalPage",
    "StandardPage",
    "WorkingGroupIndexPage",
    "WorkingGroupPage",
]
