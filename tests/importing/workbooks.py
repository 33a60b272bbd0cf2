"""Registers as people keep them, as workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl


def workbook(
    rows: Sequence[Sequence[Any]],
    more: Callable[[Any], None] | None = None,
    sheet: str = "Register",
) -> bytes:
    """A workbook with one sheet; ``more`` may do what rows cannot say."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    for row in rows:
        first.append(list(row))
    if more:
        more(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
