"""What a path in the registry is: told by its folder and name alone, before it is opened."""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.load.trees.base import TOP
from handbook.source.words.spelling import foreign_letters
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.types.model import ContentType, Types

PARTED = "--"
"""Stands between the parts of the name of every decision and answer, and in hardly any other."""


class FileKind(enum.Enum):
    """The kinds of file that a registry has."""

    RECORD = enum.auto()
    ATTACHMENT = enum.auto()
    OUTLINE = enum.auto()
    """What draws a record on the map, beside it."""
    SEALED = enum.auto()
    DECLARATION = enum.auto()
    KEPT = enum.auto()
    """``.gitkeep``, which keeps an empty folder in git."""
    ENDING = enum.auto()
    """A record, by its folder, but with the wrong ending."""
    STRAY = enum.auto()


@dataclass(frozen=True, slots=True)
class FilePlace:
    """What one path is. ``type`` is set for records, and for strays that look like one."""

    kind: FileKind
    path: str
    id: str = ""
    type: str = ""
    version: str = ""
    name: str = ""
    hint: str = ""


OUTLINES = ".geojson"
"""The ending of a file that draws the record beside it on the map."""
LEDGER = KnownType.DECISION
"""The content type of which the ledger is made."""
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
TAKEN = frozenset({"index", "readme", "404", "draft", "versions"})
"""Names that the handbook's own pages use."""
_ID = re.compile(r"[a-z0-9](?:-{0,2}[a-z0-9])*")
_TEXTUAL = (".md", ".yaml", ".yml", ".markdown", ".json", ".txt")
_LONGEST = 100


def name_problem(name: str) -> str:
    """Why a name cannot be a record's id; empty if it can."""
    if name in DEVICES:
        return "Windows keeps this name for a device, so the file cannot be opened there"
    if name in TAKEN:
        return "the handbook has a page of its own at this address"
    if not 2 <= len(name) <= _LONGEST:  # noqa: PLR2004  one letter says nothing
        return f"an id has 2 to {_LONGEST} letters"
    if odd := foreign_letters(name):
        return f"{odd}, and an id has only the letters a to z, digits and hyphens"
    if not _ID.fullmatch(name):
        return "an id has only lower-case letters a to z, digits and hyphens between them"
    return ""


def folded(text: str) -> str:
    """A name as computers see it that take like letters for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


class Map:
    """Knows the folders of all content types, and tells what a path is."""

    def __init__(self, types: Types) -> None:
        self._folders: Mapping[str, ContentType] = {t.folder: t for t in types.values() if t.folder}
        self._singles = {t.singleton: t for t in types.values() if t.singleton}

    def spot(self, path: str) -> FilePlace:
        """What a path below ``registry/`` is."""
        steps = tuple(path.split("/")[1:])
        if steps[-1] == ".gitkeep":
            return FilePlace(FileKind.KEPT, path)
        if steps[0] == "_types" and len(steps) > 1:
            return FilePlace(FileKind.DECLARATION, path)
        if steps[0] == "_endorsed":
            return self._sealed(path, steps)
        if steps[0] == "attachments" and len(steps) == 3:  # noqa: PLR2004  attachments/<id>/<file>
            return FilePlace(FileKind.ATTACHMENT, path, id=steps[1], name=steps[2])
        if len(steps) == 1:
            return self._top(path, steps[0])
        return self._record(path, steps)

    def lost(self, path: str) -> FilePlace:
        """What a path is that could not be read: in a type's folder, always one of its records."""
        spot = self.spot(path)
        folder, _, name = path.removeprefix(f"{TOP}/").partition("/")
        if spot.type or folder not in self._folders:
            return spot
        return FilePlace(FileKind.STRAY, path, id=name or folder, type=self._folders[folder].name)

    def in_ledger(self, path: str) -> bool:
        """Whether a path lies where decisions do, at any depth, or where one was meant to lie."""
        return self.meant(path) == LEDGER

    def meant(self, path: str) -> str:
        """The content type in whose folder a path lies, at any depth, or was meant to lie."""
        top = path.removeprefix(f"{TOP}/").partition("/")[0]
        near = top if top in self._folders else self._near(top, self._folders)
        return self._folders[near].name if near in self._folders else ""

    def _sealed(self, path: str, steps: tuple[str, ...]) -> FilePlace:
        hint = "Only `handbook decide` writes into _endorsed."
        version = steps[2] if len(steps) > 3 else ""  # noqa: PLR2004  _endorsed/<id>/<version>/<file>
        inside = "/".join(steps[3:])
        known = inside in ("seal.yaml", "record.md", "record.yaml")
        attached = len(steps) == 5 and steps[3] == "attachments"  # noqa: PLR2004  .../attachments/<file>
        if not (known or attached):
            return FilePlace(FileKind.STRAY, path, hint=hint)
        return FilePlace(FileKind.SEALED, path, id=steps[1], version=version, name=inside)

    def _top(self, path: str, name: str) -> FilePlace:
        if name in self._singles:
            return FilePlace(FileKind.RECORD, path, type=self._singles[name].name)
        near = self._near(name, self._singles)
        if near:
            single = self._singles[near]
            return FilePlace(
                FileKind.STRAY, path, type=single.name, hint=f"Should it be called {near}?"
            )
        return FilePlace(
            FileKind.STRAY, path, hint="A record lies in the folder of its content type."
        )

    def _record(self, path: str, steps: tuple[str, ...]) -> FilePlace:
        folder, name = steps[0], steps[-1]
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if dot else (name, "")
        kind = self._folders.get(folder)
        looks = ending.lower() in _TEXTUAL and not name.startswith(".") and folded(stem) != "readme"
        if kind is not None and len(steps) == 2:  # noqa: PLR2004  <folder>/<file>
            if ending == OUTLINES and kind.has("outlined"):
                return FilePlace(FileKind.OUTLINE, path, id=stem)
            if ending == kind.suffix and looks:
                return FilePlace(FileKind.RECORD, path, id=stem, type=kind.name)
            if looks:
                hint = f"Rename it to {stem}{kind.suffix}."
                return FilePlace(FileKind.ENDING, path, id=stem, type=kind.name, hint=hint)
            return FilePlace(
                FileKind.STRAY, path, hint="Move it out of the registry, or delete it."
            )
        near = folder if kind is not None else self._near(folder, self._folders)
        if not near:
            known = ", ".join(self._folders)
            hint = f"The folders of the registry are {known}; a type in {TOP}/_types/ with an error"
            return FilePlace(
                FileKind.STRAY, path, hint=f"{hint} of its own has none until it is mended."
            )
        hint = f"Records of this type lie directly in {TOP}/{near}/."
        meant = self._folders[near].name if looks else ""
        return FilePlace(FileKind.STRAY, path, id=stem if looks else "", type=meant, hint=hint)

    @staticmethod
    def _near(name: str, known: Mapping[str, ContentType]) -> str:
        """The known folder or file that a misspelt one was meant to be, if there is one."""
        by_fold = {folded(each): each for each in known}
        from difflib import get_close_matches  # noqa: PLC0415  only when something is misspelt

        close = get_close_matches(folded(name), by_fold, n=1, cutoff=0.8)
        return by_fold[close[0]] if close else ""
