"""Uptake over time as a table: how many of those asked use the version in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.cli.adoption.naming import how_it_stands
from handbook.cli.table import clean, table
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.adoption.model import Uptake
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing

_MEANING = (
    "How many of those asked use the version in force, as it is or adapted; those to whom it does\n"
    "not apply are left out. A process measure: it counts what organisations recorded here, and\n"
    "of those that are silent it is not known, so a share is the least that it can be."
)
_HEADINGS = ["In use", "Behind", "Declined", "Not recorded", "Cannot tell", "Not applicable"]


def measure(point: Uptake, standing: Standing | None = None) -> str:
    """The measure in words: ``5 of 8, 62%``, or why there is none.

    ``standing`` is that of the document today: of one that cannot be told, no day can be.
    """
    if point.document and not point.version:
        is_known = standing is None or standing.state is not State.UNKNOWN
        return "no version in force" if is_known else "cannot tell"
    if not point.asked:
        return "nobody is asked"
    if point.per_cent is None:
        return "applies to none of those asked"
    if point.unheard == point.of:
        return f"not known of {point.of}"
    if point.unheard and not point.current:
        return f"none known of {point.of}"
    return f"{point.current} of {point.of}, {'at least ' if point.unheard else ''}{point.per_cent}%"


def uptake_text(assessment: Assessment, document: str | None) -> str:
    """The measure at the end of each quarter, of one document or of all of them together."""
    label = assessment.registry.label
    what = clean(f"{label(document)} ({document})") if document else "all documents together"
    points = assessment.adoption.uptake.get(document or "", ())
    lines = [f"Uptake of {what}, up to {long_date(assessment.today)}", "", _MEANING, ""]
    if not points:
        return "\n".join([*lines, "There is nothing to count: no version was ever in force."])
    if document is None:
        lines.append("At the end of each quarter: organisations, counted once for each document")
        lines += [table(["Day", *_HEADINGS], [_series(point) for point in points], "  ")]
        return "\n".join([*lines, "", *_each(assessment)])
    standing = assessment.standings.get(document)
    rows = [_series(point, standing) for point in points]
    for row, point in zip(rows, points, strict=True):
        row.insert(1, point.version)
    return "\n".join([*lines, table(["Day", "Version", *_HEADINGS], rows)])


def _series(point: Uptake, standing: Standing | None = None) -> list[str]:
    """A row of a table; where nobody was asked, noughts would only look like numbers."""
    numbers = _numbers(point) if point.asked else [""] * len(_HEADINGS[1:])
    return [point.day.isoformat(), measure(point, standing), *numbers]


def _numbers(point: Uptake) -> list[str]:
    counts = (
        point.behind,
        point.declined,
        point.not_recorded,
        point.unknown,
        point.not_applicable,
    )
    return [str(number) for number in counts]


def _each(assessment: Assessment) -> list[str]:
    """Each document on the day itself."""
    last = {
        name: points[-1] for name, points in assessment.adoption.uptake.items() if name and points
    }
    rows = [
        [name, measure(point, assessment.standings.get(name)), how_it_stands(assessment, name)]
        for name, point in last.items()
    ]
    return [
        "Each document on the last of these days",
        table(["Document", "In use", "How it stands"], rows, "  "),
        "",
        "`handbook adoption --uptake --document ID` shows one of them over time.",
    ]
