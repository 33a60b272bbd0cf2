"""Counts of people (``x-counts`` and ``x-people`` of a schema): what cannot be, or must not be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import at, choices, rows, word, words
from handbook.source.periods import period_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.counting.rows import CountedRows
    from handbook.types.pointing.model import Expectation

CNT001 = Code(
    id="CNT001",
    severity=Severity.ERROR,
    title="More counted than there were to count",
    explanation=(
        "A figure says how many were counted, and how many they are out of. Here the first is"
        " larger than the second, so one of the two is wrong, and nobody but whoever counted knows"
        " which. Neither is shown until it is mended."
    ),
)
CNT002 = Code(
    id="CNT002",
    severity=Severity.ERROR,
    title="The same was counted twice",
    explanation=(
        "Two records hold a figure of the same organisation about the same measure for the same"
        " period. Added up, it would count twice, and beside each other the two could tell a small"
        " number that is hidden. One of them goes; what was wrong with it is said in the other."
    ),
)
CNT003 = Code(
    id="CNT003",
    severity=Severity.ERROR,
    title="Not the figures that were asked for",
    explanation=(
        "A collection says which figures are asked for, and for which periods. A return answers"
        " each of them, with a figure or with the reason why there is none, and nothing else. A row"
        " that is not there would be read as if nobody had been asked."
    ),
)
CNT004 = Code(
    id="CNT004",
    severity=Severity.ERROR,
    title="Counted by no definition",
    explanation=(
        "Each figure names the definition by which it was counted, so that figures of different"
        " definitions are never compared unawares. The measure has no such definition, or by it"
        " the figure would have to be out of something, or of nothing."
    ),
)

CNT005 = Code(
    id="CNT005",
    severity=Severity.ERROR,
    title="A record that nobody asked for",
    explanation=(
        "What must come by a schedule is asked of some organisations, for periods of one kind, from"
        " a first one on. This record is from somebody who is not asked, or for another period. It"
        " would be added up with what was asked for, and whoever reads the total would not know."
    ),
)

CNT006 = Code(
    id="CNT006",
    severity=Severity.ERROR,
    title="So few that they could be known",
    explanation=(
        "A number in this record counts children or families, and it is so small that somebody"
        " who knows one of them could tell who is meant. Figures that organisations return are"
        " hidden when they are small; this one would stand on a page as it was written. What is"
        " small is a setting of the network (`small-numbers` in `registry/network.yaml`)."
    ),
)


@rule(CNT001)
def no_more_than_there_were(record: Record, registry: Registry) -> Iterator[Finding]:
    """What is counted is a part of what it is out of."""
    for counted in registry.types[record.type].counted:
        for number, row in rows(record.data, counted.field):
            count, of = row.get(counted.count), row.get(counted.of)
            if type(count) is int and type(of) is int and count > of:
                message = "more were counted here than there were to count"
                hint = "Ask whoever counted, and correct the one that is wrong."
                route = (counted.field, number, counted.count)
                yield finding(CNT001, record, message, hint=hint, route=route)


@rule(CNT002)
def each_counts_once(registry: Registry) -> Iterator[Finding]:
    """One organisation's figure about one thing for one period stands in one record."""
    for kind in registry.types.values():
        for counted in kind.counted:
            yield from _twice(registry, kind.name, counted)


def _twice(registry: Registry, kind: str, counted: CountedRows) -> Iterator[Finding]:
    places: dict[tuple[str, str, str], list[tuple[Record, int]]] = defaultdict(list)
    for record in registry.of_type(kind):
        for number, row in rows(record.data, counted.field):
            about = word(row, counted.about)
            key = (about, word(record.data, counted.whose), word(record.data, counted.by))
            places[key].append((record, number))
    for (about, *_), standing in places.items():
        (first, _), *others = standing
        for record, number in others:
            where = "here" if record is first else f"in {first.path}"
            message = f"“{registry.label(about)}” of this {counted.by} was counted {where} already"
            hint = "Take one of the two out, and say in the other what was put right."
            route = (counted.field, number)
            yield finding(CNT002, record, message, hint=hint, route=route)


@rule(CNT003)
def what_was_asked_is_answered(record: Record, registry: Registry) -> Iterator[Finding]:
    """A return has a row for each figure that is asked for in its period, and no other."""
    for counted in registry.types[record.type].counted:
        asking = registry.records.get(word(record.data, counted.asked)) if counted.asked else None
        if asking is None:
            continue
        wanted = dict(_wanted(asking, record, counted))
        given = [
            (number, word(row, counted.about)) for number, row in rows(record.data, counted.field)
        ]
        for number, about in given:
            if not wanted.get(about):
                message = f"{registry.label(asking.id)} does not ask for “{about}” here"
                hint = f"It asks for {choices([name for name, asked in wanted.items() if asked])}."
                route = (counted.field, number, counted.about)
                yield finding(CNT003, record, message, hint=hint, route=route)
        for about in wanted.keys() - {about for _, about in given}:
            if wanted[about]:
                message = f"“{about}” is asked for, and there is no row for it"
                hint = "Add a row for it, with the figure or with 'cannot' and the reason why."
                yield finding(CNT003, record, message, hint=hint, route=(counted.field,))


