"""The page that says what applied when: one row for each period of a document's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.standing.timeline import Period, on_day, timeline_of
from handbook.assess.words import WORDS, State, Tone
from handbook.render.frame.meta import Trail, make_page
from handbook.render.frame.notes import note, replaced
from handbook.render.frame.standing import badge
from handbook.render.markdown.writing import Columns, Md, inline
from handbook.render.pages.linked import LABELS, did
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Standing
    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.model import Page

TITLE = "What applied when"
MARK = "History: this is not the text itself"
_MEANINGS = (
    "*New*: the first text that was in force. *Reviewed, no change*: looked at again, and the "
    "same text goes on. *Corrected*: a small mistake was mended, and nothing clinical changed. "
    "*Amended*: another text took its place."
)


def history_link(standing: Standing) -> Md:
    """The way from a document's own page to its history; nothing if it has none."""
    if not standing.events:
        return Md("")
    said = "which version applied on which days, and by which decision."
    return Md(f"[{TITLE}](history/index.md): {said}")


def history_page(context: Context, record: Record, standing: Standing, trail: Trail) -> Page:
    """The periods of a document's life, marked so that nobody takes them for its text.

    ``trail`` leads to the document's own page.
    """
    home = context.places.page(record.id)
    path = context.places.history(record.id)
    title = context.label(record.id)
    periods = timeline_of(standing, context.assessment.settings)
    rows = (_row(context, path, standing, each, periods) for each in periods)
    names = ("From", "Until", TITLE.removesuffix(" when"), "Label", "By", "Decided on")
    markdown = f"{Columns(*names).table(rows)}\n\n{_MEANINGS}\n\n{_dates()}"
    words = [
        "This page says which text applied on which days. It is not the text itself.",
        "Whether the document may be relied on today stands on its own page.",
    ]
    box = {
        "tone": str(Tone.QUIET),
        "heading": f"{TITLE}: not the text",
        "badges": [badge("History", Tone.QUIET)],
        "advice": words,
        "notes": [
            note("The document", "", "How it stands today", home),
            *replaced(context, standing),
        ],
        "facts": [],
        "as_at": f"As recorded on {long_date(context.assessment.today)}.",
    }
    return make_page(
        context, path, title, markdown, kind="history",
        eyebrow=f"{context.kind(record).title}: {TITLE.lower()}",
        found_as=f"{TITLE} (history): {title}", trail=trail, box=box, mark=MARK, searched=False,
        kind_of_record=record.type, members=not record.public,
    )  # fmt: skip


def _dates() -> str:
    return (
        "*From* is the day on which something took effect, *Decided on* the day of the meeting, or "
        "of the act of a post. The day on which it reached this register is a third: the command "
        "`handbook status` tells it."
    )


def _row(
    context: Context, here: str, standing: Standing, period: Period, periods: tuple[Period, ...]
) -> tuple[object, ...]:
    today = context.assessment.today
    return (
        long_date(period.since) if period.since else "The beginning",
        _until(period, today),
        _applied(context, standing, period, current=on_day(periods, today) is period, today=today),
        LABELS[period.label] if period.label else "",
        _by(context, here, period),
        period.by.decided if period.by else "",
    )


def _until(period: Period, today: date) -> str:
    if period.until is not None:
        return long_date(period.until)
    return "No end is decided" if period.since is None or period.since <= today else ""


def _applied(
    context: Context, standing: Standing, period: Period, *, current: bool, today: date
) -> Md:
    """Which version was in force, linked to its sealed text; or that nothing was, and why."""
    if period.in_force:
        said = inline(f"Version {period.version}")
        if (standing.document, period.version) in context.registry.seals and (
            not standing.text_hidden
        ):
            said = Md(f"[{said}](../versions/{period.version}/index.md)")
    elif period.state is State.UNKNOWN:
        said = Md(f"{WORDS[State.UNKNOWN].label}: nothing that can be relied on")
    elif period.since is None:
        said = Md("Nothing in force")
    else:
        said = Md(f"Nothing in force ({WORDS[period.state].label.lower()})")
    if current:
        return Md(f"{said} (so on {long_date(today)}, when this page was made)")
    if period.since is not None and period.since > today:
        return Md(f"{said} (if nothing else is decided before)")
    return said


def _by(context: Context, here: str, period: Period) -> Md:
    if period.by is not None:
        return context.link(here, period.by.decision, did(context, period.by))
    return inline(period.by_time[:1].upper() + period.by_time[1:])
