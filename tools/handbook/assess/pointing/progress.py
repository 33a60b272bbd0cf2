"""What a record lacks of those that should name it, and how far those that do name it have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.due.derive import stale_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.link import Reference, Registry
    from handbook.load.model import Record
    from handbook.types.pointing.model import Counted, Need


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a record has come: of the records that make it up, which are done, open and late.

    Each is the id of a record. ``late`` are those of the open ones of which a day has passed on
    which somebody was to act.
    """

    done: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """How many make it up."""
        return len(self.done) + len(self.open)

    @property
    def words(self) -> str:
        """It in words, such as "3 of 5 done, 1 late"; empty if nothing makes it up."""
        if not self.of:
            return ""
        late = f", {len(self.late)} late" if self.late else ""
        return f"{len(self.done)} of {self.of} done{late}"


def progress(registry: Registry, record_id: str, today: date) -> Progress:
    """How far a record has come on a day; nothing of one whose type does not say what counts."""
    record = registry.records.get(record_id)
    if record is None:
        return Progress()
    done: list[Record] = []
    open_: list[Record] = []
    for each, counted in _counted(registry, record):
        (done if filled(each, counted.done) else open_).append(each)
    late = tuple(each.id for each in open_ if _late(registry, each, today))
    return Progress(_ids(done), _ids(open_), late)


def _counted(registry: Registry, record: Record) -> Iterator[tuple[Record, Counted]]:
    """The records that make up another, each once, with what says so."""
    seen: set[str] = set()
    for counted in registry.types[record.type].progress:
        for reference in registry.backlinks[record.id]:
            each = registry.records[reference.source]
            theirs = each.type == counted.type and named_by(reference, counted.by)
            if theirs and each.id not in seen and not filled(each, counted.dropped):
                seen.add(each.id)
                yield each, counted


def unmet_needs(registry: Registry, record: Record) -> Iterator[Need]:
    """The needs of a record that no record meets; of none whose records cannot all be read."""
    needs = registry.types[record.type].needs
    if not needs:
        return
    unread = {each.type for each in registry.broken}
    naming = {
        registry.records[reference.source].type for reference in registry.backlinks[record.id]
    }
    for need in needs:
        over = any(filled(record, name) for name in need.until)
        if not over and (naming | unread).isdisjoint(need.of):
            yield need


def named_by(reference: Reference, path: str) -> bool:
    """Whether a reference stands in a field, ``rows.field`` for one of the rows; any, if empty."""
    return not path or [step for step in reference.route if isinstance(step, str)] == path.split(
        "."
    )


def filled(record: Record, name: str) -> bool:
    """Whether a field is filled in."""
    return bool(name) and record.get(name) not in (None, "", [], {})


def _late(registry: Registry, record: Record, today: date) -> bool:
    days = (stale_on(mark, record.data) for mark in registry.types[record.type].stale)
    return any(day is not None and day < today for day in days)


def _ids(records: list[Record]) -> tuple[str, ...]:
    return tuple(record.id for record in records)
