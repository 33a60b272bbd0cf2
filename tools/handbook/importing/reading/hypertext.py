"""What a web page says, read by an HTML parser of our own choice, without pandoc."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.model import CheckPoint, ImportProblem, OriginalText, SaidPassage, Spot
from handbook.importing.reading.numbering import counted
from handbook.importing.scripts import on_the_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details dialog div dl dt"
        " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html"
        " legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "svg", "math", "-comment"}
)
_UNREAD = {
    "svg": "drawing", "math": "equation", "iframe": "page within", "object": "object",
    "embed": "object", "canvas": "drawing", "video": "film", "audio": "sound",
    "select": "form field", "input": "form field", "textarea": "form field",
}  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_LATIN = frozenset({"iso-8859-1", "windows-1252", "latin1", "us-ascii", "ascii"})
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 200
START = Spot()


def page_of(raw: bytes) -> str:
    """A web page as text. Raises ``ImportProblem`` for an encoding that nobody can be sure of."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        match = _CHARSET.search(raw[:4096])
        named = match[1].decode().lower() if match else ""
        if named in _LATIN:
            return raw.decode("cp1252", "replace")
    raise ImportProblem(
        "its letters cannot be told for certain: it is not saved as UTF-8",
        "Open it in a text editor and save it with the encoding UTF-8.",
    )


@dataclass(slots=True)
class _PageReader:
    """The walk through one page."""

    passages: list[SaidPassage] = field(default_factory=list)
    unread: list[CheckPoint] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    label: str = ""
    spot: Spot = START
    level: bool = False

    def close(self) -> None:
        """End the passage that is open."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if not text:
            return
        if self.level:
            self.spot = Spot(text[:120], 0)
        else:
            self.spot = Spot(self.spot.heading, self.spot.number + 1)
        self.passages.append(SaidPassage(f"{self.label}{text}", self.spot))
        self.label = ""

    def walk(self, node: LexborNode, depth: int = 0) -> None:
        """Read everything below a node, in order."""
        if depth > _DEEPEST:
            mend = "Save the page anew, or copy its text into a Word document."
            raise ImportProblem(f"it is nested more than {_DEEPEST} deep", mend)
        child = node.child
        while child is not None:
            self.read(child, depth)
            child = child.next

    def read(self, node: LexborNode, depth: int) -> None:
        """Read one node."""
        name = node.tag
        if name == "-text":
            self.words.append(node.text(deep=False) or node.text_content or "")
        elif name in _UNREAD:
            self.unread.append(CheckPoint(_UNREAD[name], self.spot, name or "", "not taken in"))
        elif name in _SILENT:
            return
        elif name == "img":  # no picture of a page comes along: what describes it is said
            self.words.append(f" {node.attributes.get('alt') or ''} ")
        elif name == "br":
            self.words.append(" ")
        elif name in ("sup", "sub"):
            before, self.words = self.words, []
            self.walk(node, depth + 1)
            inner = "".join(self.words)
            sign = "" if on_the_line(inner.strip()) else "^" if name == "sup" else "_"
            self.words = [*before, f"{sign}{inner}"]
        elif name == "table":
            self.close()
            self.table(node, depth)
        elif name in ("ol", "ul"):
            self.close()
            self.items(node, depth)
        elif name in _BLOCKS:
            self.close()
            self.level = _HEADING.fullmatch(name or "") is not None
            self.walk(node, depth + 1)
            self.close()
            self.level = False
        else:
            self.walk(node, depth + 1)

    def items(self, node: LexborNode, depth: int) -> None:
        """A list, with the numbers or letters that it shows."""
        kind = node.attributes.get("type") or ""
        start = node.attributes.get("start") or ""
        number = int(start) if start.lstrip("-").isdigit() else 1
        child = node.child
        while child is not None:
            if child.tag == "li":
                self.close()
                value = child.attributes.get("value") or ""
                number = int(value) if value.lstrip("-").isdigit() else number
                if node.tag == "ol":
                    self.label = f"{counted(number, _FORMS.get(kind, 'decimal'))}. "
                self.walk(child, depth + 1)
                self.close()
                self.label = ""
                number += 1
            else:
                self.read(child, depth + 1)
            child = child.next
        self.close()

    def table(self, node: LexborNode, depth: int) -> None:
        """A table cell by cell. What is merged is said in each of the cells that it covers."""
        waiting: dict[int, tuple[int, list[SaidPassage]]] = {}
        rows = [row for row in node.css("tr") if _nearest(row) == node.mem_id]
        for caption in node.css("caption"):
            self.walk(caption, depth + 1)
            self.close()
        for row in rows:
            cells = []
            child = row.child
            while child is not None:
                if child.tag in ("td", "th"):
                    cells.append(child)
                child = child.next
            self.row(cells, waiting, depth)

    def row(
        self,
        cells: list[LexborNode],
        waiting: dict[int, tuple[int, list[SaidPassage]]],
        depth: int,
    ) -> None:
        """One row, and what reaches into it from the rows above."""
        column, alone, left = 0, len(cells) == 1 and not waiting, list(cells)
        while left or column in waiting:
            if column in waiting:
                down, above = waiting.pop(column)
                self.passages += above
                if down > 1:
                    waiting[column] = (down - 1, above)
                column += 1
                continue
            cell = left.pop(0)
            before = len(self.passages)
            self.walk(cell, depth + 1)
            self.close()
            inner = self.passages[before:]
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for covered in range(across):
                if covered and not alone:
                    self.passages += inner
                if down > 1:
                    waiting[column + covered] = (down - 1, inner)
            column += across


def _span(cell: LexborNode, name: str) -> int:
    typed = cell.attributes.get(name) or ""
    return min(int(typed), 1000) if typed.isdigit() and int(typed) else 1


def _nearest(row: LexborNode) -> int:
    """Which table a row belongs to."""
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return -1 if parent is None else parent.mem_id


def html_text(html: str) -> OriginalText:
    """What a piece of a page says."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- heavy

    body = LexborHTMLParser(html).body
    reader = _PageReader()
    if body is not None:
        reader.walk(body)
        reader.close()
    return OriginalText(tuple(reader.passages), (), tuple(reader.unread))
