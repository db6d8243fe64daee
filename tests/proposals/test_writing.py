"""Drafts, completeness, versions: what is kept, what is refused, and who sees it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.kit.verdict import Refused
from portal.notices.models import Notice
from proposals import actions
from proposals.actions import StaleDraft, StaleVersion
from proposals.completeness import faults
from proposals.models import Area, Draft, Pillar, Proposal, ProposalRules, StrategicIssue, Version
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, WorkingGroupFactory
from tests.factories.proposals import TEXT, cast, co_author, comment, draft, in_discussion, submitted
from tests.proposals.texts import whole

RULES = ProposalRules()


@pytest.mark.parametrize("name", ["title", "summary", "background", "content", "benefit", "affected"])
def test_complete_means_title_summary_and_the_four_texts(name):
    assert faults(whole(), RULES) == {}
    assert set(faults(whole(**{name: " \n "}), RULES)) == {name}


def test_complete_means_a_leading_working_group_too():
    assert set(faults(whole(), RULES, leading_group=None)) == {"leading_group"}


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("title", "a" * 9, False),
        ("title", "a" * 10, True),
        ("title", "a" * 150, True),
        ("title", "a" * 151, False),
        ("summary", "a" * 500, True),
        ("summary", "a" * 501, False),
        # A line end is one character however the browser sends it.
        ("summary", "a" * 499 + "\r\n" + "", True),
        ("content", "a" * (50_000 - 200), True),
        ("content", "a" * 50_001, False),
    ],
)
def test_lengths_are_counted_at_submission(name, text, allowed):
    assert (faults(whole(**{name: text}), RULES) == {}) is allowed


@pytest.mark.django_db
def test_the_lists_of_the_domain_are_there():
    assert (StrategicIssue.objects.count(), Pillar.objects.count()) == (6, 6)
    assert Area.objects.filter(level="kecamatan").count() == 12
    assert Area.objects.filter(level="kelurahan", parent__isnull=False).count() == 56


@pytest.mark.django_db
class TestDraft:
    """A draft is its author's desk."""

    def test_it_may_be_incomplete_and_is_not_submitted_so(self, clock):
        people = cast()
        proposal = draft(people, title="", benefit="")
        with pytest.raises(ValidationError) as error:
            actions.submit_proposal(proposal=proposal, actor=people.author)
        assert set(error.value.message_dict) == {"title", "benefit"}
        assert Proposal.objects.get(pk=proposal.pk).state == "draft"
        assert not Version.objects.exists()

    def test_saves_overwrite_and_count_revisions(self, clock):
        people = cast()
        proposal = draft(people)
        saved = actions.save_draft(
            proposal=proposal, actor=people.author, revision=1, text={"title": "Judul yang baru"}
        )
        assert (saved.revision, saved.title, saved.benefit) == (2, "Judul yang baru", TEXT["benefit"])

    def test_two_windows_never_overwrite_each_other_silently(self, clock):
        people = cast()
        proposal = draft(people)
        actions.save_draft(proposal=proposal, actor=people.author, revision=1, text={"title": "Jendela satu"})
        with pytest.raises(StaleDraft) as stale:
            actions.save_draft(
                proposal=proposal, actor=people.author, revision=1, text={"title": "Jendela dua"}
            )
        assert stale.value.draft.title == "Jendela satu"
        assert Draft.objects.get().title == "Jendela satu"

    def test_a_submission_of_an_old_window_is_refused_too(self, clock):
        people = cast()
        proposal = draft(people)
        actions.save_draft(proposal=proposal, actor=people.author, revision=1, text={"title": "Jendela satu"})
        with pytest.raises(StaleDraft):
            actions.submit_proposal(proposal=proposal, actor=people.author, revision=1)

    def test_only_its_author_writes_and_submits_it(self, clock):
        people = cast()
        proposal = draft(people)
        for stranger in (people.coordinator, people.secretariat):
            with pytest.raises(Refused, match=r"proposal\.draft\.who"):
                actions.save_draft(
                    proposal=proposal, actor=stranger, revision=1, text={"title": "Milik saya"}
                )
            with pytest.raises(Refused, match=r"proposal\.submit\.who"):
                actions.submit_proposal(proposal=proposal, actor=stranger)

    def test_it_is_written_for_an_organisation_that_the_author_represents(self, clock):
        people = cast()
        with pytest.raises(Refused, match=r"create\.organisation"):
            actions.create_draft(actor=people.author, organisation=OrganisationFactory())

    def test_a_title_too_long_to_store_is_refused_at_its_field(self, clock):
        people = cast()
        with pytest.raises(ValidationError) as error:
            draft(people, title="a" * 301)
        assert set(error.value.message_dict) == {"title"}

    def test_a_closed_working_group_takes_no_proposals(self, clock):
        people = cast()
        with pytest.raises(ValidationError) as error:
            draft(people, leading_group=WorkingGroupFactory(is_open=False))
        assert set(error.value.message_dict) == {"leading_group"}

    def test_nobody_but_its_author_finds_it(self, clock):
        people = cast()
        proposal = draft(people)
        found = Proposal.objects.visible_to
        assert list(found(people.author)) == [proposal]
        assert not found(people.secretariat).exists()
        assert not found(UserFactory(is_superuser=True)).exists()


