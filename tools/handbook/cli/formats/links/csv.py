"""Addresses outside the handbook as a list for a spreadsheet, a row for each place of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import as_csv

if TYPE_CHECKING:
    from handbook.cli.formats.links import LinksAnswer

COLUMNS = ("address", "answered", "now", "why", "file", "line", "title")


def write(answer: LinksAnswer) -> str:
    """Every address with each of its places."""
    rows = []
    for link in answer.links:
        verdict = answer.verdicts[link.address] if answer.verdicts is not None else None
        for place in link.places:
            values = (
                link.address,
                str(verdict.answered) if verdict else "",
                verdict.to if verdict else "",
                verdict.why if verdict else "",
                place.path,
                place.line,
                answer.registry.label(place.record),
            )
            rows.append(dict(zip(COLUMNS, values, strict=True)))
    return as_csv(COLUMNS, rows)
