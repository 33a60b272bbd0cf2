"""What a Word document says, read from its own XML without pandoc.

Everything that Word shows is read, in order: running text with the labels that Word counts, notes
where they are referred to, text boxes behind the paragraph they hang on, and tables cell by cell.
What is not running text, or needs a person's eye, is named with its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.model import (
    START,
    CheckPoint,
    ImportProblem,
    OriginalText,
    SaidPassage,
    Spot,
)
from handbook.importing.reading import equations, symbols
from handbook.importing.reading.numbering import Numbering, numbering_of
from handbook.importing.reading.strict_xml import parsed
from handbook.importing.reading.styles import WordStyles, styles_of
from handbook.importing.reading.wordml import (
    PICTURE_URI,
    SHAPE_URIS,
    SPACES,
    script_of,
    switched_on,
    symbol_font,
    tag,
    value,
)
from handbook.importing.scripts import on_the_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from handbook.importing.reading.package import Package, Relation

NOTE = "note"
_SHOWN = 120
_PASSED = frozenset(
    tag(f"w:{name}") for name in ("hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent")
)
_GONE = frozenset({tag("w:del"), tag("w:moveFrom")})
_COME = frozenset({tag("w:ins"), tag("w:moveTo")})
_BLANK = frozenset(tag(f"w:{name}") for name in ("tab", "ptab", "br", "cr"))
_NOTES = {tag("w:footnoteReference"): "footnote", tag("w:endnoteReference"): "endnote"}
_CONTENTS = "Table of Contents"


@dataclass(frozen=True, slots=True)
class WordSource:
    """The parts of a Word document that hold words, as trees."""

    package: Package
    body: Element
    styles: WordStyles
    numbering: Element | None
    relations: Mapping[str, Relation]
    notes: Mapping[tuple[str, str], Element]
    comments: Mapping[str, Element]


def source_of(package: Package) -> WordSource:
    """Read the parts of a document. Raises ``ImportProblem`` for one that is not sound."""
    relations = package.relations(package.main)
    root = parsed(package.parts[package.main], "its text")
    body = root.find("w:body", SPACES)
    if body is None:
        mend = "Open it in Word and save it anew as “Word document (.docx)”, not as “Strict”."
        raise ImportProblem("its text is not written as Word usually writes it", mend)

    def part(kind: str) -> Element | None:
        name = next((r.target for r in relations.values() if r.kind == kind), "")
        raw = package.parts.get(name)
        return None if raw is None else parsed(raw, f"its part {kind}")

    notes = {
        (kind, row.get(tag("w:id"), "")): row
        for kind in ("footnote", "endnote")
        for root in [part(f"{kind}s")]
        if root is not None
        for row in root.findall(f"w:{kind}", SPACES)
        if row.get(tag("w:type"), "normal") == "normal"
    }
    comments = part("comments")
    return WordSource(
        package,
        body,
        styles_of(part("styles")),
        part("numbering"),
        relations,
        notes,
        {
            row.get(tag("w:id"), ""): row
            for row in (comments if comments is not None else [])
            if row.tag == tag("w:comment")
        },
    )


@dataclass(slots=True)
class _GatheredWords:
    """The words of one paragraph as they are gathered: pieces, each on, above or below the line."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    behind: list[Element] = field(default_factory=list)

    def add(self, text: str, script: str = "") -> None:
        """Take a piece of text in."""
        if self.pieces and self.pieces[-1][1] == script:
            self.pieces[-1] = (self.pieces[-1][0] + text, script)
        elif text:
            self.pieces.append((text, script))

    def text(self) -> str:
        """All of it; what stands above the line behind ``^``, below it behind ``_``."""
        return "".join(
            piece if not script or on_the_line(piece.strip()) else f"{script}{piece}"
            for piece, script in self.pieces
        )


