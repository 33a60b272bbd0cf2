"""What is gathered while a draft is written: where we are, what to look at, which pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.drafting.letters import clean
from handbook.importing.model import CheckPoint, Picture, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = "attachments-of-this-draft"
"""Stands for the folder of the pictures until the draft has an id."""
_SHOWN = 120
_LARGEST = 10 * 1024 * 1024
START = Spot()
_KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
}


@dataclass(slots=True)
class Drafting:
    """One draft in the making.

    ``held`` are the pictures of the original by their addresses; ``accepted`` says whether tracked
    changes count as made; ``quotes`` whether a text that is set in is a quotation.
    """

    held: Mapping[str, bytes]
    accepted: bool = True
    quotes: bool = True
    points: list[CheckPoint] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    spot: Spot = START
    anchors: set[str] = field(default_factory=set)
    used: dict[bytes, str] = field(default_factory=dict)

    def point(self, kind: str, words: str, became: str) -> None:
        """Name something that a person must look at, here."""
        line = " ".join(words.split())
        shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
        self.points.append(CheckPoint(kind, self.spot, shown, became))

    def step(self) -> None:
        """Go on to the next paragraph."""
        self.spot = Spot(self.spot.heading, self.spot.number + 1)

    def picture(self, address: str, description: str) -> str:
        """A picture as Markdown, or nothing where it cannot be taken in; both are named."""
        raw = self.held.get(address)
        ending = next((e for b, e in _KINDS.items() if raw is not None and raw.startswith(b)), "")
        if raw is None or not ending or len(raw) > _LARGEST:
            why = "it lies outside of the document" if raw is None else "it is no PNG or JPEG"
            if ending:
                why = "it is larger than 10 MB"
            self.point("picture", f"{description} ({clean(address)})", f"left out: {why}")
            return ""
        if raw not in self.used:
            self.used[raw] = f"picture-{len(self.used) + 1}.{ending}"
            self.pictures.append(Picture(self.used[raw], raw))
        name = self.used[raw]
        became = f"attached as {name}"
        if not description:
            became += "; it has no description: write what it shows between the square brackets"
        self.point("picture", description or clean(address), became)
        return f"![{description}](../attachments/{PLACE}/{name})"
