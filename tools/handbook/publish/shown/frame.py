"""The frame around the text of a built page: the theme's own, known part by part.

What is not known is refused, whatever it is: an element, an attribute, a script of another name.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.publish.policy import POLICY
from handbook.source.closed_list import is_safe
from handbook.source.html.tree import Comment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from handbook.source.html.tree import Attributes, Element

TEXT = "hb-text"
"""The class of the one element whose content is not the theme's."""

_ON_ANY = frozenset({"class", "hidden", "id", "role", "tabindex", "title"})
_PREFIXES = ("aria-", "data-md-")
_PLAIN = (
    "address", "article", "aside", "blockquote", "br", "caption", "code", "dd", "details", "div",
    "dl", "dt", "figcaption", "figure", "footer", "h1", "h3", "head", "header", "main", "nav", "ol",
    "p", "section", "small", "span", "strong", "summary", "table", "tbody", "td", "thead", "title",
    "tr", "ul", "wbr",
)  # fmt: skip
FRAME: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN, frozenset[str]()),
    "a": frozenset({"href", "rel"}),
    "body": frozenset({"dir"}),
    "button": frozenset({"type"}),
    "form": frozenset({"name"}),
    "em": frozenset({"data-until"}),
    "h2": frozenset({"data-handbook-badge"}),
    "html": frozenset({"lang"}),
    "input": frozenset(
        {
            "type",
            "autocomplete",
            "name",
            "placeholder",
            "autocapitalize",
            "autocorrect",
            "spellcheck",
            "required",
            "checked",
        }
    ),
    "label": frozenset({"for"}),
    "li": frozenset({"data-handbook-badge"}),
    "link": frozenset({"rel", "href", "crossorigin", "media"}),
    "meta": frozenset({"charset", "name", "content", "http-equiv"}),
    "path": frozenset({"d"}),
    "option": frozenset({"value", "data-rows"}),
    "rect": frozenset({"x", "y", "width", "height"}),
    "script": frozenset(
        {
            "src",
            "type",
            "data-base",
            "data-saves",
            "data-built",
            "data-zone",
            "data-old-after",
            "data-until",
            "data-expires",
            "data-arrives",
        }
    ),
    "select": frozenset({"name"}),
    "svg": frozenset({"xmlns", "viewbox", "preserveaspectratio", "focusable"}),
    "text": frozenset({"x", "y"}),
    "th": frozenset({"scope"}),
    "time": frozenset({"datetime"}),
}
"""Every element of the frame, with the attributes that it has besides those that all may have."""
_ALLOWED = {name: attributes | _ON_ANY for name, attributes in FRAME.items()}

_FORMS = ({"class": "md-header__option", "data-md-component": "palette"},)
_NAMED = frozenset({"viewport", "description", "author", "generator"})
_SCRIPT = re.compile(r"/?(?:[\w.%~@-]+/)*assets/(?:javascripts|handbook)/[\w.-]+\.js")
_STYLE = re.compile(r"/?(?:[\w.%~@-]+/)*assets/(?:stylesheets|handbook)/[\w.-]+\.css")
_MANIFEST = re.compile(r"/?(?:[\w.%~@-]+/)*manifest\.json")
_WORKER = re.compile(r"/?(?:[\w.%~@-]+/)*assets/javascripts/workers/[\w.-]+\.js")
_KINDS_OF_INPUT = frozenset({"checkbox", "radio", "text"})


def strange(page: Element, elements: Sequence[Element]) -> Iterator[str]:
    """What the frame of a built page holds that is not the theme's.

    ``page`` is its ``html``, and ``elements`` are all that are in it.
    """
    if [element.name for element in page.elements] != ["head", "body"]:
        yield "it has not one head and one body."
        return
    yield from _policy(page.elements[0])
    for element in _framing(page):
        yield from _element(element)
    comments = [c.words for e in elements for c in e.children if isinstance(c, Comment)]
    for words in comments:
        if words.strip() not in {"handbook:text", "/handbook:text"}:
            yield f"it holds a comment, <!--{words[:40]}-->."


