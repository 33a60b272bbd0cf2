"""Whom to ring about adoption, for what, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.follow_up import (
    copies_left,
    is_late,
    outstanding_by_organisation,
    unsupported,
)
from handbook.assess.adoption.notes import answer_with_version
from handbook.assess.words import Local
from handbook.cli.adoption.naming import champion, champion_post, folded_text, named, short_name
from handbook.cli.adoption.ring_first import ring_first_lines
from handbook.cli.table import clean, counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Position
    from handbook.assess.model import Assessment


def outstanding_lines(assessment: Assessment, shown: Iterable[Position]) -> str:
    """Whom to ring: texts in use that the network stopped, then answers outstanding.

    Both in the order of ``assess.adoption.follow_up``, with the champion of each organisation.
    """
    every, today = tuple(shown), assessment.today
    first, groups = ring_first_lines(assessment, every), owed_by(assessment, every)
    total = sum(len(positions) for positions in groups.values())
    if not total:
        return "\n".join([*first, f"Answers outstanding on {long_date(today)}: none."])
    late = sum(is_late(position, today) for positions in groups.values() for position in positions)
    lines = [f"Answers outstanding on {long_date(today)}: {total}, of which {late} late."]
    for organisation, positions in groups.items():
        lines += ["", named(assessment, organisation), f"{tally(positions, today)}."]
        lines.append(f"Champion: {champion(assessment, organisation)}")
        lines += [f"  {_owed_line(assessment, position)}" for position in positions]
    return "\n".join([*first, folded_text(lines)])


def in_order(assessment: Assessment, shown: Iterable[Position]) -> list[Position]:
    """The positions that somebody must ring about, each once, in the order of the list."""
    every, label = tuple(shown), assessment.registry.label
    ranked = [
        *unsupported(every, assessment.standings, label),
        *copies_left(every, assessment.standings, label),
        *(position for positions in owed_by(assessment, every).values() for position in positions),
    ]
    return list(
        {(position.organisation, position.document): position for position in ranked}.values()
    )


def positions_owned_by(assessment: Assessment, owner: str | None) -> list[Position]:
    """Every position; with an owner, those of organisations whose champion that post is."""
    return [
        position
        for position in assessment.adoption.positions.values()
        if owner in (None, champion_post(assessment, position.organisation))
    ]


def owed_by(assessment: Assessment, shown: Iterable[Position]) -> dict[str, list[Position]]:
    """Outstanding answers by organisation, in the order in which they are chased."""
    return outstanding_by_organisation(shown, assessment.today, assessment.registry.label)


def owed_lines(assessment: Assessment, owed: Mapping[str, Sequence[Position]]) -> list[str]:
    """The short form for the Monday list; nothing where all have answered."""
    if not owed:
        return []
    lines = ["", "Answers outstanding (`handbook adoption --outstanding` shows each)"]
    for organisation, positions in owed.items():
        ring = f"Champion: {champion(assessment, organisation)}"
        line = f"{tally(positions, assessment.today)}. {ring}"
        lines.append(f"  {short_name(assessment, organisation)}: {line}")
    return lines


def owed_as_dict(
    assessment: Assessment, owed: Mapping[str, Sequence[Position]]
) -> dict[str, list[dict[str, Any]]]:
    """The same for JSON."""
    return {
        "answers_outstanding": [
            {
                "organisation": organisation,
                "title": assessment.registry.label(organisation),
                "champion": champion_post(assessment, organisation),
                "outstanding": len(positions),
                "late": sum(is_late(position, assessment.today) for position in positions),
                "earliest_due": positions[0].due,
            }
            for organisation, positions in owed.items()
        ]
    }


def tally(positions: Sequence[Position], today: date) -> str:
    """How many answers one organisation owes, and how many of them are late."""
    late = sum(is_late(position, today) for position in positions)
    return f"{counted(len(positions), 'answer')} outstanding, {late} late"


def _owed_line(assessment: Assessment, position: Position) -> str:
    standing = assessment.standings.get(position.document)
    version = f", version {standing.version}" if standing and standing.version else ""
    what = f"{clean(assessment.registry.label(position.document))}{version}"
    silent = position.local is Local.NOT_RECORDED
    now = "" if silent else f". Now: {answer_with_version(position)}"
    if position.due is None:
        return f"No day is set: {what}{now}"
    days = (position.due - assessment.today).days
    when = f"{counted(-days, 'day')} late" if days < 0 else f"in {counted(days, 'day')}"
    return f"{'today' if not days else when}, {long_date(position.due)}: {what}{now}"
