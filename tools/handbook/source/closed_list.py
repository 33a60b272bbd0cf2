"""What the text of a page may hold: the closed list, held against what a browser would read.

Templates, records and texts are not searched for what is bad. What they *yield* is parsed by the
standard's own algorithm, and whatever is not on this list is named.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.source.html.reading import TooDeepError, read_part
from handbook.source.html.tree import Comment, Element
from handbook.source.markdown.outline_html import ADDED, OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.source.html.tree import Attributes

TEXT_MARKS = ("handbook:text", "/handbook:text")
"""The only comments: those between which the words of an author stand."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
TONES = frozenset({"hb-good", "hb-care", "hb-stop", "hb-quiet"})
TAG = "hb-tag"
STRUCK = OURS
"""What a suspension names as wrong."""
CHART_HERE = "hb-chart-here"
"""Where the theme draws a chart."""
EXPLAINED = "hb-term"
"""A word of the glossary, as a link to what it means."""
EXPLAINS = "Glossary: "
"""How the explanation of such a word begins."""
REMARK = "hb-wrong-said"
SAYS = "(named as wrong)"
"""What stands behind it, in words."""

_ANY = re.compile(r"[^\x00-\x1f\x7f]*", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,5}(?:\.[0-9])?")
_ID = re.compile(r"(?!__)(?!handbook-main$|hb-standing$)[A-Za-z0-9][A-Za-z0-9._:-]*")
"""Anchors; those of the frame around the text are the frame's."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_HEADING = {"id": _ID}
ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {
        "href": _ANY,
        "title": re.compile(f"Link to this section|{EXPLAINS}[^\x00-\x1f\x7f]+"),
        "class": _ANY,
    },
    "blockquote": {},
    "br": {},
    "code": {"class": _ANY},
    "del": {"class": _ANY},
    "em": {"class": _ANY, "id": _ID, "data-until": _DAY},
    "h2": _HEADING,
    "h3": _HEADING,
    "h4": _HEADING,
    "h5": _HEADING,
    "h6": _HEADING,
    "hr": {},
    "img": {"alt": _ANY, "src": _ANY},
    "ins": {"class": _ANY, ADDED: re.compile("1")},
    "li": {"class": _ANY, "id": _ID},
    "ol": {"start": _NUMBER},
    "p": {"class": _ANY, "id": _ID},
    "pre": {},
    "strong": {"class": _ANY},
    "table": {},
    "tbody": {},
    "td": {
        "align": re.compile("left|center|right"),
        "data-label": _ANY,
    },
    "th": {
        "align": re.compile("left|center|right"),
        "class": _ANY,
        "data-search-exclude": re.compile("1"),
    },
    "thead": {},
    "tr": {},
    "ul": {},
    "svg": {
        "class": _ANY,
        "viewbox": re.compile("0 0 100 6"),
        "preserveaspectratio": re.compile("none"),
        "aria-hidden": re.compile("true"),
        "focusable": re.compile("false"),
    },
    "rect": {"class": _ANY, "x": _NUMBER, "y": _NUMBER, "width": _NUMBER, "height": _NUMBER},
}
"""Every element of a text, with its attributes and what each may hold, whole."""

CLASSES: Mapping[str, re.Pattern[str]] = {
    "a": re.compile(f"headerlink|hb-way-(?:ahead|back|on)|{EXPLAINED}"),
    "code": re.compile("hb-digest"),
    "del": re.compile(STRUCK),
    "em": re.compile("hb-(?:anchor|small|until|way-on)"),
    "ins": re.compile(REMARK),
    "li": re.compile("hb-recommendation|hb-short"),
    "p": re.compile(f"hb-(?:counted|lead|sideways|stage|ways|words)|{CHART_HERE}"),
    "rect": re.compile("hb-part-[a-z-]+"),
    "strong": re.compile("hb-tag|hb-good|hb-care|hb-stop|hb-quiet"),
    "svg": re.compile("hb-share"),
    "th": re.compile("hb-c-[a-z0-9-]*|hb-m-(?:count|document|organisation)"),
}
"""The classes of each element, all of them ours: any other may style or run something."""

_WITHIN = {"svg": frozenset({"rect"}), "rect": frozenset[str]()}
"""A drawing holds nothing but its parts, and those stand nowhere else."""
_IGNORED = re.compile(r"[\t\n\r]")
_TRIMMED = "".join(map(chr, range(0x21)))
_STRANGE = re.compile(r"[\x00-\x1f\x7f\\]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
ADDRESS = r"\]\([A-Za-z0-9._~/#?=%+:@,-]+\)"
"""The address of a link in Markdown, as a pattern: of signs that mean nothing else there."""
_ADDRESS = re.compile(ADDRESS)


def met(html: str) -> Iterator[str]:
    """What a piece of HTML, made from a page's Markdown, holds that no text may, each once."""
    try:
        part = read_part(html)
    except TooDeepError as problem:
        yield str(problem)
        return
    if len(part.children) != 1 or part.attributes:
        yield "something that ends the text before its end"
    yield from dict.fromkeys(met_in(part.elements))


