"""While a ballot is open, what was cast stands in one row of one table, and is shown to nobody else."""

import html
import logging
from itertools import product

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.log import AdminEmailHandler

from council.actions import agenda, ballots
from council.models import Ballot, Vote
from council.paper_sessions import KINDS
from portal.members import roles
from portal.members.models import User
from tests.factories import council as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db

OWN = ("portal.", "proposals.", "council.", "home.", "wagtail.admin.views.reports")
CHOICES = ("in_favour", "against", "abstain")


@pytest.fixture
def house(clock):
    return make.council()


def rows_of_every_table():
    """Return every value of every table of the database but that of the votes, as text, with its table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == Vote._meta.db_table:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    if value is not None:
                        yield table, value.decode("latin-1") if isinstance(value, bytes) else str(value)


def test_no_table_but_the_votes_holds_a_choice(house, client_for, caplog):
    """Also not the session table, the kept form keys, the acts or the queue of tasks."""
    ballot = make.open_ballot(house)
    before = list(rows_of_every_table())
    counts = {choice: sum(choice in value for _table, value in before) for choice in CHOICES}
    caplog.set_level(logging.DEBUG)
    for number, choice in ((1, "in_favour"), (4, "against"), (3, "abstain")):
        client = client_for(house.person(number))
        client.get(ballot.get_absolute_url())
        key = f"kunci-{number}"
        sent = {"choice": choice, "form_key": key}
        assert client.post(ballot.get_absolute_url(), sent).status_code == 303
        assert client.post(ballot.get_absolute_url(), sent).status_code == 303
        client.get(ballot.motion.item.session.get_absolute_url())
    assert Vote.objects.count() == 3
    for choice, count in counts.items():
        assert sum(choice in value for _table, value in rows_of_every_table()) == count, choice
    messages = " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    letters = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert not [choice for choice in CHOICES if choice in messages + letters]


def test_a_vote_said_aloud_is_held_nowhere_else_either(house, client_for, caplog):
    """Not by the operator's form, session, messages or acts, although the operator has heard it."""
    ballot = make.open_ballot(house)
    before = list(rows_of_every_table())
    counts = {choice: sum(choice in value for _table, value in before) for choice in CHOICES}
    caplog.set_level(logging.DEBUG)
    client = client_for(house.operator)
    address = reverse("council:cast_aloud", args=[ballot.motion_id])
    for number, choice in ((4, "against"), (5, "in_favour")):
        seat = ballot.seats.get(seat_number=number)
        client.get(address)
        sent = {"choice": choice, "seat": seat.pk, "form_key": f"kunci-{number}"}
        assert client.post(address, sent).status_code == 303
        # Refused for want of a member: the choice is not kept for the next try.
        assert client.post(address, {"choice": choice}).status_code == 422
    assert Vote.objects.count() == 2
    for choice, count in counts.items():
        assert sum(choice in value for _table, value in rows_of_every_table()) == count, choice
    messages = " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert not [choice for choice in CHOICES if choice in messages]


def addresses(ballot):
    """Return every address of the site that can be built without arguments or for this ballot's things."""
    known = {
        "pk": [ballot.motion.item.session_id, ballot.motion_id, ballot.motion.item_id, ballot.pk],
        # The papers of its session, as pages and as PDFs.
        "kind": list(KINDS),
    }

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern) and pattern.name:
                view = getattr(pattern.callback, "view_class", pattern.callback)
                # Wagtail's own editors and choosers know no model of the council.
                if view.__module__.startswith(OWN):
                    yield f"{namespace}{pattern.name}", pattern.pattern.converters

    found = set()
    for name, converters in walk(get_resolver().url_patterns, ""):
        try:
            if set(converters) <= set(known):
                values = product(*(known[parameter] for parameter in converters))
                found.update(reverse(name, kwargs=dict(zip(converters, one, strict=True))) for one in values)
        except NoReverseMatch:
            continue
    found.update(
        [
            ballot.motion.proposal.get_absolute_url(),
            "/catatan/unduh.jsonl",
            "/admin/",
            "/admin/reports/site-history/",
            "/admin/reports/aging-pages/",
            f"/jejak/usulan/{ballot.motion.proposal_id}/",
        ]
    )
    return sorted(found)


