"""What falls due as events of whole days (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from handbook.remind.wording import NO_PATIENTS, chance_words, due_words, owner_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from handbook.assess.model import Assessment, Due

_FIRST_DAY = date(2000, 1, 1)


def due_calendar(assessment: Assessment, items: Iterable[Due]) -> str:
    """A calendar of what falls due, with lines that end as calendars want.

    An event keeps its id from one day to the next, and its sequence grows with the days: a calendar
    that took it in before moves it when its day has moved. It blocks nobody's time. What waits for
    a decision without a day stands on the day of the list, and so moves along until it is settled.
    """
    from icalendar import Calendar  # noqa: PLC0415 - 60 ms that one format needs

    calendar = Calendar()
    network = assessment.registry.network()
    calendar.add("prodid", "-//handbook-registry//What falls due//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = str(network.get("title")) if network else "The network"
    calendar.add("x-wr-calname", f"What falls due: {title}")
    home = network.id if network else "network"
    seen: Counter[str] = Counter()
    for item in items:
        name = f"{item.what.replace(' ', '-')}.{item.record}"
        seen[name] += 1
        which = f".{seen[name]}" if seen[name] > 1 else ""
        calendar.add_component(_event(assessment, item, f"{name}{which}@{home}.handbook"))
    return str(calendar.to_ical().decode("utf-8"))


def _event(assessment: Assessment, item: Due, uid: str) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    today, label = assessment.today, assessment.registry.label(item.record)
    day = item.on if item.dated else today
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", (today - _FIRST_DAY).days)
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{due_words(item, today)}: {label}")
    described = [f"Owner: {owner_words(assessment, item.owner)}.", chance_words(assessment, item)]
    event.add("description", "\n".join(filter(None, [*described, NO_PATIENTS])))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
