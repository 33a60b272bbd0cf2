"""What a new edition of a policy means for the judgements that were made against the old one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.difference.items import Fate, ItemChange, compare_items, items_of
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

_OF_ITS_OWN = frozenset({"items", "edition"})
"""What is told apart from the other details of a policy."""
_COMPARED = frozenset({"id", "topic", "title", "section"})
"""What of an item is told by its fate."""


@dataclass(frozen=True, slots=True)
class StandingJudgement:
    """A judgement that the registry holds of one item, made against whichever edition."""

    mapping: str
    item: str
    judged: str
    edition: str
    judged_by: str
    judged_on: date | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemToJudge:
    """One item in both editions, with the judgements that stand under its old number."""

    change: ItemChange
    judgements: tuple[StandingJudgement, ...]

    @property
    def todo(self) -> str:
        """What is to be done about it, as one sentence."""
        return _todo(self.change, judged=bool(self.judgements))


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What a new edition means: every item, the documents that serve items, other details.

    ``stray`` are judgements of items that the old edition does not have. ``documents`` gives the
    items, by their old numbers, that each document is said to serve.
    """

    policy: str
    title: str
    old_edition: str
    new_edition: str
    items: tuple[ItemToJudge, ...]
    stray: tuple[StandingJudgement, ...]
    documents: Mapping[str, tuple[str, ...]]
    details: tuple[str, ...]

    def of(self, fate: Fate) -> tuple[ItemToJudge, ...]:
        """The items of which something became, in the order in which they were compared."""
        return tuple(item for item in self.items if item.change.fate is fate)

    @property
    def nothing(self) -> bool:
        """Whether the two are the same in all that is compared."""
        same = len(self.of(Fate.SAME)) == len(self.items)
        still = not any(item.change.section_moved for item in self.items)
        return same and still and not self.details and self.old_edition == self.new_edition


def edition_change(old: Record, new: Record, registry: Registry) -> EditionChange:
    """Two editions of a policy, with the judgements that ``registry`` holds of the old one.

    Both are records of the type ``policy`` that their schema allows, without an id twice.
    """
    standing: dict[str, list[StandingJudgement]] = defaultdict(list)
    for judgement in _judgements(registry, old.id):
        standing[judgement.item].append(judgement)
    changes = compare_items(items_of(old.data), items_of(new.data))
    items = tuple(
        ItemToJudge(change, tuple(standing.pop(change.old.id, ())) if change.old else ())
        for change in changes
    )
    details = [*_differing(old.data, new.data, _OF_ITS_OWN), *_details(changes, old, new)]
    return EditionChange(
        old.id,
        str(new.get("title")),
        str(old.get("edition")),
        str(new.get("edition")),
        items,
        tuple(judgement for left in standing.values() for judgement in left),
        _serving(items, [item.id for item in items_of(old.data)]),
        tuple(details),
    )


def _details(changes: Iterable[ItemChange], old: Record, new: Record) -> Iterator[str]:
    """What differs in items besides their words and places, each detail with those items."""
    before, after = ({row["id"]: row for row in each.data["items"]} for each in (old, new))
    items: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.old and change.new:
            rows = before[change.old.id], after[change.new.id]
            for name in _differing(*rows, _COMPARED):
                items[name].append(change.new.id)
    for name, ids in sorted(items.items()):
        yield f"{name} of {', '.join(ids)}"


def _differing(
    old: Mapping[str, Any], new: Mapping[str, Any], but: frozenset[str]
) -> Iterator[str]:
    """The names of the details that differ, in order, but for some."""
    yield from sorted(n for n in {*old, *new} - but if old.get(n) != new.get(n))


def _serving(items: Iterable[ItemToJudge], order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The items that each document is said to serve, by their old numbers and in that order."""
    judgements = {item.change.old.id: item.judgements for item in items if item.change.old}
    serving: dict[str, list[str]] = defaultdict(list)
    for number in order:
        for document in dict.fromkeys(d for j in judgements[number] for d in j.documents):
            serving[document].append(number)
    return {document: tuple(served) for document, served in sorted(serving.items())}


def _judgements(registry: Registry, policy: str) -> list[StandingJudgement]:
    """All judgements of a policy's items, in the order of the registry."""
    return [
        _standing(mapping.id, row)
        for mapping in registry.of_type(KnownType.POLICY_MAPPING)
        if mapping.get("policy") == policy
        for row in mapping.get("judgements") or ()
    ]


def _standing(mapping: str, row: Mapping[str, Any]) -> StandingJudgement:
    claims = (str(claim.get("document")) for claim in row.get("served-by") or ())
    return StandingJudgement(
        mapping,
        str(row.get("item")),
        str(row.get("judgement")),
        str(row.get("edition")),
        str(row.get("judged-by")),
        day_or_none(row.get("judged-on")),
        tuple(dict.fromkeys(claims)),
    )


def _todo(change: ItemChange, *, judged: bool) -> str:
    new = change.new.id if change.new else ""
    if change.old is None:
        return "Read it, and judge it for the first time."
    if change.new is None:
        gone = "Find out whether it is truly gone or part of another item now"
        return f"{gone}; then take its judgement out." if judged else f"{gone}."
    if not judged:
        return {
            Fate.SAME: "Nobody has judged it.",
            Fate.REWORDED: "Nobody has judged it; read what it asks now.",
        }.get(change.fate, f"Nobody has judged it; its number is {new} now.")
    return {
        Fate.SAME: "Read it in the new edition; if it asks the same, renew the judgement.",
        Fate.REWORDED: "Read it in the new edition, and judge it again.",
        Fate.RENUMBERED: f"Read it in the new edition, and move its judgement to {new}.",
        Fate.RENUMBERED_AND_REWORDED: (
            f"See whether {new} is the same item at all; if so, judge it again under {new}."
        ),
    }[change.fate]