@pytest.mark.django_db
class TestVersion:
    """Every submission and every edit in discussion is a version, kept for good."""

    def test_a_submission_makes_the_first_and_renders_it_once(self, clock):
        proposal = submitted(content="Kontrak *24 angkot*.\n\n- pagi\n- siang")
        version = proposal.current_version
        assert (version.number, version.origin) == (1, "submission")
        assert version.html["content"] == [
            "<p>Kontrak <strong>24 angkot</strong>.</p>\n",
            "<ul>\n<li>pagi</li>\n<li>siang</li>\n</ul>\n",
        ]

    def test_a_script_never_survives(self, clock):
        proposal = submitted(content="<script>alert(1)</script> [x](javascript:alert(1))")
        html = "".join(proposal.current_version.html["content"])
        assert "<script" not in html
        assert 'href="javascript' not in html

    def test_it_cannot_be_changed_in_the_database(self, clock):
        version = submitted().current_version
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(title="Lain")

    def test_sending_back_fills_the_draft_and_tells_the_author_once_by_mail(self, clock):
        people = cast()
        proposal = submitted(people)
        sent_back = actions.send_back(proposal=proposal, actor=people.coordinator, reason="Biaya belum ada.")
        assert sent_back.draft.content == TEXT["content"]
        notice = Notice.objects.get(kind="proposal.sent_back")
        assert notice.person == people.author
        assert "Biaya belum ada." in notice.body
        again = actions.submit_proposal(proposal=sent_back, actor=people.author)
        assert again.current_version.number == 2
        assert "Usulan" in notice.subject

    def test_a_submitted_draft_cannot_be_written_on(self, clock):
        people = cast()
        proposal = submitted(people)
        with pytest.raises(Refused, match=r"proposal\.draft\.state"):
            actions.save_draft(
                proposal=proposal, actor=people.author, revision=1, text={"title": "Lain sekali"}
            )

    def test_an_edit_in_discussion_needs_a_note_and_a_change(self, clock):
        people = cast()
        proposal = in_discussion(people)
        arguments = {"proposal": proposal, "actor": people.author, "base_version": 1}
        with pytest.raises(ValidationError) as error:
            actions.edit_proposal(text=whole(content="Lain."), change_note=" ", **arguments)
        assert set(error.value.message_dict) == {"change_note"}
        with pytest.raises(ValidationError) as error:
            actions.edit_proposal(text=whole(), change_note="Tidak ada.", **arguments)
        assert error.value.code == "unchanged"

    def test_two_windows_never_make_versions_over_each_other(self, clock):
        people = cast()
        proposal = in_discussion(people)
        arguments = {"proposal": proposal, "actor": people.author, "change_note": "Mengubah."}
        actions.edit_proposal(base_version=1, text=whole(content="Satu."), **arguments)
        with pytest.raises(StaleVersion) as stale:
            actions.edit_proposal(base_version=1, text=whole(content="Dua."), **arguments)
        assert stale.value.version.content == "Satu."
        assert "Versi 2 dibuat di jendela lain" in str(stale.value.verdict.message)

    def test_who_edits_along_with_another_author_hears_who_made_the_version(self, clock):
        people = cast()
        proposal = in_discussion(people)
        other = co_author(proposal, name="Wulan Sari")
        arguments = {"proposal": proposal, "base_version": 1, "change_note": "Mengubah."}
        actions.edit_proposal(actor=other, text=whole(content="Satu."), **arguments)
        with pytest.raises(StaleVersion) as stale:
            actions.edit_proposal(actor=people.author, text=whole(content="Dua."), **arguments)
        assert "Wulan Sari" in str(stale.value.verdict.message)
        assert "jendela" not in str(stale.value.verdict.message)

    def test_only_the_author_edits(self, clock):
        people = cast()
        proposal = in_discussion(people)
        with pytest.raises(Refused, match=r"proposal\.edit\.who"):
            actions.edit_proposal(
                proposal=proposal,
                actor=people.coordinator,
                base_version=1,
                text=whole(content="Lain."),
                change_note="Mengubah.",
            )


@pytest.mark.django_db
class TestNotices:
    """Plain mail to the person directly concerned."""

    def test_the_author_hears_of_the_opening_of_the_decision_and_of_the_answer(self, clock):
        people = cast()
        proposal = in_discussion(people)
        assert Notice.objects.get(kind="proposal.opened").person == people.author
        actions_before = Notice.objects.count()
        with transaction.atomic():
            actions.notify_decided(proposal=proposal, decision_number="003/REK/DKC/2026")
            actions.notify_decided(proposal=proposal, decision_number="003/REK/DKC/2026")
        assert Notice.objects.count() == actions_before + 1
        assert "003/REK/DKC/2026" in Notice.objects.get(kind="proposal.decided").body

    def test_an_author_who_left_is_told_nothing_and_nothing_breaks(self, clock):
        people = cast()
        proposal = submitted(people)
        Proposal.objects.filter(pk=proposal.pk).update(author=None)
        actions.open_discussion(
            proposal=Proposal.objects.get(), actor=people.coordinator, no_agency_reason="Tidak ada."
        )
        assert not Notice.objects.filter(kind="proposal.opened").exists()


@pytest.mark.django_db
def test_the_counts_of_a_list_row_are_recounted_from_the_rows(clock):
    proposal = in_discussion()
    first = comment(proposal, element="academia")
    comment(proposal, element="business")
    proposal.refresh_from_db()
    assert (proposal.comment_count, proposal.heard_missing) == (2, 0)
    actions.retract_comment(comment=first, actor=first.author)
    proposal.refresh_from_db()
    assert (proposal.comment_count, proposal.heard_missing) == (1, 1)


@pytest.mark.django_db
def test_an_organisation_that_lost_its_verification_is_written_for_no_more(clock):
    people = cast()
    user = UserFactory()
    AffiliationFactory(user=user, organisation=OrganisationFactory(verified_at=None))
    people.author.memberships.update(user=user)
    with pytest.raises(Refused, match=r"create\.mandate"):
        actions.create_draft(actor=user, organisation=user.affiliations.get().organisation)
