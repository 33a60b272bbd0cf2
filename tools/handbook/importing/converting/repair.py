"""What pandoc is known to lose of a Word document, put where it does not lose it.

Text boxes, simple fields, labels that Word counts in its own way, equations, signs of fonts and
small raised signs are written as plain text before pandoc reads them. Nobody trusts this: what
comes out is compared with the document as it was (``comparing/``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from handbook.importing.reading import symbols
from handbook.importing.reading.numbering import numbering_of
from handbook.importing.reading.strict_xml import parsed
from handbook.importing.reading.word import equations
from handbook.importing.reading.word.wordml import (
    SPACES,
    is_contents,
    outermost,
    script_of,
    switched_on,
    symbol_font,
    tag,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.importing.reading.word.parts import WordSource

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEFT = frozenset({tag("w:altChunk"), tag("w:subDoc"), tag("w:object")})
_SAYS = frozenset({tag("w:t"), tag("w:sym"), tag("w:txbxContent")})


def repaired(source: WordSource) -> bytes:
    """The document, packed anew for pandoc."""
    for prefix, address in SPACES.items():
        ET.register_namespace(prefix, address)
    package = source.package
    instead: dict[str, bytes] = {}
    for name, raw in package.parts.items():
        if name.endswith(".rels"):
            instead[name] = _inside(raw)
    body = [package.main]
    notes = [r.target for r in source.relations.values() if r.kind in ("footnotes", "endnotes")]
    for name in (*body, *(note for note in notes if note in package.parts)):
        root = parsed(package.parts[name], "its text")
        root.attrib.pop(tag("mc:Ignorable"), None)
        _Repair(source, root).all()
        instead[name] = _written(root)
    return package.packed(instead)


def _inside(raw: bytes) -> bytes:
    """A list of links without those that lead out of the package, except links of the text."""
    root = parsed(raw, "its list of links")
    ET.register_namespace("", root.tag.partition("}")[0].lstrip("{"))
    for row in list(root):
        kind = row.get("Type", "").rpartition("/")[2]
        if row.tag == _RELATIONS and row.get("TargetMode") == "External" and kind != "hyperlink":
            root.remove(row)
    return _written(root)


def _written(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))


class _Repair:
    """The repair of one part."""

    def __init__(self, source: WordSource, root: ET.Element) -> None:
        self.source = source
        self.root = root
        self.counting = numbering_of(source.numbering)
        self.spelled = self._spelled()
        """Numberings of which pandoc would count some labels otherwise: all are written out."""

    def all(self) -> None:
        """Everything, in this order: what a later step reads, an earlier one has settled."""
        self.each(tag("mc:AlternateContent"), _branch)
        self.each(tag("w:sdt"), lambda control: [] if is_contents(control) else None)
        self.each(tag("w:fldSimple"), list)
        self.each(tag("w:tr"), _deleted_row)
        for name in _LEFT:
            self.each(name, lambda _: [])
        self.each(tag("w:p"), self.paragraph)
        self.each(tag("m:oMathPara"), _formula)
        self.each(tag("m:oMath"), _formula)
        self.each(tag("w:r"), self.run)
        self.each(tag("w:p"), _boxes_behind)

    def each(self, name: str, change: Callable[[ET.Element], list[ET.Element] | None]) -> None:
        """Put what ``change`` gives in the place of each element; ``None`` leaves it.

        What is put in is looked at too, so that what is nested is done from the outside in.
        """
        waiting = [self.root]
        while waiting:
            parent = waiting.pop()
            position = 0
            while position < len(parent):
                child = parent[position]
                new = change(child) if child.tag == name else None
                if new is None or (len(new) == 1 and new[0] is child):
                    waiting.append(child)
                    position += 1
                    continue
                parent.remove(child)
                for offset, element in enumerate(new):
                    parent.insert(position + offset, element)
                if new and new[0] is child:
                    waiting.append(child)
                    position += 1

    def paragraph(self, element: ET.Element) -> list[ET.Element] | None:
        """A paragraph with the label that Word counts for it, if pandoc would not give it that."""
        style = value(element, "w:pPr/w:pStyle")
        if self.source.styles.contents(style):
            return []
        numbered = self.source.styles.numbered(element)
        if numbered is None or self.root.tag != tag("w:document"):
            return None
        label = self.counting.label(*numbered)
        if not label.text or self.counting.lists.get(numbered[0]) not in self.spelled:
            return None
        properties = element.find("w:pPr", SPACES)
        if properties is None:
            properties = ET.Element(tag("w:pPr"))
            element.insert(0, properties)
        for mark in properties.findall("w:numPr", SPACES):
            properties.remove(mark)
        off = ET.SubElement(properties, tag("w:numPr"))
        ET.SubElement(off, tag("w:ilvl"), {tag("w:val"): "0"})
        ET.SubElement(off, tag("w:numId"), {tag("w:val"): "0"})
        element.insert(list(element).index(properties) + 1, _plain(f"{label.text} "))
        return None

    def _spelled(self) -> set[str]:
        counting, spelled = numbering_of(self.source.numbering), set()
        for paragraph in self.root.iter(tag("w:p")):
            numbered = self.source.styles.numbered(paragraph)
            if numbered is None:
                continue
            label = counting.label(*numbered)
            heading = self.source.styles.heading(value(paragraph, "w:pPr/w:pStyle"))
            if label.text and (heading or not label.simple):
                spelled.add(counting.lists.get(numbered[0], ""))
        return spelled

    def run(self, element: ET.Element) -> list[ET.Element] | None:
        """A run as plain text, where Word hides it, or a font or a shift says what it shows."""
        properties = element.find("w:rPr", SPACES)
        style = value(properties, "w:rStyle")
        if switched_on(properties, "w:vanish") or self.source.styles.hidden(style):
            return []
        font = symbol_font(element)
        if font and not font.startswith("symbol"):
            for text in element.findall("w:t", SPACES):
                text.text = "".join(symbols.shown(c, font) for c in text.text or "")
        for sign in element.findall("w:sym", SPACES):
            named = sign.get(tag("w:font"), "").lower()
            if not named.startswith("symbol"):
                code = sign.get(tag("w:char"), "")
                shown = symbols.UNKNOWN
                if len(code) <= 4 and all(c in "0123456789abcdefABCDEF" for c in code) and code:  # noqa: PLR2004
                    shown = symbols.shown(chr(int(code, 16)), named)
                sign.tag, sign.text = tag("w:t"), shown
                sign.attrib.clear()
        script = script_of(element)
        if script and properties is not None and not value(properties, "w:vertAlign"):
            where = "superscript" if script == "^" else "subscript"
            ET.SubElement(properties, tag("w:vertAlign"), {tag("w:val"): where})
        return None


def _branch(element: ET.Element) -> list[ET.Element]:
    """The first of several ways of writing a thing that says anything, else the first."""
    branches = list(element)
    speaking = (b for b in branches if any(inner.tag in _SAYS for inner in b.iter()))
    chosen = next(speaking, branches[0] if branches else None)
    return [] if chosen is None else list(chosen)


def _deleted_row(row: ET.Element) -> list[ET.Element] | None:
    return [] if row.find("w:trPr/w:del", SPACES) is not None else None


def _formula(element: ET.Element) -> list[ET.Element] | None:
    line = equations.linear(element)
    return None if line is None else [_plain(line)]


def _plain(text: str) -> ET.Element:
    run = ET.Element(tag("w:r"))
    ET.SubElement(run, tag("w:t"), {_SPACE: "preserve"}).text = text
    return run


def _boxes_behind(paragraph: ET.Element) -> list[ET.Element] | None:
    """A paragraph, and behind it what stood in its text boxes."""
    boxes = outermost(paragraph, tag("w:txbxContent"))
    if not boxes:
        return None
    gone = set(map(id, boxes))
    for parent in list(paragraph.iter()):
        for child in list(parent):
            if id(child) in gone or (
                child.tag in (tag("w:drawing"), tag("w:pict")) and not _pictured(child)
            ):
                parent.remove(child)
    return [paragraph, *(block for box in boxes for block in box)]


def _pictured(drawing: ET.Element) -> bool:
    return any(True for name in ("a:blip", "v:imagedata") for _ in drawing.iter(tag(name)))
