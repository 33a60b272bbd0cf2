"""Word files as packages of parts: opened with care, before anything reads them.

A package is refused if it is encrypted, damaged, larger than a document ever is, or holds macros.
What is given on is packed anew from the parts that were read, so that no other program ever sees
the archive as it came.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.model import ImportProblem
from handbook.importing.reading.strict_xml import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 50 * 1024 * 1024
"""So many bytes a file may have."""
MOST_PARTS = 2_000
LARGEST_PART = 64 * 1024 * 1024
LARGEST_WHOLE = 200 * 1024 * 1024
"""So many bytes its parts may have when they are unpacked, each and together."""
STEEPEST, FLAT = 200, 1024 * 1024
"""A part of more than ``FLAT`` bytes may be so many times as large as it was packed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_AGAIN = "Open it in Word and save it anew as a Word document (.docx)."
_TOO_LARGE = "Make its pictures smaller in Word, or split it, and save it anew."


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another, or out of the package."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word document, by name. ``main`` is the name of the text's part."""

    parts: Mapping[str, bytes]
    main: str

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part by their names; targets within the package in full."""
        folder, _, name = part.rpartition("/")
        raw = self.parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        links = {}
        for row in parsed(raw, "its list of links").iter(_RELATIONS) if raw else ():
            target, outside = row.get("Target", ""), row.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
            kind = row.get("Type", "").rpartition("/")[2]
            links[row.get("Id", "")] = Relation(kind, target, outside)
        return links

    def packed(self, instead: Mapping[str, bytes]) -> bytes:
        """A new package of these parts, with some of them replaced."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
            for name, raw in (dict(self.parts) | dict(instead)).items():
                archive.writestr(zipfile.ZipInfo(name), raw)
        return held.getvalue()


def opened(raw: bytes) -> Package:
    """The parts of a Word document. Raises ``ImportProblem`` for what is none, or not safe."""
    if raw.startswith(_OLE):
        raise ImportProblem("it is an old Word file (.doc), or has a password", _AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
        raise ImportProblem("it is damaged, or no Word document", _AGAIN) from problem
    except (ValueError, RuntimeError, UnicodeError) as problem:
        raise ImportProblem("it cannot be opened", _AGAIN) from problem
    types = parts.get("[Content_Types].xml")
    if types is None:
        raise ImportProblem("it is an archive of files, and no Word document", _AGAIN)
    _refuse_macros(parts, types)
    top = Package(parts, "").relations("")
    main = [r.target for r in top.values() if r.kind == "officeDocument" and not r.outside]
    if len(main) != 1 or main[0] not in parts:
        raise ImportProblem("it holds no text that Word would show", _AGAIN)
    return Package(parts, main[0])


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part, unpacked within limits."""
    rows = [row for row in archive.infolist() if not row.is_dir()]
    if len(rows) > MOST_PARTS:
        raise ImportProblem(f"it holds more than {MOST_PARTS:,} parts", _TOO_LARGE)
    if sum(row.file_size for row in rows) > LARGEST_WHOLE:
        most = LARGEST_WHOLE // 1024 // 1024
        raise ImportProblem(f"unpacked it has more than {most} MB", _TOO_LARGE)
    parts: dict[str, bytes] = {}
    taken: set[str] = set()
    for row in rows:
        if row.flag_bits & 1:
            raise ImportProblem("it is locked with a password", "Save it without one.")
        steep = row.file_size > FLAT and row.file_size > STEEPEST * max(row.compress_size, 1)
        if row.file_size > LARGEST_PART or steep:
            raise ImportProblem("a part of it grows without measure when unpacked", _TOO_LARGE)
        name = row.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise ImportProblem("a part of it would lie outside of it", _AGAIN)
        if name.casefold() in taken:
            raise ImportProblem("two parts of it have the same name", _AGAIN)
        taken.add(name.casefold())
        with archive.open(row) as file:
            content = file.read(row.file_size + 1)
        if len(content) != row.file_size:
            raise ImportProblem("a part of it has another size than it says", _AGAIN)
        parts[name] = content
    return parts


def _refuse_macros(parts: Mapping[str, bytes], types: bytes) -> None:
    """Raise ``ImportProblem`` for a document that carries programs."""
    kinds = [
        element.get("ContentType", "")
        for element in parsed(types, "its list of parts")
        if element.tag.startswith(_TYPES)
    ]
    if any("macro" in kind.lower() for kind in kinds) or any(
        name.lower().endswith("vbaproject.bin") for name in parts
    ):
        mend = "Save it in Word as a document without macros (.docx)."
        raise ImportProblem("it carries macros, which are programs", mend)
