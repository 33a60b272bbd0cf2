"""Findings as GitHub workflow commands, which become notes beside the lines of a pull request.

GitHub shows ten of each level for one step and drops the rest without a word. So nine are given,
what one cause brought being one of them, and a tenth says how many are left out and where to read
them. Files that the pull request changes come first: only beside those can anybody see a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.folding import Folded, folded
from handbook.report.formats.text import others
from handbook.report.tally import counted, summary
from handbook.report.view import PLAIN, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

SHOWN = 9
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """Workflow commands, the gravest level first, then the summary as plain text."""
    lines: list[str] = []
    for level, command in COMMANDS.items():
        if view.errors_only and level is not Severity.ERROR:
            continue
        own = sorted(findings, key=lambda located: located.finding.path not in view.touched)
        here = folded(own, level, every=view.every)
        lines += [_command(command, group, view) for group in here[:SHOWN]]
        if len(here) > SHOWN:
            unseen = sum(1 + len(group.more) for group in here[SHOWN:])
            left = counted(unseen, f"more {level.word}")
            where = "see the summary of this run, or run handbook check"
            lines.append(f"::{command}::{message(f'{left}: {where}')}")
    return "\n".join([*lines, message(summary(findings, files, view))]) + "\n"


def _command(command: str, group: Folded, view: View) -> str:
    located = group.first
    finding = located.finding
    was = view.was(finding)
    parts = [finding.message, finding.hint, was, *others(group)]
    words = "\n".join(part for part in parts if part)
    facts = {
        "file": finding.path,
        "line": str(located.place.line),
        "col": str(located.place.column),
        "title": f"{finding.code.id} {finding.code.title}",
    }
    given = ",".join(f"{name}={value(fact)}" for name, fact in facts.items())
    return f"::{command} {given}::{message(words)}"


def message(words: str) -> str:
    """Words as the message of a command: one line, whatever they hold."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(words: str) -> str:
    """Words as the value of a command's property, where colon and comma have a meaning too."""
    return message(words).replace(":", "%3A").replace(",", "%2C")
