"""A branch beside its base: what it changed, and who could decide what before it did.

Pure: in go three readings of a registry (the base branch's tip, the merge base, and what merging
the branch would give), out come facts for the rules of the family ``branch``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handbook.assess.ledger.verdicts import verdicts
from handbook.link import link
from handbook.load.model import BrokenKind, Loaded
from handbook.load.trees.merging import plain
from handbook.rules.minutes import as_minuted, held
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.load.model import Record, Signatures
    from handbook.types.model import Types

AUTHORITY = frozenset(
    {KnownType.NETWORK, KnownType.POST, KnownType.ORGANISATION, KnownType.SIGNING_KEY}
)
"""Types that say who may decide what, besides those whose records are groups."""


@dataclass(frozen=True, slots=True)
class TreeReading:
    """One tree, read: its files' paths, its records, and the content types it was read with."""

    paths: frozenset[str]
    loaded: Loaded
    types: Types

    def ids(self) -> dict[str, tuple[str, str]]:
        """The type and path of every id here, of files that cannot be used too."""
        whole: list[tuple[str, str, str]] = [(r.id, r.type, r.path) for r in self.loaded.records]
        spoilt = (b for b in self.loaded.broken if b.kind == BrokenKind.RECORD)
        whole += [(b.id, b.type, b.path) for b in spoilt]
        return {id_: (kind, path) for id_, kind, path in whole if not self.single(kind)}

    def single(self, kind: str) -> bool:
        """Whether there is one record of a type, whose file does not bear its id."""
        return kind in self.types and bool(self.types[kind].singleton)


@dataclass(frozen=True, slots=True)
class Branch:
    """What the rules may know of a branch.

    ``changes`` says of each path what the branch did to it: ``added``, ``edited`` or ``removed``,
    as told from the merge base; whatever is word for word as on the base is no change.
    ``before`` is the merge base as assessed. ``former`` are paths that were in the registry once.
    """

    base: TreeReading
    head: TreeReading
    before: Assessment
    before_reading: TreeReading
    changes: Mapping[str, str]
    former: frozenset[str]
    outside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The files outside the registry that the branch changes, each with its two fingerprints."""
    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of each path in ``changes``: the fingerprints on the base, and once it is merged."""
    unfounded: Mapping[str, str] = field(default_factory=dict)
    """The new decisions that the base's authority does not carry, by id, and why."""
    tip: Assessment | None = None
    """The tip of the base as assessed: what holds, and who may decide, before the merge."""
    decided: Assessment | None = None
    """The base with the branch's other decisions, and with nothing else that the branch brings."""
    signatures: Signatures | None = None
    """What git said of the signatures on the branch's decisions, where anybody asks for them."""

    def removed(self) -> Iterator[str]:
        """The paths that the branch removed, in order."""
        return (path for path, what in sorted(self.changes.items()) if what == "removed")

    def new_decisions(self) -> tuple[Record, ...]:
        """The decisions that the branch adds and that can be read."""
        known = self.base.paths | self.before_reading.paths
        return tuple(
            record
            for record in self.head.loaded.records
            if record.type == KnownType.DECISION and record.path not in known
        )

    def refused(self, today: date) -> Mapping[str, str]:
        """The new decisions that the base's authority does not carry, by id, and why."""
        new = self.new_decisions()
        groups = _group_ids(self.base)
        plain = [decision for decision in new if not _about(decision, groups)]
        reasons: dict[str, str] = {}
        # Decisions about groups give authority too, so each is judged without the others.
        for judged in [plain, *([decision] for decision in new if _about(decision, groups))]:
            if not judged:
                continue
            names = {decision.id for decision in judged}
            linked = link(_as_authorised(self.base, self.head, names), self.base.types)
            registry = replace(linked, signatures=self.signatures)
            judgements = verdicts(registry, today)
            reasons |= {
                verdict.decision: verdict.why
                for verdict in judgements
                if verdict.decision in names and verdict.why
            }
        return reasons

    def changed_authority(self) -> tuple[str, ...]:
        """The paths by which the branch changes who may decide what."""
        kinds = AUTHORITY | _groups(self.base.types) | _groups(self.head.types)
        records = [*self.head.loaded.records, *self.before_reading.loaded.records]
        of = {record.path: record.type for record in records}
        return tuple(
            path
            for path in sorted(self.changes)
            if of.get(path) in kinds or path.startswith("registry/_types/")
        )


def _groups(types: Types) -> frozenset[str]:
    return frozenset(name for name, known in types.items() if known.has("group"))


def _group_ids(reading: TreeReading) -> frozenset[str]:
    kinds = _groups(reading.types)
    return frozenset(record.id for record in reading.loaded.records if record.type in kinds)


def _as_authorised(base: TreeReading, head: TreeReading, judged: Collection[str]) -> Loaded:
    """The branch's records under the base's authority, and who was where as the base has it.

    Decisions and sealed texts about groups give authority too. So those are the base's, and of the
    branch's own only the decisions that are being ``judged``.
    """
    kinds = AUTHORITY | _groups(base.types)
    groups = _group_ids(base)
    giving = [
        record for record in base.loaded.records if record.type in kinds or _about(record, groups)
    ]
    taken = {record.id for record in giving}
    minuted = {record.id: record for record in base.loaded.records if held(record)}
    own = [
        as_minuted(minuted[record.id], record) if record.id in minuted else record
        for record in head.loaded.records
        if record.type not in kinds
        and record.id not in taken
        and (record.id in judged or not _about(record, groups))
    ]
    here = taken | {record.id for record in own}
    # The base may know of meetings that took place since the branch left it.
    since = [r for r in base.loaded.records if r.type == KnownType.MEETING and r.id not in here]
    seals = {(seal.document, seal.version): seal for seal in head.loaded.seals}
    seals |= {(s.document, s.version): s for s in base.loaded.seals if s.document in groups}
    return Loaded(
        records=tuple(record for record in (*giving, *own, *since) if record.type in base.types),
        seals=tuple(seal for seal in seals.values() if seal.type in base.types),
        broken=head.loaded.broken,
        findings=(),
        unused=head.loaded.unused,
    )


def _about(record: Record, groups: Collection[str]) -> bool:
    rows = record.get("documents") or () if record.type == KnownType.DECISION else ()
    return any(row.get("document") in groups for row in rows)


def changes_of(
    head: Callable[[str], bytes],
    head_paths: Iterable[str],
    before: Mapping[str, bytes],
    base: Mapping[str, bytes],
) -> dict[str, str]:
    """What a branch did to each path, told from the merge base (``before``).

    What the branch holds exactly as the tip of the base does is no change, however it came there.
    Line endings of texts count for nothing. A file that both branch and base added, each in its own
    words, is an edit of the base's.
    """
    changes: dict[str, str] = {}
    present = set(head_paths)
    for path in present | before.keys():
        then = before.get(path, base.get(path))
        if path not in present:
            if path in base:
                changes[path] = "removed"
        elif then is None:
            changes[path] = "added"
        else:
            now = plain(path, head(path))
            same = (plain(path, each[path]) for each in (base, before) if path in each)
            if now not in same:
                changes[path] = "edited"
    return changes
