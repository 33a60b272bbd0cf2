"""The directory of the services of an area, and what was not checked in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.cover.judge import CoverState
from handbook.assess.cover.spoken import capital
from handbook.assess.cover.statements import is_fresh, runs
from handbook.render.cover.holes import when_words
from handbook.render.cover.service import (
    check_in_short,
    choices,
    hours_words,
    last_checked,
    number_link,
)
from handbook.render.cover.worked_out import LESS, WORDS, cover_of, covering
from handbook.render.markdown.writing import Columns, Md, bullets, in_words, inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.cover.judge import AreaCover
    from handbook.load.model import Record
    from handbook.render.context import Context


def area_cover(context: Context, here: str, area: str) -> Md:
    """What holds in one area: by need, when it is covered, by whom, and when it is not."""
    cover = cover_of(context)
    rows = [
        (
            in_words(cell.need),
            Md(", ".join(context.link(here, name) for name in cell.by))
            or WORDS[CoverState.UNKNOWN],
            capital(when_words(cell, CoverState.COVERED)) or "At no hour that is known",
            Md("; ".join(_less(cell))),
        )
        for (place, _), cell in cover.cells.items()
        if place == area
    ]
    if not rows:
        return Md("Its parts are told on their own pages, or no service names it.")
    return Columns("Need", "By", "Covered", "Less than that").table(rows)


def _less(cell: AreaCover) -> Iterator[Md]:
    for state in LESS:
        if when := when_words(cell, state):
            yield Md(f"{WORDS[state]}: {inline(when)}")


def services_in(context: Context, here: str, area: str) -> Md:
    """The directory of one area: the services that are there for it, with their numbers."""
    cover, today = cover_of(context), context.assessment.today
    cells = (cell for (place, _), cell in cover.cells.items() if place == area)
    there = {name for cell in cells for name in cell.by}
    rows = [
        _entry(context, here, each)
        for each in covering(context)
        if each.id in there and each.get("phone") and runs(each.data, today)
    ]
    if not rows:
        return Md("")
    return Columns("Service", "Ring", "Hours", "Needs", "Last check").table(rows)


def _entry(context: Context, here: str, record: Record) -> tuple[object, ...]:
    return (
        context.link(here, record.id),
        number_link(record.get("phone")),
        hours_words(context, record.id),
        choices(record.get("needs")),
        check_in_short(context, record),
    )


def not_checked(context: Context, here: str) -> Md:
    """What nobody held against reality in time, with when and by whom it last was."""
    today = context.assessment.today
    lines = [
        Md(f"{context.link(here, each.id)}: {last_checked(context, here, each.id)}")
        for each in covering(context)
        if runs(each.data, today) and not is_fresh(context.registry, each, today)
    ]
    return bullets(lines) or Md("Everything was checked in time.")
