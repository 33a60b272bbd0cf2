"""What page templates may ask of services, their hours and cover."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.cover.holes import (
    cover_holes,
    cover_hours,
    cover_map,
    cover_meaning,
    cover_parts,
)
from handbook.render.cover.service import (
    ages_words,
    choices,
    hours_table,
    hours_words,
    last_checked,
    ring_first,
    years_old,
)
from handbook.render.cover.tables import area_cover, not_checked, services_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render.context import Context


def cover_questions(context: Context, here: str) -> dict[str, Callable[..., Any]]:
    """The functions of templates, by their names; ``template_names`` says what each is for."""
    return {
        "ring_first": partial(ring_first, context, here),
        "last_checked": partial(last_checked, context, here),
        "hours_words": partial(hours_words, context),
        "hours_table": partial(hours_table, context),
        "ages_words": partial(ages_words, context),
        "choices": choices,
        "years_old": partial(years_old, context),
        "area_cover": partial(area_cover, context, here),
        "cover_meaning": partial(cover_meaning, context),
        "cover_parts": partial(cover_parts, context),
        "cover_hours": partial(cover_hours, context),
        "cover_map": partial(cover_map, context),
        "cover_holes": partial(cover_holes, context, here),
        "services_in": partial(services_in, context, here),
        "not_checked": partial(not_checked, context, here),
    }
