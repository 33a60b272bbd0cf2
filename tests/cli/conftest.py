"""A small registry on disk, and two ways to run the command on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_registry import DAY, Command, Run, environment, words_for

from handbook.cli import cli
from registries import lay_smallest


@pytest.fixture
def heather(tmp_path: Path) -> Path:
    """The smallest registry in which everything is right: no settings for MkDocs, no git."""
    return lay_smallest(tmp_path / "heather")


@pytest.fixture
def run(heather: Path) -> Run:
    """Run the command in this process, on the small registry, on its own day."""

    def invoke(*words: str, **settings: object) -> Result:
        shared = ["--root", str(heather), "--today", DAY]
        return CliRunner().invoke(cli, [*shared, *words], **settings)  # type: ignore[arg-type]

    return invoke


@pytest.fixture
def handbook(heather: Path) -> Command:
    """Run the command as a process of its own, on the small registry."""

    def execute(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words_for(heather, *words),
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return execute
