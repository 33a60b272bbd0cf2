"""The keyword ``x-counts`` of a schema: checked, and read into what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.types.codes import KEYWORD
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route

COUNTED = {
    "count": "The field of a row that holds a count of people.",
    "of": "The field of a row that holds how many it is out of.",
    "about": "The field of a row that names the record which says what is counted.",
    "whose": "The top field that says who counted.",
    "by": "The top field, such as a period, by which rows about the same record make a total.",
    "unless": "The field of the record named by `about` that may say that small numbers are shown.",
    "being": "What it says there, if they are.",
    "kept": "The fields of a row that are still shown when its figures are not.",
    "also": "A list of top fields that are then not shown either, since they may tell the figures.",
    "defined": "The field of a row that says by which definition it was counted.",
    "definitions": "The list, in the record named by `about`, of its definitions.",
    "edition": "The field of such a definition that `defined` repeats.",
    "out_of": "The field of such a definition that is filled in if counts are out of something.",
    "asked": "The top field that names the record which asks for these rows.",
    "asking": "The list, in that record, whose rows name in `about` what it asks for.",
    "since": "The field of such a row that says from which `by` on it is asked for.",
    "until": "The field of such a row that says up to which `by` it is asked for.",
}
"""Every part of ``x-counts``."""
_TOGETHER = (("defined", "definitions", "edition", "out_of"), ("asked", "asking", "since", "until"))
_NEEDED = frozenset(COUNTED) - {"also", *_TOGETHER[0], *_TOGETHER[1]}


@dataclass(frozen=True, slots=True)
class CountedRows:
    """A list whose rows are counts, from the keyword ``x-counts`` of a top field.

    Each row of ``field`` holds a ``count`` and, perhaps, what it is ``of``; ``about`` names the
    record that says what is counted, ``whose`` (a top field) who counted, ``by`` (one, too) when.
    Rows about the same record and of the same ``by`` make a total. Small numbers are shown only
    where the record named by ``about`` has the value ``being`` in its field ``unless``. ``kept``
    are the fields of a row that stay when its figures go; ``also`` are top fields that go with
    them.

    ``defined`` is the field of a row that names, by their field ``edition``, one of the rows
    ``definitions`` of the record named by ``about``; that row has ``out_of`` filled in if a count
    is out of something. ``asked`` is the top field that names the record which asks, in whose rows
    ``asking`` the same ``about`` stands, if need be with ``since`` when and ``until`` when.
    """

    field: str
    count: str
    of: str
    about: str
    whose: str
    by: str
    unless: str
    being: str
    kept: tuple[str, ...]
    also: tuple[str, ...] = ()
    defined: str = ""
    definitions: str = ""
    edition: str = ""
    out_of: str = ""
    asked: str = ""
    asking: str = ""
    since: str = ""
    until: str = ""


def counted_rows(fields: Mapping[str, Mapping[str, Any]]) -> tuple[CountedRows, ...]:
    """The lists among the top fields of a checked schema whose rows are counts of people."""
    return tuple(
        CountedRows(
            name, **{**mark, "kept": tuple(mark["kept"]), "also": tuple(mark.get("also", ()))}
        )
        for name, field in fields.items()
        if (mark := field.get("x-counts"))
    )


def check_counted(
    schema: Mapping[str, Any], field: Mapping[str, Any], route: Route
) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the keyword of one field of a whole schema."""
    mark, definitions = field["x-counts"], schema["$defs"]
    items = field.get("items")
    row = resolve(items, definitions) if isinstance(items, Mapping) else {}
    inside, above = row.get("properties") or {}, schema["properties"]
    if len(route) != len(("properties", "field", "x-counts")) or not inside:
        message = "only a whole top field that is a list of rows can hold counts of people"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not isinstance(mark, Mapping) or not _NEEDED <= set(mark) <= set(COUNTED):
        message = f"`x-counts` says each of {', '.join(sorted(_NEEDED))}"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not all(set(part) <= set(mark) or not set(part) & set(mark) for part in _TOGETHER):
        message = "`x-counts` says all about definitions, and all about who asks, or nothing of it"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not _known_texts([mark["count"], mark["of"], mark["about"]], inside) or (
        mark.get("defined", mark["about"]) not in inside
    ):
        message = "`count`, `of`, `about` and `defined` are fields that a row has"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not _known_list(mark["kept"], inside) or {mark["count"], mark["of"]} & set(mark["kept"]):
        message = "`kept` lists fields of a row, neither `count` nor `of` among them"
        yield VocabularyProblem(KEYWORD, route, message)
    elif mark["about"] not in mark["kept"] or "x-ref" not in _part(inside, mark, definitions):
        message = "`about` is a reference, and is among `kept`"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not _known_texts(
        [mark["by"], mark["whose"], mark.get("asked", mark["by"])], above
    ) or not _known_list(mark.get("also", []), above):
        message = "`by`, `whose` and `asked` are top fields, and `also` is a list of top fields"
        yield VocabularyProblem(KEYWORD, route, message)
    elif not _texts(mark[name] for name in mark if name not in ("kept", "also")):
        yield VocabularyProblem(KEYWORD, route, "the parts of `x-counts` are names of fields")


def _part(
    inside: Mapping[str, Any], mark: Mapping[str, Any], definitions: Mapping[str, Any]
) -> Mapping[str, Any]:
    part = inside[mark["about"]]
    return resolve(part, definitions) if isinstance(part, Mapping) else {}


def _known_texts(names: Any, known: Mapping[str, Any]) -> bool:
    return all(isinstance(name, str) and name in known for name in names)


def _known_list(names: Any, known: Mapping[str, Any]) -> bool:
    return isinstance(names, list) and _known_texts(names, known)


def _texts(values: Any) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)
