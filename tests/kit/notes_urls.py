"""One action beside the portal's own addresses, to try every answer that an ActionView can give."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import path

from portal.kit.forms import ActionForm, LongTextField
from portal.kit.verdict import YES, Refused, no
from portal.kit.views import ActionView
from portal.urls import urlpatterns as portal_urlpatterns

KEPT: list[str] = []


class NoteForm(ActionForm):
    body = LongTextField(label="Isi", max_length=200)
    # Offered to somebody signed in; a visitor is offered nothing.
    speaks_as = forms.ChoiceField(required=False, choices=[])


class WriteNote(ActionView):
    form_class = NoteForm
    template_name = "action.html"
    title = "Tulis catatan"
    submit_label = "Simpan catatan"

    def get_object(self):
        if self.kwargs["number"] == 404:
            raise Http404
        if self.kwargs["number"] == 7 and not self.request.user.is_authenticated:
            raise Http404
        return self.kwargs["number"]

    def verdict(self, user, obj):
        return no("note.closed", "Catatan sudah ditutup.") if obj == 403 else YES

    def perform(self, form, obj, user):
        body = form.cleaned_data["body"]
        if body == "terlambat":
            raise Refused(no("note.late", "Orang lain lebih dahulu."))
        if body == "salah":
            raise ValidationError({"body": "Isi ini keliru.", "lain": "Bagian lain keliru."})
        KEPT.append(body)
        return f"/catatan-uji/{obj}/{len(KEPT)}/"

    def success_message(self):
        return "Catatan tersimpan."


class CastSecret(WriteNote):
    keep_values = False


urlpatterns = [
    path("tulis/<int:number>/", WriteNote.as_view()),
    path("rahasia/<int:number>/", CastSecret.as_view()),
    path("lain/", lambda request: HttpResponse("isi")),
    # What the frame of every page leads to.
    *portal_urlpatterns,
]
handler400 = "portal.kit.errors.bad_request"
