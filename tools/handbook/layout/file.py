"""One file, from its bytes to its bytes, tidied."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.layout.body import tidy_body
from handbook.layout.details import tidy_details
from handbook.layout.model import LayoutChange
from handbook.source import read_markdown, read_yaml
from handbook.source.screen import MAX_BODY_BYTES, MAX_YAML_BYTES
from handbook.source.yaml.reader import FENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.source.yaml.model import Source


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file after tidying. ``raw`` is as it was where nothing was done.

    ``left`` says what was left alone and why; ``changes`` what was done, by the lines of the file
    as it was.
    """

    raw: bytes
    changes: tuple[LayoutChange, ...] = ()
    left: tuple[str, ...] = ()


def tidy_file(raw: bytes, path: str, order: Mapping[str, Any], *, body: bool = True) -> Tidied:
    """Tidy a record's file; ``order`` is that of its details, from the schema of its type.

    Without ``body`` only the details of a Markdown file are tidied. Never raises; whatever is not
    certain is left as it is. Data and text are the same before and after, by the strict reader.
    """
    if len(raw) > MAX_YAML_BYTES + MAX_BODY_BYTES:
        return Tidied(raw, left=("it is too large to be tidied",))
    try:
        text, changes = _plain(raw)
    except UnicodeDecodeError:
        return Tidied(raw, left=("it is not saved as UTF-8, so nobody can tell what it says",))
    if "\r" in text:
        return Tidied(raw, left=("it holds carriage returns that end no line",))
    begun = text.lstrip("\n \t") if path.endswith(".md") else text
    if path.endswith(".md"):
        text, done, left = _markdown(text, path, order, body=body)
    else:
        text, done, left = _yaml(text, path, order)
    written = text.encode("utf-8")
    if written == raw:
        return Tidied(raw, (), left)
    if not _same(_read(begun.encode("utf-8"), path), _read(written, path), body=body):
        return Tidied(raw, left=("it could not be proven that tidying changes nothing in it",))
    return Tidied(
        written, tuple(sorted({*changes, *done}, key=lambda c: (c.line, c.description))), left
    )


def _plain(raw: bytes) -> tuple[str, list[LayoutChange]]:
    """Text with one kind of line ending, without a mark in front, each letter in one piece."""
    done = []
    if raw.startswith(codecs.BOM_UTF8):
        while raw.startswith(codecs.BOM_UTF8):
            raw = raw[len(codecs.BOM_UTF8) :]
        done.append(LayoutChange(1, "the invisible byte-order mark taken away"))
    text = raw.decode("utf-8")
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        done.append(LayoutChange(1, "the line endings of Windows replaced"))
    composed = unicodedata.normalize("NFC", text)
    if composed != text and composed.count("\n") == text.count("\n"):
        pairs = zip(text.split("\n"), composed.split("\n"), strict=True)
        at = next(n for n, (old, new) in enumerate(pairs, 1) if old != new)
        done.append(LayoutChange(at, "accented letters written in one piece"))
        text = composed
    return text, done


def _yaml(
    text: str, path: str, order: Mapping[str, Any]
) -> tuple[str, list[LayoutChange], tuple[str, ...]]:
    ended = text if text.endswith("\n") else f"{text}\n"
    done = [] if ended == text else [LayoutChange(text.count("\n") + 1, "the last line ended")]
    new, made, why = tidy_details(ended, path, 0, order)
    return new, [*done, *made], (why,) if why else ()


def _markdown(
    text: str, path: str, order: Mapping[str, Any], *, body: bool
) -> tuple[str, list[LayoutChange], tuple[str, ...]]:
    """Front matter, and the text below it."""
    lines = text.split("\n")
    opening = next((n for n, line in enumerate(lines) if line.strip()), 0)
    closing = next((n for n in range(opening + 1, len(lines)) if lines[n].rstrip() == FENCE), None)
    if lines[opening].rstrip() != FENCE or closing is None:
        return text, [], ("it has no details between two lines of three dashes",)
    done = [LayoutChange(1, "the empty lines before the first taken away")] if opening else []
    spaced = [number for number in (opening, closing) if lines[number] != FENCE]
    done += [LayoutChange(number + 1, "spaces at its end taken away") for number in spaced]
    details = "".join(f"{line}\n" for line in lines[opening + 1 : closing])
    details, made, why = tidy_details(details, path, opening + 1, order)
    done += made
    written = "\n".join(lines[closing + 1 :])
    if body:
        written, made = _body(written, closing + 2)
        done += made
    return f"{FENCE}\n{details}{FENCE}\n{written}", done, (why,) if why else ()


def _body(written: str, first: int) -> tuple[str, list[LayoutChange]]:
    """The text with one empty line above it, none below, and its layout tidied."""
    bare = written.strip("\n")
    above = len(written) - len(written.lstrip("\n"))
    new, done = tidy_body(bare, first + above)
    framed = f"\n{new.strip(chr(10))}\n" if new.strip() else ""
    if framed != written and (above != 1 or written[-1:] != "\n" or written[-2:] == "\n\n"):
        done.append(LayoutChange(first, "one empty line kept above the text, and none below it"))
    return framed, done


def _read(raw: bytes, path: str) -> Source:
    return read_markdown(raw, path) if path.endswith(".md") else read_yaml(raw, path)


def _same(before: Source, after: Source, *, body: bool) -> bool:
    """Whether two readings of a file have the same data, as far as the first had any."""
    if before.data is not None and _composed(after.data) != _composed(before.data):
        return False
    if not body and before.body is not None:
        return unicodedata.normalize("NFC", before.body) == after.body
    return len(after.findings) <= len(before.findings)


def _composed(value: Any) -> Any:
    """Data with each letter in one piece."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(key): _composed(held) for key, held in value.items()}
    return [_composed(held) for held in value] if isinstance(value, list) else value
