"""Addresses of the secretariat's own pages in the admin; Wagtail asks for admin access at each of them."""

from django.urls import path

from . import affiliations, council, groups, organisations

app_name = "members_admin"
urlpatterns = [
    path("keterwakilan/", affiliations.index, name="affiliations"),
    path("keterwakilan/<int:pk>/", affiliations.detail, name="affiliation"),
    path("keterwakilan/<int:pk>/verifikasi/", affiliations.Verify.as_view(), name="verify-affiliation"),
    path("keterwakilan/<int:pk>/tolak/", affiliations.Refuse.as_view(), name="refuse-affiliation"),
    path("keterwakilan/<int:pk>/akhiri/", affiliations.End.as_view(), name="end-affiliation"),
    path("keterwakilan/<int:pk>/penghubung/", affiliations.Liaison.as_view(), name="liaison"),
    path("organisasi/", organisations.index, name="organisations"),
    path("organisasi/tambah/", organisations.Register.as_view(), name="register-organisation"),
    path("organisasi/<int:pk>/", organisations.Change.as_view(), name="change-organisation"),
    path("organisasi/<int:pk>/verifikasi/", organisations.Verify.as_view(), name="verify-organisation"),
    path("organisasi/<int:pk>/kontak/", organisations.Contact.as_view(), name="name-contact"),
    path("pokja/", groups.index, name="groups"),
    path("keanggotaan/<int:pk>/terima/", groups.Admit.as_view(), name="admit"),
    path("keanggotaan/<int:pk>/tolak/", groups.Refuse.as_view(), name="refuse-membership"),
    path("keanggotaan/<int:pk>/akhiri/", groups.End.as_view(), name="end-membership"),
    path("keanggotaan/<int:pk>/koordinator/", groups.NameCoordinator.as_view(), name="name-coordinator"),
    path("keanggotaan/<int:pk>/lepas/", groups.ReleaseCoordinator.as_view(), name="release-coordinator"),
    path("dewan/", council.index, name="council"),
    path("dewan/tambah/", council.Issue.as_view(), name="issue-appointment"),
    path("dewan/<int:pk>/ganti/", council.Replace.as_view(), name="replace-seat"),
]
