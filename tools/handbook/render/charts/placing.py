"""Charts in their places: what a template asks for while it runs, and where on the page it stands.

A chart's place in the text is a paragraph of the handbook's own with its number. The theme draws
the chart there, between two parts of the text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.charts.bars import bars_chart
from handbook.render.charts.grid import grid_chart
from handbook.render.charts.outlines import map_chart
from handbook.render.charts.run import run_chart
from handbook.render.charts.spans import spans_chart
from handbook.render.markdown.templating import TemplateProblem
from handbook.render.markdown.writing import Md
from handbook.render.tallying.sums import gap
from handbook.source.closed_list import CHART_HERE
from handbook.source.html.reading import TooDeepError, read_part
from handbook.source.markdown.fidelity import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render.charts.parts import Chart
    from handbook.render.context import Context

MOST_ON_A_PAGE = 60


class PageCharts:
    """The charts of one page, in the order in which its template asked for them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.drawn: list[Chart] = []

    def questions(self) -> dict[str, Callable[..., Md]]:
        """The functions by which a template asks for charts."""
        context = self._context
        return {
            "chart_run": partial(self._placed, run_chart),
            "chart_bars": partial(self._placed, partial(bars_chart, context)),
            "chart_spans": partial(self._placed, partial(spans_chart, context)),
            "chart_grid": partial(self._placed, partial(grid_chart, context)),
            "chart_map": partial(self._placed, partial(map_chart, context)),
        }

    def _placed(
        self, draw: Callable[..., Chart | str], title: object, *given: Any, **named: Any
    ) -> Md:
        """A chart's place in the text; of one that cannot be drawn, why not."""
        chart = draw(title, *given, **named)
        if isinstance(chart, str):
            return gap(f"{title}: {chart}.")
        self.drawn.append(chart)
        return Md(f"\n\n{len(self.drawn)}\n{{: .{CHART_HERE} }}\n\n")

    def checked(self, name: str, markdown: Md) -> Md:
        """A page's text, if each chart has its one place in it, in nothing else.

        Raises ``TemplateProblem`` otherwise: it would be drawn in the middle of something, or not.
        """
        wanted = [str(number + 1) for number in range(len(self.drawn))]
        if not wanted and CHART_HERE not in markdown:
            return markdown
        if len(wanted) > MOST_ON_A_PAGE:
            raise TemplateProblem(f"The page template of {name} asks for too many charts.")
        try:
            page = read_part(to_html(markdown))
        except TooDeepError as problem:
            raise TemplateProblem(f"The page template of {name}: {problem}.") from problem
        text = page.elements[0].elements if len(page.elements) == 1 else ()
        places = [e.words() for e in text if CHART_HERE in e.classes]
        anywhere = sum(1 for e in page.within() if CHART_HERE in e.classes)
        if sorted(places, key=len) != wanted or anywhere != len(wanted):
            why = "must place each chart once, on a line of its own, in no list or table"
            raise TemplateProblem(f"The page template of {name} {why}.")
        return markdown
