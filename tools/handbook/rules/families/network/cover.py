"""Services and cover: hours that can be understood, said by those who can know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.cover.complete import COVERING
from handbook.assess.cover.hours import DAY, day_name, read_hours
from handbook.assess.cover.hours import clock as at_clock
from handbook.assess.cover.statements import Presence, own_statement, runs
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import day, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

COV001 = Code(
    id="COV001",
    severity=Severity.ERROR,
    title="Hours that can be understood in two ways",
    explanation=(
        "Somebody rings at three in the morning because this says that the service is there. So"
        " each row of hours says one thing: a beginning and an end, or all day, or that nobody is"
        " there; and no time of the week stands in two rows. An end at or before its beginning is"
        " on the next day. Hours that begin and end at the same time could be all day or no time."
    ),
)
COV002 = Code(
    id="COV002",
    severity=Severity.WARNING,
    title="Cover by a service that is shut",
    explanation=(
        "A record of cover says that a service is there at an hour at which the service itself"
        " says that it is not. Such an hour does not count as covered. Ask which of the two is"
        " right, and mend the other; or say what has to be arranged first, under `by-arrangement`."
    ),
    waivable=True,
)
COV003 = Code(
    id="COV003",
    severity=Severity.WARNING,
    title="Nobody has checked whether a service is there",
    explanation=(
        "What is written of services and what is really there drift apart. Nothing says that"
        " anybody ever rang and looked, so none of the hours in this record count as covered. Ring"
        " the number, then write the day and the post that did under `checked` and `checked-by`."
    ),
    waivable=True,
)
COV004 = Code(
    id="COV004",
    severity=Severity.ERROR,
    title="An area that is a part of itself",
    explanation=(
        "An area may be a part of a larger one, and that of a larger one still. Here that leads"
        " back to where it began, so nobody could tell what is covered."
    ),
)


@rule(COV001)
def hours_say_one_thing(record: Record, registry: Registry) -> Iterator[Finding]:
    """Hours of the week say one thing about each minute."""
    for name in registry.types[record.type].hours:
        for fault in read_hours(record.get(name))[1]:
            route = (name, fault.row)
            yield finding(COV001, record, fault.message, hint=fault.hint, route=route)


@rule(COV002)
def cover_by_what_is_open(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """Cover is given at hours at which its service is there."""
    service = registry.records.get(word(record.data, "service"))
    both_cover = service and all(
        registry.types[each.type].has(COVERING) for each in (record, service)
    )
    if service is None or not both_cover:
        return
    stated, own = (own_statement(registry, each, today) for each in (record, service))
    if stated.presence is not Presence.THERE or stated.hours is None or own.hours is None:
        return
    if beyond := stated.hours.week & ~own.hours.week:
        at, minute = divmod((beyond & -beyond).bit_length() - 1, DAY)
        when = f"{day_name(at)} at {at_clock(minute)}"
        message = f"this says that “{service.id}” is there on {when}, when it says that it is not"
        hint = (
            "Mend the hours here or there, or say what has to be arranged under 'by-arrangement'."
        )
        yield finding(COV002, record, message, hint=hint, route=("hours",))


@rule(COV003)
def somebody_looked(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """What says that somebody is there was held against reality at least once."""
    kind = registry.types[record.type]
    fields = [mark.field for mark in kind.stale if mark.months]
    if kind.has(COVERING) and fields and runs(record.data, today):
        if any(day(record.data, name) for name in fields):
            return
        message = f"nobody has recorded in '{fields[0]}' that this was checked"
        hint = f"Ring and look, then write the day in '{fields[0]}'."
        yield finding(COV003, record, message, hint=hint, route=("title",))


@rule(COV004)
def areas_have_an_end(record: Record, registry: Registry) -> Iterator[Finding]:
    """No area is, by way of others, a part of itself."""
    if record.type != KnownType.AREA:
        return
    above, seen = word(record.data, "part-of"), set[str]()
    while above in registry.records and above not in seen:
        if above == record.id:
            message = "this area is a part of itself, by way of those that it is a part of"
            hint = "Name a larger area, or leave the line out."
            yield finding(COV004, record, message, hint=hint, route=("part-of",))
            return
        seen.add(above)
        above = word(registry.records[above].data, "part-of")
