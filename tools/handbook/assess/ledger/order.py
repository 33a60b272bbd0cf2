"""The order of decisions: when they take effect, when they were made, and which is safer.

``docs/standing.md`` says the same for people.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.assess.workflow import MOVES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.ledger.model import Event

ORDER: Mapping[str, int] = {move.kind: place for place, move in enumerate(MOVES)}
"""Of two decisions that take effect, and were made, on the same days, the safer comes last."""

_PARTS = re.compile(r"([0-9]+)|[^0-9]+")

ItemKey = tuple[tuple[int, str], ...]


def sort_key(event: Event) -> tuple[date, date, int, str, ItemKey, str]:
    """The order of events: effective, decided, the safer kind last, meeting, item, id."""
    item = item_key(event.item)
    return (
        event.effective,
        event.decided,
        ORDER[event.kind],
        event.meeting,
        item,
        event.decision,
    )


def decision_key(event: Event) -> tuple[date, str, ItemKey, str]:
    """The order in which decisions were made, whenever they take effect."""
    return event.decided, event.meeting, item_key(event.item), event.decision


def item_key(item: str) -> ItemKey:
    """An item of an agenda as it is counted: numbers as numbers, 4 before 4a, 9 before 10."""
    return tuple((int(part[1]), "") if part[1] else (-1, part[0]) for part in _PARTS.finditer(item))


def made_later(event: Event, other: Event) -> bool:
    """Whether it was made after the other: on a later day, or later in the same meeting."""
    together = event.decided == other.decided and event.meeting == other.meeting != ""
    later = together and item_key(event.item) > item_key(other.item)
    return event.decided > other.decided or later
