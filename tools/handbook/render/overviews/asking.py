"""What the template of an overview may name: what a record's may that is not about one record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.cover.asking import cover_questions
from handbook.render.overviews.whole import whole_questions
from handbook.render.overviews.years import deeds
from handbook.render.pages.groups import group_questions
from handbook.render.pages.linked import questions, rows
from handbook.render.pages.policy import policy_questions
from handbook.render.tallying.asking import tally_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render.context import Context
    from handbook.render.overviews.years import ReportYear
    from handbook.render.pages.linked import Row
    from handbook.types.overviews.model import Overview

OF_ONE_RECORD = frozenset({"linked", "pointing", "policy_items"})
"""Functions about the record whose page it is: an overview is no record's."""


def overview_values(
    context: Context, overview: Overview, here: str, year: ReportYear | None = None
) -> dict[str, Any]:
    """Everything that the template of an overview may name on the page ``here``, of a ``year``."""
    given: dict[str, Callable[..., Any]] = {
        **questions(context, here, ""),
        **group_questions(context, here),
        **policy_questions(context, here, ""),
        **tally_questions(context, here),
        **whole_questions(context, here),
        **cover_questions(context, here),
        "records": lambda name: _rows(context, overview, name),
    }
    if year is not None:
        given["decided"] = partial(deeds, context, year.first, year.last)
    named = {name: value for name, value in given.items() if name not in OF_ONE_RECORD}
    return named if year is None else {**named, "year": year}


def _rows(context: Context, overview: Overview, name: str) -> tuple[Row, ...]:
    """Every record of a type that can be shown. Raises ``LookupError`` for a type that is none."""
    if name not in overview.known:
        raise LookupError(f"there is no content type called {name}")
    return rows(context, name)
