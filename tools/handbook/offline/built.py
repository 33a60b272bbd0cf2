"""The files of a built site, each read when it is asked for and not held.

A site of thousands of pages is larger than what a build may take of a computer's memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BuiltFiles(Mapping[str, bytes]):
    """The bytes of files by their path in the site, as they lie on the disk at each asking."""

    def __init__(self, places: Mapping[str, Path]) -> None:
        """Take where each file lies."""
        self._places = places

    def __getitem__(self, path: str) -> bytes:
        """The bytes of a file. Raises ``KeyError`` for none of them, and ``OSError``."""
        return self._places[path].read_bytes()

    def __contains__(self, path: object) -> bool:
        """Whether it is one of them, which needs no reading."""
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)
