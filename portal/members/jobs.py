"""What members need done by the clock."""

from portal.notices.schedule import every

from .actions.evidence import delete_old_evidence


@every(minutes=60)
def delete_evidence_whose_time_is_over() -> None:
    """Delete the private files some days after the decision on them."""
    delete_old_evidence()
