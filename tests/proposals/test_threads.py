"""Reading a long discussion: threads a page at a time, long ones folded, every comment at its address."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kit import clock as portal_clock
from portal.members import roles
from proposals import actions
from proposals.actions.counts import recount
from proposals.models import Comment
from proposals.threads import ANSWERS_PER_PAGE, FIRST_ANSWERS
from tests.factories.members import OrganisationFactory, member
from tests.factories.proposals import LONG, cast, co_author, comment, in_discussion, reply, suggestion

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def grow(proposal, threads: int, answers: int) -> None:
    """Add `threads` comments, each with `answers` below it, past the actions: there are many of them."""
    writer = member(group=proposal.leading_group)
    affiliation = roles.current_affiliations(writer)[0]
    common = {
        "proposal": proposal,
        "version": proposal.current_version,
        "author": writer,
        "affiliation": affiliation,
        "organisation": affiliation.organisation,
        "element": affiliation.organisation.element,
        "capacity": "representing",
        "body": LONG,
        "html": f"<p>{LONG}</p>",
        "created_at": portal_clock.now(),
    }
    roots = Comment.objects.bulk_create(
        Comment(**common, stance="objection", reply_count=answers, path="") for _number in range(threads)
    )
    for root in roots:
        root.path = f"1-{root.pk:010d}"
    Comment.objects.bulk_update(roots, ["path"])
    below = Comment.objects.bulk_create(
        Comment(**common, root=root, parent=root, reply_to=root, depth=2, path="")
        for root in roots
        for _number in range(answers)
    )
    for answer in below:
        answer.path = f"{answer.root.path}/{answer.pk:010d}"
    Comment.objects.bulk_update(below, ["path"])
    recount(proposal)


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(("threads", "answers"), [(500, 1), (1, 1_000), (40, 25)])
def test_a_discussion_of_1000_comments_takes_as_many_queries_as_one_of_10(
    threads, answers, signed_in, clock, client_for
):
    people = cast()
    client = client_for(member(group=people.group) if signed_in else None)
    small, large = in_discussion(people), in_discussion(people)
    grow(small, 5, 1)
    grow(large, threads, answers)
    for query in ("", "?urut=terbaru", "?sikap=objection"):
        few = queries(client, f"{small.get_absolute_url()}{query}")
        assert queries(client, f"{large.get_absolute_url()}{query}") == few


def test_a_members_page_of_1000_comments_takes_at_most_15_queries(settings, clock, client_for):
    # As in service, where the frame of all pages is kept for some seconds.
    settings.VISITOR_PAGE_SECONDS = 10
    people = cast()
    proposal = in_discussion(people, agencies=(OrganisationFactory(element="government"),))
    co_author(proposal)
    suggestion(proposal)
    grow(proposal, 500, 1)
    client = client_for(member(group=people.group))
    assert queries(client, proposal.get_absolute_url()) <= MOST_QUERIES


def test_a_long_thread_shows_its_first_answers_and_folds_the_others(clock, client_for):
    proposal = in_discussion()
    grow(proposal, 1, ANSWERS_PER_PAGE + 20)
    root = Comment.objects.get(depth=1)
    client = client_for(None)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert page.count('id="tanggapan-') == 1 + FIRST_ANSWERS
    assert f"Tampilkan {ANSWERS_PER_PAGE + 20 - FIRST_ANSWERS} balasan lain" in page
    branch = f"/usulan/{proposal.pk}/tanggapan/{root.pk}/utas/"
    assert f'href="{branch}"' in page
    whole = client.get(branch).content.decode()
    assert whole.count('id="tanggapan-') == 1 + ANSWERS_PER_PAGE
    rest = client.get(f"{branch}?page=1", headers={"HX-Request": "true"})
    in_place = rest.content.decode()
    assert in_place.count('id="tanggapan-') == ANSWERS_PER_PAGE - FIRST_ANSWERS
    assert "Tampilkan 20 balasan lain" in in_place
    assert "<html" not in in_place
    assert "HX-Request" in rest["Vary"]
    last = client.get(f"{branch}?page=2", headers={"HX-Request": "true"}).content.decode()
    assert last.count('id="tanggapan-') == 20
    assert "balasan lain" not in last


def test_every_comments_address_opens_a_page_that_holds_it(clock, client_for):
    proposal = in_discussion()
    grow(proposal, 21, 0)
    grow(proposal, 1, ANSWERS_PER_PAGE + 3)
    client = client_for(None)
    found = list(Comment.objects.order_by("pk"))
    shown_on = set()
    for each in (found[0], found[20], found[21], *found[-ANSWERS_PER_PAGE - 3 :: 10], found[-1]):
        address = client.get(each.get_absolute_url()).url
        assert address.endswith(f"#tanggapan-{each.pk}")
        path = address.split("#")[0]
        shown_on.add(re.sub(r"\d+", "N", path.replace(proposal.slug, "s")))
        assert f'id="tanggapan-{each.pk}"' in client.get(path).content.decode()
    assert len(shown_on) == 4


def test_newest_first_shows_single_comments_and_the_filters_stay_in_the_address(clock, client_for):
    proposal = in_discussion()
    first = comment(proposal, stance="objection")
    second = comment(proposal, stance="note")
    answer = reply(first)
    client = client_for(None)
    newest = client.get(f"{proposal.get_absolute_url()}?urut=terbaru")
    assert [thread.root for thread in newest.context["threads"]] == [answer, second, first]
    assert "?sikap=objection&amp;urut=terbaru#pembahasan" in newest.content.decode()
    objections = client.get(f"{proposal.get_absolute_url()}?urut=terbaru&sikap=objection")
    assert [thread.root for thread in objections.context["threads"]] == [first]


def test_the_comments_on_one_paragraph_can_be_read_alone(clock, client_for):
    proposal = in_discussion()
    meant = comment(proposal, block=3)
    comment(proposal)
    response = client_for(None).get(f"{proposal.get_absolute_url()}?tentang=3")
    assert [thread.root for thread in response.context["threads"]] == [meant]
    assert "Hanya tentang paragraf 3." in response.content.decode()


def test_comments_and_organisations_are_each_counted_in_their_own_number(clock, client_for):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    address = f"/en{proposal.get_absolute_url()}"
    for counted in ("1 comment from 1 organisation\n", "2 comments from 1 organisation\n"):
        comment(proposal, actor=writer)
        page = client_for(None).get(address).content.decode()
        assert counted in page


@pytest.mark.parametrize("query", ["sikap=objection", "sikap=objection&urut=terbaru", "tentang=3"])
def test_a_narrowed_discussion_lists_what_its_figure_counts(query, clock, client_for):
    proposal = in_discussion()
    stands, gone, hidden, held = (comment(proposal, stance="objection", block=3) for _number in range(4))
    actions.retract_comment(comment=gone, actor=gone.author)
    Comment.objects.filter(pk=hidden.pk).update(hidden_at=portal_clock.now())
    Comment.objects.filter(pk=held.pk).update(held_at=portal_clock.now())
    recount(proposal)
    response = client_for(None).get(f"{proposal.get_absolute_url()}?{query}")
    assert [thread.root for thread in response.context["threads"]] == [stands]
    figures = response.context["figures"]
    assert figures["stances"] == {"objection": 1}
    assert figures["blocks"] == {"3": 1}


@pytest.mark.parametrize("query", ["tentang=x", "tentang=99999999999", "urut=x", "sikap=x", "tentang=%C2%B2"])
def test_nonsense_in_the_address_shows_the_discussion(query, clock, client_for):
    proposal = in_discussion()
    assert client_for(None).get(f"{proposal.get_absolute_url()}?{query}").status_code == 200


def test_a_thread_counts_all_that_stands_below_it(clock):
    first = comment(in_discussion())
    second = reply(first)
    actions.retract_comment(comment=reply(second), actor=Comment.objects.last().author)
    assert Comment.objects.get(pk=first.pk).reply_count == 2


def test_an_answer_begins_with_the_words_that_it_quotes(clock, client_for):
    proposal = in_discussion()
    first = comment(proposal, body="> Kutipan lama\n\nBerapa biayanya?\nSiapa membayar?")
    client = client_for(member(group=proposal.leading_group))
    response = client.get(f"/usulan/{proposal.pk}/tanggapan/{first.pk}/balas/?kutip=1")
    assert response.context["form"]["body"].value() == "> Berapa biayanya?\n> Siapa membayar?\n\n"


def test_a_comment_with_a_large_number_is_found_at_its_mark(clock, client_for):
    proposal = in_discussion()
    first = comment(proposal, stance="objection", block=1)
    first.pk, first.path = 12_345, "1-0000012345"
    first.save(force_insert=True)
    recount(proposal)
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert 'id="tanggapan-12345"' in page
