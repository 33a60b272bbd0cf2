"""Findings as text for a terminal: ``path:line:column: severity CODE message``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.tally import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def as_text(
    findings: Sequence[Located], files: int, *, colour: bool = False, left_out: int | None = None
) -> str:
    """Every finding with its hint below it, a blank line, and the summary."""
    lines = [line for one in findings for line in _lines(one, colour=colour)]
    gap = [""] if lines else []
    return "\n".join([*lines, *gap, summary(findings, files, left_out)]) + "\n"


def _lines(one: Located, *, colour: bool) -> list[str]:
    found = one.finding
    level = found.severity.word
    if colour:
        level = f"\033[{COLOURS[found.severity]}m{level}\033[0m"
    where = f"{visible(found.path)}:{one.place.line}:{one.place.column}"
    first = f"{where}: {level} {found.code.id} {visible(found.message)}"
    return [first, *(f"    {visible(line)}" for line in found.hint.splitlines())]


def visible(words: str) -> str:
    """Words safe on a terminal: control and direction characters are shown, not obeyed."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in words)
