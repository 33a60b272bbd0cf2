"""Findings as text for a terminal: ``path:line:column: severity CODE message``.

The gravest stand last, where a terminal ends: notes, warnings, then errors, and of those the causes
before what follows from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.folding import Folded, folded
from handbook.report.tally import counted, summary
from handbook.report.view import PLAIN, Kind, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located
    from handbook.report.view import Aside

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
HEADINGS = {
    Kind.KNOWN: "In the list of known faults",
    Kind.BEFORE: "So on {base} already, and not held against this branch",
    Kind.WAIVED: "Waived",
}
"""What stands above the findings that are set aside, in this order."""
NAMED = 3
"""So many of the other places of a finding are named."""


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """Every finding with its hint below it, a blank line, and the summary."""
    lines = [] if view.errors_only else _aside(view)
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
    return "\n".join([*lines, *gap, *more * bool(unseen), summary(findings, files, view)]) + "\n"


def _aside(view: View) -> list[str]:
    """What is set aside: waivers with their reasons, errors of the base; all of it, if asked."""
    lines: list[str] = []
    for kind, heading in HEADINGS.items():
        shown = [
            aside for aside in view.aside if aside.kind is kind and (view.every or _always(aside))
        ]
        lines += [f"{heading.format(base=view.base)}:"] if shown else []
        for aside in shown:
            lines += [f"  {line}" for line in _lines(Folded(aside.located), view)[:1]]
            lines += [f"      {visible(aside.reason)}"] if aside.reason else []
        lines += [""] if shown else []
    return lines


def _always(aside: Aside) -> bool:
    """Whether something set aside is shown unasked: waivers, and errors of the base."""
    error = aside.located.severity is Severity.ERROR
    return aside.kind is Kind.WAIVED or (error and aside.kind is Kind.BEFORE)


def _lines(group: Folded, view: View) -> list[str]:
    """One finding, how to mend it, and where else it is."""
    located = group.first
    finding = located.finding
    level = finding.severity.word
    if view.colour:
        level = f"\033[{COLOURS[finding.severity]}m{level}\033[0m"
    first = f"{where(located)}: {level} {finding.code.id} {visible(finding.message)}"
    words = [*finding.hint.splitlines(), *([view.was(finding)] if view.was(finding) else [])]
    hints = [f"    {visible(line)}" for line in words]
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
