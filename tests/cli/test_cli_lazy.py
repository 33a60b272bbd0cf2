"""Only the command that was typed is imported; help, completion and a slip of the pen need none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_registry import environment

from handbook.cli import cli, command_of, commands
from handbook.cli.commands import COMMANDS

HEAVY = {"yaml", "jsonschema", "git", "mkdocs", "jinja2", "markdown", "markdown_it", "referencing"}
RUN = """
import json, sys
from handbook.cli import cli
try:
    cli.main(json.loads(sys.argv[1]), "handbook")
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(*words: str, **more: str) -> tuple[str, set[str]]:
    """What the command prints, and all modules that it took to print that."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(words)],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, set(json.loads(done.stderr.splitlines()[-1]))


def test_each_module_is_listed_once() -> None:
    folder = Path(str(commands.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert modules | packages == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_what_is_listed_is_what_the_command_says_of_itself(name: str) -> None:
    command = command_of(name)
    assert command.name == name
    assert command.get_short_help_str(limit=1000) == COMMANDS[name]
    assert not command.hidden


def commands_among(modules: set[str]) -> list[str]:
    start = "handbook.cli.commands."
    return sorted(name.removeprefix(start) for name in modules if name.startswith(start))


def test_help_shows_every_command_and_imports_none() -> None:
    said, modules = imported("--help")
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    assert all(f"\n  {name} " in said for name in COMMANDS)
    assert commands_among(modules) == []
    assert HEAVY.isdisjoint(modules)


@pytest.mark.parametrize("words", [["chek"], ["--version"], []])
def test_nothing_is_imported_where_no_command_is_named(words: list[str]) -> None:
    _, modules = imported(*words)
    assert commands_among(modules) == []
    assert HEAVY.isdisjoint(modules)


def test_the_names_of_commands_are_completed_without_importing_them() -> None:
    asked = {"_HANDBOOK_COMPLETE": "bash_complete", "COMP_WORDS": "handbook st", "COMP_CWORD": "1"}
    said, modules = imported(**asked)
    assert said.split() == ["plain,stage", "plain,status"]
    assert commands_among(modules) == []


def test_the_options_of_a_command_are_completed_with_that_command_alone() -> None:
    words = "handbook explain --to"
    said, modules = imported(_HANDBOOK_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="2")
    assert said.split() == ["plain,--today"]
    assert commands_among(modules) == ["explain"]


def test_the_help_of_a_command_imports_that_command_alone() -> None:
    said, modules = imported("explain", "--help")
    assert "Explain one kind of finding" in said
    assert commands_among(modules) == ["explain"]


def test_every_command_of_the_group_is_listed() -> None:
    assert set(cli.commands) == set(COMMANDS)


ROOT = Path(__file__).parents[2]
FOR_OTHERS = {
    "handbook.difference",
    "concurrent.futures.process",
    "multiprocessing",
    "importlib.metadata",
    "jsonschema",
    "mkdocs",
    "jinja2",
    "handbook.assess.coverage",
    "handbook.assess.cover.statements",
    "handbook.assess.due",
    "handbook.assess.governance",
    "handbook.assess.pointing.expecting",
    "handbook.cache",
    "handbook.check.comparing",
    "handbook.check.setting_aside",
    "handbook.rules.comparison",
    "handbook.source.closed_list",
    "handbook.types.overviews.reading",
}
"""What a question about one document needs none of: it is no comparison, no check, no page."""
MOST_OF_OURS = 216
MOST_QUESTIONS = 13


def test_how_one_document_stands_is_told_with_few_modules_and_few_questions_to_git(
    tmp_path: Path,
) -> None:
    git = shutil.which("git")
    log, shim = tmp_path / "asked", tmp_path / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho "$*" >> "{log}"\nexec "{git}" "$@"\n')
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    words = ("status", "rapid-transfer", "--root", str(ROOT), "--today", "2026-11-30")
    answer, modules = imported(*words, PATH=path)
    assert "rapid-transfer" in answer
    assert FOR_OTHERS.isdisjoint(modules)
    assert sum(name.startswith("handbook.") for name in modules) <= MOST_OF_OURS
    questions = log.read_text().splitlines()
    assert sum(words.startswith("for-each-ref ") for words in questions) == 1
    assert len(questions) <= MOST_QUESTIONS, questions
