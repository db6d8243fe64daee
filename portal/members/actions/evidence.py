"""Deleting evidence when its time is over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from portal.kit import clock
from portal.record.actions import act

from ..models import AffiliationEvidence, MemberRules


def delete_old_evidence() -> int:
    """Delete the evidence of what was decided (or taken back) longer ago than the rules keep it.

    Returns how many files went. The time counts from the decision, in calendar days.
    """
    limit = clock.now() - timedelta(days=MemberRules.load().evidence_days)
    due = AffiliationEvidence.objects.filter(
        Q(affiliation__decided_at__lt=limit)
        | Q(affiliation__decided_at__isnull=True, affiliation__ended_at__lt=limit)
    )
    deleted = 0
    for evidence in due.order_by("pk"):
        with transaction.atomic():
            count, _rows = AffiliationEvidence.objects.filter(pk=evidence.pk).delete()
            if not count:
                continue
            act(
                subject_kind="affiliation",
                subject_id=evidence.affiliation_id,
                verb="delete_evidence",
                actor_role="system",
                public=False,
            )
        # After the commit: a file that stays behind is found by nobody, a row without its file is an error.
        evidence.file.delete(save=False)
        deleted += 1
    return deleted