def _wanted(asking: Record, record: Record, counted: CountedRows) -> Iterator[tuple[str, bool]]:
    """What a record may ask for, and whether it does so for the period of a return."""
    period = period_or_none(record.data.get(counted.by))
    for _, row in rows(asking.data, counted.asking):
        since, until = (period_or_none(row.get(name)) for name in (counted.since, counted.until))
        early = period is not None and since is not None and period.last < since.first
        late = period is not None and until is not None and period.first > until.last
        yield word(row, counted.about), not early and not late


@rule(CNT004)
def counted_by_a_definition(record: Record, registry: Registry) -> Iterator[Finding]:
    """Each figure goes by a definition of its measure, and has what that asks for."""
    for counted in registry.types[record.type].counted:
        for number, row in rows(record.data, counted.field) if counted.defined else ():
            about = registry.records.get(word(row, counted.about))
            if about is None or counted.defined not in row:
                continue
            known = {
                definition.get(counted.edition): definition
                for _, definition in rows(about.data, counted.definitions)
            }
            fault = _unfit(known.get(row[counted.defined]), row, counted)
            if fault:
                message = f"“{registry.label(about.id)}” {fault}"
                hint = f"Its definitions are {choices(str(version) for version in known)}."
                route = (counted.field, number, counted.defined)
                yield finding(CNT004, record, message, hint=hint, route=route)


def _unfit(
    definition: Mapping[str, Any] | None, row: Mapping[str, Any], counted: CountedRows
) -> str:
    if definition is None:
        return f"has no definition {row[counted.defined]}"
    if counted.count not in row:
        return ""
    out_of = bool(definition.get(counted.out_of))
    if out_of and counted.of not in row:
        return f"is out of something, and no '{counted.of}' is given"
    if not out_of and counted.of in row:
        return f"is only counted, so it has no '{counted.of}'"
    return ""


@rule(CNT005)
def what_came_was_asked_for(record: Record, registry: Registry) -> Iterator[Finding]:
    """What comes by a schedule (``expects``) is from those who are asked, for its periods."""
    for name, expectation in _expecting(registry, record.type):
        asking = registry.records.get(word(record.data, name))
        if asking is None or expectation not in registry.types[asking.type].expects:
            continue
        whose = word(record.data, expectation.whose)
        asked = {sender for _, sender in words(asking.data, expectation.source)}
        if expectation.source and whose not in asked:
            message = f"{registry.label(asking.id)} is not asked of “{whose}”"
            hint = f"Add it to '{expectation.source}' there, or take this record out."
            yield finding(CNT005, record, message, hint=hint, route=(expectation.whose,))
        fault = _outside(record, asking, expectation)
        if fault:
            message = f"{registry.label(asking.id)} {fault}"
            hint = "Put the period right, or take this record out."
            yield finding(CNT005, record, message, hint=hint, route=(expectation.period,))


def _expecting(registry: Registry, name: str) -> Iterator[tuple[str, Expectation]]:
    """What is awaited of records of a type, where a top field of theirs names what asks."""
    for kind in registry.types.values():
        for expectation in kind.expects:
            if expectation.type == name and "." not in expectation.names:
                yield expectation.names, expectation


def _outside(record: Record, asking: Record, expectation: Expectation) -> str:
    """Why a period is none of those that are asked for; nothing if it is, or nobody can tell."""
    period = period_or_none(record.data.get(expectation.period))
    first = period_or_none(asking.data.get(expectation.first))
    last = period_or_none(asking.data.get(expectation.last)) if expectation.last else None
    if period is None or first is None:
        return ""
    if period.frequency != asking.data.get(expectation.every):
        return f"is not asked for {period.words}, which is a period of another length"
    if period.last < first.first or (last is not None and period.first > last.last):
        return f"is not asked for {period.words}"
    return ""


@rule(CNT006)
def nobody_is_known_by_a_number(record: Record, assessment: Assessment) -> Iterator[Finding]:
    """No single number of people is small (``x-people``): none of them is hidden later."""
    bound = assessment.settings.smallest_shown
    for people in assessment.registry.types[record.type].people:
        *above, name = people.route
        for route, fields in at(record.data, tuple(above)):
            if not isinstance(fields, Mapping) or not people.counts_people(fields):
                continue
            if _between(0, fields.get(name), bound):
                message = f"'{name}' is {fields[name]}, so few people that they could be known"
                hint = (
                    "Leave it out, or count them together with others. From"
                    f" {bound} on a number may be shown."
                )
                yield finding(CNT006, record, message, hint=hint, route=(*route, name))


def _between(low: int, value: Any, high: int) -> bool:
    """Whether a number, as it is written, is above the one and below the other."""
    try:
        return type(value) in {int, str} and low < Decimal(value) < high
    except InvalidOperation:
        return False
