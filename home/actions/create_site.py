"""Make the first pages of a new installation, in Indonesian and in English."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from portal.members import roles
from portal.members.models import WorkingGroup

from ..content import Text, read
from ..models import HomePage, NewsIndexPage, StandardPage, WorkingGroupIndexPage, WorkingGroupPage

# Their order is the order in which the admin lists them.
STANDARD_PAGES = (
    "apa-itu-kota-cerdas",
    "apa-itu-dkc",
    "cara-ikut-serta",
    "aturan-diskusi",
    "bantuan",
    "privasi",
    "aksesibilitas",
    "tentang",
)
# English names and introductions of the working groups that every installation begins with.
GROUPS_IN_ENGLISH = {
    "ekonomi": ("Economy", "Small businesses, markets, work and tourism in the city."),
    "sosial": ("Social affairs", "Health, environment, disasters and the welfare of citizens."),
    "pendidikan": ("Education", "Schools, literacy, skills and research."),
    "energi": ("Energy", "Renewable energy, saving electricity, and water."),
}
# Wagtail's own permissions on pages, pictures and documents; all else is asked of permissions.py.
EDITORS = (roles.SECRETARIAT_EDITOR, roles.HEAD_OF_SECRETARIAT, roles.ADMINISTRATOR)
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
MEDIA_PERMISSIONS = tuple(
    f"{verb}_{model}" for model in ("image", "document") for verb in ("add", "change", "choose")
)


def create_site() -> bool:
    """Make the pages unless there is a home page already; return whether they were made.

    Runs after every migrate: what the secretariat changed or deleted afterwards stays as it is.
    """
    if HomePage.objects.exists():
        return False
    with transaction.atomic():
        # The languages first: a root page that is made anew already stands in one.
        indonesian, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("id", "en"))
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        root.get_children().filter(slug="home").delete()
        root.refresh_from_db()
        home = _create_home(root, indonesian)
        _translate(home, english, read("beranda", "en"))
        _create_groups(home, english)
        _create_child(home, NewsIndexPage, "berita", english)
        for slug in STANDARD_PAGES:
            _create_child(home, StandardPage, slug, english)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": ""},
        )
        give_page_permissions(root)
    return True


def give_page_permissions(root: Page) -> None:
    """Let the roles that edit pages do so below `root`, with the pictures and documents they need."""
    collection = Collection.get_first_root_node() or Collection.add_root(instance=Collection(name="Root"))
    groups = [Group.objects.get_or_create(name=name)[0] for name in EDITORS]
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    ):
        for group in groups:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=MEDIA_PERMISSIONS
    ):
        for group in groups:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )
    translate = Permission.objects.filter(
        content_type__app_label="simple_translation", codename="submit_translation"
    )
    for group in groups:
        group.permissions.add(*translate)


def _create_home(root: Page, locale: Locale) -> HomePage:
    """Create the Indonesian home page."""
    text = read("beranda", "id")
    home = HomePage(slug="beranda", locale=locale, **text.fields, doors=_doors(text))
    return root.add_child(instance=home)


def _create_groups(home: HomePage, english: Locale) -> None:
    """Create the list of working groups and a page for every group there is."""
    index = _create_child(home, WorkingGroupIndexPage, "pokja", english)
    for group in WorkingGroup.objects.order_by("position", "pk"):
        page = index.add_child(
            instance=WorkingGroupPage(
                title=group.name,
                slug=group.slug,
                locale=home.locale,
                introduction=group.description,
                group=group,
                hue=group.hue,
            )
        )
        if group.slug in GROUPS_IN_ENGLISH:
            title, introduction = GROUPS_IN_ENGLISH[group.slug]
            _translate(page, english, Text({"title": title, "introduction": introduction}))


def _create_child(home: HomePage, page_type: type[Page], slug: str, english: Locale) -> Page:
    """Create one page below the home page, and its translation."""
    text = read(slug, "id")
    fields = {**text.fields, **({"body": text.body} if text.body else {})}
    in_menus = page_type is StandardPage
    page = home.add_child(instance=page_type(slug=slug, locale=home.locale, show_in_menus=in_menus, **fields))
    _translate(page, english, read(slug, "en"))
    return page


def _translate(page: Page, locale: Locale, text: Text) -> None:
    """Create the translation of `page`, live, at the same slug."""
    copy = page.copy_for_translation(locale)
    for name, value in text.fields.items():
        setattr(copy, name, value)
    if isinstance(copy, HomePage):
        copy.doors = _doors(text)
    elif text.body:
        copy.body = text.body
    copy.draft_title = copy.title
    copy.live, copy.has_unpublished_changes = True, False
    copy.save()
    # The copy came with a revision of the Indonesian text: the editor must open what is shown.
    copy.revisions.all().delete()
    copy.latest_revision = None
    copy.save_revision().publish()


def _doors(text: Text) -> list[tuple[str, dict[str, str]]]:
    """Return the other doors of a home page from the facts of its text."""
    return [("door", {"title": fact["label"], "text": fact["value"]}) for fact in text.facts]
