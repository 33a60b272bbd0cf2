"""Decisions and meetings to one ordered list of events per document, and what cannot be trusted.

Two things come out. The *events* are decisions that can be believed. The *distrust* says why a
document's standing cannot be told; under ``"*"`` it speaks of every document. A decision that
cannot be believed is never left out in silence: it may be the withdrawal of something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.model import Event
from handbook.assess.seals import fault
from handbook.source.dates import DateProblem, long_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Broken, Record

EVERYTHING = "*"

ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            "record",
            "consult",
            "endorse",
            "attest",
            "review",
            "extend",
            "suspend",
            "supersede",
            "withdraw",
        )
    )
}
"""Of two decisions that take effect, and were made, on the same days, the safer comes last."""

BINDING = frozenset({"endorse", "attest"})
"""The kinds that bind a sealed text."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was decided, by document, and why something decided cannot be told."""

    events: Mapping[str, tuple[Event, ...]]
    distrust: Mapping[str, tuple[str, ...]]

    def doubts(self, document: str) -> tuple[str, ...]:
        """Why the standing of one document cannot be told; empty if it can."""
        return self.distrust.get(EVERYTHING, ()) + self.distrust.get(document, ())


class _Unbelievable(Exception):  # noqa: N818 -- a reason, not an error of ours
    """Why a decision cannot be believed, in words."""


def read_ledger(registry: Registry, today: date) -> Ledger:
    """All decisions of a registry, as they can be believed on a day."""
    events: dict[str, list[Event]] = {}
    distrust: dict[str, list[str]] = {}
    known = _known_documents(registry)
    for broken in registry.broken:
        for target in _targets_of_broken(broken, known):
            distrust.setdefault(target, []).append(f"the decision {broken.id} cannot be read")
    for decision in registry.of_type("decision"):
        for entry in decision.get("documents") or ():
            document = str(entry["document"])
            try:
                _check_target(decision, document, known)
                event = _event(registry, decision, entry, today)
            except _Unbelievable as why:
                if decision.get("kind") == "record":
                    continue  # it binds nothing, so it throws doubt on nothing; a rule reports it
                target = document if document in known else EVERYTHING
                distrust.setdefault(target, []).append(f"the decision {decision.id} {why}")
            else:
                events.setdefault(document, []).append(event)
    return Ledger(
        {document: tuple(sorted(found, key=sort_key)) for document, found in events.items()},
        {target: tuple(why) for target, why in distrust.items()},
    )


def sort_key(event: Event) -> tuple[date, date, int, str]:
    """The order of events: effective, decided, the safer kind last, then the decision's id."""
    return event.effective, event.decided, ORDER[event.kind], event.decision


def _known_documents(registry: Registry) -> frozenset[str]:
    """The ids that a decision can be about: documents here, unreadable, or once sealed."""
    here = {record.id for record in registry.with_behaviour("endorsable")}
    unreadable = {
        b.id
        for b in registry.broken
        if b.type in registry.types and registry.types[b.type].has("endorsable")
    }
    return frozenset(here | unreadable | {document for document, _ in registry.seals})


def _targets_of_broken(broken: Broken, known: frozenset[str]) -> Iterator[str]:
    """What a file that cannot be used throws doubt on: its documents if all can be read, or all."""
    if broken.kind != "record" or not (
        broken.type == "decision" or broken.path.startswith("registry/decisions/")
    ):
        return
    entries = (broken.data or {}).get("documents")
    named = [e.get("document") if isinstance(e, dict) else None for e in _list(entries)]
    if named and all(isinstance(name, str) and name in known for name in named):
        yield from sorted({str(name) for name in named})
    else:
        yield EVERYTHING


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _check_target(decision: Record, document: str, known: frozenset[str]) -> None:
    if document not in known and decision.get("kind") != "record":
        raise _Unbelievable(f"is about {document}, and there is no such document")


