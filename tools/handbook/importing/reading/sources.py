"""Which files are documents, and which are none: told by their first bytes, not by their names."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.importing.model import ImportProblem, Kind, Original
from handbook.importing.reading.package import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS: dict[str, Kind] = {
    ".docx": "word",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
MOST = 2_000
"""So many files may be taken in at once."""
_WORD = "Open it in Word and save it as a Word document (.docx)."
_OTHERS = {
    ".doc": ("it is an old Word file (.doc)", _WORD),
    ".docm": ("it is a Word file with macros, which are programs (.docm)", _WORD),
    ".dotx": ("it is a template of Word's", _WORD),
    ".rtf": ("it is rich text (.rtf)", _WORD),
    ".odt": ("it is a LibreOffice text (.odt)", "Open it there and save it as .docx."),
    ".pdf": (
        "it is a PDF, which holds lines of print and no text that could be told for certain",
        "Take the Word file that it was made from. If there is none, attach the PDF to a record.",
    ),
    ".csv": ("it is a table, and no document", "A register is taken in by another command."),
    ".xlsx": ("it is a table, and no document", "A register is taken in by another command."),
}
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was named, or lies in a folder that was: where it is, and what it is called."""

    path: Path
    name: str


def gathered(named: Sequence[Path]) -> list[SourceFile]:
    """The files to take in, in order. Of a folder those that look like documents, at any depth.

    Raises ``ImportProblem`` where there are more than anybody takes in at once.
    """
    files: list[SourceFile] = []
    for place in named:
        if not place.is_dir():
            files.append(SourceFile(place, place.name))
            continue
        for path in _below(place):
            files.append(SourceFile(path, path.relative_to(place).as_posix()))
            if len(files) > MOST:
                mend = "Take the folders below it in one after the other."
                raise ImportProblem(f"there are more than {MOST:,} documents in it", mend)
    return files


def _below(folder: Path) -> Iterator[Path]:
    """The documents in a folder; no hidden files, no links, none of Word's own lock files."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here) / name
            ending = path.suffix.lower()
            lock = name.startswith(("~$", "."))
            if not lock and not path.is_symlink() and (ending in KINDS or ending in _OTHERS):
                yield path


def original_of(file: SourceFile) -> Original:
    """A document as it lies on the disk. Raises ``ImportProblem`` for what is none."""
    ending = file.path.suffix.lower()
    try:
        about = file.path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ImportProblem("it is no ordinary file", "Name the document itself.")
        if about.st_size > LARGEST:
            most = LARGEST // 1024 // 1024
            mend = "Make its pictures smaller, or split it."
            raise ImportProblem(f"it is larger than {most} MB", mend)
        raw = file.path.read_bytes()
    except OSError as problem:
        reason = (problem.strerror or "it cannot be read").lower()
        raise ImportProblem(reason, "Check its name, and whether you may open it.") from problem
    return Original(file.name, kind_of(raw, ending), raw)


def kind_of(raw: bytes, ending: str) -> Kind:
    """What kind of document it is. Raises ``ImportProblem`` for what is none."""
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ImportProblem("it is empty", "Check whether this is the right file.")
    begun = next((known for begin, known in _BEGINNINGS if raw.startswith(begin)), "")
    if begun == ".doc" and ending == ".docx":
        raise ImportProblem("it has a password, or is an old Word file under a new name", _WORD)
    if begun or ending in _OTHERS:
        raise ImportProblem(*_OTHERS[begun or ending])
    kind = KINDS.get(ending)
    if kind is None:
        known = ", ".join(KINDS)
        raise ImportProblem(
            f"a file that ends in “{ending}” is no document here", f"These are: {known}."
        )
    zipped = raw.startswith(_ZIP)
    if zipped != (kind == "word"):
        raise ImportProblem(f"it is not what its ending {ending} says", _WORD)
    if kind != "word" and b"\x00" in raw:
        raise ImportProblem("it holds bytes that are no text", "Save it with the encoding UTF-8.")
    return kind
