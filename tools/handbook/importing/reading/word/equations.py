"""Word's equations as one line of words: ``(1/2)``, ``x⁶``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.importing.reading.word.wordml import SPACES, tag
from handbook.importing.scripts import scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

_PASSED = frozenset(
    tag(f"m:{name}")
    for name in ("oMath", "oMathPara", "r", "e", "num", "den", "sup", "sub", "deg", "d", "box")
)
_SILENT = frozenset(
    tag(f"m:{name}Pr")
    for name in ("r", "f", "sSup", "sSub", "rad", "d", "oMathPara", "box", "ctrl", "sSubSup")
) | {tag("w:rPr")}


def linear(element: Element) -> str | None:
    """An equation in one line; ``None`` where it holds a form that no line can say for certain."""
    made = _FORMS.get(element.tag)
    if made is not None:
        return made(element)
    if element.tag == tag("m:t") or element.tag in _SILENT:
        return element.text or "" if element.tag == tag("m:t") else ""
    own_brackets = element.tag == tag("m:d") and element.find("m:dPr/*", SPACES) is not None
    parts = [] if own_brackets else [linear(child) for child in element]
    if own_brackets or element.tag not in _PASSED or None in parts:
        return None
    joined = "".join(part for part in parts if part)
    return f"({joined})" if element.tag == tag("m:d") else joined


def _below(element: Element, name: str) -> str | None:
    part = element.find(name, SPACES)
    return None if part is None else linear(part)


def _fraction(element: Element) -> str | None:
    above, below = _below(element, "m:num"), _below(element, "m:den")
    if above is None or below is None:
        return None
    return f"({_held(above)}/{_held(below)})"


def _script(name: str, sign: str) -> Callable[[Element], str | None]:
    """The form of something with a small ``name`` above or below the line."""

    def made(element: Element) -> str | None:
        base, small = _below(element, "m:e"), _below(element, name)
        if base is None or small is None:
            return None
        return f"{_held(base)}{scripted(small, sign)}"

    return made


def _held(part: str) -> str:
    """A part in brackets, unless it is one number or word."""
    return part if part.isalnum() else f"({part})"


_FORMS: Mapping[str, Callable[[Element], str | None]] = {
    tag("m:f"): _fraction,
    tag("m:sSup"): _script("m:sup", "^"),
    tag("m:sSub"): _script("m:sub", "_"),
}
