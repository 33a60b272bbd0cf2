"""What stands above a list to narrow it down: filters with their values, and in which rows each is.

The theme draws it, the script ``lists.js`` works it. Without the script it is not shown, and
whatever it hides is counted beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.standing.wording import notable_words
from handbook.assess.words import WORDS, State
from handbook.render.markdown.writing import STANDING, Md, slug
from handbook.render.registers.facets import Facets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import Facet

ORDER = (
    State.IN_FORCE,
    State.IN_CONSULTATION,
    State.PROPOSED,
    State.SUSPENDED,
    State.UNKNOWN,
    State.LAPSED,
    State.SUPERSEDED,
    State.WITHDRAWN,
)
"""The order in which standings are listed: what may be used first, what is gone last."""

FEW = 8
"""A list of fewer rows is seen at once, and has nothing above it."""
_MISSING = ("not-recorded", "Not recorded")


@dataclass(frozen=True, slots=True)
class Listing:
    """The tables of a list, the records of their rows from the top, and what rows are sorted by."""

    markdown: Md
    records: tuple[Record, ...] = ()
    columns: tuple[str, ...] = ()


def narrowing(context: Context, listing: Listing) -> dict[str, Any]:
    """What the theme draws above a list; empty where there is nothing to narrow down."""
    records = listing.records
    if len(records) < FEW:
        return {}
    options = [_standings(context, records)]
    facets = Facets(context)
    for title, shared in shared_filters(context, records).items():
        options.append(_options(title, facets, records, shared))
    return {
        "rows": len(records),
        "sorts": [{"key": slug(title), "title": title} for title in listing.columns],
        "filters": [each for each in options if _parts(each, len(records))],
    }


def shared_filters(context: Context, records: Sequence[Record]) -> dict[str, dict[str, Facet]]:
    """The filters of the types in a list, by title, and by the name of the type."""
    titles: dict[str, dict[str, Facet]] = {}
    for name in dict.fromkeys(record.type for record in records):
        for facet in context.registry.types[name].filters:
            titles.setdefault(facet.title, {})[name] = facet
    return titles


def _options(
    title: str, facets: Facets, records: Sequence[Record], shared: Mapping[str, Facet]
) -> dict[str, Any]:
    rows: dict[tuple[str, str], list[int]] = {}
    for row, record in enumerate(records):
        facet = shared.get(record.type)
        values = facets.values(record, facet) if facet else ()
        for key, label in [(v.key, v.label) for v in values] or [_MISSING]:
            rows.setdefault((key, label), []).append(row)
    in_order = sorted(rows, key=lambda value: (value == _MISSING, value[1].casefold(), value))
    return _filter(title, [(key, label, rows[key, label]) for key, label in in_order])


def _standings(context: Context, records: Sequence[Record]) -> dict[str, Any]:
    """The tags that stand in the rows: states in the order of lists, then what else is said."""
    rows: dict[str, list[int]] = {}
    for row, record in enumerate(records):
        standing = context.standing(record.id)
        for word in notable_words(standing) if standing else ():
            rows.setdefault(word.label, []).append(row)
    words = [*(WORDS[state] for state in ORDER), *WORDS.values()]
    in_order = [label for label in dict.fromkeys(word.label for word in words) if label in rows]
    return _filter(STANDING, [(slug(label), label, rows[label]) for label in in_order])


def _filter(title: str, options: Sequence[tuple[str, str, Sequence[int]]]) -> dict[str, Any]:
    used: dict[str, int] = {}
    shown = []
    for key, label, rows in options:
        used[key] = used.get(key, 0) + 1
        name = key if used[key] == 1 else f"{key}-{used[key]}"
        numbers = " ".join(map(str, rows))
        shown.append({"key": name, "label": label, "count": len(rows), "rows": numbers})
    return {"key": slug(title), "title": title, "options": shown}


def _parts(given: Mapping[str, Any], rows: int) -> bool:
    """Whether a filter tells any rows apart."""
    options = given["options"]
    return len(options) > 1 or any(option["count"] < rows for option in options)
