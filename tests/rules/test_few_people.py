"""A number that stands on a page as it was written tells of nobody who could be known by it."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base

NETWORK = "registry/network.yaml"
HEARD = """\
id: evening
title: Evening on quiet rooms
route: meeting-with-families
date: 2025-10-01
families: {}
owner: coordinator
points:
  - id: a-door
    said: A quiet room needs a door that shuts.
"""


def told(families: int, hidden_below: int | None = None) -> list[str]:
    files = dict(base())
    files["registry/family-involvement/evening.yaml"] = HEARD.format(families).encode()
    if hidden_below is not None:
        assert b"\nsettings:" not in files[NETWORK]
        files[NETWORK] += (
            f"settings:\n  small-numbers:\n    hidden-below: {hidden_below}\n".encode()
        )
    judged = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)
    return [finding.hint for finding in judged.errors if finding.code.id == "CNT006"]


@pytest.mark.parametrize(
    ("families", "hidden_below", "refused"),
    [
        (1, None, True),
        (4, None, True),
        (5, None, False),
        (5, 10, True),
        (9, 10, True),
        (10, 10, False),
        (1, 0, False),
        (1, 1, False),
    ],
)
def test_what_is_small_is_a_setting_of_the_network(
    families: int, hidden_below: int | None, refused: bool
) -> None:
    hints = told(families, hidden_below)
    assert len(hints) == refused
    assert all(f"From {hidden_below or 5} on" in hint for hint in hints)
