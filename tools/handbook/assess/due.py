"""What falls due, whose it is, and which meeting can still decide it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.model import Due, Settings, Standing
from handbook.source.dates import DateProblem, long_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.link import Registry
    from handbook.load.model import Record

DECIDES: Mapping[str, frozenset[str]] = {
    "review": frozenset({"review", "extend", "endorse"}),
    "expiry": frozenset({"extend", "endorse"}),
}
"""The kinds of decision that answer what is due. What is not here needs no meeting."""


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A meeting that is still to come, with the day by which its papers must be in."""

    id: str
    group: str
    on: date
    papers: date


def falling_due(
    registry: Registry, standings: Mapping[str, Standing], today: date, settings: Settings
) -> tuple[Due, ...]:
    """Everything with a date that somebody must act on, soonest first, however far ahead."""
    meetings = tuple(_meetings(registry, today, settings))
    found = [
        *_documents(registry, standings, meetings, today),
        *_actions(registry, today),
        *_funding(registry, today),
    ]
    return tuple(sorted(found, key=lambda due: (due.on, due.owner, due.what, due.record)))


def _meetings(registry: Registry, today: date, settings: Settings) -> Iterator[_Meeting]:
    for record in registry.of_type("meeting"):
        on = _day(record, "date")
        if record.get("state") == "scheduled" and on is not None and on >= today:
            papers = _day(record, "papers-due") or on - timedelta(days=settings.papers_days)
            yield _Meeting(record.id, str(record.get("group")), on, papers)


def _documents(
    registry: Registry,
    standings: Mapping[str, Standing],
    meetings: tuple[_Meeting, ...],
    today: date,
) -> Iterator[Due]:
    """Reviews and expiries of what is in force or ran out, and consultations that close."""
    for document, standing in standings.items():
        record = registry.records[document]
        owner = str(record.get("owner", ""))
        live = standing.timeliness is not None
        for what, on in (("review", standing.review_due), ("expiry", standing.expires)):
            if live and on is not None:
                able, too_late = _deciding(registry, record, what, on, meetings, today)
                yield Due(what, document, owner, on, (on - today).days, able, too_late)
        closes = standing.consultation.closes if standing.consultation else None
        if closes is not None:
            yield Due("consultation", document, owner, closes, (closes - today).days)


def _deciding(
    registry: Registry,
    record: Record,
    what: str,
    on: date,
    meetings: tuple[_Meeting, ...],
    today: date,
) -> tuple[tuple[str, ...], str]:
    """The meetings that can decide in time, soonest first, or why there is none."""
    groups = tuple(_groups(registry, record.type, DECIDES[what], today))
    if not groups:
        plural = registry.types[record.type].plural.lower()
        return (), f"no group's terms of reference let it decide about {plural}"
    theirs = sorted((m for m in meetings if m.group in groups), key=lambda m: (m.on, m.id))
    open_to_papers = [m for m in theirs if m.papers >= today]
    in_time = tuple(m.id for m in open_to_papers if m.on <= on)
    if in_time:
        return in_time, ""
    names = " or ".join(registry.label(group) for group in groups)
    if on < today:
        start = "its date has passed"
    elif any(m.on <= on for m in theirs):
        start = "the papers have already gone out for the last meeting before that date"
    else:
        start = f"no meeting of the {names} is scheduled on or before that date"
    if not open_to_papers:
        return (), f"{start}; no later one is scheduled"
    following = open_to_papers[0]
    when = f"{long_date(following.on)} ({registry.label(following.group)})"
    return (), f"{start}; the next meeting that can decide is on {when}"


def _groups(
    registry: Registry, type_name: str, kinds: frozenset[str], today: date
) -> Iterator[str]:
    """The groups that may take one of these kinds of decision about this type of document."""
    for group in registry.with_behaviour("group"):
        retired = _day(group, "retired")
        if retired is not None and retired <= today:
            continue
        if any(
            kinds & set(power.get("kinds") or ()) and type_name in (power.get("types") or ())
            for power in group.get("authority") or ()
        ):
            yield group.id


def _actions(registry: Registry, today: date) -> Iterator[Due]:
    for action in registry.of_type("action"):
        on = _day(action, "due")
        if on is not None and action.get("done") is None:
            yield Due("action", action.id, str(action.get("owner", "")), on, (on - today).days)


def _funding(registry: Registry, today: date) -> Iterator[Due]:
    """Posts whose money runs out; the network's coordinator looks after those."""
    network = registry.network()
    coordinator = str(network.get("coordinator", "")) if network else ""
    for post in registry.of_type("post"):
        on = _day(post, "funded-until")
        if on is not None:
            yield Due("funding", post.id, coordinator or post.id, on, (on - today).days)


def _day(record: Record, name: str) -> date | None:
    try:
        return parse_date(str(record.get(name)))
    except DateProblem:
        return None
