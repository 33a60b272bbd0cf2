"""Cover: every minute holds one thing, and nothing counts that nobody said or checked."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess.cover.hours import DAY, WHOLE_WEEK, Hours, read_hours
from handbook.assess.cover.judge import CoverState, network_cover
from handbook.assess.cover.parts import PARTS, parts_named
from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.source.yaml.emit import yaml_text
from handbook.types import load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.assess.cover.judge import NetworkCover
    from handbook.link import Registry
    from handbook.types.model import Types

TODAY = date(2026, 11, 30)
ALWAYS = [{"days": ["every-day"], "all-day": True}]
BY_DAY = [{"days": ["every-day"], "from": "08:00", "to": "20:00"}]
AT_NIGHT = [{"days": ["every-day"], "from": "20:00", "to": "08:00"}]
FRESH = {"checked": "2026-10-01"}
NIGHT = 3 * 60
NOON = 12 * 60


@cache
def types() -> Types:
    return load_types({})[0]


def files_of(*records: dict[str, Any]) -> tuple[tuple[str, bytes], ...]:
    """The files of a valley and a moor, which are the dale, and of these records."""
    areas = [
        {"id": "dale", "title": "Dale", "boundary": "All of it."},
        {"id": "valley", "title": "Valley", "boundary": "Below.", "part-of": "dale"},
        {"id": "moor", "title": "Moor", "boundary": "Above.", "part-of": "dale"},
    ]
    files = {f"registry/areas/{each['id']}.yaml": yaml_text(each).encode() for each in areas}
    for record in records:
        folder = types()[record["type"]].folder
        data = {key: value for key, value in record.items() if key != "type"}
        files[f"registry/{folder}/{record['id']}.yaml"] = yaml_text(data).encode()
    return tuple(files.items())


def cover(*records: dict[str, Any], **asked: Any) -> NetworkCover:
    """The cover of the valley and the moor by what these records say."""
    return network_cover(linked(files_of(*records)), TODAY, **asked)


@lru_cache(maxsize=2048)
def linked(files: tuple[tuple[str, bytes], ...], broken: str = "") -> Registry:
    """The registry of some files, in which everything can be read but what is said to be broken."""
    loaded = validate(load(MemoryTree(dict(files)), types()), types())
    told = {each.path for each in loaded.findings} - {"registry/network.yaml"}
    assert told == ({broken} if broken else set())
    return link(loaded, types())


def service(name: str = "nurses", **more: Any) -> dict[str, Any]:
    return {
        "type": "service", "id": name, "title": "Nurses", "organisation": "trust",
        "level": "core", "areas": ["dale"], "needs": ["home-visit"], **FRESH, **more,
    }  # fmt: skip


def arrangement(name: str = "at-night", **more: Any) -> dict[str, Any]:
    return {
        "type": "cover", "id": name, "title": "At night", "areas": ["dale"],
        "needs": ["home-visit"], **FRESH, **more,
    }  # fmt: skip


def state(made: NetworkCover, minute: int, area: str = "valley", day: int = 0) -> CoverState:
    """What holds at a minute of a day: exactly one thing."""
    cell = made.cells[area, "home-visit"]
    there = [each for each in CoverState if cell.on(each, day) >> minute & 1]
    assert len(there) == 1
    return there[0]


def test_what_was_checked_is_covered_and_the_rest_is_nobody() -> None:
    made = cover(service(hours=BY_DAY))
    assert made.areas == ("moor", "valley")
    assert {state(made, NOON, area) for area in made.areas} == {CoverState.COVERED}
    assert state(made, NIGHT) is CoverState.NOBODY
    assert state(made, NOON, day=7) is CoverState.COVERED


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"checked": "2024-05-14"}, CoverState.UNCHECKED),
        ({"from": "2027-01-01"}, None),
        ({"until": "2026-11-29"}, None),
        ({"until": "2026-11-30"}, CoverState.COVERED),
        ({"areas": ["moor"]}, CoverState.UNKNOWN),
    ],
)
def test_nothing_counts_that_is_not_so_today(
    more: dict[str, Any], expected: CoverState | None
) -> None:
    made = cover(service(hours=ALWAYS, **more))
    if expected is None:
        assert made.needs == ()
    else:
        assert state(made, NIGHT) is expected


def test_a_service_that_nobody_ever_checked_covers_nothing() -> None:
    unchecked = service(hours=ALWAYS)
    del unchecked["checked"]
    assert state(cover(unchecked), NIGHT) is CoverState.UNCHECKED


def test_hours_that_nobody_said_are_not_known_and_never_covered() -> None:
    made = cover(service())
    assert state(made, NOON) is CoverState.UNKNOWN


def test_bank_holidays_that_nobody_spoke_of_are_not_known() -> None:
    made = cover(service(hours=[{"days": ["weekdays", "weekends"], "all-day": True}]))
    assert state(made, NOON) is CoverState.COVERED
    assert state(made, NOON, day=7) is CoverState.UNKNOWN


def test_cover_in_the_place_of_a_service_takes_its_word_there_and_nowhere_else() -> None:
    made = cover(service(hours=ALWAYS), arrangement(service="nurses", areas=["moor"], hours=BY_DAY))
    assert state(made, NIGHT, "valley") is CoverState.COVERED
    assert state(made, NIGHT, "moor") is CoverState.NOBODY


def test_cover_adds_no_hour_at_which_its_service_is_shut() -> None:
    made = cover(service(hours=BY_DAY), arrangement(service="nurses", hours=ALWAYS))
    assert state(made, NOON) is CoverState.COVERED
    assert state(made, NIGHT) is CoverState.NOBODY


def test_what_has_to_be_arranged_is_never_plain_cover() -> None:
    rota = arrangement(service="nurses", hours=AT_NIGHT, **{"by-arrangement": "A rota is raised"})
    made = cover(service(hours=BY_DAY), rota)
    assert state(made, NOON) is CoverState.COVERED
    assert state(made, NIGHT) is CoverState.ARRANGED


def test_that_nobody_is_there_outweighs_what_a_service_says_of_itself() -> None:
    made = cover(service(hours=ALWAYS), arrangement(areas=["moor"], hours=AT_NIGHT))
    assert state(made, NIGHT, "moor") is CoverState.NOBODY
    assert state(made, NOON, "moor") is CoverState.COVERED
    assert state(made, NIGHT, "valley") is CoverState.COVERED


def test_cover_is_no_better_known_than_its_service() -> None:
    made = cover(service(hours=ALWAYS, checked="2024-05-14"), arrangement(service="nurses"))
    assert state(made, NIGHT) is CoverState.UNCHECKED
    gone = cover(arrangement(service="gone", hours=ALWAYS))
    assert state(gone, NIGHT) is CoverState.UNKNOWN, "nor is it known not to have been checked"


def test_some_ages_are_not_all_ages() -> None:
    children = {
        "type": "population", "id": "children", "title": "Children", "areas": ["dale"],
        "ages": {"from": 0, "to": 17}, "at-all-hours": ["home-visit"],
    }  # fmt: skip
    young = service("young", hours=ALWAYS, ages={"to": 15})
    assert state(cover(dict(children), dict(young)), NIGHT) is CoverState.SOME_AGES
    older = service("older", hours=BY_DAY, ages={"from": 16})
    both = cover(children, young, older)
    assert state(both, NOON) is CoverState.COVERED
    assert state(both, NIGHT) is CoverState.SOME_AGES


def test_nobody_is_said_to_be_absent_while_a_record_cannot_be_read() -> None:
    for asked in ({"complete": False}, {"left_out": {"another"}}):
        made = cover(service(hours=BY_DAY), arrangement(areas=["moor"], hours=AT_NIGHT), **asked)
        assert state(made, NOON) is CoverState.COVERED
        assert state(made, NIGHT, "valley") is CoverState.UNKNOWN
        assert state(made, NIGHT, "moor") is CoverState.NOBODY


def test_areas_that_lead_back_to_themselves_leave_no_area_to_be_covered() -> None:
    circle = [
        {"type": "area", "id": one, "title": one, "boundary": "Here.", "part-of": other}
        for one, other in (("here", "there"), ("there", "here"))
    ]
    assert cover(*circle).areas == ("moor", "valley")
    within = {"type": "area", "id": "hill", "title": "Hill", "boundary": "It.", "part-of": "here"}
    made = cover(*circle, within, service(hours=ALWAYS, areas=["there"]))
    assert made.areas == ("hill", "moor", "valley")
    assert state(made, NIGHT, "hill") is CoverState.COVERED
    assert state(made, NIGHT, "moor") is CoverState.UNKNOWN


RECORDS = st.lists(
    st.builds(
        lambda kind, named, more: (kind, named, more),
        st.sampled_from(["service", "cover"]),
        st.sampled_from(["nurses", "doctors", "", "gone"]),
        st.fixed_dictionaries(
            {"areas": st.sampled_from([["dale"], ["moor"], ["valley", "moor"]])},
            optional={
                "hours": st.sampled_from([ALWAYS, BY_DAY, AT_NIGHT]),
                "checked": st.sampled_from(["2026-10-01", "2024-01-01"]),
                "by-arrangement": st.just("A rota"),
                "ages": st.sampled_from([{"to": 15}, {"from": 3}]),
            },
        ),
    ),
    max_size=5,
)


@given(RECORDS)
def test_every_minute_holds_exactly_one_thing(some: list[tuple[str, str, dict[str, Any]]]) -> None:
    made = []
    for number, (kind, named, more) in enumerate(some):
        if kind == "service":
            more.pop("by-arrangement", None)
            made.append(
                {**service(("nurses", "doctors", "third", "fourth", "fifth")[number]), **more}
            )
        else:
            if not named:
                more.pop("by-arrangement", None)
            made.append(
                {**arrangement(f"cover-{number}", **({"service": named} if named else {})), **more}
            )
    for cell in cover(*made).cells.values():
        week = holiday = 0
        for each in CoverState:
            hours = cell.minutes[each]
            assert not week & hours.week
            assert not holiday & (hours.holiday or 0)
            week, holiday = week | hours.week, holiday | (hours.holiday or 0)
        assert (week, holiday) == (WHOLE_WEEK, (1 << DAY) - 1)


def test_the_parts_of_a_week_hold_every_minute_once() -> None:
    week = holiday = 0
    for part in PARTS:
        assert not week & part.week
        assert not holiday & part.holiday
        week, holiday = week | part.week, holiday | part.holiday
    assert (week, holiday) == (WHOLE_WEEK, (1 << DAY) - 1)
    assert parts_named(Hours(week, holiday))[0] == "At all hours"
    assert parts_named(Hours(week, None))[0] == "Nights"


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [
        ("09:00", "17:00", ("Weekdays by day",)),
        ("08:00", "18:00", ("Weekdays by day",)),
        ("10:00", "16:00", ("At other hours",)),
    ],
)
def test_hours_that_are_known_are_found_under_some_part(
    start: str, end: str, named: tuple[str, ...]
) -> None:
    hours, _ = read_hours([{"days": ["weekdays"], "from": start, "to": end}])
    assert hours is not None
    assert parts_named(hours) == named
