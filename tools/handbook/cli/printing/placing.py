"""Where a printed document goes: whole or not at all, and over nothing but an earlier print."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from handbook.cli.problem import StopError

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
    if (place.parent.resolve() / place.name).is_relative_to((root / "registry").resolve()):
        raise StopError(f"{place} is inside the registry, which holds no generated files.")
    if not place.parent.is_dir():
        raise StopError(f"There is no folder {place.parent} to put it in.")
    if place.is_symlink():
        raise StopError(f"{place} is a link to another place. It is left alone.")
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
    """Write a print under a name that means nothing, then give it its own in one step."""
    working = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        working.write_bytes(content)
        os.replace(working, place)  # noqa: PTH105 - one step, over an earlier print
    except OSError as problem:
        raise StopError(f"{place} cannot be written: {problem.strerror}.") from problem
    finally:
        with suppress(OSError):
            working.unlink(missing_ok=True)
