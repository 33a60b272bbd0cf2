"""The standing of one document on one day: a pure function of what was decided about it.

The life of a document is the table ``BECOMES``; the rest of this module works out dates and flags.
``docs/standing.md`` says the same in words for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.ledger import BINDING, sort_key
from handbook.assess.model import Event, Settings, Standing, VersionStanding
from handbook.assess.words import Flag, State, Timeliness

if TYPE_CHECKING:
    from handbook.load.model import Seal

WorkingDigest = Callable[[frozenset[str]], str]
"""The digest of the working text, with the fields named left out of it."""

_ENDED = frozenset({State.SUPERSEDED, State.WITHDRAWN})

BECOMES: Mapping[str, State] = {
    "endorse": State.IN_FORCE,
    "attest": State.IN_FORCE,
    "suspend": State.SUSPENDED,
    "supersede": State.SUPERSEDED,
    "withdraw": State.WITHDRAWN,
}
"""What a decision makes of a document. Kinds that are not here change its dates, not its state."""

_MOVES_THE_DATE = frozenset({"no-change", "minor"})


@dataclass(frozen=True, slots=True)
class _Life:
    """What the decisions taken so far have made of a document."""

    state: State = State.PROPOSED
    state_event: Event | None = None
    shown: Event | None = None
    endorsed: tuple[Event, ...] = ()
    overtaken: tuple[Event, ...] = ()
    stopped: date | None = None
    """The last day on which a stop was decided, since a text was last endorsed."""
    review_due: date | None = None
    expires: date | None = None
    extended: bool = False
    hidden: bool = False
    successor: str = ""
    review: Event | None = None
    consultation: Event | None = None
    why: tuple[str, ...] = ()


def _endorse(life: _Life, event: Event) -> _Life:
    """A text takes effect; whatever was before it is over, suspension and withdrawal too.

    An endorsement made before a document was stopped, or on that same day, cannot lift the stop,
    even if it was to take effect afterwards: those who made it did not know.
    """
    if life.stopped is not None and event.decided <= life.stopped:
        return replace(life, overtaken=(*life.overtaken, event))
    held = event.evidence_held
    return _Life(
        state=BECOMES[event.kind] if held else State.UNKNOWN,
        state_event=event,
        shown=event,
        endorsed=(*(e for e in life.endorsed if e.version != event.version), event),
        overtaken=tuple(e for e in life.overtaken if e.version != event.version),
        review_due=event.review_due,
        expires=event.expires,
        why=() if held else ("the evidence of its earlier endorsement is not held",),
    )


def _stop(life: _Life, event: Event) -> _Life:
    """A document leaves use. What has already left it for good cannot be suspended.

    A text that was once hidden stays hidden until a text is endorsed again.
    """
    life = replace(life, stopped=max(filter(None, (life.stopped, event.decided))))
    if event.kind == "suspend" and life.state in _ENDED:
        return life
    return replace(
        life,
        state=BECOMES[event.kind],
        state_event=event,
        successor=event.successor,
        hidden=life.hidden or event.exit == "published-in-error",
        consultation=life.consultation if event.kind == "suspend" else None,
        why=(),
    )


def _review(life: _Life, event: Event) -> _Life:
    """A receipt counts only for the text that it names, and moves a date only if little changed."""
    shown = life.shown
    if shown is None or (event.version, event.digest) != (shown.version, shown.digest):
        return life
    life = replace(life, review=event)
    if event.outcome not in _MOVES_THE_DATE or event.review_due is None:
        return life
    expires = event.expires or life.expires
    return replace(life, review_due=event.review_due, expires=expires, extended=False)


def _extend(life: _Life, event: Event) -> _Life:
    """A new date for the text that is shown; none, if the decision was about an earlier one."""
    shown = life.shown
    if shown is None or (event.version or shown.version) != shown.version:
        return life
    if event.decided < shown.decided:
        return life
    return replace(
        life,
        review_due=event.review_due or life.review_due,
        expires=event.expires or life.expires,
        extended=True,
    )


def _consult(life: _Life, event: Event) -> _Life:
    return replace(life, consultation=event)


_STEPS: Mapping[str, Callable[[_Life, Event], _Life]] = {
    "endorse": _endorse,
    "attest": _endorse,
    "suspend": _stop,
    "supersede": _stop,
    "withdraw": _stop,
    "review": _review,
    "extend": _extend,
    "consult": _consult,
    "record": lambda life, _event: life,
}


def standing(
    document: str,
    events: Sequence[Event],
    seals: Mapping[str, Seal],
    working: WorkingDigest,
    today: date,
    settings: Settings,
    doubts: Sequence[str] = (),
) -> Standing:
    """How a document stands on ``today``.

    ``events`` are the decisions about it that can be believed, in any order; ``seals`` its sealed
    texts by version; ``doubts`` what the ledger could not believe. Any doubt makes the state
    unknown, whatever else was decided.
    """
    ordered = sorted(events, key=sort_key)
    life = _Life()
    for event in ordered:
        if event.effective <= today:
            life = _STEPS[event.kind](life, event)
    coming = [e for e in ordered if e.effective > today]
    consultation = _open(life.consultation, today)
    if life.state is State.PROPOSED and consultation:
        life = replace(life, state=State.IN_CONSULTATION, state_event=consultation)
    if doubts:
        life = replace(life, state=State.UNKNOWN, state_event=None, why=tuple(doubts))
    timeliness = _timeliness(life, today, settings)
    if timeliness is Timeliness.EXPIRED and not settings.use_after_expiry:
        life = replace(life, state=State.LAPSED)
    upcoming = _upcoming(life, coming)
    shown = life.shown
    return Standing(
        document=document,
        state=life.state,
        timeliness=timeliness,
        flags=_flags(life, upcoming, seals, working),
        version=shown.version if shown else "",
        digest=shown.digest if shown else "",
        event=shown,
        state_event=life.state_event,
        review_due=life.review_due,
        expires=life.expires,
        until=_until(life, coming),
        successor=life.successor,
        text_hidden=life.hidden,
        why=life.why,
        versions=_versions(life, upcoming),
        upcoming=upcoming,
        events=tuple(ordered),
        review=life.review,
        consultation=consultation,
    )


def _open(consultation: Event | None, today: date) -> Event | None:
    """A consultation is open up to and including the day on which it closes."""
    if consultation and consultation.closes and consultation.closes < today:
        return None
    return consultation


def _timeliness(life: _Life, today: date, settings: Settings) -> Timeliness | None:
    """Where a version in force is in its cycle. What is due today is not late; tomorrow it is."""
    if life.state is not State.IN_FORCE:
        return None
    if life.expires is not None and life.expires < today:
        return Timeliness.EXPIRED
    if life.review_due is None or life.review_due < today:
        return Timeliness.OVERDUE
    if life.review_due - today <= timedelta(days=settings.due_soon_days):
        return Timeliness.DUE_SOON
    return Timeliness.CURRENT


def _until(life: _Life, coming: Sequence[Event]) -> date | None:
    """The last day on which the shown text may be relied on without asking again.

    A change that is already decided ends that promise the day before it takes effect.
    """
    if life.state is not State.IN_FORCE:
        return None
    changes = [e.effective - timedelta(days=1) for e in coming if e.kind in BECOMES]
    return min(filter(None, (life.review_due, life.expires, *changes)), default=None)


def _upcoming(life: _Life, coming: Sequence[Event]) -> VersionStanding | None:
    """The first version that will take effect on a later day, unless a stop has overtaken it."""
    for event in coming:
        life = _STEPS[event.kind](life, event)
        if event.kind in BINDING and life.shown is event:
            return _version(event, State.PROPOSED)
    return None


def _version(event: Event, state: State) -> VersionStanding:
    return VersionStanding(
        event.version, state, event.digest, event, event.review_due, event.expires
    )


def _versions(life: _Life, upcoming: VersionStanding | None) -> tuple[VersionStanding, ...]:
    """Every version that was endorsed, oldest first; those replaced by a later one say so.

    A version whose day came only after the document was stopped was never in force.
    """
    past = [_version(e, State.SUPERSEDED) for e in life.endorsed if e is not life.shown]
    past += [_version(e, State.WITHDRAWN) for e in _only_overtaken(life)]
    if life.shown is not None:
        shown = life.shown
        past.append(
            VersionStanding(
                shown.version, life.state, shown.digest, shown, life.review_due, life.expires
            )
        )
    if upcoming and all(v.version != upcoming.version for v in past):
        past.append(upcoming)
    return tuple(past)


def _only_overtaken(life: _Life) -> tuple[Event, ...]:
    """The last endorsement of each version that was overtaken and never took effect."""
    endorsed = {event.version for event in life.endorsed}
    last = {event.version: event for event in life.overtaken}
    return tuple(event for version, event in last.items() if version not in endorsed)


def _flags(
    life: _Life,
    upcoming: VersionStanding | None,
    seals: Mapping[str, Seal],
    working: WorkingDigest,
) -> frozenset[Flag]:
    """What is true besides: moved dates, and a working text that has gone on.

    The working text is compared with the last text endorsed, with the fields left out of it that
    were left out when that text was sealed.
    """
    flags = {Flag.EXTENDED} if life.extended else set()
    latest = upcoming.version if upcoming else life.shown.version if life.shown else ""
    seal = seals.get(latest)
    if seal is not None and working(seal.administrative) != seal.digest:
        flags.add(Flag.CHANGED)
    return frozenset(flags)
