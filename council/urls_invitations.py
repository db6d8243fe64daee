"""Addresses of the papers of sessions, replies, the agenda's order and tasks; council.urls takes them in."""

from django.urls import path

from .views import invitations, meeting_tasks

_SESSION = "sidang/<int:pk>/"

urlpatterns = [
    path(f"{_SESSION}undangan.ics", invitations.session_calendar, name="session_calendar"),
    path(f"{_SESSION}naskah/<slug:kind>/", invitations.session_paper, name="session_paper"),
    path(f"{_SESSION}naskah/<slug:kind>.pdf", invitations.session_paper_pdf, name="session_paper_pdf"),
    path(f"{_SESSION}undang/", invitations.SendInvitation.as_view(), name="send_invitation"),
    path(f"{_SESSION}jawaban/", invitations.ReplyToInvitation.as_view(), name="reply_to_invitation"),
    path(f"{_SESSION}surat-perwakilan/", invitations.KeepLetter.as_view(), name="keep_letter"),
    path(f"{_SESSION}acara/urutan/", invitations.OrderAgenda.as_view(), name="order_agenda"),
    path(f"{_SESSION}pindaian/", invitations.UploadScan.as_view(), name="upload_scan"),
    path(f"{_SESSION}risalah/koreksi/", invitations.AskCorrection.as_view(), name="ask_correction"),
    path(f"{_SESSION}risalah/sahkan/", invitations.ApproveMinutes.as_view(), name="approve_minutes"),
    path(f"{_SESSION}tugas/", meeting_tasks.AddTask.as_view(), name="add_task"),
    path("sidang/tugas/<int:pk>/selesai/", meeting_tasks.FinishTask.as_view(), name="finish_task"),
    path("sidang/tugas/<int:pk>/buka-kembali/", meeting_tasks.ReopenTask.as_view(), name="reopen_task"),
    path("sidang/tugas/<int:pk>/hapus/", meeting_tasks.RemoveTask.as_view(), name="remove_task"),
    path("sidang/koreksi/<int:pk>/", invitations.AnswerCorrection.as_view(), name="answer_correction"),
    path("sidang/jawaban/<int:pk>/surat/", invitations.reply_letter, name="reply_letter"),
    path("sidang/acara/<int:pk>/berkas/", invitations.AddDocument.as_view(), name="add_document"),
    path("sidang/berkas/<int:pk>/", invitations.item_document, name="item_document"),
    path("sidang/pindaian/<int:pk>/", invitations.session_scan, name="session_scan"),
]
