"""What a schema found wrong, in words for the person who has to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.source.dates import DateProblem, parse_date
from handbook.types.vocabulary import resolve
from handbook.validate.codes import CHOICE, DATE, FORM, KIND, MISSING, PLACE, SIZE, UNKNOWN

if TYPE_CHECKING:
    from handbook.finding import Code, Route

Schema = Mapping[str, Any]
_SHOWN = 60
_MANY = 24


@dataclass(frozen=True, slots=True)
class Error:
    """What a validator found: the keyword of the schema, what it asks for, and what is there.

    ``route`` leads to the value, ``path`` through the schema to the keyword; ``part`` is the schema
    that holds it.
    """

    word: str
    asked: Any
    value: Any
    route: Route
    path: Route
    part: Schema


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a record, where it is, and how it may be mended."""

    code: Code
    route: Route
    message: str
    hint: str = ""


def explain(errors: Iterable[Error], schema: Schema) -> list[Fault]:
    """The faults behind the errors of a validator: one for each thing to mend, in order of place.

    When a value is wrong in several ways, only the first that matters is said: its kind before the
    choice, the choice before the way of writing.
    """
    values: dict[Route, tuple[int, Fault]] = {}
    others: dict[tuple[Route, str], Fault] = {}
    for error in errors:
        rank = _RANKS.get(error.word)
        for fault in _faults(error, schema):
            if rank is None or fault.code is PLACE:
                others.setdefault((fault.route, fault.message), fault)
            elif fault.route not in values or rank < values[fault.route][0]:
                values[fault.route] = (rank, fault)
    found = [*(fault for _, fault in values.values()), *others.values()]
    unwanted = {fault.route for fault in found if fault.code in (UNKNOWN, PLACE)}
    kept = [f for f in found if f.code in (UNKNOWN, PLACE) or not _inside(f.route, unwanted)]
    return sorted(kept, key=lambda fault: ([_step(s) for s in fault.route], fault.message))


def _inside(route: Route, outer: set[Route]) -> bool:
    return any(route[:end] in outer for end in range(1, len(route) + 1))


def _step(step: str | int) -> tuple[int, int, str]:
    return (0, step, "") if isinstance(step, int) else (1, 0, step)


def _faults(error: Error, schema: Schema) -> Iterator[Fault]:
    route = error.route
    if "propertyNames" in error.path:
        yield from _misplaced(error, route, schema)
        return
    yield from _SAY.get(error.word, _other)(error, route, schema)


def _other(_: Error, route: Route, __: Schema) -> Iterator[Fault]:
    yield Fault(FORM, route, f"{_name(route)} does not fit what is asked for here")


def _required(error: Error, route: Route, schema: Schema) -> Iterator[Fault]:
    because = _condition(error, schema)
    for name in error.asked:
        if name not in error.value:
            field = _field(schema, (*route, name))
            yield Fault(MISSING, route, f"`{name}` is missing{_of(route)}{because}", _hint(field))


