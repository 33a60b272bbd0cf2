"""What is covered and what is not: by part of the week, hour by hour, and every hole in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.cover.hours import DAY, DAYS, WEEKDAYS, clock
from handbook.assess.cover.judge import CoverState
from handbook.assess.cover.parts import NIGHTS, PARTS
from handbook.assess.cover.spoken import days_in_words, minutes_in_words, pieces
from handbook.render.cover.worked_out import LESS, MEANT, WORDS, cover_of
from handbook.render.markdown.writing import Md, bullets, heading, in_words, inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handbook.assess.cover.hours import Hours
    from handbook.assess.cover.judge import AreaCover, NetworkCover
    from handbook.assess.cover.parts import PartOfWeek
    from handbook.render.context import Context

NO_AREAS = "No area is recorded, so nothing can be said of cover."
_NOT_ALL = (
    "Not every record of services can be shown here, so nobody is said to be absent because no"
    " record speaks of anybody: what no record says is not known."
)
_NOT_MEANT = (
    "No population says which needs are meant to be met at every hour, and for which ages. So every"
    " need is looked at at every hour, and ages are not looked at."
)
_STATES = {
    CoverState.COVERED: "yes",
    CoverState.SOME_AGES: "part",
    CoverState.ARRANGED: "part",
    CoverState.UNCHECKED: "gap",
    CoverState.UNKNOWN: "gap",
    CoverState.NOBODY: "no",
}
"""How a cell of a chart stands."""


@dataclass(frozen=True, slots=True)
class CoverTable:
    """A table for a chart: ``rows`` are a name or an id, and cells, each a state and its words."""

    title: str
    when: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]


def cover_meaning(context: Context) -> Md:
    """What the words in the tables mean, and what could not be looked at."""
    cover = cover_of(context)
    lines = bullets(Md(f"{WORDS[state]}: {MEANT[state]}.") for state in CoverState)
    notes = [] if cover.complete else [_NOT_ALL]
    notes += [] if cover.meant else [_NOT_MEANT]
    return Md("\n\n".join([lines, *notes]))


def cover_parts(context: Context) -> tuple[CoverTable, ...]:
    """A table for each part of the week: areas by the needs that are meant to be met then.

    In each cell stands the worst that holds in it.
    """
    cover = cover_of(context)
    return tuple(_part_table(cover, part) for part in PARTS if cover.areas)


def _part_table(cover: NetworkCover, part: PartOfWeek) -> CoverTable:
    needs = [
        need for need in cover.needs if any(cover.asked(area, need, part) for area in cover.areas)
    ]
    rows = [(area, [_cell(cover, area, need, part) for need in needs]) for area in cover.areas]
    return CoverTable(part.title, part.when, tuple(map(in_words, needs)), rows)


def _cell(cover: NetworkCover, area: str, need: str, part: PartOfWeek) -> tuple[str, str]:
    asked = cover.asked(area, need, part)
    if asked is None:
        return "none", "Not asked for"
    cell = cover.cells[area, need]
    there = [state for state in CoverState if any(_within(cell.minutes[state], (asked,)))]
    word = WORDS[there[-1]]
    return _STATES[there[-1]], word if len(there) == 1 else f"{word}, for part of it"


def _within(hours: Hours, parts: Iterable[PartOfWeek]) -> tuple[int, int]:
    """The minutes of hours that lie in some parts of the week."""
    week = holiday = 0
    for part in parts:
        week |= hours.week & part.week
        holiday |= (hours.holiday or 0) & part.holiday
    return week, holiday


def cover_hours(context: Context) -> tuple[CoverTable, ...]:
    """For each need that is to be met at every hour and is not, areas and days by hour.

    Each table is as fine as the hours of its cover are.
    """
    cover = cover_of(context)
    always = [
        need
        for need in cover.needs
        if any(cover.asked(area, need, NIGHTS) for area in cover.areas)
        and any(cover.cells[area, need].gaps for area in cover.areas)
    ]
    return tuple(_hour_table(context, cover, need) for need in always)


def _hour_table(context: Context, cover: NetworkCover, need: str) -> CoverTable:
    cells = [cover.cells[area, need] for area in cover.areas]
    cuts = sorted({0, *(cut for cell in cells for cut in _cuts(cell))})
    bands = [*zip(cuts, (*cuts[1:], DAY), strict=True)]
    rows = [
        (f"{context.label(cell.area)}, {days}", [_at(cell, day, start) for start, _ in bands])
        for cell in cells
        for days, day in _alike(cell)
    ]
    columns = tuple(f"{clock(start)} to {clock(end)}" for start, end in bands)
    return CoverTable(in_words(need), "", columns, rows)


def _cuts(cell: AreaCover) -> Iterator[int]:
    """The minutes of a day at which something else begins to hold."""
    for state in CoverState:
        for day in range(len(DAYS)):
            for start, _ in pieces(cell.on(state, day)):
                yield start


def _at(cell: AreaCover, day: int, minute: int) -> tuple[str, str]:
    state = next(state for state in CoverState if cell.on(state, day) >> minute & 1)
    return _STATES[state], WORDS[state]


def _alike(cell: AreaCover) -> Iterator[tuple[str, int]]:
    """The days on which the same holds, in words, and the first of them."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for day in range(len(DAYS)):
        alike.setdefault(tuple(cell.on(state, day) for state in CoverState), []).append(day)
    for days in alike.values():
        named = [day for day in days if day < len(WEEKDAYS)]
        words = [days_in_words(named)] if named else []
        words += ["bank holidays"] if len(DAYS) - 1 in days else []
        yield " and ".join(words), days[0]


