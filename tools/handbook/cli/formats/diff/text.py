"""What differs between two versions, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import clean
from handbook.difference.telling import by_section, marked, tally, verdict

if TYPE_CHECKING:
    from handbook.cli.formats.diff import DiffAnswer
    from handbook.difference import Difference


def write(answer: DiffAnswer) -> str:
    """Each change under its section, with what was and what is there."""
    return answer.framed(_changes(answer.difference))


def _changes(difference: Difference) -> list[str]:
    lines = [tally(difference)]
    for section, changes in by_section(difference).items():
        lines += ["", clean(section)]
        for change in changes:
            lines.append(f"  {clean(verdict(change))}")
            words = clean(marked(change))
            lines += [f"    {words}"] if words else []
    return lines
