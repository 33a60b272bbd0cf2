"""One registry of formats for every command: a module in the right folder is all it takes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from small_registry import DAY

from handbook import report
from handbook.cli import command_of, formats
from handbook.cli.commands import COMMANDS
from handbook.cli.formats import due as due_formats
from handbook.cli.formats import formats_of
from handbook.finding import MisbuiltError
from handbook.report.writers import Writers

ALMANAC = '''
def write(answer):
    """One line a day, as an almanac would have it."""
    return "\\n".join(f"VEVENT {item.on} {item.record}" for item in answer.items if item.dated)
'''
FOLDERS = sorted(p.name for p in Path(str(formats.__file__)).parent.iterdir() if p.is_dir())


def choices(command: click.Command) -> list[str] | None:
    """What ``--format`` of a command may be, if it has one."""
    for option in command.params:
        if option.name == "form" and isinstance(option.type, click.Choice):
            return list(option.type.choices)
    return None


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Every command by the name of the folder of its formats, those within a group too."""
    for name in COMMANDS:
        command = command_of(name)
        yield name, command
        for part, within in getattr(command, "commands", {}).items():
            yield f"{name}_{part}", within


def test_every_command_that_has_formats_offers_those_that_are_found() -> None:
    offered = {name: choices(command) for name, command in every_command()}
    found = {name: list(formats_of(name)) for name in FOLDERS if not name.startswith("__")}
    assert {name: names for name, names in offered.items() if names} == {
        **found,
        "check": list(report.FORMATS),
    }


@pytest.mark.parametrize(
    ("package", "name"),
    [(f"handbook.cli.formats.{f}", n) for f in FOLDERS if f[0] != "_" for n in formats_of(f)]
    + [("handbook.report.formats", name) for name in report.FORMATS],
)
def test_every_format_says_what_it_writes(package: str, name: str) -> None:
    assert Writers(package)[name].__doc__


@pytest.mark.parametrize("code", ["", "def writes(answer):\n    return ''\n", "write = 'text'\n"])
def test_a_format_that_cannot_write_is_named(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mute.py").write_text(code)
    monkeypatch.setattr(due_formats, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, f"{due_formats.__name__}.mute", raising=False)
    with pytest.raises(MisbuiltError, match=r"formats\.due\.mute has no function write"):
        formats_of("due")["mute"]
    sys.modules.pop(f"{due_formats.__name__}.mute", None)


def test_people_come_first_and_what_is_not_there_is_no_format() -> None:
    first, *others = formats_of("adoption")
    assert first == "text"
    assert others == sorted(others)
    assert {"csv", "json"} <= set(others)
    with pytest.raises(KeyError):
        formats_of("due")["almanac"]


def test_another_format_for_due_is_one_new_file(
    heather: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "almanac.py").write_text(ALMANAC)
    module = importlib.import_module("handbook.cli.commands.due")
    with monkeypatch.context() as patched:
        patched.setattr(due_formats, "__path__", [*due_formats.__path__, str(tmp_path / "new")])
        command = importlib.reload(module).command
        shared = ["--root", str(heather), "--today", DAY, "--within", "9999"]
        result = CliRunner().invoke(command, [*shared, "--format", "almanac"])
        help_text = CliRunner().invoke(command, ["--help"]).output
    importlib.reload(module)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("VEVENT 20")
    assert re.search(r"--format \[text\|(.*\|)?almanac\|", help_text)
