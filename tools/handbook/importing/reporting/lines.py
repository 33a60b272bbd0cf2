"""What the command says of each file, in a few lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handbook.importing.drafting.checks import DIFFERENCES, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.importing.model import Conversion
    from handbook.importing.planning import Outcome

SHOWN = 6
"""So many differences are told; the list to check has all of them."""
_TITLES = {kind: title for kind, title, _ in PARTS}


def outcome_lines(outcome: Outcome, *, preview: bool) -> Iterator[str]:
    """The lines on one file."""
    yield outcome.name
    conversion = outcome.conversion
    if outcome.fate == "same":
        yield f"  left as it is: {outcome.reason}"
        return
    if outcome.fate == "refused":
        yield f"  not taken in: {outcome.reason}"
        if conversion is not None:
            yield from _doubts(conversion)
        yield f"  {outcome.mend}"
        return
    if outcome.draft is not None and outcome.draft.path not in outcome.draft.files:
        yield f"  its list of what to check was lost, and is written again: {outcome.draft.check}"
    elif outcome.draft is not None:
        verb = "would become" if preview else "became"
        again = " (written anew)" if outcome.fate == "again" else ""
        yield f"  {verb} the draft {outcome.draft.path}{again}, “{outcome.draft.title}”"
        for point in outcome.draft.points:
            yield f"  front sheet: {point.words} ({point.became})"
        if conversion is not None:
            yield from _doubts(conversion)
            draft = outcome.draft
            yield f"  to check by eye: {_counts(conversion)}; each is a line of {draft.check}"
    yield from (f"  note: {note}" for note in outcome.notes)


def _doubts(conversion: Conversion) -> Iterator[str]:
    for each in conversion.differences[:SHOWN]:
        yield f"  {DIFFERENCES[each.kind]}: {each.words[:80]} ({each.spot}: {each.beside})"
    left = len(conversion.differences) - SHOWN
    if left > 0:
        yield f"  and {left} more places that differ"
    for part in conversion.unread[:SHOWN]:
        yield f"  not compared: {part.kind} {part.spot}: {part.words}"


def _counts(conversion: Conversion) -> str:
    counts = Counter(point.kind for point in conversion.points)
    parts = [f"{_TITLES[kind].lower()} {counts[kind]}" for kind in _TITLES if counts[kind]]
    return ", ".join(parts) or "the whole text"


def summary_line(outcomes: Sequence[Outcome], *, preview: bool) -> str:
    """How it ended, in one line."""
    fates = Counter(outcome.fate for outcome in outcomes)
    written = fates["new"] + fates["again"]
    verb = "would be written" if preview else ("was written" if written == 1 else "were written")
    parts = [f"{written} draft{'' if written == 1 else 's'} {verb}"]
    if fates["same"]:
        parts.append(f"{fates['same']} known already")
    if fates["refused"]:
        parts.append(f"{fates['refused']} not taken in")
    return f"{'; '.join(parts)}. Nothing that is taken in is in force: a group endorses it, or not."
