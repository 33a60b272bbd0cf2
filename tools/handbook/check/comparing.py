"""A branch beside its base: what of it was there before, and what the branch made of each file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.load.trees.base import contents
from handbook.load.trees.merging import fingerprint
from handbook.rules.comparison import Branch, TreeReading, changes_of
from handbook.rules.decided import as_decided

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from handbook.check.model import Checked
    from handbook.history import History
    from handbook.load.model import Loaded
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.types.model import Types


def compared(
    against: Against,
    *,
    own: Tree,
    merged: TreeReading,
    tree: Tree,
    judge: Callable[[Tree], Checked],
) -> tuple[Branch, Checked]:
    """The branch beside its base, and the check of the base's tip.

    ``own`` are the branch's files as it has them; ``tree`` is what merging it would give, as it was
    read in ``merged``. ``judge`` checks one tree of the base. Raises ``LookupError`` if the base
    cannot be assessed.
    """
    before = base = judge(against.before)
    if against.base_commit != against.before_commit:
        base = judge(against.base)
    if before.assessment is None or not (base.loaded and before.loaded):
        raise LookupError("the base branch could not be put together")
    changes = changes_of(
        lambda path: against.committed.get(path) or own.read(path),
        own.paths(),
        contents(against.before),
        contents(against.base),
    )
    branch = Branch(
        base=read_as(against.base, base.loaded, base.types),
        head=merged,
        before=before.assessment,
        before_reading=read_as(against.before, before.loaded, before.types),
        changes=changes,
        marks={path: (_mark(against.base, path), _mark(tree, path)) for path in changes},
        former=against.former,
        outside=against.outside,
        tip=base.assessment,
    )
    return branch, base


def with_decided(branch: Branch, history: History, today: date) -> Branch:
    """The branch with what its decisions alone would make of the base."""
    branch = replace(branch, unfounded=branch.refused(today))
    return replace(branch, decided=as_decided(branch, history, today))


def read_as(tree: Tree, loaded: Loaded, types: Types) -> TreeReading:
    """A tree as it was read."""
    return TreeReading(frozenset(tree.paths()), loaded, types)


def _mark(tree: Tree, path: str) -> str:
    return fingerprint(path, tree.read(path) if path in tree.paths() else None)
