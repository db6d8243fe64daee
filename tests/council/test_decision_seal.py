"""Attempts to alter an enacted decision: every admin address, every action, every raw POST, all refused."""

import hashlib

import pytest
from django.db import connection
from django.urls import reverse

from council.actions import after_decision, decisions, drafts
from council.models import (
    Announcement,
    Decision,
    DecisionDraft,
    DecisionDraftMotion,
    DecisionNote,
    DecisionOutcome,
    DecisionPaper,
    DraftChange,
    DraftLegalBasis,
    DraftScan,
    DraftSignature,
    FollowUpDraft,
    RollCallLine,
)
from portal.kit.verdict import Refused
from portal.members import roles
from tests.addresses import addresses
from tests.factories import decisions as make
from tests.factories.members import UserFactory, staff

pytestmark = pytest.mark.django_db

FROZEN = (
    Decision,
    DecisionOutcome,
    RollCallLine,
    DecisionNote,
    DecisionPaper,
    Announcement,
    DecisionDraft,
    DecisionDraftMotion,
    DraftSignature,
    FollowUpDraft,
    DraftChange,
    DraftLegalBasis,
    DraftScan,
)
# What somebody who wants to alter it would send, whatever the form calls its fields.
FORGED = {
    "title": "Diubah",
    "number": "999/REK/DKC/2026",
    "body_html": "<p>Diubah</p>",
    "plain_text": "Diubah",
    "text_hash": "0" * 64,
    "background": "Diubah",
    "considerations": "Diubah",
    "legal_basis": "Diubah",
    "revision": "1",
    "rows": "0",
    "state": "draft",
    "reason": "Diubah",
    "text": "Diubah",
    "action": "delete",
    "confirm": "yes",
    "delete": "1",
    "next": "/",
    "id": "1",
}
# Refused, unknown here, not a method of this address, overtaken, or a form that does not fit.
REFUSALS = {403, 404, 405, 409, 422}


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture
def decision(house):
    return make.announced(house, method="majority", follow_up_count=1)


def digest():
    """Return one hash over all rows that an enacted decision consists of."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in FROZEN:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 (a name of our own models)
            found.update(repr([tuple(map(str, row)) for row in cursor.fetchall()]).encode())
    return found.hexdigest()


def insiders(house):
    """Everybody who had a part in it, and who administers the installation."""
    superuser = UserFactory(is_superuser=True)
    return [
        superuser,
        staff(roles.ADMINISTRATOR),
        staff(roles.INSPECTOR),
        house.editor,
        house.other_editor,
        house.head,
        house.chair,
        house.secretary,
    ]


def admin_addresses():
    """Every address under /admin/, ours and Wagtail's, to which anything may be sent."""
    return [address for address in addresses() if address.in_admin]


def paths(address, number):
    """Return the path of an address with `number` for every parameter, or None when that fits none."""
    values = dict.fromkeys(address.parameters, number)
    words = {"app_label": "council", "model_name": "decision", "model": "decision", "slug": "rek-001"}
    return address.path({**values, **{k: v for k, v in words.items() if k in values}})


def test_no_admin_address_alters_an_enacted_decision(house, decision, client_for, one_frame):
    before = digest()
    tried = 0
    for user in (insiders(house)[0], house.head):
        client = client_for(user)
        client.raise_request_exception = False
        for address in admin_addresses():
            if "log" in address.route and "out" in address.route:
                continue
            for number in {decision.pk, decision.draft_id}:
                client.post(paths(address, number), FORGED)
                tried += 1
    assert tried > 200
    assert digest() == before


def test_the_admin_offers_no_form_for_what_was_decided():
    """Decisions are no snippets: Wagtail's generic editing has no address for them."""
    from wagtail.snippets.models import get_snippet_models

    assert not set(FROZEN) & set(get_snippet_models())


ACTIONS = {
    "edit_draft": lambda made, actor: drafts.edit_draft(
        draft=made, revision=made.revision, title="X", parts={}, follow_ups=[], actor=actor
    ),
    "initial_draft": lambda made, actor: drafts.initial_draft(draft=made, actor=actor),
    "sign_draft": lambda made, actor: drafts.sign_draft(draft=made, actor=actor),
    "send_back_draft": lambda made, actor: drafts.send_back_draft(draft=made, reason="X", actor=actor),
    "enact_decision": lambda made, actor: decisions.enact_decision(draft=made, actor=actor),
    "change_earlier": lambda made, actor: after_decision.change_earlier(
        draft=made, earlier=made.decision, kind="revokes", actor=actor
    ),
    "announce_decision": lambda made, actor: decisions.announce_decision(decision=made.decision, actor=actor),
}


@pytest.mark.parametrize("verb", ACTIONS)
def test_every_action_refuses_an_enacted_decision(house, decision, verb):
    before = digest()
    for user in insiders(house):
        made = DecisionDraft.objects.get(pk=decision.draft_id)
        with pytest.raises(Refused):
            ACTIONS[verb](made, user)
    assert digest() == before


def test_no_post_to_its_own_addresses_alters_it(house, decision, client_for):
    draft_verbs = (
        "edit_draft",
        "initial_draft",
        "sign_draft",
        "send_back_draft",
        "enact_decision",
        "change_earlier",
    )
    targets = [reverse(f"council:{verb}", args=[decision.draft_id]) for verb in draft_verbs]
    targets += [reverse("council:draft", args=[decision.draft_id]), decision.get_absolute_url()]
    targets += [
        reverse(f"council:{name}", args=[decision.year, decision.slug])
        for name in ("announce", "decision_pdf", "decision_summary", "decision_original")
    ]
    before = digest()
    for user in insiders(house):
        client = client_for(user)
        for target in targets:
            for send in (client.post, client.put, client.patch, client.delete):
                response = send(target, FORGED if send == client.post else "")
                assert response.status_code in (302, 303, 403, 404, 405, 409, 422), (
                    target,
                    response.status_code,
                )
    assert digest() == before


def test_what_may_be_added_afterwards_leaves_the_decision_as_it_is(house, decision):
    before = digest()
    after_decision.add_erratum(
        decision=decision, wrong="Kontrak 24", right="Kontrak 25", reason="Salah ketik.", actor=house.editor
    )
    after_decision.request_review(decision=decision, affected="X", text="Y", actor=house.liaison)
    assert digest() == before
