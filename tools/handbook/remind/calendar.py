"""What falls due as events of whole days (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from handbook.remind.wording import NO_PATIENTS, chance_words, due_words, owner_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Calendar, Event

    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment

_FIRST_DAY = date(2000, 1, 1)


def due_calendar(assessment: Assessment, items: Iterable[Due]) -> str:
    """A calendar of what falls due, with lines that end as calendars want.

    An event keeps its id from one day to the next, and its sequence grows with the days: a calendar
    that took it in before moves it when its day has moved. It blocks nobody's time. What waits for
    a decision without a day stands on the day of the list, and so moves along until it is settled.
    """
    network = assessment.registry.network()
    title = str(network.get("title")) if network else "The network"
    calendar = new_calendar(f"What falls due: {title}")
    add_due(calendar, assessment, items)
    return str(calendar.to_ical().decode("utf-8"))


def new_calendar(name: str) -> Calendar:
    """A calendar without events, by its name."""
    from icalendar import Calendar  # noqa: PLC0415 - 60 ms that one format needs

    calendar = Calendar()
    calendar.add("prodid", "-//handbook-registry//What falls due//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def add_due(calendar: Calendar, assessment: Assessment, items: Iterable[Due]) -> None:
    """Add an event for each thing that falls due."""
    seen: Counter[str] = Counter()
    for item in items:
        name = f"{item.what.replace(' ', '-')}.{item.record}"
        seen[name] += 1
        which = f".{seen[name]}" if seen[name] > 1 else ""
        calendar.add_component(_event(assessment, item, f"{name}{which}"))


def whole_day(assessment: Assessment, name: str, day: date, summary: str) -> Event:
    """An event of one whole day. ``name`` is its own among all events of the network, for good."""
    from icalendar import Event  # noqa: PLC0415 - as above

    network = assessment.registry.network()
    event = Event()
    event.add("uid", f"{name}@{network.id if network else 'network'}.handbook")
    event.add("dtstamp", datetime.combine(assessment.today, time(), UTC))
    event.add("sequence", (assessment.today - _FIRST_DAY).days)
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    return event


def _event(assessment: Assessment, item: Due, name: str) -> Event:
    today, label = assessment.today, assessment.registry.label(item.record)
    day = item.on if item.dated else today
    event = whole_day(assessment, name, day, f"{due_words(item, today)}: {label}")
    described = [f"Owner: {owner_words(assessment, item.owner)}.", chance_words(assessment, item)]
    event.add("description", "\n".join(filter(None, [*described, NO_PATIENTS])))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
