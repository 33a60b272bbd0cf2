"""What the files for other systems say of how documents stand, read back from their bytes.

``publish`` compares it with the badges of the pages before a site is put in place. What a file is
made of decides how it is read, not who made it: so a new file that says how a document stands is
compared as well, without anybody having to think of it.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from handbook.outputs.spreadsheets.reading import read_workbook
from handbook.render.files import StandingClaim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SCHEMAS = "api/schemas/"
"""Schemas name fields and fill none in."""
_FLAGS = {"true": True, "false": False}
_ABOUT_ITSELF = ("", "document_")
"""What a row says of the document that it is about, and of one that it only names."""


class UnreadableError(Exception):
    """A file cannot be read, or says of a document how it stands and not of which."""


def read_json(content: bytes) -> Iterator[StandingClaim]:
    """What JSON says: each object, however deep, that has ``in_force`` names the page it is of."""
    try:
        whole = json.loads(content)
        yield from _within(whole)
    except (ValueError, RecursionError) as problem:
        raise UnreadableError("it is no JSON.") from problem


def _within(value: Any) -> Iterator[StandingClaim]:
    if isinstance(value, dict):
        yield from read_row(value)
        for part in value.values():
            yield from _within(part)
    elif isinstance(value, list):
        for part in value:
            yield from _within(part)


def read_row(row: Mapping[str, Any]) -> Iterator[StandingClaim]:
    """What one object or row of a table says. Raises ``UnreadableError`` if it names no page."""
    for prefix in _ABOUT_ITSELF:
        if f"{prefix}in_force" in row:
            page = row.get(f"{prefix}page")
            if not isinstance(page, str):
                raise UnreadableError("it says that something is in force or not, but not what.")
            yield StandingClaim(
                page,
                row[f"{prefix}in_force"],
                str(row.get(f"{prefix}state")),
                str(row[f"{prefix}until"] or "") if f"{prefix}until" in row else None,
                of_version="version_page" in row and not prefix,
            )


def read_csv(content: bytes) -> Iterator[StandingClaim]:
    """What the rows of a table as CSV say."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))
    except (ValueError, csv.Error) as problem:
        raise UnreadableError("it is no CSV.") from problem
    for row in rows:
        yield from read_row({name: _FLAGS.get(value, value) for name, value in row.items()})


def read_parquet(content: bytes) -> Iterator[StandingClaim]:
    """What the rows of a table as Parquet say; that it was made says that it can be read."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and perhaps not there
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    try:
        rows = pq.read_table(pa.BufferReader(content)).to_pylist()
    except (pa.ArrowException, OSError) as problem:
        raise UnreadableError("it is no Parquet.") from problem
    for row in rows:
        yield from read_row(row)


def read_xlsx(content: bytes) -> Iterator[StandingClaim]:
    """What the rows of a workbook's sheets say."""
    try:
        yield from read_workbook(content)
    except ValueError as problem:
        raise UnreadableError(str(problem)) from problem


READERS: Mapping[str, Callable[[bytes], Iterator[StandingClaim]]] = {
    ".csv": read_csv,
    ".json": read_json,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
}
"""How a file is read, by the end of its name."""
