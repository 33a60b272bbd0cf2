"""Risks stand in the order of what is left of them, which nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.types import load_types
from handbook.types.declaring.score import band_of, check_score, check_score_fields, product
from handbook.types.model import Band, Score

if TYPE_CHECKING:
    from tests.render.conftest import Toy

FIELDS = ("likelihood-left", "severity-left")


def risk(name: str, likelihood: int, severity: int, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Risk {name}",
        "what-may-happen": "Something.",
        "kind": "safety",
        "likelihood": 5,
        "severity": 5,
        "likelihood-left": likelihood,
        "severity-left": severity,
        "owner": "lead",
        "review-by": "2027-01-29",
        **more,
    }


def test_what_is_left_puts_risks_in_order(toy: Toy) -> None:
    for name, likelihood, severity in (("small", 1, 2), ("worst", 5, 4), ("middle", 3, 3)):
        toy.put(f"risks/{name}.yaml", risk(name, likelihood, severity))
    toy.put("risks/over.yaml", risk("over", 5, 5, concluded="2026-11-01", outcome="It went away."))
    site = toy.site()
    index = site.pages["risks/index.md"].text()
    places = [index.index(f"Risk {name}") for name in ("worst", "middle", "small", "over")]
    assert places == sorted(places)
    for words in ("Extreme (20)", "High (9)", "Low (2)"):
        assert words in index
    assert "Extreme (20)" in site.pages["risks/worst/index.md"].text()


BANDS = Score(FIELDS, (Band(1, "Low"), Band(4, "Moderate"), Band(8, "High"), Band(15, "Extreme")))


@pytest.mark.parametrize(
    ("number", "band"),
    [(1, "Low"), (3, "Low"), (4, "Moderate"), (6, "Moderate"), (8, "High"), (12, "High"),
     (15, "Extreme"), (25, "Extreme"), (0, "")],
)  # fmt: skip
def test_the_bands_of_risks_are_those_of_the_published_matrix(number: int, band: str) -> None:
    assert load_types()[0]["risk"].score == BANDS
    assert band_of(BANDS, number) == band


@pytest.mark.parametrize("data", [{}, {"likelihood-left": 3}, {FIELDS[0]: 3, FIELDS[1]: "4"}])
def test_a_number_that_is_not_there_gives_no_score(data: dict[str, Any]) -> None:
    assert product(BANDS, data) is None


@pytest.mark.parametrize(
    "score",
    [
        "high",
        {"of": ["a"]},
        {"of": [], "bands": [{"from": 1, "title": "Low"}]},
        {"of": ["a"], "bands": []},
        {"of": ["a"], "bands": [{"from": True, "title": "Low"}]},
        {"of": ["a"], "bands": [{"from": 4, "title": "High"}, {"from": 1, "title": "Low"}]},
        {"of": ["a"], "bands": [{"from": 1, "title": "In force"}]},
    ],
)
def test_a_score_that_cannot_be_worked_out_is_refused(score: Any) -> None:
    assert list(check_score({"score": score}))


def test_a_score_is_of_whole_numbers_that_every_record_has() -> None:
    schema = {
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "string"}},
        "required": ["a", "c"],
    }
    declaration = {"score": {"of": ["a", "b", "c", "d"], "bands": []}}
    routes = [problem.route for problem in check_score_fields(declaration, schema)]
    assert routes == [("score", "of", number) for number in (1, 2, 3)]
