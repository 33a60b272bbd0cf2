"""What the whole check says of something that is not written yet, in the words of an author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.author.model import Obstacle
from handbook.finding import Severity
from handbook.report.locate import locate, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding
    from handbook.gate import Rehearsal

_SHOWN = 3
"""So many notes of one kind are told."""


def refused_by(rehearsal: Rehearsal, path: str) -> list[Obstacle]:
    """Every error that writing would bring, as a reason not to write.

    ``path`` is the file that the author asked for: its own errors are told without its name, those
    of other files with file and line.
    """
    return [Obstacle(_placed(rehearsal, error, path), error.hint) for error in rehearsal.errors]


def notes_on(rehearsal: Rehearsal, path: str) -> Iterator[str]:
    """Sentences on what the check will say besides, once this is written; three of a kind."""
    kinds: dict[str, list[Finding]] = {}
    for finding in rehearsal.new:
        if finding.severity is not Severity.ERROR:
            kinds.setdefault(finding.code.id, []).append(finding)
    for code, findings in kinds.items():
        yield from (f"Note: {_placed(rehearsal, finding, path)}." for finding in findings[:_SHOWN])
        if len(findings) > _SHOWN:
            yield f"Note: and {len(findings) - _SHOWN} more of the kind {code}."


def _placed(rehearsal: Rehearsal, finding: Finding, path: str) -> str:
    if finding.path == path:
        return finding.message
    (located,) = locate([finding], places_of(rehearsal.after.loaded))
    return f"{finding.path}:{located.place.line}: {finding.message} ({finding.code.id})"
