"""A zip whose bytes depend on nothing but its files and the library that compresses them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644
_UNIX = 3
_HARDEST = 9


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """A zip of files under one folder: sorted, with one time and one set of permissions."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED, _HARDEST)
    return whole.getvalue()
