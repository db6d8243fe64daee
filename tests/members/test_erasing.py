"""Erasing an account: no table and no public page names the person, and the record still verifies."""

import runpy
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from wagtail.log_actions import log

from portal.members import actions, roles
from portal.members.erasing import Naming
from portal.members.models import User
from portal.notices.models import Notice
from portal.record.actions import act
from portal.record.models import Act, EntryValue
from proposals import actions as proposal_actions
from tests.factories.members import AffiliationFactory, GroupMembershipFactory, UserFactory, staff
from tests.factories.moderation import flagged, moderator
from tests.factories.proposals import cast, comment, in_discussion

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NAME, EMAIL = "Wulandari Kusnadi", "wulan.kusnadi@contoh.test"
PUBLIC = (
    "/",
    "/usulan/",
    "/catatan/",
    "/catatan/unduh.jsonl",
    "/umpan/keputusan.atom",
    "/organisasi/",
    "/dewan/",
)


def tables_that_hold(words: str) -> list[str]:
    """Return every field of every table in which `words` stand, in capitals or not."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                text = Cast(field.name, models.TextField())
                if model._base_manager.annotate(as_text=text).filter(as_text__icontains=words).exists():
                    found.append(f"{model._meta.label}.{field.name}")
    return found


def told(**facts) -> Act:
    """Return a public act with a reason."""
    known = {"subject_kind": "proposal", "subject_id": 1, "verb": "x", "actor": staff(roles.MODERATOR)}
    return act(**{**known, **facts})


def a_life() -> User:
    """Return somebody who has left their name and address wherever the portal itself writes them."""
    people = cast()
    person = UserFactory(name=NAME, email=EMAIL)
    proposal = in_discussion(people)
    citizen = proposal_actions.give_input(proposal=proposal, actor=person, body="Antreannya panjang sekali.")
    proposal_actions.release_input(citizen_input=citizen, actor=moderator())
    person.emailaddress_set.create(email="lama@contoh.test", verified=True)
    affiliation = AffiliationFactory(user=person, mandate_signer=f"Dr. {NAME}")
    GroupMembershipFactory(user=person, group=people.group)
    written = comment(proposal)
    type(written).objects.filter(pk=written.pk).update(author=person)
    flagged(comment(proposal), person=person)
    actions.end_affiliation(affiliation=affiliation, actor=person)
    told(
        subject_kind="affiliation", subject_id=affiliation.pk, reason="Suratnya palsu.", note={"before": "x"}
    )
    told(reason=f"Kata {NAME.upper()}, sudah selesai.")
    told(reason="Tetap.", note={"after": f"surat ke {EMAIL}", "number": 7})
    told(reason="", note={"before": "lama@contoh.test"}, public=False)
    log(instance=person, action="wagtail.edit", user=people.author)
    for whom, state in ((person, "sent"), (people.author, "queued"), (people.coordinator, "sent")):
        Notice.objects.create(
            event=f"x{state}", person=whom, kind="x", subject=f"Kabar dari {NAME}", body=f"Salam, {NAME}\n",
            state=state, created_at=person.date_joined, next_try_at=None,
        )  # fmt: skip
    Notice.objects.filter(state="queued").update(next_try_at=person.date_joined)
    return person


def test_no_table_and_no_public_page_names_who_was_erased(clock, client_for):
    person = a_life()
    leaves = list(Act.objects.exclude(entry=None).values_list("entry__leaf_hash", flat=True))
    assert tables_that_hold(NAME)
    assert tables_that_hold(EMAIL)
    pages = [*PUBLIC, person.citizen_inputs.get().proposal.get_absolute_url()]
    actions.erase_user(user=person, actor=person)
    for words in (NAME, EMAIL, "lama@contoh.test"):
        assert tables_that_hold(words) == []
    visitor = client_for(None)
    for page in pages:
        answer = visitor.get(page, follow=True)
        content = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert answer.status_code == 200, page
        assert NAME not in content, page
        assert EMAIL not in content, page
    # The hashes are those of before, and everything that is left still proves itself.
    assert (
        list(Act.objects.exclude(entry=None).values_list("entry__leaf_hash", flat=True))[: len(leaves)]
        == leaves
    )
    download = b"".join(visitor.get("/catatan/unduh.jsonl")).decode().splitlines()
    assert list(runpy.run_path(str(ROOT / "static/record/periksa.py"))["check"](download)) == []
    assert len(download) == len(leaves)


def test_what_the_record_says_about_the_person_goes_and_the_rest_stays(clock):
    person = a_life()
    actions.erase_user(user=person, actor=person)
    about = Act.objects.filter(subject_kind="affiliation", verb="x").get()
    assert (about.reason, about.note) == ("", {})
    assert not EntryValue.objects.filter(entry=about.entry, name__in=["reason", "note_before"]).exists()
    assert EntryValue.objects.get(entry=about.entry, name="verb").value == "x"
    named = Act.objects.get(subject_kind="proposal", verb="x", reason="Tetap.")
    assert not EntryValue.objects.filter(entry=named.entry, name="note_after").exists()
    assert EntryValue.objects.get(entry=named.entry, name="note_number").value == "7"


def test_a_mail_to_somebody_else_that_waits_is_reworded_and_one_that_is_done_loses_its_text(clock):
    person = a_life()
    actions.erase_user(user=person, actor=person)
    waiting = Notice.objects.get(event="xqueued")
    assert (waiting.state, waiting.subject) == ("queued", "Kabar dari anggota terhapus")
    assert list(Notice.objects.filter(event="xsent").values_list("subject", "body")) == [("", "")] * 2


def test_one_name_that_is_an_ordinary_word_stays_where_others_wrote_it(clock):
    person = UserFactory(name="Melati", email="melati@contoh.test")
    others = told(reason="Taman di Jalan Melati sudah ada.")
    own = told(actor=person, reason="Saya, Melati, mengundurkan diri.")
    addressed = told(reason="Tulis ke MELATI@contoh.test saja.")
    actions.erase_user(user=person, actor=person)
    reasons = {a.pk: a.reason for a in Act.objects.all()}
    assert reasons[others.pk] == others.reason
    assert (reasons[own.pk], reasons[addressed.pk]) == ("", "")


def test_a_name_is_found_in_whole_words_only():
    naming = Naming("Siti Aminah", ("siti@contoh.test",))
    assert naming.stands_surely_in("oleh siti aminah.")
    assert not naming.stands_in("Siti Aminahwati")
    assert naming.taken_out_of("Siti Aminah (SITI@contoh.test)") == "anggota terhapus (anggota terhapus)"
