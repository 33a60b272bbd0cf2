"""HTML read as a browser reads it: by the standard's own algorithm, into a small tree of ours.

No pattern over the source can tell what a browser will make of ``<!--><script>``; a parser can.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborNode

MAX_DEPTH = 100
"""No page nests elements deeper; what does would take a parser hours."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
"""Elements that end where they begin."""
_DRAWN = frozenset({"path", "rect"})
"""Elements of a drawing, which may end where they begin, though not outside one."""
_MOST_DRAWN = 5_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^<>]*)")


class TooDeepError(Exception):
    """Elements stand in elements without end. The message says so, for people."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, by the words in it."""

    words: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element: a name and attributes in small letters, as a browser holds them.

    An attribute without a value has an empty one. ``children`` are elements, comments and text.
    """

    name: str
    attributes: Mapping[str, str]
    children: tuple[Element | Comment | str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The names in its ``class``, in order."""
        names = self.attributes.get("class")
        return _names(names) if names else ()

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that stand directly in it."""
        return tuple([child for child in self.children if isinstance(child, Element)])

    def within(self) -> Iterator[Element]:
        """Every element in it, itself first, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [c for c in reversed(element.children) if isinstance(c, Element)]

    def comments(self) -> Iterator[str]:
        """The words of every comment in it."""
        for element in self.within():
            for child in element.children:
                if isinstance(child, Comment):
                    yield child.words

    def text(self) -> str:
        """All the text in it, as it stands, also where a style would hide it."""
        return "".join(
            child if isinstance(child, str) else child.text()
            for child in self.children
            if not isinstance(child, Comment)
        )

    def words(self) -> str:
        """Its text with every run of white space as one space."""
        return " ".join(self.text().split())


@lru_cache(maxsize=2048)
def _names(names: str) -> tuple[str, ...]:
    """The names in a ``class``; all pages of a site have much the same."""
    return tuple(names.split())


def read_page(html: str) -> Element:
    """The element ``html`` of a whole page. Raises ``TooDeepError``."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - heavy

    _refuse_depth(html)
    root = LexborHTMLParser(html).root
    return _element(root, 0) if root is not None else Element("html", {})


def read_part(html: str) -> Element:
    """A piece of HTML as it will stand in a page; the element ``body`` that holds one ``div``.

    What breaks out of that ``div`` stands beside it. Raises ``TooDeepError``.
    """
    page = read_page(f"<!doctype html><html><head></head><body><div>{html}</div></body></html>")
    head, body = page.elements[0], page.elements[-1]
    return Element("body", body.attributes, (*head.children, *body.children))


def _refuse_depth(html: str) -> None:
    """Raise ``TooDeepError`` before a parser needs time that grows with the square of the depth.

    What stands in comments and scripts is counted too: which those are, only the parser knows.
    """
    opened: Counter[str] = Counter()
    depth = drawn = 0
    for closing, name, rest in _TAG.findall(html):
        tag = name.lower()
        if tag in VOID:
            continue
        if tag in _DRAWN and rest.endswith("/"):
            drawn += 1
            continue
        if not closing:
            opened[tag] += 1
            depth += 1
        elif opened[tag]:
            opened[tag] -= 1
            depth -= 1
        if depth > MAX_DEPTH or drawn > _MOST_DRAWN:
            raise TooDeepError(f"elements stand more than {MAX_DEPTH} deep in each other")


def _element(node: LexborNode, depth: int) -> Element:
    if depth > MAX_DEPTH:
        raise TooDeepError(f"elements stand more than {MAX_DEPTH} deep in each other")
    children: list[Element | Comment | str] = []
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            children.append(_element(child, depth + 1))
        elif child.is_comment_node:
            children.append(Comment(child.comment_content or ""))
        elif child.is_text_node:
            children.append(child.text_content or "")
        child = child.next
    attributes = {name: value or "" for name, value in node.attributes.items()}
    return Element(str(node.tag), attributes, tuple(children))
