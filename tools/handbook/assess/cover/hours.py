"""Hours of a week by the clock: the one place where they are read, joined and compared.

A week is a set of minutes, held as the bits of a whole number, so that joining two of them counts
no minute twice and what is left over is exactly the rest. Bank holidays are a day of their own
beside the seven, because a service that says nothing of them may be closed. There are no dates
here, and so no daylight saving: a shift that ends at eight ends when the clock on the wall says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DAY = 24 * 60
"""Minutes of a day."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOLIDAY = "bank-holidays"
DAYS = (*WEEKDAYS, HOLIDAY)
_SEVERAL: Mapping[str, tuple[str, ...]] = {
    "every-day": DAYS,
    "weekdays": WEEKDAYS[:5],
    "weekends": WEEKDAYS[5:],
}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_WHOLE_DAY = (1 << DAY) - 1
WHOLE_WEEK = (1 << 7 * DAY) - 1


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes on which somebody is there.

    Bit ``day * DAY + minute`` of ``week`` stands for a minute of one of the seven days, Monday
    first; bit ``minute`` of ``holiday`` for one of a bank holiday, and ``None`` if nothing is said
    of bank holidays.
    """

    week: int = 0
    holiday: int | None = 0

    def on(self, day: int) -> int | None:
        """The minutes of one day, of which the eighth is a bank holiday."""
        if day == len(WEEKDAYS):
            return self.holiday
        return self.week >> day * DAY & _WHOLE_DAY


@dataclass(frozen=True, slots=True)
class HoursFault:
    """Why rows of hours cannot be understood: which row, what is wrong, and how to mend it."""

    row: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Shift:
    """A row on one day: its minutes on that day, and on the morning after."""

    row: int
    day: int
    own: int
    after: int


def read_hours(rows: Any) -> tuple[Hours | None, tuple[HoursFault, ...]]:
    """What rows of ``$defs/hours`` say, or nothing and why, if one cannot be understood.

    Rows have ``days`` and either ``from`` and ``to``, or ``all-day``, or ``closed``. An end that is
    not after its beginning is on the next day. Rows of another shape are the schema's business, and
    give nothing.
    """
    if not isinstance(rows, list) or not rows:
        return None, ()
    shifts: list[_Shift] = []
    closed: dict[int, int] = {}
    faults: list[HoursFault] = []
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            return None, ()
        fault = _row_fault(number, row)
        if fault is not None:
            faults.append(fault)
        elif row.get("closed") is True:
            closed |= dict.fromkeys(_days(row), number)
        else:
            shifts += _shifts(number, row)
    faults += _twice(shifts, closed)
    if faults:
        return None, tuple(sorted(faults, key=lambda fault: fault.row))
    stated = {shift.day for shift in shifts} | set(closed)
    return _joined(shifts, holidays_told=len(WEEKDAYS) in stated), ()


def _row_fault(number: int, row: Mapping[str, Any]) -> HoursFault | None:
    ways = [way for way in ("all-day", "closed") if row.get(way) is True]
    clock = [way for way in ("from", "to") if way in row]
    if len(ways) + bool(clock) != 1 or len(clock) == 1:
        message = "this row does not say in one way when somebody is there"
        hint = (
            "Write `from` and `to`, or `all-day: true`, or `closed: true`, and only one of these."
        )
        return HoursFault(number, message, hint)
    if clock and (minute_of(row["from"]) is None or minute_of(row["to"]) is None):
        return HoursFault(number, "a time here is none of a clock", "Write it as 08:30 or 18:00.")
    if clock and row["from"] == row["to"]:
        message = f"these hours begin and end at {row['from']}, which could be all day or no time"
        return HoursFault(number, message, "Write `all-day: true` in place of both, or mend one.")
    return None


def minute_of(clock: Any) -> int | None:
    """The minute of the day that a time such as ``18:30`` names; ``None`` if it is none."""
    read = _CLOCK.fullmatch(str(clock))
    return None if read is None else int(read[1]) * 60 + int(read[2])


def _days(row: Mapping[str, Any]) -> tuple[int, ...]:
    """The days that a row names, each once; a day in two groups is still one day."""
    given = row.get("days")
    each_of = map(str, given if isinstance(given, list) else ())
    names = [name for each in each_of for name in _SEVERAL.get(each, (each,))]
    return tuple(sorted({DAYS.index(name) for name in names if name in DAYS}))


def minutes(start: int, end: int) -> int:
    """The bits of the minutes from one up to, and without, another."""
    return max(0, (1 << end) - (1 << start))


def lowest(bits: int) -> int:
    """Which bit of a number is the lowest that is set, counted from nought."""
    return (bits ^ bits - 1).bit_length() - 1


def _shifts(number: int, row: Mapping[str, Any]) -> Iterator[_Shift]:
    if row.get("all-day") is True:
        own, after = _WHOLE_DAY, 0
    else:
        start, end = minute_of(row["from"]) or 0, minute_of(row["to"]) or 0
        own, after = minutes(start, end), 0
        if not own:  # it ends on the day after
            own, after = minutes(start, DAY), minutes(0, end)
    for day in _days(row):
        yield _Shift(number, day, own, after)


def _twice(shifts: Sequence[_Shift], closed: Mapping[int, int]) -> Iterator[HoursFault]:
    """Rows that say something again, or the opposite of what another says.

    A night that runs into a day which somebody is there throughout is how people write a weekend.
    """
    hint = "Take one of them out. Hours that end at or before the time they begin go over midnight."
    for at, shift in enumerate(shifts):
        if shift.day in closed:
            other = closed[shift.day]
            message = f"row {other + 1} says that nobody is there on {day_name(shift.day)}"
            yield HoursFault(shift.row, message, "Take one of them out.")
        for other_shift in shifts[:at]:
            if both := _common(shift, other_shift):
                place = f"{day_name(both[0])} at {clock(both[1])}"
                message = f"{place} stands here and in row {other_shift.row + 1}"
                yield HoursFault(shift.row, message, hint)
                break


def _common(first: _Shift, other: _Shift) -> tuple[int, int] | None:
    """The first day and minute that two shifts have in common, on days that follow each other."""
    of_one = {first.day: first.own, **_morning(first)}
    of_other = {other.day: other.own, **_morning(other)}
    throughout = {shift.day for shift in (first, other) if shift.own == _WHOLE_DAY}
    for day in sorted(of_one.keys() & of_other.keys()):
        both = of_one[day] & of_other[day]
        if both and (first.day == other.day or day not in throughout):
            return day, lowest(both)
    return None


def _morning(shift: _Shift) -> Mapping[int, int]:
    """The morning after one of the seven days; which one follows a bank holiday nobody can say."""
    if not shift.after or shift.day == len(WEEKDAYS):
        return {}
    return {(shift.day + 1) % len(WEEKDAYS): shift.after}


def _joined(shifts: Sequence[_Shift], *, holidays_told: bool) -> Hours:
    """All shifts together.

    The first hours of a bank holiday belong to a shift of the evening before, whichever day that
    was; so they count only if every day has such a shift.
    """
    own, after = [0] * len(DAYS), [0] * len(DAYS)
    for shift in shifts:
        own[shift.day] |= shift.own
        after[shift.day] |= shift.after
    week = reduce(
        or_,
        (
            (own[day] | after[day - 1 if day else len(WEEKDAYS) - 1]) << day * DAY
            for day in range(len(WEEKDAYS))
        ),
    )
    return Hours(week, own[-1] | reduce(and_, after) if holidays_told else None)


def day_name(day: int) -> str:
    """One of the eight days, as a sentence has it."""
    return "a bank holiday" if day == len(WEEKDAYS) else DAYS[day].capitalize()


def clock(minute: int) -> str:
    """A minute of a day as a clock shows it; the end of the day, and nothing else, is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"
