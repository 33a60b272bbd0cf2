"""A check says everything at once, the same each time, and never hides that it could not finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.check import check
from handbook.history import History
from handbook.load.trees.base import MemoryTree
from handbook.report import report
from handbook.rules.engine import INT002
from handbook.rules.examples import base
from handbook.source.dates import parse_date

if TYPE_CHECKING:
    import pytest

TODAY = parse_date("2026-01-15")


def test_the_same_files_give_the_same_bytes_in_whatever_order_they_come() -> None:
    files = {**base(), "registry/stray.txt": b"x", "registry/posts/lead-nurse.yaml": b"id: [\n"}
    turned = dict(reversed(files.items()))
    for form in ("text", "json", "github"):
        first = report(check(MemoryTree(files), today=TODAY, history=History()), form)
        assert first == report(check(MemoryTree(turned), today=TODAY, history=History()), form)


def test_all_problems_are_told_in_one_run() -> None:
    files = base()
    files["registry/posts/coordinator.yaml"] = b"id: coordinator\n"
    files["registry/glossary/lead.yaml"] = b"id: lead\ntitle: Lead\ndefinition: [\n"
    files["registry/actions/name-a-night-lead.yaml"] += b"documnts: [x]\n"
    files["registry/guidelines/quiet-rooms.md"] += b"\nSee [x](nowhere.md).\n"
    found = check(MemoryTree(files), today=TODAY, history=History())
    assert {one.path.split("/")[1] for one in found.errors} == {
        "actions",
        "glossary",
        "guidelines",
        "posts",
    }


def test_a_broken_record_is_told_of_once_however_many_name_it() -> None:
    files = base()
    files["registry/posts/lead-nurse.yaml"] = b"id: lead-nurse\n"
    found = check(MemoryTree(files), today=TODAY, history=History()).findings
    elsewhere = [one for one in found if one.path != "registry/posts/lead-nurse.yaml"]
    assert [one.code.id for one in elsewhere] == ["REF003"]


def test_a_stage_that_fails_is_said_and_nothing_can_be_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise KeyError("a patient's words")

    monkeypatch.setattr("handbook.check.stages.link", fail)
    found = check(MemoryTree(base()), today=TODAY, history=History())
    (failure,) = found.errors
    assert failure.code is INT002
    assert "linking records" in failure.message
    assert "patient" not in failure.message
    assert found.assessment is None
    assert found.cannot_run
    assert "could not be finished" in report(found)


def test_a_clean_registry_is_said_to_be_clean() -> None:
    found = check(MemoryTree(base()), today=TODAY, history=History())
    assert report(found).startswith("All is well")
