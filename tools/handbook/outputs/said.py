"""What the files for other systems say of how documents stand, read back from their bytes.

``publish`` compares it with the badges of the pages before a site is put in place. What a file is
made of decides how it is read, not who made it: so a new file that says how a document stands is
compared as well, without anybody having to think of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.render.files import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SCHEMAS = "api/schemas/"
"""Schemas name fields and fill none in."""
_ABOUT_ITSELF = ("", "document_")
"""What a row says of the document that it is about, and of one that it only names."""


class UnreadableError(Exception):
    """A file cannot be read, or says of a document how it stands and not of which."""


def read_json(content: bytes) -> Iterator[Said]:
    """What JSON says: each object, however deep, that has ``in_force`` names the page it is of."""
    try:
        whole = json.loads(content)
        yield from _within(whole)
    except (ValueError, RecursionError) as problem:
        raise UnreadableError("it is no JSON.") from problem


def _within(value: Any) -> Iterator[Said]:
    if isinstance(value, dict):
        yield from read_row(value)
        for part in value.values():
            yield from _within(part)
    elif isinstance(value, list):
        for part in value:
            yield from _within(part)


def read_row(row: Mapping[str, Any]) -> Iterator[Said]:
    """What one object or row of a table says. Raises ``UnreadableError`` if it names no page."""
    for prefix in _ABOUT_ITSELF:
        if f"{prefix}in_force" in row:
            page = row.get(f"{prefix}page")
            if not isinstance(page, str):
                raise UnreadableError("it says that something is in force or not, but not what.")
            yield Said(
                page,
                row[f"{prefix}in_force"],
                str(row.get(f"{prefix}state")),
                str(row[f"{prefix}until"] or "") if f"{prefix}until" in row else None,
                of_version="version_page" in row and not prefix,
            )


READERS: Mapping[str, Callable[[bytes], Iterator[Said]]] = {".json": read_json}
"""How a file is read, by the end of its name."""