def _framing(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        outer = waiting.pop()
        yield outer
        if TEXT not in outer.classes:
            waiting += reversed(outer.elements)


def _policy(head: Element) -> Iterator[str]:
    """The policy stands first, so that nothing is read before it, and once."""
    policies = [e.attributes.get("content") for e in head.elements if "http-equiv" in e.attributes]
    first = head.elements[0].attributes if head.elements else {}
    if policies != [POLICY] or first.get("http-equiv") != "Content-Security-Policy":
        yield "it does not begin with the policy that lets nothing run but the theme's files."


def _element(element: Element) -> tuple[str, ...]:
    if element.name == "script" and not _is_script(element.attributes, element.text()):
        return (_none_of_ours("script"),)
    return _tag(element.name, element.attributes)


@lru_cache(maxsize=16384)
def _tag(tag: str, attributes: Attributes) -> tuple[str, ...]:
    """What is wrong with the tag of an element, whatever stands in the element."""
    allowed = _ALLOWED.get(tag)
    if allowed is None:
        return (f"it holds an element <{tag}>, which the theme does not have.",)
    problems = [
        f"an element <{tag}> has an attribute that the theme does not: {name}."
        for name in attributes
        if not (name in allowed or name.startswith(_PREFIXES))
    ]
    if "href" in attributes and not is_safe(attributes["href"]):
        problems.append(f"an element <{tag}> leads to {attributes['href'][:60]}.")
    is_known = _KNOWN.get(tag)
    if is_known is not None and not is_known(attributes):
        problems.append(_none_of_ours(tag))
    return tuple(problems)


def _none_of_ours(tag: str) -> str:
    return f"it holds an element <{tag}> that is none of the theme's."


def _is_script(given: Attributes, inside: str) -> bool:
    if "src" in given:
        return bool(_SCRIPT.fullmatch(given["src"])) and not inside and "type" not in given
    return set(given) == {"id", "type"} and given["id"] == "__config" and _is_config(given, inside)


def _is_config(given: Mapping[str, str], inside: str) -> bool:
    """The frame's settings: data, which a browser does not run, with the address of the search."""
    try:
        settings = json.loads(inside)
    except (ValueError, RecursionError):
        return False
    return (
        given["type"] == "application/json"
        and isinstance(settings, dict)
        and bool(_WORKER.fullmatch(str(settings.get("search"))))
        and is_safe(str(settings.get("base")), image=True)
    )


def _is_link(given: Attributes) -> bool:
    kind, address = given.get("rel"), given.get("href")
    if address is None:
        return False
    if kind == "stylesheet":
        return _is_style(address, given.get("media"))
    if "media" in given:
        return False
    if kind == "manifest":
        return bool(_MANIFEST.fullmatch(address))
    if kind == "canonical":
        return is_safe(address)
    return kind in {"apple-touch-icon", "icon", "prev", "next"} and is_safe(address, image=True)


def _is_style(address: str, media: str | None) -> bool:
    """A style of the theme's: that for paper stands for print alone, and every other for all."""
    for_paper = address.endswith("/print.css")
    return bool(_STYLE.fullmatch(address)) and media == ("print" if for_paper else None)


def _is_meta(given: Attributes) -> bool:
    if "http-equiv" in given:
        return set(given) == {"http-equiv", "content"} and given["content"] == POLICY
    if given.get("name") == "robots":
        return given == {"name": "robots", "content": "noindex, nofollow"}
    return given == {"charset": "utf-8"} or (
        set(given) == {"name", "content"} and given["name"] in _NAMED
    )


_KNOWN: Mapping[str, Callable[[Attributes], bool]] = {
    "button": lambda given: given.get("type") == "reset",
    "form": lambda given: given in _FORMS,
    "input": lambda given: given.get("type") in _KINDS_OF_INPUT,
    "link": _is_link,
    "meta": _is_meta,
}
