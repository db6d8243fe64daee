"""The papers of a session on the page, as PDF and for calendars; replies, order, documents, signed papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from council import calendar_entry, paper_sessions
from council.actions import invitations as actions
from council.actions import minutes
from council.forms.invitations import (
    AnswerCorrectionForm,
    CorrectionForm,
    DocumentForm,
    HandedLetterForm,
    OrderForm,
    ReplyForm,
    ScanForm,
)
from council.models import AgendaItem, InvitationReply, ItemDocument, MinutesCorrection, Session, SessionScan
from council.permissions import invitations as rules
from council.permissions import minutes as minutes_rules
from council.permissions import roles as rooms
from council.permissions.sessions import only_clerks
from council.room import Room
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.members.evidence import ENDINGS
from portal.members.models import Seat

from .files import pdf_or_words, uploaded_response
from .sessions import SessionAction


def session_or_404(user: Any, pk: int) -> Session:
    """Return a session that `user` may know of; raise Http404."""
    found: Session = get_object_or_404(Session.objects.visible_to(user), pk=pk)
    return found


def _paper(request: HttpRequest, pk: int, kind: str) -> tuple[paper_sessions.Kind, Session]:
    """Return kind and session of an address; raise Http404 for what this reader may not have now."""
    session = session_or_404(request.user, pk)
    found = paper_sessions.KINDS.get(kind)
    if found is None:
        raise Http404
    room = Room.of(session)
    verdict = paper_sessions.can_read(
        found,
        session,
        hears=rooms.hears_the_talk(request.user, room),
        in_room=rooms.sees_the_room(request.user, room),
    )
    if not verdict:
        raise Http404(verdict.message)
    return found, session


@require_safe
def session_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show one paper of a session: to read, to print, to download."""
    found, session = _paper(request, pk, kind)
    context = {
        "session": session,
        "kind": found,
        "sheet": paper_sessions.render(found, session),
        "corrections": session.corrections.select_related("seat__organisation") if found.tells_talk else [],
    }
    response = render(request, "council/session_paper.html", context)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


