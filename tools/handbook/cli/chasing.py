"""Answers that are still to come: whom to ask, for what, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.naming import champion, champion_post, folded_text, named, short_name
from handbook.cli.table import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from handbook.assess.adoption import Position
    from handbook.assess.model import Assessment


def outstanding_lines(assessment: Assessment, shown: Iterable[Position]) -> str:
    """The chasing list: by organisation, the latest first, with the champion to ask."""
    from handbook.source.dates import long_date  # noqa: PLC0415 - heavy

    groups = by_organisation(shown)
    today = assessment.today
    total = sum(len(own) for own in groups.values())
    if not total:
        return f"Answers outstanding on {long_date(today)}: none."
    late = sum(_late(each, today) for own in groups.values() for each in own)
    lines = [f"Answers outstanding on {long_date(today)}: {total}, of which {late} late."]
    for organisation, own in groups.items():
        lines += ["", named(assessment, organisation), f"{tally(own, today)}."]
        lines.append(f"Champion: {champion(assessment, organisation)}")
        lines += [f"  {_chased(assessment, each)}" for each in own]
    return folded_text(lines)


def by_organisation(shown: Iterable[Position]) -> dict[str, list[Position]]:
    """Outstanding answers by organisation: who is latest comes first, and so does what is."""
    ranked = sorted((one for one in shown if one.outstanding), key=by_day)
    groups: dict[str, list[Position]] = {}
    for each in ranked:
        groups.setdefault(each.organisation, []).append(each)
    return groups


def owed_by(assessment: Assessment, owner: str | None) -> dict[str, list[Position]]:
    """Outstanding answers by organisation; with an owner, of those whose champion that post is."""
    groups = by_organisation(assessment.adoption.positions.values())
    return {
        name: own
        for name, own in groups.items()
        if owner in (None, champion_post(assessment, name))
    }


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
                "late": sum(_late(each, assessment.today) for each in own),
                "earliest_due": own[0].due,
            }
            for organisation, own in owed.items()
        ]
    }


def tally(own: Sequence[Position], today: date) -> str:
    """How many answers one organisation owes, and how many of them are late."""
    late = sum(_late(each, today) for each in own)
    return f"{counted(len(own), 'answer')} outstanding, {late} late"


def _late(position: Position, today: date) -> bool:
    return position.due is not None and position.due < today


def by_day(position: Position) -> tuple[bool, str, str]:
    """Sorts by the day on which an answer is due; what has no day comes last."""
    due = position.due.isoformat() if position.due else ""
    return (not due, due, position.document)


def _chased(assessment: Assessment, position: Position) -> str:
    from handbook.author.position import local_word  # noqa: PLC0415 - heavy
    from handbook.source.dates import long_date  # noqa: PLC0415 - heavy

    standing = assessment.standings.get(position.document)
    version = f", version {standing.version}" if standing and standing.version else ""
    what = f"{clean(assessment.registry.label(position.document))}{version}"
    now = "" if position.local.value == "not recorded" else f". Now: {local_word(position)}"
    if position.due is None:
        return f"No day is set: {what}{now}"
    days = (position.due - assessment.today).days
    when = f"{counted(-days, 'day')} late" if days < 0 else f"in {counted(days, 'day')}"
    return f"{'today' if not days else when}, {long_date(position.due)}: {what}{now}"
