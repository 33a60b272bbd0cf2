"""Two rows of things: which of them stayed, changed, went, came or moved."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

Thing = TypeVar("Thing")


def aligned(
    old: Sequence[Thing],
    new: Sequence[Thing],
    same: Callable[[Thing], Hashable],
    alike: Callable[[Thing, Thing], bool],
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Pairs in the order of a reader: both where one took the other's place, one where not.

    ``same`` gives what makes two things equal; ``alike`` whether one may be the other, reworded.
    """
    before, after = [same(one) for one in old], [same(one) for one in new]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = old[a:b], new[c:d]
        paired = tag == "equal" or (
            len(gone) == len(come) and all(alike(x, y) for x, y in zip(gone, come, strict=True))
        )
        if paired:
            yield from zip(gone, come, strict=True)
        else:
            yield from ((one, None) for one in gone)
            yield from ((None, one) for one in come)


def moved(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Of the names that both rows have, those that stand elsewhere than they did."""
    before, after = [n for n in old if n in new], [n for n in new if n in old]
    kept: set[str] = set()
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(before[block.a : block.a + block.size])
    return tuple(name for name in after if name not in kept)
