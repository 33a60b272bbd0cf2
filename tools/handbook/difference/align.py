"""Two rows of things: which of them stayed, changed, went, came or moved."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

Thing = TypeVar("Thing")
Step = tuple[str, int, int, int, int]
"""What became of a run: ``equal`` or else, from where to where in the old row and in the new."""

MOST = 20_000
"""Pairs of equal things that two rows may always have, however short they are."""
MOST_EACH = 25
"""Such pairs for each thing, so that the work grows with a text and not with its square."""


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[Step]:
    """What turns one row into another.

    Rows in which the same things stand again and again, so often that laying them side by side
    would take too long, are told as one run that went and one that came, but for their ends.
    """
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    a, b = old[begin : len(old) - end], new[begin : len(new) - end]
    times = Counter(a)
    work = sum(times[item] for item in b)
    if work <= MOST + MOST_EACH * (len(a) + len(b)):
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    middle: list[Step] = [("replace", begin, begin + len(a), begin, begin + len(b))]
    first: list[Step] = [("equal", 0, begin, 0, begin)] if begin else []
    last: list[Step] = [("equal", len(old) - end, len(old), len(new) - end, len(new))]
    return [*first, *middle, *(last if end else [])]


def aligned(
    old: Sequence[Thing],
    new: Sequence[Thing],
    same: Callable[[Thing], Hashable],
    alike: Callable[[Thing, Thing], bool],
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Pairs in the order of a reader: both where one took the other's place, one where not.

    ``same`` gives what makes two things equal; ``alike`` whether one may be the other, reworded.
    """
    before, after = [same(item) for item in old], [same(item) for item in new]
    for tag, a, b, c, d in steps(before, after):
        gone, come = old[a:b], new[c:d]
        paired = tag == "equal" or (
            len(gone) == len(come) and all(alike(x, y) for x, y in zip(gone, come, strict=True))
        )
        if paired:
            yield from zip(gone, come, strict=True)
        else:
            yield from ((item, None) for item in gone)
            yield from ((None, item) for item in come)


def moved(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Of the names that both rows have, those that stand elsewhere than they did."""
    gone, come = set(old), set(new)
    before, after = [n for n in old if n in come], [n for n in new if n in gone]
    kept: set[str] = set()
    for tag, a, b, _, _ in steps(before, after):
        kept.update(before[a:b] if tag == "equal" else ())
    return tuple(name for name in after if name not in kept)
