"""Our part of an issue's text: between two lines of our own, which the forge does not show.

What people write before and after it is theirs and stays as it is. The first line names the
network and the record, so that two registries in one place never take each other's reminders; the
state of the matter, by which a person's wish to be left alone ends when something else falls due;
and the accounts that we asked for, so that whom people assign instead is left to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGINS = re.compile(
    r"<!-- handbook:reminder (?P<network>[a-z0-9-]+)/(?P<key>[a-z0-9-]+|\*)"
    r" due=(?P<state>[^ <>]*) asked=(?P<asked>[^ <>]*) -->[ \t]*\Z"
)
_ENDS = "<!-- handbook:end -->"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the first line of our part says."""

    network: str
    key: str
    state: str = ""
    asked: frozenset[str] = frozenset()

    def line(self) -> str:
        """The line itself."""
        asked = ",".join(sorted(self.asked))
        return (
            f"<!-- handbook:reminder {self.network}/{self.key} due={self.state} asked={asked} -->"
        )


def plain_lines(body: str) -> str:
    """A text with line feeds alone, without empty lines at its ends: forges change both."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip()


def mark_of(body: str) -> Mark | None:
    """What the first mark in a text says, standing on a line of its own; ``None`` without one."""
    for line in plain_lines(body).split("\n"):
        match = _BEGINS.match(line)
        if match:
            asked = frozenset(filter(None, match["asked"].split(",")))
            return Mark(match["network"], match["key"], match["state"], asked)
    return None


def rewritten(body: str, mark: Mark, part: str) -> str:
    """A text with our part replaced, at its old place, or at the top of a text without one.

    Where people took one of our two lines away, what stood between them is theirs now. ``part``
    holds no line that could be one of ours.
    """
    kept: list[str] = []
    place = 0
    lines = plain_lines(body).split("\n")
    at, seen = 0, False
    while at < len(lines):
        if _BEGINS.match(lines[at]):
            if not seen:
                place, seen = len(kept), True
            at = _end_of(lines, at) + 1
        elif lines[at].strip() == _ENDS:
            at += 1
        else:
            kept.append(lines[at])
            at += 1
    ours = [mark.line(), *part.strip("\n").split("\n"), _ENDS]
    above, below = "\n".join(kept[:place]).strip("\n"), "\n".join(kept[place:]).strip("\n")
    return plain_lines("\n\n".join(filter(None, [above, "\n".join(ours), below])))


def _end_of(lines: list[str], start: int) -> int:
    """Where the part that begins at ``start`` ends: at its own line if the end was taken away."""
    for at in range(start + 1, len(lines)):
        if lines[at].strip() == _ENDS:
            return at
        if _BEGINS.match(lines[at]):
            break
    return start
