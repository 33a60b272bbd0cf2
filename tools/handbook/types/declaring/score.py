"""The ``score`` of a type: the product of whole numbers of a record, and what it is called.

It puts records in an order that nobody types, such as risks by what is left of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.types.codes import DECLARATION
from handbook.types.model import Band, Score
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route

SCORE = {
    "of": "The fields that are multiplied: whole numbers that every record must have.",
    "bands": "What a product is called, from the lowest: each `{from: 8, title: High}`.",
}
"""Every part of ``score``."""
_BAND = {"from", "title"}


def check_score(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``score``, as far as it stands alone."""
    score = declaration.get("score")
    if score is None:
        return
    if not isinstance(score, Mapping) or set(score) != set(SCORE):
        yield _wrong((), f"`score` has {' and '.join(SCORE)}")
        return
    fields, bands = score["of"], score["bands"]
    if not isinstance(fields, list) or not fields or not all(isinstance(f, str) for f in fields):
        yield _wrong(("of",), "`of` is a list of fields")
    if not isinstance(bands, list) or not bands or not all(map(_sound, bands)):
        yield _wrong(("bands",), "`bands` is a list, each band with a number `from` and a `title`")
        return
    if any(lower["from"] >= following["from"] for lower, following in pairwise(bands)):
        yield _wrong(("bands",), "`bands` begin with the lowest, and no two begin alike")
    for number, band in enumerate(bands):
        for fault in islice(faults("name", band["title"]), 1):
            yield _wrong(("bands", number, "title"), f"`title` {fault}")


def check_score_fields(
    declaration: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    """Yield the fields of ``score`` that are no whole number which every record has."""
    score = declaration.get("score")
    for number, name in enumerate(score["of"] if score else ()):
        field = resolve(schema["properties"].get(name, {}), schema.get("$defs", {}))
        if field.get("type") != "integer" or name not in schema.get("required", []):
            message = f"`of` names {name}, which is no whole number that every record must have"
            yield _wrong(("of", number), message)


def score_of(declaration: Mapping[str, Any]) -> Score | None:
    """The score that a sound declaration names."""
    score = declaration.get("score")
    if not score:
        return None
    bands = tuple(Band(band["from"], band["title"]) for band in score["bands"])
    return Score(tuple(score["of"]), bands)


def product(score: Score, data: Mapping[str, Any]) -> int | None:
    """The product of a record's fields; ``None`` if one of them is not there."""
    numbers = [data.get(name) for name in score.of]
    if not all(type(number) is int for number in numbers):
        return None
    return math.prod(number for number in numbers if isinstance(number, int))


def band_of(score: Score, number: int) -> str:
    """What a product is called; empty below the first band."""
    return next((band.title for band in reversed(score.bands) if number >= band.begins), "")


def _sound(band: Any) -> bool:
    return (
        isinstance(band, Mapping)
        and set(band) == _BAND
        and type(band["from"]) is int
        and isinstance(band["title"], str)
        and bool(band["title"].strip())
    )


def _wrong(route: Route, message: str) -> VocabularyProblem:
    return VocabularyProblem(DECLARATION, ("score", *route), message)
