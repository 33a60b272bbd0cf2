"""The one gate: what checking, writing and building all pass. The whole check, pages included.

``passed`` is the check that people and pull requests see: whatever could not be built is among its
findings. ``rehearse`` asks the same of files that are not written yet. ``making`` makes the pages,
for both and for a build; ``obstacles`` says what keeps them from being made.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from handbook.check import Checked, check, in_order
from handbook.gate.obstacles import beside, cause, unbuildable, unpublishable
from handbook.gate.reviewers import reviewers
from handbook.load.sources import Sources
from handbook.load.trees.base import Overlay
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handbook.finding import Finding
    from handbook.history import History
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.rules.signed import Ask


def passed(
    tree: Tree,
    *,
    today: date,
    history: History,
    against: Against | None = None,
    signatures: Ask | None = None,
    root: Path | None = None,
    bodies: Bodies | None = None,
    public: bool = False,
) -> Checked:
    """Check one tree and make its pages, as on ``today``. Never raises for what a tree may hold.

    ``root`` is the folder in which the site's own settings and images lie; without it they are not
    looked at. With ``against``, the pages are those that merging would give, and what could not be
    built on the base either is left out, unless merging touches the file that it is in. With
    ``public``, the edition for everybody is made and read besides.
    """
    judged = partial(
        check,
        today=today,
        history=history,
        signatures=signatures,
        bodies=bodies or Bodies(),
        sources=Sources(keeping=against is not None),
    )
    checked = judged(tree, against=against)
    if root is not None and (asked := reviewers(root, checked, against, judged)):
        checked = replace(checked, findings=in_order([*checked.findings, *asked]))
    merged = tree if against is None or against.result is None else against.result
    more = [*_unbuildable(checked, merged, public=public), *(beside(root) if root else ())]
    if not more:
        return checked
    earlier: set[tuple[str, str, str]] = set()
    if against is not None:
        built = _unbuildable(judged(against.base), against.base, public=public)
        earlier = {cause(finding) for finding in built}
    return _with(checked, more, lambda finding: _brought(finding, earlier, merged, against))


def _brought(
    finding: Finding,
    earlier: Collection[tuple[str, str, str]],
    merged: Tree,
    against: Against | None,
) -> bool:
    """Whether what cannot be built is told: not what a base has too, in a file left as it is."""
    return (
        against is None
        or cause(finding) not in earlier
        or _touched(finding.path, merged, against.base)
    )


def _with(checked: Checked, more: Sequence[Finding], brought: Callable[[Finding], bool]) -> Checked:
    """What was checked and what was found besides, of which what was not ``brought`` is left."""
    kept = [finding for finding in more if brought(finding)]
    left = in_order([*checked.inherited, *(each for each in more if each not in kept)])
    return replace(
        checked,
        findings=in_order([*checked.findings, *kept]),
        inherited=left,
        left_out=None if checked.left_out is None else len(left),
    )


def _unbuildable(checked: Checked, tree: Tree, *, public: bool) -> list[Finding]:
    """What keeps the handbook, and if ``public`` its edition for everybody, from being built."""
    findings = unbuildable(checked)
    if public:
        findings += [new for new in unpublishable(checked, tree) if new not in findings]
    return findings


def with_pages(checked: Checked) -> Checked:
    """What was checked of a tree without a base, and what stands in the way of its pages besides.

    Together the two say what ``passed`` says: for whoever can refuse by the first without the cost
    of the second. Never raises.
    """
    more = unbuildable(checked)
    return replace(checked, findings=in_order([*checked.findings, *more])) if more else checked


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The registry as it would be with some files in it, and what would be found only then."""

    after: Checked
    new: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The new findings that would keep the registry from being built."""
        return tuple(f for f in self.new if f in self.after.errors)


def rehearse(
    before: Checked,
    tree: Tree,
    files: Mapping[str, bytes],
    *,
    today: date,
    history: History,
    signatures: Ask | None = None,
) -> Rehearsal:
    """Lay ``files`` over ``tree`` and ask the whole gate. ``before`` is what it said without them.

    What was found before, as often as it was found then, is not new; nothing is written.
    """
    laid, bodies = Overlay(tree, files), before.bodies
    after = passed(laid, today=today, history=history, signatures=signatures, bodies=bodies)
    known = Counter(_same(finding) for finding in before.findings)
    new = []
    for finding in after.findings:
        if known[_same(finding)] > 0:
            known[_same(finding)] -= 1
        else:
            new.append(finding)
    return Rehearsal(after, tuple(new))


def _same(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings the same one, though a line may have moved."""
    return (finding.code.id, finding.path, finding.message)


def _touched(path: str, tree: Tree, before: Tree) -> bool:
    """Whether a file is not what it was; one that is in neither tree counts as touched."""

    def content(of: Tree) -> bytes | None:
        return of.read(path) if path in of.paths() else None

    return content(tree) is None or content(tree) != content(before)
