"""What the reader hands on: data, and the place of every key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding, Place, Route


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: plain data, places, and, for Markdown, the body.

    ``data`` is a dict of null, bool, int, str, list and dict, or ``None`` when the file could not
    be read (then ``findings`` says why). ``places`` maps the route of every key and every list item
    to its place in the file. ``body`` is the Markdown after the front matter (``None`` for YAML
    files), whose first line is line ``body_line`` of the file.
    """

    path: str
    data: dict[str, Any] | None
    places: Mapping[Route, Place]
    body: str | None
    body_line: int
    findings: tuple[Finding, ...]
