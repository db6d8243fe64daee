"""Inviting: the calendar entry as other programs read it, mail, replies, the agenda's order, documents."""

from datetime import timedelta

import icalendar
import ics
import pytest
import vobject
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council import calendar_entry
from council.actions import invitations, sessions
from council.models import InvitationReply, Reply, Session
from portal.kit import clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from tests.council.forms import form_of, send, text_of
from tests.factories import council as make
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture
def session(house):
    made = make.planned(
        house,
        starts_at=clock.now() + timedelta(days=2),
        title="Sidang; dengan, koma dan judul yang panjang",
    )
    make.item(house, made, title="Pembukaan")
    make.item(house, made, title="Laporan \\ pokja")
    return made


def pdf(text=b"%PDF-1.7 surat", name="surat.pdf"):
    return SimpleUploadedFile(name, text, content_type="application/pdf")


# The calendar entry


def test_two_other_parsers_read_the_entry(session):
    content = calendar_entry.calendar_of(session).decode()
    event = vobject.readOne(content).vevent
    assert event.uid.value == f"sidang-{session.pk}@{calendar_entry.uid_of(session).partition('@')[2]}"
    assert event.summary.value == session.title
    assert event.dtstart.value == session.starts_at.replace(microsecond=0)
    assert event.dtstart.value.utcoffset() == timedelta(hours=7)
    assert "2. Laporan \\ pokja" in event.description.value
    (other,) = ics.Calendar(content).events
    assert other.name == session.title
    assert other.location == session.place
    assert other.begin.datetime == session.starts_at.replace(microsecond=0)


def test_the_entry_is_written_as_the_format_wants_it(session):
    content = calendar_entry.calendar_of(session)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZID:Asia/Jakarta" in content
    assert b"METHOD:PUBLISH" in content


def test_an_update_keeps_its_name_and_takes_a_higher_number(house, session):
    first = icalendar.Calendar.from_ical(calendar_entry.calendar_of(session)).walk("VEVENT")[0]
    invitations.send_invitation(session=session, actor=house.clerk)
    again = Session.objects.get(pk=session.pk)
    second = icalendar.Calendar.from_ical(calendar_entry.calendar_of(again)).walk("VEVENT")[0]
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]


def test_a_session_that_is_not_held_is_cancelled_in_calendars(house, session):
    sessions.cancel_session(session=session, reason="Gedung dipakai.", actor=house.clerk)
    content = calendar_entry.calendar_of(Session.objects.get(pk=session.pk))
    assert b"STATUS:CANCELLED" in content


