"""Findings as text for a terminal: ``path:line:column: severity CODE message``.

The gravest stand last, where a terminal ends: notes, warnings, then errors, and of those the causes
before what follows from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.folding import Folded, folded
from handbook.report.tally import counted, summary
from handbook.report.view import PLAIN, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
NAMED = 3
"""So many of the other places of a finding are named."""


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """Every finding with its hint below it, a blank line, and the summary."""
    lines: list[str] = []
    for level in sorted(Severity):
        if view.errors_only and level is not Severity.ERROR:
            continue
        here = folded(findings, level, every=view.every)
        headings = dict.fromkeys(group.first.finding.code.heading for group in here)
        for heading in sorted(headings):
            under = [group for group in here if group.first.finding.code.heading == heading]
            lines += ["", f"{heading}:"] if heading else []
            lines += [line for group in under for line in _lines(group, view)]
    gap = [""] if lines else []
    unseen = [
        located
        for located in findings
        if view.errors_only and located.severity is not Severity.ERROR
    ]
    more = [f"{counted(len(unseen), 'warning or note', 'warnings and notes')} not shown."]
    return (
        "\n".join([*lines, *gap, *more * bool(unseen), summary(findings, files, view.left_out)])
        + "\n"
    )


def _lines(group: Folded, view: View) -> list[str]:
    """One finding, how to mend it, and where else it is."""
    located = group.first
    finding = located.finding
    level = finding.severity.word
    if view.colour:
        level = f"\033[{COLOURS[finding.severity]}m{level}\033[0m"
    first = f"{where(located)}: {level} {finding.code.id} {visible(finding.message)}"
    hints = [f"    {visible(line)}" for line in finding.hint.splitlines()]
    return [first, *hints, *(f"    {line}" for line in others(group))]


def others(group: Folded) -> list[str]:
    """What is said of the places beside the first, in a line or none."""
    if not group.more:
        return []
    named = ", ".join(where(located) for located in group.more[:NAMED])
    rest = len(group.more) - NAMED
    end = f" and {counted(rest, 'other')} (--all names them)" if rest > 0 else ""
    once = (
        " Mend what stands above first; these may then go by themselves." if group.follows else ""
    )
    return [f"and {counted(len(group.more), 'more place')}: {named}{end}.{once}"]


def where(located: Located) -> str:
    """The place of a finding: path, line and column."""
    return f"{visible(located.finding.path)}:{located.place.line}:{located.place.column}"


def visible(words: str) -> str:
    """Words safe on a terminal: control and direction characters are shown, not obeyed."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in words)
