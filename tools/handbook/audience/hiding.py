"""Which figures of a set are hidden because they are small, or because a total would tell them.

A count of very few children can tell a reader who one of them is. The practice of official
statistics is to hide counts below a bound, and as many others as it takes for nobody to work them
out from a total (primary and secondary suppression; ``docs/measures.md`` names the sources). In a
network every organisation knows its own figure, so what is hidden here holds against each of them
as well: whatever one of them takes off the rest of a total is still no small number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FEWEST = 3
"""The fewest organisations whose figures are hidden together beside a total that is shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One count, and how many it is out of where that was counted too."""

    count: int
    of: int | None = None

    def small(self, bound: int) -> bool:
        """Whether the count, what it is out of, or the rest, is a small number. None is not."""
        return any(0 < value < bound for value in self._values())

    def _values(self) -> Iterator[int]:
        yield self.count
        if self.of is not None:
            yield self.of
            yield self.of - self.count


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whose figures are not shown, and whether the total of all of them is."""

    keys: frozenset[str]
    total_shown: bool = True


def added(figures: Iterable[Figure]) -> Figure:
    """Figures added up. What they are out of is only known if it was counted for each."""
    each = tuple(figures)
    ofs = [figure.of for figure in each if figure.of is not None]
    return Figure(
        sum(figure.count for figure in each),
        sum(ofs) if ofs and len(ofs) == len(each) else None,
    )


def hidden_among(figures: Mapping[str, Figure], bound: int) -> Hidden:
    """What must not be shown of figures that make one total, by whose they are.

    ``bound`` is the smallest number that is shown, besides none; with 0 or 1 all are. Others are
    hidden beside a small figure, the smallest first, until nobody can work it out from the total;
    where there are too few of them, the total is hidden in their place.
    """
    small = frozenset(key for key, figure in figures.items() if figure.small(bound))
    if not small:
        return Hidden(small)
    if mixed(figures.values()):
        return Hidden(small, total_shown=False)
    hidden = set(small)
    others = sorted(figures.keys() - small, key=lambda key: (_size(figures[key]), key))
    for key in others:
        if _holds(figures, hidden, bound):
            break
        hidden.add(key)
    if not _holds(figures, hidden, bound):
        return Hidden(small, total_shown=False)
    for key in reversed(others):
        if key in hidden and _holds(figures, hidden - {key}, bound):
            hidden.remove(key)
    return Hidden(frozenset(hidden))


def mixed(figures: Iterable[Figure]) -> bool:
    """Whether only some of them say what they are out of, so that they make no total."""
    return len({figure.of is None for figure in figures}) > 1


def _size(figure: Figure) -> int:
    return figure.count if figure.of is None else figure.of


def _holds(figures: Mapping[str, Figure], hidden: set[str], bound: int) -> bool:
    """Whether what is hidden stays so, also before any one of those whose figures they are."""
    if len(hidden) < FEWEST or added(figures[key] for key in hidden).small(bound):
        return False
    return not any(
        added(figures[key] for key in hidden if key != own).small(bound) for own in hidden
    )
