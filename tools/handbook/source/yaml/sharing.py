"""What the records of a registry have in common, held once for all of them.

Thousands of records have the same fields in the same lines, and name the same groups and days. Each
name, place and route is one object, however many records hold it.
"""

from __future__ import annotations

import sys
from functools import lru_cache

from handbook.finding import Place, Route

_SHORT = 40
"""Longer values seldom stand in two records."""


@lru_cache(maxsize=16_384)
def place_at(line: int, column: int) -> Place:
    """A place in a file."""
    return Place(line, column)


@lru_cache(maxsize=8_192)
def below(route: Route, step: str | int) -> Route:
    """The route to a field, or to an item of a list, of what is at ``route``."""
    return (*route, step)


def shared(value: str) -> str:
    """The same text, as one object with all that equal it if it is short."""
    return sys.intern(value) if len(value) <= _SHORT else value


def shared_body(body: str) -> str:
    """The body of a text: a sealed copy and its working text are often the same."""
    return sys.intern(body)
