"""The same work on many things, in two processes where that pays."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class HelperError(Exception):
    """The other process failed or was stopped. The message says which, for people."""


def in_two(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int
) -> list[_Result]:
    """What ``work`` gives for each item, in their order; every other item in a forked process.

    Below ``pays_from`` items, and where no process can be forked, all of it is done in this one.
    Results must be plain data; what ``work`` does besides is seen only on the disk. Raises what
    ``work`` raises, and ``HelperError`` for what it raises in the other process.
    """
    if len(items) < max(pays_from, 2) or processors() < 2 or not hasattr(os, "fork"):  # noqa: PLR2004
        return [work(item) for item in items]
    from multiprocessing import get_context  # noqa: PLC0415 - rarely needed

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    helper = context.Process(target=_help, args=(work, items[1::2], sender), daemon=True)
    gc.freeze()  # what is there now is shared by both: looking for circles in it would part it
    helper.start()
    sender.close()
    results: list[Any] = [None] * len(items)
    try:
        results[::2] = [work(item) for item in items[::2]]
        failure, results[1::2] = receiver.recv()
    except EOFError as gone:
        raise HelperError("A process that helped was stopped.") from gone
    finally:
        gc.unfreeze()
        receiver.close()
        helper.terminate()
        helper.join()
    if failure:
        raise HelperError(failure)
    return results


def _help(work: Callable[[Any], Any], items: Sequence[Any], sender: Connection) -> None:
    try:
        answer = ("", [work(item) for item in items])
    except Exception as problem:  # noqa: BLE001 - told to the other process, which raises it
        answer = (f"{type(problem).__name__}: {problem}", [None] * len(items))
    sender.send(answer)
    sender.close()


def processors() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
