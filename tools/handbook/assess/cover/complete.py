"""Whether everything is read that could say that somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.load.passed_over import is_opened

if TYPE_CHECKING:
    from handbook.link import Registry

COVERING = "covering"
"""The behaviour of types whose records say where, for what and when somebody is there."""


def every_word_is_read(registry: Registry) -> bool:
    """Whether no file that could say that somebody is there is left out, unusable or unopened."""
    types = registry.types
    return all(map(is_opened, registry.with_behaviour(COVERING))) and not any(
        each.type in types and types[each.type].has(COVERING) for each in registry.broken
    )
