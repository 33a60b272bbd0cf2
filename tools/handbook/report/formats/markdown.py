"""Findings as Markdown in plain words, for the comment on a pull request and a run's summary.

First what must be mended and by whom, then what waits for a decision, what else there is, and what
is set aside. Nothing that a record holds can be more here than words: no link, no picture, no
mention of a person, no HTML. The whole fits into a comment, however much is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from handbook.finding import Severity
from handbook.report.folding import FOUNDATIONS, Folded, folded
from handbook.report.formats.text import others, visible
from handbook.report.tally import apart, counted, errors_before, tally, unfinished, verdict
from handbook.report.view import PLAIN, Kind, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.report.locate import Located

SHOWN = 20
"""So many are written out under one heading; how many more there are is said."""
LONGEST = 600
"""So many letters of a message are shown, before signs that need a stroke are given one."""
MARK = "<!-- handbook check -->"
"""The first line, by which the comment is known again and changed, not repeated."""

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_APART = "<!-- -->"
"""Between signs that a forge would make into a mention, a reference or a link."""
_LIVELY = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\w)|(?<=:)(?=//)|(?<=[Ww])(?=[Ww]{2}\.)|(?<=!)(?=\w)")


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """The whole summary, ending in a line feed."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    others_ = [each for each in findings if each.severity is not Severity.ERROR]
    deciding = [each for each in findings if each.finding.code.awaits_decision]
    mending = [each for each in errors if each not in deciding]
    grave = [each for each in mending if _of_the_register(each)]
    own = [each for each in mending if each not in grave]
    rest = [each for each in others_ if each not in deciding]
    parts = [
        [MARK, f"## {_heading(findings, view)}", *_counts(findings, files, view)],
        _section("To be mended by whoever wrote this change", own, view),
        _section(
            "To be mended together with the network's coordinator",
            grave,
            view,
            "These touch what was decided, or the register itself. Nobody need find the way alone.",
        ),
        _section(
            "Waits for a decision",
            deciding,
            view,
            "No edit mends these. Somebody must decide or agree, and it must be written down:"
            " what is said of this change elsewhere (handbook diff) names whom.",
        ),
        _section("Good to know", rest, view, "None of this need stop the change."),
        _set_aside(view),
    ]
    return "\n".join(line for part in parts if part for line in (*part, "")) + "\n"


def _of_the_register(located: Located) -> bool:
    """Whether a finding is about what was decided or the tool itself, which no author need mend."""
    code, path = located.finding.code, located.finding.path
    return code.integrity and (path.startswith(FOUNDATIONS) or code.id.startswith(_NOT_THE_TEXT))


_NOT_THE_TEXT = ("BRA", "INT")


def _heading(findings: Sequence[Located], view: View) -> str:
    return plain(f"Handbook check: {_lower(verdict(findings, view)).rstrip('.')}")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _counts(findings: Sequence[Located], files: int, view: View) -> list[str]:
    numbers = [counted(number, level.word) for level, number in tally(findings).items()]
    summary = "; ".join([", ".join(numbers), *apart(view), f"{counted(files, 'file')} read."])
    lines = ["", plain(summary)]
    if unfinished(findings):
        words = "So nothing is proved either way. Please tell whoever maintains the tool."
        lines += ["", plain(words)]
    return lines


def _section(title: str, findings: Sequence[Located], view: View, words: str = "") -> list[str]:
    """One heading with what stands under it; nothing, where nothing does."""
    if not findings:
        return []
    own = sorted(findings, key=lambda each: each.finding.path not in view.touched)
    groups = [group for level in sorted(Severity, reverse=True) for group in folded(own, level)]
    lines = [f"### {title} ({len(findings)})", *(["", plain(words)] if words else []), ""]
    lines += [_item(group, view) for group in groups[:SHOWN]]
    more = sum(1 + len(group.more) for group in groups[SHOWN:])
    if more:
        lines.append(f"- and {more} more: `handbook check` shows each\\.")
    return lines


def _item(group: Folded, view: View) -> str:
    """One finding in a few lines: what, where, how to mend it, and its code."""
    located = group.first
    finding = located.finding
    mend = " ".join(finding.hint.split())
    was = view.was(finding)
    lines = [
        f"- **{plain(finding.code.title)}** (`{finding.code.id}`), in {_place(located, view)}:",
        f"  {plain(finding.message)}",
        *([f"  *{plain(mend)}*"] if mend.strip() else []),
        *([f"  {plain(was)}"] if was else []),
        *(f"  {plain(line)}" for line in others(group)),
    ]
    return "  \n".join(lines)


def _place(located: Located, view: View) -> str:
    """The file and the line, as a link where it is known where files are shown."""
    path, line = located.finding.path, located.place.line
    words = f"{code(path)}, line {line}"
    address = view.address(path, line) if view.address else ""
    return f"[{words}](<{quote(address, safe=':/?#=&%@+~,;-._')}>)" if address else words


def _set_aside(view: View) -> list[str]:
    """What is not held against this change: errors of the base in full, waivers, and numbers."""
    lines: list[str] = []
    errors = errors_before(view)
    if errors:
        lines += [plain(f"{view.base} has errors of its own, which this change did not bring:"), ""]
        lines += [_before(each, view) for each in errors[:SHOWN]]
        lines += _and_more(len(errors) - SHOWN)
    waived = [aside for aside in view.aside if aside.kind is Kind.WAIVED]
    if waived:
        lines += [*([""] if lines else []), "Waived, with the reason:", ""]
        lines += [
            f"- **{plain(aside.located.finding.code.title)}**, in {_place(aside.located, view)}:"
            f" {plain(aside.located.finding.message)}  \n  {plain(aside.reason)}"
            for aside in waived[:SHOWN]
        ]
        lines += _and_more(len(waived) - SHOWN)
    known = view.of_kind(Kind.KNOWN)
    if known:
        many = counted(len(known), "fault is", "faults are")
        lines += [*([""] if lines else []), f"{many} in the list of known faults\\."]
    return ["### Not held against this change", "", *lines] if lines else []


def _before(located: Located, view: View) -> str:
    owner = view.owners.get(located.finding.path, "")
    whose = plain(f" Its owner: {owner}.") if owner else ""
    return f"- {_place(located, view)}: {plain(located.finding.message)}{whose}"


def _and_more(number: int) -> list[str]:
    return [f"- and {number} more"] if number > 0 else []


def plain(words: str) -> str:
    """Words that mean nothing to Markdown or to a forge, on one line, cut where they are long."""
    line = visible(" ".join(words.split()))
    if len(line) > LONGEST:
        line = f"{line[:LONGEST]}…"
    pieces = _LIVELY.split(line)
    return _APART.join(_SIGNS.sub(lambda sign: _escaped(sign[0]), piece) for piece in pieces)


def _escaped(sign: str) -> str:
    """A sign that Markdown might take for more than itself."""
    return sign if sign in _HARMLESS else f"\\{sign}"


_HARMLESS = frozenset(",;'\"?%/")


def code(words: str) -> str:
    """Words in the type of code, whatever backticks they hold."""
    line = visible(" ".join(words.split())) or " "
    longest = max((len(run) for run in _runs(line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def _runs(line: str) -> Iterable[str]:
    return re.findall(r"`+", line)
