"""How documents, coverage and answers stand otherwise than what was decided makes of them. Pure.

In go two assessments: what the decisions alone would make of the base, and what merging gives. Out
come the differences, in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from handbook.assess.words import Extent, Flag, Local, State
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from handbook.assess.adoption.model import Position
    from handbook.assess.coverage.model import Judged
    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing

Of = TypeVar("Of")

STOPPED = frozenset({State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN})
"""States that a decision made so that nobody uses the text."""

_QUIETER = frozenset({State.UNKNOWN, State.LAPSED})
"""States in which nobody is led to rely on a text, whatever else is said of it."""

_EXTENT: Mapping[str, int] = {
    Extent.NOT_JUDGED: 0,
    Extent.NONE: 0,
    Extent.PARTIAL: 1,
    Extent.FULL: 2,
    Extent.NOT_APPLICABLE: 2,
}


@dataclass(frozen=True, slots=True)
class StandingChange:
    """What is otherwise than was decided. ``about`` is the document, ``what`` words for people.

    ``grave`` is false where only the words beside a text differ, not whether it may be used.
    ``later`` is true where nothing but the day of the review has moved, to a later one.
    """

    about: str
    what: tuple[str, ...]
    grave: bool = True
    later: bool = False


def standings_changed(decided: Assessment, merged: Assessment) -> Iterator[StandingChange]:
    """The documents that stand otherwise than the decisions about them say."""
    for document, now in merged.standings.items():
        then = decided.standings.get(document)
        if then is None:
            if now.state is not State.PROPOSED:
                yield StandingChange(document, (f"nothing becomes “{now.state}”",))
        elif not _only_loses(then, now):
            yield from _stands_otherwise(then, now)
    for document, then in decided.standings.items():
        if document not in merged.standings and then.state is not State.PROPOSED:
            yield StandingChange(document, (f"“{then.state}” becomes nothing at all",))


def _only_loses(then: Standing, now: Standing) -> bool:
    """Whether a text that could be used says of itself that it cannot be, which is told besides."""
    return now.state is State.UNKNOWN and then.state not in STOPPED


def _stands_otherwise(then: Standing, now: Standing) -> Iterator[StandingChange]:
    what = tuple(_differences(_FACTS, then, now))
    if not what:
        return
    if now.state in _QUIETER and then.state not in STOPPED:
        yield StandingChange(now.document, what, grave=False)
        return
    names = [name for name, fact in _FACTS.items() if fact(then) != fact(now)]
    moved = set(names) <= _DATES and then.review_due and now.review_due
    later = bool(moved and now.review_due and then.review_due and now.review_due > then.review_due)
    yield StandingChange(now.document, what, grave=names != ["timeliness"], later=later)


_DATES = frozenset({"review due", "to be relied on until", "versions", "timeliness"})


def _id(event: Event | None) -> str:
    return event.decision if event else "none"


def _on(day: date | None) -> str:
    return long_date(day) if day else "no day"


_FACTS: Mapping[str, Callable[[Standing], str]] = {
    "standing": lambda s: str(s.state),
    "timeliness": lambda s: str(s.timeliness or "none"),
    "version": lambda s: f"{s.version or 'none'}",
    "text": lambda s: s.digest or "none",
    "endorsed by": lambda s: _id(s.event),
    "made so by": lambda s: _id(s.state_event),
    "review due": lambda s: _on(s.review_due),
    "expires": lambda s: _on(s.expires),
    "to be relied on until": lambda s: _on(s.until),
    "put off": lambda s: "yes" if Flag.EXTENDED in s.flags else "no",
    "replaced by": lambda s: s.successor or "nothing",
    "text hidden": lambda s: "yes" if s.text_hidden else "no",
    "to take effect": lambda s: _id(s.upcoming.event if s.upcoming else None),
    "to be stopped by": lambda s: _id(s.stopping),
    "last review": lambda s: _id(s.review),
    "consultation": lambda s: _id(s.consultation),
    "versions": lambda s: ", ".join(
        f"{v.version} {v.state}{' (hidden)' if v.hidden else ''} until {_on(v.review_due)}"
        for v in s.versions
    ),
}
"""Everything that a page says of how a document stands, but that a change is proposed."""


def _differences(facts: Mapping[str, Callable[[Of], str]], then: Of, now: Of) -> Iterator[str]:
    """Each fact that differs, in words; the list of versions only if nothing else does."""
    differing = [name for name, fact in facts.items() if fact(then) != fact(now)]
    for name in [name for name in differing if name != "versions"] or differing:
        yield f"{name}: “{facts[name](then)}” becomes “{facts[name](now)}”"


def answers_changed(
    decided: Assessment, merged: Assessment
) -> Iterator[tuple[str, StandingChange]]:
    """Organisations whose position on a document is otherwise than what they answered says.

    What is new on the branch, an organisation or an answer, is no change of what was there.
    """
    before, after = decided.adoption.positions, merged.adoption.positions
    for pair in before.keys() | after.keys():
        who, document = pair
        if who not in decided.registry.records or document not in decided.registry.records:
            continue
        then, now = before.get(pair), after.get(pair)
        if now is not None and now.local is Local.UNKNOWN:
            continue  # nothing is claimed, and why is told in its own words
        what = tuple(_differences(_POSITION, then, now))
        if what:
            yield who, StandingChange(document, what)


_POSITION: Mapping[str, Callable[[Position | None], str]] = {
    "is asked": lambda p: "yes" if p is not None and p.intended else "no",
    "its answer": lambda p: "not recorded" if p is None else str(p.local),
    "its version": lambda p: p.answer.version if p is not None and p.answer else "none",
    "must answer": lambda p: "yes" if p is not None and p.outstanding else "no",
    "must answer by": lambda p: _on(p.due) if p is not None and p.outstanding else "no day",
    "uses what is not in force": lambda p: "yes" if p is not None and p.unsupported else "no",
}


def coverage_raised(decided: Assessment, merged: Assessment) -> Iterator[tuple[Judged, str]]:
    """Items of policies that are served better than was decided and judged anew, each with why.

    A judgement that says more than before is another judgement: it has a later day, and what was
    lacking is not lacking any more. Nor does an item go away while its policy's edition stays.
    """
    for policy in decided.coverage.keys() | merged.coverage.keys():
        then, now = _items(decided, policy), _items(merged, policy)
        for name, item in now.items():
            why = _raised(then.get(name), item)
            if why:
                yield item, why
        if _edition(decided, policy) == _edition(merged, policy) or not now:
            for name in then.keys() - now.keys():
                yield then[name], "it is gone, and nobody published another edition of the policy"


def _items(assessment: Assessment, policy: str) -> dict[str, Judged]:
    coverage = assessment.coverage.get(policy)
    return {item.item: item for item in coverage.items} if coverage else {}


def _edition(assessment: Assessment, policy: str) -> str:
    record = assessment.registry.records.get(policy)
    return str(record.get("edition")) if record else ""


def _raised(then: Judged | None, now: Judged) -> str:
    """Why an item may not count for more than before; empty if it does not, or may."""
    was, is_now = (
        (then.judged, then.holds) if then else (Extent.NOT_JUDGED,) * 2,
        (now.judged, now.holds),
    )
    grown = any(_EXTENT[b] > _EXTENT[a] for a, b in zip(was, is_now, strict=True))
    fresher = then is not None and then.suspect and not now.suspect
    if not grown and not fresher:
        return ""
    change = f"“{was[1]}” becomes “{is_now[1]}”"
    if now.judged == Extent.FULL and now.gap:
        return f"{change}, and what is lacking still stands beside it"
    if now.judged_on is None:
        return f"{change}, and no day says when that was judged"
    if then is not None and then.judged_on is not None and now.judged_on <= then.judged_on:
        return f"{change}, and it was not judged anew since {long_date(then.judged_on)}"
    return ""
