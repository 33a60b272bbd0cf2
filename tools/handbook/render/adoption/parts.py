"""Long registers of adoption in parts: a page for each first letter of the documents' names.

A letter is an address that stays when documents come and go, and one that people look under.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Md, inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.render.context import Context

MOST = 60
"""So many documents stand on one page; where there are more, each letter has a page of its own."""
OTHER = "other"
_LETTER = re.compile("[a-z]")


def letters(context: Context, documents: Iterable[str]) -> Mapping[str, list[str]]:
    """The documents under the first letter of their names, in the order of letters.

    Nothing, if all of them have room on one page.
    """
    listed = list(documents)
    if len(listed) <= MOST:
        return {}
    under: dict[str, list[str]] = {}
    for document in listed:
        under.setdefault(_letter(context.label(document)), []).append(document)
    return dict(sorted(under.items(), key=lambda part: (part[0] == OTHER, part[0])))


def _letter(name: str) -> str:
    """The first letter of a name, without its accent; names of other scripts stand together."""
    first = unicodedata.normalize("NFKD", name.strip().casefold())[:1]
    return first if _LETTER.fullmatch(first) else OTHER


def title_of(letter: str) -> str:
    """A letter as people read it."""
    return "Other names" if letter == OTHER else letter.upper()


def page_of(register: str, letter: str) -> str:
    """The page of a register's part: a stable address below that of the register."""
    return f"{register.removesuffix('index.md')}{letter}/index.md"


def link_to(here: str, register: str, letter: str) -> Md:
    """A link from a page to a part of a register."""
    return Md(f"[{inline(title_of(letter))}]({relative(here, page_of(register, letter))})")


def ways(here: str, register: str, under: Iterable[str], current: str) -> Md:
    """The other parts, to go on to from one of them."""
    parts = [
        inline(title_of(letter)) if letter == current else link_to(here, register, letter)
        for letter in under
    ]
    return Md(f"By name: {', '.join(parts)}")
