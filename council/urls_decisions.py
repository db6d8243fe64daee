"""Addresses of decisions, drafts, follow-ups and trails; council.urls takes them in."""

from django.urls import path

from .views import (
    after_decision,
    agencies,
    calendar,
    contributions,
    decisions,
    drafts,
    files,
    follow_up_page,
    follow_ups,
    referrals,
    trail,
)

_FOLLOW_UP = "keputusan/tindak-lanjut/<int:pk>/"
_CONTRIBUTION = "keputusan/kontribusi/<int:pk>/"
_DECISION = "keputusan/<int:year>/<slug:slug>/"
_DRAFT = "keputusan/naskah/<int:pk>/"

urlpatterns = [
    path("keputusan/", decisions.decision_list, name="decisions"),
    path("keputusan/menuju/<slug:kind>/<int:pk>/", decisions.lead_to, name="lead_to"),
    path("keputusan/naskah/", drafts.draft_list, name="drafts"),
    path("keputusan/naskah/baru/", drafts.CreateDraft.as_view(), name="create_draft"),
    path(_DRAFT, drafts.draft_detail, name="draft"),
    path(f"{_DRAFT}pratinjau.pdf", files.draft_preview, name="draft_pdf"),
    path(f"{_DRAFT}mengubah/", after_decision.ChangeEarlier.as_view(), name="change_earlier"),
    path(f"{_DRAFT}ubah/", drafts.EditDraft.as_view(), name="edit_draft"),
    path(f"{_DRAFT}paraf/", drafts.InitialDraft.as_view(), name="initial_draft"),
    path(f"{_DRAFT}tanda-tangan/", drafts.SignDraft.as_view(), name="sign_draft"),
    path(f"{_DRAFT}naskah-bertanda-tangan/", files.SignOnPaper.as_view(), name="sign_on_paper"),
    path(f"{_DRAFT}naskah-bertanda-tangan/<int:scan>/", files.draft_scan, name="draft_scan"),
    path(f"{_DRAFT}kembalikan/", drafts.SendBackDraft.as_view(), name="send_back_draft"),
    path(f"{_DRAFT}tetapkan/", drafts.EnactDecision.as_view(), name="enact_decision"),
    path("kalender/", calendar.this_month, name="calendar"),
    path("kalender/<int:year>/<int:number>/", calendar.month, name="month"),
    path("keputusan/tindak-lanjut/", agencies.agency_cards, name="agencies"),
    path("organisasi/<int:organisation_id>/<slug:slug>/tindak-lanjut/", agencies.agency_card, name="agency"),
    path(_FOLLOW_UP, follow_up_page.follow_up_detail, name="follow_up"),
    path(f"{_FOLLOW_UP}bukti/<int:evidence>/", follow_up_page.evidence, name="follow_up_evidence"),
    path(f"{_FOLLOW_UP}rencana/", follow_ups.PlanFollowUp.as_view(), name="plan_follow_up"),
    path(f"{_FOLLOW_UP}buka/", follow_ups.OpenFollowUp.as_view(), name="open_follow_up"),
    path(f"{_FOLLOW_UP}kemajuan/", follow_ups.ReportProgress.as_view(), name="report_progress"),
    path(f"{_FOLLOW_UP}selesai/", follow_ups.ReportFinished.as_view(), name="report_finished"),
    path(f"{_FOLLOW_UP}terima/", follow_ups.AcceptReport.as_view(), name="accept_report"),
    path(f"{_FOLLOW_UP}kembalikan/", follow_ups.RejectReport.as_view(), name="reject_report"),
    path(f"{_FOLLOW_UP}tidak-dapat/", follow_ups.MarkInfeasible.as_view(), name="mark_infeasible"),
    path(f"{_FOLLOW_UP}batalkan/", follow_ups.CancelFollowUp.as_view(), name="cancel_follow_up"),
    path(f"{_FOLLOW_UP}catatan/", follow_ups.FollowUpNote.as_view(), name="follow_up_note"),
    path("keputusan/nomor-batal/", after_decision.VoidNumberView.as_view(), name="void_number"),
    path("keputusan/peninjauan/<int:pk>/", after_decision.AnswerReview.as_view(), name="answer_review"),
    path(f"{_DECISION}ralat/", after_decision.AddErratum.as_view(), name="add_erratum"),
    path(f"{_DECISION}peninjauan/", after_decision.RequestReview.as_view(), name="request_review"),
    path(f"{_DECISION}peninjauan/surat/", after_decision.EnterReviewLetter.as_view(), name="review_letter"),
    path(_DECISION, decisions.decision_detail, name="decision"),
    path("keputusan/<int:year>/<slug:slug>.pdf", files.decision_copy, name="decision_pdf"),
    path(f"{_DECISION}ringkasan.pdf", files.decision_summary, name="decision_summary"),
    path(f"{_DECISION}asli.pdf", files.decision_original, name="decision_original"),
    path(f"{_DECISION}naskah-asli/", files.UploadOriginal.as_view(), name="upload_original"),
    path(f"{_DECISION}umumkan/", decisions.Announce.as_view(), name="announce"),
    path(f"{_DECISION}sampaikan/", decisions.Convey.as_view(), name="convey"),
    path(f"{_DECISION}jawaban/", referrals.RecordAnswer.as_view(), name="record_answer"),
    path(f"{_DECISION}kontribusi/", contributions.OfferContribution.as_view(), name="offer_contribution"),
    path(f"{_CONTRIBUTION}terima/", contributions.AcceptContribution.as_view(), name="accept_contribution"),
    path(f"{_CONTRIBUTION}tolak/", contributions.DeclineContribution.as_view(), name="decline_contribution"),
    path(
        f"{_CONTRIBUTION}tarik/", contributions.WithdrawContribution.as_view(), name="withdraw_contribution"
    ),
    path(f"{_CONTRIBUTION}serah-terima/", contributions.RecordHandover.as_view(), name="record_handover"),
    path("jejak/usulan/<int:pk>/", trail.trail_page, name="trail"),
    path("jejak/usulan/<int:pk>/catatan/", follow_ups.ProposalNote.as_view(), name="proposal_note"),
    path("jejak/usulan/<int:pk>/tuntaskan/", follow_ups.FinishProposal.as_view(), name="finish_proposal"),
]