def shown(client, address):
    response = client.get(address, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def everybody(house):
    return {
        "visitor": None,
        "chair, who has cast": house.chair,
        "member, who has not cast": house.person(5),
        "operator": house.operator,
        "editor": house.clerk,
        "inspector": staff(roles.INSPECTOR),
        "superuser": User.objects.create_superuser("super@contoh.test", "x", name="Super"),
    }


@pytest.mark.survey
@time_machine.travel("2026-11-21 07:05:00+00:00", tick=False)
def test_no_page_tells_one_choice_from_another_to_anybody_else(house, client_for, one_frame):
    """Every address answers everybody in the same way whatever a member has cast."""
    ballot = make.open_ballot(house)
    make.cast(house, ballot, seat_1="in_favour", seat_4="in_favour")
    ballot = Ballot.objects.select_related("motion__item__session", "motion__proposal").get(pk=ballot.pk)
    every = addresses(ballot)
    assert ballot.get_absolute_url() in every
    assert reverse("council:session", args=[ballot.motion.item.session_id]) in every
    assert reverse("council:session_paper_pdf", args=[ballot.motion.item.session_id, "daftar-hadir"]) in every
    for name, person in everybody(house).items():
        client = client_for(person, raise_request_exception=False)
        readable = [address for address in every if is_readable(address, name)]
        pages = {}
        for choice in ("in_favour", "against"):
            # The row alone changes: all that differs between the two readings is the vote itself.
            Vote.objects.filter(ballot_seat__seat=house.seats[3]).update(choice=choice)
            pages[choice] = {address: shown(client, address) for address in readable}
        for address in pages["against"]:
            first, second = (strip(pages[choice][address]) for choice in ("in_favour", "against"))
            assert first == second, f"{name} can read a vote at {address}"


# What ends the session, what reports on the process itself, and Wagtail's own test of an error page.
NOISY = ("/akun/logout/", "/admin/logout/", "/healthz", "/readyz", "/admin/failwhale/")


def is_readable(address, name):
    """Leave out the noise, and the admin for those whom it turns away at its door."""
    if address.startswith("/admin/") and name not in ("editor", "superuser"):
        return False
    return not address.startswith(NOISY)


def strip(html):
    """Leave out what differs from one answer to the next by design: tokens and keys."""
    lines = html.split("\n")
    noise = ("csrf", "form_key", "nonce", "uuid", "sha", "sig=")
    return "\n".join(line for line in lines if not any(word in line.lower() for word in noise))


def test_a_seat_sees_its_own_vote_and_may_change_it_until_the_close(house, client_for):
    ballot = make.open_ballot(house)
    client, session = client_for(house.member), ballot.motion.item.session.get_absolute_url()
    client.post(ballot.get_absolute_url(), {"choice": "against"})
    response = client.get(session)
    html = response.content.decode()
    assert "Suara Anda: Tidak setuju" in html
    assert "no-store" in response["Cache-Control"]
    client.post(ballot.get_absolute_url(), {"choice": "in_favour"})
    assert "Suara Anda: Setuju" in client.get(session).content.decode()
    assert list(Vote.objects.values_list("choice", flat=True)) == ["in_favour"]


def test_a_choice_is_never_put_back_into_a_form(house, client_for):
    ballot = make.open_ballot(house)
    member = client_for(house.member)
    address = ballot.get_absolute_url()

    def is_blank(response, status):
        html = response.content.decode()
        return response.status_code == status and "checked" not in html

    # Signed out in the meantime, and refused.
    assert is_blank(client_for(None).post(address, {"choice": "against"}), 403)
    ballots.cast_ballot(ballot=ballot, choice="in_favour", actor=house.member)
    assert is_blank(member.get(address), 200)
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert is_blank(member.post(address, {"choice": "against"}), 409)


def test_a_ballot_that_is_broken_off_leaves_no_choice_anywhere(house):
    ballot = make.open_ballot(house)
    make.cast(house, ballot, seat_1="in_favour", seat_4="against")
    agenda.postpone_item(item=ballot.motion.item, reason="Listrik padam.", actor=house.chair)
    ballot.refresh_from_db()
    assert ballot.is_abandoned
    assert not Vote.objects.exists()
    assert ballot.seats.filter(cast_at__isnull=False).count() == 2


# In the action after the vote is written, inside the database layer that holds it, before a view is reached.
BREAKS = (
    "council.actions.ballots.act",
    "django.db.models.sql.compiler.SQLUpdateCompiler.execute_sql",
    "portal.members.middleware.LimitSharedDevices.__call__",
)


@pytest.mark.parametrize("broken", BREAKS)
def test_an_error_report_hides_the_choice(house, client_for, settings, monkeypatch, broken):
    """The administrators' error mail shows neither the form nor the variables, wherever it breaks."""
    settings.ADMINS = [("Pengelola", "pengelola@contoh.test")]
    settings.DEBUG = False
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        ballot = make.open_ballot(house)
        client = client_for(house.member, raise_request_exception=False)
        make.cast(house, ballot, seat_4="in_favour")

        def fails(*args, **kwargs):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(broken, fails)
        mail.outbox.clear()
        response = client.post(ballot.get_absolute_url(), {"choice": "against"})
    finally:
        logger.removeHandler(handler)
    assert response.status_code == 500
    assert mail.outbox
    report = "".join(
        letter.body + "".join(str(part[0]) for part in letter.alternatives) for letter in mail.outbox
    )
    report = html.unescape(report)
    assert "the disk is full" in report
    assert "'against'" not in report
    assert "choice=against" not in report
    # The three words differ in length, and so does what was sent.
    assert "CONTENT_LENGTH = '********************'" in report


def test_after_the_close_names_and_choices_are_public(house, client_for):
    ballot = make.open_ballot(house)
    make.cast(house, ballot, seat_1="in_favour", seat_4="against")
    motion = ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert motion.state == "tied"
    html = client_for(None).get(motion.item.session.get_absolute_url()).content.decode()
    assert "vote--against" in html
    assert house.member.name in html


def test_votes_have_no_page_in_the_admin():
    from wagtail.snippets.models import get_snippet_models

    hidden = {apps.get_model("council", name) for name in ("Vote", "Ballot", "BallotSeat")}
    assert not hidden & set(get_snippet_models())
