"""The demonstration on one day, and the small registry on the disk for a coordinator to work on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from agenda_world import Run, judged
from click.testing import CliRunner, Result

from handbook.assess.model import Assessment
from handbook.cli import cli
from registries import lay_smallest

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 30)
SMALL_DAY = "2026-01-15"


@pytest.fixture(scope="session")
def demonstration() -> Assessment:
    return judged(ROOT, DAY)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return lay_smallest(tmp_path / "small")


@pytest.fixture
def run(small: Path) -> Run:
    def invoke(*words: str, day: str = SMALL_DAY) -> Result:
        return CliRunner().invoke(cli, ["--root", str(small), "--today", day, *words])

    return invoke
