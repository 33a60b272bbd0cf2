"""Where a printed document goes: whole or not at all, and over nothing but an earlier print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.problem import StopError
from handbook.publish.placing import put_file, refuse_spot
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".pdf"
_BEGINS = b"%PDF-"


def refuse_place(place: Path, root: Path) -> None:
    """Raise ``StopError`` unless a print can be put at ``place``.

    It must be a free name, or that of another PDF; and never inside the registry under ``root``.
    """
    if place.suffix.lower() != SUFFIX:
        raise StopError(f"{place} is not named as a PDF is: let its name end in {SUFFIX}.")
    try:
        refuse_spot(place, root)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    if place.exists() and not _is_print(place):
        raise StopError(f"{place} is there already, and is not a PDF. It is left alone.")


def _is_print(place: Path) -> bool:
    if not place.is_file():
        return False
    try:
        with place.open("rb") as file:
            return file.read(len(_BEGINS)) == _BEGINS
    except OSError as problem:
        raise StopError(f"{place} cannot be read: {problem.strerror}.") from problem


def put(content: bytes, place: Path) -> None:
    """Put a print in its place. Raises ``StopError`` if it cannot be; what was there then stays."""
    try:
        put_file(content, place)
    except OSError as problem:
        raise StopError(f"{place} cannot be written: {problem.strerror}.") from problem
