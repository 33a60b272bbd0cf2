"""Who uses what, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.adoption.serialise import positions_csv, uptake_csv

if TYPE_CHECKING:
    from handbook.cli.formats.adoption import AdoptionAnswer


def write(answer: AdoptionAnswer) -> str:
    """A line for each position, or for each quarter of the uptake."""
    if answer.uptake:
        return uptake_csv(answer.series)
    return positions_csv(answer.question.assessment, answer.positions)
