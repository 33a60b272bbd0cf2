"""Decisions and meetings to one ordered list of events per document, and what cannot be trusted.

Two things come out. The *events* are decisions that can be believed. The *distrust* says why a
document's standing cannot be told; under ``"*"`` it speaks of every document. A decision that
cannot be believed is never left out in silence: it may be the withdrawal of something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.belief import BINDING, UnbelievableError, event_of
from handbook.assess.order import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.model import Event
    from handbook.link import Registry
    from handbook.load.model import Broken, Record

__all__ = ["BINDING", "EVERYTHING", "Ledger", "read_ledger", "sort_key"]

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was decided, by document, and why something decided cannot be told."""

    events: Mapping[str, tuple[Event, ...]]
    distrust: Mapping[str, tuple[str, ...]]

    def doubts(self, document: str) -> tuple[str, ...]:
        """Why the standing of one document cannot be told; empty if it can."""
        return self.distrust.get(EVERYTHING, ()) + self.distrust.get(document, ())


def read_ledger(registry: Registry, today: date) -> Ledger:
    """All decisions of a registry, as they can be believed on a day."""
    events: dict[str, list[Event]] = {}
    distrust: dict[str, list[str]] = {}
    known = _known_documents(registry)
    for broken in registry.broken:
        for target in _targets_of_broken(registry, broken, known):
            distrust.setdefault(target, []).append(f"the decision {broken.id} cannot be read")
    for decision in registry.of_type("decision"):
        for entry in decision.get("documents") or ():
            document = str(entry["document"])
            try:
                _check_target(registry, decision, document, known)
                event = event_of(registry, decision, entry, today)
            except UnbelievableError as why:
                if decision.get("kind") == "record":
                    continue  # it binds nothing, so it throws doubt on nothing; a rule reports it
                about = {document} if document in known else {EVERYTHING}
                for target in sorted(about | (_on_the_table(registry, decision.id) & known)):
                    distrust.setdefault(target, []).append(f"the decision {decision.id} {why}")
            else:
                events.setdefault(document, []).append(event)
    return Ledger(
        {document: tuple(sorted(found, key=sort_key)) for document, found in events.items()},
        {target: tuple(why) for target, why in distrust.items()},
    )


def _known_documents(registry: Registry) -> frozenset[str]:
    """The ids that a decision can be about: documents here, unreadable, or once sealed."""
    here = {record.id for record in registry.with_behaviour("endorsable")}
    unreadable = {
        b.id
        for b in registry.broken
        if b.type in registry.types and registry.types[b.type].has("endorsable")
    }
    return frozenset(here | unreadable | {document for document, _ in registry.seals})


def _targets_of_broken(registry: Registry, broken: Broken, known: frozenset[str]) -> Iterator[str]:
    """What a file that cannot be used throws doubt on: its documents if all can be read, or all.

    Besides those that it names, those of its item: it may name the wrong one.
    """
    if broken.kind != "record" or not (
        broken.type == "decision" or broken.path.startswith("registry/decisions/")
    ):
        return
    entries = (broken.data or {}).get("documents")
    named = [e.get("document") if isinstance(e, dict) else None for e in _list(entries)]
    if named and all(isinstance(name, str) and name in known for name in named):
        yield from sorted(
            {str(name) for name in named} | (_on_the_table(registry, broken.id) & known)
        )
    else:
        yield EVERYTHING


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _on_the_table(registry: Registry, decision_id: str) -> frozenset[str]:
    """The documents of the agenda item that a decision's id, ``<meeting>--<item>``, names."""
    meeting = registry.records.get(decision_id.rpartition("--")[0])
    if meeting is None or meeting.type != "meeting":
        return frozenset()
    item = decision_id.rpartition("--")[2]
    lines = [line for line in meeting.get("agenda") or () if str(line.get("item")) == item]
    return frozenset(str(one) for line in lines for one in line.get("documents") or ())


def _check_target(
    registry: Registry, decision: Record, document: str, known: frozenset[str]
) -> None:
    if decision.get("kind") == "record":
        return
    if document not in known:
        raise UnbelievableError(f"is about {document}, and there is no such document")
    listed = _on_the_table(registry, decision.id)
    if listed and document not in listed:
        raise UnbelievableError(f"is about {document}, which was not among its item's documents")
