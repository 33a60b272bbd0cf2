"""A grid, such as area by hour: a real table, in which each cell says in words how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.charts.parts import (
    Chart,
    ChartCell,
    ChartProblem,
    chart_of,
    entries,
    named_entry,
    plain_words,
    table_in_words,
)
from handbook.render.pictures.parts import words
from handbook.render.tallying.sums import NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.render.context import Context

STATES = {
    "yes": "Yes",
    "part": "In part",
    "no": "No",
    "gap": NOT_KNOWN,
    "none": "Does not apply",
}
"""How a cell can stand, and its words where none are given."""


def grid_chart(
    context: Context,
    title: object,
    columns: Sequence[object],
    rows: Iterable[Any],
    *,
    what: str = "",
) -> Chart | str:
    """A grid of ``rows``: each a name or id, and a list of cells, one for each column.

    A cell is a state, or a list of a state and words for it. One that is not given is not known,
    and no cell may be without words.
    """
    made = entries(rows, 2, 2)
    if not made:
        return "nothing has been recorded yet"
    table = table_in_words(
        (what or "What", *(plain_words(column) for column in columns)),
        ((named_entry(context, name), *_cells(cells, len(columns))) for name, cells in made),
    )
    return chart_of("grid", title, table)


def _cells(given: Sequence[Any], number: int) -> list[ChartCell]:
    if isinstance(given, str) or len(given) > number:
        raise ChartProblem(f"a row of this grid has a list of at most {number} cells")
    return [_cell(cell) for cell in (*given, *[None] * (number - len(given)))]


def _cell(given: Any) -> ChartCell:
    state, cell_words = given if isinstance(given, (list, tuple)) else (given, "")
    state = str(state) if state is not None else "gap"
    if state not in STATES:
        raise ChartProblem(f"“{plain_words(state)}” is no state of a cell: {', '.join(STATES)}")
    return ChartCell((words(plain_words(cell_words) or STATES[state]),), state=state)
