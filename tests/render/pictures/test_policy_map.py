"""The map of a policy: each item once, and only what truly rests on one ending document says so."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.assess.coverage.model import Claim, Coverage, Judged
from handbook.assess.standing.model import Standing
from handbook.assess.words import Extent, State, Timeliness
from handbook.render.pages.policy import _rests
from handbook.render.pictures.policy_map import Cell, Prop, policy_map, props

DAY = date(2026, 12, 31)


def judged(item: str, holds: str, *claims: Claim) -> Judged:
    return Judged(
        "p", item, f"Topic {item}", "1", "", holds, holds, "", suspect=False, claims=claims
    )


def claim(document: str, *, counts: bool = True) -> Claim:
    return Claim(document, "", "full", counts, "" if counts else "it lapsed")


def standing(
    document: str, timeliness: Timeliness | None, state: State = State.IN_FORCE
) -> Standing:
    return Standing(document, state, timeliness, until=DAY)


SOON = standing("soon", Timeliness.DUE_SOON)
STANDINGS = {
    "soon": SOON,
    "fine": standing("fine", Timeliness.CURRENT),
    "past": standing("past", Timeliness.OVERDUE),
    "gone": standing("gone", None, State.SUSPENDED),
}


@pytest.mark.parametrize("number", [1, 2, 9, 60])
def test_every_item_stands_once_and_in_the_order_of_its_policy(number: int) -> None:
    names = [f"{n}" for n in range(number)]
    extents = list(Extent)
    items = tuple(judged(name, extents[n % 5]) for n, name in enumerate(names))
    cells = policy_map(Coverage("p", items), {})
    assert [cell.item for cell in cells] == names
    assert [cell.holds for cell in cells] == [extents[n % 5] for n in range(number)]


@pytest.mark.parametrize(
    ("holds", "claims", "rests"),
    [
        ("full", [claim("soon")], "soon"),
        ("partial", [claim("past")], "past"),
        ("full", [claim("soon"), claim("soon")], "soon"),
        ("full", [claim("soon"), claim("past", counts=False)], "soon"),
        ("full", [claim("soon"), claim("fine")], ""),
        ("full", [claim("fine")], ""),
        ("full", [claim("unheard-of")], ""),
        ("none", [claim("soon", counts=False)], ""),
        ("none", [claim("gone")], ""),
        ("not applicable", [claim("soon")], ""),
        ("not judged", [], ""),
    ],
)
def test_an_item_rests_on_a_document_only_if_nothing_else_holds_it_up(
    holds: str, claims: list[Claim], rests: str
) -> None:
    (cell,) = policy_map(Coverage("p", (judged("1", holds, *claims),)), STANDINGS)
    assert (cell.prop.document if cell.prop else "") == rests


def test_documents_that_end_are_listed_with_the_items_that_fall_with_them() -> None:
    items = (
        judged("1", "full", claim("soon")),
        judged("2", "none"),
        judged("3", "partial", claim("past")),
        judged("4", "partial", claim("soon")),
    )
    listed = {p.document: names for p, names in props(policy_map(Coverage("p", items), STANDINGS))}
    assert listed == {"past": ("3",), "soon": ("1", "4")}


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Rests on one document"),
        (DAY, "Rests on one document, until 31 December 2026"),
        (date(2026, 12, 30), "Rests on one document, late since 30 December 2026"),
    ],
)
def test_a_day_that_has_passed_is_not_called_one_to_come(until: date | None, words: str) -> None:
    cell = Cell("1", "Topic", Extent.FULL, Prop("soon", until))
    assert _rests(cell, DAY) == words
