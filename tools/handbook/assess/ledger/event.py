"""Whether one decision can be believed, and what it then says about one document.

A decision is believed when it names a meeting that was held, on a day that has come, of a group
with terms of reference, under an item of its agenda; where it binds a text, when that text is
sealed, whole and the one it names; and when those who made it could, which ``authority`` judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.correction import correction_fault
from handbook.assess.ledger.model import Event
from handbook.assess.ledger.seals import fault
from handbook.assess.workflow import MAY_PRECEDE, MOVES, By, DecisionKind
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

BINDING = frozenset(move.kind for move in MOVES if move.seals)
"""The kinds by which a group binds a sealed text."""

SEALED = BINDING | {DecisionKind.CORRECT}
"""The kinds that put a sealed text before readers."""

BY_POST = frozenset(move.kind for move in MOVES if move.by is By.POST)
"""The kinds that a post may decide without a meeting."""


class UnbelievableError(Exception):
    """Why a decision cannot be believed, in words that follow its name.

    ``ground`` is ``authority``, ``quorum`` or ``medicines`` where those who made it could not,
    ``unsigned``, ``signer`` or ``unverified`` where its signature is at fault; otherwise it is
    empty.
    """

    def __init__(self, why: str, ground: str = "") -> None:
        """Keep the words and the ground."""
        super().__init__(why)
        self.ground = ground


def document_of(entry: Mapping[str, Any]) -> str:
    """The document that a line of a decision is about; empty where it names none."""
    return str(entry.get("document", ""))


def read_event(
    registry: Registry, decision: Record, entry: Mapping[str, Any], today: date
) -> Event:
    """One decision as it bears on one document; ``entry`` is its line about that document.

    Raises ``UnbelievableError`` with the reason, in words, why it cannot be believed on ``today``.
    """
    kind = _kind(decision)
    meeting = registry.records.get(str(decision.get("meeting")))
    group, decided = _authority(registry, decision, today)
    event = Event(
        decision=decision.id,
        kind=kind,
        document=document_of(entry),
        title=str(decision.get("title", "")),
        decided=decided,
        effective=_effective(decision, kind, decided),
        group=group,
        meeting=str(decision.get("meeting", "")),
        item=str(decision.get("item", "")),
        post=str(decision.get("post", "")),
        version=str(entry.get("version", "")),
        corrects=str(entry.get("corrects", "")),
        corrects_digest=str(entry.get("corrects-digest", "")),
        digest=str(entry.get("digest", "")),
        review_due=_day(entry, "review-due"),
        expires=_day(entry, "expires"),
        usable_after_expiry=entry.get("after-expiry") == "allowed",
        closes=_day(entry, "closes"),
        outcome=str(entry.get("outcome", "")),
        exit=str(entry.get("exit", "")),
        successor=str(entry.get("successor", "")),
        no_replacement=entry.get("no-replacement") is True,
        reason=str(decision.get("reason", "")),
        evidence=str(decision.get("evidence", "")),
        evidence_held=decision.get("evidence-held") is not False,
        endorsed_by=str(decision.get("endorsed-by", "")),
        endorsed_on=_day(entry, "endorsed-on") or _day(decision.data, "endorsed-on"),
        lifts=tuple(map(str, entry.get("lifts") or ())),
        wrong=tuple(str(passage["text"]) for passage in entry.get("wrong") or ()),
        ratifies=tuple(map(str, decision.get("ratifies") or ())),
        urgent=meeting is not None and meeting.get("held-as") == "chairs-action",
    )
    _check_text(registry, event)
    return event


def _effective(decision: Record, kind: DecisionKind, decided: date) -> date:
    """The day on which it takes effect, which most decisions must not put before their own."""
    effective = _day(decision.data, "effective") or decided
    if effective < decided and kind not in MAY_PRECEDE:
        raise UnbelievableError(
            f"takes effect on {long_date(effective)}, before it was made on {long_date(decided)}"
        )
    return effective


def _check_text(registry: Registry, event: Event) -> None:
    """What binds a text must name the one that is sealed, and a correction what it corrects."""
    if event.kind in BINDING:
        _check_seal(registry, event)
    elif event.kind == DecisionKind.CORRECT:
        why = correction_fault(registry, event)
        if why:
            raise UnbelievableError(why)


def _kind(decision: Record) -> DecisionKind:
    written = str(decision.get("kind"))
    try:
        return DecisionKind(written)
    except ValueError:
        raise UnbelievableError(f"is of a kind that this tool does not know: {written}") from None


def _authority(registry: Registry, decision: Record, today: date) -> tuple[str, date]:
    """The group and the day of a decision, which must be one on which it could be made."""
    if decision.get("meeting") is None:
        post = decision.get("post")
        day = _day(decision.data, "date")
        if decision.get("kind") not in BY_POST or post is None or day is None:
            raise UnbelievableError("names neither a meeting nor a post that may decide it alone")
        by = registry.records.get(str(post))
        if by is None or by.type != KnownType.POST:
            raise UnbelievableError(f"is by the post {post}, which cannot be found or read")
        _refuse_future(day, today)
        return "", day
    name = str(decision.get("meeting"))
    meeting = registry.records.get(name)
    if meeting is None or meeting.type != KnownType.MEETING:
        raise UnbelievableError(f"was made at the meeting {name}, which cannot be found or read")
    if meeting.get("state") != "held":
        raise UnbelievableError(f"was made at the meeting {name}, which was not held")
    day = _day(meeting.data, "date")
    if day is None:
        raise UnbelievableError(f"was made at the meeting {name}, which has no date")
    _refuse_future(day, today)
    group = str(meeting.get("group"))
    terms = registry.records.get(group)
    if terms is None or not registry.types[terms.type].has("group"):
        raise UnbelievableError(f"is by the group {group}, which cannot be found or read")
    items = {str(line.get("item")) for line in meeting.get("agenda") or ()}
    if str(decision.get("item")) not in items:
        raise UnbelievableError(f"cites an item that is not on the agenda of the meeting {name}")
    return group, day


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise UnbelievableError(f"is dated {long_date(day)}, which has not come yet")


def _day(data: Mapping[str, Any], name: str) -> date | None:
    """A date of a decision. One that is no date is not the same as none: it is not believed."""
    value = data.get(name)
    if value is None:
        return None
    try:
        return parse_date(str(value))
    except DateProblem as problem:
        raise UnbelievableError(f"has a date that cannot be read: {problem}") from problem


def _check_seal(registry: Registry, event: Event) -> None:
    """A text that was endorsed must be there, whole, and the one that the decision names."""
    if event.review_due is None:
        raise UnbelievableError("names no day by which the text must be reviewed")
    seal = registry.seals.get((event.document, event.version))
    if seal is None:
        raise UnbelievableError(
            f"endorsed version {event.version}, whose sealed text is missing or cannot be read"
        )
    why = fault(seal)
    if why:
        raise UnbelievableError(f"endorsed version {event.version}, but {why}")
    if seal.digest != event.digest:
        raise UnbelievableError(
            f"endorsed version {event.version}, but its digest is not that of the sealed text"
        )
