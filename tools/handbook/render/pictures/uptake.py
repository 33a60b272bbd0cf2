"""Uptake over time as a picture for each document, with its numbers as a table.

What nobody knows is never shown as no, nor as nothing: of silence it is said that it is silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import LOCAL, Local, State
from handbook.render.pictures.parts import (
    badge,
    capital,
    counted,
    leads,
    same_as_table,
    words,
)
from handbook.render.pictures.trend import SHOWN, trend
from handbook.source.dates import MONTHS_OF_YEAR, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.adoption.model import Uptake
    from handbook.render.context import Context
    from handbook.render.pictures.parts import Piece

_QUARTERS = ("January to March", "April to June", "July to September", "October to December")
_COLUMNS = ("Day", "Use the version in force", "All others")
_KEY = (
    ("full", "Use the version in force"),
    ("partial", "Use an older one"),
    ("declined", "Declined it"),
    ("unheard", "Not known"),
    ("gap", "Nothing to count"),
)
_TOGETHER = "All documents together"


def uptake_picture(context: Context, documents: Sequence[str]) -> dict[str, Any]:
    """The pictures of these documents for the theme; ``""`` is all of them together."""
    cards = [card for document in documents if (card := _card(context, document))]
    if not cards:
        return {}
    return {
        "shape": "uptake",
        "key": [{"kind": kind, "label": label} for kind, label in _KEY],
        "cards": cards,
    }


def untold(context: Context, document: str) -> bool:
    """Whether nobody can tell how a document stands, so that nothing can be counted of it."""
    standing = context.standing(document)
    return standing is None or standing.state is State.UNKNOWN


def _card(context: Context, document: str) -> dict[str, Any]:
    name = leads(context, document) if document else words(_TOGETHER)
    card = {**name, "anchor": f"hb-uptake-{document or 'all'}"}
    if document and untold(context, document):
        return {
            **card,
            "tags": [badge(LOCAL[Local.UNKNOWN])],
            "lines": [_reason(context, document)],
        }
    points = tuple(context.assessment.adoption.uptake.get(document, ()))
    if not points:
        return {}
    days = [point.day for point in context.assessment.adoption.uptake[""]][-SHOWN:]
    latest = points[-1]
    return {
        **card,
        "tags": [],
        "lines": [f"{_now(latest)}.", *(f"{capital(line)}." for line in rest(latest))],
        "blocks": [
            {
                "kind": block.kind,
                "x": f"{block.x:.2f}",
                "y": f"{block.y:.2f}",
                "width": f"{block.width:.2f}",
                "height": f"{block.height:.2f}",
            }
            for block in trend(points, days)
        ],
        "first": long_date(days[0]),
        "last": long_date(days[-1]),
        "table": same_as_table(
            f"{name['text']}: at the end of each quarter, and on the day of this page",
            _COLUMNS,
            (_row(context, point) for point in reversed(points)),
        ),
    }


def _reason(context: Context, document: str) -> str:
    standing = context.standing(document)
    why = standing.why if standing else ("its own file cannot be read",)
    return f"How it stands cannot be told, so nothing is counted: {'; '.join(why)}."


def _row(context: Context, point: Uptake) -> Iterator[list[Piece]]:
    months = _QUARTERS[(point.day.month - 1) * len(_QUARTERS) // MONTHS_OF_YEAR]
    today = point.day == context.assessment.today
    yield [
        words(long_date(point.day)),
        words("The day of this page" if today else f"{months} {point.day.year}"),
    ]
    version = f"Version {point.version} in force" if point.version else ""
    yield [words(text) for text in (measure(point), version) if text]
    yield [words(capital(line)) for line in rest(point)]


def _now(point: Uptake) -> str:
    known = point.per_cent is not None and point.current
    return f"Known to use it: {measure(point)}" if known else measure(point)


def measure(point: Uptake) -> str:
    """How many of those that are counted use the version in force, as far as anybody knows."""
    if point.document and not point.version:
        return "No version was in force"
    if not point.asked:
        return "Nobody was asked"
    if point.per_cent is None:
        return "Does not apply to any who were asked"
    if point.unheard == point.of:
        return f"Not known: of {point.of} asked, nobody's answer is there"
    if point.unheard and not point.current:
        return f"None of {point.of} is known to use it"
    least = "at least " if point.unheard else ""
    return f"{point.current} of {point.of} ({least}{point.per_cent} per cent)"


def rest(point: Uptake) -> Iterator[str]:
    """What is known of all others, and of how many nothing is."""
    if point.behind:
        yield counted(point.behind, "uses an older one", "use an older one")
    if point.declined:
        yield f"{point.declined} declined"
    if point.not_recorded:
        yield f"not known of {point.not_recorded}: no answer"
    if point.unknown:
        yield f"not known of {point.unknown}: the answer cannot be read or believed"
    if point.not_applicable:
        yield f"{point.not_applicable} not counted, as it does not apply there"
