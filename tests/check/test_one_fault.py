"""One fault of a record never hides what is wrong elsewhere in it."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load import MemoryTree
from handbook.rules.examples import base

PATH = "registry/guidelines/night-calls.md"
FAULTY = "Ring <b>now</b>.\n\n| A | B |\n| --- | --- |\n| 1 |\n\nIn force.\n"


def codes(front: str) -> set[tuple[str, int]]:
    files = {**base(), PATH: f"---\n{front}---\n\n{FAULTY}".encode()}
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY).findings
    return {(f.code.id, f.place.line) for f in found if f.path == PATH and f.place is not None}


GOOD = base()[PATH].decode().split("---\n")[1]
FRONTS = {
    "nothing": GOOD,
    "a line that is not known": f"{GOOD}oddkey: 1\n",
    "details that cannot be read": f"{GOOD}summary: a: b\n",
    "a line given twice": f"{GOOD}{GOOD}",
    "another id": GOOD.replace("night-calls", "day-calls"),
}


@pytest.mark.parametrize("name", FRONTS)
def test_a_fault_of_the_details_hides_none_of_the_text(name: str) -> None:
    text = FRONTS[name].count("\n") + 3
    wanted = {("MD001", text + 1), ("MD012", text + 5), ("TXT001", text + 7)}
    assert wanted <= codes(FRONTS[name])


def test_an_id_that_is_there_twice_hides_none_of_the_text() -> None:
    files = {**base(), PATH: f"---\n{GOOD}---\n\n{FAULTY}".encode()}
    files["registry/care-pathways/night-calls.md"] = files[PATH]
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY).findings
    assert {f.code.id for f in found if f.path == PATH} >= {"LOD005", "MD001", "MD012"}
