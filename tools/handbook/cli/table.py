"""Results as aligned text that also reads well aloud: no ruled lines, no symbols."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from typing import TYPE_CHECKING, Any

from handbook.outputs.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SCHEMA_VERSION = 1
"""Of the JSON of due, status and coverage: raised when a field changes its meaning or goes."""


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], indent: str = "") -> str:
    """Rows under their headings, columns two spaces apart; the last column is never padded."""
    whole = [tuple(headings), *(tuple(clean(cell) for cell in row) for row in rows)]
    widths = [max(len(row[at]) for row in whole) for at in range(len(headings))]
    return "\n".join(_line(row, widths, indent) for row in whole)


def _line(row: Sequence[str], widths: Sequence[int], indent: str) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return (indent + "  ".join(cells)).rstrip()


def clean(text: str) -> str:
    """One line, with nothing in it that a terminal obeys rather than shows."""
    return "".join(c if c.isprintable() else " " for c in text)


def folded(line: str, width: int = 100) -> str:
    """A line of words folded at spaces; what follows stands further in than its beginning."""
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line,
        width,
        initial_indent="",
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_json(content: dict[str, Any]) -> str:
    """The same bytes for the same content, with the version of its form."""
    whole = {"schema_version": SCHEMA_VERSION, **content}
    return json.dumps(whole, ensure_ascii=True, indent=2, default=str)


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``1 item``, ``2 items``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows for a spreadsheet below the names of their columns, with no formula for it to obey."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_safe(row[name]) for name in names])
    return out.getvalue().removesuffix("\n")


def _safe(value: Any) -> str:
    """A value in one line, which no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return harmless("" if value is None else clean(str(value)))
