"""The standing of one document on one day: a pure function of what was decided about it.

``life`` says what each decision does; this module takes those whose day has come, and works out
dates and flags. ``docs/standing.md`` says the same in words for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.ledger.event import BINDING
from handbook.assess.ledger.order import ORDER, made_later, sort_key
from handbook.assess.standing.life import BECOMES, STEPS, STOPS, Life
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Flag, State, Timeliness
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.ledger.model import Event
    from handbook.assess.settings.model import Settings
    from handbook.load.model import Seal

WorkingDigest = Callable[[frozenset[str]], str]
"""The digest of the working text, with the fields named left out of it."""


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
    unknown, whatever else was decided. Asked of a past day, what took effect by then counts
    whenever it was decided; what was still to come counts only if it was decided by then.
    """
    ordered = sorted(events, key=sort_key)
    life, timeliness = _timed(_lived(ordered, today, doubts), today, settings)
    coming = [e for e in ordered if e.decided <= today < e.effective]
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
        usable_after_expiry=life.usable_after_expiry,
        until=_until(life, coming),
        successor=life.successor,
        text_hidden=life.hidden,
        why=life.why,
        versions=_versions(life, upcoming),
        upcoming=upcoming,
        stopping=_stopping(life, coming),
        events=tuple(ordered),
        review=life.review,
        consultation=_open(life.consultation, today),
        stops=life.stops,
        unlifting=life.unlifting,
        doubts=tuple(doubts),
    )


def stood_on(events: Sequence[Event], day: date, settings: Settings) -> Standing:
    """How a document stands on a day by its decisions alone, whichever document they are about.

    Whether its working text has moved on since the last endorsement is not asked.
    """
    return standing("", events, {}, str, day, settings)  # pragma: no mutate (name and text unread)


def _lived(ordered: Sequence[Event], today: date, doubts: Sequence[str]) -> Life:
    """The life that the decisions in force by ``today`` made; unknown if anything is in doubt."""
    life = Life()
    for event in ordered:
        if event.effective <= today:
            life = STEPS[event.kind](life, event)
    consultation = _open(life.consultation, today)
    if life.state is State.PROPOSED and consultation:
        life = replace(life, state=State.IN_CONSULTATION, state_event=consultation)
    life = _ratified(life, ordered, today)
    if doubts:
        life = replace(life, state=State.UNKNOWN, state_event=None, why=tuple(doubts))
    return life


def _ratified(life: Life, ordered: Sequence[Event], today: date) -> Life:
    """What was done without a meeting and not ratified in time.

    A suspension holds all the same, and says so. A chair's action no longer counts, and nobody can
    say what does, until a meeting decides afresh how the document stands.
    """
    event = life.state_event
    if life.state is State.SUSPENDED and event is not None and event.unratified(today):
        still = f"its suspension {_not_ratified(event)}; it holds all the same"
        return replace(life, why=(still, *life.why))
    afresh = [
        e.decided
        for e in ordered
        if e.kind in BECOMES and e.group and e.effective <= today and not e.unratified(today)
    ]
    late = [
        e
        for e in ordered
        if e.urgent
        and ORDER[e.kind]
        and e.unratified(today)
        and max(afresh, default=e.decided) <= e.decided
    ]
    if not late:
        return life
    why = tuple(f"the decision {e.decision}, a chair's action, {_not_ratified(e)}" for e in late)
    return replace(life, state=State.UNKNOWN, state_event=None, why=why)


def _not_ratified(event: Event) -> str:
    day = event.ratify_by
    by = f" by {long_date(day)}" if day else ""  # pragma: no mutate (what is late has a day)
    return f"was to be ratified{by} and was not"


def _open(consultation: Event | None, today: date) -> Event | None:
    """A consultation is open up to and including the day on which it closes."""
    if consultation and consultation.closes and consultation.closes < today:
        return None
    return consultation


