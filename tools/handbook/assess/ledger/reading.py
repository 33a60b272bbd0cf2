"""Decisions and meetings to one ordered list of events per document, and what cannot be trusted.

Two things come out. The *events* are decisions that can be believed. The *distrust* says why a
document's standing cannot be told; under ``"*"`` it speaks of every document. A decision that
cannot be believed is never left out in silence: it may be the withdrawal of something.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.judge import AuthorityLedger, must_ratify_by
from handbook.assess.authority.ratify import ratified
from handbook.assess.authority.signing import GROUNDS, check_signed
from handbook.assess.ledger.event import BINDING, UnbelievableError, document_of, read_event
from handbook.assess.ledger.misplaced import misplaced
from handbook.assess.ledger.model import Acceptance, UnauthorisedDecision
from handbook.assess.ledger.order import sort_key
from handbook.assess.settings.reading import read_settings
from handbook.assess.workflow import UNBINDING, DecisionKind
from handbook.load.model import BrokenKind
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.link import Registry
    from handbook.load.model import Record

__all__ = ["BINDING", "EVERYTHING", "Ledger", "read_ledger", "sort_key"]

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was decided, by document, and why something decided cannot be told."""

    events: Mapping[str, tuple[Event, ...]]
    distrust: Mapping[str, tuple[str, ...]]
    refusals: tuple[UnauthorisedDecision, ...] = ()
    """What those who decided could not decide."""
    accepted: tuple[Acceptance, ...] = ()
    """Changes of files that were accepted, in order of the decision."""

    def doubts(self, document: str) -> tuple[str, ...]:
        """Why the standing of one document cannot be told; empty if it can."""
        return self.distrust.get(EVERYTHING, ()) + self.distrust.get(document, ())


