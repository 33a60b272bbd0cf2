"""Where one organisation stands on one document on one day. Pure.

An answer holds until the next one. Whether that is enough depends on the document: a newer version
leaves the answer behind, and what the network no longer stands behind, no answer can hold up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import IN_USE, Answer, Position
from handbook.assess.words import Local
from handbook.source.dates import DateProblem, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.model import Event, Settings, Standing
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


def member(record: Record) -> Member:
    """An organisation's record as a member."""
    return Member(
        record.id,
        str(record.get("kind") or ""),
        str(record.get("role") or ""),
        _day(record.get("joined")),
        _day(record.get("left")),
    )


def is_asked(who: Member, document: str, day: date, settings: Settings) -> bool:
    """Whether a document is meant for an organisation on a day.

    Who it is meant for is taken as the settings say it today; only joining and leaving have days.
    """
    if not who.readable:
        return True
    if (who.joined and day < who.joined) or (who.left and day >= who.left):
        return False
    asked = settings.adoption_asked.get(document)
    if asked is None:
        return who.role in settings.adoption_roles
    return who.kind in asked.kinds or who.id in asked.organisations


def position(
    who: Member,
    document: str,
    answers: Sequence[Answer],
    found: Standing | None,
    day: date,
    settings: Settings,
    doubts: Sequence[str] = (),
) -> Position:
    """The position of an organisation on a document on ``day``.

    ``answers`` are those of the pair that can be believed, in the order in which they come to
    count; ``found`` is how the document stands on that day, ``None`` if its file cannot be used.
    """
    intended = is_asked(who, document, day, settings)
    known = tuple(one for one in answers if one.decided <= day)
    why = tuple(doubts)
    if found is None:
        why += ("the document's own file cannot be read",)
    if not who.readable:
        why += ("the organisation's own record cannot be read",)
    asking = intended and found is not None and found.in_force
    if why or found is None:
        due = _due(who, found, settings) if asking and found else None
        return Position(
            who.id, document, Local.UNKNOWN, intended,
            outstanding=asking, due=due, why=why, answers=known,
        )  # fmt: skip
    standing_by = [one for one in known if not _taken_back(one, known)]
    holding = [one for one in standing_by if one.holds <= day]
    answer = holding[-1] if holding else None
    coming = next((one for one in standing_by if one.holds > day), None)
    local = answer.local if answer else Local.NOT_RECORDED
    answered = local is not Local.NOT_RECORDED and answer is not None
    version = answer.version if answered and answer else ""
    corrections = _corrected_from(found, version) if version else False
    behind = found.in_force and answered and version != found.version
    outstanding = asking and (not answered or (behind and not corrections))
    return Position(
        organisation=who.id,
        document=document,
        local=local,
        intended=intended,
        answer=answer,
        earlier=_earlier(holding),
        coming=coming,
        behind=behind,
        only_corrected=behind and corrections,
        unsupported=local in IN_USE and not _stands(found, version),
        outstanding=outstanding,
        due=_due(who, found, settings) if outstanding else None,
        answers=known,
    )


def _taken_back(answer: Answer, known: Sequence[Answer]) -> bool:
    """Whether an answer was retracted before its version took effect, so that it never held."""
    return any(
        one.local is Local.NOT_RECORDED and answer.decided <= one.decided < answer.holds
        for one in known
        if one is not answer
    )


def _stands(found: Standing, version: str) -> bool:
    """Whether the network stands behind a text in use: an older one too, unless it was an error."""
    hidden = any(v.hidden for v in found.versions if v.version == version)
    return found.in_force and not hidden


def _earlier(holding: Sequence[Answer]) -> Answer | None:
    """A text taken into use before, of which the present answer does not say that it is not."""
    if not holding or holding[-1].local in IN_USE:
        return None
    last = holding[-1]
    before = next((one for one in reversed(holding) if one.local in IN_USE), None)
    if before is None or (last.version == before.version and last.local is not Local.NOT_RECORDED):
        return None
    return before


def _corrected_from(found: Standing, version: str) -> bool:
    """Whether the version in force came from another by minor corrections alone."""
    return version != found.version and version in _corrections(found)


def _corrections(found: Standing) -> Iterator[str]:
    """The versions that the one in force corrects, the newest first."""
    by_version = {e.version: e for e in found.events if e.kind == "correct"}
    version, seen = found.version, {found.version}
    while (made := by_version.get(version)) is not None and made.corrects not in seen:
        version = made.corrects
        seen.add(version)
        yield version


def _due(who: Member, found: Standing, settings: Settings) -> date | None:
    """The day by which an answer about the version in force should be there."""
    since = _in_force_since(found)
    if settings.adoption_days is None or since is None:
        return None
    start = max(since, who.joined) if who.joined else since
    try:
        return start + timedelta(days=settings.adoption_days)
    except OverflowError:
        return date.max


def _in_force_since(found: Standing) -> date | None:
    """The day on which the agreed text took effect; a correction sets no new day."""
    same = {found.version, *_corrections(found)}
    days = [event.effective for event in _texts(found.events) if event.version in same]
    return min(days, default=None)


def _texts(events: Sequence[Event]) -> Iterator[Event]:
    return (event for event in events if event.version and event.kind in ("endorse", "attest"))


def _day(value: object) -> date | None:
    try:
        return parse_date(str(value)) if value else None
    except DateProblem:
        return None
