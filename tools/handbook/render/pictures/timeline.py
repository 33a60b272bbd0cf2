"""The section *Reviews by month*: where they clump, and which could be brought forward."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from handbook.agenda.load import review_load
from handbook.agenda.spreading import Clump, Month, clumps
from handbook.assess.words import Tone
from handbook.render.context import named
from handbook.render.markdown.writing import Columns, Md, heading, inline, plain_tag
from handbook.render.pictures.months import SHOWN, MonthBar, month_bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.agenda.load import MonthLoad
    from handbook.render.context import Context


def reviews_by_month(context: Context, here: str) -> list[str]:
    """A table of months with a bar in each, and what would spread them; nothing if none is due."""
    loads, today = review_load(context.assessment), context.assessment.today
    ahead = [load for load in loads if not load.late]
    if not ahead:
        return []
    bars = month_bars(
        {(load.year, load.month): load.total for load in ahead}, (today.year, today.month)
    )
    table = Columns("Month", "Reviews due").table(
        (month_words(bar.month), _reviews(bar)) for bar in bars
    )
    notes = list(_notes(loads, ahead, bars))
    crowded = [_clump(context, here, clump) for clump in clumps(loads, today)]
    spread = "\n".join(crowded) or "No month has many at once."
    return [heading(2, "Reviews by month", "hb-months"), spread, *notes, table]


def month_words(month: Month) -> str:
    """A month in words, with its year."""
    return f"{month_name[month[1]]} {month[0]}"


def _notes(
    loads: tuple[MonthLoad, ...], ahead: list[MonthLoad], bars: tuple[MonthBar, ...]
) -> Iterator[str]:
    late = sum(load.total for load in loads if load.late)
    if late:
        yield f"Late already, and not among them: {late}."
    beyond = sum(load.total for load in ahead) - sum(bar.total for bar in bars)
    if beyond:
        yield f"Due after the {SHOWN} months shown: {beyond}."


def _reviews(bar: MonthBar) -> Md:
    """The number, and the same as a drawing for the eye alone."""
    if not bar.total:
        return inline("None")
    many = f" {plain_tag('Many at once', Tone.CARE)}" if bar.many else ""
    kind = "partial" if bar.many else "not-applicable"
    drawing = (
        '<svg class="hb-share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false"><rect class="hb-part-{kind}" x="0" y="0" width="{bar.width:.1f}" '
        'height="6"></rect></svg>'
    )
    return Md(f"{bar.total}{many} {drawing}")


def _clump(context: Context, here: str, clump: Clump) -> str:
    words = [f"* **{month_words(clump.month)}: {clump.total} reviews at once.**"]
    if clump.forward:
        moved = "; ".join(
            f"{named(context, here, each.document)} in {month_words(each.to)}"
            for each in clump.forward
        )
        words.append(f"Could be reviewed earlier: {moved}.")
    if clump.stuck:
        words.append(f"No earlier month has room for {clump.stuck} more.")
    return " ".join(words)
