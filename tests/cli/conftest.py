"""A small registry on disk, and two ways to run the command on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_registry import DAY, MAKES_PAGES, Command, Run, environment, words_for

import warm
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
    """Run the command as a process of its own, on the small registry.

    What makes pages is born of a process that has read the program (``warm``), unless it is to have
    another hash seed or streams of another encoding.
    """

    def execute(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        is_warm = MAKES_PAGES & {*words} and not any(name.startswith("PYTHON") for name in more)
        own = ("--root", str(heather), *words)
        return subprocess.run(
            warm.words_for(*own) if is_warm else words_for(heather, *words),
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return execute
