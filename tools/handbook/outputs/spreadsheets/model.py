"""A list as a sheet: its columns and its cells, before any program for spreadsheets has seen it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

STANDING, UNTIL, PAGE = "Standing", "Use until", "Page"
"""Columns of a document: by these a sheet is read back and compared with pages."""
NAMED = "Document "
"""What such a column begins with where a row is not about the document but only names it."""
CHECK_FIRST = "Check first"
NOT_TO_RELY_ON = "Do not rely on it"
DATE_PASSED = "Date passed: check first"


class CellShape(enum.Enum):
    """How the cells of a column are written."""

    TEXT = enum.auto()
    DAY = enum.auto()
    NUMBER = enum.auto()
    LINK = enum.auto()
    """Text that leads to the page of its row."""
    RELIANCE = enum.auto()
    """The same day as in the column before it: whether it has passed is worked out on opening."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, and how its cells are written."""

    title: str
    shape: CellShape = CellShape.TEXT


@dataclass(frozen=True, slots=True)
class Linked:
    """A name that leads to a page, given relative to the site."""

    text: str
    page: str


Cell = str | int | date | Linked | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: what it is called, the page that it is a copy of, and its rows in order."""

    title: str
    page: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
