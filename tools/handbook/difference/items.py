"""Two editions of a policy, item by item: what stayed, and what came, went, moved or was reworded.

What is compared are the topics as the registry words them, not the policy's own sentences: an item
whose topic is the same may ask for something else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

ALIKE = 0.5
"""So much of the words of two topics must be the same for one to be the other, reworded."""


_WORD = re.compile(r"\w+")


class Fate(StrEnum):
    """What became of an item, in the order in which it needs looking at."""

    REMOVED = "removed"
    ADDED = "added"
    RENUMBERED_AND_REWORDED = "renumbered and reworded"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PolicyItem:
    """One item of one edition; ``section`` is the number of the section, where it has one."""

    id: str
    topic: str
    section: str = ""
    title: str = ""

    @property
    def wording(self) -> Hashable:
        """Its words and every sign between them, by which it is the same as another."""
        return tuple(" ".join(text.split()).rstrip(".") for text in (self.title, self.topic))

    @property
    def counts(self) -> Counter[str]:
        """How often each word stands in it, by which it is like another."""
        return Counter(_WORD.findall(f"{self.title} {self.topic}".casefold()))


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item in both editions: ``old`` is missing if it came, ``new`` if it went.

    ``taken`` is what the old number stands for in the new edition, where that is another item: a
    judgement left under it would speak for something that nobody judged.
    """

    old: PolicyItem | None
    new: PolicyItem | None
    taken: PolicyItem | None = None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.old is None:
            return Fate.ADDED
        if self.new is None:
            return Fate.REMOVED
        renumbered = self.old.id != self.new.id
        if self.old.wording != self.new.wording:
            return Fate.RENUMBERED_AND_REWORDED if renumbered else Fate.REWORDED
        return Fate.RENUMBERED if renumbered else Fate.SAME

    @property
    def section_moved(self) -> bool:
        """Whether it stands in another section than it did."""
        return bool(self.old and self.new and self.old.section != self.new.section)


def items_of(data: Mapping[str, Any]) -> tuple[PolicyItem, ...]:
    """The items of a policy's record, which its schema has judged, in the policy's own order."""
    optional = ("section", "title")
    return tuple(
        PolicyItem(row["id"], row["topic"], *(str(row.get(name, "")) for name in optional))
        for row in data["items"]
    )


def compare_items(old: Sequence[PolicyItem], new: Sequence[PolicyItem]) -> tuple[ItemChange, ...]:
    """What became of every item: in the order of the new edition, then those that are gone.

    Items are the same by number and words; then by words that only one item has in each edition;
    then, the likest first, by enough of the same words, where the same number decides between two
    that are as like. No id may stand twice in one edition.
    """
    pairs = _paired(old, new)
    numbered = {item.id: item for item in new}
    before = {after.id: item for item, after in pairs}
    gone = {item.id for item in old} - {item.id for item, _ in pairs}
    changes = [ItemChange(before.get(item.id), item) for item in new]
    changes += [ItemChange(item, None) for item in old if item.id in gone]
    return tuple(ItemChange(change.old, change.new, _taken(change, numbered)) for change in changes)


def _taken(change: ItemChange, numbered: Mapping[str, PolicyItem]) -> PolicyItem | None:
    if change.old is None or (change.new is not None and change.new.id == change.old.id):
        return None
    return numbered.get(change.old.id)


def _paired(
    old: Iterable[PolicyItem], new: Iterable[PolicyItem]
) -> list[tuple[PolicyItem, PolicyItem]]:
    """Which item of the old edition is which of the new one."""
    left = {item.id: item for item in old}
    right = {item.id: item for item in new}
    pairs: list[tuple[PolicyItem, PolicyItem]] = []

    def pair(before: PolicyItem, after: PolicyItem) -> None:
        pairs.append((left.pop(before.id), right.pop(after.id)))

    for before in list(left.values()):
        after = right.get(before.id)
        if after is not None and after.wording == before.wording:
            pair(before, after)
    for before, after in _only(left.values(), right.values()):
        pair(before, after)
    for _, before, after in sorted(_alike(left.values(), right.values()), key=lambda like: like[0]):
        if before.id in left and after.id in right:
            pair(before, after)
    return pairs


def _only(
    old: Iterable[PolicyItem], new: Iterable[PolicyItem]
) -> list[tuple[PolicyItem, PolicyItem]]:
    """Items with the same words, where only one has them on either side."""
    sides: list[dict[Hashable, list[PolicyItem]]] = []
    for items in (old, new):
        by_words: dict[Hashable, list[PolicyItem]] = defaultdict(list)
        for item in items:
            by_words[item.wording].append(item)
        sides.append(by_words)
    before, after = sides
    return [
        (before[words][0], after[words][0])
        for words in before
        if len(before[words]) == len(after.get(words, ())) == 1
    ]


def _alike(
    old: Iterable[PolicyItem], new: Iterable[PolicyItem]
) -> Iterator[tuple[Any, PolicyItem, PolicyItem]]:
    """Pairs with enough of the same words, with a key that sorts the likest first.

    Only pairs that share a word are looked at, so that the work does not grow with the square.
    """
    counted = [(item, item.counts) for item in new]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, (_, words) in enumerate(counted):
        for word in words:
            holding[word].append(at)
    for place, before in enumerate(old):
        mine = before.counts
        candidates = {at for word in mine for at in holding[word]}
        for at in sorted(candidates):
            after, theirs = counted[at]
            share = 2 * (mine & theirs).total() / (mine.total() + theirs.total())
            if share >= ALIKE:
                yield (-share, before.id != after.id, place, at), before, after
