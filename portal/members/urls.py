"""Addresses of people and bodies, all of them inside i18n_patterns."""

from django.urls import path

from .views import account, affiliations, groups, public

app_name = "members"
urlpatterns = [
    path("organisasi/", public.organisations, name="organisations"),
    path("organisasi/<int:organisation_id>/", public.organisation_by_id, name="organisation-by-id"),
    path("organisasi/<int:organisation_id>/<slug:slug>/", public.organisation, name="organisation"),
    path("dewan/", public.council, name="council"),
    path("akun/", account.overview, name="account"),
    path("akun/sudah-masuk/", account.signed_in, name="signed-in"),
    path("akun/profil/", account.ChangeProfile.as_view(), name="profile"),
    path("akun/hapus/", account.EraseAccount.as_view(), name="erase"),
    path("akun/organisasi/", affiliations.own, name="affiliations"),
    path("akun/organisasi/tambah/", affiliations.Claim.as_view(), name="claim"),
    path("akun/organisasi/<int:pk>/perbarui/", affiliations.Renew.as_view(), name="renew"),
    path("akun/organisasi/<int:pk>/akhiri/", affiliations.End.as_view(), name="end-affiliation"),
    path("akun/organisasi/<int:pk>/benarkan/", affiliations.Confirm.as_view(), name="confirm-affiliation"),
    path("akun/bukti/<int:pk>/", affiliations.evidence, name="evidence"),
    path("akun/pokja/", groups.own, name="groups"),
    path("akun/pokja/permintaan/", groups.requests, name="requests"),
    path("akun/pokja/<slug:slug>/gabung/", groups.Join.as_view(), name="join"),
    path("akun/keanggotaan/<int:pk>/terima/", groups.Admit.as_view(), name="admit"),
    path("akun/keanggotaan/<int:pk>/tolak/", groups.Refuse.as_view(), name="refuse-membership"),
    path("akun/keanggotaan/<int:pk>/akhiri/", groups.End.as_view(), name="end-membership"),
]
