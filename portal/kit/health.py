"""What a supervisor or a load balancer asks: whether the process lives, and whether it can do its work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import heartbeat

PROCESSES = ("worker", "schedule")

_seen_migrated: list[bool] = []


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200: the process is alive. Asks nothing else, so that a slow database does not get it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and is migrated, else 503.

    Beside that it reports how many seconds ago the worker and the schedule gave a sign of life (null:
    not for a day). That is for the one who watches, and no reason to turn readers away.
    """
    report: dict[str, object] = {"database": False, "migrated": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        report["database"] = True
        report["migrated"] = _is_migrated()
        report["seconds_since_sign_of_life"] = {name: _seconds_since(name) for name in PROCESSES}
    except DatabaseError:
        # Why it does not answer stands in the log of the database, not in a public page.
        pass
    ready = bool(report["database"] and report["migrated"])
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


def _is_migrated() -> bool:
    """Return whether every migration of this code has been applied.

    Reading the plan takes long, and what is applied stays so while this process runs its code: a yes is kept.
    """
    if not _seen_migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen_migrated.append(True)
    return True


def _seconds_since(name: str) -> int | None:
    """Return the seconds since the last sign of life, or None."""
    age = heartbeat.age(name)
    return None if age is None else round(age.total_seconds())
