"""Which pages of a built site show everything that any page of it shows.

No list of page types is kept. What a page is made of is read from its HTML: the kind and type that
the frame gives it, the folder it stands in, every class of ours on every element, which element
stands in which, every role and every attribute that has a meaning of its own. The covering is the
few pages on which each of these is met at least once, so a page of a new type, or a new part of an
old one, is among them from the day it is built.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

UNFOLD = "document.querySelectorAll('details').forEach(part => { part.open = true; })"
"""What a reader may open is open, so that it is looked at too."""
_KIND = re.compile(r"\bhb-(?:kind|type)-[\w-]+")
NOT_OURS = "edit/"
"""The form editor: a vendored program, outside these rules, and it says so (docs/editor.md)."""


def pages_of(site: Path) -> dict[str, frozenset[str]]:
    """What each page of a site is made of, by its address below the site."""
    return {
        address: made_of(place.read_text(encoding="utf-8"), address)
        for place in sorted(site.rglob("*.html"))
        if not (address := place.relative_to(site).as_posix()).startswith(NOT_OURS)
    }


def made_of(html: str, address: str) -> frozenset[str]:
    """Everything by which one page can differ in kind from another."""
    root = LexborHTMLParser(html).root
    marks = {f"in {address.partition('/')[0]}", " ".join(sorted(kinds_of(html)))}
    for node in root.traverse(include_text=False) if root else ():
        name, outer = node.tag, node.parent.tag if node.parent else ""
        marks.add(f"{outer} > {name}")
        for key, value in node.attributes.items():
            if key == "class":
                marks |= {f"{name}.{one}" for one in (value or "").split() if one[:3] == "hb-"}
            elif key in {"role", "type"}:
                marks.add(f"{name}[{key}={value}]")
            else:
                marks.add(f"{name}[{key}]")
    return frozenset(marks)


def kinds_of(html: str) -> set[str]:
    """The kind and the type of record that the frame gives a page."""
    return set(_KIND.findall(html))


def covering(pages: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """A short list of pages on which together everything is met that is met on any."""
    left = set[str]().union(*pages.values())
    chosen: list[str] = []
    while left:
        best = max(sorted(pages), key=lambda page: len(pages[page] & left))
        chosen.append(best)
        left -= pages[best]
    return tuple(sorted(chosen))


def expect_none(faults: Mapping[str, Iterable[str]]) -> None:
    """Fail with everything that is wrong, a line each, after the address of the page."""
    lines = [f"/{page}: {fault}" for page, said in faults.items() for fault in said]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
