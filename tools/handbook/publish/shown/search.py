"""Whether what the search shows of a page is what the page says (I1): its name, standing and dates.

A result is read before the page is, and by some instead of it. So every word that a result shows
stands on the built page, and the standing is that of the page's own badge.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State
from handbook.source.dates import day_or_none, long_date
from handbook.source.html.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from handbook.render.model import Page, Site

FILES = ("search/names.js", "search/late.js")
_WHOLE = 10
"""So many things a row of the search says; what is empty at its end is left out."""
_DAY = re.compile(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")


@dataclass(frozen=True, slots=True)
class SearchRow:
    """What the search shows of one page, or of the place ``anchor`` on it."""

    anchor: str
    title: str
    summary: str
    label: str
    dates: str
    until: str


Rows = dict[str, list[SearchRow]]
"""By the address of the page."""


def rows_of(out: Path, names: Iterable[str]) -> Rows:
    """What files of the built search know. Raises ``ValueError`` where that cannot be read."""
    rows: Rows = {}
    for name in names:
        for row in _entries((out / name).read_text(encoding="utf-8")):
            url, title, _, _, summary, _, label, _, dates, until = [*row, *[""] * _WHOLE][:_WHOLE]
            page, _, anchor = str(url).partition("#")
            shown = (anchor, title, summary or "", label or "", dates or "", until or "")
            rows.setdefault(page, []).append(SearchRow(*map(str, shown)))
    return rows


def _entries(script: str) -> Sequence[Sequence[Any]]:
    """The rows in one file, which is one call with a name and data."""
    try:
        entries: Any = json.loads(script.partition(",")[2].strip()[:-2])["entries"]
        if isinstance(entries, list) and all(isinstance(row, list) and row for row in entries):
            return entries
    except (KeyError, TypeError, RecursionError):
        pass
    raise ValueError("its rows are none")


def read_search(site: Site, out: Path) -> tuple[Rows, tuple[str, ...]]:
    """The rows by page, and what is wrong with them as a whole."""
    try:
        rows = rows_of(out, [name for name in FILES if name in site.assets])
    except (OSError, ValueError):
        return {}, ("search/: what the search knows cannot be read.",)
    pages = {page.url for page in site.pages.values()}
    lost = sorted(rows.keys() - pages)
    return rows, tuple(f"search/: {url or '/'} is not a page of this site." for url in lost)


def check_search(
    mine: Sequence[SearchRow],
    elements: Sequence[Element],
    article: Element,
    page: Page | None,
) -> Iterator[str]:
    """What the search shows of a built page, in the rows that are ``mine``, stands on it."""
    if page is None or not mine:
        return
    titles = [element.words() for element in elements if element.name == "title"]
    # A word may be in two elements, and two words may stand in elements that no space parts.
    text = _run(" / ".join([article.words(), " ".join(_pieces(article)), *titles]))
    anchors = {element.attributes.get("id") for element in elements}
    for row in mine:
        if row.anchor and row.anchor not in anchors:
            yield f"the search leads to #{row.anchor}, which is not there."
        badge = page.badge[0] if page.badge and not row.anchor else ""
        if row.label not in ({badge} if badge else {"", WORDS[State.UNKNOWN].label}):
            yield f"the search says that it is “{row.label}”; its badge says “{badge}”."
        for words in _shown(row):
            if _run(words) not in text:
                yield f"the search shows “{words}”, which the page does not say."


def _pieces(element: Element) -> Iterator[str]:
    """Each piece of text in an element, in order."""
    for child in element.children:
        if isinstance(child, Element):
            yield from _pieces(child)
        elif isinstance(child, str):
            yield child


def _shown(row: SearchRow) -> Iterator[str]:
    """The pieces of a row that stand on the page as they are, each in one run.

    A place on a page is called by words that stand there, though not beside each other.
    """
    yield from row.title.split() if row.anchor else [row.title]
    yield row.summary.removesuffix("…")
    yield from _DAY.findall(row.dates)
    yield row.dates.partition(": ")[2]
    if row.until:
        day = day_or_none(row.until)
        yield long_date(day) if day else row.until


def _run(words: str) -> str:
    """A text as its words alone, so that one can be looked for in another."""
    from handbook.render.search.words import run_of  # noqa: PLC0415 - heavy

    return f" {run_of(words)} ".replace("  ", " ")
