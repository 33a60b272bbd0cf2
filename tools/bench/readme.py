"""What was measured, put into the README: `python -m bench.readme bench.json README.md`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BEGINS = "<!-- measured: begins (make bench-readme writes this) -->\n"
ENDS = "<!-- measured: ends -->\n"
ROWS: tuple[tuple[str, str], ...] = (
    ("`handbook check`, first time", "check, cold"),
    ("`handbook check`, nothing changed", "check, nothing changed"),
    ("`handbook check`, ten texts edited", "check, ten texts edited"),
    ("`handbook check --base`, ten texts edited", "check --base, ten texts edited"),
    ("`handbook status DOCUMENT`", "status DOCUMENT"),
    ("`handbook due`", "due"),
    ("`handbook build`, first time", "build, cold"),
    ("`handbook build`, after one edit", "build, one text edited"),
    ("beside it: check-jsonschema, schemas alone", "check-jsonschema: schemas alone"),
    ("beside it: node with ajv, schemas alone", "node, js-yaml and ajv: schemas alone"),
    ("beside it: plain `mkdocs build` of the same pages", "mkdocs build of the staged pages"),
    ("beside it: Zensical on the same pages", "zensical build of the staged pages"),
)
"""The lines of the table: in words, and as the work is called where it was measured."""


def block(measured: Mapping[str, Any]) -> str:
    """Seconds and memory by the size of the registry, aims met and missed, and growth."""
    return BEGINS + "\n" + "\n".join((*_seconds(measured), *_aims(measured))) + "\n\n" + ENDS


def put(readme: str, measured: Mapping[str, Any]) -> str:
    """The README with what was measured in its place. ``ValueError`` if it has no such place."""
    before, begins, rest = readme.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not (begins and ends):
        raise ValueError(f"There is no place between {BEGINS.strip()} and {ENDS.strip()}.")
    return before + block(measured) + after


def _seconds(measured: Mapping[str, Any]) -> Iterator[str]:
    about, sizes = measured["about"], measured["sizes"]
    yield f"Processor seconds of one run on {about['day']}: {about['machine']},"
    yield f"Python {about['python']}; the median of each, and the most memory of a check."
    yield ""
    yield _row("work", (f"{size['documents']:,} documents" for size in sizes))
    yield _row("---", ("---:" for _ in sizes))
    of_size = [size["work"] for size in sizes]
    for words, name in ROWS:
        if any(name in work for work in of_size):
            yield _row(words, (_figure(work, name, "processor_seconds", 1) for work in of_size))
    yield _row("a first check, MB", (_figure(work, ROWS[0][1], "memory_mb", 0) for work in of_size))
    yield ""


def _figure(work: Mapping[str, Any], name: str, what: str, digits: int) -> str:
    return f"{work[name][what]:.{digits}f}" if name in work else "not measured"


def _row(first: str, others: Iterable[object]) -> str:
    return f"| {first} | {' | '.join(map(str, others))} |"


def _aims(measured: Mapping[str, Any]) -> Iterator[str]:
    words = {name: words for words, name in ROWS}
    rows = [
        _row(
            f"{words[aim['work']]}, {aim['documents']:,} documents, {words[aim['peer']]}",
            (
                f"{aim['ratio']} x",
                f"{aim['budget']} x",
                "met" if aim["ratio"] <= aim["budget"] else "missed",
            ),
        )
        for aim in measured["budgets"]
    ]
    if rows:
        yield _row("our aims", ("took", "was to take at most", ""))
        yield _row("---", ("---:", "---:", "---"))
        yield from (*rows, "")
    peers = {name for words, name in ROWS if words.startswith("beside it")}
    growth = {name: exponent for name, exponent in measured["growth"].items() if name not in peers}
    if growth:
        name = max(growth, key=lambda name: growth[name])
        yield f"What grows fastest with the registry is {name}, with an exponent of {growth[name]}."


def main(measured: Path, readme: Path) -> None:
    """Put what was measured into the README."""
    data = json.loads(measured.read_text("utf-8"))
    readme.write_text(put(readme.read_text("utf-8"), data), "utf-8")
    click.echo(f"What was measured stands in {readme}: now read the words around it.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
