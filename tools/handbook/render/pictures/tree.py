"""Who stands below whom, from what each says of the one above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Subtree:
    """One name with those below it."""

    name: str
    below: tuple[Subtree, ...] = ()


def forest(above: Mapping[str, str]) -> tuple[Subtree, ...]:
    """Every name once, below the one that it names if there is such a one.

    Those that stand below each other in a circle begin a tree of their own, so that none is lost.
    """
    below: dict[str, list[str]] = {}
    for name, other in above.items():
        below.setdefault(other if other in above and other != name else "", []).append(name)
    seen: set[str] = set()

    def branch(name: str) -> Subtree:
        seen.add(name)
        children = [child for child in below.get(name, ()) if child not in seen]
        return Subtree(name, tuple(branch(child) for child in children if child not in seen))

    trees = [branch(name) for name in below.get("", ())]
    trees += [branch(name) for name in above if name not in seen]
    return tuple(trees)
