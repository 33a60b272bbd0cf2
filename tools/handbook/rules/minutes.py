"""What the minutes of a held meeting attest, and what of it a later edit may not touch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.load.model import Record

_FIXED = {
    "group": "the group that met",
    "date": "the day of the meeting",
    "state": "that it was held",
    "held-as": "how the group came together",
}
"""What is said of a meeting as a whole, and stays so once it was held."""


def held(record: Record) -> bool:
    """Whether a record is that of a meeting that took place."""
    return record.type == KnownType.MEETING and record.get("state") == "held"


def altered(then: Record, now: Record) -> Iterator[str]:
    """What an edit changes of who was at a held meeting, in words. A forgotten item changes none.

    A meeting whose record names nobody yet may be written up.
    """
    for name, words in _FIXED.items():
        if then.get(name) != now.get(name):
            yield words
    if then.get("attendance") and then.get("attendance") != now.get("attendance"):
        yield "who was there"
    after = _items(now)
    for item, line in _items(then).items():
        if item not in after:
            yield f"item {item} of its agenda, which is gone"
        elif line.get("recused") != after[item].get("recused"):
            yield f"who stood aside from item {item}"


def as_minuted(then: Record, now: Record) -> Record:
    """A meeting with what is new in its record, and with the attendance that it had before."""
    kept = {name: then.get(name) for name in _FIXED if then.get(name) is not None}
    if then.get("attendance"):
        kept["attendance"] = then.get("attendance")
    before = _items(then)
    agenda = [before.get(str(line.get("item")), line) for line in now.get("agenda") or ()]
    return replace(now, data={**now.data, **kept, "agenda": agenda})


def _items(meeting: Record) -> Mapping[str, Mapping[str, Any]]:
    return {str(line.get("item")): line for line in meeting.get("agenda") or ()}
