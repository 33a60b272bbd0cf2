"""What a decision would do to the registry that nobody may do by a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess import standings_of
from handbook.assess.authority.signing import awaiting
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.standing.succession import circles
from handbook.assess.workflow import WORKFLOW
from handbook.author.decision.ground import not_said
from handbook.author.decision.lifting import stops_named
from handbook.author.model import Obstacle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbook.author.decision.model import Desk, Entry
    from handbook.author.decision.occasion import Occasion
    from handbook.author.model import EntryKind, Request
    from handbook.link import Registry
    from handbook.load.model import Record


def registry_after(desk: Desk, record: Record, entries: Sequence[Entry]) -> Registry:
    """The registry with a decision in it, signed, and with the texts that it seals."""
    return replace(
        desk.registry,
        records={**desk.registry.records, record.id: record},
        signatures=awaiting(desk.registry.signatures, [record.path]),
        seals={
            **desk.registry.seals,
            **{(e.seal.document, e.seal.version): e.seal for e in entries if e.seal},
        },
    )


def obstacles(
    desk: Desk,
    after: Registry,
    record: Record,
    request: Request,
    kind: EntryKind,
    when: Occasion,
    entries: Sequence[Entry],
    today: date,
) -> tuple[Obstacle, ...]:
    """Why a decision may not be written, given the registry ``after`` it; nothing if it may."""
    doubts = not_said(desk, request, kind, entries, when.decided)
    doubts += _idle(desk, request, entries) + _new_doubts(desk.registry, after, today)
    return (
        doubts
        or _new_circles(desk, after, today)
        or stops_named(desk, request, record, when.decided)
    )


def _idle(desk: Desk, request: Request, entries: Sequence[Entry]) -> tuple[Obstacle, ...]:
    """Documents that are past being moved so."""
    move = WORKFLOW[request.kind]
    standings = [(entry.document, desk.standings.get(entry.document)) for entry in entries]
    return tuple(
        Obstacle(f"{desk.registry.label(name)} is {standing.state}; nothing is left to {move.kind}")
        for name, standing in standings
        if standing is not None and standing.state in move.idle
    )


def _new_circles(desk: Desk, after: Registry, today: date) -> tuple[Obstacle, ...]:
    """Circles of replacements that the decision would close, on the day it applies or later."""
    standings = standings_of(after, read_ledger(after, today), today, desk.settings)
    before = {frozenset(way) for way in circles(desk.standings, today)}
    return tuple(
        Obstacle(
            "documents would replace each other in a circle, and readers would never arrive: "
            + ", then ".join(desk.registry.label(document) for document in (*way, way[0])),
            "name a document that is in use, or say that nothing takes its place",
        )
        for way in circles(standings, today)
        if frozenset(way) not in before
    )


def _new_doubts(before: Registry, after: Registry, today: date) -> tuple[Obstacle, ...]:
    """What the ledger would not believe once the decision is in it, and does believe now.

    A decision that binds nothing throws no doubt, but it too needs a group that could make it. One
    made long ago and written down only now could take the ground from under others: so every
    document is asked about, not only its own.
    """
    old, new = read_ledger(before, today), read_ledger(after, today)
    doubts = [
        why
        for target, reasons in new.distrust.items()
        for why in reasons
        if why not in old.distrust.get(target, ())
    ]
    refused = [
        f"the decision {refusal.decision} {refusal.why}"
        for refusal in new.refusals
        if refusal not in old.refusals
    ]
    return tuple(Obstacle(why) for why in dict.fromkeys([*doubts, *refused]))
