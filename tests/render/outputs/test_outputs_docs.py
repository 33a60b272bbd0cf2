"""The documents about files for programs say what the code says: their tables are written from it.

``pytest --bless tests/render/outputs/test_outputs_docs.py`` writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from handbook.outputs.fields.discovery import resources
from handbook.outputs.fields.envelope import ENVELOPE
from handbook.outputs.fields.model import Field, Form
from handbook.outputs.fields.standing import ADOPTION, STANDING

DOCS = Path(__file__).parents[3] / "docs"


def table(fields: Iterable[Field]) -> str:
    lines = [f"| `{name}` | {kind} | {about} |" for name, kind, about in rows(fields)]
    return "\n".join(["| field | holds | what it says |", "|---|---|---|", *lines])


def rows(fields: Iterable[Field], above: str = "") -> Iterator[tuple[str, str, str]]:
    for field in fields:
        kind = field.form.value + (", or null" if field.nullable else "")
        choices = ", ".join(f"`{choice}`" for choice in field.choices)
        about = f"{field.about} One of {choices}." if choices else field.about
        name = f"{above}{field.name}"
        yield name, kind, about
        many = "[]" if field.form is Form.ROWS else ""
        yield from rows(field.fields, f"{name}{many}.")


def lists() -> str:
    parts = []
    for each in resources():
        key = ", ".join(f"`{name}`" for name in each.key)
        begin = f"## `api/{each.name}.json`\n\n{each.about} Rows are told apart by {key}."
        parts.append(f"{begin}\n\n{table(each.fields)}")
    return "\n\n".join(parts)


def files() -> str:
    return "\n".join(
        f"| [`api/{each.name}.json`](#api{each.name}json) | {each.each} |" for each in resources()
    )


PARTS = {
    "api.md": {"files": files, "envelope": lambda: table(ENVELOPE), "lists": lists},
    "register-json.md": {
        "envelope": lambda: table(ENVELOPE),
        "fields": lambda: table(field for field in STANDING if field is not ADOPTION),
        "adoption": lambda: table(ADOPTION.fields),
    },
}


@pytest.mark.parametrize("name", PARTS)
def test_what_is_written_of_fields_is_so(name: str, request: pytest.FixtureRequest) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for part, made in PARTS[name].items():
        begins, ends = f"<!-- {part}: begin -->\n", f"<!-- {part}: end -->"
        assert text.count(begins) == text.count(ends) == 1, part
        before, _, rest = text.partition(begins)
        between = "" if part == "files" else "\n"
        text = f"{before}{begins}{between}{made()}\n{between}{ends}{rest.partition(ends)[2]}"
    if request.config.getoption("--bless"):
        (DOCS / name).write_text(text, encoding="utf-8")
    assert text == (DOCS / name).read_text(encoding="utf-8"), "pytest --bless, and read it"
