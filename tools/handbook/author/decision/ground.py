"""What a text to be endorsed stands on: an open consultation, documents that are stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.assess.workflow import DecisionKind
from handbook.author.model import Obstacle
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.author.decision.model import Desk, Entry
    from handbook.author.model import EntryKind, Request

OPEN = "consultation-open"
STOPPED = "rests-on-stopped"
ALTHOUGH = (OPEN, STOPPED)
"""What can be said with an endorsement, so that nobody is led past it."""

_STOPPED = frozenset(
    {State.SUSPENDED, State.WITHDRAWN, State.SUPERSEDED, State.LAPSED, State.UNKNOWN}
)


def not_said(
    desk: Desk, request: Request, kind: EntryKind, entries: Sequence[Entry], day: date
) -> tuple[Obstacle, ...]:
    """What those who endorse must say that they knew, and did not say."""
    although = request.fields.get("although") or ()
    return tuple(
        Obstacle(why, f"{hint}, or say with --although {name} that it was known")
        for name, why, hint in _already_endorsed(desk, kind, entries, day)
        if name not in although
    )


def known(desk: Desk, kind: EntryKind, entries: Sequence[Entry], day: date) -> Iterator[str]:
    """Sentences on what an endorsement was made in spite of, for its preview."""
    for _, why, _ in _already_endorsed(desk, kind, entries, day):
        yield f"Known when it was decided: {why}."


def _already_endorsed(
    desk: Desk, kind: EntryKind, entries: Sequence[Entry], day: date
) -> Iterator[tuple[str, str, str]]:
    if not kind.seals:
        return
    for entry in entries:
        name = desk.registry.label(entry.document)
        for event in desk.standings[entry.document].events:
            if (
                event.kind == DecisionKind.CONSULT
                and event.closes
                and event.effective <= day <= event.closes
            ):
                until = long_date(event.closes)
                why = f"the consultation on {name} is open until {until}"
                yield OPEN, why, "wait until it has closed"
        for target in _needs(desk, entry.document):
            other = desk.standings.get(target)
            if other is not None and other.state in _STOPPED:
                state = WORDS[other.state].label.lower()
                why = (
                    f"{name} rests on {desk.registry.label(target)}, which is not in force: {state}"
                )
                yield STOPPED, why, "take it out of the text, or wait until it is in force again"


def _needs(desk: Desk, document: str) -> Iterator[str]:
    """The documents that a working text needs in order to be safe, each once."""
    data = desk.registry.records[document].data
    needed = [*(data.get("rests-on") or ())]
    for stage in data.get("stages") or ():
        needed += stage.get("guidelines") or ()
    yield from dict.fromkeys(map(str, needed))
