"""Beginnings and ends, lowest and highest: what cannot stand the other way round."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import at
from handbook.source.dates import day_or_none, long_date
from handbook.source.periods import period_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Route
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.model import Bound

DAT010 = Code(
    id="DAT010",
    severity=Severity.ERROR,
    title="An end before its beginning",
    explanation=(
        "Of two days or periods in this record the one must come first: something begins before it"
        " ends, and is concluded after it began. Here they stand the other way round, so one is"
        " mistyped."
    ),
)
NUM001 = Code(
    id="NUM001",
    severity=Severity.ERROR,
    title="A range that ends below its beginning",
    explanation=(
        "Of two numbers in this record the one is never the smaller: the last age of a range, the"
        " longest journey, the highest estimate. Here it is, so one of them is mistyped. A range"
        " with no age in it would have a service be there for nobody."
    ),
)


@rule(DAT010, NUM001)
def in_order(record: Record, registry: Registry) -> Iterator[Finding]:
    """Nothing is before or below what the schema says (``x-not-before``, ``x-not-below``)."""
    for bound in registry.types[record.type].bounds:
        *above, name = bound.route
        for route, fields in at(record.data, tuple(above)):
            if isinstance(fields, dict):
                yield from _wrong(record, bound, (*route, name), fields)


def _wrong(
    record: Record, bound: Bound, route: Route, fields: Mapping[str, Any]
) -> Iterator[Finding]:
    name = bound.route[-1]
    for other in bound.others:
        if bound.number and _number_below(fields.get(name), fields.get(other)):
            relation = f"'{other}' is {fields[other]}, which must not be larger"
            message = f"'{name}' is {fields[name]}, and {relation}"
            yield finding(NUM001, record, message, hint="Correct one of the two.", route=route)
        elif not bound.number and _time_before(fields.get(name), fields.get(other)):
            relation = f"'{other}' is {_in_words(fields[other])}, which must not come after it"
            message = f"'{name}' is {_in_words(fields[name])}, and {relation}"
            yield finding(DAT010, record, message, hint="Correct one of the two.", route=route)


def _number_below(value: Any, other: Any) -> bool:
    """Whether both are numbers, as they are written, and the first is the smaller."""
    try:
        numbers = [Decimal(each) for each in (value, other) if type(each) in {int, str}]
    except InvalidOperation:
        return False
    return len(numbers) == len((value, other)) and numbers[0] < numbers[1]


def _time_before(value: Any, other: Any) -> bool:
    """Whether the whole of the first is over before the other begins: days, months, years."""
    day, earlier = day_or_none(value), day_or_none(other)
    if day and earlier:
        return day < earlier
    period, first = period_or_none(value), period_or_none(other)
    if period and first:
        return period.last < first.first
    if isinstance(value, str) and isinstance(other, str):
        known = min(len(value), len(other))
        return value[:known] < other[:known]
    return False


def _in_words(value: Any) -> str:
    day, period = day_or_none(value), period_or_none(value)
    return long_date(day) if day else period.words if period else str(value)
