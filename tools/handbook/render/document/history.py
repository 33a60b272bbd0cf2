"""The page that says what applied when: one row for each period of a document's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.standing.timeline import Period, on_day
from handbook.assess.words import WORDS, State, Tone
from handbook.render.frame.meta import make_page
from handbook.render.frame.notes import note, replaced
from handbook.render.frame.standing import badge
from handbook.render.markdown.writing import Columns, Md, inline
from handbook.render.pages.linked import LABELS, did
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView
    from handbook.render.model import Page

TITLE = "What applied when"
MARK = "History: this is not the text itself"
_MEANINGS = (
    "*New*: the first text that was in force. *Reviewed, no change*: looked at again, and the "
    "same text goes on. *Corrected*: a small mistake was mended, and nothing clinical changed. "
    "*Amended*: another text took its place."
)


def history_link(view: DocumentView) -> Md:
    """The way from a document's own page to its history; nothing if it has none."""
    if not view.standing.events:
        return Md("")
    what = "which version applied on which days, and by which decision."
    return Md(f"[{TITLE}](history/index.md): {what}")


def history_page(context: Context, view: DocumentView) -> Page:
    """The periods of a document's life, marked so that nobody takes them for its text."""
    rows = (_row(context, view, period) for period in view.periods)
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
            note("The document", "", "How it stands today", view.page),
            *replaced(context, view),
        ],
        "facts": [],
        "as_at": f"As recorded on {long_date(context.assessment.today)}.",
    }
    return make_page(
        context, view.history, view.label, markdown, kind="history",
        eyebrow=f"{view.kind.title}: {TITLE.lower()}",
        found_as=f"{TITLE} (history): {view.label}", trail=view.under, box=box, mark=MARK,
        searched=False, kind_of_record=view.record.type, members=not view.record.public, view=view,
    )  # fmt: skip


def _dates() -> str:
    return (
        "*From* is the day on which something took effect, *Decided on* the day of the meeting, or "
        "of the act of a post. The day on which it reached this register is a third: the command "
        "`handbook status` tells it."
    )


def _row(context: Context, view: DocumentView, period: Period) -> tuple[object, ...]:
    today = context.assessment.today
    current = on_day(view.periods, today) is period
    return (
        long_date(period.since) if period.since else "The beginning",
        _until(period, today),
        _applied(view, period, current=current, today=today),
        LABELS[period.label] if period.label else "",
        _by(context, view.history, period),
        period.by.decided if period.by else "",
    )


def _until(period: Period, today: date) -> str:
    if period.until is not None:
        return long_date(period.until)
    return "No end is decided" if period.since is None or period.since <= today else ""


def _applied(view: DocumentView, period: Period, *, current: bool, today: date) -> Md:
    """Which version was in force, linked to its sealed text; or that nothing was, and why."""
    if period.in_force:
        applied = inline(f"Version {period.version}")
        if period.version in view.seals and not view.standing.text_hidden:
            applied = Md(f"[{applied}](../versions/{period.version}/index.md)")
    elif period.state is State.UNKNOWN:
        applied = Md(f"{WORDS[State.UNKNOWN].label}: nothing that can be relied on")
    elif period.since is None:
        applied = Md("Nothing in force")
    else:
        applied = Md(f"Nothing in force ({WORDS[period.state].label.lower()})")
    if current:
        return Md(f"{applied} (so on {long_date(today)}, when this page was made)")
    if period.since is not None and period.since > today:
        return Md(f"{applied} (if nothing else is decided before)")
    return applied


def _by(context: Context, here: str, period: Period) -> Md:
    if period.by is not None:
        return context.link(here, period.by.decision, did(context, period.by))
    return inline(period.by_time[:1].upper() + period.by_time[1:])
