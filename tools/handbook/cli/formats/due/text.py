"""The Monday list for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from handbook.assess.words import DueKind
from handbook.cli.adoption.follow_up import owed_lines
from handbook.cli.adoption.ring_first import ring_first_lines
from handbook.cli.table import clean, counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment
    from handbook.cli.formats.due import DueAnswer
    from handbook.link import Registry


_WHAT: Mapping[str, str] = {DueKind.UNKNOWN: "standing cannot be told"}
"""Where the word for what is due is not the one for people."""


def write(answer: DueAnswer) -> str:
    """Whom to ring first, what falls due by owner, and who has yet to answer."""
    assessment = answer.assessment
    return "\n".join(
        [
            *ring_first_lines(assessment, answer.positions),
            _items(assessment, answer.items, answer.days),
            *owed_lines(assessment, answer.owed),
        ]
    )


def _items(assessment: Assessment, items: Sequence[Due], days: int) -> str:
    registry = assessment.registry
    until = f"in the next {counted(days, 'day')}"
    head = f"What falls due {until}, on {long_date(assessment.today)}"
    if not items:
        return f"{head}: nothing."
    late = sum(item.days < 0 for item in items)
    lines = [f"{head}: {counted(len(items), 'item')}, {late} late."]
    ranked = sorted(items, key=lambda item: (_owner(registry, item), item.on, item.record))
    for owner, own in groupby(ranked, key=lambda item: _owner(registry, item)):
        lines += ["", owner]
        for item in own:
            name = clean(registry.label(item.record))
            day = f"{_when(item)}, {long_date(item.on)}" if item.dated else "now"
            lines.append(f"  {day}: {_WHAT.get(item.what, item.what)}, {name}")
            if item.since is not None:
                held = ", to be ratified by that day" if item.dated else ""
                lines.append(f"    Suspended since {long_date(item.since)}{held}")
            lines.append(f"    {_decidable(registry, item)}")
    return "\n".join(line for line in lines if line.strip() or not line)


def _owner(registry: Registry, item: Due) -> str:
    if not item.owner:
        return "No owner is named"
    return f"{clean(registry.label(item.owner))} ({item.owner})"


def _when(item: Due) -> str:
    if item.days < 0:
        return f"{counted(-item.days, 'day')} late"
    return "today" if item.days == 0 else f"in {counted(item.days, 'day')}"


def _decidable(registry: Registry, item: Due) -> str:
    if item.meetings:
        names = "; ".join(clean(registry.label(meeting)) for meeting in item.meetings)
        return f"Can be decided at: {names}"
    if item.too_late:
        return f"No meeting can decide it in time: {clean(item.too_late)}"
    return f"Why: {clean(item.why)}" if item.why else ""
