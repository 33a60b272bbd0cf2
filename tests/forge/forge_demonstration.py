"""The demonstration, assessed once for all tests of this folder."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)


@cache
def demonstration() -> Assessment:
    """The demonstration, assessed once."""
    found = check(WorkingTree(ROOT), today=TODAY, history=NO_HISTORY)
    assert found.assessment is not None
    return found.assessment
