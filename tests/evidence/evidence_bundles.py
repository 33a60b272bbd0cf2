"""A small registry with answers, the bundle of its one organisation, and ways to spoil it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from handbook.check import Checked, check
from handbook.evidence.model import Origin
from handbook.evidence.pack import packed_one
from handbook.history import NO_HISTORY
from handbook.load import MemoryTree
from handbook.quarantine import held_back, quarantine
from handbook.rules.examples import base

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TODAY = date(2026, 1, 15)
WHO = "moorside-hospice"
FOLDER = f"evidence-{WHO}"
ANSWER = "moorside-hospice--calm-transfer--2025-04-01"
ORIGIN = Origin("c" * 40, "0.1.0")


def answer(document: str, day: str, said: str = "adopted", **more: str) -> tuple[str, bytes]:
    name = f"{WHO}--{document}--{day}"
    lines = {
        "id": name,
        "visibility": "public",
        "organisation": WHO,
        "document": document,
        "version": '"1.0"',
        "answer": said,
        "date": day,
        "by": "lead-nurse",
        **more,
    }
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return f"registry/adoptions/{name}.yaml", text.encode()


def registry(**more: bytes) -> dict[str, bytes]:
    return {**base(), **dict([answer("calm-transfer", "2025-04-01")]), **more}


@cache
def sound() -> Checked:
    return check(MemoryTree(registry()), today=TODAY, history=NO_HISTORY)


def bundle(files: Mapping[str, bytes] | None = None, origin: Origin = ORIGIN) -> dict[str, bytes]:
    """The files of the bundle of the hospice, from a sound registry or from these files."""
    if files is None:
        found, tree = sound(), MemoryTree(registry())
    else:
        tree = MemoryTree(files)
        found = check(tree, today=TODAY, history=NO_HISTORY)
    held = quarantine(found).reasons
    assert found.assessment is not None
    return packed_one(held_back(found.assessment, held), tree, origin, WHO, held)


def archive(write_into: Callable[[zipfile.ZipFile], object], **how: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", **how) as opened:  # type: ignore[arg-type]
        write_into(opened)
    return whole.getvalue()