def read_ledger(registry: Registry, today: date) -> Ledger:
    """All decisions of a registry, as they can be believed on a day.

    They are judged in the order in which they were made, day by day, because what a group could
    decide follows from what had been decided before.
    """
    known = _known_documents(registry)
    reading = _LedgerReading(
        registry, known, AuthorityLedger(registry, read_settings(registry.network()))
    )
    for broken in registry.broken:
        if broken.kind == BrokenKind.RECORD and broken.type == KnownType.DECISION:
            for target in _targets(registry, broken.id, broken.data, known):
                reading.doubt(target, None, f"the decision {broken.id} cannot be read")
    for lost in misplaced(registry):
        for target in _targets(registry, lost.name, lost.data, known):
            reading.doubt(target, None, lost.why)
    by_decision = [
        reading.events_of(decision, today) for decision in registry.of_type(KnownType.DECISION)
    ]
    heard = [entry for each in by_decision for entry in each]
    by_day: dict[date, list[_Heard]] = {}
    for entry in heard:
        by_day.setdefault(entry.event.decided, []).append(entry)
    for day in sorted(by_day):
        reading.judge(by_day[day])
    authority = reading.authority
    return Ledger(
        {
            document: tuple(sorted(ratified(events, authority), key=sort_key))
            for document, events in authority.events.items()
        },
        {target: tuple(why for _, why in doubts) for target, doubts in authority.doubted.items()},
        tuple(sorted(reading.refusals, key=lambda refusal: (refusal.decision, refusal.document))),
        tuple(sorted(reading.accepted, key=lambda acceptance: acceptance.decision)),
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a decision says about one document; ``about`` is false where it names none."""

    decision: Record
    event: Event
    about: bool


@dataclass(slots=True)
class _LedgerReading:
    """The decisions read so far, and what could not be believed of them."""

    registry: Registry
    known: Mapping[str, str]
    authority: AuthorityLedger
    refusals: list[UnauthorisedDecision] = field(default_factory=list)
    accepted: list[Acceptance] = field(default_factory=list)

    def doubt(self, target: str, day: date | None, why: str) -> None:
        self.authority.doubted.setdefault(target, []).append((day, why))

    def refuse(
        self, decision: Record, document: str, day: date | None, why: UnbelievableError
    ) -> None:
        """What cannot be believed throws doubt on its document, unless it binds nothing."""
        if why.ground:
            self.refusals.append(UnauthorisedDecision(decision.id, document, why.ground, str(why)))
        if decision.get("kind") in UNBINDING:
            return  # it binds nothing, so it throws doubt on nothing; a rule reports it
        about = {document} if document in self.known else {EVERYTHING}
        if why.ground in ("", *GROUNDS):  # it may be about another document of its item
            about |= _on_the_table(self.registry, decision.id) & self.known.keys()
        for target in sorted(about):
            self.doubt(target, day, f"the decision {decision.id} {why}")

    def events_of(self, decision: Record, today: date) -> Iterator[_Heard]:
        """A decision as it bears on each document, where it hangs together in itself."""
        entries: Sequence[Mapping[str, Any]] = decision.get("documents") or ({},)
        for entry in entries:
            document = document_of(entry)
            try:
                if entry:
                    _check_target(self.registry, decision, document, self.known)
                event = read_event(self.registry, decision, entry, today)
            except UnbelievableError as why:
                self.refuse(decision, document, None, why)
            else:
                yield _Heard(decision, event, bool(entry))

    def judge(self, heard: list[_Heard]) -> None:
        """The decisions of one day: whether those who made them could."""
        passed = [entry for entry in heard if self._passes(entry)]
        events = [entry.event for entry in passed if entry.about]
        self.accepted += [
            accepted(entry.decision, entry.event) for entry in passed if _accepts(entry)
        ]
        for entry in passed:
            try:
                self.authority.check_medicines(entry.event, events)
            except UnbelievableError as why:
                self._refuse(entry, why)
                events.remove(entry.event)
        for event in events:
            dated = replace(event, ratify_by=must_ratify_by(event, self.authority))
            self.authority.events.setdefault(event.document, []).append(dated)

    def _passes(self, entry: _Heard) -> bool:
        event = entry.event
        try:
            self.authority.judge(event, self.known.get(event.document))
            check_signed(self.authority, event, entry.decision)
        except UnbelievableError as why:
            self._refuse(entry, why)
            return False
        return True

    def _refuse(self, entry: _Heard, why: UnbelievableError) -> None:
        self.refuse(entry.decision, entry.event.document, entry.event.decided, why)


def _accepts(entry: _Heard) -> bool:
    return entry.event.kind == DecisionKind.ACCEPT


def accepted(decision: Record, event: Event) -> Acceptance:
    """What a decision that can be believed says of changes of files."""
    rows = decision.get("accepts") or ()
    changes = frozenset(
        (str(row.get("path")), str(row.get("was", "")), str(row.get("becomes", ""))) for row in rows
    )
    return Acceptance(decision.id, event.group, event.post, changes)


def _known_documents(registry: Registry) -> dict[str, str]:
    """What a decision can be about, with its type: documents here, unreadable, or once sealed."""
    sealed = {document: seal.type for (document, _), seal in registry.seals.items()}
    unreadable = {
        b.id: b.type
        for b in registry.broken
        if b.type in registry.types and registry.types[b.type].has("endorsable")
    }
    here = {record.id: record.type for record in registry.with_behaviour("endorsable")}
    return sealed | unreadable | here


def _targets(
    registry: Registry, name: str, data: Mapping[str, Any] | None, known: Mapping[str, str]
) -> Iterator[str]:
    """What a decision that has no say throws doubt on: its documents if all can be told, or all.

    Besides those that it names, those of its item, which its name tells: it may name the wrong one.
    """
    entries = (data or {}).get("documents")
    named = [e.get("document") if isinstance(e, dict) else None for e in _list(entries)]
    if named and all(isinstance(each, str) and each in known for each in named):
        yield from sorted(
            {str(each) for each in named} | (_on_the_table(registry, name) & known.keys())
        )
    else:
        yield EVERYTHING


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _on_the_table(registry: Registry, decision_id: str) -> frozenset[str]:
    """The documents of the agenda item that a decision's id, ``<meeting>--<item>``, names."""
    meeting = registry.records.get(decision_id.rpartition("--")[0])
    if meeting is None or meeting.type != KnownType.MEETING:
        return frozenset()
    item = decision_id.rpartition("--")[2]
    lines = [line for line in meeting.get("agenda") or () if str(line.get("item")) == item]
    return frozenset(str(document) for line in lines for document in line.get("documents") or ())


def _check_target(
    registry: Registry, decision: Record, document: str, known: Mapping[str, str]
) -> None:
    if decision.get("kind") in UNBINDING:
        return
    if document not in known:
        raise UnbelievableError(f"is about {document}, and there is no such document")
    listed = _on_the_table(registry, decision.id)
    if listed and document not in listed:
        raise UnbelievableError(f"is about {document}, which was not among its item's documents")