@dataclass(slots=True)
class _WordReader:
    """The walk through one document. ``accepted`` says whether tracked changes count as made."""

    source: WordSource
    accepted: bool
    numbering: Numbering
    passages: list[SaidPassage] = field(default_factory=list)
    points: list[CheckPoint] = field(default_factory=list)
    unread: list[CheckPoint] = field(default_factory=list)
    spot: Spot = START
    fields: list[list[str]] = field(default_factory=list)
    """The fields that are open: the instruction of each, and whether its result has begun."""

    def point(self, kind: str, words: str, became: str) -> None:
        """Name something that a person must look at, here."""
        self.points.append(CheckPoint(kind, self.spot, brief(words), became))

    def not_read(self, kind: str, words: str, became: str) -> None:
        """Name something that cannot be compared, here."""
        self.unread.append(CheckPoint(kind, self.spot, brief(words), became))

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
        elif element.tag in _PASSED or (element.tag in _COME and self.accepted):
            self.blocks(element)
        elif element.tag in _GONE | _COME:
            self.gone(element)
        elif element.tag in (tag("w:altChunk"), tag("w:subDoc")):
            self.not_read("document within", "another file is set in here", "not taken in")
        elif element.tag in (tag("m:oMathPara"), tag("m:oMath")):
            words = _GatheredWords()
            self.formula(element, words)
            self.passage(words.text())

    def passage(self, text: str) -> None:
        """Take one passage in, unless it is empty."""
        bare = " ".join(text.split())
        if bare:
            self.passages.append(SaidPassage(bare, self.spot))

    def paragraph(self, element: Element) -> None:
        """Read a paragraph, then the text boxes that hang on it."""
        style = value(element, "w:pPr/w:pStyle")
        if self.source.styles.contents(style):
            words = _GatheredWords()
            self.inline(element, words)
            self.point("contents list", words.text(), "left out; the handbook has its own")
            return
        level = self.source.styles.heading(style)
        numbered = self.source.styles.numbered(element)
        label = self.numbering.label(*numbered).text if numbered else ""
        if not level:
            self.spot = Spot(self.spot.heading, self.spot.number + 1)
        words = _GatheredWords()
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
            said = " / ".join(passage.text for passage in self.passages[before:])
            self.point("text box", said, "stands behind the paragraph it hung on")

    def inline(self, parent: Element, words: _GatheredWords) -> None:
        """Read everything within a paragraph."""
        for element in parent:
            if element.tag == tag("w:r"):
                self.run(element, words)
            elif element.tag in _GONE | _COME:
                self.tracked(element, words, kept=(element.tag in _COME) == self.accepted)
            elif element.tag == tag("w:fldSimple"):
                self.field(element.get(tag("w:instr"), ""))
                self.inline(element, words)
            elif element.tag in (tag("m:oMath"), tag("m:oMathPara")):
                self.formula(element, words)
            elif element.tag in _PASSED or element.tag == tag("w:sdt"):
                self.inline(element, words)
            elif element.tag in (tag("w:subDoc"), tag("w:altChunk")):
                self.not_read("document within", "another file is set in here", "not taken in")

    def tracked(self, element: Element, words: _GatheredWords, *, kept: bool) -> None:
        """A change that nobody has accepted or rejected yet."""
        inner = _GatheredWords()
        for child in element:
            if child.tag == tag("w:r"):
                self.run(child, inner, gone=element.tag in _GONE)
            elif child.tag in _PASSED or child.tag in _GONE:
                self.inline(child, inner)
        put_in = element.tag in _COME
        kind = "tracked insertion" if put_in else "tracked deletion"
        self.point(kind, inner.text(), "in the draft" if kept else "not in the draft")
        if kept:
            for piece, script in inner.pieces:
                words.add(piece, script)
            words.behind += inner.behind

    def gone(self, element: Element) -> None:
        """Blocks that a tracked change takes away."""
        said = " ".join(each.text or "" for each in element.iter(tag("w:delText")))
        self.point("tracked deletion", said, "not in the draft")

    def run(self, run: Element, words: _GatheredWords, *, gone: bool = False) -> None:
        """Read one run of text."""
        properties = run.find("w:rPr", SPACES)
        hidden = switched_on(properties, "w:vanish") or self.source.styles.hidden(
            value(properties, "w:rStyle")
        )
        script, font = script_of(run), symbol_font(run)
        inner = _GatheredWords()
        for element in run:
            if element.tag == tag("w:t") or (gone and element.tag == tag("w:delText")):
                if self.in_result():
                    inner.add(self.signs(element.text or "", font), script)
            elif element.tag in _BLANK:
                inner.add(" ", script)
            else:
                self.special(element, inner, script)
        text = inner.text()
        if hidden and text.strip():
            self.point("hidden text", text, "not in the draft; Word does not show it")
            return
        struck = switched_on(properties, "w:strike") or switched_on(properties, "w:dstrike")
        if struck and text.strip():
            self.point("struck through", text, "in the draft, marked as struck through")
        for piece, above in inner.pieces:
            words.add(piece, above)
        words.behind += inner.behind

    def signs(self, text: str, font: str) -> str:
        """What text shows, in a symbol font or in any other."""
        if not font and not any(0xF000 <= ord(c) < 0xF100 for c in text):  # noqa: PLR2004
            return text
        shown = "".join(
            symbols.shown(c, font) if font or ord(c) >= 0xF000 else c  # noqa: PLR2004
            for c in text
        )
        if shown.strip():
            self.point("symbol font", shown, "the sign that the font shows")
        return shown

    def special(self, element: Element, words: _GatheredWords, script: str) -> None:
        """Whatever else a run may hold."""
        made = {
            tag("w:sym"): self.sign,
            tag("w:noBreakHyphen"): lambda _, inner, above: inner.add("-", above),
            tag("w:footnoteReference"): self.note,
            tag("w:endnoteReference"): self.note,
            tag("w:commentReference"): self.comment,
            tag("w:fldChar"): self.field_mark,
            tag("w:instrText"): self.instruction,
            tag("w:ruby"): self.ruby,
            tag("w:drawing"): self.drawing,
            tag("w:pict"): self.drawing,
            tag("w:object"): self.thing,
            tag("mc:AlternateContent"): self.alternatives,
        }.get(element.tag)
        if made is not None:
            made(element, words, script)

    def sign(self, element: Element, words: _GatheredWords, script: str) -> None:
        """A sign that only its font shows."""
        code, font = element.get(tag("w:char"), ""), element.get(tag("w:font"), "").lower()
        try:
            sign = symbols.shown(chr(int(code, 16)), font)
        except (ValueError, OverflowError):
            sign = symbols.UNKNOWN
        self.point("symbol font", sign, "the sign that the font shows")
        words.add(sign, script)

    def instruction(self, element: Element, *_: object) -> None:
        """A part of a field's instruction, which nobody sees."""
        if self.fields:
            self.fields[-1][0] += element.text or ""

    def ruby(self, element: Element, words: _GatheredWords, _: str) -> None:
        """Words with their reading above them; the words alone count."""
        for base in element.findall("w:rubyBase", SPACES):
            self.inline(base, words)

    def thing(self, *_: object) -> None:
        """Something of another program, such as a sheet of Excel's."""
        self.not_read("object", "something made with another program", "not taken in")

    def note(self, element: Element, words: _GatheredWords, _: str) -> None:
        """A footnote or endnote, read where it is referred to."""
        kind, name = _NOTES[element.tag], element.get(tag("w:id"), "")
        note = self.source.notes.get((kind, name))
        if note is None:
            self.not_read(kind, f"note {name} is missing", "not taken in")
            return
        inner = self.apart(note)
        said = " ".join(passage.text for passage in inner)
        self.point(kind, said, "in round brackets where it was referred to")
        words.add(f" ({said})")

    def comment(self, element: Element, *_: object) -> None:
        """A comment in the margin."""
        comment = self.source.comments.get(element.get(tag("w:id"), ""))
        said = "" if comment is None else " ".join(p.text for p in self.apart(comment))
        self.point("comment", said or "it cannot be read", "left out; it is no part of the text")

    def apart(self, element: Element) -> list[SaidPassage]:
        """The passages below an element that is no part of the running text here."""
        kept, self.passages = self.passages, []
        spot = self.spot
        self.blocks(element)
        inner, self.passages = self.passages, kept
        self.spot = spot
        return inner

    def field_mark(self, element: Element, *_: object) -> None:
        """The beginning, middle or end of a field."""
        which = element.get(tag("w:fldCharType"))
        if which == "begin":
            self.fields.append(["", ""])
        elif which == "separate" and self.fields:
            self.fields[-1][1] = "result"
        elif which == "end" and self.fields:
            self.field(self.fields.pop()[0])

    def in_result(self) -> bool:
        """Whether what comes now is shown, and is not the instruction of a field."""
        return all(result for _, result in self.fields)

    def field(self, instruction: str) -> None:
        """Name a field, unless it is a plain link or the list of contents."""
        kind = (instruction.split() or ["?"])[0].upper()
        if kind not in ("HYPERLINK", "TOC", "PAGEREF"):
            self.point("field", instruction, "what it showed when the file was saved last")

    def formula(self, element: Element, words: _GatheredWords) -> None:
        """An equation in one line."""
        line = equations.linear(element)
        if line is None:
            said = "".join(part.text or "" for part in element.iter(tag("m:t")))
            self.not_read("equation", said, "not taken in: it cannot be written in one line")
            return
        self.point("equation", line, "written in one line")
        words.add(line)

    def alternatives(self, element: Element, words: _GatheredWords, script: str) -> None:
        """Something written twice, for newer and older programs: the first that says anything."""
        said = []
        for branch in element:
            held, points, unread = _GatheredWords(), list(self.points), list(self.unread)
            for child in branch:
                if child.tag == tag("w:t"):
                    held.add(child.text or "", script)
                else:
                    self.special(child, held, script)
            said.append((held, self.points, self.unread))
            self.points, self.unread = points, unread
        chosen = next((one for one in said if one[0].pieces or one[0].behind), None)
        if chosen is None:
            chosen = said[0] if said else (_GatheredWords(), self.points, self.unread)
        texts = {_said(held) for held, _, _ in said} - {""}
        words.behind += chosen[0].behind
        for piece, above in chosen[0].pieces:
            words.add(piece, above)
        self.points, self.unread = chosen[1], chosen[2]
        if len(texts) > 1:
            self.not_read("alternative", " / ".join(sorted(texts)), "only the first is taken in")

    def drawing(self, element: Element, words: _GatheredWords, _: str) -> None:
        """A picture, a text box, or a drawing."""
        boxes = outermost(element, tag("w:txbxContent"))
        words.behind += boxes
        pictures = [*element.iter(tag("a:blip")), *element.iter(tag("v:imagedata"))]
        kinds = [data.get("uri", "") for data in element.iter(tag("a:graphicData"))]
        if any(kind not in (PICTURE_URI, *SHAPE_URIS) for kind in kinds):
            self.not_read("drawing", "a chart or diagram", "not taken in: its words cannot be read")
        elif not pictures and not boxes:
            self.point("drawn shape", "a line, an arrow or a shape", "left out")
        elif boxes and (SPACES["wpg"] in kinds or SPACES["wpc"] in kinds):
            self.point("drawn shape", "text boxes joined to a drawing", "only their words are kept")

    def table(self, element: Element) -> None:
        """Read a table cell by cell. What is merged is said in each of the cells that it covers."""
        above: dict[int, list[SaidPassage]] = {}
        for row in rows_of(element):
            properties = row.find("w:trPr", SPACES)
            if properties is not None and properties.find("w:del", SPACES) is not None:
                said = " ".join(each.text or "" for each in row.iter(tag("w:delText")))
                self.point("tracked deletion", f"a row: {said}", "not in the draft")
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


def _said(words: _GatheredWords) -> str:
    boxes = (t.text or "" for box in words.behind for t in box.iter(tag("w:t")))
    return " ".join([words.text(), *boxes]).strip()


def outermost(element: Element, name: str) -> list[Element]:
    """What is called ``name`` below an element, without what lies within another such.

    Of something written twice, for newer and for older programs, only the first counts.
    """
    found: list[Element] = []
    for child in element:
        if child.tag == name:
            found.append(child)
        elif child.tag == tag("mc:AlternateContent"):
            branches = (outermost(branch, name) for branch in child)
            found += next((branch for branch in branches if branch), [])
        else:
            found += outermost(child, name)
    return found


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


def brief(words: str) -> str:
    """Words on one line, cut off where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


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
            said = " / ".join(dict.fromkeys(passage.text for passage in inner))
            if said:
                reader.points.append(CheckPoint(f"page {kind}", Spot(), brief(said), "left out"))
    return OriginalText(running, tuple(reader.points), tuple(reader.unread))
