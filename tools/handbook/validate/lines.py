"""Faults of lines: missing ones, unknown ones, those that have no place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from handbook.validate.codes import FORM, MISSING, PLACE, UNKNOWN
from handbook.validate.model import SchemaFault
from handbook.validate.phrases import (
    advice,
    either,
    field_at,
    inside,
    listed,
    name_of,
    short,
    when,
    whose,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route
    from handbook.validate.model import Error
    from handbook.validate.phrases import Schema


def missing(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """Lines that are needed and not there."""
    because = when(error.path, schema)
    for name in error.asked:
        if name not in error.value:
            field = field_at(schema, (*route, name))
            yield SchemaFault(
                MISSING, route, f"`{name}` is missing{inside(route)}{because}", advice(field)
            )


def lonely(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """Lines that need another one beside them."""
    for name, needs in error.asked.items():
        for need in needs:
            if name in error.value and need not in error.value:
                message = f"`{name}` needs `{need}` beside it, which is missing"
                yield SchemaFault(MISSING, (*route, name), message)


def one_missing(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """A choice of lines of which none is there."""
    options = error.asked
    if all(set(option) == {"required"} for option in options):
        names = either([f"`{' with '.join(option['required'])}`" for option in options])
        because = when(error.path, schema)
        yield SchemaFault(MISSING, route, f"give {names}{inside(route)}{because}")
    else:
        yield from unfitting(error, route, schema)


def one_of_several(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """A choice of lines of which there must be one: none of them is there, or more than one."""
    options = error.asked
    is_group = isinstance(error.value, Mapping)
    if not is_group or not all(set(option) == {"required"} for option in options):
        yield from unfitting(error, route, schema)
        return
    there = [option["required"] for option in options if set(option["required"]) <= {*error.value}]
    if there:
        names = " and ".join(f"`{' with '.join(names)}`" for names in there)
        yield SchemaFault(
            FORM, route, f"{names} cannot both be given{inside(route)}; leave one out"
        )
    else:
        yield from one_missing(error, route, schema)


def unknown(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """Lines that the type does not have."""
    known = list(error.part.get("properties", {}))
    refused = error.part.get("x-refused", {})
    for name in error.value:
        if name not in known:
            close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
            hint = (
                f"Did you mean `{close[0]}`?" if close else f"Known here: {listed(known, most=12)}."
            )
            hint = refused.get(name, hint)
            message = f"`{short(name)}` is not a line that {whose(route, schema)} has"
            yield SchemaFault(UNKNOWN, (*route, name), message, hint)


def misplaced(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """A line that is known, but not under this condition. Unknown ones are told of elsewhere."""
    name = error.value
    if field_at(schema, (*route, name)):
        allowed = error.asked if isinstance(error.asked, list) else []
        message = f"`{name}` has no place here{when(error.path, schema)}"
        hint = f"Remove the line. These have a place here: {listed(allowed)}."
        yield SchemaFault(PLACE, (*route, name), message, hint)


def unfitting(_: Error, route: Route, __: Schema) -> Iterator[SchemaFault]:
    """Anything else that does not fit."""
    yield SchemaFault(FORM, route, f"{name_of(route)} does not fit what is asked for here")
