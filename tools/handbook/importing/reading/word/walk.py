"""What is gathered on the walk through a Word document, and the words of one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.model import START, CheckPoint, SaidPassage, Spot
from handbook.importing.scripts import on_the_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from handbook.importing.reading.numbering import Numbering
    from handbook.importing.reading.word.parts import WordSource

_SHOWN = 120


@dataclass(slots=True)
class GatheredWords:
    """The words of one paragraph as they are gathered: pieces, each on, above or below the line."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    behind: list[Element] = field(default_factory=list)

    def add(self, text: str, script: str = "") -> None:
        """Take a piece of text in."""
        if self.pieces and self.pieces[-1][1] == script:
            self.pieces[-1] = (self.pieces[-1][0] + text, script)
        elif text:
            self.pieces.append((text, script))

    def text(self) -> str:
        """All of it; what stands above the line behind ``^``, below it behind ``_``."""
        return "".join(
            piece if not script or on_the_line(piece.strip()) else f"{script}{piece}"
            for piece, script in self.pieces
        )


@dataclass(slots=True)
class WordWalk:
    """The walk through one document. ``accepted`` says whether tracked changes count as made."""

    source: WordSource
    accepted: bool
    numbering: Numbering
    passages: list[SaidPassage] = field(default_factory=list)
    points: list[CheckPoint] = field(default_factory=list)
    unread: list[CheckPoint] = field(default_factory=list)
    spot: Spot = START

    def point(self, kind: str, words: str, became: str) -> None:
        """Name something that a person must look at, here."""
        self.points.append(CheckPoint(kind, self.spot, brief(words), became))

    def not_read(self, kind: str, words: str, became: str) -> None:
        """Name something that cannot be compared, here."""
        self.unread.append(CheckPoint(kind, self.spot, brief(words), became))

    def passage(self, text: str) -> None:
        """Take one passage in, unless it is empty."""
        bare = " ".join(text.split())
        if bare:
            self.passages.append(SaidPassage(bare, self.spot))


def brief(words: str) -> str:
    """Words on one line, cut off where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
