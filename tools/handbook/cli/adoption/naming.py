"""What organisations, documents and posts are called where answers are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.cli.table import clean, folded
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.model import Assessment

ENDORSED_IS_NOT_ADOPTED = (
    "Endorsement by the network is not adoption: each organisation decides for itself."
)


def named(assessment: Assessment, name: str) -> str:
    """A record as people know it, and its id."""
    return f"{clean(assessment.registry.label(name))} ({name})"


def short_name(assessment: Assessment, organisation: str) -> str:
    """What an organisation is called for short; its title, or its id, where it has no such name."""
    record = assessment.registry.records.get(organisation)
    short = record.get("short-name") if record else None
    return clean(str(short or assessment.registry.label(organisation)))


def champion_post(assessment: Assessment, organisation: str) -> str:
    """The id of the post that answers for an organisation; empty if it names none."""
    record = assessment.registry.records.get(organisation)
    return str((record.get("champion") if record else None) or "")


def champion(assessment: Assessment, organisation: str) -> str:
    """The post to ask, in words: who it is, and whether anybody holds it."""
    records = assessment.registry.records
    if organisation not in records:
        return "cannot be told, because the organisation's own record cannot be read"
    post = records.get(champion_post(assessment, organisation))
    if post is None:
        return "none is named"
    vacant = post.get("vacant-since")
    if not vacant:
        return named(assessment, post.id)
    day = day_or_none(vacant)
    since = f" since {long_date(day)}" if day else ""
    return f"{named(assessment, post.id)}, which nobody holds{since}"


def how_it_stands(assessment: Assessment, document: str) -> str:
    """How a document stands, with the version in force if there is one."""
    standing = assessment.standings.get(document)
    if standing is None:
        return WORDS[State.UNKNOWN].label
    words = WORDS[standing.state].label
    if standing.in_force:
        words += f", version {standing.version}"
    if standing.upcoming is not None:
        day = long_date(standing.upcoming.event.effective)
        words += f"; version {standing.upcoming.version} from {day}"
    return words


def folded_text(lines: Iterable[str]) -> str:
    """Lines as they fit a terminal."""
    return "\n".join(folded(line) for line in lines)
