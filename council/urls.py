"""The addresses of the council: sessions here, decisions and their trail in urls_decisions."""

from django.urls import path

from . import urls_decisions, urls_invitations
from .views import aloud, ballots, motions, recorded, rehearsals, session_live, sessions, suspensions

app_name = "council"

urlpatterns = [
    path("sidang/", sessions.session_list, name="sessions"),
    path("sidang/baru/", sessions.PlanSession.as_view(), name="plan_session"),
    path("sidang/dicatat/", recorded.RecordSession.as_view(), name="record_session"),
    path("sidang/gladi/", rehearsals.PlanRehearsal.as_view(), name="plan_rehearsal"),
    path("sidang/<int:pk>/gladi/hapus/", rehearsals.DiscardRehearsal.as_view(), name="discard_rehearsal"),
    path("sidang/<int:pk>/gladi/keadaan/", session_live.rehearsal_stamp, name="rehearsal_stamp"),
    path("sidang/<int:pk>/periksa/", recorded.ConfirmRecording.as_view(), name="confirm_recording"),
    path("sidang/<int:pk>/", sessions.session_detail, name="session"),
    path("sidang/<int:pk>/keadaan/", session_live.session_stamp, name="session_stamp"),
    path("sidang/<int:pk>/acara/", sessions.AddItem.as_view(), name="add_item"),
    path("sidang/<int:pk>/hadir/", sessions.RecordAttendance.as_view(), name="record_attendance"),
    path("sidang/<int:pk>/pimpinan/", sessions.NameLeader.as_view(), name="name_leader"),
    path("sidang/<int:pk>/buka/", sessions.OpenSession.as_view(), name="open_session"),
    path("sidang/<int:pk>/skors/", suspensions.SuspendSession.as_view(), name="suspend_session"),
    path("sidang/<int:pk>/lanjutkan/", suspensions.ResumeSession.as_view(), name="resume_session"),
    path("sidang/<int:pk>/tutup/", sessions.EndSession.as_view(), name="end_session"),
    path("sidang/<int:pk>/jadwal-ulang/", sessions.RescheduleSession.as_view(), name="reschedule_session"),
    path("sidang/<int:pk>/batalkan/", sessions.CancelSession.as_view(), name="cancel_session"),
    path("sidang/<int:pk>/risalah/", sessions.WriteMinutes.as_view(), name="write_minutes"),
    path("sidang/<int:pk>/risalah/tanda-tangan/", sessions.SignMinutes.as_view(), name="sign_minutes"),
    path("sidang/acara/<int:pk>/rancangan/", motions.PrepareMotion.as_view(), name="prepare_motion"),
    path("sidang/acara/<int:pk>/selesai/", motions.ConcludeItem.as_view(), name="conclude_item"),
    path("sidang/acara/<int:pk>/kembalikan/", motions.ReturnItem.as_view(), name="return_item"),
    path("sidang/acara/<int:pk>/sidang-berikutnya/", motions.PostponeItem.as_view(), name="postpone_item"),
    path("sidang/acara/<int:pk>/cabut/", motions.WithdrawItem.as_view(), name="withdraw_item"),
    path("sidang/rancangan/<int:pk>/", motions.motion_redirect, name="motion"),
    path("sidang/rancangan/<int:pk>/musyawarah/", motions.PutMotion.as_view(), name="put_motion"),
    path("sidang/rancangan/<int:pk>/rumusan-baru/", motions.RewordMotion.as_view(), name="reword_motion"),
    path("sidang/rancangan/<int:pk>/keberatan/", motions.RecordObjection.as_view(), name="record_objection"),
    path("sidang/rancangan/<int:pk>/konflik/", motions.DeclareConflict.as_view(), name="declare_conflict"),
    path("sidang/rancangan/<int:pk>/mufakat/", motions.DeclareConsensus.as_view(), name="declare_consensus"),
    path(
        "sidang/rancangan/<int:pk>/mufakat-dengan-catatan/",
        motions.DeclareConsensusWithNotes.as_view(),
        name="declare_consensus_with_notes",
    ),
    path("sidang/rancangan/<int:pk>/pemungutan-suara/", ballots.OpenBallot.as_view(), name="open_ballot"),
    path(
        "sidang/rancangan/<int:pk>/pemungutan-suara-ulang/",
        ballots.RepeatBallot.as_view(),
        name="repeat_ballot",
    ),
    path("sidang/rancangan/<int:pk>/suara/", ballots.CastBallot.as_view(), name="cast_ballot"),
    path("sidang/rancangan/<int:pk>/lisan/", aloud.HearMember.as_view(), name="hear_member"),
    path("sidang/rancangan/<int:pk>/suara-lisan/", aloud.CastAloud.as_view(), name="cast_aloud"),
    path(
        "sidang/rancangan/<int:pk>/tutup-pemungutan-suara/",
        ballots.CloseBallot.as_view(),
        name="close_ballot",
    ),
    path("sidang/keberatan/<int:pk>/cabut/", motions.LiftObjection.as_view(), name="lift_objection"),
    path("sidang/keberatan/<int:pk>/catatan/", motions.AgreeToNote.as_view(), name="agree_to_note"),
    *urls_invitations.urlpatterns,
    *urls_decisions.urlpatterns,
]
