"""Meetings and what falls due as events of whole days (RFC 5545), for whoever subscribes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.forge.addresses import page_address
from handbook.outputs.fields.envelope import notices
from handbook.remind.calendar import add_due, new_calendar, whole_day
from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event

    from handbook.assess.due.model import Due
    from handbook.load.model import Record
    from handbook.render.context import Context

_KEPT = timedelta(days=92)
"""A meeting stays in the calendar for so long after it was held."""
_STATES = {"scheduled": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Diary:
    """Whose calendar it is: a group's, a post's, an organisation's, or else the network's."""

    title: str
    group: str = ""
    post: str = ""
    organisation: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is the network's."""
        return not (self.group or self.post or self.organisation)


def calendar_of(context: Context, diary: Diary) -> bytes:
    """A calendar whose events keep their ids, and move when their days move."""
    calendar = new_calendar(_name(context, diary))
    calendar.add("refresh-interval", timedelta(days=1), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for record in sorted(context.registry.of_type(KnownType.MEETING), key=lambda r: r.id):
        event = _meeting(context, record) if _is_in(diary, record) else None
        if event is not None:
            calendar.add_component(event)
    add_due(calendar, context.assessment, _dues(context, diary))
    written: bytes = calendar.to_ical()
    return written


def _name(context: Context, diary: Diary) -> str:
    warnings = "; ".join(notices(context))
    return f"{diary.title} ({warnings})" if warnings else diary.title


def _is_in(diary: Diary, record: Record) -> bool:
    return diary.whole or (bool(diary.group) and record.get("group") == diary.group)


def _meeting(context: Context, record: Record) -> Event | None:
    """One meeting; nothing for one that is not shown, has no day, or is long past."""
    on: date | None = day_or_none(record.get("date"))
    status = _STATES.get(str(record.get("state")))
    if record.id in context.quarantined or on is None or status is None:
        return None
    if on < context.assessment.today - _KEPT:
        return None
    label = context.label(record.id)
    words = label if status == "CONFIRMED" else f"Called off: {label}"
    event = whole_day(context.assessment, f"meeting.{record.id}", on, words)
    event.add("status", status)
    if record.get("venue"):
        event.add("location", str(record.get("venue")))
    event.add("description", "\n".join(_described(context, record)))
    event.add("transp", "OPAQUE" if status == "CONFIRMED" else "TRANSPARENT")
    return event


def _described(context: Context, record: Record) -> Iterator[str]:
    yield from notices(context)
    yield f"As recorded on {long_date(context.assessment.today)}."
    address = page_address(context.assessment.settings, context.places.url(record.id))
    if address.startswith("http"):
        yield address


def _dues(context: Context, diary: Diary) -> list[Due]:
    """What falls due and is for whoever's calendar it is; only what has a page."""
    items = [item for item in context.assessment.due if item.record in context.places.homes]
    if diary.group:
        return [item for item in items if diary.group in item.groups]
    if diary.post:
        return [item for item in items if item.owner == diary.post]
    if diary.organisation:
        return [
            item
            for item in items
            if item.owner and context.value(item.owner, "organisation") == diary.organisation
        ]
    return items
