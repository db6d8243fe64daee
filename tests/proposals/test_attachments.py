"""Attachments: who adds, removes and sees them, what a version keeps, and every trick with a file."""

import os
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from portal.kit import uploads
from portal.kit.uploads import private_storage
from portal.kit.verdict import Refused
from portal.record.models import Act
from proposals import actions
from proposals.actions import StaleVersion
from proposals.models import Attachment, Draft, Proposal, ProposalRules, Version, VersionAttachment
from tests.factories.members import UserFactory, member
from tests.factories.proposals import TEXT, cast, draft, in_discussion, in_state, submitted
from tests.files import CAMERA, PDF, docx, picture, upload
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db

LIMIT = 10 * 1024 * 1024


def vetted(content=PDF, name="denah.pdf"):
    return uploads.vet(upload(content, name), max_bytes=LIMIT)


def attach(proposal, actor, content=PDF, name="denah.pdf", caption=""):
    return actions.attach_file(proposal=proposal, actor=actor, upload=vetted(content, name), caption=caption)


def change(proposal, actor, **kwargs):
    arguments = {"base_version": proposal.current_version.number, "change_note": "Peta ditambah.", **kwargs}
    return actions.change_attachments(proposal=proposal, actor=actor, **arguments)


def captions(version):
    return [one.caption for one in version.attachments.all()]


class TestDraft:
    """Beside a draft they come and go."""

    def test_a_file_is_stored_under_a_random_name_with_what_it_is(self, clock):
        people = cast()
        made = attach(draft(people), people.author, caption="  Denah   rute ")
        assert (made.caption, made.kind, made.size) == ("Denah rute", "pdf", len(PDF))
        assert "denah" not in made.file.name
        assert made.file.read() == PDF

    def test_without_a_caption_the_name_stands_there(self, clock):
        people = cast()
        assert attach(draft(people), people.author, name="../Denah rute.pdf").caption == "Denah rute"

    def test_the_same_file_sent_twice_is_there_once(self, clock):
        people = cast()
        proposal = draft(people)
        once = attach(proposal, people.author, caption="Peta")
        assert attach(proposal, people.author, caption="Peta") == once
        assert attach(proposal, people.author, caption="Peta lain") != once

    def test_one_more_than_the_rules_allow_is_refused_in_words(self, clock):
        people = cast()
        proposal = draft(people)
        ProposalRules.objects.update_or_create(pk=1, defaults={"attachments_max": 2})
        for number in range(2):
            attach(proposal, people.author, name=f"{number}.pdf")
        with pytest.raises(ValidationError) as refused:
            attach(Proposal.objects.get(), people.author)
        assert "2" in refused.value.message_dict["attachment"][0]
        assert Attachment.objects.count() == 2

    def test_ten_fit_by_default_and_the_eleventh_does_not(self, clock):
        people = cast()
        proposal = draft(people)
        for number in range(10):
            attach(proposal, people.author, name=f"{number}.pdf")
        with pytest.raises(ValidationError):
            attach(proposal, people.author)

    def test_a_removed_file_is_gone_from_the_storage_too(self, clock, django_capture_on_commit_callbacks):
        people = cast()
        proposal = draft(people)
        made = attach(proposal, people.author)
        with django_capture_on_commit_callbacks(execute=True):
            actions.detach_files(proposal=proposal, actor=people.author, numbers=[made.pk])
        assert not Attachment.objects.exists()
        assert not private_storage().exists(made.file.name)

    def test_a_discarded_draft_takes_its_files_with_it(self, clock, django_capture_on_commit_callbacks):
        people = cast()
        proposal = draft(people)
        made = attach(proposal, people.author)
        with django_capture_on_commit_callbacks(execute=True):
            actions.discard_draft(proposal=proposal, actor=people.author)
        assert not private_storage().exists(made.file.name)

    def test_nobody_else_adds_or_removes_and_nobody_removes_what_is_not_in_this_draft(self, clock):
        people = cast()
        proposal = draft(people)
        made = attach(proposal, people.author)
        for stranger in (people.coordinator, people.secretariat):
            with pytest.raises(Refused, match=r"proposal\.draft\.who"):
                attach(proposal, stranger)
            with pytest.raises(Refused, match=r"proposal\.draft\.who"):
                actions.detach_files(proposal=proposal, actor=stranger, numbers=[made.pk])
        other = cast()
        actions.detach_files(proposal=draft(other), actor=other.author, numbers=[made.pk])
        assert Attachment.objects.get() == made

    def test_writing_on_a_draft_leaves_no_act(self, clock):
        people = cast()
        proposal = draft(people)
        before = Act.objects.count()
        actions.detach_files(
            proposal=proposal, actor=people.author, numbers=[attach(proposal, people.author).pk]
        )
        assert Act.objects.count() == before


