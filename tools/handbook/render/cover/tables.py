"""Cover by area, need and part of the week, and its holes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.cover.judge import CoverState
from handbook.assess.cover.parts import PARTS
from handbook.assess.cover.spoken import day_in_words, week_in_words
from handbook.assess.cover.statements import is_fresh, runs
from handbook.render.cover.service import (
    checked_on,
    choices,
    hours_words,
    in_words_first,
    last_checked,
    number_link,
)
from handbook.render.cover.worked_out import LACKING, MEANT, WORDS, cover_of, covering
from handbook.render.markdown.writing import Columns, Md, bullets, heading, in_words, inline, slug
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.cover.judge import AreaCover
    from handbook.assess.cover.parts import PartOfWeek
    from handbook.load.model import Record
    from handbook.render.context import Context

_NO_AREAS = "No area is recorded, so nothing can be said of cover."
_NOT_ALL = (
    "Not every record of services can be shown here, so nobody is said to be absent: what no record"
    " says is not known."
)
_NO_AGES = "No population says for which ages cover is meant, so ages are not looked at."


def cover_by_part(context: Context, here: str) -> Md:
    """A table for each part of the week: areas by needs, each cell the worst that holds in it."""
    cover = cover_of(context)
    if not cover.areas:
        return Md(_NO_AREAS)
    sections = [_key(context)]
    for part in PARTS:
        rows = [
            (
                context.link(here, area),
                *(_worst(cover.cells[area, need], part) for need in cover.needs),
            )
            for area in cover.areas
        ]
        table = Columns("Area", *map(in_words, cover.needs)).table(rows)
        title = heading(3, part.title, f"hb-cover-{slug(part.title)}")
        sections += [title, inline(f"{in_words_first(part.when)}."), table]
    return Md("\n\n".join(sections))


def _key(context: Context) -> Md:
    """What the words in the tables mean, as far as they are not plain."""
    cover = cover_of(context)
    lines = bullets(Md(f"{WORDS[held]}: {MEANT[held]}.") for held in CoverState)
    notes = [] if cover.complete else [_NOT_ALL]
    notes += [] if any(cover.ages.values()) else [_NO_AGES]
    return Md("\n\n".join([lines, *notes]))


def _worst(cell: AreaCover, part: PartOfWeek) -> Md:
    """The worst that holds in a part of the week, and whether it holds in all of it."""
    there = [held for held in CoverState if _within(cell, held, part)]
    word = WORDS[there[-1]]
    said = word if len(there) == 1 else f"{word}, for part of it"
    return Md(f"**{said}**") if there[-1] in LACKING else inline(said)


def _within(cell: AreaCover, held: CoverState, part: PartOfWeek) -> bool:
    hours = cell.minutes[held]
    return bool(hours.week & part.week or (hours.holiday or 0) & part.holiday)


def when_words(cell: AreaCover, held: CoverState) -> str:
    """The minutes at which something holds, in words; empty for none."""
    hours = cell.minutes[held]
    said = [week_in_words(hours.week)] if hours.week else []
    if hours.holiday:
        said.append(f"bank holidays, {day_in_words(hours.holiday)}")
    return "; ".join(said)


def cover_holes(context: Context, here: str) -> Md:
    """Every hole in words, by need: where, when, and what families and staff do instead."""
    cover = cover_of(context)
    sections = []
    for need in cover.needs:
        lines = [
            line for area in cover.areas for line in _holes(context, here, cover.cells[area, need])
        ]
        if lines:
            sections += [heading(3, in_words(need), f"hb-holes-{need}"), bullets(lines)]
    nothing = "No hole is known." if cover.areas else _NO_AREAS
    return Md("\n\n".join(sections) or nothing)


def _holes(context: Context, here: str, cell: AreaCover) -> Iterator[Md]:
    for held in (
        CoverState.NOBODY,
        CoverState.UNKNOWN,
        CoverState.UNCHECKED,
        CoverState.ARRANGED,
        CoverState.SOME_AGES,
    ):
        when = when_words(cell, held)
        if when:
            instead = _instead(context, here, cell) if held is CoverState.NOBODY else ""
            where = context.link(here, cell.area)
            yield Md(f"{where}: {WORDS[held].lower()} {inline(when)}.{instead}")


def _instead(context: Context, here: str, cell: AreaCover) -> str:
    """What the records that speak of this hole say is done instead."""
    said = [
        (name, context.value(name, "instead")) for name in cell.holes if name in _shown(context)
    ]
    return "".join(f" {context.link(here, name, str(words))}." for name, words in said if words)


def _shown(context: Context) -> frozenset[str]:
    return frozenset(each.id for each in covering(context))


def area_cover(context: Context, here: str, area: str) -> Md:
    """What holds in one area: by need, when it is covered, by whom, and when it is not."""
    cover = cover_of(context)
    cells = [cell for (place, _), cell in cover.cells.items() if place == area]
    rows = [
        (
            in_words(cell.need),
            Md(", ".join(context.link(here, name) for name in cell.by)),
            in_words_first(when_words(cell, CoverState.COVERED)) or WORDS[CoverState.NOBODY],
            Md("; ".join(_lacking(cell))),
        )
        for cell in cells
    ]
    if not rows:
        return Md("Its parts are told on their own pages, or no service names it.")
    return Columns("Need", "By", "Covered", "Not covered, or not surely").table(rows)


def _lacking(cell: AreaCover) -> Iterator[Md]:
    for held in (
        CoverState.NOBODY,
        CoverState.UNKNOWN,
        CoverState.UNCHECKED,
        CoverState.ARRANGED,
        CoverState.SOME_AGES,
    ):
        if when := when_words(cell, held):
            yield Md(f"{WORDS[held]}: {inline(when)}")


def services_by_area(context: Context, here: str) -> Md:
    """The directory: under each area the services that are there for it, with their numbers."""
    cover, today = cover_of(context), context.assessment.today
    listed = [each for each in covering(context) if each.get("phone") and runs(each.data, today)]
    sections = []
    for area in cover.areas:
        cells = (cover.cells[area, need] for need in cover.needs)
        there = {name for cell in cells for name in cell.by}
        rows = [_entry(context, here, each) for each in listed if each.id in there]
        if rows:
            table = Columns("Service", "Ring", "Hours", "Needs", "Last check").table(rows)
            sections += [heading(3, context.label(area), f"hb-in-{area}"), table]
    return Md("\n\n".join(sections))


def _entry(context: Context, here: str, record: Record) -> tuple[object, ...]:
    return (
        context.link(here, record.id),
        number_link(record.get("phone")),
        hours_words(context, record.id),
        choices(record.get("needs")),
        _check_in_short(context, record),
    )


def _check_in_short(context: Context, record: Record) -> Md:
    day = checked_on(context, record)
    if day is None:
        return Md("**Never checked**")
    fresh = is_fresh(context.registry, record, context.assessment.today)
    return Md(f"As at {long_date(day)}" if fresh else f"**Not checked since {long_date(day)}**")


def not_checked(context: Context, here: str) -> Md:
    """What nobody held against reality in time, with when and by whom it last was."""
    today = context.assessment.today
    lines = [
        Md(f"{context.link(here, each.id)}: {last_checked(context, here, each.id)}")
        for each in covering(context)
        if runs(each.data, today) and not is_fresh(context.registry, each, today)
    ]
    return bullets(lines) or Md("Everything was checked in time.")
