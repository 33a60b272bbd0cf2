"""The proof that a change of layout changes nothing that anybody reads.

A text is read before and after by the two readers of Markdown that this project has, block by
block: kind, place, words, and the marks within them. The first (CommonMark) must find exactly the
same. The second (the one the site is made with) must agree with the first wherever it did before,
and nowhere less. Besides, no letter, digit or sign may come, go or move.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from handbook.finding import Severity
from handbook.source.markdown import parsing
from handbook.source.markdown.commonmark import outline_parser
from handbook.source.markdown.fidelity import to_html
from handbook.source.markdown.outline_html import outline_of_html

Block = tuple[str, tuple[tuple[str, ...], ...], str]
"""A block: its kind, what it stands in, and its words."""
Blocks = tuple[Block, ...]
AsBefore = Callable[[Blocks], Blocks]

TAB = 4
"""A tab leads to the next column that this divides, as both readers have it."""

_INLINE = re.compile(r"</?(?:em|strong|a|img|code)\b[^>]*>")
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_BLANKS = re.compile(r"\s+")
_LAYOUT = re.compile(r"[\s#|*+=:.)-]+")


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """What one reader finds: the blocks, and the marks within them, in order."""

    blocks: tuple[Block, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A text as all of them read it."""

    first: LayoutReading
    second: LayoutReading
    signs: str
    refused: Counter[str]

    @property
    def agreed(self) -> bool:
        """Whether both readers find the same blocks."""
        return self.first.blocks == self.second.blocks

    @property
    def apart(self) -> int:
        """How many blocks only one of them finds."""
        first, second = Counter(self.first.blocks), Counter(self.second.blocks)
        return ((first - second) + (second - first)).total()


@functools.lru_cache(maxsize=8)
def read(body: str) -> Read:
    """Read ``body``. Raises nothing."""
    problems = parsing.parse(body.expandtabs(TAB)).problems
    refused = Counter(p.code.id for p in problems if p.code.severity is Severity.ERROR)
    first = _reading(outline_parser().render(body))
    second = _reading(_PERMALINK.sub("", to_html(body)))
    return Read(first, second, _LAYOUT.sub("", body), refused)


def unchanged(before: Read, after: Read, as_before: AsBefore | None = None) -> bool:
    """Whether the readers of ``after`` find what those of ``before`` found.

    ``as_before`` gives the blocks of ``after`` the form in which they were read before, for the
    few changes that a reader is meant to notice.
    """
    blocks = after.first.blocks
    if as_before is not None:
        blocks = as_before(blocks)
    return (
        blocks == before.first.blocks
        and after.first.marks == before.first.marks
        and after.signs == before.signs
        and (after.agreed if before.agreed else after.apart <= before.apart)
        and not after.refused - before.refused
    )


def unchanged_on_the_site(before: Read, after: Read) -> bool:
    """Whether the second reader, with which the site is made, finds exactly what it found.

    For the one step that settles what the first reader takes for words run together.
    """
    return (
        after.second == before.second
        and after.signs == before.signs
        and after.apart <= before.apart
        and not after.refused - before.refused
    )


def _reading(html: str) -> LayoutReading:
    blocks = tuple(
        (piece.kind, piece.within, _BLANKS.sub(" ", piece.text).strip())
        for piece in outline_of_html(html)
    )
    return LayoutReading(blocks, tuple(_INLINE.findall(html)))
