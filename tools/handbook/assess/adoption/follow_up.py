"""Whom to ring about adoption, and in which order: the same on every page and in every list.

First whoever uses, by its own answer, a text that the network does not stand behind: that cannot
wait. Then whoever has yet to answer.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from handbook.assess.adoption.model import Position
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record

_URGENCY = {
    State.SUSPENDED: 0,
    State.UNKNOWN: 1,
    State.WITHDRAWN: 2,
    State.SUPERSEDED: 3,
    State.LAPSED: 4,
}
"""How much it matters that a text which the network stopped is in use. Published in error: 0."""
_ELSE = 5


def outstanding_by_organisation(
    positions: Iterable[Position], today: date, label: Callable[[str], str]
) -> dict[str, list[Position]]:
    """Outstanding answers by organisation.

    The organisation with the most late answers comes first; among those alike, the one with the
    most answers outstanding; then by ``label``, what an id is known by. Of one organisation the
    answer due first comes first, and what has no day comes last.
    """
    groups: dict[str, list[Position]] = {}
    for position in sorted(positions, key=by_day):
        if position.outstanding:
            groups.setdefault(position.organisation, []).append(position)
    order = sorted(
        groups,
        key=lambda organisation: (
            -sum(is_late(position, today) for position in groups[organisation]),
            -len(groups[organisation]),
            label(organisation).casefold(),
            organisation,
        ),
    )
    return {organisation: groups[organisation] for organisation in order}


def unsupported(
    positions: Iterable[Position],
    standings: Mapping[str, Standing],
    label: Callable[[str], str],
) -> list[Position]:
    """Every position by which an organisation uses a text that the network does not stand behind.

    What was suspended or published in error comes first, then what cannot be told, what was
    withdrawn, superseded, or has lapsed; then by the ``label`` of document and organisation.
    """
    in_use = [position for position in positions if position.unsupported]
    return sorted(in_use, key=lambda position: _by_text(position, standings, label))


def copies_left(
    positions: Iterable[Position],
    standings: Mapping[str, Standing],
    label: Callable[[str], str],
) -> list[Position]:
    """Positions whose organisation used a stopped text before, and does not say that it is gone.

    ``earlier`` of each is the answer by which it did. The order is that of ``unsupported``.
    """
    left = [
        position
        for position in positions
        if position.earlier is not None
        and _stopped(position.earlier.version, standings.get(position.document))
    ]
    return sorted(left, key=lambda position: _by_text(position, standings, label))


def _stopped(version: str, standing: Standing | None) -> bool:
    if standing is None or not standing.in_force or standing.text_hidden:
        return True
    return _is_hidden(version, standing)


def _by_text(
    position: Position, standings: Mapping[str, Standing], label: Callable[[str], str]
) -> tuple[int, str, str, str, str]:
    return (
        how_urgent(position, standings.get(position.document)),
        label(position.document).casefold(),
        position.document,
        label(position.organisation).casefold(),
        position.organisation,
    )


def how_urgent(position: Position, standing: Standing | None) -> int:
    """How soon somebody must ring about a text in use that the network stopped: 0 is the soonest.

    ``standing`` is that of the document, ``None`` if its file cannot be used.
    """
    if standing is None:
        return _URGENCY[State.UNKNOWN]
    if in_error(position, standing):
        return 0
    return _URGENCY.get(standing.state, _ELSE)


def in_error(position: Position, standing: Standing) -> bool:
    """Whether the text that an organisation uses, or used before, was published in error."""
    answer = position.answer if position.unsupported else position.earlier or position.answer
    return standing.text_hidden or (answer is not None and _is_hidden(answer.version, standing))


def _is_hidden(version: str, standing: Standing) -> bool:
    return any(known.hidden for known in standing.versions if known.version == version)


def is_late(position: Position, today: date) -> bool:
    """Whether an outstanding answer should have been there before ``today``."""
    return position.outstanding and position.due is not None and position.due < today


def by_day(position: Position) -> tuple[date, str]:
    """Sorts by the day on which an answer is due; what has no day comes last."""
    return position.due or date.max, position.document


def vacant_since(post: Record) -> date | None:
    """The day since which nobody holds a post; ``None`` if it is held, or no day can be read."""
    return day_or_none(post.get("vacant-since"))
