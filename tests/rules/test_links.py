"""A link never leads to a place that depends on the order of headings."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import example

PATH = "registry/guidelines/quiet-rooms.md"


def codes(link: str) -> list[str]:
    twice = example("MD028", "bad")
    assert twice is not None
    files = dict(twice.files)
    files[PATH] += f"\nSee [the keys]({link}).\n".encode()
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)
    return [each.code.id for each in found.errors]


@pytest.mark.parametrize("link", ["#keys", "#keys_1", "quiet-rooms.md#keys"])
def test_headings_with_the_same_words_cannot_be_linked_to(link: str) -> None:
    assert codes(link) == ["LNK003"]


def test_other_headings_of_the_page_can() -> None:
    assert codes("#the-room") == []
