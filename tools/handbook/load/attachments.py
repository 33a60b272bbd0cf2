"""Attachments: which files may be attached, and to what."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from handbook.finding import Finding
from handbook.load.codes import ATTACHMENT, ORPHAN
from handbook.load.model import Attachment
from handbook.load.places import DEVICES, FilePlace
from handbook.load.trees.base import Tree, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALLOWED = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx")
LARGEST = 10 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*")
_LONGEST = 100
_BEGINNINGS: Mapping[str, bytes] = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK",
    ".xlsx": b"PK",
}


def attachment(tree: Tree, path: str) -> tuple[Attachment | None, Finding | None]:
    """An attachment, or what is wrong with it."""
    name = path.rpartition("/")[2]
    try:
        raw = tree.read(path)
    except OSError as problem:
        return None, unreadable(path, problem)
    wrong = _wrong(name, raw)
    if wrong:
        return None, Finding(ATTACHMENT, path, *wrong)
    return Attachment(name, path, hashlib.sha256(raw).hexdigest(), len(raw)), None


def _wrong(name: str, raw: bytes) -> tuple[str, str] | None:
    """What is wrong with a file as an attachment, and how to mend it."""
    stem, _, ending = name.rpartition(".")
    ending = f".{ending.lower()}"
    if ending not in ALLOWED:
        return f"a {ending} file cannot be attached", f"These can: {', '.join(ALLOWED)}."
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or stem.lower() in DEVICES:
        hint = "Use letters a to z, digits, dots, hyphens and underscores."
        return "the name of this file does not work on every computer", hint
    if len(raw) > LARGEST:
        most = LARGEST // 1024 // 1024
        return f"this file is larger than {most} MiB", "Make it smaller, or link to it."
    if not raw.startswith(_BEGINNINGS[ending]):
        return f"this file is not what its ending {ending} says", "Save it again in that format."
    return None


def attach(
    tree: Tree, spots: Iterable[FilePlace], ids: Iterable[str]
) -> tuple[dict[str, tuple[Attachment, ...]], list[Finding]]:
    """The attachments of each record, by its id, and what is wrong with any of them."""
    known = set(ids)
    attached: dict[str, tuple[Attachment, ...]] = {}
    findings: list[Finding] = []
    for spot in spots:
        if spot.id not in known:
            message = f"there is no record called {spot.id} for this attachment to belong to"
            hint = "Name the folder as the record's id, or remove the file."
            findings.append(Finding(ORPHAN, spot.path, message, hint))
            continue
        read, problem = attachment(tree, spot.path)
        if read is not None:
            attached[spot.id] = (*attached.get(spot.id, ()), read)
        if problem is not None:
            findings.append(problem)
    return attached, findings
