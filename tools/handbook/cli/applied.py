"""What ``handbook status DOC`` says of the past: each decision with its dates, and what applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.standing.timeline import on_day, timeline_of
from handbook.assess.words import WORDS, State
from handbook.cli.table import clean, table
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.assess.standing.timeline import Period
    from handbook.cli.as_at import DatedAssessment
    from handbook.history.mainline import Merges

NOTHING = "nothing in force"


def where(assessment: Assessment, event: Event) -> str:
    """At which meeting and item, or by which post and when, something was decided."""
    label = assessment.registry.label
    if event.meeting:
        item = f", item {event.item}" if event.item else ""
        return clean(f"{label(event.meeting)}{item}")
    if event.post:
        return clean(f"{label(event.post)}, {long_date(event.decided)}")
    return long_date(event.decided)


def decision_lines(question: DatedAssessment, merged: Merges, standing: Standing) -> list[str]:
    """The decisions about a document, the oldest first, with three dates each.

    Those that took effect only after the day asked about stand apart.
    """
    if not standing.events:
        return ["Decisions, oldest first", "  None is recorded."]
    day = question.day
    by_then = [e for e in standing.events if day is None or e.effective <= day]
    later = [e for e in standing.events if e not in by_then]
    lines = ["Decisions, oldest first"]
    lines.append(_table(question, by_then, merged) if by_then else "  None had taken effect.")
    if later:
        lines += ["", "Decisions that had not taken effect on that day"]
        lines.append(_table(question, later, merged))
    lines.append("  Decided: at the meeting. Effective: from when it counts.")
    lines.append(
        f"  Merged: when it reached this register is not known, because {clean(merged.why)}."
        if merged.why
        else "  Merged: when it reached this register, by git's own date."
    )
    return lines


def _table(question: DatedAssessment, events: list[Event], merged: Merges) -> str:
    rows = [
        [
            event.decided.isoformat(),
            event.effective.isoformat(),
            event.kind,
            event.version or "",
            _merged(question.assessment, event, merged),
            where(question.assessment, event),
            event.decision,
        ]
        for event in events
    ]
    headings = ["Decided", "Effective", "Kind", "Version", "Merged", "Where", "Decision"]
    return table(headings, rows, "  ")


def _merged(assessment: Assessment, event: Event, merged: Merges) -> str:
    """The day on which a decision's file reached the main line, in words if it is none."""
    record = assessment.registry.records.get(event.decision)
    if merged.why or record is None:
        return "not known"
    if record.path not in merged.when:
        return "not yet"
    moment = merged.when[record.path]
    return moment.date().isoformat() if moment else "not known"


def applied_lines(question: DatedAssessment, standing: Standing) -> list[str]:
    """What applied when, one line for each period; the day asked about is marked."""
    periods = _periods(question, standing)
    day = question.day or question.assessment.today
    here = on_day(periods, day)
    mark = f"on {day.isoformat()}" if question.day else "today"
    rows = [
        [
            period.since.isoformat() if period.since else "",
            period.until.isoformat() if period.until else "",
            _what(period),
            period.label or "",
            _by(question.assessment, period),
            mark if period is here else "",
        ]
        for period in periods
    ]
    headings = ["From", "Until", "What applied", "Label", "By", ""]
    return ["What applied when", table(headings, rows, "  ")]


def _by(assessment: Assessment, period: Period) -> str:
    by = period.by
    return f"{by.kind}, {where(assessment, by)}" if by else period.by_time


def _what(period: Period) -> str:
    if period.in_force:
        return f"version {period.version}"
    if period.state is State.UNKNOWN:
        return "cannot tell"
    if period.since is None and period.state is State.PROPOSED:
        return NOTHING
    return f"{NOTHING} ({WORDS[period.state].label.lower()})"


def _periods(question: DatedAssessment, standing: Standing) -> tuple[Period, ...]:
    return timeline_of(standing, question.assessment.settings)


def plain_past(question: DatedAssessment, merged: Merges, standing: Standing) -> dict[str, Any]:
    """The same for JSON: the periods, and the day each decision reached the main line."""
    return {
        "periods": [
            {
                "from": period.since,
                "until": period.until,
                "state": period.state,
                "in_force": period.in_force,
                "version": period.version,
                "label": period.label,
                "decision": period.by.decision if period.by else None,
                "decided": period.by.decided if period.by else None,
            }
            for period in _periods(question, standing)
        ],
        "merged": {e.decision: _merged(question.assessment, e, merged) for e in standing.events},
        "merged_unknown_because": merged.why,
    }
