"""``spreadsheets/*.xlsx``: every list of the handbook to take along, and a workbook of them all."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from handbook.outputs.model import Output
from handbook.outputs.spreadsheets.copies import copy_of
from handbook.outputs.spreadsheets.documents import (
    adoption_sheet,
    documents_sheet,
    due_sheet,
    items_sheet,
)
from handbook.outputs.spreadsheets.records import records_sheet
from handbook.outputs.spreadsheets.workbook import workbook
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE
from handbook.render.pages.due import HERE as DUE
from handbook.render.registers.indexes import shown_by_name
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handbook.outputs.spreadsheets.copies import SheetCopy
    from handbook.outputs.spreadsheets.model import Sheet
    from handbook.render.context import Context
    from handbook.types.model import ContentType

    MakeSheet = Callable[[], Sheet]

FOLDER = "spreadsheets/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = "A copy to sort, filter and print, which says on which day it ends."
WHOLE = f"{FOLDER}handbook.xlsx"
REGISTER, ADOPTION = "register/index.md", "adoption/index.md"
ITEMS = "policy-items"


def _files(context: Context) -> Iterator[OutputFile]:
    copy = copy_of(context)
    lists = tuple(_lists(context))
    for name, page, make in lists:
        made = partial(_workbook, (make,), copy)
        title = f"Take {'the policy items' if name == ITEMS else 'this list'} as a spreadsheet"
        yield OutputFile(f"{FOLDER}{name}.xlsx", title, ABOUT, XLSX, made, page)
    every = tuple(make for _, _, make in lists)
    made = partial(_workbook, every, copy)
    yield OutputFile(WHOLE, "All lists as one spreadsheet", ABOUT, XLSX, made, ABOUT_PAGE)


def _workbook(sheets: tuple[MakeSheet, ...], copy: SheetCopy) -> bytes:
    return workbook([make() for make in sheets], copy)


def _lists(context: Context) -> Iterator[tuple[str, str, MakeSheet]]:
    """Every list: the name of its file, the page that it is a copy of, and what makes it, once."""
    everything = partial(documents_sheet, context, "Register", REGISTER)
    yield "register", REGISTER, cache(everything)
    yield "due", DUE, cache(partial(due_sheet, context, DUE))
    if context.assessment.adoption.positions:
        yield "adoption", ADOPTION, cache(partial(adoption_sheet, context, ADOPTION))
    for kind in context.registry.types.values():
        if not context.has_list(kind):
            continue
        page = f"{kind.folder}/index.md"
        if kind.has("endorsable"):
            make = partial(documents_sheet, context, kind.plural, page, kind.name)
            yield kind.folder, page, cache(make)
        else:
            yield kind.folder, page, cache(partial(_records, context, kind, page))
        if kind.name == KnownType.POLICY:
            yield ITEMS, page, cache(partial(items_sheet, context, page))


def _records(context: Context, kind: ContentType, page: str) -> Sheet:
    records = shown_by_name(context, context.registry.of_type(kind.name))
    return records_sheet(context, kind, page, records)


OUTPUT = Output(
    "Spreadsheets",
    "Every list of the handbook as an Excel workbook, to sort, to print and to take to a meeting.",
    _files,
)
