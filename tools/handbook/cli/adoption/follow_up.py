"""Whom to ring about adoption, for what, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.follow_up import chased, is_late, lying_about, unsupported
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

    Both in the order of ``assess.chased``, with the champion of each organisation.
    """
    every, today = tuple(shown), assessment.today
    first, groups = ring_first_lines(assessment, every), owed_by(assessment, every)
    total = sum(len(own) for own in groups.values())
    if not total:
        return "\n".join([*first, f"Answers outstanding on {long_date(today)}: none."])
    late = sum(is_late(each, today) for own in groups.values() for each in own)
    lines = [f"Answers outstanding on {long_date(today)}: {total}, of which {late} late."]
    for organisation, own in groups.items():
        lines += ["", named(assessment, organisation), f"{tally(own, today)}."]
        lines.append(f"Champion: {champion(assessment, organisation)}")
        lines += [f"  {_chased(assessment, each)}" for each in own]
    return "\n".join([*first, folded_text(lines)])


def in_order(assessment: Assessment, shown: Iterable[Position]) -> list[Position]:
    """The positions that somebody must ring about, each once, in the order of the list."""
    every, label = tuple(shown), assessment.registry.label
    ranked = [
        *unsupported(every, assessment.standings, label),
        *lying_about(every, assessment.standings, label),
        *(each for own in owed_by(assessment, every).values() for each in own),
    ]
    return list({(each.organisation, each.document): each for each in ranked}.values())


def asked_of(assessment: Assessment, owner: str | None) -> list[Position]:
    """Every position; with an owner, those of organisations whose champion that post is."""
    return [
        each
        for each in assessment.adoption.positions.values()
        if owner in (None, champion_post(assessment, each.organisation))
    ]


def owed_by(assessment: Assessment, shown: Iterable[Position]) -> dict[str, list[Position]]:
    """Outstanding answers by organisation, in the order in which they are chased."""
    return chased(shown, assessment.today, assessment.registry.label)


def owed_lines(assessment: Assessment, owed: Mapping[str, Sequence[Position]]) -> list[str]:
    """The short form for the Monday list; nothing where all have answered."""
    if not owed:
        return []
    lines = ["", "Answers outstanding (`handbook adoption --outstanding` shows each)"]
    for organisation, own in owed.items():
        who = f"Champion: {champion(assessment, organisation)}"
        said = f"{tally(own, assessment.today)}. {who}"
        lines.append(f"  {short_name(assessment, organisation)}: {said}")
    return lines


def plain_owed(
    assessment: Assessment, owed: Mapping[str, Sequence[Position]]
) -> dict[str, list[dict[str, Any]]]:
    """The same for JSON."""
    return {
        "answers_outstanding": [
            {
                "organisation": organisation,
                "title": assessment.registry.label(organisation),
                "champion": champion_post(assessment, organisation),
                "outstanding": len(own),
                "late": sum(is_late(each, assessment.today) for each in own),
                "earliest_due": own[0].due,
            }
            for organisation, own in owed.items()
        ]
    }


def tally(own: Sequence[Position], today: date) -> str:
    """How many answers one organisation owes, and how many of them are late."""
    late = sum(is_late(each, today) for each in own)
    return f"{counted(len(own), 'answer')} outstanding, {late} late"


def _chased(assessment: Assessment, position: Position) -> str:
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
