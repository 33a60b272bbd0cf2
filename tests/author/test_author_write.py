"""A plan is written whole or not at all, and over nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from handbook.author import write as writing
from handbook.author.model import Plan
from handbook.author.write import WriteProblem, write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("registry/a/1/one", "registry/a/1/two", "registry/decisions/last.yaml")
PLAN = Plan("x", {name: name.encode() for name in NAMES}, ())


def tree(root: Path) -> list[str]:
    return sorted(str(p.relative_to(root)) for p in root.rglob("*"))


def test_all_files_are_written(tmp_path: Path) -> None:
    assert write(PLAN, tmp_path) == NAMES
    assert {n: (tmp_path / n).read_bytes() for n in NAMES} == PLAN.files
    assert [p for p in tree(tmp_path) if p.startswith(".handbook")] == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "registry/decisions").mkdir(parents=True)
    (tmp_path / NAMES[2]).write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(WriteProblem, match=r"last\.yaml is already there"):
        write(PLAN, tmp_path)
    assert tree(tmp_path) == before
    assert (tmp_path / NAMES[2]).read_text() == "mine"


@pytest.mark.parametrize("fails_at", range(3))
@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_half_way_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, problem: BaseException
) -> None:
    (tmp_path / "registry").mkdir()
    before = tree(tmp_path)
    real, done = writing._place, []

    def place(source: Path, target: Path) -> None:
        if len(done) == fails_at:
            raise problem
        done.append(target)
        real(source, target)

    monkeypatch.setattr(writing, "_place", place)
    expected: Any = WriteProblem if isinstance(problem, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write(PLAN, tmp_path)
    assert tree(tmp_path) == before


def test_the_decision_takes_its_place_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real = writing._place

    def place(source: Path, target: Path) -> None:
        order.append(target.name)
        real(source, target)

    monkeypatch.setattr(writing, "_place", place)
    write(PLAN, tmp_path)
    assert order[-1] == "last.yaml"


def test_it_works_where_the_disk_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    write(PLAN, tmp_path)
    assert {n: (tmp_path / n).read_bytes() for n in NAMES} == PLAN.files


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    elsewhere, root = tmp_path / "elsewhere", tmp_path / "root"
    elsewhere.mkdir()
    (root / "registry").mkdir(parents=True)
    (root / "registry/decisions").symlink_to(elsewhere)
    with pytest.raises(WriteProblem, match="is a link to somewhere else"):
        write(PLAN, root)
    assert tree(elsewhere) == []


def test_a_root_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(WriteProblem, match=r"nothing was written: .*no such file"):
        write(PLAN, tmp_path / "missing")
