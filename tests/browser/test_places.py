"""The kelurahan of a proposal: those of the chosen kecamatan with JavaScript, all in groups without."""

import pytest
from django.urls import reverse

from proposals.models import Area
from tests.factories.proposals import cast, draft

from .pages_site import served
from .person import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = "options => options.map(option => option.text)"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_kelurahan_follow_the_kecamatan(chromium, tmp_path, javascript):
    people = cast()
    path = reverse("proposals:draft", args=[draft(people).pk])
    first, second = Area.objects.filter(level=Area.Level.DISTRICT).order_by("code")[:2]
    of_first, of_second = ([each.name for each in one.children.order_by("code")] for one in (first, second))
    with served(tmp_path) as site:
        writer = Person(chromium, site, email=people.author.email, javascript=javascript).open(path)
        page = writer.page
        villages = page.locator("[name=village] option")
        everything = Area.objects.filter(level=Area.Level.VILLAGE).count()
        assert villages.count() == 1 + everything
        page.select_option("[name=district]", str(first.pk))
        page.select_option("[name=village]", label=of_first[0])
        page.select_option("[name=district]", str(second.pk))
        if javascript:
            # What lies elsewhere is neither offered nor chosen any more.
            assert villages.evaluate_all(NAMES)[1:] == of_second
            assert page.input_value("[name=village]") == ""
            page.select_option("[name=district]", "")
        assert villages.count() == 1 + everything
        writer.is_accessible().leave()
