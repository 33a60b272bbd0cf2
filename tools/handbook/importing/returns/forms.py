"""What one organisation is asked for one period: worked out from a collection and its measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.author.model import Obstacle, Refused, refused
from handbook.source.dates import day_or_none, long_date
from handbook.source.periods import CalendarPeriod, Frequency, period_or_none, periods_until
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

_JOINT = "--"
"""Stands between the parts of a form's code, which is the id of the return."""


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One figure that is asked for. ``denominator`` is empty where something is only counted."""

    measure: str
    title: str
    definition: int
    numerator: str
    denominator: str = ""
    left_out: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """One form: from whom, for when, and what is asked. ``code`` is the id of the return."""

    code: str
    collection: str
    title: str
    organisation: str
    member: str
    period: CalendarPeriod
    due: str
    why: str
    send_to: str
    network: str
    figures: tuple[AskedFigure, ...]


def code_of(collection: str, organisation: str, period: CalendarPeriod) -> str:
    """The code of a form, and the id of the return that is made of it."""
    return _JOINT.join((collection, organisation, str(period).lower()))


def is_asked(
    registry: Registry, collection: Record, organisation: str, period: CalendarPeriod
) -> bool:
    """Whether an organisation is asked for a period: if it was a member during all of it."""
    record = registry.records.get(organisation)
    if organisation not in asked(collection) or record is None:
        return False
    joined, left = day_or_none(record.get("joined")), day_or_none(record.get("left"))
    return (joined is None or joined <= period.first) and (left is None or left > period.last)


def asked(collection: Record) -> tuple[str, ...]:
    """The organisations that a collection asks, in its own order."""
    return tuple(name for name in collection.get("asked") or () if isinstance(name, str))


def periods_of(collection: Record, day: date) -> tuple[CalendarPeriod, ...]:
    """The periods of a collection that have begun by ``day``, the first of them first."""
    first, last = (period_or_none(collection.get(name)) for name in ("first-period", "last-period"))
    ended = day_or_none(collection.get("concluded"))
    if first is None or first.frequency != collection.get("frequency"):
        return ()
    return tuple(
        period
        for period in periods_until(first, day if ended is None else min(day, ended))
        if last is None or period.first <= last.first
    )


def due_day(collection: Record, period: CalendarPeriod) -> date:
    """The day by which the figures of a period are due."""
    days = collection.get("due-within-days")
    return period.last + timedelta(days=days if type(days) is int else 0)


def form_for(
    registry: Registry,
    collection: Record,
    organisation: str,
    period: CalendarPeriod,
    *,
    today: date,
) -> ReturnForm | Refused:
    """The form for one organisation and period, or why there is none."""
    member = registry.records.get(organisation)
    words = registry.label(organisation)
    if member is None or not is_asked(registry, collection, organisation, period):
        names = ", ".join(registry.label(name) for name in asked(collection))
        message = f"{words} is not asked for {registry.label(collection.id)} of {period.words}"
        return refused(message, f"asked are, while they are members: {names}")
    if period not in periods_of(collection, today):
        return refused(*_no_such_period(collection, period, today))
    figures: list[AskedFigure] = []
    reasons: list[Obstacle] = []
    for row in _rows(collection, period):
        figure = _figure(registry, row, period)
        if isinstance(figure, Obstacle):
            reasons.append(figure)
        else:
            figures.append(figure)
    if reasons:
        return Refused(tuple(reasons))
    network = registry.network()
    contact = collection.get("send-to") or (network.get("contact") if network else None) or {}
    return ReturnForm(
        code=code_of(collection.id, organisation, period),
        collection=collection.id,
        title=registry.label(collection.id),
        organisation=organisation,
        member=words,
        period=period,
        due=long_date(due_day(collection, period)),
        why=str(collection.get("why") or ""),
        send_to=str(contact.get("email") or contact.get("phone") or "the network"),
        network=str(network.get("title")) if network else "the network",
        figures=tuple(figures),
    )


def form_by_code(registry: Registry, code: str, *, today: date) -> ReturnForm | Refused:
    """The form that was sent out under a code, as it would be made today; or why there is none."""
    for collection in registry.of_type(KnownType.COLLECTION):
        for organisation in asked(collection):
            start = _JOINT.join((collection.id, organisation, ""))
            period = period_or_none(code[len(start) :].upper()) if code.startswith(start) else None
            if period is not None and code_of(collection.id, organisation, period) == code:
                return form_for(registry, collection, organisation, period, today=today)
    return refused(
        f"no collection of figures has sent out a form with the code “{code}”",
        "use the form as it was sent, with its code in the place where it was",
    )


def _no_such_period(collection: Record, period: CalendarPeriod, today: date) -> tuple[str, str]:
    known = periods_of(collection, today)
    if not known:
        return "nothing is asked for yet", "its first period is still to come"
    if period.frequency != known[0].frequency:
        like = f"write it like {known[-1]}"
        return (
            f"{period} is no period of this collection: it is counted {_OFTEN[known[0].frequency]}",
            like,
        )
    if period.first > today:
        return f"{period.words} has not begun", f"the last period that has is {known[-1]}"
    return f"{period.words} is not asked for", f"asked for are {known[0]} to {known[-1]}"


_OFTEN = {
    Frequency.MONTH: "each month",
    Frequency.QUARTER: "each quarter",
    Frequency.YEAR: "each year",
    Frequency.FINANCIAL_YEAR: "each financial year",
}


def _rows(collection: Record, period: CalendarPeriod) -> Iterator[Mapping[str, Any]]:
    """What a collection asks for in one period."""
    for row in collection.get("rows") or ():
        since, until = (period_or_none(row.get(name)) for name in ("since", "until"))
        if (since is None or since.first <= period.first) and (
            until is None or period.last <= until.last
        ):
            yield row


def _figure(
    registry: Registry, row: Mapping[str, Any], period: CalendarPeriod
) -> AskedFigure | Obstacle:
    """What is asked for by one row of a collection, by the definition that its period goes by."""
    name = str(row.get("measure"))
    measure = registry.records.get(name)
    definition = None if measure is None else definition_for(measure, period)
    if measure is None or definition is None:
        return Obstacle(
            f"the measure {name} has no definition that was in use on {long_date(period.first)}",
            "mend the measure, or take it out of the collection",
        )
    return AskedFigure(
        name,
        registry.label(name),
        definition["version"],
        definition["numerator"],
        definition.get("denominator") or "",
        definition.get("left-out") or "",
        row.get("where") or "",
    )


def definition_for(measure: Record, period: CalendarPeriod) -> Mapping[str, Any] | None:
    """The definition that a period goes by: the last one in use on its first day."""
    in_use = [
        (day, row)
        for row in measure.get("definitions") or ()
        if (day := day_or_none(row.get("from"))) is not None and day <= period.first
    ]
    return max(in_use, key=lambda pair: pair[0])[1] if in_use else None
