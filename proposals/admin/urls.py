"""Addresses of the secretariat's own pages about proposals; Wagtail asks for admin access at each of them."""

from django.urls import path

from . import blackouts, citizens, files, moderation, proposals

app_name = "proposals_admin"
urlpatterns = [
    path("", proposals.index, name="index"),
    path("moderasi/", moderation.index, name="moderation"),
    path("moderasi/<int:pk>/", moderation.detail, name="case"),
    path("moderasi/<int:pk>/ambil/", moderation.Claim.as_view(), name="claim"),
    path("moderasi/<int:pk>/kembalikan/", moderation.ReleaseClaim.as_view(), name="release_claim"),
    path("moderasi/<int:pk>/putuskan/", moderation.Decide.as_view(), name="decide"),
    path("<int:pk>/hitamkan/", blackouts.BlackOutText.as_view(), name="black_out_text"),
    path("tanggapan/<int:pk>/hitamkan/", blackouts.BlackOutComment.as_view(), name="black_out_comment"),
    path("lampiran/<int:pk>/tarik/", files.WithdrawFile.as_view(), name="withdraw_file"),
    path("masukan/", citizens.index, name="citizens"),
    path("masukan/<int:pk>/terbitkan/", citizens.Release.as_view(), name="release_input"),
    path("masukan/<int:pk>/tolak/", citizens.Refuse.as_view(), name="refuse_input"),
]
