"""Hole: documents told apart by their hash: whoever has a file learns whether, where and whose it is."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from portal.kit import uploads
from portal.record.models import Entry
from proposals import actions
from proposals.models import Attachment
from tests.factories.members import UserFactory
from tests.factories.proposals import cast, draft
from tests.files import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(clock):
    """Return the drafts of two strangers who hold the same file, which nobody else may know of."""
    made = [draft(cast()), draft(cast(), title="Lampu jalan di gang sempit")]
    for proposal in made:
        file = uploads.vet(upload(name="surat.pdf"), max_bytes=10**6)
        actions.attach_file(proposal=proposal, actor=proposal.author, upload=file)
    return made


def test_the_same_file_of_two_people_is_two_files_under_names_that_nobody_can_compute(drafts):
    first, second = Attachment.objects.order_by("pk")
    assert first.sha256 == second.sha256
    assert first.file.name != second.file.name
    for attachment in (first, second):
        assert attachment.sha256[:8] not in attachment.file.name


def test_whoever_sends_a_file_is_not_told_that_somebody_has_it(drafts, client_for):
    proposal = draft(cast(), title="Bangku taman")
    client = client_for(proposal.author)
    address = reverse("proposals:attachments", args=[proposal.pk])
    known = client.post(address, {"file": upload(), "do": "add"}, follow=True)
    unknown = client.post(address, {"file": upload(PDF + b"%baru\n%%EOF\n"), "do": "add"}, follow=True)
    assert known.status_code == unknown.status_code
    for other in drafts:
        assert f"/usulan/{other.pk}/" not in known.content.decode()


@pytest.mark.parametrize("header", ["If-None-Match", "If-Match", "If-Modified-Since"])
def test_who_may_not_read_a_file_cannot_ask_by_its_hash(drafts, header):
    attachment = Attachment.objects.order_by("pk").first()
    path = reverse("proposals:attachment", args=[attachment.proposal_id, attachment.pk])
    answers = []
    for value in (attachment.sha256, "0" * 64):
        headers = {header: f'"{value}"' if "Match" in header else "Sat, 21 Nov 2026 00:00:00 GMT"}
        answer = Client().get(path, headers=headers)
        answers.append((answer.status_code, answer.get("ETag"), answer.get("Location")))
        assert answer.status_code in (302, 403, 404)
        assert attachment.sha256 not in str(answer.headers)
    assert answers[0] == answers[1]


def test_no_address_takes_a_hash_for_a_name(drafts):
    attachment = Attachment.objects.order_by("pk").first()
    for path in (
        f"/media/{attachment.sha256}.pdf",
        f"/dokumen/{attachment.sha256}/",
        f"/lampiran/{attachment.sha256}",
    ):
        assert Client().get(path, follow=True).status_code == 404


def test_the_public_record_commits_to_nothing_that_can_be_guessed(drafts):
    """A commitment is keyed with a salt: neither a file's hash nor a text's can be looked for in it."""
    actions.submit_proposal(proposal=drafts[0], actor=drafts[0].author)
    attachment = Attachment.objects.filter(proposal=drafts[0]).get()
    every = b"".join(bytes(entry.canonical) for entry in Entry.objects.all())
    assert every
    guesses = [attachment.sha256, drafts[0].title, str(drafts[0].pk), "submit_proposal", "submit"]
    for guess in guesses:
        assert hashlib.sha256(guess.encode()).hexdigest().encode() not in every
        assert hashlib.sha256(f"s:{guess}".encode()).hexdigest().encode() not in every
    assert attachment.sha256.encode() not in every


def test_an_editor_of_pages_is_shown_no_document_of_members(drafts, client_for):
    """Wagtail tells editors of a document with the same hash; members' files are none of its documents."""
    page = client_for(UserFactory(is_superuser=True)).get("/admin/documents/")
    assert b"surat" not in page.content
