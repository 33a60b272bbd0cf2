"""What must be true of a registry: one rule is one generator function in a family of its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from handbook.rules.engine import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = (
    "references",
    "ids",
    "naming",
    "links",
    "markdown",
    "people",
    "groups",
    "meetings",
    "dates",
    "decisions",
    "authority",
    "signatures",
    "ledger",
    "corrections",
    "receipts",
    "exits",
    "lifting",
    "seals",
    "standing",
    "pathways",
    "policy",
    "duties",
    "ringing",
    "placeholders",
    "adoption",
    "branch",
    "branch_posts",
    "branch_expiry",
    "branch_meetings",
    "branch_standing",
    "branch_named",
    "branch_answers",
)
"""The family files of this package. Every rule in one of them is run; none has to be registered."""


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of family and of name."""
    return tuple(rule for family in FAMILIES for rule in _of(family))


def _of(family: str) -> Iterator[Rule]:
    module = import_module(f"handbook.rules.{family}")
    found = {id(thing): thing for thing in vars(module).values() if isinstance(thing, Rule)}
    yield from sorted(found.values(), key=lambda rule: rule.name)
