"""Circles are seen wherever they are, and nowhere else; wrong names are answered with near ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handbook.rules.families.records.references import _circles
from handbook.rules.reading import choices
from handbook.source.words.spelling import nearest

NAMES = "abcdefgh"
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3).map(tuple), max_size=8
)


def reachable(graph: dict[str, tuple[str, ...]], start: str) -> set[str]:
    """Everything that can be reached from a node in one step or more."""
    found: set[str] = set()
    pending = list(graph.get(start, ()))
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending += graph.get(here, ())
    return found


@given(graph=GRAPHS)
def test_a_circle_is_found_if_and_only_if_there_is_one(graph: dict[str, tuple[str, ...]]) -> None:
    has_one = any(name in reachable(graph, name) for name in graph)
    assert bool(list(_circles(graph))) == has_one


@given(graph=GRAPHS)
def test_what_is_told_is_a_circle_and_is_told_once(graph: dict[str, tuple[str, ...]]) -> None:
    told = list(_circles(graph))
    for start, way in told:
        assert start == way[0] == min(way)
        for here, there in zip(way, (*way[1:], way[0]), strict=True):
            assert there in graph[here]
    assert len(told) == len({way for _, way in told})


def test_a_near_name_is_offered_and_a_far_one_is_not() -> None:
    assert nearest("leed-nurse", ["lead-nurse", "chair"]) == "Did you mean “lead-nurse”?"
    assert nearest("zzz", ["lead-nurse", "chair"]) == ""


def test_a_long_list_of_choices_is_cut() -> None:
    assert choices(["a", "b"]) == "a, b"
    assert choices([str(n) for n in range(14)]).endswith(" and 2 more")