def _dependent(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    for name, needs in error.asked.items():
        for need in needs:
            if name in error.value and need not in error.value:
                message = f"`{name}` needs `{need}` beside it, which is missing"
                yield Fault(MISSING, (*route, name), message)


def _any_of(error: Error, route: Route, schema: Schema) -> Iterator[Fault]:
    options = error.asked
    if all(set(option) == {"required"} for option in options):
        names = _either([f"`{' with '.join(option['required'])}`" for option in options])
        because = _condition(error, schema)
        yield Fault(MISSING, route, f"give {names}{_of(route)}{because}")
    else:
        yield from _other(error, route, schema)


def _unknown(error: Error, route: Route, schema: Schema) -> Iterator[Fault]:
    known = list(error.part.get("properties", {}))
    refused = error.part.get("x-refused", {})
    for name in error.value:
        if name not in known:
            close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
            hint = (
                f"Did you mean `{close[0]}`?"
                if close
                else f"Known here: {_listed(known, most=12)}."
            )
            hint = refused.get(name, hint)
            message = f"`{_short(name)}` is not a line that {_whose(route, schema)} has"
            yield Fault(UNKNOWN, (*route, name), message, hint)


def _misplaced(error: Error, route: Route, schema: Schema) -> Iterator[Fault]:
    """A line that is known, but not under this condition. Unknown ones are told of elsewhere."""
    name = error.value
    if _field(schema, (*route, name)):
        allowed = error.asked if isinstance(error.asked, list) else []
        message = f"`{name}` has no place here{_condition(error, schema)}"
        hint = f"Remove the line. These have a place here: {_listed(allowed)}."
        yield Fault(PLACE, (*route, name), message, hint)


def _type(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    wanted = error.asked
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    value, name = error.value, _name(route)
    if value is None:
        yield Fault(KIND, route, f"{name} has no value", "Fill it in, or remove the line.")
        return
    words = _either([_KINDS.get(kind, kind) for kind in wanted])
    hint = _HINTS.get(wanted[0], "")
    if "string" in wanted and isinstance(value, bool | int):
        shown = str(value).lower() if isinstance(value, bool) else value
        hint = f'Put it in quotes: "{shown}".'
    elif "boolean" in wanted and isinstance(value, str):
        hint = "Write true or false, without quotes."
    elif "integer" in wanted and isinstance(value, str) and value.strip().isdecimal():
        hint = f"Write it without quotes and without leading noughts: {int(value)}."
    yield Fault(KIND, route, f"{name} is {words}, but here it is {_found(value)}", hint)


def _enum(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    allowed = error.asked if error.word == "enum" else [error.asked]
    words = [_value(each) for each in allowed]
    close = difflib.get_close_matches(str(error.value), words, n=1, cutoff=0.6)
    hint = f"Did you mean {close[0]}? " if close else ""
    message = f"{_name(route)} is “{_short(error.value)}”, which is not one of those allowed"
    yield Fault(CHOICE, route, message, f"{hint}Allowed: {_listed(words, mark='')}.")


def _pattern(error: Error, route: Route, schema: Schema) -> Iterator[Fault]:
    message = error.part.get("x-message", "write it as in the examples")
    hint = _hint(_field(schema, route), described=False)
    yield Fault(FORM, route, f"{_name(route)} is “{_short(error.value)}”: {message}", hint)


def _format(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    value, name = str(error.value), _name(route)
    if error.asked == "date":
        try:
            parse_date(value)
        except DateProblem as problem:
            yield Fault(DATE, route, f"{name}: {problem.message}", problem.hint)
            return
    what, hint = _FORMATS.get(str(error.asked), ("what is asked for", ""))
    yield Fault(FORM, route, f"{name} is “{_short(value)}”, which is not {what}", hint)


def _length(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    size, limit, name = len(error.value), error.asked, _name(route)
    if error.word == "maxLength":
        message = f"{name} has {size} characters; {limit} is the most"
    elif size == 0:
        message = f"{name} is empty"
    else:
        message = f"{name} has {size} characters; {limit} is the least"
    yield Fault(SIZE, route, message, "" if size else "Fill it in, or remove the line.")


def _count(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    size, limit, name = len(error.value), error.asked, _name(route)
    what = "lines" if isinstance(error.value, Mapping) else "entries"
    most = error.word.startswith("max")
    if size == 0:
        yield Fault(SIZE, route, f"{name} is empty", "Fill it in, or remove the line.")
    else:
        word = "most" if most else "least"
        yield Fault(SIZE, route, f"{name} has {size} {what}; {limit} is the {word}")


def _range(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    word = "most" if error.word == "maximum" else "least"
    limit, value = error.asked, error.value
    yield Fault(SIZE, route, f"{_name(route)} is {_short(value)}; {limit} is the {word}")


def _repeated(error: Error, route: Route, _: Schema) -> Iterator[Fault]:
    for number, value in enumerate(error.value):
        if value in error.value[:number]:
            message = f"{_name(route)} names “{_short(value)}” twice"
            yield Fault(SIZE, (*route, number), message, "Remove one of the two.")


_SAY: Mapping[str, Callable[[Any, Route, Schema], Iterator[Fault]]] = {
    "required": _required,
    "dependentRequired": _dependent,
    "anyOf": _any_of,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _count,
    "maxItems": _count,
    "minProperties": _count,
    "maxProperties": _count,
    "minimum": _range,
    "maximum": _range,
    "uniqueItems": _repeated,
}
_RANKS = {
    word: rank
    for rank, word in enumerate(
        ("type", "enum", "const", "minLength", "format", "pattern", "maxLength", "minItems",
         "maxItems", "minimum", "maximum", "uniqueItems")
    )
}  # fmt: skip
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


def _name(route: Route) -> str:
    """What to call the thing at a route: `seats`, or entry 2 of `seats`."""
    if not route:
        return "the record"
    if isinstance(route[-1], int):
        inside = route[:-1]
        return f"entry {route[-1] + 1} of {_name(inside)}"
    return f"`{_short(route[-1])}`"


def _of(route: Route) -> str:
    return f" in {_name(route)}" if route else ""


def _whose(route: Route, schema: Schema) -> str:
    if route:
        return _name(route)
    title = str(schema.get("title", "record")).lower()
    return f"an {title}" if title[:1] in "aeiou" else f"a {title}"


def _field(schema: Schema, route: Route) -> Schema:
    """The part of a schema that is about a route; empty if there is none."""
    definitions = schema.get("$defs", {})
    here = resolve(schema, definitions)
    for step in route:
        inner = here.get("items") if isinstance(step, int) else here.get("properties", {}).get(step)
        if not isinstance(inner, Mapping):
            return {}
        here = resolve(inner, definitions)
    return here


def _hint(field: Schema, *, described: bool = True) -> str:
    """What a field is for, and an example of it."""
    said = str(field.get("description", "")) if described else ""
    examples = field.get("examples") or []
    choices = field.get("enum") or []
    if choices:
        return f"{said} One of: {_listed([_value(c) for c in choices], mark='')}.".strip()
    if examples and isinstance(examples[0], str | int):
        return f"{said} For example: {_value(examples[0])}".strip()
    return said


def _condition(error: Error, schema: Schema) -> str:
    """The condition that an error stands under, in words; empty if it stands under none."""
    here: Any = schema
    condition: Any = None
    for step in error.path:
        if isinstance(here, Mapping):
            here = resolve(here, schema.get("$defs", {}))
            condition = here.get("if") if step == "then" else condition
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
    if not isinstance(condition, Mapping):
        return ""
    tests = condition.get("properties", {}).items()
    said = [f"`{name}` is {_test(test)}" for name, test in tests if isinstance(test, Mapping)]
    return f" when {' and '.join(said)}" if said else ""


def _test(test: Schema) -> str:
    return _either([_value(v) for v in test.get("enum", [test.get("const")])])


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a group of lines"
    if isinstance(value, list | tuple):
        return "a list"
    return f"the number {value}" if isinstance(value, int) else f"the text “{_short(value)}”"


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(value: Any) -> str:
    """A value as it may stand in a message: on one line, not too long."""
    text = " ".join(_value(value).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _listed(words: Iterable[Any], mark: str = "`", most: int = _MANY) -> str:
    shown = [f"{mark}{word}{mark}" for word in words]
    return ", ".join(shown[:most]) + (" and others" if len(shown) > most else "")
