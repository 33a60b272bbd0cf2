"""A built page draws each chart it was given, once and in its place, and says its words."""

from __future__ import annotations

from typing import Any

import pytest

from handbook.publish.shown.charts import check_charts
from handbook.render.model import Page
from handbook.source.html.reading import read_page
from handbook.source.html.tree import Element

CHART = {
    "shape": "bars",
    "title": "Costs",
    "table": {
        "columns": ["What", "Amount"],
        "rows": [[{"pieces": [{"text": "Rooms"}]}, {"pieces": [{"text": "Not known"}]}]],
        "folded": False,
    },
}
FIGURE = (
    '<figure class="hb-chart"><figcaption>Costs</figcaption><table class="hb-chart-table"><thead>'
    "<tr><th>What</th><th>Amount</th></tr></thead><tbody><tr><th>Rooms</th><td><span>Not known"
    "</span> <svg></svg></td></tr></tbody></table></figure>"
)


def problems(inside: str, *charts: Any) -> list[str]:
    html = read_page(f"<html><head></head><body><article>{inside}</article></body></html>")
    elements = tuple(html.within())
    (article,) = (each for each in elements if each.name == "article")
    assert isinstance(article, Element)
    page = Page("x/index.md", {"handbook": {"charts": list(charts)}}, "")
    return list(check_charts(elements, article, page))


def test_a_chart_as_it_was_given_is_sound() -> None:
    assert problems(FIGURE, CHART) == []
    assert problems("") == []


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("", "must have 1"),
        (FIGURE + FIGURE, "must have 1"),
        (f"<div>{FIGURE}</div>", "must have 1"),
        (FIGURE.replace("Not known", "0"), "does not say in words"),
        (FIGURE.replace(">Costs<", ">Savings<"), "does not say in words"),
        (FIGURE.replace("<td>", "<td>1</td><td>"), "does not say in words"),
        (FIGURE + '<p class="hb-chart-here">1</p>', "missing from its place"),
    ],
)
def test_one_that_is_missing_moved_or_says_something_else_is_not(inside: str, said: str) -> None:
    (problem,) = problems(inside, CHART)
    assert said in problem
