"""Who must be at a meeting for it to decide anything, and on whom its quorum hangs.

Seats are counted by the rule by which decisions are judged (``assess.authority.quorum``), with the
terms that the group will be held to on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.quorum import needed, required_seats, seating, shortfall
from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.due.meetings import GroupPowers, ScheduledMeeting
    from handbook.assess.model import Assessment
    from handbook.load.model import Record

LOOKED_BACK = 3
"""How many of the group's last meetings are looked at."""


@dataclass(frozen=True, slots=True)
class SeatCall:
    """One seat: whose it is, whether it must be filled, and how it was filled at past meetings."""

    seat: str
    title: str
    post: str
    deputy: str
    organisation: str
    required: bool
    vacant: date | None
    attended: tuple[tuple[str, str], ...]
    """The last meetings, newest first, each with ``present`` or why it was not filled."""

    @property
    def away(self) -> int:
        """At how many of the last meetings in a row it was not filled."""
        missed = [how != PRESENT for _, how in self.attended]
        return missed.index(False) if False in missed else len(missed)


@dataclass(frozen=True, slots=True)
class Calling:
    """What a quorum asks for, seat by seat, and what puts it at risk.

    ``why_not`` says why the group can decide nothing on that day, whoever comes.
    """

    why_not: str
    clause: str
    needed: int
    total: int
    seats: tuple[SeatCall, ...]
    one_of: tuple[tuple[str, ...], ...]
    """Of each of these lists of seats, one must be filled."""
    risks: tuple[str, ...]
    looked_at: tuple[str, ...]
    """The last meetings that were held, newest first."""


PRESENT = "present"


def calling(assessment: Assessment, powers: GroupPowers, meeting: ScheduledMeeting) -> Calling:
    """Who must come to a meeting; nothing but the reason where its group has no terms."""
    held = powers.on(meeting.group, meeting.on)
    if held is None:
        why = powers.why_not(meeting.group, meeting.on)
        return Calling(why, "", 0, 0, (), (), (), ())
    terms, quorum = held.data, held.data.get("quorum") or {}
    past = _held_before(assessment, meeting)
    must = dict.fromkeys([*required_seats(terms), *map(str, quorum.get("seats") or ())])
    seats = tuple(_seat(assessment, seat, terms, past, must) for seat in terms.get("seats") or ())
    some = tuple(tuple(map(str, group)) for group in quorum.get("one-of") or ())
    return Calling(
        "" if quorum else "Its terms name no quorum, so no decision of it counts",
        str(quorum.get("clause") or ""),
        needed(quorum, len(seats)),
        len(seats),
        seats,
        some,
        tuple(_risks(terms, quorum, seats, some)) if quorum else (),
        tuple(record.id for record in past),
    )


def last_meetings(assessment: Assessment, meeting: ScheduledMeeting) -> list[Record]:
    """The meetings of a group that were held before another, newest first."""
    ways = {"written-resolution", "chairs-action"}
    days = [
        (on, record)
        for record in assessment.registry.of_type(KnownType.MEETING)
        if record.get("group") == meeting.group
        and record.get("state") == "held"
        and record.get("held-as") not in ways
        and (on := day_or_none(record.get("date"))) is not None
        and on < meeting.on
    ]
    return [record for _, record in sorted(days, key=lambda d: (d[0], d[1].id), reverse=True)]


def _held_before(assessment: Assessment, meeting: ScheduledMeeting) -> list[Record]:
    minuted = [r for r in last_meetings(assessment, meeting) if r.get("attendance")]
    return minuted[:LOOKED_BACK]


def _seat(
    assessment: Assessment,
    seat: Mapping[str, Any],
    terms: Mapping[str, Any],
    past: Sequence[Record],
    must: Collection[str],
) -> SeatCall:
    name, post = str(seat.get("id")), str(seat.get("post") or "")
    record = assessment.registry.records.get(post)
    attended = tuple((m.id, _how(terms, m, name)) for m in past)
    return SeatCall(
        name,
        str(seat.get("title", name)),
        post,
        str(seat.get("deputy") or ""),
        str(record.get("organisation") or "") if record else "",
        name in must,
        day_or_none(record.get("vacant-since")) if record else None,
        attended,
    )


def _how(terms: Mapping[str, Any], meeting: Record, seat: str) -> str:
    return seating(terms, meeting.get("attendance") or (), ()).absent.get(seat, PRESENT)


def _risks(
    terms: Mapping[str, Any],
    quorum: Mapping[str, Any],
    seats: Sequence[SeatCall],
    some: Sequence[tuple[str, ...]],
) -> Iterator[str]:
    """What could leave the meeting without a quorum, the surest first, in sentences."""
    titles = {seat.seat: seat.title for seat in seats}
    empty = {s.seat for s in seats if s.vacant is not None and not s.deputy}
    away = empty | {s.seat for s in seats if s.away}
    if lacking := _without(terms, quorum, seats, empty):
        yield f"With the posts that are vacant today there is no quorum: {lacking}."
    elif lacking := _without(terms, quorum, seats, away):
        yield f"If those who were away last time stay away, there is no quorum: {lacking}."
    for seat in seats:
        if seat.required and seat.vacant is not None:
            who = "only its deputy can fill it" if seat.deputy else "and the terms name no deputy"
            yield f"{seat.title} must be filled; its post is vacant since {_day(seat)}, {who}."
        elif seat.required and seat.away:
            yield f"{seat.title} must be filled, and was not at the last {_times(seat.away)}."
        elif seat.required and not seat.deputy:
            yield f"{seat.title} must be filled, and the terms name no deputy for it."
    for group in some:
        likely = [name for name in group if name in titles and name not in away]
        if len(likely) == 1:
            names = ", ".join(titles.get(name, name) for name in group)
            yield f"One of {names} must be there: it hangs on {titles[likely[0]]} alone."
    count = len(seats) - len(away)
    if 0 <= count - needed(quorum, len(seats)) <= 1:
        spare = count - needed(quorum, len(seats))
        left = "nobody more" if spare == 0 else "one more"
        yield f"Without those away last time {left} can be missed before the number is not reached."


def _without(
    terms: Mapping[str, Any],
    quorum: Mapping[str, Any],
    seats: Sequence[SeatCall],
    away: Collection[str],
) -> str:
    """What a quorum would lack if everybody came but those away, in words."""
    rows = [{"seat": s.seat, "presence": "absent" if s.seat in away else _sure(s)} for s in seats]
    return "; ".join(shortfall(quorum, required_seats(terms), seating(terms, rows, ())))


def _sure(seat: SeatCall) -> str:
    return "deputy" if seat.vacant is not None and seat.deputy else PRESENT


def _day(seat: SeatCall) -> str:
    return long_date(seat.vacant) if seat.vacant else ""


def _times(number: int) -> str:
    return "meeting" if number == 1 else f"{number} meetings"