class TestVersions:
    """A version holds what it held when it was made, for good."""

    def test_a_submission_freezes_what_the_draft_holds(self, clock):
        people = cast()
        proposal = draft(people)
        attach(proposal, people.author, name="satu.pdf")
        version = actions.submit_proposal(proposal=proposal, actor=people.author).current_version
        assert captions(version) == ["satu"]
        with pytest.raises(Refused, match=r"proposal\.draft\.state"):
            attach(proposal, people.author)

    def test_rows_of_a_version_cannot_be_changed_or_deleted_in_the_database(self, clock):
        people = cast()
        proposal = draft(people)
        made = attach(proposal, people.author)
        version = actions.submit_proposal(proposal=proposal, actor=people.author).current_version
        for attempt in (
            version.attachments.clear,
            made.delete,
            VersionAttachment.objects.all().delete,
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()

    def test_sent_back_the_draft_has_them_and_removing_one_leaves_the_old_version_as_it_was(self, clock):
        people = cast()
        proposal = draft(people)
        one = attach(proposal, people.author, name="satu.pdf")
        attach(proposal, people.author, name="dua.pdf")
        proposal = actions.submit_proposal(proposal=proposal, actor=people.author)
        proposal = actions.send_back(proposal=proposal, actor=people.coordinator, reason="Lengkapi.")
        actions.detach_files(proposal=proposal, actor=people.author, numbers=[one.pk])
        again = actions.submit_proposal(proposal=proposal, actor=people.author)
        assert captions(again.versions.get(number=1)) == ["satu", "dua"]
        assert captions(again.current_version) == ["dua"]
        assert private_storage().exists(one.file.name)

    def test_an_edit_of_the_text_keeps_them(self, clock):
        people = cast()
        proposal = in_discussion(people)
        change(proposal, people.author, upload=vetted())
        version = actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=2,
            text=whole(content="Kontrak 20 angkot."),
            change_note="Dikurangi.",
        )
        assert captions(version) == ["denah"]

    def test_a_change_in_discussion_is_a_version_with_a_public_act_and_its_reason(self, clock):
        people = cast()
        proposal = in_discussion(people)
        version = change(proposal, people.author, upload=vetted(), caption="Peta")
        assert (version.number, version.change_note, captions(version)) == (2, "Peta ditambah.", ["Peta"])
        assert version.content == TEXT["content"]
        act = Act.objects.latest("pk")
        assert (act.verb, act.reason, act.note["version"]) == ("edit", "Peta ditambah.", 2)
        proposal.refresh_from_db()
        without = change(proposal, people.author, without=[version.attachments.get().pk])
        assert (without.number, captions(without), captions(version)) == (3, [], ["Peta"])

    def test_it_gives_readers_their_days_near_the_end(self, clock):
        people = cast()
        proposal = in_discussion(people)
        clock.set(proposal.closes_at - timedelta(days=1))
        change(proposal, people.author, upload=vetted())
        assert Proposal.objects.get().closes_at >= clock.now + timedelta(days=6)

    def test_it_needs_a_reason_a_change_and_the_newest_version(self, clock):
        people = cast()
        proposal = in_discussion(people)
        with pytest.raises(ValidationError) as refused:
            change(proposal, people.author, upload=vetted(), change_note=" ")
        assert set(refused.value.message_dict) == {"change_note"}
        with pytest.raises(ValidationError) as refused:
            change(proposal, people.author)
        assert refused.value.code == "unchanged"
        with pytest.raises(StaleVersion):
            change(proposal, people.author, upload=vetted(), base_version=0)
        with pytest.raises(Refused, match=r"proposal\.edit\.who"):
            change(proposal, people.coordinator, upload=vetted())
        assert Version.objects.count() == 1

    def test_a_full_proposal_takes_no_more_but_an_exchange(self, clock):
        people = cast()
        ProposalRules.objects.update_or_create(pk=1, defaults={"attachments_max": 1})
        proposal = in_discussion(people)
        first = change(proposal, people.author, upload=vetted()).attachments.get()
        proposal.refresh_from_db()
        with pytest.raises(ValidationError):
            change(proposal, people.author, upload=vetted(name="dua.pdf"))
        version = change(proposal, people.author, upload=vetted(name="dua.pdf"), without=[first.pk])
        assert captions(version) == ["dua"]


