"""Two sets of fields: what changed, by the names of fields and the ids of their parts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.difference.align import aligned, moved
from handbook.difference.judging.declared import declared_family
from handbook.difference.making import (
    certain,
    changed,
    one_sided,
    renumbered,
    settled,
    shifted,
)
from handbook.difference.places import a_part_of, field_of, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.difference.model import Change, Rules

Route = tuple[str, ...]

_PART = 2
"""So many steps lead to a part of a list: the field, and the id of the part."""
_NAME = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)+")
"""The form of an id of more than one word, in which no misspelling is ever mended."""


def compare_fields(
    old: Mapping[str, Any], new: Mapping[str, Any], rules: Rules, type_name: str = ""
) -> tuple[Change, ...]:
    """Every change between two sets of fields of a type, in the order of the first."""
    changes = _mappings((), old, new, rules, type_name)
    return tuple(_placed(change, part_of(change.place, old, new)) for change in changes)


def _placed(change: Change, where: tuple[str, str]) -> Change:
    return replace(change, section=where[0], within=where[1])


def _value(route: Route, old: Any, new: Any, rules: Rules, type_name: str) -> Iterator[Change]:
    if _canonical(old) == _canonical(new):
        return
    if old is None or new is None:
        before, after = (None if v is None else _in_words(v) for v in (old, new))
        yield one_sided(field_of(route[0]), _place(route), before, after, _thing(route), rules)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _mappings(route, old, new, rules, type_name)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(route, old, new, rules, type_name)
    elif _NAME.fullmatch(str(old)) or _NAME.fullmatch(str(new)):
        reason = "a name by which other records are found changes"
        yield certain(
            field_of(route[0]), _place(route), _in_words(old), _in_words(new), "value", reason
        )
    elif isinstance(old, str) and isinstance(new, str):
        family = declared_family(type_name, route, old, new)
        if family:
            yield settled(field_of(route[0]), _place(route), family, old, new, rules)
        else:
            yield changed(field_of(route[0]), _place(route), old, new, rules)
    else:
        subject = "what was said about medicines" if route == ("medicines",) else "a value"
        code = "medicines" if route == ("medicines",) else "value"
        yield certain(
            field_of(route[0]),
            _place(route),
            _in_words(old),
            _in_words(new),
            code,
            f"{subject} changes",
        )


def _mappings(
    route: Route, old: Mapping[str, Any], new: Mapping[str, Any], rules: Rules, type_name: str
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        yield from _value((*route, name), old.get(name), new.get(name), rules, type_name)


def _lists(
    route: Route, old: list[Any], new: list[Any], rules: Rules, type_name: str
) -> Iterator[Change]:
    before, after = _by_id(old), _by_id(new)
    if before is None or after is None:
        yield from _in_order(route, old, new, rules, type_name)
        return
    orders = list(before), list(after)
    for name in moved(*orders):
        part = (*route, name)
        change = shifted(field_of(part[0]), _place(part), _in_words(after[name]), _thing(part))
        places = tuple(f"number {order.index(name) + 1}" for order in orders)
        yield renumbered(change, places, _name(after[name]))
    yield from _mappings(route, before, after, rules, type_name)


def _in_order(
    route: Route, old: list[Any], new: list[Any], rules: Rules, type_name: str
) -> Iterator[Change]:
    pairs = list(aligned(old, new, _canonical, lambda a, b: type(a) is type(b)))
    gone = [_canonical(a) for a, b in pairs if b is None]
    for a, b in pairs:
        if a is None and _canonical(b) in gone:
            yield shifted(field_of(route[0]), _place(route), _in_words(b), _thing(route, part=True))
        elif a is None or b is None:
            before, after = (None if v is None else _in_words(v) for v in (a, b))
            thing = _thing(route, part=True)
            yield one_sided(field_of(route[0]), _place(route), before, after, thing, rules)
        else:
            yield from _value(route, a, b, rules, type_name)


def _name(part: Mapping[str, Any]) -> str:
    """What one part of a list is called, or what it says."""
    return _in_words(part.get("title") or part.get("text") or part)


def _by_id(items: list[Any]) -> dict[str, Any] | None:
    """The parts of a list by their ids; nothing, if not every part has one of its own."""
    if not all(isinstance(item, Mapping) and isinstance(item.get("id"), str) for item in items):
        return None
    by_id = {item["id"]: item for item in items}
    return by_id if len(by_id) == len(items) else None


def _canonical(value: Any) -> str:
    return json.dumps(_clean(value), ensure_ascii=False, sort_keys=True, default=str)


def _clean(value: Any) -> Any:
    """A value without the keys that hold nothing, which are the same as no keys."""
    if isinstance(value, Mapping):
        return {k: _clean(v) for k, v in value.items() if v is not None}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _in_words(value: Any) -> str:
    """A value in words, on one line."""
    if isinstance(value, Mapping):
        parts = {k: _in_words(v) for k, v in value.items() if v is not None}
        if set(parts) == {"id", "text"}:
            return parts["text"]
        return "; ".join(f"{k}: {words}" for k, words in parts.items())
    if isinstance(value, list):
        return ", ".join(_in_words(item) for item in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _place(route: Route) -> str:
    return ".".join(route)


def _thing(route: Route, *, part: bool = False) -> str:
    """What came, went or moved, as people name it."""
    if part or len(route) > 1:
        return a_part_of(route[0]) if len(route) == _PART else f"a part of {field_of(route[0])}"
    return field_of(route[0])
