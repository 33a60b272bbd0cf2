"""What is due, since when, and what can still be done about it: sentences without any marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.derive import BY, WAS
from handbook.assess.due.meetings import papers_day
from handbook.assess.words import DueKind
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment

NO_PATIENTS = "Write nothing about any patient: no name, no date of birth, no number."
_MEETINGS = 2
"""So many meetings are named; the first is the one to aim for, the second if it falls out."""


def due_words(item: Due, today: date) -> str:
    """What is due and by which day. It counts no days, so it is the same until the day passes."""
    if item.what == DueKind.UNKNOWN:
        return "Standing cannot be told"
    by = item.by or BY.get(item.what) or f"{item.what.capitalize()} by"
    was = item.was or WAS.get(item.what) or f"{item.what.capitalize()} was due by"
    if item.since is not None:
        stopped = f"Suspended since {long_date(item.since)}"
        return f"{stopped}, {by} {long_date(item.on)}" if item.dated else stopped
    return f"{was if item.on < today else by} {long_date(item.on)}"


def chance_words(assessment: Assessment, item: Due) -> str:
    """Which meetings can decide it and when their papers are due; why none can; or nothing."""
    if item.meetings:
        named = [meeting_words(assessment, name) for name in item.meetings[:_MEETINGS]]
        return f"It can be decided at: {', or '.join(named)}."
    if item.too_late:
        return f"No meeting can decide it in time: {item.too_late}."
    return f"Why: {item.why}." if item.why else ""


def meeting_words(assessment: Assessment, meeting: str) -> str:
    """A meeting, and the day by which its papers must be in."""
    label = assessment.registry.label(meeting)
    record = assessment.registry.records.get(meeting)
    on = day_or_none(record.get("date")) if record else None
    if record is None or on is None:
        return label
    return f"{label} (papers due on {long_date(papers_day(record, on, assessment.settings))})"


def owner_words(assessment: Assessment, owner: str) -> str:
    """A post by its name and its id, and whether anybody holds it."""
    if not owner:
        return "nobody is named"
    post = assessment.registry.records.get(owner)
    since = day_or_none(post.get("vacant-since")) if post else None
    vacant = f", which nobody has held since {long_date(since)}" if since else ""
    return f"{assessment.registry.label(owner)} ({owner}){vacant}"


def joined(words: Iterable[str]) -> str:
    """Names in a row: ``a, b and c``."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
