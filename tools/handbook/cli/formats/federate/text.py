"""An index of registries, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import clean, counted
from handbook.federation.model import AnswerState
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.cli.formats.federate import FederateAnswer
    from handbook.federation.model import NetworkView, SourceChange


def write(answer: FederateAnswer) -> str:
    """What became of asking each network, and which texts must be looked at."""
    return "\n".join(_lines(answer))


def _lines(answer: FederateAnswer) -> Iterator[str]:
    for view in answer.views:
        yield clean(_network(view))
        yield from (f"    {clean(notice)}" for notice in view.notices)
    for change in answer.changes:
        row, network = change.entry.row, change.entry.view.source.title
        yield from (
            "",
            clean(f"{row.title} ({row.id}), taken over by {network} from {change.source}:"),
        )
        yield f"    {clean(change.words)}"
        if answer.only:
            yield from _for_the_link(change, answer.index.today)
    count = counted(len(answer.index.entries), "document")
    several = len(answer.index.joint)
    yield from (
        "",
        f"{count}; {several} of them in several networks. The index is in {clean(answer.output)}.",
    )


def _for_the_link(change: SourceChange, today: date) -> Iterator[str]:
    """What to write into the link to that network, so that the document's own page says so."""
    yield "    In the link to that network (registry/network-links/), below `sources:`"
    yield f"      - document: {change.entry.row.id}"
    yield f"        says: {change.says}"
    if change.version:
        yield f"        version: '{change.version}'"
    yield f"        seen: {today.isoformat()}"


def _network(view: NetworkView) -> str:
    known = (
        f"{counted(len(view.documents), 'document')} of {long_date(view.day)}" if view.day else ""
    )
    if view.answer is AnswerState.ANSWERED:
        return f"{view.source.title}: {known}."
    last = f"Shown as last known: {known}" if known else "It never told anything that holds"
    return f"{view.source.title}: {view.answer}, because {view.why}. {last}."
