"""The same work on many things, in several processes where that pays."""

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


def in_several(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int, at_most: int = 2
) -> list[_Result]:
    """What ``work`` gives for each item, in their order; dealt out among this process and others.

    There are as many as there are processors, up to ``at_most``. Below ``pays_from`` items, and
    where no process can be forked, all of it is done in this one. Results must be plain data; what
    ``work`` does besides is seen only on the disk. Raises what ``work`` raises, and ``HelperError``
    for what it raises in another process.
    """
    many = min(at_most, processors(), len(items)) if hasattr(os, "fork") else 1
    if len(items) < pays_from or many < 2:  # noqa: PLR2004  one is this one
        return [work(item) for item in items]
    results: list[Any] = [None] * len(items)
    helpers: list[_Helper] = []
    gc.freeze()  # what is there now is shared by all: looking for circles in it would part it
    try:
        helpers += (_Helper(work, items[turn::many]) for turn in range(1, many))
        results[::many] = [work(item) for item in items[::many]]
        for turn, helper in enumerate(helpers, 1):
            results[turn::many] = helper.results()
    finally:
        gc.unfreeze()
        for helper in helpers:
            helper.end()
    return results


class _Helper:
    """A forked process that does a part of the work."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        from multiprocessing import get_context  # noqa: PLC0415 - rarely needed

        context = get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_help, args=(work, items, sender), daemon=True)
        self._process.start()
        sender.close()

    def results(self) -> list[Any]:
        """What its work gave. Raises ``HelperError``."""
        try:
            failure, results = self._receiver.recv()
        except EOFError as gone:
            raise HelperError("A process that helped was stopped.") from gone
        if failure:
            raise HelperError(failure)
        return results  # type: ignore[no-any-return]

    def end(self) -> None:
        """Stop it, if it has not ended."""
        self._receiver.close()
        self._process.terminate()
        self._process.join()


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
