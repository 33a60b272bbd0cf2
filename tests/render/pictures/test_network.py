"""The network as a picture: every organisation stands in it once, where its record puts it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from handbook.render.pictures.network import Organisation, wheel
from handbook.render.pictures.tree import forest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handbook.render.pictures.tree import Subtree
    from handbook.render.site import Site

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ROLES = ("hub", "spoke", "spoke", "partner", "")
KINDS = ("childrens-hospice", "primary-care", "charity")


def names(organisations: Iterable[Organisation]) -> list[str]:
    return [each.id for each in organisations]


@pytest.mark.parametrize("number", [1, 5, 40, 150])
def test_every_organisation_stands_in_the_picture_once(number: int) -> None:
    days = (None, TODAY - DAY, TODAY, TODAY + DAY)
    given = [
        Organisation(f"o{n}", ROLES[n % 5], KINDS[n % 3], days[n % 4], days[n % 7 % 4])
        for n in range(number)
    ]
    made = wheel(given, "o1", TODAY)
    around = [name for circle in made.circles for name in names(circle.members)]
    placed = [*names(made.hubs), *around, *names(made.coming), *names(made.gone)]
    assert sorted(placed) == sorted(names(given))
    assert len({(circle.role, circle.kind) for circle in made.circles}) == len(made.circles)


@pytest.mark.parametrize(
    ("joined", "left", "place"),
    [
        (None, None, "in"),
        (TODAY, None, "in"),
        (TODAY + DAY, None, "coming"),
        (None, TODAY + DAY, "in"),
        (None, TODAY, "gone"),
        (TODAY - DAY, TODAY - DAY, "gone"),
        (TODAY + DAY, TODAY, "gone"),
    ],
)
def test_who_joins_later_or_has_left_stands_apart_from_the_day_itself(
    joined: date | None, left: date | None, place: str
) -> None:
    made = wheel([Organisation("o", "spoke", "charity", joined, left)], "", TODAY)
    assert bool(made.circles) is (place == "in")
    assert bool(made.coming) is (place == "coming")
    assert bool(made.gone) is (place == "gone")


def test_the_host_stands_first_in_the_middle_whatever_its_part() -> None:
    given = [Organisation("hub", "hub", ""), Organisation("host", "partner", "charity")]
    made = wheel(given, "host", TODAY)
    assert (names(made.hubs), made.circles) == (["host", "hub"], ())


def test_a_host_that_has_left_is_not_in_the_middle() -> None:
    made = wheel([Organisation("host", "hub", "", left=TODAY)], "host", TODAY)
    assert (made.hubs, names(made.gone)) == ((), ["host"])


def test_spokes_stand_before_partners_and_the_larger_kinds_first() -> None:
    given = [
        Organisation("p", "partner", "charity"),
        Organisation("x", "", "charity"),
        Organisation("s", "spoke", "charity"),
        *(Organisation(f"t{n}", "spoke", "primary-care") for n in range(2)),
    ]
    made = wheel(given, "", TODAY)
    assert [(circle.role, len(circle.members)) for circle in made.circles] == [
        ("spoke", 2), ("spoke", 1), ("partner", 1), ("", 1),
    ]  # fmt: skip


def flat(trees: Iterable[Subtree], above: str = "") -> list[tuple[str, str]]:
    pairs = []
    for tree in trees:
        pairs += [(tree.name, above), *flat(tree.below, tree.name)]
    return pairs


@pytest.mark.parametrize(
    "above",
    [
        lambda n: "" if n == 0 else "g0",
        lambda n: f"g{n - 1}" if n else "",
        lambda n: f"g{(n - 1) // 2}" if n else "",
        lambda n: f"g{(n + 1) % 3}",
        lambda n: f"g{n}",
        lambda _: "nobody-here",
    ],
)
@pytest.mark.parametrize("number", [1, 3, 5, 25])
def test_every_group_stands_once_below_its_own_or_begins_a_tree(
    number: int, above: Callable[[int], str]
) -> None:
    given = {f"g{n}": above(n) for n in range(number)}
    placed = flat(forest(given))
    assert sorted(name for name, _ in placed) == sorted(given)
    assert all(over in {"", given[name]} for name, over in placed)
    in_a_circle = any(name == over for name, over in given.items()) or above(0) == "g1"
    if not in_a_circle:
        known = {name: over if over in given else "" for name, over in given.items()}
        assert dict(placed) == known


def test_pictures_stand_where_people_look_and_nowhere_else(site: Site) -> None:
    shapes = {
        path: page.meta["handbook"]["picture"]["shape"]
        for path, page in site.pages.items()
        if "picture" in page.meta["handbook"]
    }
    assert shapes == {
        "adoption/index.md": "uptake",
        "adoption/uptake/index.md": "uptake",
        "network/index.md": "network",
        "organisations/index.md": "network",
        "terms-of-reference/index.md": "groups",
    }
