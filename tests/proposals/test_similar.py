"""Similar titles: found on both databases alike, decided ones too, drafts of others never, without a scan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proposals import actions
from proposals.lifecycle import State
from proposals.models import Proposal, TitleKey
from proposals.similar import PER_KEY, likeness, remember_all_titles, similar_to
from proposals.slugs import slug_of
from tests.factories.members import UserFactory, member
from tests.factories.proposals import cast, decided, draft, in_discussion, submitted
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db

TITLE = "Angkutan pelajar terjadwal untuk SMP negeri"


@pytest.mark.parametrize(
    "typed",
    [
        "Angkutan pelajar terjadwal untuk SMP negeri",
        "angkutan sekolah terjadwal bagi pelajar SMP",
        "Jadwal angkutan untuk pelajar SMP negeri",
        "Angkutan pelajar",
        "Angkutan pelaj",
        "Angkuttan pelajar terjadwall",
        "  SMP negeri: angkutan pelajar\u200b terjadwal ",
    ],
)
def test_a_title_that_says_the_same_is_found_also_half_typed_or_mistyped(typed, clock):
    proposal = submitted(title=TITLE)
    submitted(title="Taman baca di setiap kelurahan")
    assert similar_to(typed, UserFactory()) == [proposal]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Angkut",
        "di untuk yang dan",
        "Penerangan jalan di gang sempit",
        "\x00\x00\x00",
        "%%%%%%%%%",
        "'\";--  ",
    ],
)
def test_what_is_short_empty_or_different_finds_nothing(typed, clock):
    submitted(title=TITLE)
    assert similar_to(typed.replace("\x00", "x"), UserFactory()) == []


def test_decided_proposals_are_found_with_their_state_the_most_alike_first(clock):
    accepted = decided(title=TITLE)
    other = submitted(title="Angkutan pelajar dengan sepeda")
    found = similar_to("Angkutan pelajar terjadwal", UserFactory())
    assert found == [accepted, other]
    assert found[0].state == State.ACCEPTED


def test_drafts_of_others_never_leak_and_ones_own_is_left_out(clock):
    people = cast()
    proposal = draft(people, title=TITLE)
    for person in (people.author, people.coordinator, people.secretariat, UserFactory(is_superuser=True)):
        assert similar_to(TITLE, person) == []
    actions.submit_proposal(proposal=proposal, actor=people.author)
    assert similar_to(TITLE, people.author, but=proposal.pk) == []
    assert similar_to(TITLE, people.coordinator) == [proposal]


def test_a_draft_sent_back_is_found_by_its_public_title_alone(clock):
    people = cast()
    proposal = submitted(people, title=TITLE)
    back = actions.send_back(proposal=proposal, actor=people.coordinator, reason="Lengkapi.")
    text = {"title": "Rahasia kolam renang gratis"}
    actions.save_draft(proposal=back, actor=people.author, revision=back.draft.revision, text=text)
    assert similar_to("Rahasia kolam renang gratis", people.coordinator) == []
    assert similar_to(TITLE, people.coordinator) == [proposal]


def test_a_changed_title_is_found_and_the_old_one_no_more(clock):
    people = cast()
    proposal = in_discussion(people, title=TITLE)
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(title="Kolam retensi di perumahan lama"),
        change_note="Lain.",
    )
    assert similar_to("Kolam retensi perumahan", UserFactory()) == [proposal]
    assert similar_to(TITLE, UserFactory()) == []


def test_likeness_knows_no_order_and_no_little_words():
    assert likeness("Taman untuk baca di kota", "baca taman") == 100
    assert likeness("Taman baca", "Angkutan pelajar") < 40


def many(count: int) -> None:
    """Write `count` public proposals past the actions, as a bench does."""
    pattern = submitted(title=TITLE)
    number = Proposal.objects.order_by("-pk").first().pk
    rows = []
    for step in range(1, count + 1):
        title = f"Taman baca dan ruang bermain nomor {step}"
        rows.append(
            Proposal(
                pk=number + step,
                author=pattern.author,
                organisation=pattern.organisation,
                leading_group=pattern.leading_group,
                current_version=pattern.current_version,
                state="submitted",
                ever_submitted=True,
                title=title,
                slug=slug_of(title),
                created_at=pattern.created_at,
                changed_at=pattern.created_at,
            )
        )
    Proposal.objects.bulk_create(rows)
    remember_all_titles()


def test_the_look_up_asks_as_often_for_many_titles_as_for_few(clock):
    person = UserFactory()
    many(3)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(similar_to("Taman baca dan ruang bermain", person)) == 3
    Proposal.objects.filter(title__startswith="Taman").delete()
    many(60)
    with CaptureQueriesContext(connection) as lots:
        assert len(similar_to("Taman baca dan ruang bermain", person)) == 5
    assert len(few) == len(lots) <= 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is told in SQLite's words")
def test_on_sqlite_the_look_up_reads_an_index_and_a_bounded_part_of_it(clock):
    many(5)
    assert PER_KEY * 8 <= 12_000
    with CaptureQueriesContext(connection) as queries:
        similar_to("Taman baca dan ruang bermain", UserFactory())
    sql = next(query["sql"] for query in queries if "UNION ALL" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "title_key_newest" in plan
    assert f"SCAN {TitleKey._meta.db_table}" not in plan


# The page


@pytest.fixture
def writer(clock, client_for):
    """Return a member who writes, their client, and a proposal in discussion that is like theirs."""
    found = in_discussion(title=TITLE)
    people = cast()
    return people, client_for(people.author), found


def test_a_title_being_typed_is_answered_with_states_and_a_button_to_support(writer):
    _people, client, found = writer
    page = client.get(reverse("proposals:similar"), {"judul": "Angkutan pelajar SMP"}).content.decode()
    assert TITLE in page
    assert "Dibahas" in page
    assert reverse("proposals:support", args=[found.pk]) in page
    assert "<html" not in page


def test_the_draft_page_and_the_submission_show_them_without_javascript(writer):
    people, client, found = writer
    proposal = draft(people, title="Angkutan untuk pelajar SMP negeri")
    for name in ("draft", "submit"):
        page = client.get(reverse(f"proposals:{name}", args=[proposal.pk])).content.decode()
        assert "Usulan serupa" in page
        assert f'formaction="{reverse("proposals:support", args=[found.pk])}"' in page
        assert 'id="support-form"' in page


def test_one_click_supports_the_existing_one_and_keeps_the_draft(writer):
    people, client, found = writer
    proposal = draft(people, title="Angkutan untuk pelajar SMP negeri")
    answer = client.post(reverse("proposals:support", args=[found.pk]), follow=True)
    assert "Anda mendukung usulan ini" in answer.content.decode()
    assert found.supports.get().user == people.author
    assert proposal.draft.title in client.get(reverse("proposals:draft", args=[proposal.pk])).content.decode()
    again = client.get(reverse("proposals:similar"), {"judul": TITLE}).content.decode()
    assert "formaction" not in again
    assert "Anda mendukungnya" in again


@pytest.mark.parametrize(
    "query", ["", "judul=", "judul=" + "x" * 5_000, "judul=Angku&kecuali=x", "kecuali=9" * 2]
)
def test_nonsense_is_answered_with_nothing(query, writer):
    _people, client, _found = writer
    answer = client.get(f"{reverse('proposals:similar')}?{query}")
    assert answer.status_code == 200
    assert "formaction" not in answer.content.decode()


def test_a_visitor_signs_in_first_and_who_may_not_support_gets_no_button(writer, client_for):
    _people, _client, found = writer
    address = reverse("proposals:similar") + "?judul=Angkutan+pelajar+SMP"
    assert client_for(None).get(address).status_code == 302
    page = client_for(UserFactory()).get(address).content.decode()
    assert TITLE in page
    assert "formaction" not in page
    assert "formaction" in client_for(member(group=found.leading_group)).get(address).content.decode()
