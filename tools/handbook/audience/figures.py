"""An assessment without small numbers: what every page and every file for others is drawn from.

Rows of counts (``x-counts`` of a schema) whose figures must not be shown lose them here, and
whatever stands beside them that may tell them. Totals are worked out from all figures first, so
nobody has to add them up afterwards. ``docs/measures.md`` says the rule, and what it does not do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.assess.figures import CountTotal, Figures
from handbook.audience.hiding import Figure, added, hidden_among, mixed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from handbook.assess.figures import TotalKey
    from handbook.assess.model import Assessment
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.counting.rows import CountedRows
    from handbook.types.model import ContentType

WITHHELD = "withheld"
"""The field of a row that says why its figures are not there."""
SMALL = "small-number"
IN_DOUBT = "in-doubt"
"""Of a record that cannot be shown: its figures count nowhere."""

Places = dict[str, tuple["Record", int]]
"""A record and the number of a row in it, by a name of its own."""


def without_small_numbers(assessment: Assessment, held: Container[str] = ()) -> Assessment:
    """The assessment with its ``figures``, and with no figure that must not be shown.

    ``held`` are records that cannot be shown: their figures make no total. An assessment that has
    its figures already is given back as it is.
    """
    if assessment.figures is not None:
        return assessment
    registry = assessment.registry
    bound = assessment.settings.smallest_shown
    totals: dict[TotalKey, CountTotal] = {}
    cut: dict[str, dict[int, str]] = defaultdict(dict)
    for kind in registry.types.values():
        for rows in kind.counted:
            for key, places in _grouped(registry, kind, rows).items():
                doubted = {name: at for name, at in places.items() if at[0].id in held}
                counted = {name: at for name, at in places.items() if name not in doubted}
                shows_all = _shows_small(registry, rows, key[1])
                totals[key], hidden = _as_shown(counted, rows, 0 if shows_all else bound)
                for record, number in hidden:
                    cut[record.id][number] = SMALL
                for record, number in doubted.values():
                    cut[record.id][number] = IN_DOUBT
            for record, number in _withheld(registry, kind, rows):
                cut[record.id][number] = IN_DOUBT if record.id in held else SMALL
    records = {
        name: _cut(record, registry.types[record.type], cut[name]) if name in cut else record
        for name, record in registry.records.items()
    }
    shown = replace(registry, records=records) if cut else registry
    return replace(assessment, registry=shown, figures=Figures(totals))


def figure(row: Mapping[str, Any], rows: CountedRows) -> Figure | None:
    """The figure of a row; ``None`` if it holds none."""
    count, of = row.get(rows.count), row.get(rows.of)
    return Figure(count, of if type(of) is int else None) if type(count) is int else None


def _grouped(registry: Registry, kind: ContentType, rows: CountedRows) -> dict[TotalKey, Places]:
    """The rows with figures that make a total each, in order of their records."""
    groups: dict[TotalKey, Places] = defaultdict(dict)
    for record in registry.of_type(kind.name):
        for number, row in _rows(record, rows.field):
            if figure(row, rows) is not None:
                key = (kind.name, str(row.get(rows.about)), str(record.get(rows.by)))
                groups[key][f"{record.id} {number}"] = (record, number)
    return groups


def _rows(record: Record, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    listed = record.get(name)
    for number, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield number, row


def _withheld(
    registry: Registry, kind: ContentType, rows: CountedRows
) -> Iterator[tuple[Record, int]]:
    """The rows whose figure an organisation did not say: what is beside it may tell it as well."""
    for record in registry.of_type(kind.name):
        for number, row in _rows(record, rows.field):
            if WITHHELD in row and not _shows_small(registry, rows, str(row.get(rows.about))):
                yield record, number


def _shows_small(registry: Registry, rows: CountedRows, about: str) -> bool:
    """Whether what is counted is said to be no people. What cannot be read says nothing."""
    record = registry.records.get(about)
    return record is not None and record.get(rows.unless) == rows.being


def _as_shown(
    places: Places, rows: CountedRows, bound: int
) -> tuple[CountTotal, tuple[tuple[Record, int], ...]]:
    """A total as it may be told, and the rows that may not."""
    figures = {
        key: known
        for key, (record, number) in places.items()
        if (known := figure(record.data[rows.field][number], rows)) is not None
    }
    hidden = hidden_among(figures, bound)
    records = tuple(dict.fromkeys(record.id for record, _ in places.values()))
    not_shown = tuple(places[key] for key in sorted(hidden.keys))
    total = CountTotal(records, frozenset(record.id for record, _ in not_shown))
    if hidden.total_shown and not mixed(figures.values()):
        whole = added(figures.values())
        total = replace(total, count=whole.count, of=whole.of)
    return total, not_shown


def _cut(record: Record, kind: ContentType, numbers: Mapping[int, str]) -> Record:
    """A record without the figures of some of its rows, and without what may tell them."""
    data = dict(record.data)
    for rows in kind.counted:
        for name in rows.also:
            data.pop(name, None)
        data[rows.field] = [
            {name: row[name] for name in rows.kept if name in row} | {WITHHELD: numbers[number]}
            if number in numbers
            else row
            for number, row in enumerate(data.get(rows.field) or ())
        ]
    return replace(record, data=data, places={})
