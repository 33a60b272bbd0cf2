"""The words for how a document stands, from the one table of them: for whoever shows a standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, Flag, Timeliness

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing
    from handbook.assess.words import Word


def all_words(standing: Standing) -> tuple[Word, ...]:
    """Its state, where it is in its review cycle, its flags: all that is known, for a register."""
    timely = (WORDS[standing.timeliness],) if standing.timeliness else ()
    return (WORDS[standing.state], *timely, *_flags(standing))


def notable_words(standing: Standing) -> tuple[Word, ...]:
    """What a reader should see.

    That a text is current goes without saying, and that one out of use is late does not matter.
    """
    return (*state_and_lateness(standing), *_flags(standing))


def state_and_lateness(standing: Standing) -> tuple[Word, ...]:
    """The same without its flags."""
    timeliness = standing.timeliness if standing.in_force else None
    notable = () if timeliness in (None, Timeliness.CURRENT) else (WORDS[timeliness],)
    return (WORDS[standing.state], *notable)


def _flags(standing: Standing) -> tuple[Word, ...]:
    return tuple(WORDS[flag] for flag in Flag if flag in standing.flags)
