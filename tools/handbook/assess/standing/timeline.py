"""What applied when: the life of one document as periods that follow each other without a hole.

It decides nothing by itself. It finds the days on which anything can change, asks ``stood_on`` how
the document stood on each, and joins the days between which nothing did.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.standing.derive import stood_on
from handbook.assess.words import State
from handbook.assess.workflow import DecisionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.ledger.model import Event
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing

_DAY = timedelta(days=1)
_BY_TIME = {
    State.LAPSED: "its endorsement ran out",
    State.PROPOSED: "the consultation closed",
    State.UNKNOWN: "it was not ratified in time",
}


class Label(enum.StrEnum):
    """What is new about the text of a period, in the manner of NICE's version labels."""

    NEW = "new"
    REVIEWED = "reviewed, no change"
    CORRECTED = "corrected"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of days on which the same applied.

    ``since`` is its first day; ``None`` for the time before anything took effect. ``until`` is its
    last day; ``None`` if nothing that is decided so far ends it. ``version`` is the last text that
    was ever in force ("" if none), as in ``Standing``; it applied only if ``in_force``. ``by`` is
    the decision that began the period, ``None`` if time alone did (an expiry, the end of a
    consultation). ``label`` is ``None`` when nothing is new about the text.
    """

    since: date | None
    until: date | None
    state: State
    version: str = ""
    by: Event | None = None
    label: Label | None = None
    review_due: date | None = None
    hidden: bool = False
    """Published in error: the text that had applied is not shown any more."""

    @property
    def in_force(self) -> bool:
        """Whether the network stood behind ``version`` in this period."""
        return self.state is State.IN_FORCE

    @property
    def by_time(self) -> str:
        """What began the period if no decision did, in words; empty for the very first."""
        if self.by is not None or self.since is None:
            return ""
        return _BY_TIME.get(self.state, "time passed")


def timeline(
    events: Sequence[Event], settings: Settings, doubts: Sequence[str] = ()
) -> tuple[Period, ...]:
    """The periods of a document's life, from before the first decision to after the last.

    ``events`` are the decisions about it that can be believed, ``doubts`` what could not be. With
    any doubt there is one period, and it is unknown: nobody can say from when.
    """
    if doubts:
        return (Period(None, None, State.UNKNOWN),)
    turns = {day for event in events for day in turning_days(event)}
    changes: list[tuple[date, Standing]] = []
    for day in sorted({date.min, *turns}):
        each = stood_on(events, day, settings)
        if not changes or _what(changes[-1][1]) != _what(each):
            changes.append((day, each))
    return tuple(_periods(changes))


def timeline_of(current: Standing, settings: Settings) -> tuple[Period, ...]:
    """The periods of the life of a document whose standing is known, on whatever day."""
    kept_out = current.why if current.state is State.UNKNOWN and not current.events else ()
    return timeline(current.events, settings, current.doubts or kept_out)


def on_day(periods: Sequence[Period], day: date) -> Period:
    """The one period that a day lies in."""
    return next(each for each in periods if each.until is None or day <= each.until)


def same_text(
    standings: Mapping[str, Standing], settings: Settings, document: str, judged_on: date | None
) -> str:
    """Why a judgement made on one day says nothing of the text that stood on another.

    In words that follow the document's name; empty if the text was the same. ``standings`` are
    those of the day asked about.
    """
    here = standings[document]
    if judged_on is None:
        return "was judged on a day that is not recorded, so perhaps in another version"
    periods = timeline_of(here, settings)
    then = on_day(periods, judged_on)
    agreed = _agreed(periods)
    if then.in_force and agreed[then.version] == agreed[here.version]:
        return ""
    judged = f"version {then.version}" if then.in_force else "a text that was not in force"
    return f"had version {here.version} in force, and what was judged was {judged}"


def _agreed(periods: Sequence[Period]) -> dict[str, str]:
    """For each version that was in force, the one that was agreed; corrections change nothing."""
    agreed: dict[str, str] = {}
    text = ""  # pragma: no mutate (the first text in force is new, and so no correction)
    for period in (each for each in periods if each.in_force):
        if period.label is not Label.CORRECTED:
            text = period.version
        text = agreed.setdefault(period.version, text)
    return agreed


def turning_days(event: Event) -> Iterator[date]:
    """The days on which a decision can change how its document stands."""
    yield event.effective
    for last in (event.closes, event.expires, event.ratify_by):
        if last is not None and last < date.max:
            yield last + _DAY


def _what(current: Standing) -> tuple[object, ...]:
    """What a period is told apart by: all that a decision or an expiry changes."""
    decisions = (current.event, current.state_event, current.review)
    dates = (current.review_due, current.expires)
    return (current.state, current.version, current.digest, current.text_hidden, *decisions, *dates)


def _periods(changes: Sequence[tuple[date, Standing]]) -> Iterator[Period]:
    digests: list[str] = []
    for at, (day, each) in enumerate(changes):
        first = day == date.min
        until = changes[at + 1][0] - _DAY if at + 1 < len(changes) else None
        period = Period(
            None if first else day,
            until,
            each.state,
            each.version,
            _began(day, each),
            review_due=each.review_due,
            hidden=each.text_hidden,
        )
        yield replace(period, label=_label(period, each.digest, digests))
        if period.in_force:
            digests.append(each.digest)


def _began(day: date, now: Standing) -> Event | None:
    """The decision that made the difference; the last of those that took effect on that day."""
    made = (now.review, now.event, now.state_event)
    changed = [e for e in made if e is not None and e.effective == day]
    if changed:
        return changed[-1]
    dated = [
        e
        for e in now.events
        if e.effective == day and e.kind not in {DecisionKind.RECORD, DecisionKind.CONSULT}
    ]
    return dated[-1] if dated else None


def _label(period: Period, digest: str, before: Sequence[str]) -> Label | None:
    """Whether the text is new, the same after a review, corrected or amended.

    ``before`` are the digests of the texts that were in force earlier. Only a text in force has a
    label, and only where the period began with a decision about the text itself.
    """
    by = period.by
    if not period.in_force or by is None:
        return None
    if not before:
        return Label.NEW
    if by.kind == DecisionKind.CORRECT:
        return Label.CORRECTED
    if by.kind == DecisionKind.REVIEW:
        return Label.REVIEWED if by.outcome == "no-change" else None
    if by.kind in {DecisionKind.ENDORSE, DecisionKind.ATTEST}:
        return Label.REVIEWED if digest == before[-1] else Label.AMENDED
    return None
