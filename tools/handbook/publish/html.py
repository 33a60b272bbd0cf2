"""Reading built pages: their tags, and what they would load from elsewhere."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TOKEN = re.compile(
    rf"<!--.*?-->|<(script|style)\b({_ATTRIBUTES})>(.*?)</\1\s*>|<([a-z][a-z0-9-]*)\b({_ATTRIBUTES})>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_IN_STYLE = re.compile(
    r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)|image-set\(\s*["']([^"']+)""", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)

_LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "frame": ("src",),
    "iframe": ("src", "srcdoc"),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_HARMLESS_LINKS = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One opening tag; ``content`` is the raw text inside a script or style, else empty."""

    name: str
    attributes: Mapping[str, str]
    content: str = ""


def tags(page: str) -> Iterator[Tag]:
    """The opening tags of a page, in order; comments are passed over."""
    for found in _TOKEN.finditer(page):
        if found[1]:
            yield Tag(found[1].lower(), _attributes(found[2]), found[3])
        elif found[4]:
            yield Tag(found[4].lower(), _attributes(found[5]))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        bare = value[1:-1] if value[:1] in {'"', "'"} else value
        found.setdefault(name.lower(), html.unescape(bare))
    return found


def loaded_from_elsewhere(tag: Tag) -> Iterator[str]:
    """Addresses on other servers that a browser would ask for because of this tag."""
    if tag.name == "link":
        kinds = set(tag.attributes.get("rel", "").lower().split())
        if not kinds or kinds - _HARMLESS_LINKS:
            yield from _foreign(tag.attributes.get("href", ""))
    for name in _LOADS.get(tag.name, ()):
        value = tag.attributes.get(name, "")
        for part in value.split(",") if name == "srcset" else [value]:
            yield from _foreign(part)
    if tag.name == "base":
        yield from _foreign(tag.attributes.get("href", ""))
    if tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh":
        yield from _foreign(tag.attributes.get("content", "").partition("=")[2])
    if tag.name == "a":
        yield from tag.attributes.get("ping", "").split()
    yield from styles_from_elsewhere(tag.attributes.get("style", ""))
    if tag.name == "style":
        yield from styles_from_elsewhere(tag.content)


def styles_from_elsewhere(text: str) -> Iterator[str]:
    """Addresses on other servers that a style sheet would ask for."""
    for found in _IN_STYLE.findall(_COMMENT.sub(" ", text)):
        yield from _foreign(next(part for part in found if part))


def _foreign(address: str) -> Iterator[str]:
    address = address.strip()
    if _SCHEME.match(address) and not address.lower().startswith("data:"):
        yield address
