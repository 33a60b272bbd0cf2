"""Comparing takes work that grows with the texts, and not with their square."""

from __future__ import annotations

import random
import sys

import pytest

from handbook.difference import CORE, align, compare
from handbook.load.model import Record

WORDS = [
    "the",
    "child",
    "has",
    "a",
    "plan",
    "and",
    "rings",
    "ward",
    "on",
    "day",
    "5",
    "mg",
    "of",
    "it",
]


def record(body: str) -> Record:
    return Record("guideline", "x", "registry/guidelines/x.md", {"id": "x"}, body, 1, {})


def text(paragraphs: int, seed: int) -> str:
    drawn = random.Random(seed)  # noqa: S311 -- any words will do
    lines = (" ".join(drawn.choices(WORDS, k=80)) for _ in range(paragraphs))
    return "\n\n".join(lines)


def calls(old: str, new: str) -> int:
    """How many calls it takes to compare two texts."""
    made = [0]

    def count(frame: object, event: str, argument: object) -> None:
        made[0] += event in {"call", "c_call"}

    compare(record("x"), record("y"), CORE)  # what is imported and made once
    sys.setprofile(count)
    try:
        compare(record(old), record(new), CORE)
    finally:
        sys.setprofile(None)
    return made[0]


def test_twice_the_text_is_twice_the_work() -> None:
    few, many = (calls(text(n, 1), text(n, 2)) for n in (10, 40))
    assert many < 5 * few
    assert many < 700 * 40 * 80 * 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- a\n" * 900, "- b\n\n" + "- a\n" * 600 + "- c\n" + "- a\n" * 200 + "- d\n"),
        ("5 mg " * 900, "5 mg " * 300 + "6 mg " * 2 + "5 mg " * 500 + "x"),
    ],
)
def test_rows_of_the_same_things_are_not_tried_against_each_other(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    matcher = align.SequenceMatcher

    def counted(filler: object, a: list[str], b: list[str], *, autojunk: bool) -> object:
        sizes.append(sum(a.count(one) for one in b))
        return matcher(filler, a, b, autojunk=autojunk)  # type: ignore[arg-type]

    monkeypatch.setattr(align, "SequenceMatcher", counted)
    found = compare(record(old), record(new), CORE)
    assert found.clinical
    assert all(size <= align.MOST + 4000 * align.MOST_EACH for size in sizes)


def test_what_is_too_much_to_lay_side_by_side_keeps_its_ends() -> None:
    old, new = ["a"] + ["b"] * 900 + ["z"], ["a", "c"] + ["b"] * 800 + ["d", "z"]
    assert [*align.steps(old, new)] == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 901, 1, 803),
        ("equal", 901, 902, 803, 804),
    ]
