"""How the databases read one page out of many: by the order's own index, without sorting all."""

from datetime import timedelta

import pytest
from django.db import connection

from proposals import listing
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.factories.proposals import cast, in_discussion

MANY = 20_000
# Order, place of its section, and the index that holds it.
SECTIONS = [
    ("tutup", 0, "proposal_by_closing"),
    ("tutup", 1, "proposal_by_change"),
    ("terbaru", 0, "proposal_by_submission"),
    ("ramai", 0, "proposal_by_comments"),
    ("kurang-didengar", 0, "proposal_by_unheard"),
    ("kurang-didengar", 1, "proposal_by_submission"),
]


def _fill(template: Proposal) -> None:
    states = [State.SUBMITTED, State.DISCUSSION, State.FORMULATION, State.ACCEPTED, State.AWAITING_SESSION]
    rows = []
    for place in range(MANY):
        state = states[place % 5] if place % 10 else State.DISCUSSION
        rows.append(
            Proposal(
                author_id=template.author_id,
                organisation_id=template.organisation_id,
                leading_group_id=template.leading_group_id,
                state=state,
                title=f"Usulan {place}",
                current_version_id=template.current_version_id,
                ever_submitted=True,
                submitted_at=template.submitted_at - timedelta(minutes=place),
                opened_at=template.opened_at,
                closes_at=template.closes_at + timedelta(minutes=place % 9000) - timedelta(days=4),
                created_at=template.created_at,
                changed_at=template.changed_at - timedelta(minutes=place % 7000),
                comment_count=place % 97,
                heard_missing=place % 3,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.django_db
def test_every_order_reads_a_page_by_its_index_on_from_any_row(clock):
    template = in_discussion(cast())
    _fill(template)
    middle = Proposal.objects.filter(state=State.DISCUSSION, closes_at__gt=clock.now)[MANY // 20]
    for order, place, index in SECTIONS:
        section = listing.sections(Proposal.objects.public(), order)[place]
        value = getattr(middle, section.field)
        for rows in (
            section.ordered(),
            section.beyond(value, middle.pk),
            section.beyond(value, middle.pk, backwards=True),
        ):
            plan = rows[: listing.PER_PAGE + 1].explain()
            assert index in plan, f"{order}: {plan}"
            sorts = "TEMP B-TREE FOR ORDER BY" if connection.vendor == "sqlite" else "Sort Key"
            assert sorts not in plan, f"{order}: {plan}"