def _timed(life: Life, today: date, settings: Settings) -> tuple[Life, Timeliness | None]:
    """A life and its timeliness; it has lapsed, if it expired and may not be used after that."""
    timeliness = _timeliness(life, today, settings)
    if timeliness is Timeliness.EXPIRED and not life.usable_after_expiry:
        life = replace(life, state=State.LAPSED)
    return life, timeliness


def _timeliness(life: Life, today: date, settings: Settings) -> Timeliness | None:
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


def _until(life: Life, coming: Sequence[Event]) -> date | None:
    """The last day on which the shown text may be relied on without asking again.

    A change that is already decided ends that promise the day before it takes effect.
    """
    if life.state is not State.IN_FORCE:
        return None
    change = _change(life, coming)
    last = change.effective - timedelta(days=1) if change else None
    return min(filter(None, (life.review_due, life.expires, last)), default=None)


def _change(life: Life, coming: Sequence[Event]) -> Event | None:
    """The first decision still to take effect that will change what readers get."""
    for event in coming:
        life = STEPS[event.kind](life, event)
        if event in (life.shown, life.state_event):
            return event
    return None


def _upcoming(life: Life, coming: Sequence[Event]) -> VersionStanding | None:
    """The first version that will take effect on a later day, unless a stop has overtaken it."""
    for event in coming:
        life = STEPS[event.kind](life, event)
        if event.kind in BINDING and life.shown is event:
            return _version(event, State.PROPOSED, life)
    return None


def _stopping(life: Life, coming: Sequence[Event]) -> Event | None:
    """The first stop that is decided, has not taken effect, and will take a text out of use.

    A stop that an endorsement lifts on the day on which it takes effect is none.
    """
    days = sorted({event.effective for event in coming})
    for day in days:
        live = life.state in (State.IN_FORCE, State.UNKNOWN)
        for event in coming:
            if event.effective == day:
                life = STEPS[event.kind](life, event)
        stop = life.state_event
        if live and stop in coming and stop is not None and stop.kind in STOPS:
            return stop
    return None


def _version(event: Event, state: State, life: Life) -> VersionStanding:
    hidden = event.version in life.in_error
    return VersionStanding(
        event.version, state, event.digest, event, event.review_due, event.expires, hidden
    )


def _versions(life: Life, upcoming: VersionStanding | None) -> tuple[VersionStanding, ...]:
    """Every version that was endorsed, oldest first; those replaced by a later one say so.

    A version whose day came only after the document was stopped, or after a later decision had
    replaced it, was never in force.
    """
    shown = life.shown
    past = [_version(e, State.SUPERSEDED, life) for e in life.endorsed if e is not shown]
    for event in _only_overtaken(life):
        replaced = shown is not None and made_later(shown, event)
        state = State.SUPERSEDED if replaced else State.WITHDRAWN
        past.append(_version(event, state, life))
    if shown is not None:
        now = _version(shown, life.state, life)
        past.append(replace(now, review_due=life.review_due, expires=life.expires))
    if upcoming and all(v.version != upcoming.version for v in past):
        past.append(upcoming)
    return tuple(past)


def _only_overtaken(life: Life) -> tuple[Event, ...]:
    """The last endorsement of each version that was overtaken and never took effect."""
    endorsed = {event.version for event in life.endorsed}
    last = {event.version: event for event in life.overtaken}
    return tuple(event for version, event in last.items() if version not in endorsed)


def _flags(
    life: Life,
    upcoming: VersionStanding | None,
    seals: Mapping[str, Seal],
    working: WorkingDigest,
) -> frozenset[Flag]:
    """What is true besides: moved dates, and a working text that has gone on.

    The working text is compared with the last text endorsed, with the fields left out of it that
    were left out when that text was sealed.
    """
    flags = {Flag.EXTENDED} if life.extended else set()
    latest = upcoming or life.shown
    seal = seals.get(latest.version) if latest else None
    if seal is not None and working(seal.administrative) != seal.digest:
        flags.add(Flag.CHANGED)
    return frozenset(flags)
