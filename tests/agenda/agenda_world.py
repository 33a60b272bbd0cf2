"""A registry on the disk, judged on a day, and how the command is run on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from click.testing import Result

from handbook.assess.model import Assessment
from handbook.check import assessed
from handbook.history import NO_HISTORY
from handbook.history.moment import look

Run = Callable[..., Result]


def judged(root: Path, day: date) -> Assessment:
    known = assessed(look(root).tree, today=day, history=NO_HISTORY).assessment
    assert known is not None
    return known
