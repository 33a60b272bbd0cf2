"""The address of a heading: given by its author, or made from its words as the site does."""

from __future__ import annotations

import re
import unicodedata

EXPLICIT = re.compile(r"(?:(?<=\S) +|^)\{#([a-z][a-z0-9-]*)\}\Z")
"""The address an author gives to a heading, at its end: ``{#when-to-call}``."""

RESERVED = ("hb-", "handbook-", "__")
"""How the addresses begin that belong to the handbook's own parts of a page, and its theme's."""

_DROPPED = re.compile(r"[^\w\s-]")
_JOINED = re.compile(r"[-\s]+")
_COUNTED = re.compile(r"(.*)_([0-9]+)\Z", re.DOTALL)


def slug(words: str) -> str:
    """Words as an address: plain letters, digits, hyphens and underscores, in lower case."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return _JOINED.sub("-", _DROPPED.sub("", plain).strip().lower())


def unused(anchor: str, taken: set[str], highest: dict[str, int]) -> str:
    """``anchor``, or with the first number behind it that is not taken; it is then taken.

    ``highest`` remembers, for each stem, up to which number all are taken.
    """
    if anchor in taken or not anchor:
        counted = _COUNTED.match(anchor)
        stem, number = (counted[1], int(counted[2])) if counted else (anchor, 0)
        from_start = number == 0
        number = max(number, highest.get(stem, 0) if from_start else 0) + 1
        while f"{stem}_{number}" in taken:
            number += 1
        if from_start:
            highest[stem] = number
        anchor = f"{stem}_{number}"
    taken.add(anchor)
    return anchor


def proposed(words: str, taken: set[str]) -> str:
    """An address that an author may give to a heading with these words and that nothing has."""
    stem = re.sub(r"[^a-z0-9]+", "-", slug(words)).strip("-")
    if not stem[:1].isalpha() or stem.startswith(RESERVED):
        stem = f"part-{stem}".rstrip("-")
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
