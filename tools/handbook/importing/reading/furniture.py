"""What stands around the text of a web page: menus, heads and feet, and whatever is outside it.

It is left out of a draft, and named with its words, so that nothing is lost without being told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.model import CheckPoint, SaidPassage, Spot
from handbook.importing.reading.hypertext import html_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

KIND = "rest of the page"
_TEXTS = ("main", "[role=main]", "article")
"""How a page marks its text, the surest first."""
_MENUS = (
    ("nav", "menu"),
    ("[role=navigation]", "menu"),
    ("[role=search]", "search"),
    ("[role=banner]", "head"),
    ("[role=contentinfo]", "foot"),
    ("header", "head"),
    ("footer", "foot"),
)
_OWN = frozenset({"article", "aside", "main", "nav", "section", "blockquote", "td"})
"""A head or a foot within one of these is its own, and none of the page (as HTML defines it)."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The part of a page that is its text, the title in its head, and what is left out around it.

    ``around`` is that as passages, and ``points`` name it, part by part.
    """

    html: str
    title: str
    around: tuple[SaidPassage, ...]
    points: tuple[CheckPoint, ...]


def text_part(page: str) -> PageText:
    """The text of a page without what stands around it."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- heavy

    tree = LexborHTMLParser(page)
    named = tree.css_first("title")
    title = " ".join(named.text().split()) if named is not None else ""
    around: list[SaidPassage] = []
    points: list[CheckPoint] = []
    for what, node in _furniture(tree):
        passages = _passages(node.html or "")
        around += passages
        words = " ".join(passage.text for passage in passages)
        if words:
            points.append(CheckPoint(KIND, Spot(), words, f"left out: a {what} of the page"))
        node.decompose()
    text = _marked(tree)
    if text is None:
        return PageText(_html(tree), title, tuple(around), tuple(points))
    html = text.html or ""
    text.decompose()
    for passage in _passages(_html(tree)):
        around.append(passage)
        became = "left out: it is outside of what the page marks as its text"
        points.append(CheckPoint(KIND, Spot(), passage.text, became))
    return PageText(html, title, tuple(around), tuple(points))


def _html(tree: LexborHTMLParser) -> str:
    return (tree.body.html or "") if tree.body is not None else ""


def _marked(tree: LexborHTMLParser) -> LexborNode | None:
    """The one element that a page marks as its text, if it marks one."""
    for selector in _TEXTS:
        parts = tree.css(selector)
        if len(parts) == 1 and parts[0].text().strip():
            return parts[0]
    return None


def _furniture(tree: LexborHTMLParser) -> Iterator[tuple[str, LexborNode]]:
    """Menus, heads and feet of the page, each once; a head that holds its title is no such."""
    for selector, what in _MENUS:
        for node in tree.css(selector):
            titled = what == "head" and node.css_first("h1") is not None
            if not titled and not (selector in ("header", "footer") and _owned(node)):
                yield what, node


def _owned(node: LexborNode) -> bool:
    """Whether a head or a foot belongs to a part of the text."""
    parent = node.parent
    while parent is not None:
        if parent.tag in _OWN:
            return True
        parent = parent.parent
    return False


def _passages(html: str) -> tuple[SaidPassage, ...]:
    """The words of a part, and what it draws."""
    text = html_text(html)
    drawn = [part.kind for part in text.unread if part.kind != "form field"]
    return (*text.passages, *(SaidPassage(f"(a {kind})") for kind in drawn))
