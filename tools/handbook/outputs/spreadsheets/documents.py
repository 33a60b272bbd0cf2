"""Documents, what falls due of them, who uses them and what they serve, as sheets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.assess.words import COVERAGE, WORDS, Extent, State
from handbook.outputs.fields.plain import rows_of
from handbook.outputs.resources import adoption, coverage, documents, due
from handbook.outputs.spreadsheets.model import (
    CHECK_FIRST,
    NAMED,
    NOT_TO_RELY_ON,
    PAGE,
    STANDING,
    UNTIL,
    CellShape,
    Linked,
    Sheet,
    SheetColumn,
)
from handbook.render.registers.narrowing import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.outputs.spreadsheets.model import Cell
    from handbook.render.context import Context

    Row = Mapping[str, Any]

_DOCUMENTS = (
    SheetColumn("Document", CellShape.LINK),
    SheetColumn("Kind"),
    SheetColumn(STANDING),
    SheetColumn(UNTIL, CellShape.DAY),
    SheetColumn("Today", CellShape.RELIANCE),
    SheetColumn("Review due", CellShape.DAY),
    SheetColumn("Endorsed until", CellShape.DAY),
    SheetColumn("Version"),
    SheetColumn("Endorsed on", CellShape.DAY),
    SheetColumn("Endorsed by"),
    SheetColumn("Owner"),
    SheetColumn("Number"),
    SheetColumn("Use instead"),
    SheetColumn("Organisations asked", CellShape.NUMBER),
    SheetColumn("Use the version in force", CellShape.NUMBER),
    SheetColumn("Have yet to answer", CellShape.NUMBER),
    SheetColumn(PAGE),
)


def documents_sheet(context: Context, title: str, page: str, *types: str) -> Sheet:
    """The documents of some types, or all; what may be used first, and then by name."""
    listed = rows_of(documents.RESOURCE, context)
    chosen = [row for row in listed if not types or row["type"] in types]
    order = [str(state) for state in ORDER]
    chosen.sort(key=lambda row: (order.index(row["state"]), row["title"].casefold(), row["id"]))
    return Sheet(title, page, _DOCUMENTS, tuple(_document(context, row) for row in chosen))


def _document(context: Context, row: Row) -> tuple[Cell, ...]:
    kind = context.registry.types.get(row["type"])
    uses = row["adoption"] or {}
    return (
        Linked(row["title"], row["page"]),
        kind.title if kind else "",
        "; ".join(row["words"]),
        _day(row["until"]),
        _day(row["until"]) or (CHECK_FIRST if row["in_force"] else NOT_TO_RELY_ON),
        _day(row["review_due"]),
        _day(row["expires"]),
        row["version"],
        _day(row["endorsed_on"]),
        row["endorsed_by_title"],
        row["owner_title"],
        row["reference"],
        context.label(row["use_instead"]) if row["use_instead"] else "",
        uses.get("asked"),
        uses.get("uses_version_in_force"),
        uses.get("outstanding"),
        row["page"],
    )


_DUE = (
    SheetColumn("For", CellShape.LINK),
    SheetColumn("What is due"),
    SheetColumn("On", CellShape.DAY),
    SheetColumn("Owner"),
    SheetColumn("Groups that may decide"),
    SheetColumn("Meetings that can decide"),
    SheetColumn("Why no meeting can"),
    SheetColumn("Why it cannot be told"),
)


def due_sheet(context: Context, page: str) -> Sheet:
    """What falls due, soonest first."""
    rows = (
        (
            Linked(row["title"], row["page"]),
            row["words"],
            _day(row["on"]),
            row["owner_title"],
            _labels(context, row["groups"]),
            _labels(context, row["meetings"]),
            row["no_meeting_because"],
            row["why"],
        )
        for row in rows_of(due.RESOURCE, context)
    )
    return Sheet("What falls due", page, _DUE, tuple(rows))


_ADOPTION = (
    SheetColumn("Organisation"),
    SheetColumn("Document", CellShape.LINK),
    SheetColumn(f"{NAMED}{STANDING.lower()}"),
    SheetColumn("Version in force"),
    SheetColumn("Answer"),
    SheetColumn("About version"),
    SheetColumn("Answered on", CellShape.DAY),
    SheetColumn("About an older version"),
    SheetColumn("Uses what the network does not stand behind"),
    SheetColumn("Has yet to answer"),
    SheetColumn("Answer wanted by", CellShape.DAY),
    SheetColumn("Cannot be told because"),
    SheetColumn(f"{NAMED}{PAGE.lower()}"),
)


def adoption_sheet(context: Context, page: str) -> Sheet:
    """Where every organisation stands on every document that it is asked about."""
    rows = (
        (
            row["organisation_title"],
            Linked(row["document_title"], row["document_page"]),
            WORDS[State(row["document_state"])].label,
            row["version_in_force"],
            row["words"],
            row["version_answered"],
            _day(row["answered_on"]),
            _yes(row["behind"]),
            _yes(row["not_supported"]),
            _yes(row["outstanding"]),
            _day(row["due"]),
            "; ".join(row["why"]),
            row["document_page"],
        )
        for row in rows_of(adoption.RESOURCE, context)
    )
    return Sheet("Local adoption", page, _ADOPTION, tuple(rows))


_ITEMS = (
    SheetColumn("Policy"),
    SheetColumn("Item", CellShape.LINK),
    SheetColumn("What it asks for"),
    SheetColumn("Today"),
    SheetColumn("Why"),
    SheetColumn("As it was judged"),
    SheetColumn("Judged on", CellShape.DAY),
    SheetColumn("By another edition"),
    SheetColumn("Served today by"),
    SheetColumn("What is missing"),
)


def items_sheet(context: Context, page: str) -> Sheet:
    """Every item of every policy, and what serves it today."""
    rows = (
        (
            row["policy_title"],
            Linked(row["item"], row["page"]),
            row["topic"],
            row["words"],
            row["why"],
            COVERAGE[Extent(row["judged"])].label,
            _day(row["judged_on"]),
            _yes(row["suspect"]),
            _labels(context, row["served_by"]),
            row["gap"],
        )
        for row in rows_of(coverage.RESOURCE, context)
    )
    return Sheet("Policy items", page, _ITEMS, tuple(rows))


def _labels(context: Context, names: Iterable[str]) -> str:
    return "; ".join(context.label(name) for name in names)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _yes(value: object) -> str:
    return "Yes" if value else "No"
