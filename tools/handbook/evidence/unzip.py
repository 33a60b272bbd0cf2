"""Reading the zip file of an evidence bundle that came from anywhere, and is not trusted.

Programs differ in what they take a zip to hold: where its list begins, which of two names counts,
what lies between its files. So only one zip of some files is read, the one that this tool packs of
them, to the byte. Whoever was handed another unpacks it, and what lies there then is checked.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from handbook.evidence import limits
from handbook.evidence.limits import NotABundleError, check_count, check_name, shown
from handbook.evidence.zipping import Zipper

if TYPE_CHECKING:
    from pathlib import Path

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What reading a zip raises, whatever is in it."""
_INSTEAD = "Unpack it, and check the folder that comes of it."


def unzipped(archive: bytes, path: Path) -> tuple[str, dict[str, bytes]]:
    """The one folder of a zip, and its files by their path in it. Raises ``NotABundleError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = opened.infolist()
            _refuse_strange(entries, path)
            content = {entry.filename: opened.read(entry) for entry in entries}
    except NotABundleError:
        raise
    except _BROKEN as problem:
        raise NotABundleError(f"{path} is not a zip file that can be read.") from problem
    folder = next(iter(content), "").partition("/")[0]
    files = {name.removeprefix(f"{folder}/"): held for name, held in content.items()}
    if not files or Zipper().zipped(files, folder) != archive:
        raise NotABundleError(
            f"{path} is not as this tool packs a bundle: another program packed it again, or"
            f" something was added to it. {_INSTEAD}"
        )
    return folder, files


def _refuse_strange(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse what must not even be unpacked, and names that are one on some computers."""
    check_count(len(entries), path)
    if any(entry.is_dir() or entry.compress_type != zipfile.ZIP_DEFLATED for entry in entries):
        raise NotABundleError(f"{path} was packed again by another program. {_INSTEAD}")
    if sum(entry.file_size for entry in entries) > limits.LARGEST:
        raise NotABundleError(f"{path} would unpack to more than any bundle holds.")
    folded: set[str] = set()
    for entry in entries:
        check_name(entry.filename, path)
        if entry.filename.casefold() in folded:
            raise NotABundleError(f"{path} names {shown(entry.filename)} twice.")
        folded.add(entry.filename.casefold())
