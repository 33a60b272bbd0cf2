"""Small numbers stay hidden: also from whoever knows a total, all that is shown, and their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.audience.hiding import Figure, Hidden, added, hidden_among

BOUND = 5


@st.composite
def counted(draw: st.DrawFn) -> Figure:
    of = draw(st.integers(0, 40))
    return Figure(draw(st.integers(0, of)), of)


def sets(figures: st.SearchStrategy[Figure]) -> st.SearchStrategy[dict[str, Figure]]:
    return st.dictionaries(st.sampled_from("abcdefgh"), figures, max_size=8)


EITHER = sets(counted()) | sets(st.integers(0, 40).map(Figure))


def is_small(value: int) -> bool:
    return value in (1, 2, 3, 4)


def telling(figure: Figure) -> bool:
    """Whether a figure tells of very few children: counted, counted among, or left over."""
    rest = 0 if figure.of is None else figure.of - figure.count
    return is_small(figure.count) or is_small(figure.of or 0) or is_small(rest)


@given(EITHER)
def test_no_figure_that_is_shown_is_a_small_number(figures: dict[str, Figure]) -> None:
    hidden = hidden_among(figures, BOUND).keys
    assert not any(telling(figures[key]) for key in figures.keys() - hidden)


@given(EITHER)
def test_nobody_can_take_a_small_number_off_a_total(figures: dict[str, Figure]) -> None:
    """A reader knows the total and what is shown; one who counted knows their own as well."""
    hidden = hidden_among(figures, BOUND)
    if not hidden.keys or not hidden.total_shown:
        return
    shown = figures.keys() - hidden.keys
    whole = added(figures.values())
    for own in (None, *sorted(hidden.keys)):
        known = [figures[key] for key in shown] + ([figures[own]] if own else [])
        unknown = hidden.keys - {own}
        ofs = [figure.of for figure in known]
        left = Figure(
            whole.count - sum(figure.count for figure in known),
            None if whole.of is None else whole.of - sum(of or 0 for of in ofs),
        )
        assert len(unknown) > 1
        assert not telling(left)


@given(EITHER)
def test_nothing_is_hidden_in_vain(figures: dict[str, Figure]) -> None:
    hidden = hidden_among(figures, BOUND)
    small = {key for key, figure in figures.items() if telling(figure)}
    assert small <= hidden.keys
    if not small:
        assert hidden == Hidden(frozenset())
    if not hidden.total_shown:
        assert hidden.keys == small


@given(EITHER, st.integers(0, 1))
def test_everything_is_shown_where_a_network_says_so(
    figures: dict[str, Figure], bound: int
) -> None:
    assert hidden_among(figures, bound) == Hidden(frozenset())


def of(**counts: tuple[int, int]) -> dict[str, Figure]:
    return {key: Figure(*pair) for key, pair in counts.items()}


@pytest.mark.parametrize(
    ("figures", "keys", "total_shown"),
    [
        (of(a=(9, 20), b=(12, 30)), "", True),
        (of(a=(0, 20), b=(20, 20)), "", True),
        (of(a=(3, 20), b=(12, 30)), "a", False),
        (of(a=(2, 20), b=(12, 30), c=(9, 18), d=(20, 40)), "abc", True),
        (of(a=(18, 20), b=(12, 30), c=(9, 18), d=(20, 40)), "abc", True),
        (of(a=(2, 20), b=(1, 30), c=(1, 18)), "abc", False),
        (of(a=(2, 12), b=(3, 15), c=(4, 15)), "abc", True),
        (of(a=(2, 12), b=(2, 15), c=(2, 15)), "abc", False),
    ],
)
def test_the_smallest_others_are_hidden_beside_a_small_number(
    figures: dict[str, Figure], keys: str, total_shown: bool
) -> None:
    assert hidden_among(figures, BOUND) == Hidden(frozenset(keys), total_shown)


def test_counts_with_and_without_what_they_are_out_of_make_no_total() -> None:
    figures = {"a": Figure(2, 20), "b": Figure(30), "c": Figure(9, 18), "d": Figure(40)}
    assert hidden_among(figures, BOUND) == Hidden(frozenset("a"), total_shown=False)
