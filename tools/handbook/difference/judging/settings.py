"""What the network's own settings say about minor changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.difference.model import CONTACTS, LAYOUT, LINKS, MINOR, Rules

if TYPE_CHECKING:
    from handbook.load.model import Record

USUAL = frozenset({CONTACTS, LINKS, LAYOUT})
"""What networks usually let an owner settle alone: the default."""

CORE = Rules(frozenset(MINOR))
"""The widest rules there can be. What is clinical by these is clinical in every network."""


def read_rules(network: Record | None) -> Rules:
    """The rules of a network; without settings, contacts, links and layout are minor."""
    given = (network.get("settings") if network else None) or {}
    named = given.get("minor-changes")
    return Rules(
        minor=USUAL if named is None else frozenset(named) & frozenset(MINOR),
        sensitive=tuple(given.get("sensitive-terms") or ()),
    )
