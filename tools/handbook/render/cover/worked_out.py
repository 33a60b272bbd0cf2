"""Cover as it is worked out for the pages of one render, once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.assess.cover.complete import COVERING
from handbook.assess.cover.judge import CoverState, NetworkCover, network_cover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.load.model import Record
    from handbook.render.context import Context

WORDS: Mapping[CoverState, str] = {
    CoverState.COVERED: "Covered",
    CoverState.SOME_AGES: "Some ages only",
    CoverState.ARRANGED: "By arrangement",
    CoverState.UNCHECKED: "Not checked lately",
    CoverState.UNKNOWN: "Not known",
    CoverState.NOBODY: "Nobody",
}
MEANT: Mapping[CoverState, str] = {
    CoverState.COVERED: "a record says that somebody is there, for all ages that cover is meant"
    " for, and that was checked in time",
    CoverState.SOME_AGES: "the same, but not for all of those ages",
    CoverState.ARRANGED: "somebody is there only once it has been arranged for a child",
    CoverState.UNCHECKED: "somebody is said to be there, and nobody checked that in time",
    CoverState.UNKNOWN: "no record says whether anybody is there",
    CoverState.NOBODY: "a record says that nobody is there, or everybody who could be is shut",
}
"""What each word says of an hour, for readers."""
LESS = tuple(state for state in reversed(CoverState) if state is not CoverState.COVERED)
"""Everything less than covered, from the worst."""


@lru_cache(maxsize=2)
def cover_of(context: Context) -> NetworkCover:
    """The cover of the whole network, by what this render may show."""
    return network_cover(
        context.registry,
        context.assessment.today,
        left_out=frozenset(context.quarantined),
        complete=context.assessment.all_cover,
    )


def covering(context: Context) -> tuple[Record, ...]:
    """Every record that says where, for what and when somebody is there, and can be shown."""
    known = context.registry.with_behaviour(COVERING)
    return tuple(each for each in known if each.id not in context.quarantined)
