"""Work in a process of its own, which may take no more than it is given.

What goes wrong there, or never ends, ends with that process.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from time import process_time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable


def lines_of(work: Callable[[TextIO], None], memory: int) -> list[tuple[str, float]]:
    """The whole lines that the work wrote, in a process of its own, before it ended."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            resource.setrlimit(resource.RLIMIT_DATA, (memory,) * 2)
            with os.fdopen(writing, "w", encoding="utf-8", buffering=1) as out:
                work(out)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as written:
        lines = written.read().split("\n")[:-1]
    os.waitpid(child, 0)
    return [(test, seconds) for test, seconds in map(json.loads, lines)]


def forked(work: Callable[[], int], limit: float, memory: int) -> int:
    """What the work came to in a process of its own; negative if it had to be stopped."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 255
        try:
            resource.setrlimit(resource.RLIMIT_DATA, (memory,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (int(process_time() + limit) + 1,) * 2)
            signal.alarm(int(20 * limit))
            code = work()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def spent_by_children() -> float:
    """The seconds of processor time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
