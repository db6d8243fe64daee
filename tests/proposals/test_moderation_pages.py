"""The moderators' queue and the pages on which people read what was decided about them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.members import roles
from tests.factories.members import UserFactory, staff
from tests.factories.moderation import REASON, decide, flagged, hidden, moderator, review_of, taken_on
from tests.factories.proposals import LONG, cast, comment, in_discussion

pytestmark = pytest.mark.django_db

QUEUE = "/admin/usulan/moderasi/"


def page(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("role", roles.ALL_ROLES)
def test_the_queue_is_read_by_moderators_the_secretariat_and_the_inspector(role, client_for, clock):
    case = flagged()
    may = role in {
        roles.MODERATOR,
        roles.SECRETARIAT_EDITOR,
        roles.MINUTE_TAKER,
        roles.HEAD_OF_SECRETARIAT,
        roles.INSPECTOR,
    }
    client = client_for(staff(role))
    for path in (QUEUE, f"{QUEUE}{case.pk}/"):
        assert (client.get(path).status_code == 200) is may, path


def test_the_queue_begins_with_the_oldest_and_its_queries_do_not_grow(client_for, clock):
    proposal = in_discussion()
    people = client_for(moderator())

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            shown = page(people, QUEUE)
        assert shown.index(f"#{first.comment_id}<") < shown.index(f"#{last.comment_id}<")
        return len(found)

    first = flagged(comment(proposal))
    clock.forward(minutes=5)
    last = flagged(comment(proposal))
    page(people, QUEUE)
    few = queries()
    for _number in range(20):
        clock.forward(minutes=1)
        last = flagged(comment(proposal))
    assert queries() == few


def test_a_case_shows_the_original_its_flags_its_thread_and_earlier_decisions(client_for, clock):
    proposal = in_discussion()
    found = comment(proposal)
    decide(flagged(comment(proposal, actor=found.author)), "warn", reason="Sudah pernah diperingatkan.")
    case = flagged(found, person=UserFactory(name="Pelapor Contoh"))
    shown = page(client_for(moderator()), f"{QUEUE}{case.pk}/")
    for words in (LONG.strip()[:60], "Pelapor Contoh", proposal.title, "Sudah pernah diperingatkan."):
        assert words in shown, words


def test_the_original_is_for_staff_and_the_mark_for_everybody(client_for, clock):
    decision = hidden()
    found = decision.case.comment
    words = LONG.strip()[:60]
    address = found.proposal.get_absolute_url()
    for user in (None, UserFactory(), found.proposal.author):
        shown = page(client_for(user), address)
        assert words not in shown
        assert decision.rule.name in shown
        assert REASON not in shown
    assert f"/akun/moderasi/{decision.pk}/" in page(client_for(found.author), address)
    assert f"{QUEUE}{decision.case_id}/" in page(client_for(moderator()), address)
    assert words in page(client_for(moderator()), f"{QUEUE}{decision.case_id}/")


def test_a_decision_is_read_by_its_person_and_by_staff_alone(client_for, clock):
    decision = hidden(outcome="warn")
    address = decision.get_absolute_url()
    for user, status in (
        (decision.person, 200),
        (moderator(), 200),
        (staff(roles.INSPECTOR), 200),
        (UserFactory(), 404),
        (staff(roles.SESSION_OPERATOR), 404),
        (None, 302),
    ):
        assert client_for(user).get(address).status_code == status
    shown = page(client_for(decision.person), address)
    assert REASON in shown
    assert f"{address}tinjau/" in shown
    assert f"{address}tinjau/" not in page(client_for(moderator()), address)


def test_one_finds_the_decisions_about_oneself_and_no_others(client_for, clock):
    about_me, about_another = hidden(), hidden()
    shown = page(client_for(about_me.person), reverse("moderation:mine"))
    assert about_me.get_absolute_url() in shown
    assert about_another.get_absolute_url() not in shown


def test_the_answer_to_a_review_stands_under_the_decision(client_for, clock):
    decision = hidden()
    decide(review_of(decision), "reverse", reason="Nomor itu memang nomor kantor.")
    assert "Nomor itu memang nomor kantor." in page(client_for(decision.person), decision.get_absolute_url())


def test_who_is_suspended_reads_why_where_the_form_stood(client_for, clock):
    people = cast()
    found = comment(in_discussion(people))
    until = clock.now.date().replace(day=28)
    decision = hidden(found, "suspend", suspended_until=until)
    shown = page(client_for(decision.person), found.proposal.get_absolute_url())
    assert "28\u00a0November\u00a02026" in shown
    assert reverse("moderation:mine") in shown
    answer = client_for(decision.person).post(
        reverse("proposals:write_comment", args=[found.proposal_id]),
        {"stance": "note", "body": "Tulisan yang tidak boleh hilang."},
    )
    assert answer.status_code in (403, 409)
    assert "Tulisan yang tidak boleh hilang." in answer.content.decode()


def test_a_case_is_decided_by_its_form_and_bad_input_is_told_in_words(client_for, clock):
    case = taken_on()
    client = client_for(case.claimed_by)
    address = f"{QUEUE}{case.pk}/putuskan/"
    answer = client.post(address, {"outcome": "suspend", "reason": "Alasan tetap ada."})
    assert answer.status_code == 422
    assert "Alasan tetap ada." in answer.content.decode()
    answer = client.post(address, {"outcome": "leave", "reason": "Tidak melanggar."})
    assert answer.status_code == 303
    assert page(client, f"{QUEUE}?keadaan=decided")


def test_the_page_about_the_house_rules_lists_those_in_force(client_for, clock):
    from proposals.models import HouseRule

    HouseRule.objects.filter(number=7).update(in_force=False)
    shown = page(client_for(), "/aturan-diskusi/")
    assert 'id="aturan-3"' in shown
    assert 'id="aturan-7"' not in shown
    assert "Protect personal data" in page(client_for(), "/en/aturan-diskusi/")
