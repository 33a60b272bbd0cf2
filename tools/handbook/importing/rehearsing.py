"""Drafts held against the whole check before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.gate import passed, rehearse
from handbook.report.locate import locate, places_of
from handbook.rules.aside.known_faults import PATH, listable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from handbook.finding import Finding
    from handbook.gate import Rehearsal
    from handbook.history.moment import Seen
    from handbook.importing.planning import Outcome

_SHOWN = 5
_LONG = 80


def rehearsed(outcomes: Sequence[Outcome], seen: Seen, day: date) -> list[Outcome]:
    """The outcomes, without the drafts that the check would not let through.

    What an old library may begin with (``handbook baseline``) is said of a draft and stops nothing,
    unless the list has been begun. Whatever else is wrong, and could only be mended by a person,
    keeps that draft from being written.
    """
    before = passed(seen.tree, today=day, history=seen.history)
    begun = PATH in seen.tree.paths()
    left = list(outcomes)
    for _ in range(len(left) + 1):
        files = _files(left)
        if not files:
            return left
        tried = rehearse(before, seen.tree, files, today=day, history=seen.history)
        judged = [_judged(outcome, tried, begun=begun) for outcome in left]
        if [outcome.fate for outcome in judged] == [outcome.fate for outcome in left]:
            return _all_or_none(judged, tried)
        # What is said of the others is said anew, once those that were refused are gone.
        pairs = zip(left, judged, strict=True)
        left = [after if after.fate == "refused" else before_it for before_it, after in pairs]
    return left


def _all_or_none(outcomes: Sequence[Outcome], tried: Rehearsal) -> list[Outcome]:
    """The outcomes; none is written where together they would break what is there already."""
    files, drafts = _files(outcomes), {o.draft.id for o in outcomes if o.draft is not None}
    beside = [e for e in tried.errors if e.path not in files and e.about not in drafts]
    if not beside:
        return list(outcomes)
    error = beside[0]
    reason = f"with these drafts the check would stop at {error.path}: {error.message}"
    return [
        outcome.refused(f"{reason} ({error.code.id})", error.hint)
        if outcome.fate in ("new", "again")
        else outcome
        for outcome in outcomes
    ]


def _files(outcomes: Sequence[Outcome]) -> Mapping[str, bytes]:
    return {
        path: raw
        for outcome in outcomes
        if outcome.fate in ("new", "again") and outcome.draft is not None
        for path, raw in outcome.draft.files.items()
    }


def _judged(outcome: Outcome, tried: Rehearsal, *, begun: bool) -> Outcome:
    """One outcome, with what the check says of its files."""
    draft = outcome.draft
    if draft is None or outcome.fate not in ("new", "again"):
        return outcome
    own = [error for error in tried.errors if error.path in draft.files or error.about == draft.id]
    stopping = [error for error in own if begun or not listable(error.code)]
    if stopping:
        reasons = "; ".join(_placed(tried, error, draft.files) for error in stopping[:_SHOWN])
        more = f"; and {len(stopping) - _SHOWN} more" if len(stopping) > _SHOWN else ""
        hints = dict.fromkeys(error.hint for error in stopping[:_SHOWN] if error.hint)
        mend = f"Mend it in the file, or in a copy of it. {' '.join(hints)}"
        return outcome.refused(f"the check would refuse the draft: {reasons}{more}", mend)
    notes = [f"{_placed(tried, error, draft.files)}. {error.hint}" for error in own]
    if own:
        notes.append(
            "the check stops at these until they are mended, or listed for later"
            " (`handbook baseline`)"
        )
    return replace(outcome, notes=(*outcome.notes, *notes))


def _placed(tried: Rehearsal, error: Finding, files: Mapping[str, bytes]) -> str:
    """Where a finding stands in a draft that nobody can open yet: so with the words of its line."""
    (located,) = locate([error], places_of(tried.after.loaded))
    number = located.place.line
    lines = files.get(error.path, b"").decode(errors="replace").splitlines()
    words = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    shown = f" (“{words if len(words) <= _LONG else f'{words[:_LONG]}…'}”)" if words else ""
    return f"line {number} of the draft{shown}, {error.message} ({error.code.id})"
