"""The lines of the printed sheets of a built page, read back: a sheet says what its page says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handbook.publish.shown.given import given_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.render.model import Page
    from handbook.source.html.tree import Attributes, Element

    _Drawn = tuple[str, Mapping[str, str], str]
    """An element of a sheet: its name, its attributes, and the words in it."""

SHEET = "hb-sheet"
CODE = "hb-code"
_RAISED = {
    "arrived": "When this was printed, a newer text may have taken its place. Do not rely on this"
    " copy.",
    "expired": "When this was printed, the last day of its endorsement had passed. Do not use this"
    " copy.",
    "late": "When this was printed, the day until which it was to be used had passed. Do not rely"
    " on it without checking.",
    "unknown": "The date of the device that printed this cannot be right. Do not rely on it without"
    " checking.",
    "old": "Printed from a copy of the handbook that had not been renewed. Do not rely on it"
    " without checking.",
    "narrowed": "A part of a list: other rows are hidden by what was chosen on the page.",
}
"""What the theme's script raises on paper, word for word: nothing else may lie hidden there."""
_SHORT = "Short print: who endorsed it, its history and its adoption are left out."
_PRINTED = "The day of printing is not known."
_CODE = {"class": CODE, "focusable": "false"}


def check_sheet(page: Element, elements: Sequence[Element], asked: Page | None) -> Iterator[str]:
    """Whether a built page has the lines of its sheets once, in their place, as they were made.

    ``page`` is its ``html``, ``elements`` all that are in it, ``asked`` what it was made from.
    """
    body = page.elements[-1] if page.elements else page
    own = [element for element in body.elements if SHEET in element.classes]
    inside = {id(each) for element in own for each in element.within()}
    if any(_is_of_a_sheet(each.attributes) and id(each) not in inside for each in elements):
        yield "something outside the lines for print could be taken for them."
    about: Mapping[str, Any] = given_to(asked)
    wanted: Mapping[str, Any] = about.get("sheet") or {}
    if len(own) != (1 if wanted else 0):
        yield f"it has the lines for print {len(own)} times."
    elif wanted and own:
        yield from _compared(own[0], {**wanted, "urgent": about.get("urgent") or ()})


@lru_cache(maxsize=16384)
def _is_of_a_sheet(given: Attributes) -> bool:
    return any(name == CODE or name.startswith(SHEET) for name in given.classes)


def _compared(sheet: Element, wanted: Mapping[str, Any]) -> Iterator[str]:
    """What differs from what the theme draws of ``wanted``: it is known element by element."""
    tone = f"{SHEET} hb-{wanted['tone']}" if wanted["tone"] else SHEET
    if sheet.attributes.get("class") != tone:
        marked = sheet.attributes["class"]
        yield f"its lines for print are of {marked}, and must be of {tone}."
    lines = list(_lines(wanted))
    drawn = [element.words() for element in sheet.within() if element.name == "p"]
    must = [words for _, _, words in lines]
    if drawn != must:
        yield f"its lines for print say {drawn}, and must say {must}."
    paths = [element.attributes.get("d") for element in sheet.within() if element.name == "path"]
    if paths != ([wanted["code"]["path"]] if wanted["code"] else []):
        yield "the code in its lines for print does not lead to how the document stands."
    if _flat(sheet) != [*_around(tone, _joined(*must)), *_within(lines, wanted)]:
        yield "its lines for print hold what the theme does not draw in them."


def _flat(sheet: Element) -> list[_Drawn]:
    return [(each.name, each.attributes, each.words()) for each in sheet.within()]


def _around(tone: str, words: str) -> Iterator[_Drawn]:
    yield "div", {"class": tone, "aria-hidden": "true"}, words
    yield "div", {"class": "hb-sheet-in"}, words
    yield "div", {"class": "hb-sheet-lines"}, words


def _within(lines: Sequence[_Drawn], wanted: Mapping[str, Any]) -> Iterator[_Drawn]:
    inner = {
        "hb-sheet-title": ("strong", {}, _joined(wanted["title"])),
        "hb-sheet-as-at": ("span", {"class": "hb-printed"}, _PRINTED),
        "hb-sheet-at": ("span", {"class": "hb-sheet-address"}, _joined(wanted["address"])),
    }
    for line in lines:
        yield line
        if (kind := line[1]["class"]) in inner:
            yield inner[kind]
    if code := wanted["code"]:
        yield "svg", {**_CODE, "viewbox": f"0 0 {code['size']} {code['size']}"}, ""
        yield "path", {"d": code["path"]}, ""


def _lines(wanted: Mapping[str, Any]) -> Iterator[_Drawn]:
    def line(kind: str, *parts: str) -> _Drawn:
        return "p", {"class": kind}, _joined(*parts)

    yield line("hb-sheet-title", wanted["title"], wanted["reference"])
    if wanted["state"]:
        yield line("hb-sheet-state", wanted["state"])
    for name, words in _RAISED.items():
        yield line(f"hb-sheet-raised hb-sheet-{name}", words)
    for note in wanted["notes"]:
        yield line("hb-sheet-note", note)
    yield line("hb-sheet-as-at", _PRINTED, wanted["as_at"])
    yield line("hb-sheet-short", _SHORT)
    if wanted["urgent"]:
        numbers = "; ".join(f"{each['name']} {each['number']}" for each in wanted["urgent"])
        yield line("hb-sheet-ring", f"Whom to ring: {numbers}.")
    yield line("hb-sheet-at", wanted["address"], wanted["scan"])


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
