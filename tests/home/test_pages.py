"""Pages: refused addresses, working groups opened by publishing, and pages that nobody has translated."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from wagtail.models import Page

from home.actions import create_site, open_group
from home.models import HomePage, StandardPage, WorkingGroupPage
from home.slugs import TAKEN_SLUGS
from portal.kit.verdict import Refused
from portal.members import roles
from portal.members.models import WorkingGroup
from tests.factories import home as make
from tests.factories.members import UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(TAKEN_SLUGS))
def test_a_page_cannot_take_an_address_of_the_portal(slug):
    with pytest.raises(ValidationError) as refused:
        make.standard(slug)
    assert "slug" in refused.value.error_dict


def test_case_does_not_help_to_take_an_address():
    with pytest.raises(ValidationError):
        make.standard("Usulan")


def test_every_first_segment_of_the_addresses_is_refused_to_pages():
    def first_segments(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns") and "/" not in route:
                yield from first_segments(pattern.url_patterns, route)
            else:
                yield route.lstrip("^").split("/")[0]

    found = {segment for segment in first_segments(get_resolver().url_patterns) if segment.isidentifier()}
    # /pokja/ is a page itself; the languages stand for themselves.
    assert found - {"pokja"} <= TAKEN_SLUGS | {"accounts"}, found - TAKEN_SLUGS


def test_an_installation_has_its_pages_in_both_languages_after_migrating():
    assert HomePage.objects.count() == 2
    slugs, english = (
        set(StandardPage.objects.filter(locale__language_code=code).values_list("slug", flat=True))
        for code in ("id", "en")
    )
    assert {"apa-itu-kota-cerdas", "cara-ikut-serta", "apa-itu-dkc", "privasi", "aksesibilitas"} <= slugs
    assert english == slugs
    assert not Page.objects.filter(depth=2, slug="home").exists()
    assert WorkingGroupPage.objects.count() == 8


def test_migrating_again_leaves_the_pages_as_the_secretariat_made_them():
    StandardPage.objects.get(slug="bantuan", locale__language_code="id").delete()
    assert create_site() is False
    assert not StandardPage.objects.filter(slug="bantuan", locale__language_code="id").exists()


def test_publishing_a_new_page_creates_its_group_once():
    editor = staff(roles.SECRETARIAT_EDITOR)
    page = make.group_page_draft("Kesehatan")
    page.save_revision(user=editor).publish()
    page.refresh_from_db()
    group = page.group
    assert (group.name, group.slug, group.description) == (
        "Kesehatan",
        "kesehatan",
        "Puskesmas dan posyandu.",
    )
    page.introduction = "Diubah."
    page.save_revision(user=editor).publish()
    assert WorkingGroup.objects.filter(slug="kesehatan").count() == 1
    assert WorkingGroupPage.objects.get(pk=page.pk).group == group


def test_an_old_revision_does_not_take_the_page_away_from_its_group():
    editor = staff(roles.SECRETARIAT_EDITOR)
    page = make.group_page_draft("Kesehatan")
    first = page.save_revision(user=editor)
    first.publish()
    first.refresh_from_db()
    first.publish()
    assert WorkingGroup.objects.filter(slug="kesehatan").count() == 1
    assert WorkingGroupPage.objects.get(pk=page.pk).group is not None


def test_the_translation_of_a_group_page_is_the_face_of_the_same_group():
    editor = staff(roles.SECRETARIAT_EDITOR)
    page = make.group_page_draft("Kesehatan")
    page.save_revision(user=editor).publish()
    page.refresh_from_db()
    english = make.translated(page, title="Health")
    assert english.group == page.group
    assert WorkingGroup.objects.filter(slug="kesehatan").count() == 1


def test_a_copy_within_one_language_is_the_face_of_another_group():
    page = WorkingGroupPage.objects.filter(locale__language_code="id").first()
    copy = page.copy(update_attrs={"slug": "salinan", "title": "Salinan"}, keep_live=False)
    assert copy.group is None


def test_somebody_without_the_right_opens_no_group():
    page = make.group_page_draft("Kesehatan")
    with pytest.raises(Refused):
        open_group(page=page, actor=UserFactory())
    assert not WorkingGroup.objects.filter(slug="kesehatan").exists()


def test_a_page_without_translation_is_shown_in_indonesian_within_an_english_frame(client):
    make.standard("lokakarya")
    answer = client.get("/en/lokakarya/")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en"' in body
    assert '<div lang="id">' in body
    assert "There is no English translation of this page yet" in body
    assert "Lokakarya warga" in body


def test_a_translated_page_is_not_marked(client):
    body = client.get("/en/privasi/").content.decode()
    assert "Privacy" in body
    assert "no English translation" not in body


def test_an_indonesian_page_is_not_marked_in_indonesian(client):
    make.standard("lokakarya")
    assert "untranslated" not in client.get("/lokakarya/").content.decode()


def test_the_untranslated_page_of_a_new_group_is_found_under_english(client):
    page = make.group_page_draft("Kesehatan")
    page.save_revision(user=staff(roles.SECRETARIAT_EDITOR)).publish()
    assert client.get("/en/pokja/kesehatan/").status_code == 200


@pytest.mark.parametrize("path", ["/tidak-ada/", "/en/tidak-ada/", "/en/lokakarya/tidak-ada/"])
def test_what_exists_in_no_language_is_not_found(client, path):
    make.standard("lokakarya")
    assert client.get(path).status_code == 404


def test_a_draft_is_not_shown_through_the_other_language(client):
    make.standard("rahasia", live=False)
    assert client.get("/en/rahasia/").status_code == 404


def test_a_page_for_members_only_stays_closed_through_the_other_language(client):
    page = make.standard("anggota")
    page.view_restrictions.create(restriction_type="login")
    assert client.get("/en/anggota/").status_code == 302
