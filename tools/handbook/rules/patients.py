"""What introduces a number in a record: the words around and above it, and its name.

The same ten digits are a reference in one column and a patient in another, so each number is read
with everything that a person would read it by: its row and column, its heading, its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.source.markdown.outline import outline_of_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Route
    from handbook.source.markdown.outline import Piece

_LONG = re.compile(r"\d(?:[\W_]*\d){9}")
_PLAIN_LONG = re.compile(r"[0-9](?:[\W_]*[0-9]){9}")
"""The same in words of which every sign is an ASCII one, where it takes two thirds of the time."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[-_.]")


_DIGITS = 10


def values(data: Any, so_far: Route = ()) -> Iterator[tuple[Route, str, Route]]:
    """Every text and number of some data, and every name, as (route, words, what names it)."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield (*so_far, name), str(name), ()
            yield from values(value, (*so_far, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from values(value, (*so_far, index))
    elif isinstance(data, str | int) and not isinstance(data, bool):
        yield so_far, str(data), so_far


def names_of(naming: Route) -> str:
    """What ``values`` gave as naming something, as words to be read."""
    return _CAMEL.sub(" ", " ".join(str(step) for step in naming if isinstance(step, str)))


def has_ten_digits(words: str) -> bool:
    """Whether ten digits stand in words with nothing but signs and blanks between them."""
    if len(words) < _DIGITS:
        return False
    return (_PLAIN_LONG if words.isascii() else _LONG).search(words) is not None


def pieces(body: str) -> Iterator[tuple[int, str, str]]:
    """Every piece of a text with ten digits, as (line, words, what stands over or before it).

    There is none in a text without ten digits (``has_ten_digits``) and without an entity.
    """
    over = _Over()
    for piece in outline_of_markdown(body):
        context = over.of(piece)
        if _LONG.search(piece.text):
            yield piece.line or 1, piece.text, context


class _Over:
    """What a reader has seen over each piece: headings, a line that leads in, heads of a table."""

    def __init__(self) -> None:
        self.headings: dict[int, str] = {}
        self.lead = ""
        self.heads: dict[str, str] = {}
        self.first = ""

    def of(self, piece: Piece) -> str:
        """The context of a piece, which is then taken in for the next."""
        column = piece.within[-1][2] if piece.within and len(piece.within[-1]) > 2 else ""  # noqa: PLR2004 -- a cell
        over = " | ".join([*self.headings.values(), self.lead])
        if piece.kind.startswith("heading"):
            level = int(piece.kind[-1])
            kept = {n: words for n, words in self.headings.items() if n < level}
            self.headings, self.lead = {**kept, level: piece.text}, ""
        elif piece.kind == "header cell":
            self.heads = {**({} if column == "1" else self.heads), column: piece.text}
        elif piece.kind == "cell":
            self.first = piece.text if column == "1" else self.first
            return " | ".join([over, self.heads.get(column, ""), self.first])
        elif piece.kind == "paragraph" and not _LONG.search(piece.text):
            self.lead = piece.text if piece.text.endswith(":") else ""
        return over