class TestDownload:
    """Served to who may read what it belongs to, as a download and as nothing else."""

    def public(self, people=None, content=PDF, name="denah.pdf"):
        people = people or cast()
        proposal = draft(people)
        made = attach(proposal, people.author, content, name)
        actions.submit_proposal(proposal=proposal, actor=people.author)
        return made

    @pytest.mark.parametrize(("content", "ending"), [(PDF, ".pdf"), (docx(), ".docx"), (picture(), ".jpg")])
    def test_everybody_gets_it_as_a_download_of_its_own_type(self, clock, client_for, content, ending):
        made = self.public(content=content, name="peta <b>rute</b>.html")
        answer = client_for().get(made.get_absolute_url())
        assert answer.status_code == 200
        assert answer["Content-Type"] == made.file_kind.content_type
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Disposition"].endswith(f'{ending}"')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_a_photograph_arrives_without_the_place_where_it_was_taken(self, clock, client_for):
        made = self.public(content=picture(orientation=6), name="lokasi.jpg")
        sent = b"".join(client_for().get(made.get_absolute_url()).streaming_content)
        assert CAMERA.encode() not in sent
        assert Image.open(BytesIO(sent)).size == (20, 40)

    def test_a_draft_shows_its_files_to_its_author_alone(self, clock, client_for):
        people = cast()
        made = attach(draft(people), people.author)
        for other in (None, people.coordinator, people.secretariat, UserFactory(is_superuser=True), member()):
            assert client_for(other).get(made.get_absolute_url()).status_code == 404
        assert client_for(people.author).get(made.get_absolute_url()).status_code == 200

    def test_a_new_file_of_a_draft_sent_back_is_not_public_yet(self, clock, client_for):
        people = cast()
        sent_back = actions.send_back(
            proposal=submitted(people), actor=people.coordinator, reason="Lengkapi."
        )
        made = attach(sent_back, people.author)
        assert client_for().get(made.get_absolute_url()).status_code == 404
        assert client_for(people.author).get(made.get_absolute_url()).status_code == 200

    def test_what_a_later_version_left_out_can_still_be_read_with_the_earlier_one(self, clock, client_for):
        people = cast()
        proposal = in_discussion(people)
        version = change(proposal, people.author, upload=vetted())
        proposal.refresh_from_db()
        made = version.attachments.get()
        change(proposal, people.author, without=[made.pk])
        assert client_for().get(made.get_absolute_url()).status_code == 200
        old = client_for().get(reverse("proposals:version", args=[proposal.pk, 2])).content.decode()
        assert made.get_absolute_url() in old
        assert made.get_absolute_url() not in client_for().get(proposal.get_absolute_url()).content.decode()

    def test_the_number_of_another_proposal_leads_nowhere(self, clock, client_for):
        made, other = self.public(), in_state("submitted")
        assert client_for().get(reverse("proposals:attachment", args=[other.pk, made.pk])).status_code == 404
        assert (
            client_for().get(reverse("proposals:attachment", args=[made.proposal_id, 10**20])).status_code
            == 404
        )

    def test_a_file_that_the_storage_lost_is_not_found_and_no_error(self, clock, client_for):
        made = self.public()
        private_storage().delete(made.file.name)
        assert client_for().get(made.get_absolute_url()).status_code == 404

    def test_the_page_names_type_and_size_before_the_download(self, clock, client_for):
        made = self.public(content=PDF[:20] + b" " * 2_000 + PDF[20:])
        page = client_for().get(made.proposal.get_absolute_url(), follow=True).content.decode()
        assert made.get_absolute_url() in page
        assert "PDF, 2,0\xa0kB" in page


