"""Comments that wait for a moderator: unseen by all but their writer, then published or refused."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.members import roles
from portal.record.models import Act, Entry
from proposals import actions
from proposals.models import Comment, ModerationCase, ModerationRules, Proposal
from tests.factories.members import AffiliationFactory, UserFactory, member
from tests.factories.moderation import decide, moderator, review_of
from tests.factories.proposals import LONG, TEXT, cast, comment, draft, in_discussion, submitted

pytestmark = pytest.mark.django_db

SPAM = "Slot gacor maxwin, daftar di https://gacor88.example.top"


def held(proposal: Proposal | None = None, **values) -> Comment:
    found = comment(proposal or in_discussion(), body=SPAM, **values)
    assert found.held_at is not None
    return found


def hold_first(number: int) -> None:
    rules = ModerationRules.load()
    rules.hold_first_posts = number
    rules.save()


def test_a_held_comment_is_counted_shown_and_recorded_nowhere(client_for, clock):
    proposal = in_discussion()
    entries = Entry.objects.count()
    found = held(proposal)
    assert Proposal.objects.get().comment_count == 0
    assert not Comment.objects.exists()
    assert not proposal.comments.exists()
    assert Entry.objects.count() == entries
    for user in (None, UserFactory(), proposal.author, found.author, moderator()):
        page = client_for(user).get(proposal.get_absolute_url()).content.decode()
        assert "gacor88" not in page
        for name, arguments in (
            ("comment", [proposal.pk, found.pk]),
            ("comment_redirect", [found.pk]),
            ("reply", [proposal.pk, found.pk]),
            ("flag", [proposal.pk, found.pk]),
        ):
            status = client_for(user).get(reverse(f"proposals:{name}", args=arguments)).status_code
            assert status in (302, 404), name


def test_its_writer_sees_that_it_waits_and_a_moderator_why(client_for, clock):
    found = held()
    mine = client_for(found.author).get(reverse("moderation:mine")).content.decode()
    assert "gacor88" in mine
    assert "gacor88" not in client_for(UserFactory()).get(reverse("moderation:mine")).content.decode()
    case = ModerationCase.objects.get()
    assert set(case.statement.split()) == {"gambling"}
    page = client_for(moderator()).get(f"/admin/usulan/moderasi/{case.pk}/").content.decode()
    assert "gacor88" in page
    assert str(case.held_because) in page


def test_sending_it_says_so_and_leads_to_where_it_waits(client_for, clock):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    affiliation = roles.current_affiliations(writer)[0]
    answer = client_for(writer).post(
        reverse("proposals:write_comment", args=[proposal.pk]),
        {"speaks_as": f"representing-{affiliation.pk}", "stance": "note", "body": SPAM},
        follow=True,
    )
    assert answer.redirect_chain[-1][0].startswith(reverse("moderation:mine"))
    assert "gacor88" in answer.content.decode()


def test_a_released_comment_stands_where_it_was_written_and_counts(clock):
    proposal = in_discussion()
    first = comment(proposal)
    waiting = comment(proposal, body=f"{LONG} " + "https://data.example.com/a " * 4, element="business")
    later = comment(proposal)
    assert Proposal.objects.get().comment_count == 2
    mail.outbox.clear()
    decide(ModerationCase.objects.get(), "release", reason="Sumbernya memang empat.")
    assert list(proposal.comments.order_by("path")) == [first, waiting, later]
    assert Proposal.objects.get().comment_count == 3
    assert Proposal.objects.get().heard_missing == 0
    assert len(mail.outbox) == 1
    assert Act.objects.get(verb="release").entry is not None


def test_a_released_answer_counts_in_its_thread(clock):
    proposal = in_discussion()
    root = comment(proposal)
    writer = member(group=proposal.leading_group)
    actions.reply(
        comment=root,
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity="personal",
        body=SPAM,
    )
    assert Comment.objects.get(pk=root.pk).reply_count == 0
    decide(ModerationCase.objects.get(), "release", reason="Kutipan.")
    assert Comment.objects.get(pk=root.pk).reply_count == 1


def test_a_refused_comment_stays_unseen_and_may_be_reviewed(clock):
    held()
    decision = decide(ModerationCase.objects.get(), "refuse")
    assert not Comment.objects.exists()
    assert Act.objects.get(verb="refuse").entry is None
    decide(review_of(decision), "reverse")
    assert Comment.objects.count() == 1


def test_invisible_characters_give_away_what_is_stored_without_them(clock):
    found = comment(in_discussion(), body="Coba to\u200bgel hari ini, teman-teman.")
    assert found.held_at is not None
    assert "\u200b" not in found.body


def test_a_published_comment_is_not_changed_into_advertising(clock):
    found = comment(in_discussion())
    with pytest.raises(ValidationError) as error:
        actions.edit_comment(comment=found, actor=found.author, body=SPAM)
    assert set(error.value.message_dict) == {"body"}
    assert Comment.objects.get().body == found.body


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_first_comments_of_a_new_member_are_held_when_the_rules_say_so(number, clock):
    hold_first(number)
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    for _turn in range(number):
        assert comment(proposal, actor=writer).held_at is not None
        decide(ModerationCase.objects.waiting().get(), "release", reason="Baik.")
    assert comment(proposal, actor=writer).held_at is None


def test_a_suggested_change_is_held_with_its_replacement(clock):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    found = actions.suggest_change(
        proposal=proposal,
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity="representing",
        part="content",
        quote="Kontrak 24 angkot",
        replacement="Situs slot gacor www.menang.example",
        body="Lebih baik begini.",
    )
    assert found.held_at is not None
    assert Comment.with_held.get().suggestion.replacement


# What is refused rather than held


def test_a_draft_that_advertises_gambling_is_not_submitted_and_stays_as_it_was(clock, client_for):
    people = cast()
    proposal = draft(people, content=f"Loket antrean.\n\n{SPAM}")
    with pytest.raises(ValidationError) as error:
        actions.submit_proposal(proposal=proposal, actor=people.author)
    assert set(error.value.message_dict) == {"content"}
    client = client_for(people.author)
    answer = client.get(reverse("proposals:submit", args=[proposal.pk]), follow=True)
    page = answer.content.decode()
    assert "iklan judi" in page
    assert "gacor88.example.top" in page
    assert not Proposal.objects.get().ever_submitted


def test_a_title_and_its_summary_are_read_as_one(clock):
    people = cast()
    with pytest.raises(ValidationError) as error:
        submitted(people, title="Situs slot terpercaya hari ini", summary="Bonus di www.raja.example.xyz")
    assert set(error.value.message_dict) == {"title"}


def test_a_proposal_against_gambling_that_names_its_sources_is_submitted(clock):
    proposal = submitted(
        content="Judi online merusak warga; blokir situs slot dan togel, dan beri edukasi di sekolah.\n\n"
        "Sumber: https://berita.example.com/1 https://berita.example.com/2 https://berita.example.com/3 "
        "https://berita.example.com/4"
    )
    assert proposal.ever_submitted


def test_an_edit_that_advertises_is_given_back_with_its_text(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    form = {**TEXT, "benefit": SPAM, "base_version": 1, "change_note": "Manfaat."}
    answer = client_for(people.author).post(reverse("proposals:edit", args=[proposal.pk]), form)
    assert answer.status_code == 422
    assert "iklan judi" in answer.content.decode()
    assert "gacor88.example.top" in answer.content.decode()
    assert proposal.versions.count() == 1


def test_official_responses_and_authors_answers_are_refused_and_kept(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    asked = comment(proposal, stance="objection")
    with pytest.raises(ValidationError) as error:
        actions.answer_comments(
            proposal=proposal, actor=people.author, comments=[asked.pk], verdict="noted", body=SPAM
        )
    assert set(error.value.message_dict) == {"body"}
    liaison = UserFactory()
    affiliation = AffiliationFactory(user=liaison, organisation__element="government", is_liaison=True)
    form = {"organisation": affiliation.organisation_id, "approved_by_name": "Kepala Dinas", "body": SPAM}
    answer = client_for(liaison).post(reverse("proposals:official_response", args=[proposal.pk]), form)
    assert answer.status_code == 422
    assert "gacor88.example.top" in answer.content.decode()
    assert Comment.with_held.count() == 1
