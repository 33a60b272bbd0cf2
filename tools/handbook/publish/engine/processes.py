"""The same work on many things, in two processes where that pays."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

PAYS_FROM = 300
"""Below so many pages a second process costs more than it saves."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_two(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int = PAYS_FROM
) -> list[_Result]:
    """What ``work`` gives for each item, in their order; every other item in a forked process.

    Results must be plain data; what ``work`` does besides is seen only on the disk. Raises what
    ``work`` raises, and ``NotPublishedError`` for what it raises in the other process.
    """
    if len(items) < max(pays_from, 2) or _processors() < 2 or not hasattr(os, "fork"):  # noqa: PLR2004
        return [work(item) for item in items]
    from multiprocessing import get_context  # noqa: PLC0415 - rarely needed

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    helper = context.Process(target=_help, args=(work, items[1::2], sender), daemon=True)
    helper.start()
    sender.close()
    results: list[Any] = [None] * len(items)
    try:
        results[::2] = [work(item) for item in items[::2]]
        failure, results[1::2] = receiver.recv()
    except EOFError as gone:
        raise NotPublishedError("A process that helped with the pages was stopped.") from gone
    finally:
        receiver.close()
        helper.terminate()
        helper.join()
    if failure:
        raise NotPublishedError(failure)
    return results


@contextmanager
def collector_paused() -> Iterator[None]:
    """For work that makes many small things, none of which refer to each other in circles.

    Python would go through all of them again and again to look for circles. Not for an engine or
    for templates, which make some.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _help(work: Callable[[Any], Any], items: Sequence[Any], sender: Connection) -> None:
    try:
        answer = ("", [work(item) for item in items])
    except Exception as problem:  # noqa: BLE001 - told to the other process, which raises it
        answer = (f"{type(problem).__name__}: {problem}", [None] * len(items))
    sender.send(answer)
    sender.close()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
