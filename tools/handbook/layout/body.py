"""The text of a document, tidied step by step; each step is proven before it counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.layout import headings, lists, spaces, tables
from handbook.layout.model import Edit, LayoutChange, Line, apply, changes, text_of
from handbook.layout.reading import AsBefore, Block, Read, read, unchanged, unchanged_on_the_site
from handbook.source.markdown import codes, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Step = Callable[[Sequence[Line]], Iterator[Edit]]

STEPS: tuple[Step, ...] = (
    spaces.leads,
    spaces.ends,
    headings.marks,
    headings.close,
    headings.run_in,
    headings.lower,
    lists.bullets,
    lists.indents,
    tables.rows,
    spaces.empty,
)
"""In this order: what a later step looks at, an earlier one has settled."""

WORK = 600_000
"""So many characters may be read in search of what can be proven of one step."""
LEAST_TRIALS = 12

ROUNDS = 3
"""A step can make another's work possible; after so many rounds nothing new was ever seen."""


def tidy_body(body: str, first: int) -> tuple[str, list[LayoutChange]]:
    """A body with its layout tidied, and what was done. ``first`` is the number of its first line.

    What cannot be proven to leave every word, number and place as it was is left as it was, place
    by place. Raises nothing.
    """
    lines = [Line(text, first + number) for number, text in enumerate(body.split("\n"))]
    if "\r" in body or any(each.code is not codes.TEXT_TAB for each in profile.limits(body)):
        return body, []
    done: list[LayoutChange] = []
    for _ in range(ROUNDS):
        begun = len(done)
        for step in STEPS:
            lines, made = _settle(lines, step)
            done += made
        if len(done) == begun:
            break
    return text_of(lines), done


def _settle(lines: list[Line], step: Step) -> tuple[list[Line], list[LayoutChange]]:
    """The lines after those edits of one step that can be proven, and what they did."""
    edits = list(step(lines))
    if not edits:
        return lines, []
    trial = _Trial(step, lines, read(text_of(lines)), _expected(step, lines))
    trial.look(edits)
    return apply(lines, trial.kept), changes(lines, trial.kept)


@dataclass(slots=True)
class _Trial:
    """The search for those edits of one step that can be proven."""

    step: Step
    lines: Sequence[Line]
    before: Read
    as_before: AsBefore | None
    kept: list[Edit] = field(default_factory=list)
    left: int = 0

    def __post_init__(self) -> None:
        size = sum(len(line.text) + 1 for line in self.lines)
        self.left = max(LEAST_TRIALS, WORK // (size + 1))

    def proven(self, after: Read) -> bool:
        """Whether what is read after some edits is what was read before."""
        if self.step is headings.run_in:
            return unchanged_on_the_site(self.before, after)
        return unchanged(self.before, after, self.as_before)

    def look(self, edits: Sequence[Edit]) -> None:
        """Keep all of ``edits`` if they can be proven, or of each half what can."""
        if self.left <= 0:
            return
        self.left -= 1
        after = read(text_of(apply(self.lines, [*self.kept, *edits])))
        if self.proven(after):
            self.kept += edits
        elif len(edits) > 1:
            half = len(edits) // 2
            self.look(edits[:half])
            self.look(edits[half:])


def _expected(step: Step, lines: Sequence[Line]) -> AsBefore | None:
    """How the blocks that a step changes were read before, for the two that change any."""
    if step is headings.lower:
        which = headings.was_higher(lines)
        return lambda blocks: headings.raised(blocks, which)
    if step is headings.close:
        known = headings.was_close(lines)

        def as_before(block: Block) -> Block:
            typed = known.get((block[0], block[2]))
            return ("paragraph", block[1], typed) if typed else block

        return lambda blocks: tuple(as_before(block) for block in blocks)
    return None
