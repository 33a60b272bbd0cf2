"""The files that the search of the built handbook asks for, a little at a time.

``names.js`` is asked for first: what serves care, by names, references and other words. ``late.js``
holds what is looked for last, and ``words/<letters>.js`` in which texts each word occurs. Each file
is one call with data, so that it can be read from a web server as well as from a folder on a disk.
"""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from handbook.render.search.words import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.render.search.model import SearchEntry

FOLDER = "search/"
FILES = (f"{FOLDER}names.js", f"{FOLDER}late.js")
"""Those that there are in every handbook, whatever its words."""
VERSION = 2
_LONGEST_SUMMARY = 160


def search_files(entries: Sequence[SearchEntry], same: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The files by their paths in the site. Entries are numbered in the order given.

    Each file names all of them together (``of``), since a number means another page in another
    build: what names another is not read with it.
    """
    shelves = _shelves(entries)
    first = [_row(entry) for entry in entries if not entry.late]
    late = [_row(entry) for entry in entries if entry.late]
    of = sha256(json.dumps([first, late, same, shelves]).encode()).hexdigest()[:16]
    head = {
        "version": VERSION,
        "of": of,
        "entries": first,
        "same": same,
        "shelves": sorted(shelves),
    }
    files = {"names.js": _call("names", head)}
    files["late.js"] = _call("late", {"of": of, "entries": late})
    for letters, words in shelves.items():
        files[f"words/{letters}.js"] = _call(letters, {"of": of, "words": words})
    return {FOLDER + name: content for name, content in sorted(files.items())}


def _shelves(entries: Sequence[SearchEntry]) -> Mapping[str, Mapping[str, Sequence[int]]]:
    """By the first letters of a word: the word, and the numbers of the entries that hold it."""
    shelves: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(entries):
        for word in entry.words:
            shelves[word[:LETTERS]][word].append(number)
    return {letters: dict(sorted(words.items())) for letters, words in sorted(shelves.items())}


def _row(entry: SearchEntry) -> list[Any]:
    """An entry as the script reads it; what is empty at its end is left out."""
    row: list[Any] = [
        entry.url,
        entry.title,
        entry.kind,
        entry.weight,
        _short(entry.summary),
        list(entry.names) or 0,
        entry.label,
        entry.tone,
        entry.dates,
        entry.until,
    ]
    while row and not row[-1]:
        row.pop()
    return row


def _short(summary: str) -> str:
    words = " ".join(summary.split())
    if len(words) <= _LONGEST_SUMMARY:
        return words
    return words[:_LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def _call(name: str, data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return f"handbookSearch({json.dumps(name)},{text});\n".encode()
