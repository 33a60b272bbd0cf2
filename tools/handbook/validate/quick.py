"""A quick yes for records that fit their schema; whatever is not a plain yes is asked elsewhere.

The library behind it (jsonschema-rs) is a hundred times as fast as the one that explains faults,
and may be missing. It only ever accepts: of what it refuses, or cannot read, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from handbook.validate.engine import FORMATS

if TYPE_CHECKING:
    from handbook.types.model import ContentType

Accepts = Callable[[Mapping[str, Any]], bool]
_LARGEST = 2**53
"""Whole numbers beyond this are not the same to every program."""
_WITHIN = frozenset({"items", "additionalProperties", "propertyNames", "not", "if", "then", "else"})
_LISTS = frozenset({"allOf", "anyOf", "oneOf"})
_MAPS = frozenset({"properties", "$defs"})


def quick(content_type: ContentType) -> Accepts:
    """What says yes to the data of a record that is sure to fit; without the library, never."""
    try:
        import jsonschema_rs  # noqa: PLC0415  optional, and slow to import
    except ImportError:
        return _never
    formats: dict[str, Callable[[str], bool]] = {}
    try:
        made = jsonschema_rs.Draft202012Validator(
            _rewritten(content_type.schema, formats),
            formats=formats,
            validate_formats=True,
            ignore_unknown_formats=False,
            retriever=_fetch_nothing,
        )
    except Exception:  # noqa: BLE001  whatever it cannot take is left to the other library
        return _never

    def accepts(data: Mapping[str, Any]) -> bool:
        if not _plain(data):
            return False
        try:
            return made.is_valid(data) is True
        except Exception:  # noqa: BLE001  as above
            return False

    return accepts


def _never(_: Mapping[str, Any]) -> bool:
    return False


def _fetch_nothing(address: str) -> Any:
    raise LookupError(address)


def _rewritten(schema: Mapping[str, Any], formats: dict[str, Callable[[str], bool]]) -> Any:
    """The schema with every pattern and format as one that our own functions judge.

    Those are put into ``formats`` by name. Neither the library's idea of a date nor its kind of
    pattern is used, so that both libraries ask the same function.
    """
    made: dict[str, Any] = {}
    asked: list[dict[str, str]] = []
    for word, value in schema.items():
        if word == "pattern":
            asked.append({"format": _named(f"pattern {value}", _fits(value), formats)})
        elif word == "format":
            asked.append({"format": _named(f"format {value}", FORMATS[value], formats)})
        elif word in _WITHIN and isinstance(value, Mapping):
            made[word] = _rewritten(value, formats)
        elif word in _LISTS:
            made[word] = [_rewritten(part, formats) for part in value]
        elif word in _MAPS:
            made[word] = {name: _rewritten(part, formats) for name, part in value.items()}
        else:
            made[word] = value
    if asked:
        made["allOf"] = [*made.get("allOf", []), *asked]
    return made


def _named(
    name: str, judge: Callable[[str], bool], formats: dict[str, Callable[[str], bool]]
) -> str:
    formats[name] = judge
    return name


def _fits(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda text: whole.fullmatch(text) is not None


def _plain(value: Any) -> bool:
    """Whether some data is of the kinds that both libraries read alike."""
    if isinstance(value, dict):
        return all(type(name) is str and _plain(part) for name, part in value.items())
    if isinstance(value, list):
        return all(_plain(part) for part in value)
    if type(value) is int:
        return abs(value) < _LARGEST
    return value is None or type(value) in (str, bool)
