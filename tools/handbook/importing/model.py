"""What is taken in, what was seen in it, and what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "markdown", "html"]


class ImportProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why something cannot be taken in, in words, and how to mend it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it was given. ``name`` is how it is called, below the folder named."""

    name: str
    kind: Kind
    raw: bytes

    @property
    def digest(self) -> str:
        """The fingerprint of its bytes, by which it is known again."""
        return f"sha256:{hashlib.sha256(self.raw).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document: the heading it stands under, and the paragraph counted from there."""

    heading: str = ""
    number: int = 0

    def __str__(self) -> str:
        where = f"under “{self.heading}”" if self.heading else "before the first heading"
        return f"{where}, paragraph {self.number}" if self.number else where


START = Spot()
"""Where every document begins."""


@dataclass(frozen=True, slots=True)
class SaidPassage:
    """One piece of running text as a reader sees it, with its label (``3.``) if it has one."""

    text: str
    spot: Spot = START


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """Something to look at in the original: what it is, where, its words, what became of it."""

    kind: str
    spot: Spot
    words: str
    became: str


@dataclass(frozen=True, slots=True)
class OriginalText:
    """What an original says, read without pandoc.

    ``passages`` are its running text, in order. ``points`` are what a person must look at.
    ``unread`` are the parts that nobody can compare.
    """

    passages: tuple[SaidPassage, ...]
    points: tuple[CheckPoint, ...] = ()
    unread: tuple[CheckPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class TextDifference:
    """Words or numbers that only one side has, or that stand elsewhere in the draft.

    ``kind`` is ``lost``, ``new`` or ``moved``; ``numeric`` says whether a number or sign is in it.
    """

    kind: Literal["lost", "new", "moved"]
    words: str
    spot: Spot
    beside: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an original, as an attachment: its file name and its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class FrontRow:
    """One row of a front sheet: what it is called there, and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """A draft's text in Markdown, with all that was found on the way.

    ``title`` and ``front`` were taken out of the text: into the record's details.
    """

    title: str
    front: tuple[FrontRow, ...]
    body: str
    pictures: tuple[Picture, ...]
    points: tuple[CheckPoint, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """One original with its text, and what a comparison of both found."""

    original: Original
    text: Text
    differences: tuple[TextDifference, ...]
    unread: tuple[CheckPoint, ...]
    points: tuple[CheckPoint, ...]

    @property
    def doubtful(self) -> bool:
        """Whether the draft may not say what the original says."""
        return bool(self.differences or self.unread)