def cover_holes(context: Context, here: str, part: str = "") -> Md:
    """Every hole in words, the worst first: where, when, and what is done instead.

    With the title of a part of the week, those in it. Raises ``LookupError`` for another title.
    """
    parts = [each for each in PARTS if part in ("", each.title)]
    if not parts:
        raise LookupError(f"there is no part of the week called {part}")
    cover = cover_of(context)
    if not cover.areas:
        return Md(NO_AREAS)
    sections: list[Md] = []
    for need in cover.needs:
        lines = _holes(context, here, cover, need, parts)
        if lines:
            sections += [heading(3, in_words(need), f"hb-hole-{part.lower()}-{need}"), lines]
    return Md("\n\n".join(sections) or "None is known.")


def _holes(
    context: Context, here: str, cover: NetworkCover, need: str, parts: Sequence[PartOfWeek]
) -> Md:
    """The holes for one need, areas with the same hole on one line."""
    alike: dict[tuple[int, str, str], list[str]] = {}
    for area in cover.areas:
        cell = cover.cells[area, need]
        looked_at = [asked for part in parts if (asked := cover.asked(area, need, part))]
        for rank, state in enumerate(LESS):
            if when := minutes_in_words(*_within(cell.minutes[state], looked_at)):
                instead = _instead(context, here, cell) if state is CoverState.NOBODY else ""
                alike.setdefault((rank, when, instead), []).append(area)
    lines = []
    for (rank, when, instead), areas in sorted(alike.items(), key=lambda pair: pair[0][0]):
        where = ", ".join(context.link(here, area) for area in areas)
        lines.append(Md(f"{where}: **{WORDS[LESS[rank]].lower()}**, {inline(when)}.{instead}"))
    return bullets(lines)


def when_words(cell: AreaCover, state: CoverState) -> str:
    """The minutes at which something holds, in words; empty for none."""
    return minutes_in_words(cell.minutes[state].week, cell.minutes[state].holiday or 0)


def _instead(context: Context, here: str, cell: AreaCover) -> str:
    """What the records that say that nobody is there say is done instead."""
    alternatives = ((name, context.value(name, "instead")) for name in cell.holes)
    return "".join(
        f" {context.link(here, name, str(words))}." for name, words in alternatives if words
    )


def cover_map(context: Context, part: str) -> list[tuple[Any, ...]]:
    """Areas for a map: the id, what is lacking in a part of the week, and how it stands.

    Raises ``LookupError`` for a title of no part.
    """
    looked_at = next((each for each in PARTS if each.title == part), None)
    if looked_at is None:
        raise LookupError(f"there is no part of the week called {part}")
    cover = cover_of(context)
    rows = []
    for area in cover.areas:
        needs = [need for need in cover.needs if cover.asked(area, need, looked_at)]
        cells = [(need, _cell(cover, area, need, looked_at)) for need in needs]
        states = {state for _, (state, _) in cells}
        worst = next((each for each in ("no", "gap", "part") if each in states), "yes")
        lacking = "; ".join(
            f"{in_words(need)}: {words.lower()}" for need, (state, words) in cells if state != "yes"
        )
        rows.append((area, lacking or "Covered", worst if cells else "gap"))
    return rows
