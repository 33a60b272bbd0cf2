"""The lines of the printed sheets of a built page, read back: a sheet says what its page says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.source.closed_list import TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.render.model import Page
    from handbook.source.markdown.html_tree import Element

SHEET = "hb-sheet"
CODE = "hb-code"
_LATE = ("hb-sheet-late", "hb-sheet-unknown", "hb-sheet-short")
"""Lines of the theme's own, which are shown only where a script says so."""


def check_sheet(page: Element, elements: Sequence[Element], asked: Page | None) -> Iterator[str]:
    """Whether a built page has the lines of its sheets once, in their place, as they were made.

    ``page`` is its ``html``, ``elements`` all that are in it, ``asked`` what it was made from.
    """
    body = page.elements[-1] if page.elements else page
    own = [element for element in body.elements if SHEET in element.classes]
    inside = {id(each) for element in own for each in (element, *element.within())}
    if any(id(each) not in inside and _is_of_a_sheet(each) for each in elements):
        yield "something outside the lines for print could be taken for them."
    about: Mapping[str, Any] = (asked.meta.get("handbook") or {}) if asked is not None else {}
    wanted: Mapping[str, Any] = about.get("sheet") or {}
    if len(own) != (1 if wanted else 0):
        yield f"it has the lines for print {len(own)} times."
    elif wanted and own:
        yield from _drawn(own[0], wanted)


def _is_of_a_sheet(element: Element) -> bool:
    return any(name == CODE or name.startswith(SHEET) for name in element.classes)


def _drawn(sheet: Element, wanted: Mapping[str, Any]) -> Iterator[str]:
    tones = [name for name in sheet.classes if name in TONES]
    if tones != ([f"hb-{wanted['tone']}"] if wanted["tone"] else []):
        must_be = wanted["tone"] or "none"
        yield f"its lines for print are of the tone {tones}, and must be {must_be}."
    lines = [
        (element.classes[0], element.said())
        for element in sheet.within()
        if element.name == "p" and not set(_LATE) & set(element.classes)
    ]
    must = list(_lines(wanted))
    if lines != must:
        yield f"its lines for print say {[said for _, said in lines]}, and must say {must}."
    paths = [e.attributes.get("d") for e in sheet.within() if e.name == "path"]
    if paths != ([wanted["code"]["path"]] if wanted["code"] else []):
        yield "the code in its lines for print does not lead to how the document stands."


def _lines(wanted: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    def joined(*parts: str) -> str:
        return " ".join(" ".join(parts).split())

    yield "hb-sheet-title", joined(wanted["title"], wanted["reference"])
    if wanted["state"]:
        yield "hb-sheet-state", joined(wanted["state"])
    for note in wanted["notes"]:
        yield "hb-sheet-note", joined(note)
    yield "hb-sheet-as-at", joined(wanted["as_at"])
    yield "hb-sheet-at", joined(wanted["address"], wanted["scan"])
