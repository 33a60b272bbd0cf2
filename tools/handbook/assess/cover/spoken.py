"""Hours in words: as few as will do, and none that leave a minute out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.assess.cover.hours import DAY, WEEKDAYS, WHOLE_WEEK, clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.cover.hours import Hours

_WEEK = 7 * DAY
AT_ALL_HOURS = "at all hours"
NOT_SAID = "bank holidays: not known"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some minutes without a break: the day and minute on which they begin, and how many."""

    day: int
    start: int
    length: int


def stretches(week: int) -> tuple[Stretch, ...]:
    """The minutes of a week as the fewest stretches, from Monday; Sunday night runs into Monday."""
    runs = [Stretch(*divmod(start, DAY), end - start) for start, end in pieces(week)]
    if len(runs) > 1 and week & 1 and week >> _WEEK - 1:
        first, *runs = runs
        runs[-1] = replace(runs[-1], length=runs[-1].length + first.length)
    return tuple(runs)


def hours_in_words(hours: Hours) -> str:
    """All hours in words, such as ``Monday to Friday, 08:00 to 18:00; bank holidays: nobody``."""
    if hours.week == WHOLE_WEEK and hours.holiday == (1 << DAY) - 1:
        return AT_ALL_HOURS
    if hours.holiday:
        return minutes_in_words(hours.week, hours.holiday)
    week = week_in_words(hours.week) if hours.week else "on no day of the week"
    return f"{week}; {NOT_SAID if hours.holiday is None else 'bank holidays: nobody'}"


def capital(words: str) -> str:
    """Words with a capital at their beginning, and as they are otherwise."""
    return f"{words[:1].upper()}{words[1:]}"


def minutes_in_words(week: int, holiday: int) -> str:
    """Some minutes of the week and of a bank holiday in words; empty for none."""
    phrases = [week_in_words(week)] if week else []
    if holiday and all(week >> day * DAY & (1 << DAY) - 1 == holiday for day in range(7)):
        return f"{phrases[0]}, bank holidays too"
    return "; ".join([*phrases, f"bank holidays: {day_in_words(holiday)}"] if holiday else phrases)


def week_in_words(week: int) -> str:
    """Some minutes of the seven days in words; empty for none."""
    if week == WHOLE_WEEK:
        return "all day, every day of the week"
    return "; ".join(_phrases(stretches(week)))


def day_in_words(minutes: int) -> str:
    """Some minutes of one day in words."""
    if not minutes:
        return "nobody"
    if minutes == (1 << DAY) - 1:
        return "all day"
    return " and ".join(f"{clock(start)} to {clock(end)}" for start, end in pieces(minutes))


def pieces(minutes: int) -> Iterator[tuple[int, int]]:
    """The stretches of a day, or a week, each from a minute up to, and without, another."""
    yield from (run.span() for run in re.finditer("1+", f"{minutes:b}"[::-1]))


def _phrases(runs: Sequence[Stretch]) -> Iterator[str]:
    alike: dict[tuple[int, int], list[int]] = {}
    for each in runs:
        alike.setdefault((each.start, each.length), []).append(each.day)
    for (start, length), days in sorted(alike.items(), key=lambda pair: pair[1]):
        if start + length <= DAY:
            when = "all day" if length == DAY else f"{clock(start)} to {clock(start + length)}"
            yield f"{days_in_words(days)}, {when}"
        elif length <= DAY:
            end = clock(start + length - DAY)
            yield f"{days_in_words(days)}, {clock(start)} to {end} the next day"
        else:
            yield from (_long(day, start, length) for day in days)


def _long(day: int, start: int, length: int) -> str:
    """A stretch over several days."""
    if not start and not length % DAY:
        whole = [each % len(WEEKDAYS) for each in range(day, day + length // DAY)]
        return f"{days_in_words(whole)}, all day"
    last, minute = divmod(start + length - 1, DAY)
    name = WEEKDAYS[(day + last) % len(WEEKDAYS)].capitalize()
    return f"{WEEKDAYS[day].capitalize()} {clock(start)} to {name} {clock(minute + 1)}"


def days_in_words(days: Sequence[int]) -> str:
    """Some of the seven days, in the order given: those that follow each other as a range."""
    if len(set(days)) == len(WEEKDAYS):
        return "every day"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == (runs[-1][-1] + 1) % len(WEEKDAYS):
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [name for run in runs for name in _run(run)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _run(days: Sequence[int]) -> Sequence[str]:
    names = [WEEKDAYS[day].capitalize() for day in days]
    return names if len(names) < 3 else [f"{names[0]} to {names[-1]}"]  # noqa: PLR2004
