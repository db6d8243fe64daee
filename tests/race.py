"""Real threads with real connections, all let go at the same moment; tests.served has the two servers."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def race(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run `functions` at once, each in a thread of its own; return what each returned or raised, in order."""
    barrier = threading.Barrier(len(functions))
    results: list[Any] = [None] * len(functions)

    def run(place: int, function: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            results[place] = function()
        except Exception as error:  # the test looks at what went wrong
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def race_in_turns(functions: Sequence[Callable[[], Any]], *, threads: int) -> list[Any]:
    """Run more `functions` than a server takes connections, as a pool of `threads` gets to them."""

    def run(function: Callable[[], Any]) -> Any:
        try:
            return function()
        except Exception as error:  # the test looks at what went wrong
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, functions))
