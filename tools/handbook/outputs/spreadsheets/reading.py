"""What a workbook says of how documents stand, read back from its bytes, not from what made it."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State
from handbook.outputs.spreadsheets.model import NAMED, PAGE, STANDING, UNTIL
from handbook.render.files import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_BEGIN = date(1899, 12, 30)
_STATES = {WORDS[state].label: state for state in State}


def read_workbook(content: bytes) -> Iterator[Said]:
    """What each row says that has a standing and the page that it is of.

    Raises ``ValueError`` for what is no workbook, and for a standing without a page.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = _texts(archive)
            for name in archive.namelist():
                if _SHEET.fullmatch(name):
                    yield from _said(_rows(archive.read(name), texts))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, IndexError, zlib.error) as problem:
        raise ValueError("it is no workbook.") from problem


def _texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells name by their number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - see above
    return ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in tree]


def _rows(sheet: bytes, texts: list[str]) -> Iterator[dict[str, str]]:
    """The rows of a sheet: what stands in each cell, by the letters of its column."""
    for row in ET.fromstring(sheet).iter(f"{_MAIN}row"):  # noqa: S314 - see above
        cells: dict[str, str] = {}
        for cell in row:
            value = cell.findtext(f"{_MAIN}v")
            if cell.get("t") == "inlineStr":
                value = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
            elif cell.get("t") == "s":
                value = texts[int(value or "")]
            if value is not None:
                cells[str(cell.get("r")).rstrip("0123456789")] = value
        yield cells


def _said(rows: Iterator[dict[str, str]]) -> Iterator[Said]:
    """What the rows below the headings say; of a sheet without such headings, nothing."""
    heads: Mapping[str, str] = {}
    names: tuple[str, str, str] = ("", "", "")
    for row in rows:
        titles = {title: letters for letters, title in row.items()}
        if not heads:
            for prefix in ("", NAMED):
                named = _with(prefix)
                if named[0] in titles:
                    heads, names = titles, named
        else:
            yield _of_row({title: row.get(letters, "") for title, letters in heads.items()}, names)


def _with(prefix: str) -> tuple[str, str, str]:
    """The headings of a standing, a page and a day, as ``prefix`` makes them."""
    if not prefix:
        return STANDING, PAGE, UNTIL
    return f"{prefix}{STANDING.lower()}", f"{prefix}{PAGE.lower()}", f"{prefix}{UNTIL.lower()}"


def _of_row(row: Mapping[str, Any], names: tuple[str, str, str]) -> Said:
    standing, page, until = names
    if not row.get(page):
        raise ValueError("it says of something how it stands, but not of what.")
    first = row[standing].partition(";")[0].strip()
    state = _STATES.get(first)
    day = row.get(until)
    return Said(
        row[page],
        in_force=state is State.IN_FORCE,
        state=str(state) if state else first,
        until=None if day is None else _day(day),
    )


def _day(value: str) -> str:
    """A day as programs for spreadsheets keep it: the number of days since the end of 1899."""
    return (_BEGIN + timedelta(days=int(float(value)))).isoformat() if value else ""
