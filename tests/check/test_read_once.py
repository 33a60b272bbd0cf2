"""A check reads each text once: for every rule, for sealed copies, and for whoever checks again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handbook.check import check
from handbook.gate import passed, rehearse
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.source.markdown import bodies

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 30)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was read."""
    times: Counter[str] = Counter()
    plain = bodies.read_body

    def counting(words: str) -> bodies.Body:
        times[words] += 1
        return plain(words)

    monkeypatch.setattr(bodies, "read_body", counting)
    return times


def test_each_text_is_read_once(read: Counter[str]) -> None:
    check(WorkingTree(ROOT), today=DAY, history=NO_HISTORY)
    assert len(read) > 10
    assert set(read.values()) == {1}


def test_the_same_texts_are_not_read_again(read: Counter[str]) -> None:
    tree, shared = WorkingTree(ROOT), bodies.Bodies()
    first = check(tree, today=DAY, history=NO_HISTORY, bodies=shared)
    times = read.total()
    again = check(tree, today=DAY, history=NO_HISTORY, bodies=shared)
    assert again.findings == first.findings
    assert read.total() == times


def test_a_rehearsal_reads_only_what_is_new(read: Counter[str]) -> None:
    tree = WorkingTree(ROOT)
    before = passed(tree, today=DAY, history=NO_HISTORY)
    times = read.total()
    path = next(path for path in tree.paths() if path.startswith("registry/guidelines/"))
    more = {path: tree.read(path) + b"\nMore of it.\n"}
    rehearse(before, tree, more, today=DAY, history=NO_HISTORY)
    assert read.total() == times + 1
