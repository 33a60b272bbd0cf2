"""Where one organisation stands on one document on one day. Pure.

An answer holds until the next one. Whether that is enough depends on the document: a newer version
leaves the answer behind, and what the network no longer stands behind, no answer can hold up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import IN_USE, Answer, Position
from handbook.assess.words import Local
from handbook.assess.workflow import DecisionKind
from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation as far as it matters for adoption. ``readable`` is false for a broken file.

    Whether one that cannot be read is a member, and since when, nobody can say: it is asked.
    """

    id: str
    kind: str = ""
    role: str = ""
    joined: date | None = None
    left: date | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Footing:
    """What answers about a document are measured by on one day, the same for all organisations."""

    in_force: bool
    version: str
    """The version that readers get."""
    corrected: frozenset[str]
    """The versions that differ from it by minor corrections alone."""
    hidden: frozenset[str]
    """The versions that were published in error."""
    since: date | None
    """The day on which the agreed text took effect; a correction sets no new day."""


def member(record: Record) -> Member:
    """An organisation's record as a member."""
    return Member(
        record.id,
        str(record.get("kind") or ""),
        str(record.get("role") or ""),
        day_or_none(record.get("joined")),
        day_or_none(record.get("left")),
    )


def footing(standing: Standing) -> Footing:
    """What answers are measured by on the day of a standing."""
    corrected = frozenset(_corrections(standing))
    agreed = [
        event.effective
        for event in standing.events
        if event.kind in (DecisionKind.ENDORSE, DecisionKind.ATTEST)
        and event.version
        and (event.version == standing.version or event.version in corrected)
    ]
    return Footing(
        in_force=standing.in_force,
        version=standing.version,
        corrected=corrected,
        hidden=frozenset(version.version for version in standing.versions if version.hidden),
        since=min(agreed, default=None),
    )


def is_asked(member: Member, document: str, day: date, settings: Settings) -> bool:
    """Whether a document is meant for an organisation on a day.

    Who it is meant for is taken as the settings say it today; only joining and leaving have days.
    """
    if not member.readable:
        return True
    if (member.joined and day < member.joined) or (member.left and day >= member.left):
        return False
    audience = settings.adoption_asked.get(document)
    if audience is None:
        return member.role in settings.adoption_roles
    return member.kind in audience.kinds or member.id in audience.organisations


def position(
    member: Member,
    document: str,
    answers: Sequence[Answer],
    stands: Footing | None,
    day: date,
    settings: Settings,
    doubts: Sequence[str] = (),
) -> Position:
    """The position of an organisation on a document on ``day``.

    ``answers`` are those of the pair that can be believed, in the order in which they come to
    count; ``stands`` is how the document stands on that day, ``None`` if its file cannot be used.
    """
    intended = is_asked(member, document, day, settings)
    known = tuple(answer for answer in answers if answer.decided <= day)
    why = tuple(doubts)
    if stands is None:
        why += ("the document's own file cannot be read",)
    if not member.readable:
        why += ("the organisation's own record cannot be read",)
    if why or stands is None:
        asking = intended and stands is not None and stands.in_force
        due = _due(member, stands, settings) if asking and stands else None
        return Position(
            member.id, document, Local.UNKNOWN, intended,
            outstanding=asking, due=due, why=why, answers=known,
        )  # fmt: skip
    if not known:
        asking = intended and stands.in_force
        due = _due(member, stands, settings) if asking else None
        return Position(
            member.id, document, Local.NOT_RECORDED, intended, outstanding=asking, due=due
        )
    place = _by_answers(member, document, known, stands, day)
    answered = place.local is not Local.NOT_RECORDED
    waits = not answered or (place.behind and not place.only_corrected)
    if not (intended and stands.in_force and waits):
        return replace(place, intended=intended)
    due = _due(member, stands, settings)
    return replace(place, outstanding=True, due=due)


def _by_answers(
    member: Member, document: str, known: tuple[Answer, ...], stands: Footing, day: date
) -> Position:
    """The position that the answers alone make, whoever was asked."""
    kept = [answer for answer in known if not _taken_back(answer, known)]
    holding = [answer for answer in kept if answer.holds <= day]
    present = holding[-1] if holding else None
    local = present.local if present else Local.NOT_RECORDED
    version = present.version if present and local is not Local.NOT_RECORDED else ""
    behind = stands.in_force and bool(version) and version != stands.version
    return Position(
        organisation=member.id,
        document=document,
        local=local,
        answer=present,
        earlier=_earlier(holding),
        coming=next((answer for answer in kept if answer.holds > day), None),
        behind=behind,
        only_corrected=behind and version in stands.corrected,
        # An older version is stood behind too, unless it was an error.
        unsupported=local in IN_USE and (not stands.in_force or version in stands.hidden),
        answers=known,
    )


def _taken_back(answer: Answer, known: Sequence[Answer]) -> bool:
    """Whether an answer was retracted before its version took effect, so that it never held."""
    return any(
        other.local is Local.NOT_RECORDED and answer.decided <= other.decided < answer.holds
        for other in known
        if other is not answer
    )


def _earlier(holding: Sequence[Answer]) -> Answer | None:
    """A text taken into use before, of which the present answer does not say that it is not."""
    if not holding or holding[-1].local in IN_USE:
        return None
    last = holding[-1]
    before = next((answer for answer in reversed(holding) if answer.local in IN_USE), None)
    if before is None or (last.version == before.version and last.local is not Local.NOT_RECORDED):
        return None
    return before


def _corrections(standing: Standing) -> Iterator[str]:
    """The versions that the one in force corrects, the newest first."""
    by_version = {
        event.version: event for event in standing.events if event.kind == DecisionKind.CORRECT
    }
    version, seen = standing.version, {standing.version}
    while (made := by_version.get(version)) is not None and made.corrects not in seen:
        version = made.corrects
        seen.add(version)
        yield version


def _due(member: Member, stands: Footing, settings: Settings) -> date | None:
    """The day by which an answer about the version in force should be there."""
    if settings.adoption_days is None or stands.since is None:
        return None
    start = max(stands.since, member.joined) if member.joined else stands.since
    return _days_later(start, settings.adoption_days)


@lru_cache(maxsize=256)
def _days_later(start: date, days: int) -> date:
    """A day so many days after another, as one object for all who are asked by it."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max
