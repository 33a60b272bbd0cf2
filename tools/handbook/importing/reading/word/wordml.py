"""The names of Word's own XML, and the few questions that everybody asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
PICTURE_URI = SPACES["pic"]
SHAPE_URIS = frozenset({SPACES["wps"], SPACES["wpg"], SPACES["wpc"]})
_OFF = frozenset({"0", "false", "off", "none"})
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


def tag(name: str) -> str:
    """``w:p`` as the tree calls it."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


VALUE = tag("w:val")
PASSED = frozenset(
    tag(f"w:{name}") for name in ("hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent")
)
"""What only holds other elements together."""
GONE = frozenset({tag("w:del"), tag("w:moveFrom")})
COME = frozenset({tag("w:ins"), tag("w:moveTo")})
_CONTENTS = "Table of Contents"


def value(element: Element | None, path: str) -> str:
    """The ``w:val`` of what lies at a path such as ``w:pPr/w:pStyle``; nothing if there is none."""
    below = None if element is None else element.find(path, SPACES)
    return "" if below is None else below.get(VALUE, "")


def switched_on(properties: Element | None, name: str) -> bool:
    """Whether a property of a run, such as ``w:vanish``, is there and not switched off."""
    mark = None if properties is None else properties.find(name, SPACES)
    return mark is not None and mark.get(VALUE, "1").lower() not in _OFF


def script_of(run: Element) -> str:
    """``^`` for a run that stands above the line, ``_`` below it, else nothing."""
    properties = run.find("w:rPr", SPACES)
    aligned = value(properties, "w:vertAlign")
    if aligned:
        return {"superscript": "^", "subscript": "_"}.get(aligned, "")
    raised = value(properties, "w:position")
    if raised.lstrip("-").isdigit() and int(raised):
        return "_" if raised.startswith("-") else "^"
    return ""


def symbol_font(run: Element) -> str:
    """The symbol font that a run is set in, in small letters; nothing for any other."""
    fonts = run.find("w:rPr/w:rFonts", SPACES)
    named = [] if fonts is None else [fonts.get(tag("w:ascii"), ""), fonts.get(tag("w:hAnsi"), "")]
    return next((name.lower() for name in named if name.lower().startswith(SYMBOL_FONTS)), "")


def outermost(element: Element, name: str) -> list[Element]:
    """What is called ``name`` below an element, without what lies within another such.

    Of something written twice, for newer and for older programs, only the first counts.
    """
    elements: list[Element] = []
    for child in element:
        if child.tag == name:
            elements.append(child)
        elif child.tag == tag("mc:AlternateContent"):
            branches = (outermost(branch, name) for branch in child)
            elements += next((branch for branch in branches if branch), [])
        else:
            elements += outermost(child, name)
    return elements


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, also those in content controls."""
    for element in table:
        if element.tag == tag("w:tr"):
            yield element
        elif element.tag in (tag("w:sdt"), tag("w:sdtContent"), tag("w:customXml")):
            yield from rows_of(element)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, also those in content controls."""
    cells = []
    for element in row:
        if element.tag == tag("w:tc"):
            cells.append(element)
        elif element.tag in (tag("w:sdt"), tag("w:sdtContent"), tag("w:customXml")):
            cells += cells_of(element)
    return cells


def is_contents(control: Element) -> bool:
    """Whether a content control holds the list of contents that Word makes."""
    gallery = value(control, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return gallery == _CONTENTS
