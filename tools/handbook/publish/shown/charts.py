"""Whether each chart of a page is drawn where it belongs, once, and says what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.publish.shown.given import given_to
from handbook.source.closed_list import CHART_HERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.render.model import Page
    from handbook.source.html.tree import Element

CHART = "hb-chart"
_TABLE = "hb-chart-table"


def charts_of(page: Page | None) -> Sequence[Mapping[str, Any]]:
    """The charts that a page was given, in order."""
    charts: Sequence[Mapping[str, Any]] = given_to(page).get("charts") or ()
    return charts


def check_charts(elements: Sequence[Element], article: Element, page: Page | None) -> Iterator[str]:
    """What is wrong with the charts of a built page: each stands between two parts of the text."""
    wanted = charts_of(page)
    drawn = [element for element in elements if CHART in element.classes]
    placed = [element for element in article.elements if CHART in element.classes]
    if drawn != placed or len(drawn) != len(wanted):
        yield f"it has {len(drawn)} charts, and must have {len(wanted)}, each in its place."
        return
    if any(CHART_HERE in element.classes for element in elements):
        yield "a chart is missing from its place."
    for chart, figure in zip(wanted, drawn, strict=True):
        if _words_of(figure) != _words_meant(chart):
            yield f"its chart “{chart['title']}” does not say in words what it was given."


def _words_of(figure: Element) -> list[list[str]]:
    """The name of a drawn chart and the words of its table, row by row."""
    names = [e.words() for e in figure.elements if e.name == "figcaption"]
    tables = [e for e in figure.within() if _TABLE in e.classes]
    rows = [row for table in tables for row in table.within() if row.name == "tr"]
    return [names, *([cell.words() for cell in row.elements] for row in rows)]


def _words_meant(chart: Mapping[str, Any]) -> list[list[str]]:
    table = chart["table"]
    rows = [[_cell(cell) for cell in row] for row in table["rows"]]
    return [[chart["title"]], [" ".join(name.split()) for name in table["columns"]], *rows]


def _cell(cell: Mapping[str, Any]) -> str:
    return " ".join(" ".join(piece["text"] for piece in cell["pieces"]).split())
