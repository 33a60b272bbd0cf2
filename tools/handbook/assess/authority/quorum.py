"""Whether enough of a group was there to decide one item: a pure count of seats.

In go the terms of reference that held on the day, the attendance as minuted, and the seats that
stood aside for the item. Attendance is attested by minutes; nothing here can prove it.

A seat is filled when its post came, or the deputy that the terms name. A seat that the terms leave
without a post is filled by whoever the minutes say. One person fills one seat: a post that came
for two counts once, for whichever serves the quorum. Every seat of the terms counts towards a
fraction, vacant ones too, and fractions are rounded up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Row = Mapping[str, Any]

_TOO_MANY = 4096
"""Ways to seat those who came for several seats, beyond which nobody could tell who sat where."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who filled which seat for one item: the person by seat, and why the other seats were not."""

    seats: Mapping[str, str]
    """The title of every seat of the terms, by its id."""
    people: Mapping[str, str]
    """The person in each filled seat; the same person may stand in two."""
    absent: Mapping[str, str]
    """Why each other seat was not filled, in a word or two."""
    total: int

    @property
    def present(self) -> int:
        """How many people count."""
        return len(set(self.people.values()))

    def missing(self) -> str:
        """The seats that were not filled, each with the reason."""
        return ", ".join(f"{self.seats[seat]} ({why})" for seat, why in self.absent.items())


def seating(terms: Row, attendance: Iterable[Row], recused: Collection[str]) -> Seating:
    """Who filled the seats of ``terms`` for an item for which ``recused`` stood aside."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in attendance:
        rows[str(row.get("seat"))].append(row)
    listed = [seat for seat in terms.get("seats") or () if isinstance(seat, Mapping)]
    titles: dict[str, str] = {}
    people: dict[str, str] = {}
    absent: dict[str, str] = {}
    for seat in listed:
        name = str(seat.get("id"))
        titles[name] = str(seat.get("title", name))
        why = "stood aside" if name in recused else _unfilled_seat(seat, rows[name])
        if why:
            absent[name] = why
        else:
            people[name] = str(_who_came(seat, rows[name][0]))
    return Seating(titles, people, absent, len(listed))


def _unfilled_seat(seat: Row, rows: Sequence[Row]) -> str:
    """Why nobody counts in a seat; empty if somebody does."""
    if not rows:
        return "not minuted"
    away = [str(row.get("presence")) for row in rows if row.get("presence") not in _THERE]
    if away:
        return away[0]
    post, came = seat.get("post"), _who_came(seat, rows[0])
    if came is None:
        return "a deputy, and the terms name none"
    if post is not None and came not in (post, seat.get("deputy")):
        return f"{came}, whom the terms do not name for it"
    return ""


def _who_came(seat: Row, row: Row) -> object:
    """Who was there for a seat, by the minutes; ``None`` for a deputy whom the terms do not have.

    In a seat that the terms leave without a post it is somebody, named or not.
    """
    post, deputy, by = seat.get("post"), seat.get("deputy"), row.get("by")
    if post is None:
        return by or deputy or f"seat {seat.get('id')}"
    return by or (deputy if row.get("presence") == "deputy" else post)


_THERE = ("present", "deputy")


def needed(quorum: Row, total: int) -> int:
    """How many people a quorum asks for, of so many seats."""
    least = quorum.get("at-least")
    counts = [least] if isinstance(least, int) else []
    if quorum.get("fraction") is not None:
        counts.append(math.ceil(Fraction(str(quorum["fraction"])) * total))
    return max(counts, default=1)


def shortfall(quorum: Row, required: Collection[str], sat: Seating) -> tuple[str, ...]:
    """What a quorum asks for and was not there, in words; nothing if it was reached.

    ``required`` are seats that must be filled whatever the quorum itself names.
    """
    lacking = []
    number = needed(quorum, sat.total)
    if sat.present < number:
        lacking.append(f"{sat.present} of the {number} needed were there")
    must = tuple(dict.fromkeys([*required, *map(str, quorum.get("seats") or ())]))
    some = tuple(tuple(map(str, group)) for group in quorum.get("one-of") or ())
    ways = _seatings(sat.people)
    if ways is None:
        return (*lacking, "too many people are minuted in several seats to tell who sat where")
    return (*lacking, *min((_unfilled(way, must, some, sat) for way in ways), key=len))


def _seatings(people: Mapping[str, str]) -> Iterator[frozenset[str]] | None:
    """Every way in which each person fills one of the seats that they came for."""
    seats_of: dict[str, list[str]] = {}
    for seat, person in people.items():
        seats_of.setdefault(person, []).append(seat)
    if math.prod(len(seats) for seats in seats_of.values()) > _TOO_MANY:
        return None
    return (frozenset(way) for way in product(*seats_of.values()))


def _unfilled(
    filled: frozenset[str],
    must: tuple[str, ...],
    some: tuple[tuple[str, ...], ...],
    sat: Seating,
) -> tuple[str, ...]:
    """The seats that had to be filled and were not, in words."""
    alone = [f"{sat.seats.get(seat, seat)} was not there" for seat in must if seat not in filled]
    any_of = [
        f"none of {', '.join(sat.seats.get(seat, seat) for seat in group)} was there"
        for group in some
        if filled.isdisjoint(group)
    ]
    return (*alone, *any_of)


def required_seats(terms: Row) -> tuple[str, ...]:
    """The seats that the terms mark as required for any decision."""
    seats = [seat for seat in terms.get("seats") or () if isinstance(seat, Mapping)]
    return tuple(str(seat.get("id")) for seat in seats if seat.get("required") is True)
