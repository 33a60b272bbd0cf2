"""Putting what was made where somebody asked: whole or not at all, never in the registry."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PLAIN = 0o644


def refuse_spot(place: Path, root: Path) -> None:
    """Raise ``NotPublishedError`` where nothing made may be put, whatever is there.

    It must be a name in a folder that is there, no link, and not inside the registry under
    ``root``.
    """
    if place.name in {"", ".", ".."}:
        raise NotPublishedError(f"{place} names nothing: give a name for a file or folder.")
    if (place.parent.resolve() / place.name).is_relative_to((root / "registry").resolve()):
        raise NotPublishedError(f"{place} is inside the registry, which holds no generated files.")
    if not place.parent.is_dir():
        raise NotPublishedError(f"There is no folder {place.parent} to put it in.")
    if place.is_symlink():
        raise NotPublishedError(f"{place} is a link to another place. It is left alone.")


def put_file(content: bytes, place: Path) -> None:
    """Write a file under a name that means nothing, then give it its own in one step.

    Raises ``OSError`` if it cannot be; what stood at ``place`` then stands there still.
    """
    working = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        with working.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        working.chmod(_PLAIN)
        working.replace(place)
    finally:
        with suppress(FileNotFoundError):
            working.unlink()


def place_folder(files: Iterable[tuple[str, bytes]], place: Path) -> None:
    """Write a folder under a name that means nothing, then let it take its own.

    An earlier folder there is moved aside first, and back again if anything fails.
    Raises ``OSError``.
    """
    token = secrets.token_hex(6)
    working = place.with_name(f".{place.name}.{token}")
    before = place.with_name(f".{place.name}.{token}.before")
    try:
        for path, content in files:
            target = working / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        moved = place.exists()
        if moved:
            place.rename(before)
        try:
            working.rename(place)
        except BaseException:
            if moved:
                before.rename(place)
            raise
    finally:
        shutil.rmtree(working, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)
