"""What a Word document says, read from its own XML without pandoc.

Everything that Word shows is read, in order: running text with the labels that Word counts, notes
where they are referred to, text boxes behind the paragraph they hang on, and tables cell by cell.
What is not running text, or needs a person's eye, is named with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.model import CheckPoint, OriginalText, Spot
from handbook.importing.reading.numbering import numbering_of
from handbook.importing.reading.strict_xml import parsed
from handbook.importing.reading.word.runs import RunReader
from handbook.importing.reading.word.walk import GatheredWords, brief
from handbook.importing.reading.word.wordml import (
    COME,
    GONE,
    PASSED,
    SPACES,
    cells_of,
    is_contents,
    rows_of,
    tag,
    value,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from handbook.importing.model import SaidPassage
    from handbook.importing.reading.word.parts import WordSource


@dataclass(slots=True)
class _WordReader(RunReader):
    """Reads paragraphs, tables and what holds them."""

    def blocks(self, parent: Element) -> None:
        """Read everything below a body, a cell, a note or a text box."""
        for element in parent:
            self.block(element)

    def block(self, element: Element) -> None:
        """Read one block."""
        if element.tag == tag("w:p"):
            self.paragraph(element)
        elif element.tag == tag("w:tbl"):
            self.table(element)
        elif element.tag == tag("w:sdt"):
            if is_contents(element):
                self.point(
                    "contents list", "the list of contents", "left out; the handbook has its own"
                )
                return
            for content in element.findall("w:sdtContent", SPACES):
                self.blocks(content)
        elif element.tag in PASSED or (element.tag in COME and self.accepted):
            self.blocks(element)
        elif element.tag in GONE | COME:
            self.gone(element)
        elif element.tag in (tag("w:altChunk"), tag("w:subDoc")):
            self.not_read("document within", "another file is set in here", "not taken in")
        elif element.tag in (tag("m:oMathPara"), tag("m:oMath")):
            words = GatheredWords()
            self.formula(element, words)
            self.passage(words.text())

    def paragraph(self, element: Element) -> None:
        """Read a paragraph, then the text boxes that hang on it."""
        style = value(element, "w:pPr/w:pStyle")
        if self.source.styles.contents(style):
            words = GatheredWords()
            self.inline(element, words)
            self.point("contents list", words.text(), "left out; the handbook has its own")
            return
        level = self.source.styles.heading(style)
        numbered = self.source.styles.numbered(element)
        label = self.numbering.label(*numbered).text if numbered else ""
        if not level:
            self.spot = Spot(self.spot.heading, self.spot.number + 1)
        words = GatheredWords()
        self.inline(element, words)
        text = " ".join(words.text().split())
        if level and text:
            self.spot = Spot(brief(f"{label} {text}".strip()), 0)
        elif not text and not level:
            self.spot = Spot(self.spot.heading, self.spot.number - 1)
        if text or words.behind:
            self.passage(f"{label} {text}" if text else "")
        for box in words.behind:
            before = len(self.passages)
            self.blocks(box)
            box_words = " / ".join(passage.text for passage in self.passages[before:])
            self.point("text box", box_words, "stands behind the paragraph it hung on")

    def gone(self, element: Element) -> None:
        """Blocks that a tracked change takes away."""
        deleted = " ".join(each.text or "" for each in element.iter(tag("w:delText")))
        self.point("tracked deletion", deleted, "not in the draft")

    def table(self, element: Element) -> None:
        """Read a table cell by cell. What is merged is said in each of the cells that it covers."""
        above: dict[int, list[SaidPassage]] = {}
        for row in rows_of(element):
            properties = row.find("w:trPr", SPACES)
            if properties is not None and properties.find("w:del", SPACES) is not None:
                deleted = " ".join(each.text or "" for each in row.iter(tag("w:delText")))
                self.point("tracked deletion", f"a row: {deleted}", "not in the draft")
                continue
            cells = cells_of(row)
            column = int(value(row, "w:trPr/w:gridBefore") or 0)
            for cell in cells:
                span = int(value(cell, "w:tcPr/w:gridSpan") or 1)
                merged = cell.find("w:tcPr/w:vMerge", SPACES)
                goes_on = merged is not None and value(cell, "w:tcPr/w:vMerge") != "restart"
                if goes_on and column in above:
                    inner = above[column]
                else:
                    before = len(self.passages)
                    self.blocks(cell)
                    inner = self.passages[before:]
                    del self.passages[before:]
                    above[column] = inner
                self.passages += inner * (1 if len(cells) == 1 else span)
                column += span

    def apart(self, element: Element) -> list[SaidPassage]:
        """The passages below an element that is no part of the running text here."""
        kept, self.passages = self.passages, []
        spot = self.spot
        self.blocks(element)
        inner, self.passages = self.passages, kept
        self.spot = spot
        return inner


def word_text(source: WordSource, *, accepted: bool = True) -> OriginalText:
    """What a Word document says. Raises ``ImportProblem`` where a part of it is not sound."""
    reader = _WordReader(source, accepted, numbering_of(source.numbering))
    reader.blocks(source.body)
    running = tuple(reader.passages)
    reader.spot = Spot()
    for kind in ("header", "footer"):
        for relation in source.relations.values():
            raw = source.package.parts.get(relation.target)
            if relation.kind != kind or raw is None:
                continue
            inner = reader.apart(parsed(raw, f"its {kind}"))
            words = " / ".join(dict.fromkeys(passage.text for passage in inner))
            if words:
                reader.points.append(CheckPoint(f"page {kind}", Spot(), brief(words), "left out"))
    return OriginalText(running, tuple(reader.points), tuple(reader.unread))
