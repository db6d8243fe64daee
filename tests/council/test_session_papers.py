"""The papers of a session from its data: structure, dates in words, page and PDF, corrections, approval."""

from io import BytesIO

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.actions import invitations, minutes, sessions
from council.models import CouncilRules, Session, SessionKind
from portal.kit.verdict import Refused
from portal.notices.models import Notice
from tests.council.forms import send, text_of
from tests.factories import council as make
from tests.factories.members import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def held(house, **fields):
    session = make.opened(house, absent=(5,), **fields)
    if session.kind == SessionKind.PLENARY:
        motion = make.put(house, make.item(house, session))
        make.counted(
            house, make.open_ballot(house, motion), seat_1="in_favour", seat_2="against", seat_3="in_favour"
        )
    return sessions.end_session(session=Session.objects.get(pk=session.pk), actor=house.operator)


def minuted(house, session):
    make.corrected(house, session, "1. Dibuka.\n2. *Dibahas*.")
    for person in (house.chair, house.secretary):
        session = sessions.sign_minutes(session=session, actor=person)
    return session


def address(session, kind, name="session_paper"):
    return reverse(f"council:{name}", args=[session.pk, kind])


def test_nobody_signs_before_the_corrections_are_answered(house, clock):
    session = held(house)
    sessions.write_minutes(session=session, text="1. Dibuka.", actor=house.clerk)
    correction = minutes.ask_correction(session=session, text="Pukul 9.", actor=house.member)
    clock.forward(days=8)
    with pytest.raises(Refused) as refused:
        sessions.sign_minutes(session=session, actor=house.chair)
    assert refused.value.verdict.rule == "minutes.corrections"
    minutes.answer_correction(correction=correction, is_taken=True, answer="", actor=house.clerk)
    assert sessions.sign_minutes(session=session, actor=house.chair).state == "ended"


