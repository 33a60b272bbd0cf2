"""What has become of the texts that were taken over, in the networks that they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.sources import SourceSays
from handbook.assess.words import WORDS, State
from handbook.federation.model import AnswerState, JoinedDocument, NetworkView, SourceChange, Taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_STOPS = {
    State.SUSPENDED: SourceSays.SUSPENDED,
    State.SUPERSEDED: SourceSays.SUPERSEDED,
    State.WITHDRAWN: SourceSays.WITHDRAWN,
}


def source_changes(
    entries: Sequence[JoinedDocument],
    by_key: Mapping[tuple[str, str], JoinedDocument],
    views: Mapping[str, NetworkView],
) -> Iterable[SourceChange]:
    """What must be looked at of every text that was taken over."""
    for entry in entries:
        if (taken := entry.row.taken) is None:
            continue
        view = views.get(taken.network)
        source = f"{taken.document} of {view.source.title if view else taken.network}"
        there = by_key.get((taken.network, taken.document))
        if moved := _moved(taken, view, there):
            says, words = moved
            version = there.row.version if there else ""
            yield SourceChange(entry, source, says, words, version)


def _moved(
    taken: Taken, view: NetworkView | None, source: JoinedDocument | None
) -> tuple[SourceSays, str] | None:
    """Why a text that was taken over is no longer its source's, or nobody can tell; or nothing."""
    unknown = SourceSays.UNKNOWN
    if view is None:
        return (
            unknown,
            "This index does not read that network, so nobody here can tell how its text stands.",
        )
    if source is None:
        known = f" ({view.why})" if view.answer is not AnswerState.ANSWERED else ""
        return unknown, f"That network does not list the document{known}."
    row = source.row
    if not row.in_force:
        when = "" if view.answer is AnswerState.ANSWERED else " when it last answered"
        state = WORDS[State(row.state)].label
        says = _STOPS.get(State(row.state), unknown)
        return says, f"The network it was taken from says of it{when}: {state}."
    if view.answer is not AnswerState.ANSWERED:
        return unknown, f"Nobody can tell how its source stands today: {view.why}."
    return _text_moved(taken, source)


def _text_moved(taken: Taken, source: JoinedDocument) -> tuple[SourceSays, str] | None:
    """Why the text in force at the source is not the one that was taken over; or nothing."""
    row = source.row
    if row.version == taken.version and row.digest != taken.digest:
        words = f"Version {taken.version} of its source is not the text that was taken over."
        return SourceSays.UNKNOWN, words
    if row.digest != taken.digest:
        return SourceSays.MOVED_ON, (
            f"Its source has moved on: version {row.version} is there, and version"
            f" {taken.version} was taken over."
        )
    if not source.rely_on and not source.view.notices:
        return SourceSays.UNKNOWN, f"Of its source: {source.words}"
    return None
