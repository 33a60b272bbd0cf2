"""A table of a policy's items to the policy's record: numbers, titles, topics, sections."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.author.tidy import order_of
from handbook.importing.drafting.letters import clean
from handbook.importing.registers.entries import Doubt
from handbook.importing.registers.grid import column_name
from handbook.layout import tidy_file
from handbook.source.yaml.emit import yaml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.registers.columns import SheetColumns
    from handbook.importing.registers.grid import Grid, GridRow
    from handbook.types.model import ContentType

_ID = re.compile(r"[A-Za-z0-9]([.-]?[A-Za-z0-9])*")
_NUMBERED_AWAY = re.compile(r"\d+\.\d+")


def read_items(grid: Grid, columns: SheetColumns) -> tuple[list[dict[str, str]], list[Doubt]]:
    """The items of a table in its order, and every doubt; an item with a doubt is left out.

    A number such as 1.10 that Excel holds as a number is 1.1 to it: where numbers of that kind
    stand in a column of numbers, each of them is a doubt.
    """
    items: list[dict[str, str]] = []
    doubts: list[Doubt] = []
    rows = [row for row in grid.rows if row.number > columns.row and not row.empty]
    for row in rows:
        item = {
            name: clean(row.at(column).text)
            for name, column in columns.at.items()
            if row.at(column).text
        }
        doubts_here = list(_doubts(row, item, columns))
        doubts += doubts_here
        if not doubts_here:
            items.append(item)
    times = Counter(item["id"] for item in items)
    twice = {number for number, count in times.items() if count > 1}
    doubts += [
        Doubt(0, f"item {number}", "the number stands in more than one row", "Correct one of them.")
        for number in sorted(twice)
    ]
    return [item for item in items if item["id"] not in twice], doubts


def _doubts(row: GridRow, item: dict[str, str], columns: SheetColumns) -> list[Doubt]:
    def doubt(name: str, why: str, mend: str) -> Doubt:
        column = columns.at.get(name)
        named = f", column {column_name(column)}" if column is not None else ""
        return Doubt(row.number, f"row {row.number}{named}", why, mend)

    doubts = [
        doubt(name, f"the cell {mark}", "Look at it, and type what is meant.")
        for name, column in columns.at.items()
        for mark in row.at(column).marks
    ]
    if row.hidden:
        doubts.append(doubt("", "this row is hidden", "Show it or delete it."))
    number = item.get("id", "")
    if not _ID.fullmatch(number):
        why = f"“{number}” is no number of an item" if number else "the row has no number"
        doubts.append(doubt("id", why, "Write it like 1.2.5, or delete the row."))
    if row.at(columns.at["id"]).number and _NUMBERED_AWAY.fullmatch(number):
        doubts.append(
            doubt(
                "id",
                f"Excel holds {number} as a number, and cannot tell it from {number}0",
                "Make the column text in Excel, and type the numbers again.",
            )
        )
    if not item.get("topic"):
        doubts.append(
            doubt("topic", "the row says nothing of what it asks for", "Say it in your own words.")
        )
    return doubts


def policy_record(
    head: dict[str, Any], items: Sequence[dict[str, str]], kind: ContentType
) -> tuple[str, bytes]:
    """The path and file of a policy's record, from its own details and its items."""
    sections = list(dict.fromkeys(item["section"] for item in items if item.get("section")))
    data: dict[str, Any] = dict(head)
    if sections and len(sections) < len(items):
        data["sections"] = [{"number": number, "title": f"Section {number}"} for number in sections]
    else:
        items = [{k: v for k, v in item.items() if k != "section"} for item in items]
    data["items"] = [dict(item, verification="unverified") for item in items]
    path = f"registry/{kind.folder}/{head['id']}{kind.suffix}"
    return path, tidy_file(yaml_text(data).encode(), path, order_of(kind)).raw
