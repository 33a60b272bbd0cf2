"""A record starts as the example of its type, under an id that was never used."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from handbook.author.model import Plan, Refused
from handbook.author.new import WRITTEN_BY_A_COMMAND, new
from handbook.author.write import write
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.types import load_types

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.link import Registry

TODAY = date(2026, 11, 23)
TYPES = [name for name in load_types()[0] if name not in {*WRITTEN_BY_A_COMMAND, "network"}]


@pytest.fixture
def registry(root: Path) -> Registry:
    checked = check(WorkingTree(root), today=date(2026, 11, 23), history=NO_HISTORY)
    assert checked.assessment is not None
    return checked.assessment.registry


@pytest.mark.parametrize("name", TYPES)
def test_every_type_can_be_started(root: Path, registry: Registry, name: str) -> None:
    plan = new(registry, name, "quite-new", today=TODAY)
    assert isinstance(plan, Plan), plan
    write(plan, root)
    checked = check(WorkingTree(root), today=date(2026, 11, 23), history=NO_HISTORY)
    assert checked.assessment is not None
    assert checked.assessment.registry.records["quite-new"].type == name


def test_a_title_can_be_given(registry: Registry) -> None:
    plan = new(registry, "guideline", "quite-new", today=TODAY, title="Yes: a title")
    assert isinstance(plan, Plan)
    (text,) = plan.files.values()
    assert b'title: "Yes: a title"\n' in text


@pytest.mark.parametrize(
    ("name", "record_id", "message"),
    [
        ("song", "quite-new", "there is no type of record called song"),
        ("decision", "quite-new", "decisions are written by `handbook decide`"),
        ("adoption", "quite-new", "an organisation answered is written by `handbook adopt`"),
        ("network", "quite-new", "has its network already"),
        ("guideline", "going-home", "belongs to registry/guidelines/going-home.md already"),
        ("post", "going-home", "belongs to registry/guidelines/going-home.md already"),
        ("guideline", "Going Home", "cannot be an id"),
        ("guideline", "../x", "cannot be an id"),
        ("guideline", "a--", "cannot be an id"),
        ("guideline", "x" * 101, "cannot be an id"),
        ("guideline", "", "cannot be an id"),
        ("guideline", "con", "on Windows"),
    ],
)
def test_it_is_refused_in_plain_words(
    registry: Registry, name: str, record_id: str, message: str
) -> None:
    result = new(registry, name, record_id, today=TODAY)
    assert isinstance(result, Refused)
    assert message in " ".join(reason.message for reason in result.reasons)


def test_a_meeting_starts_as_one_that_is_still_to_come_of_the_group_and_day_in_its_id(
    root: Path, registry: Registry
) -> None:
    plan = new(registry, "meeting", "board-2026-12-20", today=TODAY)
    assert isinstance(plan, Plan)
    write(plan, root)
    found = check(WorkingTree(root), today=TODAY, history=NO_HISTORY)
    assert found.assessment is not None
    data = found.assessment.registry.records["board-2026-12-20"].data
    assert (data["state"], data["group"], data["date"]) == ("scheduled", "board", "2026-12-20")
    assert "attendance" not in data
    assert [one for one in found.errors if "board-2026-12-20" in one.path] == []


def test_an_action_starts_as_one_that_is_still_to_do(registry: Registry) -> None:
    plan = new(registry, "action", "quite-new", today=TODAY)
    assert isinstance(plan, Plan)
    (text,) = plan.files.values()
    assert b"\ndone:" not in text
    assert b"\ndue: 2026-12-21\n" in text


@pytest.mark.parametrize("today", [date(2026, 11, 5), date(2031, 2, 28)])
def test_its_days_are_as_far_from_today_as_the_examples_are_from_theirs(
    registry: Registry, today: date
) -> None:
    plan = new(registry, "action", "quite-new", today=today)
    assert isinstance(plan, Plan)
    (text,) = plan.files.values()
    assert f"\ndue: {today + timedelta(days=28)}\n".encode() in text
