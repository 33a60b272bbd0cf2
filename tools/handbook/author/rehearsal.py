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

_TOLD = 3
"""So many notes of one kind are told."""


def refused_by(rehearsal: Rehearsal, path: str) -> list[Obstacle]:
    """Every error that writing would bring, as a reason not to write.

    ``path`` is the file that the author asked for: its own errors are told without its name, those
    of other files with file and line.
    """
    return [Obstacle(_placed(rehearsal, one, path), one.hint) for one in rehearsal.errors]


def notes_on(rehearsal: Rehearsal, path: str) -> Iterator[str]:
    """Sentences on what the check will say besides, once this is written; three of a kind."""
    kinds: dict[str, list[Finding]] = {}
    for one in rehearsal.new:
        if one.severity is not Severity.ERROR:
            kinds.setdefault(one.code.id, []).append(one)
    for code, found in kinds.items():
        yield from (f"Note: {_placed(rehearsal, one, path)}." for one in found[:_TOLD])
        if len(found) > _TOLD:
            yield f"Note: and {len(found) - _TOLD} more of the kind {code}."


def _placed(rehearsal: Rehearsal, found: Finding, path: str) -> str:
    if found.path == path:
        return found.message
    (one,) = locate([found], places_of(rehearsal.after.loaded))
    return f"{found.path}:{one.place.line}: {found.message} ({found.code.id})"
