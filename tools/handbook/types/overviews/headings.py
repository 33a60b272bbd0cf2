"""All content types under the headings of the menu, also those that have no line in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.types.declaring.listing import NO_SECTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.types.model import ContentType, Types
    from handbook.types.overviews.model import Overview

KEEPING = "Keeping the handbook"
"""The heading of types that only those who keep the register look for."""


def by_heading(types: Types, overviews: Iterable[Overview]) -> dict[str, tuple[ContentType, ...]]:
    """The types under each heading, both in the order of the menu; what only keepers need is last.

    A type without a line of its own stands where the overview stands that is most about it: of
    those that show it, the one that shows the fewest types.
    """
    shown = tuple(overviews)
    first = {KEEPING: float("inf")}
    for order, heading in (
        *((kind.order, kind.section) for kind in types.values()),
        *((overview.order, overview.section) for overview in shown),
    ):
        first[heading] = min(order, first.get(heading, order))
    under: dict[str, list[ContentType]] = {}
    for kind in types.values():
        under.setdefault(_heading(kind, shown), []).append(kind)
    return {
        heading: tuple(under[heading]) for heading in sorted(under, key=lambda each: first[each])
    }


def _heading(kind: ContentType, overviews: tuple[Overview, ...]) -> str:
    if kind.section != NO_SECTION:
        return kind.section
    about = [overview for overview in overviews if kind.name in overview.shows]
    nearest = min(about, key=lambda overview: (len(overview.shows), overview.order), default=None)
    return nearest.section if nearest else KEEPING
