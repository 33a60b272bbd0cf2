"""What a schema found wrong, in words for the person who has to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.validate.codes import KIND, PLACE, UNKNOWN
from handbook.validate.lines import (
    lonely,
    misplaced,
    missing,
    one_missing,
    one_of_several,
    unfitting,
    unknown,
)
from handbook.validate.values import (
    badly_written,
    malformed,
    not_allowed,
    out_of_range,
    repeated,
    wrong_count,
    wrong_kind,
    wrong_length,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from handbook.finding import Route
    from handbook.validate.model import Error, SchemaFault
    from handbook.validate.phrases import Schema

_SAY: Mapping[str, Callable[[Any, Route, Schema], Iterator[SchemaFault]]] = {
    "required": missing,
    "dependentRequired": lonely,
    "anyOf": one_missing,
    "oneOf": one_of_several,
    "additionalProperties": unknown,
    "type": wrong_kind,
    "enum": not_allowed,
    "const": not_allowed,
    "pattern": badly_written,
    "format": malformed,
    "minLength": wrong_length,
    "maxLength": wrong_length,
    "minItems": wrong_count,
    "maxItems": wrong_count,
    "minProperties": wrong_count,
    "maxProperties": wrong_count,
    "minimum": out_of_range,
    "maximum": out_of_range,
    "uniqueItems": repeated,
}

_RANKS = {
    word: rank
    for rank, word in enumerate(
        ("type", "enum", "const", "minLength", "format", "pattern", "maxLength", "minItems",
         "maxItems", "minimum", "maximum", "uniqueItems")
    )
}  # fmt: skip


def explain(errors: Iterable[Error], schema: Schema) -> list[SchemaFault]:
    """The faults behind the errors of a validator: one for each thing to mend, in order of place.

    When a value is wrong in several ways, only the first that matters is said: its kind before
    everything else, the choice before the way of writing.
    """
    values: dict[Route, tuple[int, SchemaFault]] = {}
    others: dict[tuple[Route, str], SchemaFault] = {}
    for error in errors:
        rank = _RANKS.get(error.word)
        for fault in _faults(error, schema):
            if rank is None or fault.code is PLACE:
                others.setdefault((fault.route, fault.message), fault)
            elif fault.route not in values or rank < values[fault.route][0]:
                values[fault.route] = (rank, fault)
    faults = [*(fault for _, fault in values.values()), *others.values()]
    misshapen = {fault.route for _, fault in values.values() if fault.code is KIND}
    faults = [f for f in faults if f.code is KIND or f.route not in misshapen]
    unwanted = {fault.route for fault in faults if fault.code in (UNKNOWN, PLACE)}
    kept = [f for f in faults if f.code in (UNKNOWN, PLACE) or not _inside(f.route, unwanted)]
    return sorted(kept, key=lambda fault: ([_step(s) for s in fault.route], fault.message))


def _inside(route: Route, outer: set[Route]) -> bool:
    return any(route[:end] in outer for end in range(1, len(route) + 1))


def _step(step: str | int) -> tuple[int, int, str]:
    return (0, step, "") if isinstance(step, int) else (1, 0, step)


def _faults(error: Error, schema: Schema) -> Iterator[SchemaFault]:
    route = error.route
    if "propertyNames" in error.path:
        yield from misplaced(error, route, schema)
        return
    yield from _SAY.get(error.word, unfitting)(error, route, schema)