class TestForms:
    """A file beside a text: whatever is wrong with it, the text stays."""

    @pytest.mark.parametrize(
        "bad",
        [
            upload(b"<svg onload=alert(1)>", "gambar.png"),
            upload(b"", "kosong.pdf"),
            upload(b"MZ", "surat.pdf"),
            upload(docx("application/vnd.ms-office.vbaProject"), "laporan.docx"),
        ],
    )
    @pytest.mark.parametrize("do", ["save", "attach", "submit"])
    def test_a_refused_file_loses_nothing_of_the_draft(self, clock, client_for, bad, do):
        people = cast()
        proposal = draft(people)
        bad.seek(0)
        long = "Naskah panjang yang ditulis dua jam. " * 200
        answer = client_for(people.author).post(
            reverse("proposals:draft", args=[proposal.pk]),
            {**TEXT, "content": long, "revision": 1, "do": do, "attachment": bad},
        )
        assert answer.status_code == 422
        page = answer.content.decode()
        assert long.strip() in page
        assert bad.name in page
        # The refusal says that what was typed is kept: it is, and the next save meets no conflict.
        saved = Draft.objects.get()
        assert (Attachment.objects.count(), saved.revision, saved.content) == (0, 2, long.strip())
        assert 'name="revision" value="2"' in page

    def test_the_button_beside_the_file_saves_text_and_file_at_once(self, clock, client_for):
        people = cast()
        proposal = draft(people)
        answer = client_for(people.author).post(
            reverse("proposals:draft", args=[proposal.pk]),
            {
                **TEXT,
                "content": "Baru.",
                "revision": 1,
                "do": "attach",
                "attachment": upload(),
                "caption": "Peta",
            },
        )
        assert answer.status_code == 303
        assert answer["Location"].endswith("#lampiran")
        assert (Attachment.objects.get().caption, Draft.objects.get().content) == ("Peta", "Baru.")
        page = client_for(people.author).get(reverse("proposals:draft", args=[proposal.pk])).content.decode()
        assert Attachment.objects.get().get_absolute_url() in page

    def test_a_new_proposal_can_be_begun_with_a_file(self, clock, client_for):
        people = cast()
        data = {**TEXT, "do": "save", "organisation": people.organisation.pk, "attachment": upload()}
        assert client_for(people.author).post(reverse("proposals:new"), data).status_code == 303
        assert Attachment.objects.get().proposal == Proposal.objects.get()

    def test_a_full_draft_refuses_at_the_field_and_keeps_the_text(self, clock, client_for):
        people = cast()
        ProposalRules.objects.update_or_create(pk=1, defaults={"attachments_max": 0})
        proposal = draft(people)
        answer = client_for(people.author).post(
            reverse("proposals:draft", args=[proposal.pk]),
            {**TEXT, "content": "Isi baru.", "revision": 1, "do": "attach", "attachment": upload()},
        )
        assert answer.status_code == 422
        assert "attachment" in answer.context["form"].errors
        assert "Isi baru." in answer.content.decode()
        assert Draft.objects.get().content == "Isi baru."

    def test_files_are_removed_with_the_draft_form_and_numbers_of_others_are_refused(self, clock, client_for):
        people, other = cast(), cast()
        proposal = draft(people)
        own, foreign = attach(proposal, people.author), attach(draft(other), other.author)
        send = partial(client_for(people.author).post, reverse("proposals:draft", args=[proposal.pk]))
        refused = send({**TEXT, "revision": 1, "do": "save", "without": [own.pk, foreign.pk]})
        assert refused.status_code == 422
        assert send({**TEXT, "revision": 2, "do": "save", "without": [own.pk]}).status_code == 303
        assert list(Attachment.objects.all()) == [foreign]

    def test_their_own_page_changes_a_draft_and_a_discussion(self, clock, client_for):
        people = cast()
        one = draft(people)
        address = reverse("proposals:attachments", args=[one.pk])
        client = client_for(people.author)
        assert client.post(address, {}).status_code == 422
        assert client.post(address, {"attachment": upload()}).status_code == 303
        other = in_discussion(people)
        address = reverse("proposals:attachments", args=[other.pk])
        data = {"attachment": upload(), "base_version": 1}
        assert "change_note" in client.post(address, data).context["form"].errors
        data = {"attachment": upload(), "base_version": 1, "change_note": "Peta."}
        assert client.post(address, data).status_code == 303
        other.refresh_from_db()
        assert captions(other.current_version) == ["surat"]

    def test_a_form_sent_twice_attaches_once(self, clock, client_for):
        people = cast()
        address = reverse("proposals:attachments", args=[draft(people).pk])
        client = client_for(people.author)
        for _time in range(2):
            assert client.post(address, {"attachment": upload(), "form_key": "sama"}).status_code == 303
        assert Attachment.objects.count() == 1

    def test_names_with_paths_nul_and_markup_end_as_plain_captions(self, clock, client_for):
        people = cast()
        address = reverse("proposals:attachments", args=[draft(people).pk])
        client = client_for(people.author)
        for name in ("../../../etc/cron.d/x.pdf", "a\x00b.pdf", "<img src=x onerror=alert(1)>.pdf"):
            assert client.post(address, {"attachment": upload(name=name)}).status_code == 303
        for one in Attachment.objects.all():
            assert one.file.name.startswith("lampiran/")
            assert "/" not in one.caption
            assert "\x00" not in one.caption
        page = client.get(reverse("proposals:draft", args=[Proposal.objects.get().pk])).content.decode()
        assert "<img src=x" not in page

    def test_a_caption_too_long_is_refused_at_its_field(self, clock, client_for):
        people = cast()
        address = reverse("proposals:attachments", args=[draft(people).pk])
        answer = client_for(people.author).post(address, {"attachment": upload(), "caption": "a" * 151})
        assert set(answer.context["form"].errors) == {"caption"}


def test_files_that_no_row_names_are_deleted_a_day_later(clock):
    people = cast()
    made = attach(draft(people), people.author)
    storage = private_storage()
    left = storage.save("lampiran/tertinggal.pdf", upload())
    for name in (left, made.file.name):
        os.utime(storage.path(name), (clock.now.timestamp(),) * 2)
    assert actions.delete_forgotten_files() == 0
    clock.forward(days=2)
    assert actions.delete_forgotten_files() >= 1
    assert storage.exists(made.file.name)
    assert not storage.exists(left)


def test_the_number_of_queries_does_not_grow_with_the_attachments(
    clock, client_for, django_assert_max_num_queries
):
    people = cast()
    proposal = in_discussion(people)
    change(proposal, people.author, upload=vetted())
    proposal.refresh_from_db()

    def queries():
        with django_assert_max_num_queries(200) as captured:
            client_for().get(proposal.get_absolute_url())
        return len(captured)

    queries()
    few = queries()
    for number in range(8):
        proposal.refresh_from_db()
        change(proposal, people.author, upload=vetted(name=f"{number}.pdf"))
    assert queries() == few