def words(response):
    assert response.status_code == 200
    reader = pypdf.PdfReader(BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_the_invitation_names_number_day_place_agenda_and_the_members_by_element(house, client_for):
    session = make.planned(house)
    make.item(house, session, title="Pembukaan")
    page = text_of(client_for().get(address(session, "undangan")))
    text = words(client_for().get(address(session, "undangan", "session_paper_pdf")))
    for part in (session.invitation_number, session.place, "Pembukaan", "Unsur akademisi", house.member.name):
        assert part in page
        assert part in text


def test_the_attendance_list_is_printed_before_the_session(house, client_for):
    session = make.planned(house)
    text = words(client_for(house.clerk).get(address(session, "daftar-hadir", "session_paper_pdf")))
    assert "Tanda tangan" in text
    for seat in house.seats:
        assert seat.person.name in text


def test_the_official_report_tells_all_that_the_data_know(house, client_for):
    session = held(house)
    motion = session.items.get().motions.get()
    text = words(client_for().get(address(session, "berita-acara", "session_paper_pdf")))
    for part in (
        "BERITA ACARA",
        "tanggal",
        "tahun dua ribu dua puluh enam",
        session.invitation_number,
        house.chair.name,
        "Hadir 4 (empat) dari 5 (lima) anggota",
        "tercapai",
        motion.wording.split(".")[0],
        "2 setuju, 1 tidak setuju, 0 abstain",
        "Daftar suara",
        "Saksi",
    ):
        assert part in text
    page = text_of(client_for().get(address(session, "berita-acara")))
    assert "2 setuju, 1 tidak setuju, 0 abstain" in page


def test_there_is_no_report_before_the_end(house, client_for):
    for session in (make.planned(house), make.opened(house)):
        for kind in ("berita-acara", "risalah", "notula"):
            assert client_for(house.clerk).get(address(session, kind)).status_code == 404


def test_a_plenary_has_minutes_and_another_meeting_has_notes(house, client_for):
    plenary, meeting = held(house), held(house, kind=SessionKind.LEADERS)
    client = client_for(house.clerk)
    for session, has, lacks in ((plenary, "risalah", "notula"), (meeting, "notula", "risalah")):
        assert client.get(address(session, has)).status_code == 200
        assert client.get(address(session, lacks)).status_code == 404
    assert client.get(address(plenary, "apa-saja")).status_code == 404


def test_draft_minutes_are_for_the_room_and_signed_ones_for_everybody(house, client_for):
    session = held(house)
    sessions.write_minutes(session=session, text="Dibuka.", actor=house.clerk)
    assert client_for().get(address(session, "risalah")).status_code == 404
    assert client_for(member()).get(address(session, "risalah")).status_code == 404
    text = words(client_for(house.member).get(address(session, "risalah", "session_paper_pdf")))
    assert "RISALAH SEMENTARA" in text
    minuted(house, session)
    text = words(client_for().get(address(session, "risalah", "session_paper_pdf")))
    assert "SEMENTARA" not in text
    assert "Dibahas" in text
    assert "ditandatangani dalam portal" in text


def test_the_talk_of_a_closed_session_stays_inside(house, client_for):
    session = minuted(house, held(house, is_closed=True, closed_reason="Data pribadi."))
    assert client_for().get(address(session, "risalah")).status_code == 404
    assert client_for(house.member).get(address(session, "risalah")).status_code == 200
    assert client_for().get(address(session, "berita-acara")).status_code == 200


def test_what_was_typed_into_minutes_is_escaped(house, client_for):
    session = held(house)
    sessions.write_minutes(session=session, text='<script>x</script> #import "a" $x$', actor=house.clerk)
    client = client_for(house.clerk)
    assert "<script>x" not in client.get(address(session, "risalah")).content.decode()
    assert '#import "a" $x$' in words(client.get(address(session, "risalah", "session_paper_pdf")))


# Corrections


@pytest.fixture
def drafted(house):
    session = held(house)
    return sessions.write_minutes(session=session, text="Dibuka.", actor=house.clerk)


def test_a_member_asks_for_a_correction_and_is_answered_in_the_minutes(house, drafted, client_for):
    url = reverse("council:ask_correction", args=[drafted.pk])
    assert send(client_for(house.member), url, text="Butir 1: pukul 09.10.").status_code == 303
    correction = drafted.corrections.get()
    url = reverse("council:answer_correction", args=[correction.pk])
    assert send(client_for(house.clerk), url, is_taken="no", answer="").status_code == 422
    assert (
        send(client_for(house.clerk), url, is_taken="no", answer="Rekaman menyebut 09.00.").status_code == 303
    )
    page = text_of(client_for(house.member).get(address(drafted, "risalah")))
    assert "tidak diterima: Rekaman menyebut 09.00." in page


def test_corrections_are_taken_three_working_days(house, drafted, clock):
    clock.forward(days=8)
    with pytest.raises(Refused) as refused:
        minutes.ask_correction(session=drafted, text="Terlambat.", actor=house.member)
    assert refused.value.verdict.rule == "minutes.correct.late"


def test_the_minutes_are_signed_after_the_three_working_days_and_not_before(house, drafted, clock):
    # Drafted on a Saturday: the days are Monday, Tuesday and Wednesday.
    for hours in (0, 24, 24, 24, 24 + 9.9):
        clock.forward(hours=hours)
        with pytest.raises(Refused) as refused:
            sessions.sign_minutes(session=drafted, actor=house.chair)
        assert refused.value.verdict.rule == "minutes.corrections.days"
    assert "sampai 25 November 2026 (3 hari kerja)" in " ".join(refused.value.verdict.message.split())
    clock.forward(minutes=10)
    sessions.sign_minutes(session=drafted, actor=house.chair)


def test_the_refusal_stands_where_the_button_would_be_with_the_article(house, drafted, client_for, clock):
    CouncilRules.objects.update_or_create(
        pk=CouncilRules.load().pk, defaults={"procedure": "Tata Tertib 1/2026", "minutes_article": "Pasal 9"}
    )
    url = reverse("council:sign_minutes", args=[drafted.pk])
    page = text_of(client_for(house.chair).get(drafted.get_absolute_url()))
    assert "Risalah ditandatangani sesudah hari itu. (Pasal 9, Tata Tertib 1/2026)" in page
    assert url not in client_for(house.chair).get(drafted.get_absolute_url()).content.decode()
    assert client_for(house.chair).get(url).status_code == 403
    assert client_for(house.chair).post(url).status_code == 409
    assert "dapat meminta koreksi sampai 25 November 2026" in text_of(
        client_for(house.member).get(drafted.get_absolute_url())
    )
    clock.forward(days=8)
    assert url in client_for(house.chair).get(drafted.get_absolute_url()).content.decode()


def test_who_may_not_sign_the_minutes_does_not_read_their_draft_there(house, drafted, client_for):
    """The form shows what is signed; its refusal shows nothing of it."""
    url = reverse("council:sign_minutes", args=[drafted.pk])
    make.drafted(house, drafted, "Isi yang belum disahkan.")
    for person in (member(), make.stranger(), house.member):
        answer = client_for(person).get(url)
        assert answer.status_code == 403
        assert "Isi yang belum disahkan." not in answer.content.decode()
    make.corrected(house, drafted, "Isi yang belum disahkan.")
    assert "Isi yang belum disahkan." in client_for(house.chair).get(url).content.decode()


def test_where_no_days_are_set_nobody_waits_for_them(house, drafted):
    CouncilRules.objects.update_or_create(pk=CouncilRules.load().pk, defaults={"corrections_workdays": 0})
    assert sessions.sign_minutes(session=drafted, actor=house.chair).signatures.count() == 1


def test_mending_the_draft_begins_no_new_days(house, drafted, clock):
    clock.forward(days=8)
    sessions.write_minutes(session=drafted, text="Dibuka lagi.", actor=house.clerk)
    assert sessions.sign_minutes(session=drafted, actor=house.chair).signatures.count() == 1


def test_only_members_ask_and_only_the_secretariat_answers(house, drafted):
    with pytest.raises(Refused) as refused:
        minutes.ask_correction(session=drafted, text="X", actor=member())
    assert refused.value.verdict.rule == "minutes.correct.who"
    made = minutes.ask_correction(session=drafted, text="X", actor=house.member)
    with pytest.raises(Refused) as refused:
        minutes.answer_correction(correction=made, is_taken=True, answer="", actor=house.chair)
    assert refused.value.verdict.rule == "minutes.answer_correction.who"
    minutes.answer_correction(correction=made, is_taken=True, answer="", actor=house.clerk)
    with pytest.raises(Refused) as refused:
        minutes.answer_correction(correction=made, is_taken=True, answer="", actor=house.clerk)
    assert refused.value.verdict.rule == "minutes.answer_correction.done"


@pytest.mark.parametrize(("is_taken", "said"), [(True, "diterima"), (False, "tidak diterima")])
def test_who_asked_for_a_correction_is_told_what_became_of_it(house, drafted, is_taken, said):
    made = minutes.ask_correction(session=drafted, text="Pukul 9.", actor=house.member)
    minutes.answer_correction(correction=made, is_taken=is_taken, answer="Sudah benar.", actor=house.clerk)
    notice = Notice.objects.get(kind="minutes.correction_answered")
    assert notice.person == house.member
    assert notice.subject.startswith(f"Koreksi Anda {said}: ")
    assert notice.body.rstrip().endswith(address(drafted, "risalah"))
    # The talk of a closed session goes into no letter.
    assert not [words for words in ("Pukul 9.", "Sudah benar.") if words in notice.body + notice.subject]


def test_signed_minutes_take_no_corrections(house, drafted):
    make.corrected(house, drafted)
    sessions.sign_minutes(session=drafted, actor=house.chair)
    with pytest.raises(Refused) as refused:
        minutes.ask_correction(session=drafted, text="X", actor=house.member)
    assert refused.value.verdict.rule == "minutes.correct.state"


# Approval


def test_the_next_session_approves_the_minutes(house, client_for):
    former = minuted(house, held(house))
    make.opened(house)
    url = reverse("council:approve_minutes", args=[former.pk])
    assert send(client_for(house.chair), url).status_code == 303
    assert "Disahkan dalam" in text_of(client_for().get(address(former, "risalah")))
    assert client_for(house.chair).get(url).status_code == 403


def test_minutes_are_approved_signed_at_an_open_session_by_whoever_leads(house):
    former = held(house)
    with pytest.raises(Refused) as refused:
        minutes.approve_minutes(session=make.planned(house), minutes_of=former, actor=house.chair)
    assert refused.value.verdict.rule == "minutes.approve.session"
    now_open = make.opened(house)
    with pytest.raises(Refused) as refused:
        minutes.approve_minutes(session=now_open, minutes_of=former, actor=house.chair)
    assert refused.value.verdict.rule == "minutes.approve.unsigned"
    with pytest.raises(Refused) as refused:
        minutes.approve_minutes(session=now_open, minutes_of=former, actor=house.member)
    assert refused.value.verdict.rule == "minutes.approve.who"


# Signed papers


def scan(content=b"%PDF-1.7 pindaian"):
    return SimpleUploadedFile("a.pdf", content, content_type="application/pdf")


def test_the_signed_attendance_list_is_kept_and_read_by_everybody(house, client_for):
    session = make.opened(house)
    url = reverse("council:upload_scan", args=[session.pk])
    assert send(client_for(house.clerk), url, kind="attendance", file=scan()).status_code == 303
    response = client_for().get(reverse("council:session_scan", args=[session.scans.get().pk]))
    assert b"".join(response) == b"%PDF-1.7 pindaian"
    with pytest.raises(ValidationError):
        invitations.upload_scan(session=session, kind="attendance", file=scan(), actor=house.clerk)


def test_nothing_signed_exists_before_the_session(house):
    with pytest.raises(Refused) as refused:
        invitations.upload_scan(session=make.planned(house), kind="report", file=scan(), actor=house.clerk)
    assert refused.value.verdict.rule == "session.scan.state"
    with pytest.raises(Refused) as refused:
        invitations.upload_scan(session=make.opened(house), kind="report", file=scan(), actor=house.chair)
    assert refused.value.verdict.rule == "session.scan.who"
