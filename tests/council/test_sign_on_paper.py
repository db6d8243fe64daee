"""A draft that is signed outside the portal: the uploaded PDF, who may upload it, whose signature it is."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.actions import decisions, drafts
from council.models import DecisionDraft, DraftScan
from council.permissions.decisions import can_sign_on_paper
from portal.kit.verdict import Refused
from portal.members.models import Seat
from portal.record import acts_of
from tests.council.forms import form_of, text_of
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db

INK = b"%PDF-1.7 tanda tangan basah"


@pytest.fixture
def house(clock):
    return make.council()


def pdf(content=INK):
    return SimpleUploadedFile("naskah.pdf", content, content_type="application/pdf")


def upload(house, draft, **kwargs):
    return drafts.sign_on_paper(**{"draft": draft, "file": pdf(), "actor": house.other_editor, **kwargs})


def rule_of(house, draft, **kwargs):
    with pytest.raises(Refused) as refused:
        upload(house, draft, **kwargs)
    return refused.value.verdict.rule


def fresh(draft):
    return DecisionDraft.objects.get(pk=draft.pk)


@pytest.mark.parametrize(("kind", "offices"), [("REK", {"chair", "secretary"}), ("KEP", {"chair"})])
def test_the_paper_bears_the_signatures_and_becomes_the_original(house, kind, offices):
    draft = make.initialled(house, kind=kind)
    scan = upload(house, draft)
    assert scan.sha256 == hashlib.sha256(INK).hexdigest()
    draft = fresh(draft)
    assert draft.state == "signed"
    assert set(draft.signatures.filter(on_paper=True).values_list("role", flat=True)) == offices
    decision = decisions.enact_decision(draft=draft, actor=house.editor)
    original = decision.originals.get()
    assert (original.sha256, original.uploaded_by) == (scan.sha256, house.other_editor)
    assert original.file.read() == INK
    assert acts_of("decision", [decision.pk])[0].note["original_sha256"] == scan.sha256
    assert "ditandatangani di atas naskah asli" in decision.body_html


def test_who_signed_in_the_portal_stays_and_the_paper_bears_the_other(house):
    draft = drafts.sign_draft(draft=make.initialled(house), actor=house.chair)
    upload(house, draft)
    found = dict(fresh(draft).signatures.exclude(role="head").values_list("role", "on_paper"))
    assert found == {"chair": False, "secretary": True}


def test_who_may_not_upload_it(house):
    draft = make.initialled(house)
    assert rule_of(house, draft, actor=house.editor) == "decision_draft.own_edit"
    assert rule_of(house, draft, actor=house.chair) == "decision_draft.sign_on_paper.who"
    assert rule_of(house, make.draft(house)) == "decision_draft.sign_on_paper.state"


def test_a_signature_needs_the_office_and_no_part_in_the_text(house):
    draft = make.draft(house)
    drafts.edit_draft(
        draft=draft, revision=1, title="Judul", parts={}, follow_ups=[], actor=make_editor(house.chair)
    )
    drafts.initial_draft(draft=fresh(draft), actor=house.head)
    assert rule_of(house, fresh(draft)) == "decision_draft.sign_on_paper.signer"
    other = make.initialled(house)
    Seat.objects.filter(office="secretary").update(person=None)
    assert rule_of(house, other) == "decision_draft.sign_on_paper.vacant"


def make_editor(user):
    """Let somebody who holds an office write drafts too."""
    from django.contrib.auth.models import Group

    from portal.members import roles

    user.groups.add(Group.objects.get(name=roles.SECRETARIAT_EDITOR))
    roles.forget(user)
    return user


def test_sent_back_its_signatures_lapse_and_the_old_paper_is_no_original(house):
    draft = make.initialled(house, kind="KEP")
    upload(house, draft)
    drafts.send_back_draft(draft=fresh(draft), reason="Salah ketik.", actor=house.head)
    draft = fresh(draft)
    drafts.edit_draft(draft=draft, revision=1, title="Judul", parts={}, follow_ups=[], actor=house.editor)
    decision = decisions.enact_decision(draft=make.signed(house, fresh(draft)), actor=house.editor)
    assert not decision.originals.exists()
    assert "dalam portal" in decision.body_html


def test_what_is_no_pdf_or_here_already_is_refused_in_words(house):
    draft = make.initialled(house, kind="KEP")
    with pytest.raises(ValidationError):
        upload(house, draft, file=pdf(b"teks biasa"))
    upload(house, draft)
    drafts.send_back_draft(draft=fresh(draft), reason="Lagi.", actor=house.head)
    drafts.initial_draft(draft=fresh(draft), actor=house.head)
    with pytest.raises(ValidationError):
        upload(house, fresh(draft))


def test_it_is_uploaded_by_a_plain_form_and_read_by_those_who_work_on_it(house, client_for):
    draft = make.initialled(house, kind="KEP")
    address = reverse("council:sign_on_paper", args=[draft.pk])
    client = client_for(house.other_editor)
    page = reverse("council:draft", args=[draft.pk])
    assert address in client.get(page).content.decode()
    assert client.post(address, {**form_of(client, address), "file": pdf()}).status_code == 303
    scan = DraftScan.objects.get()
    file = reverse("council:draft_scan", args=[draft.pk, scan.pk])
    assert file in client.get(page).content.decode()
    assert b"".join(client.get(file).streaming_content) == INK
    assert client_for().get(file).status_code in (302, 404)
    assert "di atas naskah yang diunggah" in text_of(client.get(page))
    assert not can_sign_on_paper(house.other_editor, fresh(draft))
