"""Letters of representation, invitations of sessions held at another time, and replies still to give."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council import calendar_entry
from council.actions import attendance, invitations, sessions
from council.models import InvitationReply, Presence, Session
from home.desk import council as desk
from portal.kit import clock as kit_clock
from portal.kit.verdict import Refused
from portal.members.models import Seat
from portal.notices.models import Notice
from tests.council.forms import form_of, text_of
from tests.factories import council as make
from tests.factories.members import UserFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def letter():
    return SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat", content_type="application/pdf")


@pytest.fixture
def represented(house):
    """Return seat 4, which has an alternate."""
    Seat.objects.filter(pk=house.seats[3].pk).update(alternate=UserFactory())
    return Seat.objects.get(pk=house.seats[3].pk)


def mark(house, session, seat, presence=Presence.REPRESENTED):
    return attendance.record_attendance(session=session, presences={seat.pk: presence}, actor=house.operator)


def test_without_its_letter_an_alternate_does_not_count(house, represented):
    session = make.planned(house)
    with pytest.raises(ValidationError) as wrong:
        mark(house, session, represented)
    assert f"seat_{represented.pk}" in wrong.value.message_dict
    assert session.attendances.count() == 0
    invitations.reply_to_invitation(session=session, reply="prevented", actor=house.member)
    with pytest.raises(ValidationError):
        mark(house, session, represented)


def test_the_letter_comes_with_the_reply_or_is_handed_over_in_the_room(house, represented):
    first, second = make.planned(house), make.planned(house)
    invitations.reply_to_invitation(session=first, reply="represented", letter=letter(), actor=house.member)
    assert mark(house, first, represented).house.present == 1
    second = sessions.open_session(session=make.present(house, second, absent=(4,)), actor=house.operator)
    invitations.keep_letter(session=second, seat=represented, letter=letter(), actor=house.operator)
    assert mark(house, second, represented).house.present == 5


def test_who_may_keep_a_letter_and_for_which_seat(house, represented):
    session = make.planned(house)
    with pytest.raises(Refused) as refused:
        invitations.keep_letter(session=session, seat=represented, letter=letter(), actor=house.member)
    assert refused.value.verdict.rule == "attendance.who"
    with pytest.raises(ValidationError):
        invitations.keep_letter(session=session, seat=house.seats[0], letter=letter(), actor=house.clerk)
    Seat.objects.update(alternate=None)
    with pytest.raises(Refused) as refused:
        invitations.keep_letter(session=session, seat=represented, letter=letter(), actor=house.clerk)
    assert refused.value.verdict.rule == "letter.alternates.state"


def test_the_list_says_what_is_missing_and_leads_to_where_it_is_kept(house, represented, client):
    session = make.planned(house)
    sign_in(client, house.operator)
    address = reverse("council:record_attendance", args=[session.pk])
    keep = reverse("council:keep_letter", args=[session.pk])
    assert keep in client.get(address).content.decode()
    answer = client.post(address, {**form_of(client, address), f"seat_{represented.pk}": "represented"})
    assert answer.status_code == 422
    assert "Surat perwakilannya belum ada" in text_of(answer)
    answer = client.post(keep, {**form_of(client, keep), "seat": represented.pk, "letter": letter()})
    assert answer.url == address
    assert InvitationReply.objects.get().letter_type == "application/pdf"
    answer = client.post(address, {**form_of(client, address), f"seat_{represented.pk}": "represented"})
    assert answer.status_code == 303


def test_whoever_was_invited_is_invited_to_the_session_held_instead(house):
    session = make.planned(house)
    make.item(house, session, title="Pembukaan")
    invitations.send_invitation(session=session, actor=house.clerk)
    other = sessions.reschedule_session(
        session=Session.objects.get(pk=session.pk),
        starts_at=kit_clock.now() + timedelta(days=30),
        place="Balai",
        invitation_number="77/DKC",
        reason="Ruangan dipakai.",
        actor=house.clerk,
    )
    told = Notice.objects.filter(person=house.member).order_by("pk").values_list("kind", "event")
    assert list(told) == [
        ("session.invited", f"session:{session.pk}:invited:1"),
        ("session.cancelled", f"session:{session.pk}:cancelled:2"),
        ("session.invited", f"session:{other.pk}:invited:3"),
    ]
    entries = [calendar_entry.for_mail(event, house.member) for _kind, event in told]
    assert [method for _entry, method in entries] == ["REQUEST", "CANCEL", "REQUEST"]
    assert b"SEQUENCE:2" in entries[1][0]
    assert b"SEQUENCE:3" in entries[2][0]
    assert b"Pembukaan" in entries[2][0]


def test_nobody_is_invited_anew_to_what_nobody_was_invited_to(house):
    session = make.planned(house)
    sessions.reschedule_session(
        session=session,
        starts_at=kit_clock.now() + timedelta(days=30),
        place="Balai",
        invitation_number="77/DKC",
        reason="Ruangan dipakai.",
        actor=house.clerk,
    )
    assert not Notice.objects.filter(kind__startswith="session.").exists()


def test_the_desk_asks_for_the_reply_until_it_is_given(house):
    session = make.planned(house)
    make.item(house, session, title="Pembukaan")

    def asked():
        return [row.url for row in desk.rows(house.member)]

    assert asked() == []
    invitations.send_invitation(session=session, actor=house.clerk)
    assert asked() == [reverse("council:reply_to_invitation", args=[session.pk])]
    assert [row.url for row in desk.rows(house.operator)] == []
    invitations.reply_to_invitation(session=session, reply="prevented", actor=house.member)
    assert asked() == []
