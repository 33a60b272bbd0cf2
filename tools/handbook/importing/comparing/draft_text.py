"""What a draft says to its readers, read from its Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.importing.model import SaidPassage, Spot
from handbook.importing.phrases import without
from handbook.source.markdown.outline import BREAK, outline_of_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMAGE = re.compile("\ue000[^\ue001]*\ue001")
_UNSAID = frozenset({"row", "rule", "empty item"})


def draft_passages(body: str) -> Iterator[SaidPassage]:
    """The running text of a body, with the numbers that its lists show."""
    heading, number = "", 0
    item: tuple[tuple[str, ...], ...] = ()
    for piece in outline_of_markdown(body):
        if piece.kind in _UNSAID:
            continue
        text = without(_IMAGE.sub(" ", piece.text).replace(BREAK, " "))
        if piece.kind.startswith("heading"):
            heading, number = text, 0
        else:
            number += 1
        label = ""
        here = tuple(step for step in piece.within if step[0] in ("numbered", "bullet"))
        if here and here != item and here[-1][0] == "numbered":
            label = f"{here[-1][1]}. "
        item = here
        yield SaidPassage(f"{label}{text}", Spot(heading, number))
