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
from handbook.render.files import StandingClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_HEADS = 4
"""Headings stand among so many rows."""
_BEGIN = date(1899, 12, 30)
_STATES = {WORDS[state].label: state for state in State}


def read_workbook(content: bytes) -> Iterator[StandingClaim]:
    """What each row says that has a standing and the page that it is of.

    Raises ``ValueError`` for what is no workbook, and for a standing without a page.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = _texts(archive)
            for name in archive.namelist():
                if _SHEET.fullmatch(name):
                    yield from _claims(archive.read(name), texts)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, IndexError, zlib.error) as problem:
        raise ValueError("it is no workbook.") from problem


def _texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells name by their number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - see above
    return ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in tree]


def _claims(sheet: bytes, texts: list[str]) -> Iterator[StandingClaim]:
    """What the rows of a sheet say below such headings; of one that has none, nothing.

    They stand among the first rows, or nowhere: what stands elsewhere names no column.
    """
    wanted: dict[str, str] = {}
    names: tuple[str, str, str] = ("", "", "")
    for number, row in enumerate(ET.fromstring(sheet).iter(f"{_MAIN}row")):  # noqa: S314 - see above
        if wanted:
            cells = ((wanted.get(_column(cell)), cell) for cell in row)
            cells_by_title = {title: _value(cell, texts) for title, cell in cells if title}
            yield _of_row(cells_by_title, names, dated=names[2] in wanted.values())
            continue
        titles = {_value(cell, texts): _column(cell) for cell in row}
        for named in (_with(""), _with(NAMED)):
            if named[0] in titles:
                wanted = {titles[title]: title for title in named if title in titles}
                names = named
        if not wanted and number >= _HEADS:
            return


def _column(cell: ET.Element) -> str:
    """The letters of a cell's column."""
    return str(cell.get("r")).rstrip("0123456789")


def _value(cell: ET.Element, texts: list[str]) -> str:
    """What stands in a cell, as text."""
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def _with(prefix: str) -> tuple[str, str, str]:
    """The headings of a standing, a page and a day, as ``prefix`` makes them."""
    if not prefix:
        return STANDING, PAGE, UNTIL
    return f"{prefix}{STANDING.lower()}", f"{prefix}{PAGE.lower()}", f"{prefix}{UNTIL.lower()}"


def _of_row(row: Mapping[str, Any], names: tuple[str, str, str], *, dated: bool) -> StandingClaim:
    standing, page, until = names
    if not row.get(page):
        raise ValueError("it says of something how it stands, but not of what.")
    first = row.get(standing, "").partition(";")[0].strip()
    state = _STATES.get(first)
    return StandingClaim(
        row[page],
        in_force=state is State.IN_FORCE,
        state=str(state) if state else first,
        until=_day(row.get(until, "")) if dated else None,
    )


def _day(value: str) -> str:
    """A day as programs for spreadsheets keep it: the number of days since the end of 1899."""
    return (_BEGIN + timedelta(days=int(float(value)))).isoformat() if value else ""
