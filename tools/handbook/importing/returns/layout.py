"""The form as rows of cells: the same for CSV and Excel, and what a filled one is read by."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.importing.returns.forms import AskedFigure, ReturnForm

CODE = "Code of this form"
ORGANISATION = "Organisation"
PERIOD = "Period"
ROLE = "Filled in by"
ROLE_HINT = "your role, such as Team administrator; no name"
HOW = (
    "Write whole numbers into the two columns of numbers. Write 0 if there were none.",
    "Write the true number, however small. The handbook's pages show small numbers to nobody.",
    "If you may not say a small number at all, write <5 in its place.",
    "If you cannot count it, leave both numbers empty and write why: that is an answer, and helps.",
    "Leave the form as it is otherwise: it is read by the code above and the headings below.",
)


class FormColumn(enum.StrEnum):
    """The headings of the table, from left to right."""

    FIGURE = "Figure"
    COUNTED = "What to count"
    NUMBER = "Number counted"
    OUT_OF = "Out of what"
    OUT_OF_NUMBER = "Number it is out of"
    CANNOT = "We cannot report this, because"
    NOTE = "Remarks"
    DEFINITION = "Definition"
    MEASURE = "Name of the figure"


HEADINGS = tuple(FormColumn)
TO_FILL = frozenset(
    {FormColumn.NUMBER, FormColumn.OUT_OF_NUMBER, FormColumn.CANNOT, FormColumn.NOTE}
)
NOTHING = "(nothing)"
"""Stands for what a figure is out of where it is only counted."""


def head(form: ReturnForm) -> Iterator[tuple[str, str]]:
    """The lines above the table: what each is, and what it says."""
    yield form.title, form.network
    yield CODE, form.code
    yield ORGANISATION, form.member
    yield PERIOD, form.period.words
    yield "Send it back by", f"{form.due}, to {form.send_to}"
    yield ROLE, ""
    if form.why:
        yield "What it is for", form.why
    for number, sentence in enumerate(HOW):
        yield "" if number else "How to fill it in", sentence


def row_of(figure: AskedFigure) -> tuple[str, ...]:
    """The cells of one figure before it is filled in."""
    counted = " ".join(
        filter(
            None,
            (
                figure.numerator,
                figure.left_out and f"Not counted: {figure.left_out}",
                figure.where and f"Where to find it: {figure.where}",
            ),
        )
    )
    filled = {
        FormColumn.FIGURE: figure.title,
        FormColumn.COUNTED: counted,
        FormColumn.OUT_OF: figure.denominator or NOTHING,
        FormColumn.DEFINITION: str(figure.definition),
        FormColumn.MEASURE: figure.measure,
    }
    return tuple(filled.get(heading, "") for heading in HEADINGS)
