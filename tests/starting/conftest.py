"""A small network whose settings say where it lives, on disk and in git."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starting_network import DAY, FORGE, with_settings

from handbook.cli import cli
from registries import lay_smallest


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """The smallest registry, with a forge named in its settings."""
    root = lay_smallest(tmp_path / "network")
    with_settings(root, FORGE)
    return root


@pytest.fixture
def init(network: Path) -> Callable[..., Result]:
    """Run ``handbook init`` on it, in this process."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, ["--root", str(network), "--today", DAY, "init", *words])

    return run
