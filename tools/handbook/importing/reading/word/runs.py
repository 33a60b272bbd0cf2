"""What stands within a paragraph of a Word document: runs, signs, notes, fields and drawings."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.reading import symbols
from handbook.importing.reading.word import equations
from handbook.importing.reading.word.walk import GatheredWords, WordWalk
from handbook.importing.reading.word.wordml import (
    COME,
    GONE,
    PASSED,
    PICTURE_URI,
    SHAPE_URIS,
    SPACES,
    outermost,
    script_of,
    switched_on,
    symbol_font,
    tag,
    value,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from handbook.importing.model import SaidPassage

_BLANK = frozenset(tag(f"w:{name}") for name in ("tab", "ptab", "br", "cr"))
_NOTES = {tag("w:footnoteReference"): "footnote", tag("w:endnoteReference"): "endnote"}


@dataclass(slots=True)
class RunReader(WordWalk):
    """Reads what stands within paragraphs."""

    fields: list[list[str]] = field(default_factory=list)
    """The fields that are open: the instruction of each, and whether its result has begun."""

    @abstractmethod
    def apart(self, element: Element) -> list[SaidPassage]:
        """The passages below an element that is no part of the running text here."""

    def inline(self, parent: Element, words: GatheredWords) -> None:
        """Read everything within a paragraph."""
        for element in parent:
            if element.tag == tag("w:r"):
                self.run(element, words)
            elif element.tag in GONE | COME:
                self.tracked(element, words, kept=(element.tag in COME) == self.accepted)
            elif element.tag == tag("w:fldSimple"):
                self.field(element.get(tag("w:instr"), ""))
                self.inline(element, words)
            elif element.tag in (tag("m:oMath"), tag("m:oMathPara")):
                self.formula(element, words)
            elif element.tag in PASSED or element.tag == tag("w:sdt"):
                self.inline(element, words)
            elif element.tag in (tag("w:subDoc"), tag("w:altChunk")):
                self.not_read("document within", "another file is set in here", "not taken in")

    def tracked(self, element: Element, words: GatheredWords, *, kept: bool) -> None:
        """A change that nobody has accepted or rejected yet."""
        inner = GatheredWords()
        for child in element:
            if child.tag == tag("w:r"):
                self.run(child, inner, gone=element.tag in GONE)
            elif child.tag in PASSED or child.tag in GONE:
                self.inline(child, inner)
        put_in = element.tag in COME
        kind = "tracked insertion" if put_in else "tracked deletion"
        self.point(kind, inner.text(), "in the draft" if kept else "not in the draft")
        if kept:
            for piece, script in inner.pieces:
                words.add(piece, script)
            words.behind += inner.behind

    def run(self, run: Element, words: GatheredWords, *, gone: bool = False) -> None:
        """Read one run of text."""
        properties = run.find("w:rPr", SPACES)
        hidden = switched_on(properties, "w:vanish") or self.source.styles.hidden(
            value(properties, "w:rStyle")
        )
        script, font = script_of(run), symbol_font(run)
        inner = GatheredWords()
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

    def special(self, element: Element, words: GatheredWords, script: str) -> None:
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

    def sign(self, element: Element, words: GatheredWords, script: str) -> None:
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

    def ruby(self, element: Element, words: GatheredWords, _: str) -> None:
        """Words with their reading above them; the words alone count."""
        for base in element.findall("w:rubyBase", SPACES):
            self.inline(base, words)

    def note(self, element: Element, words: GatheredWords, _: str) -> None:
        """A footnote or endnote, read where it is referred to."""
        kind, name = _NOTES[element.tag], element.get(tag("w:id"), "")
        note = self.source.notes.get((kind, name))
        if note is None:
            self.not_read(kind, f"note {name} is missing", "not taken in")
            return
        inner = self.apart(note)
        note_words = " ".join(passage.text for passage in inner)
        self.point(kind, note_words, "in round brackets where it was referred to")
        words.add(f" ({note_words})")

    def comment(self, element: Element, *_: object) -> None:
        """A comment in the margin."""
        comment = self.source.comments.get(element.get(tag("w:id"), ""))
        comment_words = "" if comment is None else " ".join(p.text for p in self.apart(comment))
        self.point(
            "comment", comment_words or "it cannot be read", "left out; it is no part of the text"
        )

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

    def formula(self, element: Element, words: GatheredWords) -> None:
        """An equation in one line."""
        line = equations.linear(element)
        if line is None:
            signs = "".join(part.text or "" for part in element.iter(tag("m:t")))
            self.not_read("equation", signs, "not taken in: it cannot be written in one line")
            return
        self.point("equation", line, "written in one line")
        words.add(line)

    def alternatives(self, element: Element, words: GatheredWords, script: str) -> None:
        """Something written twice, for newer and older programs: the first that says anything."""
        readings = []
        for branch in element:
            held, points, unread = GatheredWords(), list(self.points), list(self.unread)
            for child in branch:
                if child.tag == tag("w:t"):
                    held.add(child.text or "", script)
                else:
                    self.special(child, held, script)
            readings.append((held, self.points, self.unread))
            self.points, self.unread = points, unread
        chosen = next((each for each in readings if each[0].pieces or each[0].behind), None)
        if chosen is None:
            chosen = readings[0] if readings else (GatheredWords(), self.points, self.unread)
        texts = {_everything(held) for held, _, _ in readings} - {""}
        words.behind += chosen[0].behind
        for piece, above in chosen[0].pieces:
            words.add(piece, above)
        self.points, self.unread = chosen[1], chosen[2]
        if len(texts) > 1:
            self.not_read("alternative", " / ".join(sorted(texts)), "only the first is taken in")

    def drawing(self, element: Element, words: GatheredWords, _: str) -> None:
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

    def thing(self, *_: object) -> None:
        """Something of another program, such as a sheet of Excel's."""
        self.not_read("object", "something made with another program", "not taken in")


def _everything(words: GatheredWords) -> str:
    boxes = (t.text or "" for box in words.behind for t in box.iter(tag("w:t")))
    return " ".join([words.text(), *boxes]).strip()
