"""The small words of messages: what things are called, and how values are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.source.words.nhs import left_out
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.finding import Route

Schema = Mapping[str, Any]
_SHOWN = 60
_MANY = 24


def name_of(route: Route) -> str:
    """What to call the thing at a route: `seats`, or entry 2 of `seats`."""
    if not route:
        return "the record"
    if isinstance(route[-1], int):
        inside = route[:-1]
        return f"entry {route[-1] + 1} of {name_of(inside)}"
    return f"`{short(route[-1])}`"


def inside(route: Route) -> str:
    """Where something is, for the end of a sentence; nothing for the record itself."""
    return f" in {name_of(route)}" if route else ""


def whose(route: Route, schema: Schema) -> str:
    """What has, or has not, a line."""
    if route:
        return name_of(route)
    title = str(schema.get("title", "record")).lower()
    return f"an {title}" if title[:1] in "aeiou" else f"a {title}"


def field_at(schema: Schema, route: Route) -> Schema:
    """The part of a schema that is about a route; empty if there is none."""
    definitions = schema.get("$defs", {})
    here = resolve(schema, definitions)
    for step in route:
        inner = here.get("items") if isinstance(step, int) else here.get("properties", {}).get(step)
        if not isinstance(inner, Mapping):
            return {}
        here = resolve(inner, definitions)
    return here


def advice(field: Schema, *, described: bool = True) -> str:
    """What a field is for, and an example of it."""
    description = str(field.get("description", "")) if described else ""
    examples = field.get("examples") or []
    choices = field.get("enum") or []
    if choices:
        return f"{description} One of: {listed([shown(c) for c in choices], mark='')}.".strip()
    if examples and isinstance(examples[0], str | int):
        return f"{description} For example: {shown(examples[0])}".strip()
    return description


def when(path: Route, schema: Schema) -> str:
    """The condition that an error stands under, in words; empty if it stands under none."""
    here: Any = schema
    condition: Any = None
    for step in path:
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
    conditions = [f"`{name}` is {_test(test)}" for name, test in tests if isinstance(test, Mapping)]
    return f" when {' and '.join(conditions)}" if conditions else ""


def _test(test: Schema) -> str:
    return either([shown(v) for v in test.get("enum", [test.get("const")])])


def in_short(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a group of lines"
    if isinstance(value, list | tuple):
        return "a list"
    return (
        f"the number {left_out(str(value))}"
        if isinstance(value, int)
        else f"the text “{short(value)}”"
    )


def shown(value: Any) -> str:
    """A value as people write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def short(value: Any) -> str:
    """A value as it may stand in a message: on one line, not too long."""
    text = left_out(" ".join(shown(value).split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def either(words: list[str]) -> str:
    """Words as a choice."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def listed(words: Iterable[Any], mark: str = "`", most: int = _MANY) -> str:
    """Words in a row, at most so many of them."""
    shown = [f"{mark}{word}{mark}" for word in words]
    return ", ".join(shown[:most]) + (" and others" if len(shown) > most else "")
