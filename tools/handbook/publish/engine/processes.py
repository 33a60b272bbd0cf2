"""The work of making and reading pages, in two processes where that pays."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from handbook import processes
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAYS_FROM = 300
"""Below so many pages a second process costs more than it saves."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_two(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int = PAYS_FROM
) -> list[_Result]:
    """As ``processes.in_several``; what fails in the other process raises ``NotPublishedError``."""
    try:
        return processes.in_several(work, items, pays_from=pays_from)
    except processes.HelperError as problem:
        raise NotPublishedError(str(problem)) from problem


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
