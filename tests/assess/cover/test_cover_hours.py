"""Hours by the clock: no minute is lost, none is counted twice, and words say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess.cover.hours import (
    DAY,
    DAYS,
    WEEKDAYS,
    WHOLE_WEEK,
    Hours,
    day_name,
    minute_of,
    read_hours,
)
from handbook.assess.cover.spoken import hours_in_words, pieces, stretches, week_in_words
from handbook.source import read_yaml

ROOT = Path(__file__).parents[3]

CLOCKS = st.integers(0, DAY - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
NAMES = st.lists(st.sampled_from([*DAYS, "weekdays", "weekends", "every-day"]), min_size=1)
GROUPS = {"weekdays": DAYS[:5], "weekends": DAYS[5:7], "every-day": DAYS}
ROWS = st.lists(
    st.builds(
        lambda days, start, end: {"days": days, "from": start, "to": end}, NAMES, CLOCKS, CLOCKS
    )
    | st.builds(lambda days: {"days": days, "all-day": True}, NAMES)
    | st.builds(lambda days: {"days": days, "closed": True}, NAMES),
    min_size=1,
    max_size=4,
)
WEEKS = st.lists(st.tuples(st.integers(0, 7 * DAY), st.integers(0, 3 * DAY)), max_size=6).map(
    lambda spans: sum_of(
        (1 << min(a + b, 7 * DAY)) - (1 << a) if a + b > a else 0 for a, b in spans
    )
)


def sum_of(parts: Any) -> int:
    """All bits of some numbers."""
    whole = 0
    for part in parts:
        whole |= part
    return whole


def is_open(rows: list[dict[str, Any]], day: int, minute: int) -> bool:
    """Whether somebody is there, told minute by minute as a person would read the rows."""
    for row in rows:
        days = {DAYS.index(n) for name in row["days"] for n in GROUPS.get(name, (name,))}
        if row.get("all-day") and day in days:
            return True
        if "from" in row:
            start, end = minute_of(row["from"]), minute_of(row["to"])
            assert start is not None
            assert end is not None
            same_day = start <= minute < end if end > start else minute >= start
            before = (day - 1) % 7 in days and end <= start and minute < end
            if (day in days and same_day) or before:
                return True
    return False


@given(ROWS)
def test_every_minute_is_what_the_rows_say_of_it(rows: list[dict[str, Any]]) -> None:
    hours, faults = read_hours(rows)
    if hours is None:
        assert faults
        return
    assert not faults
    for day in range(7):
        told = hours.on(day)
        assert told is not None
        for minute in range(0, DAY, 7):
            assert bool(told >> minute & 1) == is_open(rows, day, minute), (day_name(day), minute)


@given(WEEKS)
def test_stretches_hold_each_minute_once(week: int) -> None:
    found = stretches(week)
    again = 0
    for each in found:
        for minute in range(each.length):
            bit = 1 << (each.day * DAY + each.start + minute) % (7 * DAY)
            assert not again & bit
            again |= bit
    assert again == week
    ends = {(each.day * DAY + each.start + each.length) % (7 * DAY) for each in found}
    begins = {each.day * DAY + each.start for each in found}
    assert week == WHOLE_WEEK or not ends & begins


def _read_back(words: str) -> int:
    """The minutes that words name, read without the code that wrote them."""
    week = 0
    for phrase in words.split("; "):
        days, when = phrase.rsplit(", ", 1) if ", " in phrase else ("", phrase)
        long = re.fullmatch(r"(\w+) ([\d:]+) to (\w+) ([\d:]+)", phrase)
        if long:
            start = _day(long[1]) * DAY + _clock(long[2])
            end = _day(long[3]) * DAY + _clock(long[4])
            week |= _span(start, (end - start) % (7 * DAY))
            continue
        for day in _days(days):
            if when == "all day":
                week |= _span(day * DAY, DAY)
                continue
            start_word, end_word = when.removesuffix(" the next day").split(" to ")
            start, end = _clock(start_word), _clock(end_word)
            if when.endswith("the next day"):
                end = _clock(end_word) + DAY
            week |= _span(day * DAY + start, end - start)
    return week


def _span(start: int, length: int) -> int:
    return sum_of(1 << (start + n) % (7 * DAY) for n in range(length))


def _day(name: str) -> int:
    return WEEKDAYS.index(name.lower())


def _clock(word: str) -> int:
    return int(word[:2]) * 60 + int(word[3:])


def _days(words: str) -> list[int]:
    if words == "every day":
        return list(range(7))
    days: list[int] = []
    for part in re.split(r", | and ", words):
        first, _, last = part.partition(" to ")
        begin, end = _day(first), _day(last or first)
        days += [(begin + n) % 7 for n in range((end - begin) % 7 + 1)]
    return days


@given(WEEKS)
def test_words_say_exactly_those_minutes(week: int) -> None:
    if week in (0, WHOLE_WEEK):
        return
    assert _read_back(week_in_words(week)) == week


@given(st.integers(0, (1 << DAY) - 1))
def test_pieces_of_a_day_are_that_day(minutes: int) -> None:
    again = 0
    for start, end in pieces(minutes):
        piece = (1 << end) - (1 << start)
        assert not again & piece
        again |= piece
    assert again == minutes


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"days": ["every-day"], "all-day": True}], "at all hours"),
        (
            [{"days": ["weekdays"], "from": "08:00", "to": "18:00"}],
            "Monday to Friday, 08:00 to 18:00; bank holidays: not known",
        ),
        (
            [
                {"days": ["weekdays"], "from": "18:00", "to": "08:00"},
                {"days": ["weekends"], "all-day": True},
                {"days": ["bank-holidays"], "closed": True},
            ],
            (
                "Monday to Thursday, 18:00 to 08:00 the next day; Friday 18:00 to Sunday 24:00;"
                " bank holidays: nobody"
            ),
        ),
    ],
)
def test_hours_in_words(rows: list[dict[str, Any]], words: str) -> None:
    hours, faults = read_hours(rows)
    assert hours is not None, faults
    assert hours_in_words(hours) == words


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"days": ["monday"], "from": "08:00", "to": "08:00"}], "begin and end at 08:00"),
        ([{"days": ["monday"], "from": "08:00"}], "in one way"),
        ([{"days": ["monday"]}], "in one way"),
        ([{"days": ["monday"], "all-day": True, "closed": True}], "in one way"),
        ([{"days": ["monday"], "from": "24:00", "to": "25:00"}], "none of a clock"),
        (
            [
                {"days": ["weekdays"], "from": "08:00", "to": "18:00"},
                {"days": ["friday"], "from": "17:00", "to": "20:00"},
            ],
            "Friday at 17:00 stands here and in row 1",
        ),
        (
            [
                {"days": ["sunday"], "from": "22:00", "to": "09:00"},
                {"days": ["monday"], "from": "08:00", "to": "18:00"},
            ],
            "Monday at 08:00 stands here and in row 1",
        ),
        (
            [{"days": ["every-day"], "closed": True}, {"days": ["monday"], "all-day": True}],
            "nobody is there on Monday",
        ),
    ],
)
def test_hours_that_nobody_can_understand_are_none(rows: list[Any], said: str) -> None:
    hours, faults = read_hours(rows)
    assert hours is None
    assert any(said in fault.message for fault in faults), faults


@pytest.mark.parametrize("rows", [None, [], "all", [3], {"days": []}])
def test_what_the_schema_refuses_gives_nothing_and_no_traceback(rows: Any) -> None:
    assert read_hours(rows)[0] is None


def test_nothing_is_said_of_bank_holidays_by_rows_that_do_not_name_them() -> None:
    weekdays, _ = read_hours([{"days": ["weekdays"], "all-day": True}])
    assert weekdays is not None
    assert weekdays.holiday is None


def test_the_first_hours_of_a_bank_holiday_need_a_shift_on_every_evening_before() -> None:
    nights = {"from": "20:00", "to": "08:00"}
    some, _ = read_hours([{"days": ["weekdays", "bank-holidays"], **nights}])
    every, _ = read_hours([{"days": ["every-day"], **nights}])
    evening = (1 << DAY) - (1 << 20 * 60)
    assert some == Hours(some.week if some else 0, evening)
    assert every is not None
    assert every.holiday == evening | (1 << 8 * 60) - 1


def test_the_hours_in_the_documentation_can_be_read() -> None:
    text = (ROOT / "docs" / "services.md").read_text(encoding="utf-8")
    block = text.partition("```yaml\n")[2].partition("```")[0]
    source = read_yaml(block.encode(), "docs/services.md")
    assert source.data is not None
    hours, faults = read_hours(source.data["hours"])
    assert hours is not None, faults
    assert hours_in_words(hours).startswith("Monday to Thursday, 20:00 to 08:00 the next day")
