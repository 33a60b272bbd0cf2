"""Whether a list shows each document as its own page does (I1): a row is read instead of the page.

A row that leads to a document and has a cell for its standing begins there with the badge of that
document's page. What a handbook lists, and wherever, is held against it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.render.markdown.writing import DOCUMENT, STANDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.render.model import Page, Site
    from handbook.source.html.tree import Element


def badges_of(site: Site) -> Mapping[str, str]:
    """The badge of each page that has a standing box and is a document's own, by its address."""
    own = (page for page in site.pages.values() if page.is_document)
    return {page.url: page.badge[0] for page in own if page.badge}


def check_lists(
    elements: Sequence[Element], page: Page | None, badges: Mapping[str, str]
) -> Iterator[str]:
    """Rows of a built page that show a document in another standing than its own page."""
    if page is None:
        return
    for row in elements:
        if row.name != "tr":
            continue
        cells = {e.attributes.get("data-label"): e for e in row.elements}
        if not {DOCUMENT, STANDING} <= cells.keys():
            continue
        links = [e.attributes.get("href", "") for e in cells[DOCUMENT].within() if e.name == "a"]
        address = next(iter(links), "").partition("#")[0]
        url = posixpath.normpath(posixpath.join("/", page.url, address))[1:] + "/"
        tags = [e.words() for e in cells[STANDING].within() if "hb-tag" in e.classes]
        if url not in badges:
            if WORDS[State.IN_FORCE].label in tags:
                yield f"its list shows {address or 'nothing'} as in force, which is no document."
        elif tags[:1] != [badges[url]]:
            yield f"its list shows {url} as {tags[:1]}; the badge of its page says {badges[url]}."
