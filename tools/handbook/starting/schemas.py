"""The schema of a content type as programs for writing YAML read it: JSON Schema, draft 7.

Our own is of 2020-12 and points at shared definitions. Many programs know draft 7 alone, where
nothing counts that stands beside a pointer, and some stop at words or formats that they do not
know. So pointers are followed, our own words are left out or said in theirs, and a format of ours
becomes the limits that anybody can check; what a text says is judged by ``handbook check`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.source.periods import SHAPE
from handbook.source.words.plain import LONGEST, SHAPES
from handbook.types.vocabulary import NOTES, ONE_SCHEMA, OURS, SCHEMA_LIST, SCHEMA_MAP

if TYPE_CHECKING:
    from handbook.types.model import ContentType

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_STANDARD = frozenset({"date", "uri", "email"})
_POINTER = "#/$defs/"
_LEFT_OUT = frozenset({"$schema", "$defs", "$ref", "format", *OURS})
_WORDS: Mapping[str, str] = {"dependentRequired": "dependencies"}
"""Words that draft 7 calls otherwise."""


def schema_of(content_type: ContentType) -> Schema:
    """The whole schema of a type's records. It points at nothing outside itself."""
    reading = _Reading(content_type.schema.get("$defs", {}))
    schema = reading.rewritten(content_type.schema, ())
    again = {name: reading.rewritten(reading.definitions[name], (name,)) for name in reading.again}
    return {"$schema": DRAFT, **schema, **({"definitions": again} if again else {})}


class _Reading:
    """Rewrites schemas that point at the same definitions."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self.again: list[str] = []
        """Definitions that lead back to themselves, at which something must go on pointing."""

    def rewritten(self, schema: Any, within: tuple[str, ...]) -> Any:
        """A schema for draft 7; ``within`` are the definitions that are being written already."""
        if not isinstance(schema, Mapping):
            return schema
        made: Schema = {
            _WORDS.get(word, word): self._value(word, value, within)
            for word, value in schema.items()
            if word not in _LEFT_OUT
        }
        if isinstance(schema.get("x-message"), str):
            made["patternErrorMessage"] = schema["x-message"]
        if "format" in schema:
            made = _with_format(made, schema["format"])
        if "$ref" in schema:
            made = self._followed(str(schema["$ref"]).removeprefix(_POINTER), made, within)
        return made

    def _value(self, word: str, value: Any, within: tuple[str, ...]) -> Any:
        if word in ONE_SCHEMA:
            return self.rewritten(value, within)
        if word in SCHEMA_LIST:
            return [self.rewritten(part, within) for part in value]
        if word in SCHEMA_MAP:
            return {name: self.rewritten(part, within) for name, part in value.items()}
        return value

    def _followed(self, name: str, beside: Schema, within: tuple[str, ...]) -> Schema:
        """A definition with what stands beside the pointer at it, which says more of it."""
        if name in within:
            if name not in self.again:
                self.again.append(name)
            base: Schema = {"allOf": [{"$ref": f"#/definitions/{name}"}]}
        else:
            base = self.rewritten(self.definitions[name], (*within, name))
        if beside.keys() <= NOTES:
            return {**base, **beside}
        notes = {word: value for word, value in {**base, **beside}.items() if word in NOTES}
        parts = [{w: v for w, v in part.items() if w not in NOTES} for part in (base, beside)]
        return {**notes, "allOf": parts}


def _with_format(made: Schema, name: str) -> Schema:
    """A schema with a format: as it is if everybody knows it, otherwise as limits."""
    if name in _STANDARD:
        return {**made, "format": name}
    if name in LONGEST:
        longest = LONGEST[name]
        made = {**made, "maxLength": min(made.get("maxLength", longest), longest)}
    shapes = {**SHAPES, "period": SHAPE}
    if name in shapes and "pattern" not in made:
        made["pattern"] = f"^(?:{shapes[name]})$"
    return made
