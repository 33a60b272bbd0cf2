"""Whether a site that anybody can read holds words that stand in records for members alone (I13).

Every file is read: pages, scripts and JSON with their escapes taken off, and what is packed in
archives (``zip``, which office documents are too, and ``gz``).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING

from handbook.source.words.runs import names_in, readings, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from handbook.audience.withheld import Withheld

    Spread = Callable[[Callable[[Path], list[str]], Sequence[Path]], Iterable[list[str]]]

BETWEEN = "\x00"
_BETWEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_FOLDED = re.compile(rb"\r?\n[ \t]")
"""Where a calendar breaks a long line, be it in the middle of a word (RFC 5545, 3.1)."""
_LAYERS = 3
"""Archives in archives are opened so deep."""
_FULL = 64 * 1024 * 1024
"""No file of an archive is unpacked that is larger than this: it is said that it was not."""


def check_withheld(out: Path, withheld: Withheld, spread: Spread = map) -> Iterator[str]:
    """Say which files below ``out`` hold what is for members.

    ``spread`` applies a function to every file, perhaps in several processes.
    """
    if not withheld.runs and not withheld.names:
        return
    by_word = _by_rarest_word(withheld.runs)
    places = sorted(place for place in out.rglob("*") if place.is_file())
    for problems in spread(partial(_of_file, out, withheld, by_word), places):
        yield from problems


def _by_rarest_word(runs: Mapping[str, str]) -> dict[str, list[str]]:
    """The runs under the word of each that stands in the fewest of them."""
    times: dict[str, int] = {}
    for run in runs:
        for word in frozenset(run.split()):
            times[word] = times.get(word, 0) + 1
    by_word: dict[str, list[str]] = {}
    for run in runs:
        by_word.setdefault(min(run.split(), key=lambda word: (times[word], word)), []).append(run)
    return by_word


def withheld_in(files: Iterable[tuple[str, bytes]], withheld: Withheld) -> Iterator[str]:
    """Say which of some files, by their names, hold what is for members."""
    by_word = _by_rarest_word(withheld.runs)
    for name, content in files:
        yield from _of_content(name, content, withheld, by_word)


def _of_file(
    out: Path, withheld: Withheld, by_word: Mapping[str, list[str]], place: Path
) -> list[str]:
    return _of_content(place.relative_to(out).as_posix(), place.read_bytes(), withheld, by_word)


def _of_content(
    name: str, content: bytes, withheld: Withheld, by_word: Mapping[str, list[str]]
) -> list[str]:
    leaks: dict[str, None] = {}
    for part, inside in layers(name, content):
        if inside is None:
            leaks[f"{part}: it could not be unpacked, so nobody can tell what it holds."] = None
            continue
        for record in _met(f"{part}{BETWEEN}{_text(part, inside)}", withheld, by_word):
            leaks[f"{part}: it holds what is for members only, of {record}."] = None
    return list(leaks)


def layers(name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes | None]]:
    """A file and everything packed in it, each with its name; ``None`` for what cannot be read."""
    yield name, _FOLDED.sub(b"", content) if name.endswith(".ics") else content
    if depth >= _LAYERS:
        return
    if content.startswith(b"\x1f\x8b"):
        try:
            yield from layers(name.removesuffix(".gz"), gzip.decompress(content), depth + 1)
        except (OSError, EOFError, zlib.error):
            yield name, None
    elif content.startswith(b"PK\x03\x04"):
        yield from _zipped(name, content, depth)


def _zipped(name: str, content: bytes, depth: int) -> Iterator[tuple[str, bytes | None]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield name, archive.comment
            for entry in archive.infolist():
                inside = f"{name}/{entry.filename}"
                if entry.file_size > _FULL:
                    yield inside, None
                elif not entry.is_dir():
                    yield from layers(inside, archive.read(entry), depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error):
        yield name, None


def _text(name: str, content: bytes) -> str:
    """What a file says, with a mark between what are two values: words of two are no run of one.

    Tables as CSV have cells; in binary files signs that no text holds stand between values.
    """
    text = _decoded(content)
    if not name.endswith(".csv"):
        return text
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return text
    return BETWEEN.join(cell for row in rows for cell in row)


def _decoded(content: bytes) -> str:
    """The text of a file; of a binary one, what in it is text, with its dashes and accents."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode(errors="replace") if b"\x00" in content else content.decode("latin-1")


def _met(text: str, withheld: Withheld, by_word: Mapping[str, list[str]]) -> Iterator[str]:
    """The records of which something stands in a text."""
    for reading in readings(text):
        for name in names_in(reading) & withheld.names.keys():
            yield withheld.names[name]
        words = [word for value in _BETWEEN.split(reading) for word in (*words_in(value), "/")]
        rare = by_word.keys() & set(words)
        if rare:
            whole = f" {' '.join(words)} "
            for run in (run for word in rare for run in by_word[word]):
                if f" {run} " in whole:
                    yield withheld.runs[run]
