"""Citations of the texts in force, for programs that keep references: CSL-JSON and RIS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.outputs.changes import address, noticed
from handbook.outputs.fields.standing import document_in_force, documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.model import Standing
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
        lines += [
            "TY  - STD",
            f"TI  - {known['title']}",
            f"AU  - {context.network_title},",
            f"PB  - {context.network_title}",
            f"PY  - {day.year}",
            f"DA  - {day:%Y/%m/%d}",
            f"ET  - Version {standing.version}",
            f"UR  - {address(context, str(known['page']), _DEPTH)}",
            f"Y2  - {context.assessment.today:%Y/%m/%d}",
            f"N1  - {_note(context)}",
            f"ID  - {standing.document}",
            "ER  - ",
            "",
        ]
    return "".join(f"{line}\r\n" for line in lines).encode()


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
        "note": _note(context),
    }


def _endorsed(standing: Standing) -> date:
    event = standing.event
    if event is None:
        raise ValueError("what was never endorsed is not cited")
    return event.endorsed_on or event.decided


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _note(context: Context) -> str:
    return noticed(context, CHECK)
