"""The lines that docs/year.md quotes are commands, and the fields that it names are fields."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from handbook.cli import cli
from handbook.types import load_types
from handbook.types.vocabulary import resolve
from registries import lay_smallest

DOC = (Path(__file__).parents[2] / "docs" / "year.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINES = [line for block in BLOCK.findall(DOC) for line in block.splitlines()]
BEGUN = [line for line in LINES if line.startswith("handbook new ")]
SECTIONS = re.split(r"^## ", DOC, flags=re.MULTILINE)[1:]
TYPES, _ = load_types({})


def words(line: str) -> list[str]:
    name, *rest = shlex.split(line)
    assert name == "handbook", line
    return rest


def parsed(command: click.Command, rest: list[str], parent: click.Context | None = None) -> None:
    """Go through the words as click does, and stop before anything is done."""
    if not isinstance(command, click.Group) or not rest:
        command.make_context(command.name, rest, parent=parent)
        return
    context = command.make_context(command.name, list(rest), parent=parent)
    _, inner, after = command.resolve_command(context, rest)
    assert inner is not None
    parsed(inner, after, context)


def test_the_page_quotes_a_year() -> None:
    assert len(BEGUN) >= 9
    assert len(LINES) > len(BEGUN)


@pytest.mark.parametrize("line", sorted(set(LINES) - set(BEGUN)))
def test_each_line_is_a_command(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_smallest(tmp_path)
    (tmp_path / "filled.csv").touch()
    monkeypatch.chdir(tmp_path)
    parsed(cli, words(line))
    with pytest.raises(click.UsageError):
        parsed(cli, words(f"{line} --no-such-option"))


def test_each_record_can_be_begun(tmp_path: Path) -> None:
    lay_smallest(tmp_path)
    for line in BEGUN:
        _, kind, name, *_ = words(line)
        answer = CliRunner().invoke(cli, [*words(line), "--root", str(tmp_path)])
        assert answer.exit_code == 0, answer.output
        assert (tmp_path / "registry" / TYPES[kind].folder / f"{name}.yaml").is_file(), line


@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.splitlines()[0])
def test_each_field_that_is_named_is_one_of_a_type_begun_there(section: str) -> None:
    kinds = [words(line)[1] for line in BEGUN if line in section]
    fields = re.findall(r"`([a-z-]+)`", BLOCK.sub("", section))
    known = {name for kind in kinds for name in TYPES[kind].schema["properties"]}
    rows = {
        name
        for kind in kinds
        for field in TYPES[kind].schema["properties"].values()
        for name in resolve(field, TYPES[kind].schema["$defs"])
        .get("items", {})
        .get("properties", {})
    }
    assert set(fields) <= known | rows
