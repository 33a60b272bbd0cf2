"""CONTRIBUTING says what the code says: its reference of content types is written from the code.

``pytest --bless tests/test_contributing.py`` writes it anew.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from jinja2.defaults import DEFAULT_FILTERS

from handbook.cli import cli
from handbook.outputs.spreadsheets import records
from handbook.render.markdown import templating
from handbook.render.pages import filling, template_names
from handbook.render.registers import worked_out
from handbook.rules.examples import base
from handbook.types import marks, vocabulary
from handbook.types.counting import rows
from handbook.types.declaring import declare, facets, listing, score
from handbook.types.folders import built_in
from handbook.types.overviews import declaring
from handbook.types.pointing import expects, needs, progress
from test_architecture import LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parent.parent
FILE = ROOT / "CONTRIBUTING.md"
EXAMPLES = frozenset({"bad/", "due/ics.py"})
"""What CONTRIBUTING tells people to make."""
BEGINS, ENDS = "<!-- written from the code: begins -->\n", "<!-- written from the code: ends -->\n"
STAGES = "<!-- stages, from the code: begins -->\n", "<!-- stages, from the code: ends -->\n"


def shared() -> dict[str, str]:
    definitions = yaml.safe_load(built_in()["_shared.yaml"].raw)["$defs"]
    return {name: " ".join(given["description"].split()) for name, given in definitions.items()}


def behaviours() -> dict[str, str]:
    return {
        path.removeprefix("_behaviours/").removesuffix(".yaml"): " ".join(
            yaml.safe_load(file.raw)["description"].split()
        )
        for path, file in built_in().items()
        if path.startswith("_behaviours/")
    }


def reference() -> str:
    """The reference of everything that a content type's files may say."""
    tables = {
        "`type.yaml`, line by line": declare.LINES,
        "A column of `columns`": listing.PARTS,
        "What the handbook works out for a column (`value`)": listing.VALUES,
        "A part of `parts`": listing.PART,
        "A filter of `filters`": facets.PARTS,
        "A need of `needs`": needs.PARTS,
        "What counts in `progress`": progress.PARTS,
        "`score`": score.SCORE,
        "What must come in `expects`": expects.PARTS,
        "Behaviours (`types/_behaviours/`)": behaviours(),
        "Our own words in a schema": vocabulary.OURS,
        "`x-key`, beside `type: array`": marks.KEY,
        "`x-stale`, beside a day": marks.STALE,
        "`x-counts`, beside a list of rows": rows.COUNTED,
        'Shared definitions (`$ref: "#/$defs/..."`)': shared(),
        "Values of a page template": template_names.VALUES,
        "Functions of a page template": template_names.CALLS,
        "Functions that write": template_names.WRITING,
        "Filters": template_names.FILTERS,
        "`overview.yaml`, line by line": declaring.LINES,
    }
    return "\n".join(
        "\n".join(
            [f"**{title}**", "", *(f"- `{name}`: {words}" for name, words in table.items()), ""]
        )
        for title, table in tables.items()
    )


def stages() -> str:
    """Every stage of the line, and what the first line of its docstring says."""
    lines = ["| stage | what it is for |", "|---|---|"]
    for name in LINE[1:]:
        first = (import_module(f"handbook.{name}").__doc__ or "").splitlines()[0]
        lines.append(f"| `{name}` | {first} |")
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(
    ("marks", "written"), [((BEGINS, ENDS), reference), (STAGES, stages)], ids=["types", "stages"]
)
def test_the_reference_is_what_the_code_says(
    marks: tuple[str, str], written: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    text = FILE.read_text(encoding="utf-8")
    before, begins, rest = text.partition(marks[0])
    _, ends, after = rest.partition(marks[1])
    assert begins
    assert ends
    if request.config.getoption("--bless"):
        FILE.write_text(f"{before}{begins}\n{written()}\n{ends}{after}", encoding="utf-8")
        text = FILE.read_text(encoding="utf-8")
    assert f"{begins}\n{written()}\n{ends}" in text, (
        "CONTRIBUTING.md is behind the code: pytest --bless tests/test_contributing.py"
    )


def test_whatever_a_column_can_show_stands_on_pages_and_in_spreadsheets() -> None:
    """A value that one of them lacks would keep the list of a type from being made."""
    assert set(listing.VALUES) == set(worked_out.SHOWN) == set(records.WORKED_OUT)
    assert set(worked_out.SORTED) == listing.SORTED


def test_what_a_template_is_handed_is_named_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    handed: set[str] = set()
    real = filling.fill

    def noting(name: str, source: str, values: Mapping[str, Any]) -> Any:
        handed.update(values)
        return real(name, source, values)

    monkeypatch.setattr(filling, "fill", noting)
    for path, raw in base().items():
        (tmp_path / "heather" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "heather" / path).write_bytes(raw)
    words = ["--root", str(tmp_path / "heather"), "--today", "2026-01-15", "stage"]
    staged = CliRunner().invoke(cli, [*words, str(tmp_path / "staged")])
    assert staged.exit_code == 0, staged.output
    assert handed == template_names.VALUES.keys() | template_names.CALLS.keys()


def test_what_every_template_has_is_named_in_words() -> None:
    environment = templating._environment()
    assert environment.globals.keys() == template_names.WRITING.keys()
    own = {
        name
        for name, given in environment.filters.items()
        if given is not DEFAULT_FILTERS.get(name)
    }
    assert own == template_names.FILTERS.keys()


def named_paths(text: str) -> Iterator[str]:
    """The files and folders of the package that the map names."""
    yield from re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", text)


def test_every_folder_and_file_that_is_named_is_there() -> None:
    text = FILE.read_text(encoding="utf-8")
    package = ROOT / "tools/handbook"
    missing = [
        path
        for path in named_paths(text)
        if path not in EXAMPLES
        and not any((top / path).exists() for top in (package, ROOT, package / "rules/families"))
    ]
    assert missing == []
