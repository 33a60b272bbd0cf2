"""Citations of the texts in force, for programs that keep references: CSL-JSON and RIS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.outputs.changes import address, noticed
from handbook.outputs.fields.standing import document_in_force, documents
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context

_DEPTH = 1
CHECK = "Before you rely on it, see on its page how it stands."


def csl(context: Context) -> bytes:
    """A list of items of the Citation Style Language."""
    items = [_csl(context, standing, known) for standing, known in _citable(context)]
    return (json.dumps(items, ensure_ascii=True, indent=1) + "\n").encode()


def ris(context: Context) -> bytes:
    """The same as RIS, whose lines end as it wants."""
    lines: list[str] = []
    for standing, known in _citable(context):
        day = _endorsed(standing)
        tags = {
            "TY": "STD",
            "TI": str(known["title"]),
            "AU": f"{context.network_title},",
            "PB": context.network_title,
            "PY": str(day.year),
            "DA": f"{day:%Y/%m/%d}",
            "ET": f"Version {standing.version}",
            "UR": address(context, str(known["page"]), _DEPTH),
            "Y2": f"{context.assessment.today:%Y/%m/%d}",
            "N1": _note(context, standing),
            "ID": standing.document,
            "ER": "",
        }
        lines += [f"{tag}  - {_one_line(value)}" for tag, value in tags.items()]
        lines.append("")
    return "".join(f"{line}\r\n" for line in lines).encode()


def _one_line(value: str) -> str:
    """A value without whatever some program takes for the end of a line, behind which a tag is."""
    return " ".join(value.split())


def _citable(context: Context) -> Iterator[tuple[Standing, Mapping[str, Any]]]:
    """The documents that may be relied on: a reference to another would outlive its warning."""
    for standing, known in documents(context):
        if document_in_force(standing) and standing.event is not None:
            yield standing, known


def _csl(context: Context, standing: Standing, known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": standing.document,
        "type": "standard",
        "title": known["title"],
        "author": [{"literal": context.network_title}],
        "publisher": context.network_title,
        "version": standing.version,
        "issued": _parts(_endorsed(standing)),
        "accessed": _parts(context.assessment.today),
        "URL": address(context, str(known["page"]), _DEPTH),
        "note": _note(context, standing),
    }


def _endorsed(standing: Standing) -> date:
    event = standing.event
    if event is None:
        raise ValueError("what was never endorsed is not cited")
    return event.endorsed_on or event.decided


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _note(context: Context, standing: Standing) -> str:
    ends = f"Not to be relied on after {long_date(standing.until)}. " if standing.until else ""
    return noticed(context, f"{ends}{CHECK}")
