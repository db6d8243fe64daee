"""Commands of the outbox and the schedule."""
