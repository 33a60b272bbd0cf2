"""A small registry to run the command on, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

ROOT = Path(__file__).parents[2]
DAY = "2026-01-15"
MAKES_PAGES = {"build", "serve", "stage"}
NOON = "1768478400"  # 12:00 UTC on that day

Run = Callable[..., Result]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**more: str) -> dict[str, str]:
    """What a process of ours sees: this interpreter's world, a fixed clock, no colour."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK")}
    found = os.pathsep.join((str(ROOT / "tools"), str(ROOT / "tests")))
    return kept | {"SOURCE_DATE_EPOCH": NOON, "PYTHONPATH": found} | more


def words_for(root: Path, *words: str) -> list[str]:
    """The command line of a real process on a registry; what it builds has pages of a few rules."""
    module = "few_rules" if MAKES_PAGES & {*words} else "handbook"
    return [sys.executable, "-m", module, "--root", str(root), *words]
