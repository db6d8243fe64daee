"""The clock that tests hold is the clock that the portal reads."""

from datetime import UTC, datetime

from portal.kit import clock as portal_clock


def test_the_portal_reads_the_moment_that_a_test_sets(clock):
    clock.set(datetime(2026, 12, 31, 23, 59))
    assert portal_clock.now() == datetime(2026, 12, 31, 16, 59, tzinfo=UTC)


def test_a_step_forward_is_exact(clock):
    before = portal_clock.now()
    clock.forward(days=21, minutes=1)
    assert (portal_clock.now() - before).total_seconds() == 21 * 86400 + 60


def test_the_clock_runs_again_after_a_test(clock):
    held = clock.now
    clock.release()
    assert portal_clock.now() != held
