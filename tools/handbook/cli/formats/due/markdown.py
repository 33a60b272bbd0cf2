"""The Monday list for a paper to a group, or a summary beside a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import counted
from handbook.remind.plain import plain_words
from handbook.remind.wording import chance_words, due_words, owner_words
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.cli.formats.due import DueAnswer


def write(answer: DueAnswer) -> str:
    """A table, what is late first; every word of the register shows as it was typed."""
    assessment = answer.assessment
    late = sum(item.days < 0 or not item.dated for item in answer.items)
    day = long_date(assessment.today)
    lines = [f"## What falls due within {counted(answer.days, 'day')} of {day}", ""]
    if not answer.items:
        return "\n".join([*lines, "Nothing."])
    lines += [
        f"{counted(len(answer.items), 'item')}, {late} late or waiting for a decision.",
        "",
        "| For | Due | Owner | What can still be done |",
        "| --- | --- | --- | --- |",
    ]
    for item in sorted(answer.items, key=lambda item: (item.dated, item.on, item.record)):
        cells = (
            assessment.registry.label(item.record),
            due_words(item, assessment.today),
            owner_words(assessment, item.owner),
            chance_words(assessment, item),
        )
        lines.append(f"| {' | '.join(plain_words(cell) for cell in cells)} |")
    return "\n".join(lines)
