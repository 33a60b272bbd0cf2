"""HTML read as a browser reads it: by the standard's own algorithm, into a small tree of ours.

No pattern over the source can tell what a browser will make of ``<!--><script>``; a parser can.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.source.html.tree import Attributes, Comment, Element

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_NAME = "[a-z][a-z0-9]*"
_ATTRIBUTE = ' ([a-zA-Z_][a-zA-Z0-9_-]*)="([^"<>]*)"'
_WRITTEN = re.compile(rf"<(/{_NAME}|{_NAME}(?:{_ATTRIBUTE.replace('(', '(?:')})*|!--[^<>]*--)>")
"""What the parser writes of an ordinary tag or comment; anything else is not read by pattern."""
_GIVEN = re.compile(_ATTRIBUTE)
_RAW = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "style", "template", "xmp"}
)
"""Elements whose content is written as it is, or stands elsewhere."""
_DRAWINGS = frozenset({"math", "svg"})
_SPELT = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\xa0", "&amp;": "&"}
_SPELLING = re.compile("|".join(_SPELT))


class TooDeepError(Exception):
    """Elements stand in elements without end. The message says so, for people."""


def read_page(html: str) -> Element:
    """The element ``html`` of a whole page. Raises ``TooDeepError``."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - heavy

    _refuse_depth(html)
    root = LexborHTMLParser(html).root
    if root is None:
        return Element("html", Attributes())
    written = root.html
    return (written and _from_written(written)) or _from_node(root, 0)


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


def _from_written(html: str) -> Element | None:
    """The tree of an element as the parser wrote it down again, every tag and sign spelt in full.

    Asking the parser for each node takes four times as long. ``None`` for what has a tag, a comment
    or a kind of text that is written in any but the plainest way: that is asked for node by node.
    """
    words = _WRITTEN.split(html)
    between = "".join(words[::2])
    if "<" in between or ">" in between:
        return None
    return _grown(words)


def _grown(words: Iterable[str]) -> Element | None:
    """The tree of text and tags by turns; ``None`` if it is not of the plainest kind."""
    around: list[tuple[str, Attributes, list[Element | Comment | str]]] = []
    children: list[Element | Comment | str] = []
    drawings = 0
    turns = iter(words)
    next(turns)
    for tag in turns:
        text = next(turns)
        if tag[0] == "/":
            name, attributes, outside = around.pop() if around else ("", Attributes(), [])
            if name != tag[1:] or (name == "script" and not _is_text(children)):
                return None
            drawings -= name in _DRAWINGS
            outside.append(Element(name, attributes, tuple(children)))
            children = outside
        elif tag[0] == "!":
            children.append(Comment(tag[3:-2].strip()))
        else:
            name, attributes = _tag(tag)
            if name in VOID:
                if drawings:
                    return None
                children.append(Element(name, attributes))
            elif name in _RAW or (name == "script" and "&" in text) or len(around) > MAX_DEPTH:
                return None
            else:
                drawings += name in _DRAWINGS
                around.append((name, attributes, children))
                children = []
        if text:
            children.append(_SPELLING.sub(_sign, text) if "&" in text else text)
    only = children[0] if len(children) == 1 and not around else None
    return only if isinstance(only, Element) else None


def _is_text(children: Iterable[Element | Comment | str]) -> bool:
    return all(isinstance(child, str) for child in children)


@lru_cache(maxsize=16384)
def _tag(written: str) -> tuple[str, Attributes]:
    """The name and the attributes of a tag that begins an element."""
    name = written.partition(" ")[0]
    given = _GIVEN.findall(written, len(name))
    return name, Attributes((key.lower(), _SPELLING.sub(_sign, value)) for key, value in given)


def _sign(spelt: re.Match[str]) -> str:
    return _SPELT[spelt[0]]


def _from_node(node: LexborNode, depth: int) -> Element:
    if depth > MAX_DEPTH:
        raise TooDeepError(f"elements stand more than {MAX_DEPTH} deep in each other")
    children: list[Element | Comment | str] = []
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            children.append(_from_node(child, depth + 1))
        elif child.is_comment_node:
            children.append(Comment(child.comment_content or ""))
        elif child.is_text_node:
            children.append(child.text_content or "")
        child = child.next
    attributes = Attributes((name.lower(), value or "") for name, value in node.attributes.items())
    return Element(str(node.tag), attributes, tuple(children))
