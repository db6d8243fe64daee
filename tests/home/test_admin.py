"""The admin's first page: each role sees its queues and nothing that leads to another host."""

import pytest

from home.admin.queues import queues_for
from home.models import StandardPage
from portal.members import roles
from tests.factories import decisions as decide
from tests.factories import home as make
from tests.factories.members import AffiliationFactory, UserFactory, staff
from tests.factories.proposals import submitted

pytestmark = pytest.mark.django_db

WITH_QUEUES = [
    roles.SECRETARIAT_EDITOR,
    roles.MINUTE_TAKER,
    roles.HEAD_OF_SECRETARIAT,
    roles.INSPECTOR,
]
WITHOUT_QUEUES = [roles.MODERATOR, roles.SESSION_OPERATOR, roles.ADMINISTRATOR]


@pytest.mark.parametrize("role", WITH_QUEUES)
def test_who_works_on_or_watches_the_queues_opens_the_admin_on_them(client_for, role):
    submitted()
    body = client_for(staff(role)).get("/admin/").content.decode()
    assert "Menunggu tindakan" in body
    assert "Usulan diajukan, kelengkapan belum diperiksa" in body


@pytest.mark.parametrize("role", WITHOUT_QUEUES)
def test_the_other_roles_see_where_their_work_is(client_for, role):
    body = client_for(staff(role)).get("/admin/").content.decode()
    assert "Tempat kerja Anda" in body
    assert "Menunggu tindakan" not in body


def test_a_member_gets_no_queues():
    assert queues_for(UserFactory()) == []


def test_a_superuser_without_a_role_gets_no_queues():
    assert queues_for(UserFactory(is_superuser=True)) == []


def test_a_queue_says_how_many_since_when_and_until_when(clock):
    AffiliationFactory(status="pending", promised_on=clock.now.date())
    proposal = submitted()
    found = {str(queue.label): queue for queue in queues_for(staff(roles.SECRETARIAT_EDITOR))}
    claims = found["Keterwakilan yang perlu diverifikasi"]
    assert (claims.count, claims.due, claims.late) == (1, clock.now.date(), False)
    checks = found["Usulan diajukan, kelengkapan belum diperiksa"]
    assert (checks.count, checks.oldest) == (1, proposal.submitted_at)
    assert checks.due > clock.now.date()


def test_a_promise_that_has_passed_comes_first_and_empty_queues_last(clock):
    submitted()
    clock.forward(days=30)
    queues = queues_for(staff(roles.SECRETARIAT_EDITOR))
    assert queues[0].late
    assert queues[-1].count == 0


def test_only_the_head_is_offered_to_initial(clock):
    house = decide.council()
    decide.draft(house)
    label = "Naskah menunggu paraf"
    for_head = next(queue for queue in queues_for(house.head) if str(queue.label) == label)
    for_editor = next(queue for queue in queues_for(house.editor) if str(queue.label) == label)
    assert (for_head.watched, for_editor.watched) == (False, True)


def test_an_inspector_watches_every_queue():
    submitted()
    assert all(queue.watched for queue in queues_for(staff(roles.INSPECTOR)))


def test_the_admin_calls_no_other_host_and_praises_no_new_version(client_for):
    body = client_for(staff(roles.ADMINISTRATOR, is_superuser=True)).get("/admin/").content.decode()
    for host in ("gravatar", "releases.wagtail", "guide.wagtail.org", "docs.wagtail.org"):
        assert host not in body
    assert "whats-new" not in body


@pytest.mark.parametrize("role", [roles.SECRETARIAT_EDITOR, roles.HEAD_OF_SECRETARIAT, roles.ADMINISTRATOR])
def test_editors_open_the_pages_and_their_settings(client_for, role):
    client = client_for(staff(role))
    page = StandardPage.objects.filter(locale__language_code="id").first()
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    "role", [roles.INSPECTOR, roles.SESSION_OPERATOR, roles.MODERATOR, roles.MINUTE_TAKER]
)
def test_roles_that_edit_no_pages_cannot(client_for, role):
    from home.models import StandardPage

    page = StandardPage.objects.filter(locale__language_code="id").first()
    assert client_for(staff(role)).get(f"/admin/pages/{page.pk}/edit/").status_code in (302, 403)


def test_the_editor_previews_a_page_whose_group_does_not_exist_yet(client_for):
    client = client_for(staff(roles.SECRETARIAT_EDITOR))
    page = make.group_page_draft("Kesehatan")
    page.save_revision()
    answer = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Pokjanya dibuat bersama halaman ini" in answer.content.decode()


def test_the_editor_may_frame_its_own_preview_and_nobody_else_may(client_for):
    client = client_for(staff(roles.SECRETARIAT_EDITOR))
    page = StandardPage.objects.filter(locale__language_code="id").first()
    policy = client.get(f"/admin/pages/{page.pk}/view_draft/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]


def test_every_queue_leads_to_the_part_of_the_page_that_holds_it(client_for):
    clerk = staff(roles.SECRETARIAT_EDITOR)
    client = client_for(clerk)
    for queue in queues_for(clerk):
        path, _hash, part = str(queue.url).partition("#")
        page = client.get(path)
        assert page.status_code == 200, queue.url
        assert not part or f'id="{part}"' in page.content.decode(), queue.url
