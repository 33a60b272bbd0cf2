"""The years of reports: which there are, where each has its page, and what was decided in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.render.pages.linked import KINDS
from handbook.source.dates import day_or_none
from handbook.source.periods import period_with, periods_until
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.render.context import Context
    from handbook.source.periods import CalendarPeriod
    from handbook.types.overviews.model import Overview


@dataclass(frozen=True, slots=True)
class ReportYear:
    """One year as a template sees it, with its days as ISO text; ``over`` once it has ended."""

    key: str
    words: str
    first: str
    last: str
    over: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision about one document: the day, what it did in words, and who decided."""

    on: str
    document: str
    decision: str
    what: str
    version: str
    by: str


def report_years(context: Context) -> tuple[ReportYear, ...]:
    """The years from the one in which the network began to the one under way, the newest first.

    It began when it was constituted, or with its first meeting, if that was earlier.
    """
    today, kind = context.assessment.today, context.assessment.settings.report_by
    began = min((day for day in _beginnings(context) if day <= today), default=today)
    years = [_year(period, context) for period in periods_until(period_with(began, kind), today)]
    return tuple(reversed(years))


def _beginnings(context: Context) -> Iterator[date]:
    network = context.registry.network()
    act = network.get("constituted") if network else None
    if (day := day_or_none((act or {}).get("on"))) is not None:
        yield day
    for meeting in context.registry.of_type(KnownType.MEETING):
        if (day := day_or_none(meeting.get("date"))) is not None:
            yield day


def _year(period: CalendarPeriod, context: Context) -> ReportYear:
    return ReportYear(
        str(period),
        period.words,
        period.first.isoformat(),
        period.last.isoformat(),
        period.last < context.assessment.today,
    )


def page_of_year(context: Context, overview: Overview, year: ReportYear) -> str:
    """Where the page of a year stands: the one under way at the overview's own place."""
    if year == report_years(context)[0]:
        return overview.page
    return f"network/{overview.name}/{year.key}/index.md"


def deeds(context: Context, first: str, last: str) -> tuple[Deed, ...]:
    """What was decided about documents from one day to another, both included, the newest first."""
    made = [
        Deed(
            event.decided.isoformat(), document, event.decision, KINDS.get(event.kind, event.kind),
            event.version, event.group or event.post,
        )
        for document in context.assessment.standings
        for event in getattr(context.standing(document), "events", ())
        if event.kind != DecisionKind.RECORD and first <= event.decided.isoformat() <= last
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda deed: (deed.on, deed.document), reverse=True))
