"""Words and numbers survive rendering, each in its place: two parsers must agree (I15)."""

from __future__ import annotations

import difflib
import re
import threading
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from handbook.source.markdown.outline import BREAK, Outline, Piece, outline_of_markdown
from handbook.source.markdown.outline_html import outline_of_html
from handbook.source.screen import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown import Markdown
    from markdown.extensions import Extension

__all__ = [
    "EXTENSIONS",
    "EXTENSION_CONFIGS",
    "Outline",
    "PageMismatch",
    "Piece",
    "compare",
    "outline_of_html",
    "outline_of_markdown",
    "to_html",
]

EXTENSIONS: tuple[str, ...] = (
    "toc",
    "tables",
    "fenced_code",
    "sane_lists",
    "attr_list",
    "handbook.source.explaining",
)
"""The extensions of Python-Markdown that the site uses. The engine always adds the first three."""

EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": True, "permalink_title": "Link to this section"},
    "tables": {"use_align_attribute": True},  # as a style, no strict policy of a browser's lets it
}

_OURS = re.compile("[\ue000-\ue002]")
"""Signs that outlines themselves are written with."""

_kept = threading.local()
"""The parser of pages, which takes longer to make than most texts to read.

Between two texts it forgets all of the one before. One that did not come to the end of its text is
not kept.
"""

MAX_DIFFERENCES = 10
SHOWN = 60
"""How many characters of a piece a message quotes."""


@dataclass(frozen=True, slots=True)
class PageMismatch:
    """One place where page and text differ; ``line`` is that of the body, where it is known."""

    line: int | None
    message: str


def to_html(body: str) -> str:
    """The HTML that the site makes of ``body``, by the parser that the site uses.

    A body nested so deeply that the parser gives up becomes an empty page, which no text equals.
    """
    parser = _kept.__dict__.pop("parser", None) or _page_parser()
    try:
        html: str = parser.convert(body)
    except RecursionError:
        return ""
    _kept.parser = parser.reset()
    return html


def _page_parser() -> Markdown:
    import markdown  # noqa: PLC0415  # 60 ms, and many commands render nothing

    from handbook.source.markdown.inline_marks import QuickInlineMarks  # noqa: PLC0415  # the same

    configs = {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}
    extensions: list[str | Extension] = [*EXTENSIONS, QuickInlineMarks()]
    return markdown.Markdown(extensions=extensions, extension_configs=configs)


def compare(expected: Outline, page: Outline) -> list[PageMismatch]:
    """Where the page (``page``) differs from the text (``expected``), at most ten places.

    Nothing, only if the two are equal.
    """
    differences = [*_hidden(page)][:MAX_DIFFERENCES]
    if differences or expected == page:
        return differences
    matcher = difflib.SequenceMatcher(
        a=_keys(expected),
        b=_keys(page),
        autojunk=False,  # pragma: no mutate  None says the same
    )
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "equal":
            differences += _differences(expected[a:b], page[c:d], _line(expected, a))
    if not differences:
        return [PageMismatch(None, "the page differs from the text in a way that has no name")]
    return differences[:MAX_DIFFERENCES]


def _hidden(page: Outline) -> Iterator[PageMismatch]:
    """Signs on the page that may stand nowhere, however they came there."""
    for piece in page:
        if not piece.text.isascii():
            for sign in chain.from_iterable(map(refused, _OURS.split(piece.text))):
                yield PageMismatch(None, f"{sign.message} on the page, in {_in_words(piece)}")


def _keys(outline: Outline) -> list[tuple[str, Any, str]]:
    return [(piece.kind, piece.within, piece.text) for piece in outline]


def _line(outline: Outline, index: int) -> int | None:
    """The line of a piece, or of the one before it at the end."""
    if not outline:
        return None
    return outline[min(index, len(outline) - 1)].line


def _differences(
    wanted: Sequence[Piece], shown: Sequence[Piece], line: int | None
) -> Iterator[PageMismatch]:
    """What stands on one side only, piece by piece."""
    pairs = zip_longest(map(_in_words, wanted), map(_in_words, shown))
    for index, (before, after) in enumerate(pairs):
        if before is None:
            message = f"the page would show {after}, which is not in the text"
            yield PageMismatch(line, message)
        elif after is None:
            yield PageMismatch(wanted[index].line, f"{before} would be missing from the page")
        else:
            yield PageMismatch(wanted[index].line, f"{before} would be shown as {after}")


def _in_words(piece: Piece) -> str:
    """A piece and its place, in words."""
    if piece.kind == "row":
        return f"a table row of {piece.text} cells{_where(piece)}"
    text = piece.text.replace(BREAK, " / ").replace("\ue000", "<").replace("\ue001", ">")
    quoted = f"'{text[:SHOWN]}{'...' if len(text) > SHOWN else ''}'"
    kind = {"rule": "a dividing line", "empty item": "an empty item"}.get(piece.kind)
    return f"{kind or quoted + ' (' + piece.kind + ')'}{_where(piece)}"


def _where(piece: Piece) -> str:
    """The things a piece stands in: ``, in item 3``."""
    parts = []
    for kind, *numbers in piece.within:
        if kind == "table":
            parts.append(f"row {numbers[0]}" + (f", column {numbers[1]}" if numbers[1:] else ""))
        else:
            parts.append(f"{'item' if kind == 'numbered' else kind} {numbers[0]}")
    return f", in {' of '.join(reversed(parts))}" if parts else ""
