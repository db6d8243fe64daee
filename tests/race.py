"""Real threads and real processes with real connections, all let go at the same moment."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections

PATIENCE_SECONDS = 60


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


def race_as_served(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run `functions` from threads; on a database server from two processes, as two web servers would."""
    return race_in_processes(functions) if connection.vendor == "postgresql" else race(functions)


def race_in_processes(
    functions: Sequence[Callable[[], Any]], *, processes: int = 2, threads: int = 20
) -> list[Any]:
    """Run `functions` as that many server processes would, each with a pool of `threads`; give the results.

    Neighbours in the list run in different processes. What they return must be plain data; what they
    raise comes back as its text.
    """
    # Copied into a child, an open connection would be two processes' own.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(processes)
    pipes = []
    for place in range(processes):
        ours, theirs = context.Pipe(duplex=False)
        share = functions[place::processes]
        child = context.Process(target=_serve, args=(share, threads, barrier, theirs), daemon=True)
        child.start()
        theirs.close()
        pipes.append((child, ours))
    shares = []
    for child, ours in pipes:
        shares.append(ours.recv() if ours.poll(PATIENCE_SECONDS) else ["no answer"])
        child.join(timeout=PATIENCE_SECONDS)
        # One that hangs would hold its locks against the tests that follow.
        child.kill()
    return [result for share in shares for result in share]


def _serve(share: Sequence[Callable[[], Any]], threads: int, barrier: Any, answer: Any) -> None:
    """Be one server process: run the share in threads that have a connection each, and send the results."""

    def run(function: Callable[[], Any]) -> Any:
        try:
            return function()
        except Exception as error:
            return repr(error)

    with ThreadPoolExecutor(threads, initializer=connection.ensure_connection) as pool:
        barrier.wait(timeout=PATIENCE_SECONDS)
        results = list(pool.map(run, share))
    answer.send(results)
