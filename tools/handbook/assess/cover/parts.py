"""The parts into which people divide a week: every minute is in one of them, and in no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.assess.cover.hours import DAY, WEEKDAYS, minutes

if TYPE_CHECKING:
    from handbook.assess.cover.hours import Hours

_MORNING, _EVENING, _NIGHT = 8 * 60, 18 * 60, 22 * 60
_OFFICE = (9 * 60, 17 * 60)
AT_ALL_HOURS = "At all hours"
OTHER_HOURS = "At other hours"


@dataclass(frozen=True, slots=True)
class PartOfWeek:
    """One part: its minutes of the seven days, and of a bank holiday."""

    title: str
    when: str
    week: int
    holiday: int = 0

    def all_in(self, hours: Hours) -> bool:
        """Whether somebody is there at every minute of it."""
        return not self.week & ~hours.week and not self.holiday & ~(hours.holiday or 0)


def _on(days: tuple[int, ...], of_a_day: int) -> int:
    week = 0
    for day in days:
        week |= of_a_day << day * DAY
    return week


_ALL = tuple(range(len(WEEKDAYS)))
NIGHTS = PartOfWeek(
    "Nights", "every day, 22:00 to 08:00", _on(_ALL, minutes(0, _MORNING) | minutes(_NIGHT, DAY))
)
WORKING_DAYS = PartOfWeek(
    "Weekdays by day",
    "Monday to Friday, 08:00 to 18:00",
    _on(_ALL[:5], minutes(_MORNING, _EVENING)),
)
PARTS = (
    NIGHTS,
    PartOfWeek("Evenings", "every day, 18:00 to 22:00", _on(_ALL, minutes(_EVENING, _NIGHT))),
    PartOfWeek(
        "Weekends by day",
        "Saturday and Sunday, 08:00 to 18:00",
        _on(_ALL[5:], minutes(_MORNING, _EVENING)),
    ),
    WORKING_DAYS,
    PartOfWeek("Bank holidays", "the whole day", 0, minutes(0, DAY)),
)


def looked_at(part: PartOfWeek, *, at_all_hours: bool) -> PartOfWeek:
    """The minutes of a part at which a need is looked for.

    What is not meant to be met at every hour is looked for in office hours, which are 09:00 to
    17:00 from Monday to Friday.
    """
    if at_all_hours:
        return part
    office = _on(_ALL[:5], minutes(*_OFFICE))
    return replace(part, week=part.week & office, holiday=0)


def parts_named(hours: Hours) -> tuple[str, ...]:
    """The parts throughout which somebody is there; on weekdays by day, in office hours at least.

    Hours that fill no part have a name of their own: they are known, and are not to be lost.
    """
    asked = (looked_at(each, at_all_hours=each is not WORKING_DAYS) for each in PARTS)
    named = tuple(part.title for part in asked if part.all_in(hours))
    if not hours.week and not hours.holiday:
        return ()
    everything = all(part.all_in(hours) for part in PARTS)
    return (AT_ALL_HOURS, *named) if everything else named or (OTHER_HOURS,)
