"""What writing some files would mean, beside those that are there."""

from __future__ import annotations

import difflib
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.starting.marking import untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class FileState(enum.StrEnum):
    """How a file that is there stands to the one that would be written."""

    NEW = "new"
    CURRENT = "up to date"
    OUTDATED = "written earlier, and nobody has changed it since"
    EDITED = "edited by a person"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that would be written. ``difference`` goes from what is there to that, as a diff."""

    path: str
    text: str
    state: FileState
    difference: str = ""


def planned(
    files: Mapping[str, str], existing: Callable[[str], str | None]
) -> tuple[PlannedFile, ...]:
    """Each file with how it stands; ``existing`` gives the text at a path, ``None`` if none is."""
    return tuple(_planned(path, text, existing(path)) for path, text in sorted(files.items()))


def _planned(path: str, text: str, before: str | None) -> PlannedFile:
    if before is None:
        return PlannedFile(path, text, FileState.NEW)
    before = before.replace("\r\n", "\n")
    if before == text:
        return PlannedFile(path, text, FileState.CURRENT)
    lines = difflib.unified_diff(
        before.splitlines(), text.splitlines(), f"{path} (as it is)", f"{path} (anew)", lineterm=""
    )
    state = FileState.OUTDATED if untouched(before) else FileState.EDITED
    return PlannedFile(path, text, state, "\n".join(lines))
