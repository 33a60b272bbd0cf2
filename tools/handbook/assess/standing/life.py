"""The life of one document: what each decision makes of it, one step after another.

``BECOMES`` and ``STEPS`` are the whole table. ``standing`` takes the steps whose day has come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.assess.ledger.order import made_later
from handbook.assess.words import State
from handbook.assess.workflow import MOVES, WORKFLOW, DecisionKind
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from handbook.assess.ledger.model import Event

BECOMES: Mapping[str, State] = {
    move.kind: move.becomes for move in MOVES if move.becomes is not None
}
"""What a decision makes of a document. Kinds that are not here change its dates, not its state."""

STOPS = frozenset({DecisionKind.SUSPEND, DecisionKind.SUPERSEDE, DecisionKind.WITHDRAW})
"""The decisions that take a document out of use."""

_MOVES_THE_DATE = frozenset({"no-change", "minor"})


@dataclass(frozen=True, slots=True)
class Life:
    """What the decisions taken so far have made of a document.

    ``shown`` is the decision that endorsed the text readers get, ``endorsed`` all that ever took
    effect, ``overtaken`` those whose day came when a later decision had stopped the document.
    """

    state: State = State.PROPOSED
    state_event: Event | None = None
    shown: Event | None = None
    endorsed: tuple[Event, ...] = ()
    overtaken: tuple[Event, ...] = ()
    stopped: date | None = None
    """The last day on which a stop was decided, since a text was last endorsed."""
    stops: tuple[str, ...] = ()
    """The decisions that stopped it since then, which an endorsement must name to lift them."""
    unlifting: tuple[str, ...] = ()
    """The endorsements since then that did not name them all, so that they lifted nothing."""
    review_due: date | None = None
    expires: date | None = None
    usable_after_expiry: bool = False
    """As the endorsement of the text says. No later setting changes it, and no later date."""
    extended: bool = False
    hidden: bool = False
    in_error: frozenset[str] = frozenset()
    """The versions whose text stays hidden, because the document was published in error."""
    successor: str = ""
    review: Event | None = None
    consultation: Event | None = None
    why: tuple[str, ...] = ()


def _endorse(life: Life, event: Event) -> Life:
    """A text takes effect; whatever was before it is over: every stop that it names, too.

    An endorsement made before a document was stopped, or on that same day, cannot lift the stop,
    even if it was to take effect afterwards: those who made it did not know. Nor can one that does
    not name every stop since (suspension, replacement, withdrawal), whatever its day: nobody can
    tell whether those who made it knew. Nor does it replace a text that was endorsed later than it,
    and took effect sooner.
    """
    stopped = life.stopped is not None and event.decided <= life.stopped
    unnamed = tuple(stop for stop in life.stops if stop not in event.lifts)
    if unnamed and not stopped:
        life = replace(
            life,
            why=(*life.why, _does_not_lift(event, unnamed)),
            unlifting=(*life.unlifting, event.decision),
        )
    if stopped or unnamed or (life.shown is not None and made_later(life.shown, event)):
        in_error = life.in_error | {event.version} if life.hidden else life.in_error
        return replace(life, overtaken=(*life.overtaken, event), in_error=in_error)
    held = event.evidence_held
    return Life(
        state=BECOMES[event.kind] if held else State.UNKNOWN,
        state_event=event,
        shown=event,
        endorsed=(*(e for e in life.endorsed if e.version != event.version), event),
        overtaken=life.overtaken,
        in_error=life.in_error - {event.version},
        review_due=event.review_due,
        expires=event.expires,
        usable_after_expiry=event.usable_after_expiry,
        why=() if held else ("the evidence of its earlier endorsement is not held",),
    )


def _does_not_lift(event: Event, unnamed: tuple[str, ...]) -> str:
    return (
        f"version {event.version} was endorsed on {long_date(event.decided)} by the decision"
        f" {event.decision}, which does not name {', '.join(unnamed)}, by which the document was"
        " stopped, so it does not lift that"
    )


def _stop(life: Life, event: Event) -> Life:
    """A document leaves use. What has already left it for good cannot be suspended.

    The texts that were endorsed until then stay hidden, if they were published in error, until
    a group endorses the very same one again.
    """
    life = replace(
        life,
        stopped=max(filter(None, (life.stopped, event.decided))),
        stops=(*life.stops, event.decision),
    )
    if life.state in WORKFLOW[event.kind].idle:
        return life
    hidden = life.hidden or event.exit == "published-in-error"
    return replace(
        life,
        state=BECOMES[event.kind],
        state_event=event,
        successor=event.successor,
        hidden=hidden,
        in_error=life.in_error | {e.version for e in _texts(life) if hidden},
        consultation=life.consultation if event.kind == DecisionKind.SUSPEND else None,
        why=(),
    )


def _texts(life: Life) -> tuple[Event, ...]:
    return (*life.endorsed, *life.overtaken)


def _review(life: Life, event: Event) -> Life:
    """A receipt counts only for the text that it names, and moves a date only if little changed."""
    shown = life.shown
    if shown is None or (event.version, event.digest) != (shown.version, shown.digest):
        return life
    life = replace(life, review=event)
    if event.outcome not in _MOVES_THE_DATE or event.review_due is None:
        return life
    expires = event.expires or life.expires
    return replace(
        life,
        review_due=event.review_due,
        expires=expires,
        extended=False,  # pragma: no mutate (nothing tells None from it, and tests True)
    )


def _extend(life: Life, event: Event) -> Life:
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


def _correct(life: Life, event: Event) -> Life:
    """A corrected text takes the place of the one that it names, only while that is in force.

    What was endorsed stays endorsed by those who endorsed it, until the dates they set.
    """
    shown = life.shown
    corrected = (event.corrects, event.corrects_digest)
    stopped = life.state is not State.IN_FORCE
    if shown is None or stopped or corrected != (shown.version, shown.digest):
        return replace(life, overtaken=(*life.overtaken, event))
    text = replace(shown, version=event.version, digest=event.digest, effective=event.effective)
    return replace(life, shown=text, state_event=event, endorsed=(*life.endorsed, text))


def _consult(life: Life, event: Event) -> Life:
    return replace(life, consultation=event)


STEPS: Mapping[str, Callable[[Life, Event], Life]] = {
    DecisionKind.ENDORSE: _endorse,
    DecisionKind.ATTEST: _endorse,
    DecisionKind.SUSPEND: _stop,
    DecisionKind.SUPERSEDE: _stop,
    DecisionKind.WITHDRAW: _stop,
    DecisionKind.CORRECT: _correct,
    DecisionKind.REVIEW: _review,
    DecisionKind.EXTEND: _extend,
    DecisionKind.CONSULT: _consult,
    DecisionKind.RECORD: lambda life, _event: life,
    DecisionKind.ACCEPT: lambda life, _event: life,
}
