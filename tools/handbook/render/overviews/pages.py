"""The page of each overview: what its template says, what it could not count, and the lists behind.

An overview whose template fails, or would hold what only the handbook may draw, is a plain page
that leads to the same lists: nothing that a template says may keep a handbook from being built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.render.charts.placing import PageCharts
from handbook.render.fallback import RecordPages
from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.output import refuse_strange
from handbook.render.markdown.places import relative
from handbook.render.markdown.templating import (
    ForbiddenMarkup,
    RefusedOutput,
    fill,
    without_blank_lines,
)
from handbook.render.markdown.veil import Veil
from handbook.render.markdown.writing import Md, bullets, heading, inline
from handbook.render.model import FailedPage
from handbook.render.overviews.asking import overview_values
from handbook.render.overviews.years import page_of_year, report_years
from handbook.render.problem import PageProblem
from handbook.types import OVERRIDES
from handbook.types.overviews.model import FOLDER, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.render.frame.trail import Trail
    from handbook.render.model import Page
    from handbook.render.overviews.years import ReportYear
    from handbook.types.overviews.model import Overview

PUBLIC = (
    "This page counts what anybody may read. What is for members of the network is not in it, so "
    "a number here may be too small, and what looks like a gap may be none."
)
_PLAIN = "This page could not be made as it was meant. What it is about stands in these lists."
_INSTEAD = "a plain page with the lists behind it"
LISTS = "The lists behind this page"


def overview_pages(context: Context) -> Iterator[RecordPages]:
    """The page of every overview that has something to show."""
    for overview in context.registry.overviews:
        if any(_shown(context, name) for name in overview.shows):
            for year in report_years(context) if overview.yearly else (None,):
                yield _safe(context, OverviewPage(overview, *_placed(context, overview, year)))


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """One page of an overview: where it stands, what it is called, and the year it is about."""

    overview: Overview
    path: str
    title: str
    year: ReportYear | None = None


def _placed(
    context: Context, overview: Overview, year: ReportYear | None
) -> tuple[str, str, ReportYear | None]:
    if year is None:
        return overview.page, overview.title, None
    return page_of_year(context, overview, year), f"{overview.title}, {year.words}", year


def _shown(context: Context, name: str) -> int:
    """How many records of a type can be shown."""
    held = context.quarantined
    return sum(1 for record in context.registry.of_type(name) if record.id not in held)


def _safe(context: Context, of: OverviewPage) -> RecordPages:
    """Its page, in the best way that works."""
    charts, overview = PageCharts(context), of.overview
    try:
        words = charts.checked(f"the overview {overview.name}", _filled(context, of, charts))
        page = _page(context, of, words, charts)
        refuse_strange([page], context.registry.bodies)
    except PageProblem as problem:
        page = _page(context, of, Md(_PLAIN), PageCharts(context))
        refuse_strange([page], context.registry.bodies)
        return RecordPages((page,), fault=_fault(overview, problem))
    return RecordPages((page,))


def _fault(overview: Overview, problem: PageProblem) -> FailedPage:
    """What went wrong, at the template; of one that came with the tool, where another may lie."""
    name = f"the overview {overview.title}"
    path = f"{OVERRIDES}{FOLDER}/{overview.name}/{TEMPLATE}"
    return FailedPage(name, "", path, str(problem), _INSTEAD, problem.line)


def _page(context: Context, of: OverviewPage, words: Md, charts: PageCharts) -> Page:
    overview, here = of.overview, of.path
    parts = (
        f"{inline(overview.description)}\n{{: .hb-lead }}",
        PUBLIC if context.stamp.public else "",
        *_held_back(context, overview, here),
        words,
        _other_years(context, of),
        heading(2, LISTS, "hb-lists"),
        bullets(_lists(context, overview, here)),
    )
    markdown = "\n\n".join(part for part in parts if part)
    return make_page(
        context, here, of.title, markdown, kind="overview", trail=_trail(context),
        charts=charts.drawn,
    )  # fmt: skip


def _trail(context: Context) -> Trail:
    network = context.registry.network()
    if network is None or network.id in context.quarantined:
        return HOME
    return (*HOME, (context.label(network.id), context.places.page(network.id)))


def _held_back(context: Context, overview: Overview, here: str) -> Iterator[str]:
    """How many records are not counted, as they cannot be shown."""
    for name in overview.shows:
        kind = context.registry.types.get(name)
        folder = f"{kind.folder}/" if kind and kind.folder else ""
        held = [
            record
            for record in sorted(context.quarantined)
            if folder and context.places.page(record).startswith(folder)
        ]
        if held and kind:
            which = ", ".join(context.link(here, record) for record in held)
            yield f"Not counted here, as they cannot be shown ({inline(kind.plural)}): {which}."


def _lists(context: Context, overview: Overview, here: str) -> Iterator[Md]:
    """The list of each type that it shows and that has records."""
    for name in overview.shows:
        kind, number = context.registry.types.get(name), _shown(context, name)
        if kind is not None and kind.folder and number:
            there = relative(here, f"{kind.folder}/index.md")
            yield Md(f"[{inline(kind.plural)}]({there}): {number}")


def _other_years(context: Context, of: OverviewPage) -> str:
    """Links to the pages of the same overview about other years."""
    others = [year for year in report_years(context) if of.year is not None and year != of.year]
    if not others:
        return ""
    links = (
        f"[{inline(year.words)}]({relative(of.path, page_of_year(context, of.overview, year))})"
        for year in others
    )
    return "\n".join([heading(2, "Other years", "hb-years"), "", *(f"* {link}" for link in links)])


def _filled(context: Context, of: OverviewPage, charts: PageCharts) -> Md:
    """What its template makes of its values; one of a network's own is looked through.

    Raises ``TemplateProblem``; as ``RefusedOutput``, for what only the handbook may draw or say.
    """
    overview = of.overview
    name = f"the overview {overview.name}"
    values = {**overview_values(context, overview, of.path, of.year), **charts.questions()}
    if not overview.own:
        return without_blank_lines(fill(name, overview.template, values))
    veil = Veil({}, "", context.registry.records, boxed=False)
    veiled = {called: veil.over(called, value) for called, value in values.items()}
    markdown = fill(name, overview.template, veiled)
    if met := tuple(dict.fromkeys(veil.met(markdown))):
        raise RefusedOutput([ForbiddenMarkup(overview.source, "", of.path, met)])
    return without_blank_lines(Md(veil.lifted(markdown)))
