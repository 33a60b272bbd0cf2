"""Findings as GitHub workflow commands, which become notes beside the lines of a pull request.

GitHub shows ten of each level for one step and drops the rest without a word. So nine are given and
a tenth says how many are left out and where to read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.tally import counted, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

SHOWN = 9
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(
    findings: Sequence[Located], files: int, *, colour: bool = False, left_out: int | None = None
) -> str:
    """Workflow commands, the gravest level first, then the summary as plain text."""
    del colour  # GitHub colours by level
    lines: list[str] = []
    for level, command in COMMANDS.items():
        here = [one for one in findings if one.severity is level]
        lines += [_command(command, one) for one in here[:SHOWN]]
        if len(here) > SHOWN:
            left = counted(len(here) - SHOWN, f"more {level.word}")
            where = "see the text of this step, or run handbook check"
            lines.append(f"::{command}::{message(f'{left}: {where}')}")
    return "\n".join([*lines, message(summary(findings, files, left_out))]) + "\n"


def _command(command: str, one: Located) -> str:
    found = one.finding
    words = f"{found.message}\n{found.hint}" if found.hint else found.message
    facts = {
        "file": found.path,
        "line": str(one.place.line),
        "col": str(one.place.column),
        "title": f"{found.code.id} {found.code.title}",
    }
    given = ",".join(f"{name}={value(fact)}" for name, fact in facts.items())
    return f"::{command} {given}::{message(words)}"


def message(words: str) -> str:
    """Words as the message of a command: one line, whatever they hold."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(words: str) -> str:
    """Words as the value of a command's property, where colon and comma have a meaning too."""
    return message(words).replace(":", "%3A").replace(",", "%2C")
