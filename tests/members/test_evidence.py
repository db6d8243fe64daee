"""Evidence: what is taken, who sees it, and when it goes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.members import actions, evidence, jobs, roles
from portal.members.models import AffiliationEvidence, MemberRules
from portal.members.models.affiliation import private_storage
from portal.settings import base
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, staff

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 isi"
PNG = b"\x89PNG\r\n\x1a\n isi"
JPEG = b"\xff\xd8\xff\xe0 isi"


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path, clock):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    # The field keeps the storage that it was made with.
    field = AffiliationEvidence._meta.get_field("file")
    before, field.storage = field.storage, private_storage()
    yield tmp_path
    field.storage = before


def file(content=PDF, name="surat.pdf"):
    return SimpleUploadedFile(name, content)


def claim(**fields):
    return actions.claim_affiliation(
        user=UserFactory(),
        organisation=OrganisationFactory(),
        position="Anggota",
        capacity="personal",
        evidence=[file(**fields)],
    )


@pytest.mark.parametrize(
    ("content", "content_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_a_file_is_what_its_first_bytes_say_whatever_its_name(content, content_type):
    row = claim(content=content, name="foto.exe").evidence.get()
    assert row.content_type == content_type
    assert "foto" not in row.file.name


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"MZ\x90", b"PK\x03\x04", b""])
def test_anything_else_is_refused_in_words(content):
    with pytest.raises(ValidationError) as raised:
        evidence.check(file(content=content, name="surat.pdf"))
    assert "surat.pdf" in raised.value.messages[0]


def test_a_file_of_more_than_ten_megabytes_is_refused_with_its_size():
    big = file(content=PDF + b"x" * evidence.MAX_BYTES)
    with pytest.raises(ValidationError) as raised:
        evidence.check(big)
    assert "10 MB" in raised.value.messages[0]


def test_files_lie_outside_of_what_is_served():
    private = Path(base.STORAGES["private"]["OPTIONS"]["location"])
    assert not private.is_relative_to(base.MEDIA_ROOT)
    assert not private.is_relative_to(base.STATIC_ROOT)


@pytest.mark.parametrize("who", ["visitor", "stranger", "contact", "inspector", "superuser", "operator"])
def test_for_others_the_file_is_not_there(who, client_for):
    affiliation = claim()
    contact = UserFactory()
    affiliation.organisation.contact = contact
    affiliation.organisation.save()
    person = {
        "visitor": lambda: None,
        "stranger": UserFactory,
        "contact": lambda: contact,
        "inspector": lambda: staff(roles.INSPECTOR),
        "superuser": lambda: UserFactory(is_superuser=True),
        "operator": lambda: staff(roles.SESSION_OPERATOR),
    }[who]()
    response = client_for(person).get(reverse("members:evidence", args=[affiliation.evidence.get().pk]))
    assert response.status_code == (302 if who == "visitor" else 404)


@pytest.mark.parametrize("who", ["owner", "secretariat"])
def test_owner_and_secretariat_get_it_as_a_download(who, client_for):
    affiliation = claim()
    person = affiliation.user if who == "owner" else staff(roles.SECRETARIAT_EDITOR)
    response = client_for(person).get(reverse("members:evidence", args=[affiliation.evidence.get().pk]))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_an_unknown_number_is_not_found(client_for):
    assert client_for(UserFactory()).get(reverse("members:evidence", args=[999])).status_code == 404


def test_evidence_goes_thirty_days_after_the_decision(clock, private_files):
    affiliation = claim()
    path = private_files / affiliation.evidence.get().file.name
    clock.forward(days=100)
    jobs.delete_evidence_whose_time_is_over()
    assert path.exists(), "what still waits is kept"
    actions.verify_affiliation(affiliation=affiliation, actor=staff(roles.SECRETARIAT_EDITOR))
    clock.forward(days=30)
    assert actions.delete_old_evidence() == 0
    clock.forward(minutes=1)
    assert actions.delete_old_evidence() == 1
    assert not path.exists()
    assert not AffiliationEvidence.objects.exists()
    assert actions.delete_old_evidence() == 0


def test_evidence_of_a_claim_taken_back_goes_too(clock):
    affiliation = claim()
    actions.end_affiliation(affiliation=affiliation, actor=affiliation.user)
    clock.set(clock.now + timedelta(days=30, minutes=1))
    assert actions.delete_old_evidence() == 1


def test_the_rules_say_how_long(clock):
    rules = MemberRules.load()
    rules.evidence_days = 3
    rules.save()
    affiliation = claim()
    actions.verify_affiliation(affiliation=affiliation, actor=staff(roles.SECRETARIAT_EDITOR))
    clock.forward(days=3, minutes=1)
    assert actions.delete_old_evidence() == 1


def test_at_most_five_files():
    with pytest.raises(ValidationError):
        actions.claim_affiliation(
            user=UserFactory(),
            organisation=OrganisationFactory(),
            position="Anggota",
            capacity="personal",
            evidence=[file() for _ in range(6)],
        )


def test_erasing_an_account_takes_its_evidence_along(private_files, django_capture_on_commit_callbacks):
    affiliation = claim()
    path = private_files / affiliation.evidence.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_user(user=affiliation.user, actor=affiliation.user)
    assert not path.exists()
    assert AffiliationFactory._meta.model.objects.get(pk=affiliation.pk).position == ""
