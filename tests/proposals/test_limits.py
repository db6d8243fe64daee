"""How often people may write, flag and support, and what they are told when it was too often."""

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from portal.members import roles
from proposals.models import Comment, Flag, ModerationRules, Proposal
from tests.factories.members import UserFactory, member
from tests.factories.proposals import cast, comment, in_discussion

pytestmark = pytest.mark.django_db


def rules(**figures: int) -> None:
    found = ModerationRules.load()
    for name, figure in figures.items():
        setattr(found, name, figure)
    found.save()


def say(client, writer, proposal: Proposal, words: str):
    affiliation = roles.current_affiliations(writer)[0]
    return client.post(
        reverse("proposals:write_comment", args=[proposal.pk]),
        {"speaks_as": f"representing-{affiliation.pk}", "stance": "note", "body": words},
    )


def test_too_many_comments_are_answered_429_with_the_text_kept_and_the_time_to_try_again(client_for, clock):
    rules(comments_per_10_minutes=2)
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    client = client_for(writer)
    for number in range(2):
        assert say(client, writer, proposal, f"Tanggapan ke-{number}").status_code == 303
    answer = say(client, writer, proposal, "Ini jangan sampai hilang.")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "601"
    page = answer.content.decode()
    assert "Ini jangan sampai hilang." in page
    assert "14.15" in page
    assert Comment.objects.count() == 2
    clock.forward(minutes=10)
    assert say(client, writer, proposal, "Ini jangan sampai hilang.").status_code == 303


def test_one_address_has_a_limit_of_its_own(client_for, clock):
    rules(comments_per_10_minutes=1, address_factor=2)
    proposal = in_discussion()
    statuses = []
    for _person in range(3):
        writer = member(group=proposal.leading_group)
        statuses.append(say(client_for(writer), writer, proposal, "Setuju saja.").status_code)
    assert statuses == [303, 303, 429]
    writer = member(group=proposal.leading_group)
    elsewhere = client_for(writer, REMOTE_ADDR="203.0.113.9")
    assert say(elsewhere, writer, proposal, "Setuju saja.").status_code == 303


def test_flags_have_a_limit(client_for, clock):
    rules(flags_per_hour=1)
    proposal = in_discussion()
    client = client_for(UserFactory())
    statuses = [
        client.post(
            reverse("proposals:flag", args=[proposal.pk, comment(proposal).pk]), {"category": "spam"}
        ).status_code
        for _number in range(2)
    ]
    assert statuses == [303, 429]
    assert Flag.objects.count() == 1


def test_supports_have_a_limit(client_for, clock):
    rules(supports_per_hour=1)
    proposal = in_discussion()
    client = client_for(member(group=proposal.leading_group))
    assert client.post(reverse("proposals:support", args=[proposal.pk])).status_code == 303
    assert client.post(reverse("proposals:withdraw_support", args=[proposal.pk])).status_code == 429


def test_new_drafts_have_a_limit(client_for, clock):
    rules(proposals_per_day=1)
    people = cast()
    client = client_for(people.author)
    sent = {"title": "Judul", "organisation": str(people.organisation.pk), "do": "save"}
    assert [client.post(reverse("proposals:new"), sent).status_code for _turn in range(2)] == [303, 429]


def test_a_form_sent_twice_counts_once(client_for, clock):
    rules(comments_per_10_minutes=1)
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    client = client_for(writer)
    sent = {
        "speaks_as": f"representing-{roles.current_affiliations(writer)[0].pk}",
        "stance": "note",
        "body": "Setuju.",
        "form_key": "kunci-yang-sama",
    }
    address = reverse("proposals:write_comment", args=[proposal.pk])
    assert [client.post(address, sent).status_code for _turn in range(2)] == [303, 303]


def test_the_table_that_stands_in_for_redis_serves_as_well(client_for, clock):
    from django.core.management import call_command

    table = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits_cache"}
    }
    with override_settings(CACHES=table):
        call_command("createcachetable", "limits_cache")
        test_flags_have_a_limit(client_for, clock)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM limits_cache")
            assert cursor.fetchone()[0] > 0