def met_in(elements: tuple[Element, ...]) -> Iterator[str]:
    """The same for elements whose children are the text."""
    seen: set[str] = set()
    strange: list[str] = []
    for top in elements:
        _look_into(top, "", seen, strange)
    yield from strange


def _look_into(top: Element, around: str, seen: set[str], strange: list[str]) -> None:
    """Add to ``strange`` what the children of ``top`` hold; no generator stands in another."""
    for child in top.children:
        if isinstance(child, Element):
            strange += _element(child, around, seen)
            _look_into(child, child.name, seen, strange)
        elif isinstance(child, Comment) and child.words.strip() not in TEXT_MARKS:
            strange.append(f"a comment, <!--{child.words[:40]}-->")


def _element(node: Element, around: str, seen: set[str]) -> Iterator[str]:
    allowed = ELEMENTS.get(node.name)
    if allowed is None or (around in _WITHIN and node.name not in _WITHIN[around]):
        yield f"the element <{node.name}>"
    elif node.name == "rect" and around != "svg":
        yield "the element <rect> outside a drawing"
    elif node.attributes:
        yield from _tag(node.name, node.attributes)
        here = node.attributes.get("id", "")
        if here and here in seen:
            yield f"the address #{here} twice"
        seen.add(here)


@lru_cache(maxsize=16384)
def _tag(tag: str, attributes: Attributes) -> tuple[str, ...]:
    """What no tag of a known element may have, wherever it stands."""
    return tuple(_attributes(tag, attributes))


def _attributes(tag: str, attributes: Attributes) -> Iterator[str]:
    allowed = ELEMENTS[tag]
    for name, value in attributes.items():
        pattern = allowed.get(name)
        if pattern is None or not pattern.fullmatch(value):
            yield f"{name}=“{value[:40]}” on the element <{tag}>"
        elif name in {"href", "src"} and not is_safe(value, image=name == "src"):
            yield f"the address “{value[:40]}”"
    classes = attributes.classes
    for name in classes:
        known = CLASSES.get(tag)
        if known is None or not known.fullmatch(name):
            yield f"the class “{name[:40]}” on the element <{tag}>"
    explains = attributes.get("title", "").startswith(EXPLAINS)
    if tag == "a" and (EXPLAINED in classes) != explains:
        yield "a word of the glossary that is none of ours"
    if TAG in classes or not TONES.isdisjoint(classes):
        tones = [name for name in classes if name in TONES]
        if TAG not in classes or len(tones) != 1:
            yield "a tag that is none of ours"


def is_safe(address: str, *, image: bool = False) -> bool:
    """Whether an address, as a browser reads it, leads to a page or a file and runs nothing.

    An image must be one of the site's own.
    """
    plain = _IGNORED.sub("", address).strip(_TRIMMED)
    if _STRANGE.search(plain) or plain.startswith("//"):
        return False
    scheme = _SCHEME.match(plain)
    if scheme is None:
        return True
    return not image and scheme[1].lower() in SCHEMES


def is_anchor(name: str) -> bool:
    """Whether an element of a text may have this name, to be linked to."""
    return _ID.fullmatch(name) is not None


def without_addresses(markdown: str) -> str:
    """Markdown in which one stand-in leads to every page, and another off the site.

    An address that is not safe, or not written plainly, stays. Which elements and attributes are
    yielded stays the same.
    """
    return _ADDRESS.sub(lambda link: address_stand_in(link[0]), markdown)


def address_stand_in(written: str) -> str:
    """What stands for one address, which is written as ``ADDRESS`` has it."""
    address = written[2:-1]
    if is_safe(address, image=True):
        return "](w)"
    return "](https://w)" if is_safe(address) else written
