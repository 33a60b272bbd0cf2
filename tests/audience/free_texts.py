"""Which texts of a record may hold a word of anybody's choosing, as its type declares them."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from handbook.types.vocabulary import resolve
from handbook.validate.engine import FORMATS, validator
from handbook.validate.quick import quick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.load.model import Record
    from handbook.types import ContentType

    Schema = Mapping[str, Any]

WAYS = ("{text} {word}", "{text}/{word}", "{word}.{text}")
"""How a word is put into a sentence or a line, into an address of the web, and of an email."""

FIXED = frozenset({"enum", "const", "x-ref", "x-types", "x-anchor"})


def with_word(value: Any, part: Schema, word: str) -> str | None:
    """A text with a word in it; ``None`` for what is no text, or may hold no word that is chosen.

    Names and references are left alone: with another one a record would not be itself any longer.
    """
    if (
        not isinstance(value, str)
        or {"enum", "const", "x-ref", "x-types", "x-anchor"} & part.keys()
    ):
        return None
    texts = (way.format(text=value, word=word) for way in WAYS)
    return next((text for text in texts if _fits(text, part)), None)


def _fits(text: str, part: Schema) -> bool:
    right = FORMATS.get(part.get("format", ""), bool)
    short = len(text) <= part.get("maxLength", len(text))
    return short and bool(re.fullmatch(part.get("pattern", r"(?s:.*)"), text)) and right(text)


def free_texts(kind: ContentType) -> frozenset[str]:
    """The place of every text of a type that may hold a word of anybody's choosing."""
    definitions = kind.schema.get("$defs", {})

    def places(part: Schema, place: str) -> Iterator[str]:
        part = resolve(part, definitions)
        for name, inside in part.get("properties", {}).items():
            yield from places(inside, f"{place}.{name}")
        if "items" in part:
            yield from places(part["items"], f"{place}[]")
        if with_word(_example(part, definitions), part, "qz") is not None:
            yield place

    return frozenset(places(kind.schema, ""))


def _example(part: Schema, definitions: Schema) -> Any:
    """A value that a part of a schema names, or is made of what its own parts name."""
    part = resolve(part, definitions)
    if part.get("examples"):
        return part["examples"][0]
    if "items" in part:
        return [_example(part["items"], definitions)]
    if "properties" in part:
        return {name: _example(each, definitions) for name, each in part["properties"].items()}
    return part.get("enum", [None])[0]


def filled(data: Schema, kind: ContentType, records: Sequence[Record]) -> dict[str, Any]:
    """A record with every field that it may have besides its own, as the schema's examples say."""
    definitions, quickly, surely = kind.schema.get("$defs", {}), quick(kind), validator(kind)
    whole = deepcopy(dict(data))

    def fill(value: Any, part: Schema) -> None:
        part = resolve(part, definitions)
        for each in value if isinstance(value, list) else ():
            fill(each, part.get("items", {}))
        inner = part.get("properties", {}) if isinstance(value, dict) else {}
        for name, inside in inner.items():
            lacking = [each for each in _together(name, part) if each not in value]
            if name in lacking:
                value |= {each: _settled(inner[each], definitions, records) for each in lacking}
                if not (quickly(whole) or surely.is_valid(whole)):
                    for each in lacking:
                        del value[each]
            if name in value:
                fill(value[name], inside)

    fill(whole, kind.schema)
    return whole


def _together(name: str, part: Schema) -> list[str]:
    """A field, and all those that a schema wants beside it."""
    names = [name]
    for each in names:
        wanted = part.get("dependentRequired", {}).get(each, ())
        names += [other for other in wanted if other not in names]
    return names


def completed(data: Schema, kind: ContentType, records: Sequence[Record]) -> dict[str, Any]:
    """A record with no more than it must have besides what is given, until its type takes it."""
    definitions, checks = kind.schema.get("$defs", {}), validator(kind)
    whole = deepcopy(dict(data))
    for _ in range(9):
        wrong = [
            error.context[0] if error.context else error for error in checks.iter_errors(whole)
        ]
        if not wrong:
            return whole
        for error in wrong:
            value: Any = whole
            part = resolve(kind.schema, definitions)
            for step in error.absolute_path:
                value = value[step]
                part = part["items"] if isinstance(step, int) else part["properties"][step]
                part = resolve(part, definitions)
            if error.validator == "required":
                for name in set(error.validator_value) - value.keys():
                    value[name] = _settled(part["properties"][name], definitions, records)
            elif "propertyNames" in error.absolute_schema_path:
                value.pop(error.instance, None)
    raise AssertionError(f"no {kind.name} can be made of {data}")


def _settled(part: Schema, definitions: Schema, records: Sequence[Record]) -> Any:
    """An example of a part of a schema, which names records that are there."""

    def settled(value: Any, part: Schema) -> Any:
        part = resolve(part, definitions)
        if isinstance(value, dict):
            return {k: settled(v, part.get("properties", {}).get(k, {})) for k, v in value.items()}
        if isinstance(value, list):
            return [settled(each, part.get("items", {})) for each in value]
        wanted = part.get("x-ref", {}).get("to", ())
        return next((record.id for record in records if record.type in wanted), value)

    return settled(_example(part, definitions), part)
