"""What can be found."""

from __future__ import annotations

from dataclasses import dataclass

FIRST, LATE, NEVER = "first", "late", "never"
"""When a type's records are found: at once, after what serves care, or not at all."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found: a page, or a place on one.

    ``url`` is relative to the site. ``names`` are other words people look for it by; ``summary``
    says what it is. ``label`` and ``tone`` are its standing as its page shows it, empty for what
    has none; ``until`` is the last day (ISO) on which it may be relied on, and ``dates`` what is
    said of it besides. ``weight`` is how much it counts beside others, ``late`` whether it is
    looked for only after what serves care. ``words`` are the words of its text.
    """

    url: str
    title: str
    kind: str
    names: tuple[str, ...] = ()
    summary: str = ""
    label: str = ""
    tone: str = ""
    until: str = ""
    dates: str = ""
    weight: float = 1.0
    late: bool = False
    words: frozenset[str] = frozenset()
