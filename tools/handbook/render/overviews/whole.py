"""What a board asks of the whole network: how documents stand, what policies ask, who uses what."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache, partial
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from handbook.assess.standing.timeline import on_day, timeline_of
from handbook.assess.words import COVERAGE, WORDS, Extent, State, Timeliness
from handbook.render.context import named
from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Columns, Md, inline, tag
from handbook.render.pages.linked import item_anchor
from handbook.render.pictures.parts import counted
from handbook.render.pictures.uptake import measure
from handbook.source.periods import CalendarPeriod, Frequency, period_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context

QUARTERS = 12
"""So many quarters that have ended are shown: three years."""
_LATE = frozenset({Timeliness.OVERDUE, Timeliness.EXPIRED})
_BY_LATENESS = (Timeliness.CURRENT, Timeliness.DUE_SOON, Timeliness.OVERDUE, Timeliness.EXPIRED)


def whole_questions(context: Context, here: str) -> dict[str, Callable[..., Any]]:
    """Functions about all documents and policies together, for the page ``here``."""
    return {
        "has": lambda *names: any(_shown(context, name) for name in names),
        "documents_stand": partial(documents_stand, context, here),
        "documents_over_time": partial(documents_over_time, context),
        "uptake_over_time": partial(uptake_over_time, context),
        "coverage_table": partial(coverage_table, context, here),
        "unserved": partial(unserved, context, here),
        "overview": partial(overview_link, context, here),
    }


def overview_link(context: Context, here: str, name: str, text: str = "") -> Md:
    """A link to an overview, if it has something to show; else nothing.

    Raises ``LookupError`` for an overview that is none.
    """
    overview = next((each for each in context.registry.overviews if each.name == name), None)
    if overview is None:
        raise LookupError(f"there is no overview called {name}")
    if not any(_shown(context, each) for each in overview.shows):
        return Md("")
    return Md(f"[{inline(text or overview.title)}]({relative(here, overview.page)})")


def _shown(context: Context, name: str) -> bool:
    held = context.quarantined
    return any(record.id not in held for record in context.registry.of_type(name))


def _standings(context: Context) -> Iterator[tuple[str, Standing]]:
    """Each document but the terms of groups, with how it stands; also those held back."""
    for record in context.registry.with_behaviour("endorsable"):
        standing = context.standing(record.id)
        if standing is not None and not context.kind(record).has("group"):
            yield record.id, standing


def documents_stand(context: Context, here: str) -> Md:
    """How many documents stand in which way, with the names of those that need somebody."""
    many: dict[State | Timeliness, int] = {}
    which: dict[State | Timeliness, list[Md]] = {}
    for document, standing in _standings(context):
        word: State | Timeliness = standing.state
        if standing.state is State.IN_FORCE and standing.timeliness is not None:
            word = standing.timeliness
        many[word] = many.get(word, 0) + 1
        if word in _LATE or word in {State.UNKNOWN, State.SUSPENDED}:
            which.setdefault(word, []).append(named(context, here, document))
    order: tuple[State | Timeliness, ...] = (*_BY_LATENESS, *State)
    return Columns("How they stand", "How many", "Which").table(
        (_stand(word), str(many[word]), Md(", ".join(which.get(word, ()))))
        for word in order
        if word in many
    )


def _stand(word: State | Timeliness) -> Md:
    """A standing as a tag; of one in force also where it is in its review."""
    shown = tag(WORDS[word])
    in_force = isinstance(word, Timeliness)
    return Md(f"{tag(WORDS[State.IN_FORCE])} {shown}") if in_force else shown


def documents_over_time(context: Context) -> list[list[Any]]:
    """How many documents are known to have been in force at the end of each quarter, for a chart.

    Those of which it cannot be told are not counted, and it is said how many they are.
    """
    return [list(point) for point in _in_force_over_time(context)]


@lru_cache(maxsize=2)
def _in_force_over_time(context: Context) -> tuple[tuple[str, int | None, str], ...]:
    """The same once for each render: reports about different years all show it."""
    quarters = _quarters(context.assessment.today)
    known, untold, lives = [0] * len(quarters), [0] * len(quarters), 0
    for _, standing in _standings(context):
        if standing.events or standing.doubts or standing.state is State.UNKNOWN:
            lives += 1
            periods = timeline_of(standing, context.assessment.settings)
            for at, quarter in enumerate(quarters):
                stood = on_day(periods, quarter.last)
                untold[at] += stood.state is State.UNKNOWN
                known[at] += stood.in_force
    points: list[tuple[str, int | None, str]] = []
    for quarter, count, unclear in zip(quarters, known, untold, strict=True):
        note = f"how {counted(unclear, 'document')} stood cannot be told" if unclear else ""
        points.append((str(quarter), None if lives and unclear == lives else count, note))
    return tuple(dropwhile(lambda point: point[1] == 0, points))


def _quarters(today: date) -> list[CalendarPeriod]:
    """The last quarters that have ended, the oldest first."""
    quarters: list[CalendarPeriod] = []
    day = today
    while len(quarters) < QUARTERS:
        quarter = period_with(day, Frequency.QUARTER)
        if quarter.last <= today:
            quarters.append(quarter)
        day = quarter.first - timedelta(days=1)
    return quarters[::-1]


def uptake_over_time(context: Context) -> list[list[Any]]:
    """What is known to be in use at the end of each quarter, in per cent, for a run chart."""
    ends = {quarter.last: str(quarter) for quarter in _quarters(context.assessment.today)}
    return [
        [ends[point.day], point.per_cent if point.current else None, measure(point)]
        for point in context.assessment.adoption.uptake.get("", ())
        if point.day in ends and point.asked
    ]


def coverage_table(context: Context, here: str) -> Md:
    """How far each policy is addressed today, item by item counted."""
    rows = []
    for policy, coverage in sorted(context.assessment.coverage.items()):
        if policy in context.registry.records and policy not in context.quarantined:
            counts = coverage.counts()
            numbers = (str(counts.get(extent, 0)) for extent in COVERAGE)
            rows.append((context.link(here, policy), *numbers))
    return Columns("Policy", *(word.label for word in COVERAGE.values())).table(rows)


def unserved(context: Context, here: str, policy: str) -> Md:
    """The items of a policy that nothing addresses, each leading to its place; nothing of none."""
    coverage, page = context.assessment.coverage.get(policy), context.places.page(policy)
    if coverage is None or not page:
        return Md("")
    there = relative(here, page)
    links = (
        f"[{inline(item.item)}]({there}#{item_anchor(item.item)})"
        for item in coverage.items
        if item.holds == Extent.NONE
    )
    return Md(", ".join(links))
