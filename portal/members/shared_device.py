"""Sign-in on a device that others use too: ends with the browser, and after half an hour without activity."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from portal.kit import clock

IDLE = timedelta(minutes=30)
# The session is written at most this often, not at every page.
RESOLUTION = timedelta(minutes=1)
KEY = "shared_device_seen"


def mark_shared(request: HttpRequest) -> None:
    """Note that the session is on a shared device, seen just now; its cookie ends with the browser."""
    request.session[KEY] = clock.now().isoformat()
    request.session.set_expiry(0)


def has_run_out(request: HttpRequest) -> bool:
    """Return whether a session on a shared device was idle for too long; otherwise note that it was used."""
    seen = request.session.get(KEY)
    if seen is None:
        return False
    now = clock.now()
    idle = now - datetime.fromisoformat(seen)
    if idle > IDLE:
        return True
    if idle > RESOLUTION:
        request.session[KEY] = now.isoformat()
    return False
