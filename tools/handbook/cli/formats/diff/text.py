"""What differs between two versions, or what a whole change means, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.diff import DiffAnswer
from handbook.cli.table import clean
from handbook.difference.telling import by_section, marked, tally, verdict, whereabouts
from handbook.proposal.plain import as_text

if TYPE_CHECKING:
    from handbook.cli.formats.diff import ProposalAnswer
    from handbook.difference import Difference


def write(answer: DiffAnswer | ProposalAnswer) -> str:
    """Each change where it is, with what was and what is there, and who must agree."""
    if isinstance(answer, DiffAnswer):
        return answer.framed(_changes(answer.difference))
    return "\n".join((as_text(answer.proposal, in_force=answer.in_force), *answer.following()))


def _changes(difference: Difference) -> list[str]:
    lines = [tally(difference)]
    for section, changes in by_section(difference).items():
        lines += ["", clean(section)]
        for change in changes:
            where = whereabouts(change)
            lines += [f"  {clean(where)}:"] if where else []
            lines.append(f"  {clean(verdict(change))}")
            words = clean(marked(change))
            lines += [f"    {words}"] if words else []
    return lines
