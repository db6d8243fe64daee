"""Hole: private items leak through pages, feeds, lists of what happened, search and the sitemap.

Everything private is marked, and every address is read by those who may not know of it.
"""

import pytest
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from council.models import Decision, DecisionDraft, DecisionPaper, FollowUp, FollowUpDraft
from portal.kit import append_only
from portal.members.models import Affiliation, User
from portal.notices.models import Notice
from portal.record.models import Act
from proposals.models import CitizenInput, Comment, Draft, Flag, ModerationCase, Proposal, Version
from tests import city
from tests.addresses import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.survey]

SEARCH = ("/cari/?q={}", "/usulan/?q={}", "/keputusan/?q={}", "/usulan/serupa/?judul={}", "/organisasi/?q={}")
OUTSIDERS = (None, "newcomer", "coordinator without a seat")
SEVERAL = 6


def mark(rows: QuerySet[Model], word: str, *names: str) -> str:
    """Write `word` into the columns `names` of `rows` and return it; there must be such rows."""
    assert rows.update(**dict.fromkeys(names, word)), f"the city has nothing for {word}"
    return word


def unannounced() -> QuerySet[Decision]:
    return Decision.objects.filter(announcement=None)


def mark_everything() -> set[str]:
    """Mark what only some may read, and return the words."""
    append_only.lift(connection)
    drafts = Proposal.objects.filter(state="draft", versions=None)
    hidden = Comment.objects.exclude(hidden_at=None)
    texts = ("title", "summary", "background", "content", "benefit", "affected")
    return {
        mark(Draft.objects.all(), "Rahasiadraf", *texts),
        mark(
            Proposal.objects.filter(pk__in=list(drafts.values_list("pk", flat=True))), "Rahasiajudul", "title"
        ),
        mark(hidden, "Rahasiatanggapan", "body", "html"),
        mark(CitizenInput.objects.filter(state="held"), "Rahasiamasukan", "body", "html", "shown_name"),
        mark(unannounced(), "Rahasiakeputusan", "title", "body_html", "plain_text"),
        mark(DecisionDraft.objects.filter(decision=None), "Rahasianaskah", "title", "considerations"),
        mark(FollowUpDraft.objects.filter(draft__decision__announcement=None), "Rahasiarencana", "what"),
        mark(FollowUp.objects.filter(decision__in=unannounced()), "Rahasiatugas", "what"),
        mark(Flag.objects.all(), "Rahasialaporan", "note"),
        mark(ModerationCase.objects.all(), "Rahasiaalasan", "statement"),
        mark(
            Affiliation.objects.filter(status="pending"), "Rahasiasurat", "mandate_number", "mandate_signer"
        ),
        mark(Act.objects.filter(entry=None), "Rahasiacatatan", "reason"),
        mark(Notice.objects.all(), "Rahasiasurel", "subject", "body"),
    }


def body_of(answer) -> bytes:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content + str(answer.headers).encode()


def everything_read(client):
    """Yield every address that answers, with what it answers."""
    for address in addresses():
        if not address.is_ours or address.in_admin or address.route.endswith("logout/"):
            continue
        for kwargs in address.things()[:SEVERAL]:
            path = address.path(kwargs)
            yield path, body_of(client.get(path))


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nothing_private_is_read_by_who_may_not_know_of_it(reader, role):
    client = reader(role)
    with transaction.atomic():
        words = mark_everything()
        emails = {user.email for user in User.objects.all() if user.email != city.PEOPLE.get(role or "")}
        for path, body in everything_read(client):
            found = {word for word in words | emails if word.encode() in body}
            assert not found, f"{role} reads {found} at {path}"
        for word in words:
            for pattern in SEARCH:
                path = pattern.format(word.lower())
                # The word that was asked for stands in the answer; what was found must not.
                assert client.get(path).content.count(b"Rahasia") == 0, path
        transaction.set_rollback(True)


def test_what_is_marked_is_read_by_who_may(reader):
    """The marks would be seen: the author reads the draft, the clerk the draft of a decision."""
    with transaction.atomic():
        mark_everything()
        draft = Draft.objects.filter(
            proposal__author__email=city.PEOPLE["author"], proposal__state="draft"
        ).first()
        assert b"Rahasiadraf" in reader("author").get(f"/usulan/{draft.proposal_id}/draf/").content
        naskah = DecisionDraft.objects.filter(decision=None).first()
        assert b"Rahasianaskah" in reader("clerk").get(f"/keputusan/naskah/{naskah.pk}/").content
        transaction.set_rollback(True)


def test_the_papers_of_an_unannounced_decision_are_nobodys_yet(reader):
    paper = DecisionPaper.objects.filter(decision__announcement=None).first()
    decision = paper.decision
    path = f"/keputusan/{decision.year}/{decision.slug}.pdf"
    for role in OUTSIDERS:
        answer = reader(role).get(path)
        assert answer.status_code in (302, 403, 404), role
        assert paper.sha256.encode() not in body_of(answer)


def test_a_version_that_was_sent_back_stays_and_the_new_draft_does_not_show(reader):
    with transaction.atomic():
        append_only.lift(connection)
        back = Proposal.objects.filter(state="draft").exclude(versions=None).first()
        mark(Draft.objects.filter(proposal=back), "Rahasiadraf", "title", "content")
        mark(Version.objects.filter(proposal=back), "Terbukaisi", "content")
        page = reader(None).get(back.get_absolute_url(), follow=True).content
        assert b"Rahasiadraf" not in page
        transaction.set_rollback(True)
