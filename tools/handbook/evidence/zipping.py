"""The zip files of evidence bundles: what several of them hold is compressed once.

The format is that of PKWARE's APPNOTE, 4.3, without anything that is optional in it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEEDS = 20
"""The version of the format that a program must know: 2.0, for files that are compressed."""
_UNIX = 3
_DEFLATED = 8
_TIME, _DAY = 0, 0x21
"""Midnight on 1 January 1980, the first moment that the format knows."""
_PLAIN_FILE = 0o100644 << 16
_LEVEL = 6


class Zipper:
    """Packs files under one folder: sorted, with one time and one set of permissions."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[int, bytes]] = {}

    def zipped(self, files: Mapping[str, bytes], folder: str) -> bytes:
        """A zip of files by their path in its one folder; paths are ASCII, as in every bundle.

        The same files give the same bytes wherever the same release of zlib is at work. Raises
        ``struct.error`` for more than 65,535 files, or 4 GB.
        """
        packed: list[bytes] = []
        listed: list[bytes] = []
        at = 0
        for path in sorted(files):
            name = f"{folder}/{path}".encode("ascii")
            crc, content = self._deflated(path, files[path])
            about = (0, _DEFLATED, _TIME, _DAY, crc, len(content), len(files[path]), len(name))
            header = _HEADER.pack(b"PK\x03\x04", _NEEDS, *about, 0) + name
            packed += (header, content)
            kinds = (_NEEDS, _UNIX, _NEEDS, 0)
            listed.append(
                _LISTED.pack(b"PK\x01\x02", *kinds, *about, 0, 0, 0, 0, _PLAIN_FILE, at) + name
            )
            at += len(header) + len(content)
        rows = b"".join(listed)
        counts = (0, 0, len(listed), len(listed), len(rows), at, 0)
        return b"".join((*packed, rows, _END.pack(b"PK\x05\x06", *counts)))

    def _deflated(self, path: str, content: bytes) -> tuple[int, bytes]:
        """The sum of a file, and the file compressed; kept where other bundles may hold it too."""
        known = self._known.get(content)
        if known is None:
            deflating = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            known = zlib.crc32(content), deflating.compress(content) + deflating.flush()
            if "/" in path:
                self._known[content] = known
        return known
