"""Cover, hours and their words: every part of what is told, and the borders of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from test_cover_judge import (
    ALWAYS,
    AT_NIGHT,
    BY_DAY,
    NIGHT,
    NOON,
    TODAY,
    arrangement,
    cover,
    files_of,
    linked,
    service,
    state,
)

from handbook.assess.cover.complete import COVERING, every_word_is_read
from handbook.assess.cover.hours import (
    DAY,
    WHOLE_WEEK,
    Hours,
    HoursFault,
    clock,
    day_name,
    lowest,
    minute_of,
    minutes,
    read_hours,
)
from handbook.assess.cover.judge import AreaCover, CoverState
from handbook.assess.cover.parts import (
    NIGHTS,
    PARTS,
    WORKING_DAYS,
    PartOfWeek,
    looked_at,
    parts_named,
)
from handbook.assess.cover.spoken import (
    Stretch,
    capital,
    day_in_words,
    days_in_words,
    hours_in_words,
    minutes_in_words,
    stretches,
    week_in_words,
)
from handbook.assess.cover.statements import (
    Meant,
    Presence,
    Statement,
    ages_of,
    cover_meant,
    is_fresh,
    own_statement,
    runs,
    shared,
    statements,
)
from handbook.load.passed_over import Unopened

ALL_DAY = (1 << DAY) - 1
MORNING = minutes(0, 8 * 60)


def hours(*rows: dict[str, Any]) -> Hours:
    read, faults = read_hours(list(rows))
    assert read is not None, faults
    return read


# Hours.


def test_a_day_of_hours_is_its_own_minutes_and_no_others() -> None:
    read = hours(
        {"days": ["monday"], "from": "01:00", "to": "02:00"},
        {"days": ["sunday"], "from": "22:00", "to": "23:00"},
        {"days": ["bank-holidays"], "from": "03:00", "to": "04:00"},
    )
    assert read.on(0) == minutes(60, 120)
    assert [read.on(day) for day in range(1, 6)] == [0] * 5
    assert read.on(6) == minutes(22 * 60, 23 * 60)
    assert read.on(7) == read.holiday == minutes(180, 240)
    assert Hours() == Hours(0, 0)


def test_the_lowest_bit_of_a_number_is_found_in_whatever_holds_it() -> None:
    assert [lowest(bits) for bits in (1, 0b1100, 1 << 900 | 1 << 7, ~0b111, ~0)] == [0, 2, 7, 3, 0]


def test_minutes_run_from_one_up_to_another_and_never_backwards() -> None:
    assert minutes(0, 3) == 0b111
    assert minutes(1, 3) == 0b110
    assert minutes(3, 3) == minutes(4, 3) == 0


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("00:00", 0), ("08:30", 510), ("23:59", 1439), ("24:00", None), ("10:60", None),
        ("8:30", None), ("08:3", None), ("08:300", None), ("0830", None), ("08:30:00", None),
        ("-1:30", None), ("+8:30", None), (" 8:30", None), ("٠٨:٣٠", None), ("²1:00", None),
        ("", None), (830, None), (None, None), ("ab:cd", None), ("12:5x", None),
    ],
)  # fmt: skip
def test_a_time_is_two_and_two_plain_digits_of_a_clock(text: Any, minute: int | None) -> None:
    assert minute_of(text) == minute


def test_a_clock_shows_two_and_two_digits() -> None:
    assert [clock(minute) for minute in (0, 65, 1439, DAY)] == ["00:00", "01:05", "23:59", "24:00"]
    assert [day_name(day) for day in (0, 6, 7)] == ["Monday", "Sunday", "a bank holiday"]


TWICE = "Take one of them out. Hours that end at or before the time they begin go over midnight."
ONE_WAY = "this row does not say in one way when somebody is there"
WRITE_ONE = "Write `from` and `to`, or `all-day: true`, or `closed: true`, and only one of these."
CLOCK = HoursFault(0, "a time here is none of a clock", "Write it as 08:30 or 18:00.")
MONDAY = {"days": ["monday"]}
DAYTIME = {"days": ["monday"], "from": "08:00", "to": "18:00"}


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([MONDAY], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**MONDAY, "from": "08:00"}], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**MONDAY, "to": "08:00"}], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**DAYTIME, "all-day": True}], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**MONDAY, "all-day": True, "closed": True}], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**MONDAY, "all-day": "yes"}], [HoursFault(0, ONE_WAY, WRITE_ONE)]),
        ([{**DAYTIME, "from": "8:00"}], [CLOCK]),
        ([{**DAYTIME, "to": "25:00"}], [CLOCK]),
        (
            [{**DAYTIME, "to": "08:00"}],
            [
                HoursFault(
                    0,
                    "these hours begin and end at 08:00, which could be all day or no time",
                    "Write `all-day: true` in place of both, or mend one.",
                )
            ],
        ),
        (
            [DAYTIME, {**DAYTIME, "from": "17:30", "to": "19:00"}],
            [HoursFault(1, "Monday at 17:30 stands here and in row 1", TWICE)],
        ),
        (
            [{**DAYTIME, "from": "01:00", "to": "01:01"}, {**DAYTIME, "from": "01:00"}],
            [HoursFault(1, "Monday at 01:00 stands here and in row 1", TWICE)],
        ),
        (
            [{**MONDAY, "closed": True}, DAYTIME],
            [HoursFault(1, "row 1 says that nobody is there on Monday", "Take one of them out.")],
        ),
        (
            [{**MONDAY, "closed": True}, {"days": ["tuesday"], "closed": True}, DAYTIME],
            [HoursFault(2, "row 1 says that nobody is there on Monday", "Take one of them out.")],
        ),
        (
            [DAYTIME, {**MONDAY, "closed": True}],
            [HoursFault(0, "row 2 says that nobody is there on Monday", "Take one of them out.")],
        ),
        (
            [DAYTIME, {**DAYTIME, "to": "09:00"}, {**DAYTIME, "from": "17:00"}],
            [
                HoursFault(1, "Monday at 08:00 stands here and in row 1", TWICE),
                HoursFault(2, "Monday at 17:00 stands here and in row 1", TWICE),
            ],
        ),
        (
            [
                {"days": ["bank-holidays"], "all-day": True},
                {"days": ["every-day"], "all-day": True},
            ],
            [HoursFault(1, "a bank holiday at 00:00 stands here and in row 1", TWICE)],
        ),
        (
            [
                {"days": ["monday"], "from": "20:00", "to": "09:00"},
                {"days": ["tuesday"], "from": "08:59", "to": "10:00"},
            ],
            [HoursFault(1, "Tuesday at 08:59 stands here and in row 1", TWICE)],
        ),
        (
            [{**DAYTIME, "from": "8:00"}, MONDAY, DAYTIME],
            [CLOCK, HoursFault(1, ONE_WAY, WRITE_ONE)],
        ),
        (
            [DAYTIME, DAYTIME, {**MONDAY, "from": "1"}],
            [
                HoursFault(1, "Monday at 08:00 stands here and in row 1", TWICE),
                HoursFault(2, ONE_WAY, WRITE_ONE),
            ],
        ),
    ],
)
def test_each_fault_of_hours_is_told_with_its_row_and_how_to_mend_it(
    rows: list[dict[str, Any]], faults: list[HoursFault]
) -> None:
    read, told = read_hours(rows)
    assert read is None
    assert list(told) == faults


@pytest.mark.parametrize(
    "rows",
    [
        [
            {"days": ["friday"], "from": "20:00", "to": "09:00"},
            {"days": ["weekends"], "all-day": True},
        ],
        [
            {"days": ["sunday"], "from": "20:00", "to": "08:00"},
            {"days": ["monday"], "from": "08:00", "to": "20:00"},
        ],
        [
            {"days": ["bank-holidays"], "from": "20:00", "to": "08:00"},
            {"days": ["monday"], "all-day": True},
        ],
        [DAYTIME, {"days": ["tuesday"], "closed": True}],
        [DAYTIME, {**DAYTIME, "from": "18:00", "to": "20:00"}],
    ],
)
def test_hours_that_only_meet_or_run_into_a_whole_day_are_no_fault(rows: list[Any]) -> None:
    assert read_hours(rows)[1] == ()


@pytest.mark.parametrize("rows", [None, [], "all", ({},), [DAYTIME, 3], [DAYTIME, None]])
def test_rows_of_another_shape_say_nothing_and_are_no_fault_of_theirs(rows: Any) -> None:
    assert read_hours(rows) == (None, ())


def test_days_that_a_row_does_not_name_or_that_are_none_are_left_out() -> None:
    everything = {"all-day": True}
    assert hours({"days": ["someday"], **everything}) == Hours(0, None)
    assert hours({"days": "monday", **everything}) == Hours(0, None)
    assert hours({**everything}) == Hours(0, None)
    assert hours({"days": ["monday", "weekdays"], **everything}).week == (1 << 5 * DAY) - 1
    assert (
        hours({"days": ["weekends"], **everything}).week == ALL_DAY << 5 * DAY | ALL_DAY << 6 * DAY
    )


def test_a_night_runs_into_the_next_morning_and_on_sunday_into_monday() -> None:
    night = {"from": "20:00", "to": "08:00"}
    evening = minutes(20 * 60, DAY)
    monday = hours({"days": ["monday"], **night})
    assert (monday.on(0), monday.on(1), monday.on(6)) == (evening, MORNING, 0)
    sunday = hours({"days": ["sunday"], **night})
    assert (sunday.on(6), sunday.on(0), sunday.on(1)) == (evening, MORNING, 0)
    holiday = hours({"days": ["bank-holidays"], **night})
    assert holiday == Hours(0, evening)
    both = hours(
        {"days": ["monday"], **night},
        {"days": ["monday"], "from": "10:00", "to": "11:00"},
        {"days": ["monday"], "from": "12:00", "to": "13:00"},
    )
    assert both.on(0) == evening | minutes(600, 660) | minutes(720, 780)
    assert (both.on(1), both.on(2)) == (MORNING, 0)
    early = hours({"days": ["monday"], "from": "00:00", "to": "08:00"})
    assert (early.on(0), early.on(1)) == (MORNING, 0)
    until = hours({"days": ["monday"], "from": "20:00", "to": "00:00"})
    assert (until.on(0), until.on(1)) == (evening, 0)


def test_a_bank_holiday_on_which_it_is_closed_is_known_to_be() -> None:
    assert hours({"days": ["bank-holidays"], "closed": True}) == Hours(0, 0)
    assert hours(DAYTIME, {"days": ["tuesday"], "closed": True}).holiday is None


# Words.


@pytest.mark.parametrize(
    ("week", "runs_of"),
    [
        (0, ()),
        (WHOLE_WEEK, (Stretch(0, 0, 7 * DAY),)),
        (minutes(60, 120), (Stretch(0, 60, 60),)),
        (minutes(0, 60) | minutes(7 * DAY - 60, 7 * DAY), (Stretch(6, 1380, 120),)),
        (minutes(DAY, 2 * DAY), (Stretch(1, 0, DAY),)),
        (1 | 1 << 7 * DAY - 2, (Stretch(0, 0, 1), Stretch(6, 1438, 1))),
        (1 | 1 << 7 * DAY - 1, (Stretch(6, 1439, 2),)),
        (2 | 1 << 7 * DAY - 1, (Stretch(0, 1, 1), Stretch(6, 1439, 1))),
        (1 | 4 | 1 << 7 * DAY - 1, (Stretch(0, 2, 1), Stretch(6, 1439, 2))),
    ],
)
def test_a_week_is_told_in_the_fewest_stretches(week: int, runs_of: tuple[Stretch, ...]) -> None:
    assert stretches(week) == runs_of


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (Hours(WHOLE_WEEK, ALL_DAY), "at all hours"),
        (Hours(WHOLE_WEEK, None), "all day, every day of the week; bank holidays: not known"),
        (Hours(WHOLE_WEEK, 0), "all day, every day of the week; bank holidays: nobody"),
        (Hours(0, 0), "on no day of the week; bank holidays: nobody"),
        (Hours(0, None), "on no day of the week; bank holidays: not known"),
        (Hours(0, MORNING), "bank holidays: 00:00 to 08:00"),
        (
            Hours(WHOLE_WEEK, MORNING),
            "all day, every day of the week; bank holidays: 00:00 to 08:00",
        ),
        (
            Hours(sum(MORNING << day * DAY for day in range(7)), MORNING),
            "every day, 00:00 to 08:00, bank holidays too",
        ),
        (
            Hours(sum(MORNING << day * DAY for day in range(6)), MORNING),
            "Monday to Saturday, 00:00 to 08:00; bank holidays: 00:00 to 08:00",
        ),
        (Hours(MORNING, ALL_DAY), "Monday, 00:00 to 08:00; bank holidays: all day"),
    ],
)
def test_hours_are_told_in_words_that_leave_nothing_out(made: Hours, words: str) -> None:
    assert hours_in_words(made) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0,), "Monday"),
        ((0, 1), "Monday and Tuesday"),
        ((0, 1, 2), "Monday to Wednesday"),
        ((0, 2), "Monday and Wednesday"),
        ((0, 2, 4), "Monday, Wednesday and Friday"),
        ((0, 1, 3, 4, 5), "Monday, Tuesday and Thursday to Saturday"),
        ((5, 6, 0), "Saturday to Monday"),
        ((6, 0), "Sunday and Monday"),
        (range(7), "every day"),
        ((3, 4, 5, 6, 0, 1, 2), "every day"),
    ],
)
def test_days_that_follow_each_other_are_a_range(days: Any, words: str) -> None:
    assert days_in_words(days) == words


def span(start: int, length: int) -> int:
    """So many minutes from one of the week on, past Sunday into Monday."""
    bits = 0
    for minute in range(start, start + length):
        bits |= 1 << minute % (7 * DAY)
    return bits


@pytest.mark.parametrize(
    ("start", "length", "words"),
    [
        (0, DAY, "Monday, all day"),
        (0, 2 * DAY, "Monday and Tuesday, all day"),
        (0, 3 * DAY, "Monday to Wednesday, all day"),
        (6 * DAY, 3 * DAY, "Sunday to Tuesday, all day"),
        (0, 60, "Monday, 00:00 to 01:00"),
        (DAY - 60, 60, "Monday, 23:00 to 24:00"),
        (DAY - 60, 120, "Monday, 23:00 to 01:00 the next day"),
        (60, DAY, "Monday, 01:00 to 01:00 the next day"),
        (60, DAY + 1, "Monday 01:00 to Tuesday 01:01"),
        (60, 2 * DAY - 60, "Monday 01:00 to Tuesday 24:00"),
        (0, DAY + 60, "Monday 00:00 to Tuesday 01:00"),
        (DAY - 60, DAY + 60, "Monday 23:00 to Tuesday 24:00"),
        (6 * DAY + 60, DAY + 60, "Sunday 01:00 to Monday 02:00"),
        (5 * DAY + 1380, 2 * DAY, "Saturday 23:00 to Monday 23:00"),
    ],
)
def test_a_stretch_is_told_by_where_it_begins_and_ends(start: int, length: int, words: str) -> None:
    assert week_in_words(span(start, length)) == words


def test_stretches_that_are_alike_are_told_together_in_the_order_of_their_days() -> None:
    week = 0
    for day in (0, 2, 3):
        week |= span(day * DAY + 600, 60)
    week |= span(1 * DAY, 60) | span(0, 30)
    assert week_in_words(week) == (
        "Monday, 00:00 to 00:30; Monday, Wednesday and Thursday, 10:00 to 11:00;"
        " Tuesday, 00:00 to 01:00"
    )


def test_a_day_is_told_in_pieces() -> None:
    assert day_in_words(0) == "nobody"
    assert day_in_words(ALL_DAY) == "all day"
    assert day_in_words(minutes(0, 60) | minutes(120, DAY)) == "00:00 to 01:00 and 02:00 to 24:00"
    assert minutes_in_words(0, 0) == ""
    assert minutes_in_words(span(0, 60), 0) == "Monday, 00:00 to 01:00"
    assert (capital("at all hours"), capital("NHS"), capital("")) == ("At all hours", "NHS", "")


# Parts of the week.


def test_a_part_is_filled_only_where_each_of_its_minutes_is() -> None:
    first = PartOfWeek("First", "the first minute", 1, 1)
    assert first.all_in(Hours(1, 1))
    assert not any(first.all_in(each) for each in (Hours(1, 0), Hours(1, None), Hours(2, 1)))


def test_the_parts_of_a_week_are_those_that_people_name() -> None:
    day = minutes(8 * 60, 18 * 60)
    night = minutes(0, 8 * 60) | minutes(22 * 60, DAY)
    evening = minutes(18 * 60, 22 * 60)
    told = [
        (each.title, each.when, [each.week >> d * DAY & ALL_DAY for d in range(7)], each.holiday)
        for each in PARTS
    ]
    assert told == [
        ("Nights", "every day, 22:00 to 08:00", [night] * 7, 0),
        ("Evenings", "every day, 18:00 to 22:00", [evening] * 7, 0),
        ("Weekends by day", "Saturday and Sunday, 08:00 to 18:00", [0] * 5 + [day] * 2, 0),
        ("Weekdays by day", "Monday to Friday, 08:00 to 18:00", [day] * 5 + [0] * 2, 0),
        ("Bank holidays", "the whole day", [0] * 7, ALL_DAY),
    ]


def test_what_is_not_meant_for_every_hour_is_looked_for_in_office_hours() -> None:
    office = minutes(9 * 60, 17 * 60)
    asked = looked_at(WORKING_DAYS, at_all_hours=False)
    assert [asked.week >> day * DAY & ALL_DAY for day in range(7)] == [office] * 5 + [0, 0]
    assert (asked.title, asked.holiday) == (WORKING_DAYS.title, 0)
    assert [looked_at(PARTS[n], at_all_hours=False).week for n in (0, 1, 2, 4)] == [0] * 4
    assert looked_at(PARTS[-1], at_all_hours=False).holiday == 0
    assert looked_at(NIGHTS, at_all_hours=True) == NIGHTS


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (Hours(0, 0), ()),
        (Hours(0, None), ()),
        (Hours(1, 0), ("At other hours",)),
        (Hours(0, 1), ("At other hours",)),
        (Hours(0, ALL_DAY), ("Bank holidays",)),
        (Hours(NIGHTS.week, None), ("Nights",)),
        (Hours(WHOLE_WEEK, ALL_DAY), ("At all hours", *(part.title for part in PARTS))),
        (Hours(WHOLE_WEEK, 0), tuple(part.title for part in PARTS[:-1])),
        (
            Hours(WHOLE_WEEK & ~minutes(8 * 60, 9 * 60), ALL_DAY),
            tuple(part.title for part in PARTS),
        ),
    ],
)
def test_hours_are_found_under_every_part_that_they_fill(made: Hours, named: Any) -> None:
    assert parts_named(made) == named


# Statements.


def test_what_a_record_says_is_read_whole() -> None:
    record = service(
        hours=BY_DAY, ages={"from": 2, "to": 5}, needs=["home-visit", "telephone-advice"]
    )
    (first, second) = statements(linked(files_of(record)), TODAY).all
    assert first == Statement(
        "nurses",
        frozenset({"moor", "valley"}),
        ("home-visit",),
        hours(*BY_DAY),
        range(2, 6),
        Presence.THERE,
        fresh=True,
    )
    assert [age for age in range(20) if first.takes(age)] == [2, 3, 4, 5]
    assert not replace(first, ages=None).takes(3)
    assert second.needs == ("telephone-advice",)
    registry = linked(files_of(service(hours=BY_DAY)))
    alone = own_statement(registry, registry.records["nurses"], TODAY)
    assert (alone.areas, alone.needs, alone.fresh) == (frozenset(), ("home-visit",), True)


def test_each_kind_of_word_is_told_apart() -> None:
    there = arrangement("there", service="nurses")
    arranged = arrangement("arranged", service="nurses", **{"by-arrangement": "A rota"})
    nobody = arrangement("nobody", hours=AT_NIGHT)
    made = statements(linked(files_of(service(), there, arranged, nobody)), TODAY)
    told = {each.record: (each.presence, each.instead_of, each.present) for each in made.all}
    assert told == {
        "there": (Presence.THERE, "nurses", True),
        "arranged": (Presence.ARRANGED, "nurses", True),
        "nobody": (Presence.NOBODY, "", False),
    }


def test_a_service_keeps_its_word_for_the_needs_and_areas_that_cover_does_not_name() -> None:
    nurses = service(needs=["home-visit", "telephone-advice"])
    made = statements(
        linked(files_of(nurses, arrangement(service="nurses", areas=["moor"]))), TODAY
    )
    told = {(each.record, each.needs, each.areas) for each in made.all}
    assert told == {
        ("nurses", ("home-visit",), frozenset({"valley"})),
        ("nurses", ("telephone-advice",), frozenset({"moor", "valley"})),
        ("at-night", ("home-visit",), frozenset({"moor"})),
    }
    assert made.areas == ("moor", "valley")
    assert set(made.needs) == {"home-visit", "telephone-advice"}
    order = [need for need in made.choices if need in made.needs]
    assert list(made.needs) == order


@pytest.mark.parametrize(
    ("data", "running"),
    [
        ({}, True),
        ({"from": "2026-11-30"}, True),
        ({"from": "2026-12-01"}, False),
        ({"until": "2026-11-30"}, True),
        ({"until": "2026-11-29"}, False),
        ({"from": "2026-01-01", "until": "2026-12-31"}, True),
        ({"from": "soon"}, True),
    ],
)
def test_a_record_speaks_from_its_first_day_to_its_last(
    data: dict[str, str], *, running: bool
) -> None:
    assert runs(data, TODAY) is running


@pytest.mark.parametrize(
    ("given", "ages"),
    [
        ({"from": 2, "to": 5}, range(2, 6)),
        ({"to": 5}, range(6)),
        ({"from": 16}, range(16, 131)),
        ({}, None),
        (None, None),
        ("all", None),
        ({"from": "2"}, None),
        ({"to": "5"}, None),
    ],
)
def test_ages_are_whole_years_the_last_included(given: Any, ages: range | None) -> None:
    assert ages_of(given) == ages


@pytest.mark.parametrize(
    ("hours_of", "other", "both"),
    [
        (Hours(0b110, 0b11), Hours(0b011, 0b10), Hours(0b010, 0b10)),
        (Hours(0b110, None), Hours(0b011, 0b10), Hours(0b010, None)),
        (Hours(0b110, 0b11), Hours(0b011, None), Hours(0b010, None)),
        (Hours(0b110, 0), Hours(0b011, 0b10), Hours(0b010, 0)),
        (Hours(1, 0), Hours(1, 1), Hours(1, 0)),
        (Hours(1, 1), Hours(1, 0), Hours(1, 0)),
        (None, Hours(1, 1), None),
        (Hours(1, 1), None, None),
    ],
)
def test_two_records_share_what_both_name(
    hours_of: Hours | None, other: Hours | None, both: Hours | None
) -> None:
    assert shared(hours_of, other) == both


@pytest.mark.parametrize(
    ("checked", "fresh"),
    [("2025-11-30", True), ("2025-11-29", False), ("2026-11-30", True), (None, False)],
)
def test_what_was_checked_within_the_months_of_its_type_is_fresh(
    checked: str | None, *, fresh: bool
) -> None:
    record = service()
    record.pop("checked")
    registry = linked(files_of({**record, **({"checked": checked} if checked else {})}))
    assert is_fresh(registry, registry.records["nurses"], TODAY) is fresh
    assert not is_fresh(registry, registry.records["valley"], TODAY)


def test_cover_knows_its_service_s_hours_and_ages_where_it_says_none() -> None:
    nurses = service(hours=BY_DAY, ages={"to": 15})
    made = statements(linked(files_of(nurses, arrangement(service="nurses"))), TODAY)
    (only,) = made.all
    assert (only.hours, only.ages, only.fresh) == (hours(*BY_DAY), range(16), True)
    own = arrangement(service="nurses", hours=AT_NIGHT, ages={"to": 3}, checked="2024-01-01")
    (only,) = statements(linked(files_of(nurses, own)), TODAY).all
    assert (only.hours, only.ages, only.fresh) == (Hours(0, 0), range(4), False)
    rota = {**own, "by-arrangement": "A rota", "checked": "2026-10-01"}
    _, arranged = statements(linked(files_of(nurses, rota)), TODAY).all
    assert (arranged.record, arranged.hours, arranged.fresh) == ("at-night", hours(*AT_NIGHT), True)


def test_cover_in_the_place_of_what_is_not_there_knows_no_hours_and_no_check() -> None:
    (only,) = statements(linked(files_of(arrangement(service="gone", hours=ALWAYS))), TODAY).all
    assert (only.hours, only.fresh, only.presence) == (None, False, Presence.THERE)
    nobody = statements(linked(files_of(arrangement(hours=ALWAYS))), TODAY).all[0]
    assert (nobody.hours, nobody.fresh) == (hours(*ALWAYS), True)


def test_what_is_left_out_says_nothing_and_is_no_place() -> None:
    records = files_of(service(hours=ALWAYS), arrangement(areas=["moor"], hours=AT_NIGHT))
    made = statements(linked(records), TODAY, {"nurses", "valley"})
    assert [each.record for each in made.all] == ["at-night"]
    assert made.areas == ("moor",)


def test_a_record_of_another_shape_names_no_area_no_need_no_hours_and_no_age() -> None:
    registry = linked(files_of(service(hours=ALWAYS)))
    record = registry.records["nurses"]
    odd = {"areas": "dale", "needs": "home-visit", "hours": "always", "ages": "all"}
    for data in (odd, dict.fromkeys(odd)):
        bent = replace(record, data={**record.data, **data})
        whole = replace(registry, records={**registry.records, "nurses": bent})
        alone = own_statement(whole, bent, TODAY)
        assert (alone.needs, alone.hours, alone.ages) == ((), None, None)
        assert statements(whole, TODAY).all == ()
        named = replace(record, data={**record.data, **data, "needs": ["home-visit"]})
        whole = replace(registry, records={**registry.records, "nurses": named})
        assert statements(whole, TODAY).all == ()


@pytest.mark.parametrize(
    ("fields", "shared_choices", "choices"),
    [
        ({"needs": {"items": {"enum": ["b", "a"]}}}, {}, ("b", "a")),
        ({"needs": {"items": {"$ref": "#/$defs/n"}}}, {"n": {"enum": ["b", "a"]}}, ("b", "a")),
        (
            {"needs": {"items": {"enum": ["a"], "$ref": "#/$defs/n"}}},
            {"n": {"enum": ["b"]}},
            ("a",),
        ),
        ({"needs": {"items": {"$ref": "#/$defs/other"}}}, {"n": {"enum": ["b"]}}, ()),
        ({"needs": {"items": {"$ref": "#/$defs/n"}}}, {"n": {}}, ()),
        ({"needs": {"items": {}}}, {"n": {"enum": ["b"]}}, ()),
        ({"needs": {}}, {"n": {"enum": ["b"]}}, ()),
        ({}, {"n": {"enum": ["b"]}}, ()),
    ],
)
def test_needs_are_those_that_types_offer_in_their_order(
    fields: dict[str, Any], shared_choices: dict[str, Any], choices: tuple[str, ...]
) -> None:
    registry = linked(files_of())
    schema = {"properties": fields, "$defs": shared_choices}
    types: dict[str, Any] = {
        kind.name: replace(kind, schema=schema) if kind.has(COVERING) else kind
        for kind in registry.types.values()
    }
    assert statements(replace(registry, types=types), TODAY).choices == choices


def test_the_needs_of_several_types_are_told_one_type_after_the_other() -> None:
    registry = linked(files_of())
    types: dict[str, Any] = {kind.name: kind for kind in registry.types.values()}
    covering = [name for name, kind in types.items() if kind.has(COVERING)]
    for name, choices in zip(covering, (["b", "a"], ["a", "c"]), strict=True):
        fields = {"needs": {"items": {"enum": choices}}}
        types[name] = replace(types[name], schema={"properties": fields, "$defs": {}})
    assert statements(replace(registry, types=types), TODAY).choices == ("b", "a", "c")


def test_a_check_counts_whatever_else_is_filled_in() -> None:
    """A type may say that a day no longer matters once something is done; a check still does."""
    registry = linked(files_of(service()))
    kind = registry.types["service"]
    marks = tuple(replace(mark, until=("areas",)) for mark in kind.stale)
    types: dict[str, Any] = {**dict(registry.types.items())}
    types["service"] = replace(kind, stale=marks)
    assert is_fresh(replace(registry, types=types), registry.records["nurses"], TODAY)


POPULATION = {
    "type": "population", "id": "children", "title": "Children", "areas": ["dale"],
    "ages": {"from": 0, "to": 17}, "at-all-hours": ["home-visit"],
}  # fmt: skip


def test_what_cover_is_meant_to_be_adds_up_by_area() -> None:
    young = {
        **POPULATION, "id": "young", "areas": ["moor"], "ages": {"from": 18, "to": 19},
        "at-all-hours": ["telephone-advice"],
    }  # fmt: skip
    silent = {key: value for key, value in POPULATION.items() if key != "at-all-hours"}
    registry = linked(files_of(POPULATION, young, {**silent, "id": "silent"}))
    assert cover_meant(registry) == {
        "valley": Meant(frozenset(range(18)), frozenset({"home-visit"})),
        "moor": Meant(frozenset(range(20)), frozenset({"home-visit", "telephone-advice"})),
    }
    assert cover_meant(registry, {"children"}).keys() == {"moor"}
    assert cover_meant(registry, {"children", "young"}) == {}
    assert cover_meant(linked(files_of({**POPULATION, "areas": ["nowhere"]}))) == {}
    for areas in ("dale", None):
        record = registry.records["children"]
        bent = replace(record, data={**record.data, "areas": areas})
        whole = replace(registry, records={**registry.records, "children": bent})
        assert cover_meant(whole).keys() == {"moor"}


# Cells.


def test_who_says_so_and_who_says_that_nobody_is_there_are_named_once() -> None:
    made = cover(
        service(hours=BY_DAY),
        arrangement("night", hours=AT_NIGHT),
        service("doctors", hours=BY_DAY),
    )
    cell = made.cells["valley", "home-visit"]
    assert (cell.area, cell.need) == ("valley", "home-visit")
    assert (cell.by, cell.holes) == (("doctors", "nurses"), ("night",))
    assert made.complete
    assert not cover(service(), complete=False).complete
    assert not cover(service(), left_out={"x-y"}).complete


def test_anything_less_than_cover_at_any_minute_is_a_gap() -> None:
    assert not cover(service(hours=ALWAYS)).cells["moor", "home-visit"].gaps
    assert cover(service(hours=BY_DAY)).cells["moor", "home-visit"].gaps
    week = {"days": ["weekdays", "weekends"], "all-day": True}
    holidays = {"days": ["bank-holidays"], "from": "00:00", "to": "23:59"}
    assert cover(service(hours=[week, holidays])).cells["moor", "home-visit"].gaps
    nothing = {each: Hours() for each in CoverState}
    assert not AreaCover("a", "n", nothing).gaps


def test_where_nobody_says_when_the_whole_day_is_told_as_nobody() -> None:
    made = cover(service(hours=ALWAYS), arrangement(areas=["moor"]))
    assert {state(made, minute, "moor", 7) for minute in (NIGHT, NOON)} == {CoverState.NOBODY}
    assert state(made, NOON, "valley", 7) is CoverState.COVERED


def test_a_hole_in_the_week_says_nothing_of_bank_holidays() -> None:
    row = [{"days": ["weekdays", "weekends"], "all-day": True}]
    made = cover(service(hours=ALWAYS), arrangement(areas=["moor"], hours=row))
    assert state(made, NOON, "moor", 0) is CoverState.NOBODY
    assert state(made, NOON, "moor", 7) is CoverState.COVERED


def test_a_need_is_asked_for_at_every_hour_where_a_population_says_so_or_none_does() -> None:
    services = [service(hours=BY_DAY, needs=["home-visit", "telephone-advice"])]
    made = cover(dict(POPULATION), *services)
    assert made.asked("valley", "home-visit", NIGHTS) == NIGHTS
    assert made.asked("valley", "telephone-advice", NIGHTS) is None
    assert made.asked("valley", "telephone-advice", PARTS[-1]) is None
    assert made.asked("valley", "home-visit", PARTS[-1]) == PARTS[-1]
    assert made.asked("valley", "telephone-advice", WORKING_DAYS) == looked_at(
        WORKING_DAYS, at_all_hours=False
    )
    free = cover(service(hours=BY_DAY))
    assert free.asked("valley", "home-visit", NIGHTS) == NIGHTS


def test_the_best_that_is_certain_counts_and_one_need_says_nothing_of_another() -> None:
    old = service("old", hours=ALWAYS, checked="2024-01-01")
    made = cover(service(hours=BY_DAY), old, service("phone", needs=["telephone-advice"]))
    assert state(made, NOON) is CoverState.COVERED
    assert state(made, NIGHT) is CoverState.UNCHECKED
    assert made.cells["valley", "telephone-advice"].by == ("phone",)


def test_records_add_up_and_nothing_holds_at_a_minute_that_none_of_them_names() -> None:
    """The first minute of a day is asked, too: a bit too many would stand there."""
    both = cover(service(hours=BY_DAY), service("doctors", hours=AT_NIGHT))
    for day in (0, 6, 7):
        assert {state(both, minute, day=day) for minute in (0, NIGHT, NOON)} == {CoverState.COVERED}
    cell = both.cells["valley", "home-visit"]
    assert [cell.on(CoverState.COVERED, day) for day in range(8)] == [ALL_DAY] * 8
    assert {cell.on(held, day) for held in list(CoverState)[1:] for day in range(8)} == {0}


@pytest.mark.parametrize(
    ("holiday", "at_night"),
    [
        ([], CoverState.UNKNOWN),
        ([{"days": ["bank-holidays"], "from": "08:00", "to": "20:00"}], CoverState.NOBODY),
        ([{"days": ["bank-holidays"], "closed": True}], CoverState.NOBODY),
    ],
)
def test_only_bank_holidays_are_unknown_where_only_those_are_not_told(
    holiday: list[dict[str, Any]], at_night: CoverState
) -> None:
    weekly = {"days": ["weekdays", "weekends"], "from": "08:00", "to": "20:00"}
    told = cover(service(hours=[weekly, *holiday]))
    assert {state(told, minute, day=day) for minute in (0, NIGHT) for day in range(7)} == {
        CoverState.NOBODY
    }
    assert {state(told, minute, day=7) for minute in (0, NIGHT)} == {at_night}


def test_what_is_left_out_covers_nothing_and_asks_for_nothing() -> None:
    records = (service(hours=ALWAYS), service("doctors", hours=BY_DAY), dict(POPULATION))
    made = cover(*records, left_out={"nurses", "valley", "children"})
    assert made.areas == ("moor",)
    assert made.meant == {}
    assert state(made, NIGHT, "moor") is CoverState.UNKNOWN
    assert made.cells["moor", "home-visit"].by == ("doctors",)


# Whether everything is read.


def test_all_is_read_unless_a_record_that_could_speak_of_cover_is_broken() -> None:
    assert every_word_is_read(linked(files_of(service())))
    for folder, sound in (("services", False), ("posts", True)):
        path = f"registry/{folder}/broken.yaml"
        files = (*files_of(service()), (path, b"id: broken\n"))
        assert every_word_is_read(linked(files, path)) is sound


def test_a_record_that_was_left_unopened_may_speak_of_cover_too() -> None:
    """Fails if an area is said to have nobody while the file that names somebody is not opened."""
    registry = linked(files_of(service()))
    for name, all_read in (("nurses", False), ("valley", True)):
        record = registry.records[name]
        unopened = replace(record, data=Unopened(record.path))
        known = replace(registry, records={**registry.records, name: unopened})
        assert every_word_is_read(known) is all_read
