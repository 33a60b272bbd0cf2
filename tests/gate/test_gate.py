"""One gate: what cannot be built is found by the check, and what is written passes it first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from handbook.finding import Severity
from handbook.gate import passed, rehearse
from handbook.history import NO_HISTORY
from handbook.load.trees.against import Against
from handbook.load.trees.base import MemoryTree, Overlay
from handbook.rules.examples import base

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.check import Checked

DAY = date(2026, 1, 15)
TEMPLATE = "registry/_types/{}/page.md.j2"
BROKEN = b"{{ lead }}\n\n{{ data.colour }}\n\n{{ text }}\n"


def judged(files: dict[str, bytes], **more: object) -> Checked:
    return passed(MemoryTree(files), today=DAY, history=NO_HISTORY, **more)  # type: ignore[arg-type]


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(one.code.id, one.path) for one in checked.errors]


def test_a_sound_registry_passes() -> None:
    assert told(judged(base())) == []


@pytest.mark.parametrize(
    "template",
    [
        b"{{ text }}{% for x in %}",
        b"{{ text }}{{ data.colour }}",
        b"{{ text }}{{ text }}",
        b"no text at all",
        b"{{ text }}{{ 10 ** 10 }}",
        b"{{ text }}{{ link('nothing', 1, 2, 3, 4, 5, 6) }}",
        b"{{ text }}{% include 'x' %}",
    ],
)
def test_a_template_that_fails_is_found_by_the_check_and_shown_as_one_cause(
    template: bytes,
) -> None:
    found = judged(base() | {TEMPLATE.format("guideline"): template})
    assert told(found) == [("PAG001", TEMPLATE.format("guideline"))]
    (one,) = found.errors
    assert "readers of" in one.message
    assert one.hint


def test_the_line_of_the_template_is_named() -> None:
    (one,) = judged(base() | {TEMPLATE.format("guideline"): BROKEN}).errors
    assert one.place is not None
    assert one.place.line == 3


@pytest.mark.parametrize("kind", ["guideline", "decision", "meeting", "post", "network"])
def test_every_type_is_looked_at(kind: str) -> None:
    found = judged(base() | {TEMPLATE.format(kind): b"{{ data.colour }}{{ text }}"})
    assert told(found) == [("PAG001", TEMPLATE.format(kind))]


def test_pages_are_made_of_what_is_sound_where_there_are_errors_besides() -> None:
    files = base() | {TEMPLATE.format("post"): b"{{ data.colour }}"}
    name = next(path for path in files if path.startswith("registry/guidelines/"))
    files[name] = b"---\nid: [\n---\n"
    codes = {code for code, _ in told(judged(files))}
    assert "PAG001" in codes
    assert not codes & {"INT001", "INT002"}


def test_what_lies_beside_the_registry_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("extra_javascript: [x.js]\n")
    (tmp_path / "docs-site").mkdir()
    (tmp_path / "docs-site" / "run.js").write_text("1")
    found = judged(base(), root=tmp_path)
    assert told(found) == [("PAG002", "docs-site"), ("PAG002", "mkdocs.yml")]


SUSPENSION = b"""\
id: suspend--calm-transfer--2026-01-15
title: Stopped at once
kind: suspend
post: coordinator
date: 2026-01-15
statement: Stopped at once.
reason: A number in it is wrong.
documents:
  - document: calm-transfer
"""


def may_suspend() -> dict[str, bytes]:
    """The small registry, in which a post may stop a document alone."""
    name = "registry/network.yaml"
    return base() | {name: base()[name] + b"settings: {suspension: {posts: [coordinator]}}\n"}


class TestOnABranch:
    def against(self, files: dict[str, bytes]) -> Against:
        return Against(MemoryTree(files), MemoryTree(files))

    def test_a_template_that_the_branch_breaks_is_found(self) -> None:
        files = base() | {TEMPLATE.format("guideline"): BROKEN}
        found = judged(files, against=self.against(base()))
        assert ("PAG001", TEMPLATE.format("guideline")) in told(found)

    def test_one_that_was_broken_before_stops_no_emergency_stop(self) -> None:
        """The suspension is a record that the broken template cannot show either."""
        before = may_suspend() | {TEMPLATE.format("decision"): b"{{ data.colour }}"}
        after = before | {
            "registry/decisions/suspend--calm-transfer--2026-01-15.yaml": SUSPENSION,
        }
        found = judged(after, against=self.against(before))
        assert told(found) == []
        assert found.left_out

    def test_one_that_the_branch_breaks_otherwise_is_found(self) -> None:
        name = TEMPLATE.format("guideline")
        found = judged(base() | {name: b"no text"}, against=self.against(base() | {name: BROKEN}))
        assert ("PAG001", name) in told(found)


class TestRehearsing:
    def test_only_what_is_new_is_told(self) -> None:
        files = base() | {TEMPLATE.format("guideline"): BROKEN, "registry/stray.txt": b"x"}
        tree = MemoryTree(files)
        before = passed(tree, today=DAY, history=NO_HISTORY)
        assert before.errors
        more = {"registry/another.txt": b"x"}
        tried = rehearse(before, tree, more, today=DAY, history=NO_HISTORY)
        assert [one.path for one in tried.errors] == ["registry/another.txt"]

    def test_the_same_again_is_told_as_often_as_it_is_new(self) -> None:
        tree = MemoryTree(base())
        before = passed(tree, today=DAY, history=NO_HISTORY)
        more = {TEMPLATE.format("guideline"): BROKEN}
        tried = rehearse(before, tree, more, today=DAY, history=NO_HISTORY)
        assert [one.code.id for one in tried.errors] == ["PAG001"]
        assert all(one.severity is Severity.ERROR for one in tried.errors)

    def test_files_lie_over_a_tree_and_leave_it_as_it_is(self) -> None:
        tree = MemoryTree({"registry/a": b"1", "registry/b": b"2"})
        over = Overlay(tree, {"registry/b": b"3", "registry/c": b"4"})
        assert over.paths() == ("registry/a", "registry/b", "registry/c")
        assert [over.read(path) for path in over.paths()] == [b"1", b"3", b"4"]
        assert tree.read("registry/b") == b"2"
        with pytest.raises(FileNotFoundError):
            over.read("registry/d")
