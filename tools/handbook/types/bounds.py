"""Which field is not before, or not below, another of the same mapping: at any depth of a schema.

``x-not-before`` stands beside a day, a period or a year, month or day; ``x-not-below`` beside a
number. Each names a field beside it, or a list of several, of what can be compared with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.types.codes import KEYWORD
from handbook.types.declaring.walking import subschemas
from handbook.types.model import Bound
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.types.declaring.walking import Subschema

BEFORE, BELOW = "x-not-before", "x-not-below"
_SAYS = {
    BEFORE: "`x-not-before` stands beside a day or a period, and names others beside it",
    BELOW: "`x-not-below` stands beside a number, and names others beside it",
}


def bounds_of(walked: Iterable[Subschema]) -> tuple[Bound, ...]:
    """Every bound that a checked schema sets, with the route of what it binds in data."""
    return tuple(
        Bound((*part.data, name), tuple(_named(field[word])), number=word == BELOW)
        for part in walked
        for name, field in part.fields.items()
        for word in (BEFORE, BELOW)
        if word in field
    )


def check_bounds(schema: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield the bounds of a whole schema that mean nothing."""
    definitions = schema["$defs"]
    for part in subschemas(schema):
        for name, field in part.fields.items():
            for word in (BEFORE, BELOW):
                if word in field and not _means_something(word, name, part.fields, definitions):
                    where = (*part.route, "properties", name, word)
                    yield VocabularyProblem(KEYWORD, where, _SAYS[word])


def _means_something(
    word: str, name: str, fields: Mapping[str, Mapping[str, Any]], definitions: Mapping[str, Any]
) -> bool:
    others, field = _named(fields[name][word]), fields[name]
    kind = comparable(field, definitions)
    return (
        bool(others)
        and kind != ""
        and (kind == "number") is (word == BELOW)
        and all(
            isinstance(other, str)
            and other != name
            and other in fields
            and comparable(fields[other], definitions) == kind
            for other in others
        )
    )


def comparable(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """With what a resolved field can be compared; empty if it has neither a time nor an amount."""
    if field.get("format") in {"date", "period"}:
        return str(field["format"])
    if field.get("type") == "integer":
        return "number"
    written = {
        definitions.get(name, {}).get("pattern"): kind
        for name, kind in (
            ("decimal", "number"),
            ("percentage", "number"),
            ("year-month-or-day", "year-month-or-day"),
        )
    }
    return written.get(field.get("pattern"), "") if "pattern" in field else ""


def _named(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]