def _event(registry: Registry, decision: Record, entry: Mapping[str, Any], today: date) -> Event:
    """One decision as it bears on one document. Raises ``_Unbelievable``."""
    kind = str(decision.get("kind"))
    if kind not in ORDER:
        raise _Unbelievable(f"is of a kind that this tool does not know: {kind}")
    group, decided = _authority(registry, decision, today)
    effective = _day(decision.data, "effective") or decided
    if effective < decided and kind != "attest":
        raise _Unbelievable(
            f"takes effect on {long_date(effective)}, before it was made on {long_date(decided)}"
        )
    event = Event(
        decision=decision.id,
        kind=kind,
        document=str(entry["document"]),
        title=str(decision.get("title", "")),
        decided=decided,
        effective=effective,
        group=group,
        meeting=str(decision.get("meeting", "")),
        item=str(decision.get("item", "")),
        post=str(decision.get("post", "")),
        version=str(entry.get("version", "")),
        digest=str(entry.get("digest", "")),
        review_due=_day(entry, "review-due"),
        expires=_day(entry, "expires"),
        closes=_day(entry, "closes"),
        outcome=str(entry.get("outcome", "")),
        exit=str(entry.get("exit", "")),
        successor=str(entry.get("successor", "")),
        no_replacement=entry.get("no-replacement") is True,
        reason=str(decision.get("reason", "")),
        evidence=str(decision.get("evidence", "")),
        evidence_held=decision.get("evidence-held") is not False,
        endorsed_by=str(decision.get("endorsed-by", "")),
        endorsed_on=_day(decision.data, "endorsed-on"),
        risk_check=str(decision.get("risk-check", "")),
        reviewer=str(entry.get("reviewer", "")) or str(decision.get("reviewer", "")),
    )
    if kind in BINDING:
        _check_seal(registry, event)
    return event


def _authority(registry: Registry, decision: Record, today: date) -> tuple[str, date]:
    """The group and the day of a decision. Raises ``_Unbelievable`` where it could not be made."""
    if decision.get("meeting") is None:
        post = decision.get("post")
        day = _day(decision.data, "date")
        if decision.get("kind") != "suspend" or post is None or day is None:
            raise _Unbelievable("names neither a meeting nor a post that may stop a document")
        by = registry.records.get(str(post))
        if by is None or by.type != "post":
            raise _Unbelievable(f"is by the post {post}, which cannot be found or read")
        _refuse_future(day, today)
        return "", day
    name = str(decision.get("meeting"))
    meeting = registry.records.get(name)
    if meeting is None or meeting.type != "meeting":
        raise _Unbelievable(f"was made at the meeting {name}, which cannot be found or read")
    if meeting.get("state") != "held":
        raise _Unbelievable(f"was made at the meeting {name}, which was not held")
    day = _day(meeting.data, "date")
    if day is None:
        raise _Unbelievable(f"was made at the meeting {name}, which has no date")
    _refuse_future(day, today)
    group = str(meeting.get("group"))
    terms = registry.records.get(group)
    if terms is None or not registry.types[terms.type].has("group"):
        raise _Unbelievable(f"is by the group {group}, which cannot be found or read")
    items = {str(line.get("item")) for line in meeting.get("agenda") or ()}
    if str(decision.get("item")) not in items:
        raise _Unbelievable(f"cites an item that is not on the agenda of the meeting {name}")
    return group, day


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise _Unbelievable(f"is dated {long_date(day)}, which has not come yet")


def _day(data: Mapping[str, Any], name: str) -> date | None:
    """A date of a decision. One that is no date is not the same as none: it is not believed."""
    value = data.get(name)
    if value is None:
        return None
    try:
        return parse_date(str(value))
    except DateProblem as problem:
        raise _Unbelievable(f"has a date that cannot be read: {problem}") from problem


def _check_seal(registry: Registry, event: Event) -> None:
    """A text that was endorsed must be there, whole, and the one that the decision names."""
    if event.review_due is None:
        raise _Unbelievable("names no day by which the text must be reviewed")
    seal = registry.seals.get((event.document, event.version))
    if seal is None:
        raise _Unbelievable(
            f"endorsed version {event.version}, whose sealed text is missing or cannot be read"
        )
    why = fault(seal)
    if why:
        raise _Unbelievable(f"endorsed version {event.version}, but {why}")
    if seal.digest != event.digest:
        raise _Unbelievable(
            f"endorsed version {event.version}, but its digest is not that of the sealed text"
        )