def test_the_entry_is_downloaded_as_a_calendar(session, client_for):
    response = client_for().get(reverse("council:session_calendar", args=[session.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"ATTENDEE" not in response.content


# Mail


def test_every_member_is_invited_by_mail_with_a_request_of_their_own(house, session):
    assert invitations.send_invitation(session=session, actor=house.clerk) == 5
    (message,) = (sent for sent in mail.outbox if sent.to == [house.member.email])
    content, kind = message.alternatives[0]
    assert kind == "text/calendar; method=REQUEST"
    assert f"mailto:{house.member.email}" in content.replace("\r\n ", "")
    assert house.chair.email not in content.replace("\r\n ", "")
    assert "Pembukaan" in message.body
    assert session.get_absolute_url() in message.body
    # What goes over the wire is a part that mail programs know.
    assert 'text/calendar; method="REQUEST"; charset="utf-8"' in message.message().as_string()


def test_sent_again_it_is_another_notice(house, session):
    for _ in range(2):
        invitations.send_invitation(session=session, actor=house.clerk)
    assert Notice.objects.filter(person=house.member, kind="session.invited").count() == 2


def test_whoever_was_invited_is_told_that_it_is_not_held(house, session):
    invitations.send_invitation(session=session, actor=house.clerk)
    sessions.cancel_session(session=session, reason="Gedung dipakai.", actor=house.clerk)
    notice = Notice.objects.get(person=house.member, kind="session.cancelled")
    assert "Gedung dipakai." in notice.body
    content, kind = mail.outbox[-1].alternatives[0]
    assert kind == "text/calendar; method=CANCEL"
    assert "STATUS:CANCELLED" in content


def test_nobody_is_told_of_a_session_to_which_nobody_was_invited(house, session):
    sessions.cancel_session(session=session, reason="Gedung dipakai.", actor=house.clerk)
    assert not Notice.objects.filter(kind="session.cancelled").exists()


@pytest.mark.parametrize(
    ("who", "rule"), [("member", "invitation.send.who"), ("operator", "invitation.send.who")]
)
def test_only_the_secretariat_invites(house, session, who, rule):
    with pytest.raises(Refused) as refused:
        invitations.send_invitation(session=session, actor=getattr(house, who))
    assert refused.value.verdict.rule == "invitation.send.who"


def test_nobody_is_invited_to_an_empty_agenda(house):
    with pytest.raises(Refused) as refused:
        invitations.send_invitation(session=make.planned(house), actor=house.clerk)
    assert refused.value.verdict.rule == "invitation.send.agenda"


# Replies


def test_a_member_answers_and_answers_anew(house, session, client_for):
    address = reverse("council:reply_to_invitation", args=[session.pk])
    client = client_for(house.member)
    assert send(client, address, reply="present", note="Daring").status_code == 303
    assert send(client, address, reply="prevented", note="Dinas luar").status_code == 303
    reply = InvitationReply.objects.get()
    assert (reply.reply, reply.note, reply.seat.number) == ("prevented", "Dinas luar", 4)
    assert "Saya berhalangan" in text_of(client.get(session.get_absolute_url()))
    assert "Dinas luar" in text_of(client_for(house.clerk).get(session.get_absolute_url()))
    assert "Dinas luar" not in text_of(client_for().get(session.get_absolute_url()))


def test_being_represented_needs_an_alternate_and_a_letter(house, session):
    def reply(letter):
        return invitations.reply_to_invitation(
            session=session, reply=Reply.REPRESENTED, letter=letter, actor=house.member
        )

    with pytest.raises(ValidationError, match="anggota pengganti"):
        reply(pdf())
    type(house.seats[3]).objects.filter(pk=house.seats[3].pk).update(alternate=UserFactory())
    with pytest.raises(ValidationError, match="surat"):
        reply(None)
    made = reply(pdf())
    assert made.letter_type == "application/pdf"
    # A later reply without a letter keeps the one that is there.
    assert reply(None).letter == made.letter


def test_a_letter_is_read_by_the_secretariat_and_its_sender_only(house, session, client_for):
    type(house.seats[3]).objects.filter(pk=house.seats[3].pk).update(alternate=UserFactory())
    made = invitations.reply_to_invitation(
        session=session, reply="represented", letter=pdf(), actor=house.member
    )
    address = reverse("council:reply_letter", args=[made.pk])
    for user, status in (
        (house.clerk, 200),
        (house.member, 200),
        (house.chair, 404),
        (None, 404),
        (member(), 404),
    ):
        assert client_for(user).get(address).status_code == status


def test_only_members_answer_and_only_before_it_opens(house, session):
    for user in (house.clerk, member(), staff(roles.MODERATOR)):
        with pytest.raises(Refused) as refused:
            invitations.reply_to_invitation(session=session, reply="present", actor=user)
        assert refused.value.verdict.rule == "invitation.reply.who"
    with pytest.raises(Refused) as refused:
        invitations.reply_to_invitation(session=make.opened(house), reply="present", actor=house.member)
    assert refused.value.verdict.rule == "invitation.reply.state"


# The agenda


def titles(session):
    return list(session.items.order_by("position").values_list("title", flat=True))


def test_the_agenda_is_ordered_by_buttons(house, session, client_for):
    address = reverse("council:order_agenda", args=[session.pk])
    first, second = session.items.all()
    client = client_for(house.clerk)
    response = client.post(address, {**form_of(client, address), "move": f"down-{first.pk}"})
    assert response.status_code == 303
    assert response["Location"] == address
    assert titles(session) == [second.title, first.title]


def test_the_agenda_is_ordered_by_the_list_that_dragging_makes(house, session, client_for):
    address = reverse("council:order_agenda", args=[session.pk])
    first, second = session.items.all()
    third = make.item(house, session, title="Penutup")
    order = f"{third.pk},{first.pk},{second.pk}"
    assert send(client_for(house.clerk), address, order=order).status_code == 303
    assert titles(session) == ["Penutup", first.title, second.title]


@pytest.mark.parametrize("order", ["", "x", "1,,2", "99999999", "-1", "9" * 30])
def test_an_order_that_does_not_fit_is_answered_in_words(house, session, client_for, order):
    before = titles(session)
    response = send(client_for(house.clerk), reverse("council:order_agenda", args=[session.pk]), order=order)
    assert response.status_code == 422
    assert titles(session) == before


def test_only_the_secretariat_orders_an_agenda_that_is_not_finished(house, session):
    order = list(session.items.values_list("pk", flat=True))
    with pytest.raises(Refused) as refused:
        invitations.order_agenda(session=session, order=order, actor=house.chair)
    assert refused.value.verdict.rule == "agenda.order.who"
    sessions.cancel_session(session=session, reason="Batal.", actor=house.clerk)
    with pytest.raises(Refused) as refused:
        invitations.order_agenda(session=session, order=order, actor=house.clerk)
    assert refused.value.verdict.rule == "agenda.order.state"


def test_a_document_stands_with_its_item(house, session, client_for):
    item = session.items.first()
    address = reverse("council:add_document", args=[item.pk])
    assert send(client_for(house.clerk), address, title="Naskah", file=pdf()).status_code == 303
    document = item.documents.get()
    page = text_of(client_for().get(session.get_absolute_url()))
    assert reverse("council:item_document", args=[document.pk]) in page
    response = client_for().get(reverse("council:item_document", args=[document.pk]))
    assert b"".join(response) == b"%PDF-1.7 surat"
    assert "attachment" in response["Content-Disposition"]


def test_a_document_of_a_closed_session_stays_inside(house, client_for):
    session = make.planned(house, is_closed=True, closed_reason="Data pribadi.")
    item = make.item(house, session, title="Pembukaan")
    made = invitations.add_document(item=item, title="Naskah", file=pdf(), actor=house.clerk)
    address = reverse("council:item_document", args=[made.pk])
    assert client_for().get(address).status_code == 404
    assert client_for(house.member).get(address).status_code == 200


@pytest.mark.parametrize("who", ["member", "operator", "chair"])
def test_only_the_secretariat_adds_documents(house, session, who):
    with pytest.raises(Refused) as refused:
        invitations.add_document(
            item=session.items.first(), title="Naskah", file=pdf(), actor=getattr(house, who)
        )
    assert refused.value.verdict.rule == "item.document.who"
