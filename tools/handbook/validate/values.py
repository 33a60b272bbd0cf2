"""Faults of values: of the wrong kind, badly written, too short, too long."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from handbook.source.dates import DateProblem, parse_date
from handbook.source.periods import HINT, PeriodProblem, parse_period
from handbook.source.words.plain import LONGEST, faults
from handbook.source.words.spelling import foreign_letters
from handbook.validate.codes import CHOICE, DATE, FORM, KIND, SIZE
from handbook.validate.model import SchemaFault
from handbook.validate.phrases import (
    advice,
    either,
    field_at,
    in_short,
    listed,
    name_of,
    short,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route
    from handbook.validate.model import Error
    from handbook.validate.phrases import Schema


_KINDS = {
    "array": "a list",
    "object": "a group of lines",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
}

_HINTS = {
    "array": "Put each entry on a line of its own that begins with a dash.",
    "object": "Put each part on a line of its own, set in by two spaces: a name, a colon, a value.",
    "string": "Write it in one piece, after the colon.",
    "integer": "Write digits only.",
    "boolean": "Write true or false.",
}

_FORMATS = {
    "uri": ("the address of a web page", "It begins https:// and has no spaces."),
    "email": ("an e-mail address", "Write it like network@example.org."),
    "time-zone": ("the name of a time zone", "Write it like Europe/London."),
}


def wrong_kind(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """A value of the wrong kind: a list where text belongs, say."""
    wanted = error.asked
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    value, name = error.value, name_of(route)
    if value is None:
        yield SchemaFault(KIND, route, f"{name} has no value", "Fill it in, or remove the line.")
        return
    words = either([_KINDS.get(kind, kind) for kind in wanted])
    hint = _HINTS.get(wanted[0], "")
    if "string" in wanted and isinstance(value, bool | int):
        hint = f'Put it in quotes: "{shown(value)}".'
    elif "boolean" in wanted and isinstance(value, str):
        hint = "Write true or false, without quotes."
    elif "integer" in wanted and isinstance(value, str) and value.strip().isdecimal():
        hint = f"Write it without quotes and without leading noughts: {int(value)}."
    yield SchemaFault(KIND, route, f"{name} is {words}, but here it is {in_short(value)}", hint)


def not_allowed(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """A value that is not one of those allowed."""
    allowed = error.asked if error.word == "enum" else [error.asked]
    words = [shown(each) for each in allowed]
    close = difflib.get_close_matches(str(error.value), words, n=1, cutoff=0.6)
    hint = f"Did you mean {close[0]}? " if close else ""
    message = f"{name_of(route)} is “{short(error.value)}”, which is not one of those allowed"
    yield SchemaFault(CHOICE, route, message, f"{hint}Allowed: {listed(words, mark='')}.")


def badly_written(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """Text that does not fit its pattern."""
    message = error.part.get("x-message", "write it as in the examples")
    hint = advice(field_at(schema, route), described=False)
    foreign = foreign_letters(str(error.value))
    given = f"{short(error.value)}”" + (f", where {foreign}" if foreign else "")
    yield SchemaFault(FORM, route, f"{name_of(route)} is “{given}: {message}", hint)


def malformed(error: Error, route: Route, schema: Schema) -> Iterator[SchemaFault]:
    """Text that is no date, address or time zone, or says more than its line may."""
    value, name = str(error.value), name_of(route)
    if error.asked == "date":
        try:
            parse_date(value)
        except DateProblem as problem:
            yield SchemaFault(DATE, route, f"{name}: {problem.message}", problem.hint)
            return
    if error.asked == "period":
        try:
            parse_period(value)
        except PeriodProblem as problem:
            yield SchemaFault(FORM, route, f"{name} is “{short(value)}”, which {problem}", HINT)
            return
    if error.asked in LONGEST:
        if not value or len(value) > error.part.get("maxLength", len(value)):
            return  # told as a fault of its length
        hint = advice(field_at(schema, route), described=False)
        for fault in faults(str(error.asked), value):
            yield SchemaFault(FORM, route, f"{name} {fault}", hint)
        return
    what, hint = _FORMATS.get(str(error.asked), ("what is asked for", ""))
    yield SchemaFault(FORM, route, f"{name} is “{short(value)}”, which is not {what}", hint)


def wrong_length(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """Text that is too short or too long."""
    size, limit, name = len(error.value), error.asked, name_of(route)
    long = "1 character" if size == 1 else f"{size} characters"
    if error.word == "maxLength":
        message = f"{name} has {long}; {limit} is the most"
    elif size == 0:
        message = f"{name} is empty"
    else:
        message = f"{name} has {long}; {limit} is the least"
    yield SchemaFault(SIZE, route, message, "" if size else "Fill it in, or remove the line.")


def wrong_count(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """A list or a group of lines that has too few or too many."""
    size, limit, name = len(error.value), error.asked, name_of(route)
    what = "lines" if isinstance(error.value, Mapping) else "entries"
    most = error.word.startswith("max")
    if size == 0:
        yield SchemaFault(SIZE, route, f"{name} is empty", "Fill it in, or remove the line.")
    else:
        word = "most" if most else "least"
        what = {"lines": "line", "entries": "entry"}[what] if size == 1 else what
        yield SchemaFault(SIZE, route, f"{name} has {size} {what}; {limit} is the {word}")


def out_of_range(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """A number that is too small or too large."""
    word = "most" if error.word == "maximum" else "least"
    limit, value = error.asked, error.value
    yield SchemaFault(SIZE, route, f"{name_of(route)} is {short(value)}; {limit} is the {word}")


def repeated(error: Error, route: Route, _: Schema) -> Iterator[SchemaFault]:
    """A list that names the same thing twice."""
    for number, value in enumerate(error.value):
        if value in error.value[:number]:
            message = f"{name_of(route)} names “{short(value)}” twice"
            yield SchemaFault(SIZE, (*route, number), message, "Remove one of the two.")
