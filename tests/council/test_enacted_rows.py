"""What the database itself refuses once a decision is enacted: to change, delete or add to its parts."""

from contextlib import contextmanager
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from council import seal_decisions
from council.actions import after_decision, decisions, drafts
from council.models import (
    Announcement,
    Decision,
    DecisionChange,
    DecisionDraft,
    DecisionNote,
    DecisionOriginal,
    DecisionOutcome,
    DecisionPaper,
    DraftLegalBasis,
    Erratum,
    FollowUp,
    LegalBasis,
    Rank,
    RollCallLine,
    VoidNumber,
)
from portal.kit import append_only, clock
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        yield


@pytest.fixture
def frozen(house):
    """Two decisions with every kind of row that belongs to one: the later amends it, signed on paper."""
    decision = make.announced(house, method="majority", follow_up_count=1)
    after_decision.add_erratum(
        decision=decision, wrong="Kontrak 24", right="Kontrak 25", reason="X", actor=house.editor
    )
    after_decision.void_number(kind="KEP", reason="X", actor=house.head)
    LegalBasis.objects.create(
        rank=Rank.MAYOR, number="110", year=2016, short_title="DKC", full_title="Peraturan DKC", is_usual=True
    )
    draft = make.draft(house, kind="KEP", method="with_notes")
    draft = after_decision.change_earlier(draft=draft, earlier=decision, kind="amends", actor=house.editor)
    file = SimpleUploadedFile("naskah.pdf", b"%PDF-1.7 tinta", content_type="application/pdf")
    drafts.sign_on_paper(draft=make.initialled(house, draft), file=file, actor=house.other_editor)
    decisions.enact_decision(draft=DecisionDraft.objects.get(pk=draft.pk), actor=house.editor)
    return decision


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Decision, {"number": "999/REK/DKC/2026"}),
        (Decision, {"body_html": "Lain."}),
        (Decision, {"enacted_on": datetime(2020, 1, 1).date()}),
        (DecisionOutcome, {"outcome": "not_accepted"}),
        (RollCallLine, {"choice": "against"}),
        (DecisionNote, {"text": "Lain."}),
        (DecisionPaper, {"content": b"%PDF-1.7 lain"}),
        (DecisionOriginal, {"sha256": "b"}),
        (Erratum, {"right": "Lain."}),
        (VoidNumber, {"reason": "Lain."}),
        (DecisionChange, {"kind": "revokes"}),
        (Announcement, {"announced_on": datetime(2020, 1, 1).date()}),
    ],
)
def test_the_orm_changes_nothing_of_a_decision(frozen, model, changes):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**changes)
    row = model.objects.first()
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


WRITTEN_ONCE = (*(table.model for table in seal_decisions.AT_ENACTMENT), *seal_decisions.AFTERWARDS)
OF_THE_DRAFT = tuple(table.model for table in seal_decisions.OF_THE_DRAFT)
ADDED_BEFORE = (*(table.model for table in seal_decisions.AT_ENACTMENT), *OF_THE_DRAFT[1:], FollowUp)


def test_every_table_that_hangs_on_a_draft_or_decision_is_sealed_or_known_to_grow():
    """A table of a new kind has to say whether it belongs to what is signed and enacted."""
    later = {"Referral", "ReviewRequest", "Contribution"}
    hanging = {
        relation.related_model
        for model in (Decision, DecisionDraft, DecisionOutcome)
        for relation in model._meta.related_objects
        if relation.related_model.__name__ not in later
    }
    assert hanging <= {*WRITTEN_ONCE, *OF_THE_DRAFT, FollowUp}


@pytest.mark.parametrize("model", ADDED_BEFORE)
def test_nothing_is_added_to_what_is_enacted(frozen, model):
    """Neither a row anew nor one that is taken from elsewhere."""
    row = model.objects.first()
    row.pk = None
    with refused():
        row.save(force_insert=True)


@pytest.mark.parametrize("model", OF_THE_DRAFT)
def test_the_draft_that_was_enacted_stands_still(frozen, model):
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [field.column for field in model._meta.local_concrete_fields if field.column != "basis_id"]
    changes = [f"UPDATE {table} SET {name} = {name}" for name in columns]  # noqa: S608
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1000", *changes[1:]):  # noqa: S608
        with refused(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.exists()


def test_a_row_of_another_draft_is_not_moved_into_an_enacted_one(house, frozen):
    other = make.with_follow_ups(house, make.draft(house))
    for rows in (other.edits, other.follow_up_drafts, other.draft_motions):
        with refused():
            rows.update(draft=frozen.draft)


def test_a_draft_that_is_not_enacted_takes_changes_beside_one_that_is(house, frozen):
    other = make.with_follow_ups(house, make.draft(house), 2)
    assert make.with_follow_ups(house, other).follow_up_drafts.count() == 1


def test_what_a_follow_up_proposed_stays_and_what_becomes_of_it_changes(frozen):
    for change in ({"what": "Lain"}, {"indicator": "Lain"}, {"position": 9}):
        with refused():
            FollowUp.objects.update(**change)
    with refused():
        FollowUp.objects.all().delete()
    assert FollowUp.objects.update(state="cancelled", reason="X", ended_at=clock.now()) == 1


def test_a_legal_basis_that_is_dropped_from_the_list_stays_in_the_enacted_draft(frozen):
    titles = list(DraftLegalBasis.objects.values_list("full_title", flat=True))
    LegalBasis.objects.all().delete()
    assert titles
    assert list(DraftLegalBasis.objects.values_list("full_title", "basis")) == [(one, None) for one in titles]


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_raw_sql_neither_deletes_nor_changes_a_row(frozen, model):
    table = connection.ops.quote_name(model._meta.db_table)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1000"):  # noqa: S608
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.exists()


def test_a_missing_trigger_is_told_and_put_back(frozen):
    append_only.lift(connection, "council")
    assert "council_decision" in append_only.missing(connection)
    call_command("migrate", "council", verbosity=0)
    assert "council_decision" not in append_only.missing(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(number="x")


def test_no_admin_offers_to_edit_a_decision():
    from wagtail.snippets.models import get_snippet_models

    assert not {*WRITTEN_ONCE, FollowUp} & set(get_snippet_models())
