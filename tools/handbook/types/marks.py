"""Keywords of ours in a schema, such as ``x-key`` and ``x-stale``: checked, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.types.bounds import check_bounds
from handbook.types.codes import KEYWORD
from handbook.types.counting.people import check_people
from handbook.types.counting.rows import check_counted
from handbook.types.declaring.walking import subschemas
from handbook.types.model import KeyedList, StaleDate
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.finding import Route
    from handbook.types.declaring.walking import Subschema

KEY = {
    "by": "The field that tells the rows of the list apart.",
    "row": "What one row is called, in a finding.",
}
"""Every part of ``x-key``."""
STALE = {
    "what": "What falls due, in a word or two: `handbook due` and its JSON say it.",
    "by": "Words before a day to come, such as `Check again by`.",
    "was": "The same of a day that has passed, such as `Was to be checked again by`.",
    "months": "After how many months. Without it: on the day itself.",
    "before": "In place of `months`: how many months ahead of the day, to leave time to act.",
    "owner": "The field that names the post that must act. Without it: `owner`; where that is not"
    " filled in, the network's coordinator.",
    "until": "A list of fields; once one of them is filled in, nothing is due. Without it: those"
    " that end the record (`x-ends`).",
}
"""Every part of ``x-stale``."""
_WORDS = ("what", "by", "was")
_MOST_MONTHS = 240
_TOP = len(("properties", "field"))


def check_marks(schema: Mapping[str, Any], *, sealed: bool) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the marks of a whole schema; ``sealed`` if groups endorse it."""
    definitions = schema["$defs"]
    for route, field in ((s.route, s.schema) for s in subschemas(schema) if s.is_field):
        if "x-key" in field:
            yield from _check_key(field, (*route, "x-key"), definitions)
        if "x-stale" in field:
            for number, mark in enumerate(_marks(field["x-stale"])):
                at: Route = (*route, "x-stale", number)
                if mark is field["x-stale"]:
                    at = at[:-1]
                yield from _check_stale(schema, field, mark, at, sealed=sealed)
        if "x-happened" in field and (not _is_day(field) or len(route) != _TOP):
            where = (*route, "x-happened")
            yield VocabularyProblem(
                KEYWORD, where, "only a whole top field that is a day can be so"
            )
        if "x-counts" in field:
            yield from check_counted(schema, field, (*route, "x-counts"))
        if "x-people" in field:
            yield from check_people(schema, field, route)
    yield from check_bounds(schema)


def keyed_lists(walked: Iterable[Subschema]) -> tuple[KeyedList, ...]:
    """The lists of a checked schema whose rows are told apart by a field."""
    return tuple(
        KeyedList(part.data, part.schema["x-key"]["by"], part.schema["x-key"]["row"])
        for part in walked
        if part.is_field and "x-key" in part.schema
    )


def stale_dates(fields: Mapping[str, Mapping[str, Any]]) -> tuple[StaleDate, ...]:
    """The dates among the top fields of a checked schema after which somebody must act."""
    over = marked(fields, "x-ends")
    return tuple(
        StaleDate(name, **{**mark, "until": tuple(mark.get("until", over))})
        for name, field in fields.items()
        if "x-stale" in field
        for mark in _marks(field["x-stale"])
    )


def marked(fields: Mapping[str, Mapping[str, Any]], word: str) -> tuple[str, ...]:
    """The top fields of a checked schema of which a keyword is ``true``, in their order."""
    return tuple(name for name, field in fields.items() if field.get(word) is True)


def _marks(given: Any) -> list[Any]:
    """The marks of one field, of which there may be several."""
    return given if isinstance(given, list) else [given]


def _check_key(
    field: Mapping[str, Any], route: Route, definitions: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    key, items = field["x-key"], field.get("items")
    row = resolve(items, definitions) if isinstance(items, Mapping) else {}
    if not isinstance(key, Mapping) or set(key) != set(KEY) or not _texts(key.values()):
        yield VocabularyProblem(KEYWORD, route, "`x-key` says `by` which field, and names a `row`")
    elif key["by"] not in (row.get("properties") or {}) or key["by"] not in row.get("required", []):
        message = f"`x-key` goes by {key['by']}, which is no field that every row must have"
        yield VocabularyProblem(KEYWORD, route, message)
    elif fault := next(faults("name", key["row"]), ""):
        yield VocabularyProblem(KEYWORD, route, f"`row` {fault}")


def _check_stale(
    schema: Mapping[str, Any], field: Mapping[str, Any], mark: Any, route: Route, *, sealed: bool
) -> Iterator[VocabularyProblem]:
    known = schema["properties"]
    top = route[: route.index("x-stale")]
    if sealed:
        message = "what a group endorses falls due by its decisions alone, never by a field"
        yield VocabularyProblem(KEYWORD, route, message)
    elif len(top) != _TOP or not _is_day(field):
        yield VocabularyProblem(KEYWORD, route, "only a whole top field that is a day can be stale")
    elif not isinstance(mark, Mapping) or not set(_WORDS) <= set(mark) <= set(STALE):
        message = f"`x-stale` has {', '.join(_WORDS)} and, if need be, months, before, owner, until"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not _texts(mark[word] for word in _WORDS):
        yield VocabularyProblem(KEYWORD, route, f"{', '.join(_WORDS)} are words")
    else:
        yield from _check_parts(mark, known, route)


def _check_parts(
    mark: Mapping[str, Any], known: Mapping[str, Any], route: Route
) -> Iterator[VocabularyProblem]:
    for word in _WORDS:
        for fault in islice(faults("name", mark[word]), 1):
            yield VocabularyProblem(KEYWORD, route, f"`{word}` {fault}")
    for word in ("months", "before"):
        months = mark.get(word, 0)
        if type(months) is not int or not 0 <= months <= _MOST_MONTHS:
            message = f"`{word}` is a whole number from 0 to {_MOST_MONTHS}"
            yield VocabularyProblem(KEYWORD, route, message)
    if mark.get("months") and mark.get("before"):
        yield VocabularyProblem(KEYWORD, route, "`months` after a day, or `before` it; not both")
    until = mark.get("until", [])
    if not isinstance(until, list) or not all(name in known for name in _text_only(until)):
        yield VocabularyProblem(KEYWORD, route, "`until` is a list of fields that the schema has")
    elif len(_text_only(until)) != len(until):
        yield VocabularyProblem(KEYWORD, route, "`until` is a list of names of fields")
    if "owner" in mark and mark["owner"] not in _text_only(known):
        yield VocabularyProblem(KEYWORD, route, "`owner` is a field that the schema has")


def _is_day(field: Mapping[str, Any]) -> bool:
    return field.get("format") == "date"


def _texts(values: Any) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def _text_only(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)]
