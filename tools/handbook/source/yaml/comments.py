"""Remarks in YAML that swallow part of a value: ``dose: one # and never two`` says "one".

YAML takes whatever stands behind a # and a space for a remark. A remark is accepted only where
nobody can have meant it as part of a value: on a line of its own, set in no further than the name
of the value above it, and outside brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"[|>][-+0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Held:
    """A name or value as it stands in the lines of a file, all counted from 0.

    ``under`` is the column of the name or dash that a value belongs to, -1 within brackets, and
    ``None`` for a name. ``block`` says that it is a text below a | or >.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    block: bool
    under: int | None


def swallowing(
    lines: Sequence[str], held: Sequence[Held], *, stopped: bool
) -> Iterator[tuple[int, int]]:
    """Line and column, from 0, of every # that begins a remark where none may stand.

    ``held`` is every name and value in order. ``stopped`` says that reading ended at the last.
    """
    last = _last(lines, held, stopped=stopped)
    covered = _covered(lines, held)
    latest = iter(held)
    above: Held | None = None
    following = next(latest, None)
    for number in range(last + 1):
        while following is not None and following.line < number:
            above, following = following, next(latest, None)
        at = _first_free(lines[number], covered.get(number, ()))
        if at is None:
            continue
        under = above.under if above is not None else None
        if lines[number][:at].strip() or (under is not None and at > under):
            yield number, at


def _last(lines: Sequence[str], held: Sequence[Held], *, stopped: bool) -> int:
    """The last line of which it is known what is a value and what a remark."""
    if not stopped:
        return len(lines) - 1
    if not held:
        return -1
    return min(held[-1].line, len(lines) - 1) - (held[-1].under is None)


def _covered(lines: Sequence[str], held: Sequence[Held]) -> dict[int, list[tuple[int, int]]]:
    """For each line with a #, the columns that belong to names and values."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for value in held:
        for number in range(value.line, min(value.end_line, len(lines) - 1) + 1):
            line = lines[number]
            if "#" not in line:
                continue
            begin = value.column if number == value.line else 0
            end = value.end_column if number == value.end_line else len(line)
            if value.block and number == value.line:
                header = _HEADER.match(line, value.column)
                end = header.end() if header else value.column
            covered.setdefault(number, []).append((begin, end))
    return covered


def _first_free(line: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """Where the first # stands that belongs to no name or value."""
    at = line.find("#")
    for begin, end in spans:
        if at < 0 or at < begin:
            break
        at = line.find("#", max(at, end)) if begin <= at < end else at
    return at if at >= 0 else None
