"""What a command that only reads goes by: which records are opened for it, and which rules run.

How a document stands is said by the ledger, and judged by the terms, posts and meetings that the
ledger names. So whatever the schema of a decision can name is opened, and what can be named there
in turn; a risk or a word of the glossary has no say in it, whatever is wrong with its file.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from handbook.rules import rules_for_reading
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.rules.engine import Rule
    from handbook.types.model import Types


class Reach(enum.Enum):
    """How much of a registry a command is asked about."""

    EVERYTHING = enum.auto()
    STANDINGS = enum.auto()
    """How documents stand, by decisions and sealed texts."""
    ADOPTION = enum.auto()
    """That, and what organisations answered."""
    COVERAGE = enum.auto()
    """Standings, and which items of policies the documents serve."""


_LEDGER = (
    KnownType.NETWORK,
    KnownType.DECISION,
    KnownType.SIGNING_KEY,
    KnownType.IMPORT_CHECK,
    KnownType.WAIVER,
    KnownType.BASELINE,
)
"""What standings, and errors that cast doubt on them, are told by."""
_DECIDED_ON = ("endorsable", "group", "adoptable")
_BESIDE: dict[Reach, tuple[KnownType, ...]] = {
    Reach.STANDINGS: (),
    Reach.ADOPTION: (KnownType.ADOPTION,),
    Reach.COVERAGE: (KnownType.POLICY, KnownType.POLICY_MAPPING),
}
_FAMILIES: dict[Reach, tuple[str, ...]] = {
    Reach.EVERYTHING: (),
    Reach.STANDINGS: ("ledger",),
    Reach.ADOPTION: ("ledger", "network.adoption"),
    Reach.COVERAGE: ("ledger", "network.policy"),
}


def left_unopened(reach: Reach, types: Types) -> frozenset[str]:
    """The types whose records have no bearing on what is asked, by what their schemas can name."""
    if reach is Reach.EVERYTHING:
        return frozenset()
    waiting: list[str] = [name for name in (*_LEDGER, *_BESIDE[reach]) if name in types]
    waiting += [name for name in types if any(map(types[name].has, _DECIDED_ON))]
    opened: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in opened:
            opened.add(name)
            waiting += [to for field in types[name].references for to in field.to if to in types]
    return frozenset(types.keys() - opened)


def rules_of(reach: Reach) -> tuple[Rule, ...]:
    """The rules that may find an error in what is asked."""
    return rules_for_reading(_FAMILIES[reach])
