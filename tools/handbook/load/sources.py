"""Files as they were read, each once for all the trees of one run.

A branch and its base differ in a few files. What the strict reader makes of a file depends on its
path and its bytes alone, so that what one tree has as the other has it is read once, and is one
object: two trees take little more memory than one. Nothing here outlives the run.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from handbook.source import read_markdown, read_yaml

if TYPE_CHECKING:
    from handbook.finding import Finding
    from handbook.load.model import Record
    from handbook.source.yaml.model import Source


class Sources:
    """What files were read to be, by path and bytes; without ``keeping``, each is read anew.

    Whoever is handed something out of it may change nothing in it.
    """

    def __init__(self, *, keeping: bool) -> None:
        self._keeping = keeping
        self._sources: dict[tuple[str, bytes], Source] = {}
        self._records: dict[tuple[Any, ...], Record] = {}
        self._known: dict[int, Record] = {}
        self._results: dict[str, dict[int, tuple[Finding, ...]]] = {}

    def read(self, path: str, raw: bytes) -> Source:
        """A file as data and places. Never raises for what it holds."""
        if not self._keeping:
            return _read(path, raw)
        key = (path, hashlib.sha256(raw).digest())
        if key not in self._sources:
            self._sources[key] = _read(path, raw)
        return self._sources[key]

    def same(self, record: Record) -> Record:
        """The record, as the one object that stands for it in every tree that has it so.

        It is the same if it was made of the same reading of a file, as the same type under the same
        id, with the same attachments and outline.
        """
        if not self._keeping:
            return record
        made_of = (id(record.data), record.body, record.body_line, id(record.places))
        key = (record.type, record.id, record.path, *made_of, record.attachments, record.outline)
        return self._records.setdefault(key, record)

    def known(self, what: str, record: Record) -> tuple[Finding, ...] | None:
        """What was kept under the name ``what`` for this very record; ``None`` if nothing was."""
        return self._results.get(what, {}).get(id(record))

    def keep(self, what: str, record: Record, findings: tuple[Finding, ...]) -> None:
        """Keep what was found in a record. Only for what depends on nothing but the record."""
        if self._keeping:
            self._known[id(record)] = record  # while it is held, no other object has its number
            self._results.setdefault(what, {})[id(record)] = findings


def _read(path: str, raw: bytes) -> Source:
    return read_markdown(raw, path) if path.endswith((".md", ".markdown")) else read_yaml(raw, path)
