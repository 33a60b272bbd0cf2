"""Records that must come by a schedule: asked for when they can be, and never taken as come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.assess.due.model import Due
from handbook.assess.pointing.expecting import awaited
from handbook.assess.pointing.model import Awaited
from handbook.assess.pointing.not_come import lacking_in_words, not_come
from handbook.assess.pointing.progress import Progress, filled, named_by
from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.source.periods import Frequency, period_with
from handbook.types import OVERRIDES, load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.link import Registry
    from handbook.types import Types
    from handbook.types.pointing.model import Expectation

BASE = """\
id: a-network
title: A network
summary: Links.
constituted: {act: A., group: board}
coordinator: coordinator
"""
FIELDS = """\
type: object
additionalProperties: false
required: [title]
properties:
"""
TALLY = """\
title: Tally
plural: Tallies
description: Something that each member counts.
order: 65
folder: tallies
format: yaml
label: "{title}"
behaviours: [concluded]
expects:
  - type: sheet
    names: rows.tally
    whose: organisation
    period: period
    from: counted-by
    every: frequency
    first: first
    last: last
    days: days
    what: return
"""
TALLY_FIELDS = (
    FIELDS
    + """\
  counted-by:
    description: The members that count it.
    type: array
    items:
      $ref: "#/$defs/reference"
      description: One member.
      x-ref: {to: [organisation], inverse: Counts}
    examples: [[fellgate]]
  frequency: {$ref: "#/$defs/frequency"}
  first: {$ref: "#/$defs/period"}
  last: {$ref: "#/$defs/period"}
  days: {$ref: "#/$defs/count"}
"""
)
SHEET = TALLY.partition("behaviours")[0].replace("Tall", "Sheet").replace("tallies", "sheets")
SHEET_FIELDS = (
    FIELDS.replace("[title]", "[organisation, period, rows]")
    + """\
  organisation:
    $ref: "#/$defs/reference"
    description: The member that counted.
    x-ref: {to: [organisation], inverse: Returned}
  period: {$ref: "#/$defs/period"}
  rows:
    description: What was counted.
    type: array
    items:
      description: One count.
      type: object
      additionalProperties: false
      required: [tally]
      properties:
        tally:
          $ref: "#/$defs/reference"
          description: What was counted.
          x-ref: {to: [tally], inverse: Returns}
        cannot: {$ref: "#/$defs/line", description: Why it cannot be given.}
      examples: [{tally: calls}]
    examples: [[{tally: calls}]]