@require_safe
@never_cache
def session_paper_pdf(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send one paper of a session as PDF, as of now."""
    found, session = _paper(request, pk, kind)
    return pdf_or_words(
        request,
        lambda: paper_sessions.pdf_of(found, session),
        f"sidang-{pk}-{found.slug}",
        text_at=reverse("council:session_paper", args=[pk, kind]),
    )


@require_safe
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the calendar entry; a rehearsal has none."""
    session = get_object_or_404(Session.objects.public(), pk=pk)
    response = HttpResponse(calendar_entry.calendar_of(session), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sidang-{pk}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@never_cache
def reply_letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a letter of representation to the secretariat or to whoever sent it, nobody else."""
    reply = get_object_or_404(InvitationReply.objects.exclude(letter="").select_related("seat"), pk=pk)
    own = request.user.is_authenticated and reply.seat.person_id == request.user.pk
    if not own and not only_clerks(request.user, "reply.letter"):
        raise Http404
    ending = ENDINGS.get(reply.letter_type, ".pdf")
    return uploaded_response(reply.letter, f"surat-{pk}{ending}", content_type=reply.letter_type)


@require_safe
def item_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a document of an agenda item: public, or of a closed session for those who were inside."""
    document = get_object_or_404(ItemDocument.objects.select_related("item__session"), pk=pk)
    session = session_or_404(request.user, document.item.session_id)
    if not rooms.hears_the_talk(request.user, Room.of(session)):
        raise Http404
    return uploaded_response(document.file, f"sidang-{session.pk}-berkas-{pk}.pdf")


@require_safe
def session_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a signed paper of a session."""
    scan = get_object_or_404(SessionScan.objects.select_related("session"), pk=pk)
    session_or_404(request.user, scan.session_id)
    return uploaded_response(scan.file, f"sidang-{scan.session_id}-{scan.kind}.pdf")


class SendInvitation(SessionAction):
    """Mail the invitation."""

    title = _("Send the invitation")
    intro = _(
        "Every member of the council gets it by email with an entry for their calendar. "
        "Sent again, it replaces the entry that they have."
    )
    submit_label = _("Send the invitation")
    rule = staticmethod(rules.can_send_invitation)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Send it and go back to the session."""
        self.count = actions.send_invitation(session=obj, actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say to how many."""
        return _now("The invitation is on its way to %(count)d members.") % {"count": self.count}


class ReplyToInvitation(SessionAction):
    """Answer the invitation."""

    form_class = ReplyForm
    title = _("Answer the invitation")
    submit_label = _("Send the reply")
    rule = staticmethod(rules.can_reply)

    def get_initial(self, obj: Session) -> dict[str, Any]:
        """Show the former reply."""
        place = rules.own_place(self.request.user, Room.of(obj)) if obj else None
        former = obj.replies.filter(seat=place.seat).first() if place else None
        return {"reply": former.reply, "note": former.note} if former else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Record it and go back to the session."""
        data = form.cleaned_data
        actions.reply_to_invitation(
            session=obj, reply=data["reply"], note=data["note"], letter=data.get("letter"), actor=user
        )
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say until when it can be changed."""
        return _now("The secretariat has your reply. You can change it until the session opens.")


class KeepLetter(SessionAction):
    """Keep a letter of representation that was handed over."""

    form_class = HandedLetterForm
    title = _("Keep a letter of representation")
    intro = _("An alternate counts and decides once the letter is here. It is seen by the secretariat alone.")
    submit_label = _("Keep the letter")
    rule = staticmethod(rules.can_keep_letter)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form the seats."""
        return {"room": Room.of(obj)} if obj else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Keep it and go to the attendance list."""
        seat = get_object_or_404(Seat, pk=form.cleaned_data["seat"])
        actions.keep_letter(session=obj, seat=seat, letter=form.cleaned_data["letter"], actor=user)
        return reverse("council:record_attendance", args=[obj.pk])

    def success_message(self) -> str:
        """Say what can be done now."""
        return _now("The letter is kept. The member can be recorded as represented now.")


class OrderAgenda(SessionAction):
    """Put the agenda in another order."""

    template_name = "council/order_agenda.html"
    form_class = OrderForm
    title = _("Order of the agenda")
    submit_label = _("Save the order")
    rule = staticmethod(rules.can_order_agenda)

    def get_initial(self, obj: Session) -> dict[str, Any]:
        """Hand over the order as it is."""
        return {"order": ",".join(str(item.pk) for item in obj.items.all())} if obj else {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show the items."""
        return {"items": list(obj.items.all()) if obj else []}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Save it: after a single step the list is shown again, else the session."""
        assert isinstance(form, OrderForm)  # noqa: S101 (form_class says so)
        actions.order_agenda(session=obj, order=form.moved(), actor=user)
        return self.request.path if form.cleaned_data.get("move") else obj.get_absolute_url()


class AddDocument(SessionAction):
    """Attach a document to an agenda item."""

    form_class = DocumentForm
    title = _("Add a document")
    submit_label = _("Add the document")

    def get_object(self) -> Any:
        """Return the item."""
        item = get_object_or_404(AgendaItem.objects.select_related("session"), pk=self.kwargs["pk"])
        session_or_404(self.request.user, item.session_id)
        return item

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask the rule."""
        return rules.can_add_document(user, obj.session)

    def back_url(self, obj: Any) -> str:
        """Go back to the session."""
        return obj.session.get_absolute_url() if obj else "/"

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Add it and go back to the session."""
        data = form.cleaned_data
        actions.add_document(item=obj, title=data["title"], file=data["file"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The document stands with its agenda item.")


class UploadScan(SessionAction):
    """Keep a signed paper of the session."""

    form_class = ScanForm
    title = _("Upload a signed paper")
    submit_label = _("Upload")
    rule = staticmethod(rules.can_upload_scan)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Keep it and go back to the session."""
        data = form.cleaned_data
        actions.upload_scan(session=obj, kind=data["kind"], file=data["file"], actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The signed paper is kept with the session.")


class AskCorrection(SessionAction):
    """Ask for a correction of draft minutes."""

    form_class = CorrectionForm
    title = _("Ask for a correction of the minutes")
    submit_label = _("Send the correction")
    rule = staticmethod(minutes_rules.can_ask_correction)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Send it and go back to the session."""
        minutes.ask_correction(session=obj, text=form.cleaned_data["text"], actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say who deals with it."""
        return _now("The secretariat has your correction and answers it in the minutes.")


class AnswerCorrection(SessionAction):
    """Say what became of a correction."""

    form_class = AnswerCorrectionForm
    title = _("Answer a correction")
    submit_label = _("Save the answer")

    def get_object(self) -> Any:
        """Return the correction."""
        return get_object_or_404(MinutesCorrection.objects.select_related("session"), pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask the rule."""
        return minutes_rules.can_answer_correction(user, obj)

    def back_url(self, obj: Any) -> str:
        """Go back to the session."""
        return obj.session.get_absolute_url() if obj else "/"

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Save it and go back to the session."""
        data = form.cleaned_data
        minutes.answer_correction(
            correction=obj, is_taken=data["is_taken"], answer=data["answer"], actor=user
        )
        return self.back_url(obj)


class ApproveMinutes(SessionAction):
    """Record that the session that is open approves these minutes."""

    title = _("Approve the minutes")
    intro = _("The open session approves the signed minutes of this earlier one.")
    submit_label = _("Approve the minutes")

    def approving(self, obj: Session) -> Session | None:
        """Return the open session of the same kind, or None."""
        return Session.objects.filter(kind=obj.kind, state="open").exclude(pk=obj.pk).first()

    def verdict(self, user: Any, obj: Session) -> Verdict:
        """Ask the rule."""
        return minutes_rules.can_approve_minutes(user, self.approving(obj) or obj, obj)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Record it and go back to the minutes."""
        minutes.approve_minutes(session=self.approving(obj) or obj, minutes_of=obj, actor=user)
        return obj.get_absolute_url()
