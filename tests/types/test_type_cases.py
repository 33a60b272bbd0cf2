"""Good and bad examples of every content type: dropping a file into a folder makes it a test.

A bad file says on each offending line what is expected: ``joinned: 2024-01-01  # expect: SCH002``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from handbook.load import MemoryTree, load
from handbook.report.locate import locate, places_of
from handbook.types import Types, load_types
from handbook.validate import validate

HERE = Path(__file__).parent
CASES = sorted(
    path
    for kind in ("good", "bad")
    for path in HERE.glob(f"*/{kind}/*")
    if path.suffix in (".md", ".yaml")
)
NETWORK = b"""\
id: network-of-cases
title: A network
summary: Holds the cases.
constituted:
  act: An agreement.
  group: board
"""
EXPECTED = re.compile(r"# expect: ([A-Z]+[0-9]+(?: [A-Z]+[0-9]+)*)\s*$")


@cache
def built_in() -> Types:
    types, findings = load_types()
    assert findings == ()
    return types


def found(path: Path) -> set[tuple[int, str]]:
    """The lines and codes of everything found wrong with one case."""
    kind = built_in()[path.parent.parent.name]
    place = (
        f"registry/{kind.singleton}" if kind.singleton else f"registry/{kind.folder}/{path.name}"
    )
    tree = MemoryTree({"registry/network.yaml": NETWORK, place: unmarked(path)})
    checked = validate(load(tree, built_in()), built_in())
    located = locate(checked.findings, places_of(checked))
    assert all(each.finding.path == place for each in located)
    return {(each.place.line, each.finding.code.id) for each in located}


def unmarked(path: Path) -> bytes:
    """A case without its marks, every line in its place."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n".join(re.sub(r" *# expect: .*$", "", line) for line in lines).encode()


def expected(path: Path) -> set[tuple[int, str]]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    marks = ((number, EXPECTED.search(line)) for number, line in lines)
    return {(number, code) for number, mark in marks if mark for code in mark[1].split()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE)))
def test_every_case_gives_what_it_says(path: Path) -> None:
    assert found(path) == expected(path)


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_type_has_cases(kind: str) -> None:
    having = {path.parent.parent.name for path in CASES if path.parent.name == kind}
    assert set(built_in()) - having == set(), (
        f"These types have no case: put at least one record into tests/types/<name>/{kind}/."
    )
    assert having - set(built_in()) == set(), (
        "These folders of cases belong to no type: call them as the type is called, or delete them."
    )


def test_no_bad_case_passes_in_silence() -> None:
    assert all(expected(path) for path in CASES if path.parent.name == "bad")