"""
)


def types() -> Types:
    own: dict[str, str] = {}
    for name, declaration, schema, example in (
        ("tally", TALLY, TALLY_FIELDS, "title: A tally\n"),
        ("sheet", SHEET, SHEET_FIELDS, 'organisation: x-y\nperiod: "2026"\nrows: [{tally: a-b}]\n'),
    ):
        own[f"{name}/type.yaml"] = declaration
        own[f"{name}/schema.yaml"] = schema
        own[f"{name}/page.md.j2"] = "{{ facts(every_field()) }}\n"
        own[f"{name}/example.yaml"] = f"id: a-{name}\n{example}"
    made, findings = load_types({f"{OVERRIDES}{path}": text.encode() for path, text in own.items()})
    assert findings == ()
    return made


TYPES = types()
ASKED = "counted-by: [fellgate, moorside]\nfrequency: each-quarter\nfirst: 2026-Q1\ndays: 30\n"


@cache
def registry(tally: str = ASKED, *sheets: str, fellgate: str = "", moorside: str = "") -> Registry:
    """Two members, one tally, and sheets, each as its period, its member and its rows."""
    files = {
        "registry/network.yaml": BASE,
        "registry/organisations/fellgate.yaml": "id: fellgate\ntitle: Fellgate\nkind: charity\n"
        f"champion: nurse\n{fellgate}",
        "registry/organisations/moorside.yaml": "id: moorside\ntitle: Moorside\nkind: charity\n"
        f"{moorside}",
        "registry/tallies/calls.yaml": f"id: calls\ntitle: Calls\n{tally}",
    }
    for number, sheet in enumerate(sheets):
        period, organisation, rows = sheet.split(maxsplit=2)
        files[f"registry/sheets/sheet-{number}.yaml"] = (
            f"id: sheet-{number}\nperiod: {period!r}\norganisation: {organisation}\nrows: {rows}\n"
        )
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    return link(validate(load(tree, TYPES), TYPES), TYPES)


def rows(whole: Registry, today: str) -> list[str]:
    """Each row in a few signs: period, from whom, and whether it came, is late, is still open."""
    return [
        f"{row.period} {row.whose} {_state(row)}"
        for row in awaited(whole, date.fromisoformat(today)).get("calls", ())
    ]


def _state(row: Awaited) -> str:
    if row.came:
        return row.came
    return "late" if row.late else "unsure" if row.unsure else "due" if row.ended else "running"


def dues(whole: Registry, today: str) -> list[Due]:
    day = date.fromisoformat(today)
    return list(not_come(whole, awaited(whole, day), day))


def test_each_is_asked_for_each_period_that_has_begun() -> None:
    whole = registry(ASKED, "2026-Q1 fellgate [{tally: calls}]")
    assert rows(whole, "2026-07-31") == [
        "2026-Q1 fellgate sheet-0",
        "2026-Q1 moorside late",
        "2026-Q2 fellgate late",
        "2026-Q2 moorside late",
        "2026-Q3 fellgate running",
        "2026-Q3 moorside running",
    ]
    assert rows(whole, "2026-07-30")[2:4] == ["2026-Q2 fellgate due", "2026-Q2 moorside due"]
    assert rows(whole, "2025-12-31") == []


def test_one_that_cannot_be_given_has_come_all_the_same() -> None:
    whole = registry(ASKED, "2026-Q1 moorside [{tally: calls, cannot: Nobody counted.}]")
    assert rows(whole, "2026-05-01")[1] == "2026-Q1 moorside sheet-0"


@pytest.mark.parametrize(
    "sheet",
    [
        "2026 moorside [{tally: calls}]",
        "2026-01 moorside [{tally: calls}]",
        "2026-Q1 fellgate [{tally: calls}]",
        "2026-Q1 moorside [{tally: other}]",
        "2025-Q4 moorside [{tally: calls}]",
    ],
)
def test_what_came_for_something_else_has_not_come(sheet: str) -> None:
    assert "2026-Q1 moorside late" in rows(registry(ASKED, sheet), "2026-05-01")


@pytest.mark.parametrize(
    ("member", "asked"),
    [
        ("joined: 2026-04-01", ["2026-Q2", "2026-Q3"]),
        ("joined: 2026-04-02", ["2026-Q3"]),
        ("left: 2026-07-01", ["2026-Q1", "2026-Q2"]),
        ("left: 2026-06-30", ["2026-Q1"]),
        ("joined: 2026-01-02\nleft: 2026-09-30", ["2026-Q2"]),
    ],
)
def test_a_member_is_asked_for_no_day_on_which_it_was_none(member: str, asked: list[str]) -> None:
    whole = registry(ASKED, moorside=member)
    told = [row.split() for row in rows(whole, "2026-09-01")]
    assert [period for period, whose, _ in told if whose == "moorside"] == asked


def test_a_member_that_is_not_asked_keeps_nobody_else_from_it() -> None:
    for term in ("joined: 2026-04-02", "left: 2026-02-01"):
        told = rows(registry(ASKED, fellgate=term), "2026-05-01")
        assert "2026-Q1 moorside late" in told
        assert "2026-Q1 fellgate late" not in told


@pytest.mark.parametrize(
    "tally",
    [
        "frequency: each-quarter\nfirst: 2026-Q1\n",
        "counted-by: [fellgate]\nfirst: 2026-Q1\n",
        "counted-by: [fellgate]\nfrequency: each-quarter\n",
        "counted-by: [nobody]\nfrequency: each-quarter\nfirst: 2026-Q1\n",
    ],
)
def test_what_does_not_say_whom_how_often_or_since_when_asks_for_nothing(tally: str) -> None:
    assert rows(registry(tally), "2026-09-01") == []


def test_nothing_is_asked_beyond_the_last_period_nor_after_the_end() -> None:
    last = ASKED + "last: 2026-Q1\n"
    assert {row.split()[0] for row in rows(registry(last), "2026-12-01")} == {"2026-Q1"}
    over = ASKED + "concluded: 2026-07-10\n"
    assert rows(registry(over), "2026-12-01") == [
        "2026-Q1 fellgate due",
        "2026-Q1 moorside due",
        "2026-Q2 fellgate due",
        "2026-Q2 moorside due",
    ]
    assert dues(registry(over), "2026-12-01") == []


def test_nobody_is_called_late_while_one_that_came_cannot_be_read() -> None:
    whole = registry(ASKED, "2026-Q1 moorside [{tally: calls, count: 3}]")
    assert [each.id for each in whole.broken] == ["sheet-0"]
    assert {row.split()[2] for row in rows(whole, "2026-05-01")} == {"unsure", "running"}
    assert dues(whole, "2026-05-01") == []


def test_what_has_not_come_is_one_line_for_each_member_and_its_champion() -> None:
    first, second = dues(registry(), "2026-08-15")
    assert (first.record, first.owner, first.what) == ("fellgate", "nurse", "return")
    assert (second.record, second.owner) == ("moorside", "coordinator")
    assert (first.on, first.days) == (date(2026, 4, 30), -107)
    assert first.why == "not come: Calls (January to March 2026; April to June 2026)"
    assert first.awaited == ("calls",)
    assert first.was == "Return was to come by"


def test_a_period_that_is_over_is_on_the_list_before_it_is_late() -> None:
    for today, days in (("2026-04-01", 29), ("2026-04-30", 0), ("2026-05-01", -1)):
        (fellgate, _) = dues(registry(), today)
        assert (fellgate.on, fellgate.days) == (date(2026, 4, 30), days)
    assert dues(registry(), "2026-03-31") == []


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(Frequency),
    st.dates(date(2014, 4, 1), date(2060, 1, 1)),
    st.integers(0, 800),
    st.integers(0, 366),
)
def test_whatever_the_schedule_every_period_that_is_over_is_late_on_one_day(
    frequency: Frequency, start: date, later: int, days: int
) -> None:
    first = period_with(start, frequency)
    tally = f"counted-by: [fellgate]\nfrequency: {frequency}\nfirst: '{first}'\ndays: {days}\n"
    today = start + timedelta(days=later)
    told = awaited(registry(tally), today)["calls"]
    assert told[0].period == str(first)
    assert told[-1].first <= today <= told[-1].last
    for row, following in pairwise(told):
        assert row.last + timedelta(days=1) == following.first
    for row in told:
        assert row.due == row.last + timedelta(days=days)
        assert row.ended == (row.last < today)
        assert row.late == (row.ended and row.due < today)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("type: sheet", "type: shet", "no content type called shet"),
        ("names: rows.tally", "names: rows", "can name one of these"),
        ("names: rows.tally", "names: organisation", "can name one of these"),
        ("whose: organisation", "whose: period", "no field for a reference"),
        ("    whose: organisation\n", "", "stand beside each other"),
        ("period: period", "period: rows", "no field for a period"),
        ("from: counted-by", "from: days", "no field for a reference"),
        ("every: frequency", "every: days", "how often"),
        ("first: first", "first: frequency", "no field for a period"),
        ("last: last", "last: never", "no field for a period"),
        ("days: days", "days: frequency", "no field for a whole number"),
        ("days: days", "days: 367", "a number from 0 to 366"),
        ("days: days", "days: true", "a number from 0 to 366"),
        ("what: return", "what: endorsed return", "which only decisions can"),
        ("    what: return\n", "", "an expectation has"),
        ("what: return", "what: return\n    until: [closed]", "a field closed"),
        ("what: return", "what: return\n    unless: [closed]", "an expectation has"),
    ],
)
def test_a_schedule_that_means_nothing_is_refused(was: str, becomes: str, says: str) -> None:
    assert was in TALLY
    files = {
        "tally/type.yaml": TALLY.replace(was, becomes),
        "tally/schema.yaml": TALLY_FIELDS,
        "sheet/type.yaml": SHEET,
        "sheet/schema.yaml": SHEET_FIELDS,
    }
    for name in ("tally", "sheet"):
        files[f"{name}/page.md.j2"] = "{{ facts(every_field()) }}\n"
        files[f"{name}/example.yaml"] = f"id: a-{name}\n"
    made, findings = load_types(
        {f"{OVERRIDES}{path}": text.encode() for path, text in files.items()}
    )
    assert "tally" not in made
    assert any(says in f.message for f in findings), [f.message for f in findings]


# Whole.


def test_a_record_that_is_asked_for_is_told_whole() -> None:
    whole = registry(ASKED, "2026-Q1 fellgate [{tally: calls}]")
    first, second, third, _ = awaited(whole, date(2026, 4, 30))["calls"]
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "due": date(2026, 4, 30)}
    about = {"record": "calls", "what": "return", "type": "sheet", "words": "January to March 2026"}
    assert first == Awaited(
        **about, **days, whose="fellgate", period="2026-Q1", came="sheet-0", ended=True, late=False
    )
    assert second == Awaited(
        **about, **days, whose="moorside", period="2026-Q1", came="", ended=True, late=False
    )
    assert (third.period, third.ended, third.words) == ("2026-Q2", False, "April to June 2026")
    assert awaited(whole, date(2026, 5, 1))["calls"][1] == replace(second, late=True)


def test_only_records_for_which_something_is_asked_are_among_them() -> None:
    assert awaited(registry(), date(2026, 5, 1)).keys() == {"calls"}
    assert awaited(registry("days: 3\n"), date(2026, 5, 1)) == {}


def test_of_two_that_came_the_first_is_named() -> None:
    both = ("2026-Q1 fellgate [{tally: calls}]",) * 2
    assert rows(registry(ASKED, *both), "2026-05-01")[0] == "2026-Q1 fellgate sheet-0"


@pytest.mark.parametrize(
    ("days", "due"),
    [("days: 0\n", date(2026, 3, 31)), ("", date(2026, 3, 31)), ("days: 1\n", date(2026, 4, 1))],
)
def test_what_names_no_days_is_due_on_the_last_of_its_period(days: str, due: date) -> None:
    tally = ASKED.replace("days: 30\n", days)
    assert awaited(registry(tally), date(2026, 5, 1))["calls"][0].due == due


def test_one_that_is_asked_of_twice_is_asked_once_and_nobody_else() -> None:
    tally = ASKED.replace("[fellgate, moorside]", "[moorside, fellgate, coordinator]")
    told = [row.split()[1] for row in rows(registry(tally), "2026-03-01")]
    assert told == ["moorside", "fellgate"]


def expecting(**changes: object) -> Expectation:
    (expectation,) = TYPES["tally"].expects
    return replace(expectation, **changes)


def asked_by(expectation: Expectation, whole: Registry, today: str) -> list[Awaited]:
    """What one expectation asks for the tally."""
    kind = replace(whole.types["tally"], expects=(expectation,))
    types = {**dict(whole.types.items()), "tally": kind}
    return list(awaited(replace(whole, types=types), date.fromisoformat(today)).get("calls", ()))


def test_where_nobody_in_particular_must_send_it_it_is_asked_of_nobody() -> None:
    whole = registry(ASKED, "2026-Q2 fellgate [{tally: calls}]")
    (first, second) = asked_by(expecting(source="", whose=""), whole, "2026-06-01")
    assert (first.whose, first.came, first.late) == ("", "", True)
    assert (second.whose, second.came) == ("", "sheet-0")
    (due,) = not_come(whole, {"calls": [first]}, date(2026, 6, 1))
    assert (due.record, due.owner, due.why) == (
        "calls",
        "coordinator",
        "not come: Calls (January to March 2026)",
    )


def test_what_names_its_record_elsewhere_or_is_of_another_type_has_not_come() -> None:
    whole = registry(ASKED, "2026-Q1 fellgate [{tally: calls}]")
    for changes in ({"names": "others.tally"}, {"names": "tally"}, {"type": "organisation"}):
        (first, *_) = asked_by(expecting(**changes), whole, "2026-03-01")
        assert first.came == "", changes
    (first, *_) = asked_by(expecting(names=""), whole, "2026-03-01")
    assert first.came == "sheet-0"


def test_those_who_are_asked_may_be_named_in_rows() -> None:
    """Whatever else stands there names nobody."""
    whole = registry()
    members = [{"who": "moorside"}, {"who": ["fellgate"]}, {"who": {"x": 1}}, {"who": 3}, {}]
    record = whole.records["calls"]
    data = {**record.data, "by": {"members": [*members, "moorside", "calls"], "who": "fellgate"}}
    rowed = replace(whole, records={**whole.records, "calls": replace(record, data=data)})
    told = asked_by(expecting(source="by.members.who"), rowed, "2026-03-01")
    assert [row.whose for row in told] == ["moorside", "fellgate"]


def test_where_nobody_in_particular_must_send_it_the_owner_of_the_record_acts() -> None:
    whole = registry()
    record = whole.records["calls"]
    owned = replace(record, data={**record.data, "owner": "nurse", "champion": "nobody"})
    whole = replace(whole, records={**whole.records, "calls": owned})
    (first,) = asked_by(expecting(source="", whose=""), whole, "2026-03-01")
    (due,) = not_come(whole, {"calls": [replace(first, ended=True)]}, date(2026, 3, 1))
    assert (due.record, due.owner) == ("calls", "nurse")


def test_a_number_of_days_may_be_part_of_the_type() -> None:
    (first, *_) = asked_by(expecting(days=10), registry(), "2026-03-01")
    assert first.due == date(2026, 4, 10)
    (first, *_) = asked_by(expecting(days="first"), registry(), "2026-03-01")
    assert first.due == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("over", "periods"),
    [("2026-07-01", 2), ("2026-06-30", 1), ("2026-04-01", 1), ("2026-03-31", 0), ("2027-01-01", 3)],
)
def test_of_what_has_ended_what_was_over_by_then_is_still_told(over: str, periods: int) -> None:
    tally = ASKED.replace("moorside", "fellgate") + f"concluded: {over}\n"
    told = awaited(registry(tally), date(2026, 8, 1)).get("calls", ())
    assert len(told) == periods
    assert not any(row.late or row.unsure for row in told)


def test_what_has_ended_on_no_day_that_can_be_told_asks_for_nothing() -> None:
    whole = registry(ASKED)
    (first, *_) = asked_by(expecting(until=("days",)), whole, "2026-08-01") or (None,)
    assert first is None
    assert len(asked_by(expecting(until=("concluded",)), whole, "2026-08-01")) == 6
    assert len(asked_by(expecting(last=""), whole, "2026-08-01")) == 6


def test_what_is_late_is_told_of_whole() -> None:
    whole = registry()
    rows_of = awaited(whole, date(2026, 8, 15))
    (first, second) = not_come(whole, rows_of, date(2026, 8, 15))
    assert first == Due(
        "return",
        "fellgate",
        "nurse",
        date(2026, 4, 30),
        -107,
        why="not come: Calls (January to March 2026; April to June 2026)",
        by="Return to come by",
        was="Return was to come by",
        awaited=("calls",),
    )
    assert (second.record, second.awaited) == ("moorside", ("calls",))
    one, *_ = rows_of["calls"]
    several = {
        "calls": [replace(one, due=date(2026, 5, 2)), replace(one, due=date(2026, 5, 1))],
        "others": [replace(one, record="others"), replace(one, record="others", what="report")],
        "done": [replace(one, came="it"), replace(one, ended=False)],
        "unsure": [replace(one, late=False)],
    }
    told = list(not_come(whole, several, date(2026, 5, 1)))
    assert [(due.what, due.on, due.awaited) for due in told] == [
        ("return", date(2026, 4, 30), ("calls", "others")),
        ("report", date(2026, 4, 30), ("others",)),
    ]


def test_the_first_five_are_named_and_the_rest_are_counted() -> None:
    whole = registry()
    (row, *_) = awaited(whole, date(2026, 8, 15))["calls"]
    many = [replace(row, record=f"r{number}") for number in range(7)]
    months = " (January to March 2026)"
    five = "; ".join(f"r{number}{months}" for number in range(5))
    assert lacking_in_words(whole, many[:5]) == five
    assert lacking_in_words(whole, many[:6]) == f"{five} and 1 more"
    assert lacking_in_words(whole, many) == f"{five} and 2 more"
    periods = [replace(row, words=str(number)) for number in range(6)]
    assert lacking_in_words(whole, periods) == "Calls (0; 1; 2; 3; 4 and 1 more)"
    assert lacking_in_words(whole, [row], senders=True) == f"Fellgate{months}"
    assert lacking_in_words(whole, [replace(row, whose="")], senders=True) == f"Calls{months}"


# How far a record has come.


def test_progress_is_told_in_numbers() -> None:
    assert (Progress().of, Progress().words) == (0, "")
    assert Progress(("a",), ("b", "c")).words == "1 of 3 done"
    assert Progress((), ("b", "c"), ("c",)).words == "0 of 2 done, 1 late"


@pytest.mark.parametrize(
    ("route", "path", "stands"),
    [
        (("rows", 0, "tally"), "rows.tally", True),
        (("rows", 0, "tally"), "rows", False),
        (("rows", 0, "tally"), "", True),
        (("tally",), "tally", True),
        (("tally",), "rows.tally", False),
    ],
)
def test_where_a_reference_stands(route: tuple[str | int, ...], path: str, *, stands: bool) -> None:
    (reference, *_) = registry(ASKED, "2026-Q1 fellgate [{tally: calls}]").backlinks["calls"]
    assert named_by(replace(reference, route=route), path) is stands


@pytest.mark.parametrize(
    ("value", "is_filled"),
    [(None, False), ("", False), ([], False), ({}, False), (0, True), (False, True), ("x", True)],
)
def test_a_field_is_filled_in_by_anything_that_says_something(
    value: object, *, is_filled: bool
) -> None:
    record = registry().records["calls"]
    assert filled(replace(record, data={"field": value}), "field") is is_filled
    assert not filled(replace(record, data={"": "x"}), "")
