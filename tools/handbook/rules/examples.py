"""The good and the bad case of every code: folders of files laid over one small registry.

``cases/_base`` is a whole registry in which everything is right. ``cases/<CODE>/bad`` holds the
files that are changed or added so that the code is found, ``cases/<CODE>/good`` those that mend
it. The line on which the code is expected ends in ``# expect: CODE``, which is taken off before the
file is read. What files alone cannot say
stands in ``case.txt``, one directive on a line::

    expect PATH[:LINE] CODE     where no comment can stand on the line
    remove PATH                 a file of the base that is not there
    place FILE PATH             FILE of the case lies at PATH, which not every computer can hold
    link PATH TARGET            a symbolic link
    size PATH BYTES             an empty file of that size
    today DATE                  the day of the check
    commit DATE                 the day of the last commit
    branch                      the case is a branch, and the base is its base branch
    before FILE PATH            FILE of the case lies at PATH on the base branch too
    unsigned DATE PATH...       git says: committed on that day, without a signature
    signed DATE KEY PATH...     git says: committed on that day, signed with the key of that name
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from handbook.load.model import Signature, Signatures, Signed
from handbook.source.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

TODAY = "2026-01-15"
"""The day on which cases are checked, unless they say another."""

EXEMPT = {
    "INT001": "a broken rule cannot be written as files of a registry",
    "INT002": "a failure of the checker cannot be written as files of a registry",
    "OWN001": "it is about CODEOWNERS, which lies beside the registry: tests/starting",
    "PAG003": "it is said of the public edition alone, and only if asked for: tests/gate",
    "PAG002": "it is about the whole site, or about files that lie beside the registry",
}
"""Codes without a case, each with the reason."""

_EXPECT = re.compile(r"#\s*expect:\s*((?:[A-Z]{2,4}[0-9]{3}[,\s]*)+)$")
_MARKED = re.compile(rb"[ \t]*#\s*expect:\s*(?:[A-Z]{2,4}[0-9]{3}[,\s]*)+?(?=\r?\n|\Z)")

Expected = tuple[str, int, str]
"""Path, line (0 for any) and code."""


@dataclass(frozen=True)
class Example:
    """One case: the whole tree, what of it is the case's own, and what must be found."""

    files: Mapping[str, bytes]
    shown: Mapping[str, bytes]
    expected: tuple[Expected, ...]
    today: date
    removed: tuple[str, ...] = ()
    committed: date | None = None
    base: Mapping[str, bytes] | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    signatures: Signatures | None = None


def base() -> dict[str, bytes]:
    """The small registry in which everything is right."""
    return dict(_base())


@cache
def _base() -> Mapping[str, bytes]:
    return _tree(_cases() / "_base")


def cases() -> tuple[str, ...]:
    """The codes that have a folder of cases."""
    names = (entry.name for entry in _cases().iterdir() if entry.is_dir())
    return tuple(sorted(name for name in names if not name.startswith(("_", "."))))


def example(code: str, kind: str) -> Example | None:
    """The ``good`` or ``bad`` case of a code, or ``None`` if it has none."""
    folder = _cases() / code / kind
    if not folder.is_dir():
        return None
    shown = _tree(folder)
    directives = [line.split() for line in shown.pop("case.txt", b"").decode().splitlines()]
    script = [(words[0], words[1:]) for words in directives if words and words[0][0] != "#"]
    for _, (stored, path) in _of(script, "place"):
        shown[path] = shown.pop(stored)
    before = base() | {path: shown.pop(stored) for _, (stored, path) in _of(script, "before")}
    removed = tuple(path for _, (path,) in _of(script, "remove"))
    read = {path: _unmarked(raw) for path, raw in shown.items()}
    files = {path: raw for path, raw in before.items() if path not in removed} | read
    days = {name: parse_date(given[0]) for name, given in script if name in ("today", "commit")}
    marked = [mark for path, raw in shown.items() for mark in _marks(path, raw)]
    marked += [_place(path, name) for _, (path, name) in _of(script, "expect")]
    return Example(
        files=files,
        shown=shown,
        expected=tuple(sorted(marked)),
        today=days.get("today", parse_date(TODAY)),
        removed=removed,
        committed=days.get("commit"),
        base=before if _of(script, "branch") else None,
        links={path: target for _, (path, target) in _of(script, "link")},
        sizes={path: int(size) for _, (path, size) in _of(script, "size")},
        signatures=_signatures(script),
    )


def _signatures(script: list[tuple[str, list[str]]]) -> Signatures | None:
    """What git says of signatures in a case; ``None`` if the case does not ask it."""
    signatures: dict[str, tuple[Signature, ...]] = {}
    for _, (when, *paths) in _of(script, "unsigned"):
        day = parse_date(when)
        signatures |= dict.fromkeys(paths, (Signature("0" * 40, day, day, Signed.ABSENT),))
    for _, (when, key, *paths) in _of(script, "signed"):
        day = parse_date(when)
        signatures |= dict.fromkeys(paths, (Signature("0" * 40, day, day, Signed.GOOD, key),))
    return Signatures(signatures) if signatures else None


def _cases() -> Traversable:
    return resources.files("handbook.rules") / "cases"


def _tree(folder: Traversable, so_far: str = "") -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            files |= _tree(entry, f"{so_far}{entry.name}/")
        else:
            files[so_far + entry.name] = entry.read_bytes()
    return dict(sorted(files.items()))


def _of(script: list[tuple[str, list[str]]], name: str) -> list[tuple[str, list[str]]]:
    return [directive for directive in script if directive[0] == name]


def _unmarked(raw: bytes) -> bytes:
    """A file of a case without the marks of what is expected, every line in its place."""
    return _MARKED.sub(b"", raw)


def _marks(path: str, raw: bytes) -> Iterator[Expected]:
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), start=1):
        mark = _EXPECT.search(line)
        for code in re.findall(r"[A-Z]{2,4}[0-9]{3}", mark[1]) if mark else ():
            yield path, number, code


def _place(path: str, code: str) -> Expected:
    name, _, line = path.partition(":")
    return name, int(line or 0), code
