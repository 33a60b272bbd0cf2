"""Which records must come for a record by a schedule, from ``expects`` of a ``type.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.periods import Frequency
from handbook.source.words.plain import faults
from handbook.types.declaring.listing import no_type
from handbook.types.pointing.fields import lacking, leads_to, only_texts, single_field, wrong
from handbook.types.pointing.model import Expectation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handbook.finding import Route
    from handbook.types.pointing.fields import Schemas
    from handbook.types.vocabulary import VocabularyProblem

PARTS = {
    "type": "The content type of the records that must come. Always there.",
    "names": "Their field that names the record for which they come, `rows.field` in the rows of a"
    " list. Always there.",
    "period": "Their field that says for which period one comes (`$defs/period`). Always there.",
    "every": "A field of ours: how often one must come (`$defs/frequency`). Always there.",
    "first": "A field of ours: the first period for which one must come. Always there.",
    "days": "So many days after the end of a period one must have come: a number, or a field of"
    " ours that holds it. Always there.",
    "what": "What is awaited, in a word or two, such as `return`. Always there.",
    "whose": "Their field that names from whom one comes; beside `from`.",
    "from": "A field of ours: from whom one must come. An organisation is asked only for periods in"
    " the whole of which it was a member. Without it, one is awaited for each period.",
    "last": "A field of ours: the last period for which one must come.",
    "until": "A list of fields of ours; once one of them is filled in, nothing is awaited. Without"
    " it: those that end the record (`x-ends`).",
}
"""Every part of an expectation, and what it says."""
_ALWAYS = frozenset({"type", "names", "period", "every", "first", "days", "what"})
_MOST_DAYS = 366


def check_expects(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``expects``, as far as it stands alone."""
    parts = declaration.get("expects", [])
    if not isinstance(parts, list):
        yield wrong(("expects",), "`expects` is a list of records that must come by a schedule")
        return
    for number, part in enumerate(parts):
        route = ("expects", number)
        if not isinstance(part, Mapping) or not _ALWAYS <= set(part) <= set(PARTS):
            message = f"an expectation has {', '.join(sorted(_ALWAYS))} and, if need be, "
            yield wrong(route, message + "whose with from, last, until")
            continue
        texts = {key: value for key, value in part.items() if key not in ("days", "until")}
        if not only_texts([*texts.values()]) or not only_texts(part.get("until", [])):
            yield wrong(route, "each part names a field, `until` is a list of them")
        elif ("whose" in part) != ("from" in part):
            yield wrong(route, "`whose` and `from` stand beside each other, or neither is there")
        else:
            yield from (
                wrong((*route, "what"), f"`what` {fault}")
                for fault in islice(faults("name", part["what"]), 1)
            )
            yield from _days((*route, "days"), part["days"])


def _days(route: Route, days: Any) -> Iterator[VocabularyProblem]:
    number = type(days) is int and 0 <= days <= _MOST_DAYS
    if not number and not (isinstance(days, str) and days):
        yield wrong(route, f"`days` is a number from 0 to {_MOST_DAYS}, or names a field")


def check_expected(name: str, schemas: Schemas) -> Iterator[VocabularyProblem]:
    """Yield types and fields that are not there, or are not what they are taken for."""
    parts, ours = schemas[name]
    for number, part in enumerate(parts.declaration.get("expects", [])):
        route = ("expects", number)
        yield from lacking(ours, part.get("until", []), (*route, "until"))
        yield from _fields(ours, part, _OURS, route)
        if part["type"] not in schemas:
            yield no_type((*route, "type"), part["type"], schemas)
            continue
        theirs = schemas[part["type"]][1]
        yield from _fields(theirs, part, _THEIRS, route)
        if not leads_to(single_field(theirs, part["names"]), name, schemas):
            message = f"{part['names']} is no field of {part['type']} that can name one of these"
            yield wrong((*route, "names"), message)


def _is_period(field: Mapping[str, Any]) -> bool:
    return field.get("format") == "period"


def _is_frequency(field: Mapping[str, Any]) -> bool:
    choices = field.get("enum")
    return isinstance(choices, list) and bool(choices) and set(choices) <= set(Frequency)


def _is_number(field: Mapping[str, Any]) -> bool:
    return field.get("type") == "integer"


def _is_reference(field: Mapping[str, Any]) -> bool:
    return "x-ref" in field


_Kind = tuple["Callable[[Mapping[str, Any]], bool]", str]
_OURS: Mapping[str, _Kind] = {
    "every": (_is_frequency, "how often ($defs/frequency)"),
    "first": (_is_period, "a period"),
    "last": (_is_period, "a period"),
    "days": (_is_number, "a whole number"),
    "from": (_is_reference, "a reference"),
}
_THEIRS: Mapping[str, _Kind] = {
    "period": (_is_period, "a period"),
    "whose": (_is_reference, "a reference"),
}


def _fields(
    schema: Mapping[str, Any], part: Mapping[str, Any], kinds: Mapping[str, _Kind], route: Route
) -> Iterator[VocabularyProblem]:
    """Yield the parts that name a field which does not hold what it should."""
    for line, (fits, what) in kinds.items():
        path = part.get(line)
        if isinstance(path, str) and not fits(single_field(schema, path)):
            yield wrong((*route, line), f"`{line}` names {path}, which is no field for {what}")


def expects_of(declaration: Mapping[str, Any], ends: tuple[str, ...]) -> tuple[Expectation, ...]:
    """What a sound declaration expects; ``ends`` are the fields that end a record."""
    return tuple(
        Expectation(
            **{key: value for key, value in part.items() if key not in ("from", "until")},
            source=part.get("from", ""),
            until=tuple(part.get("until", ends)),
        )
        for part in declaration.get("expects", [])
    )
