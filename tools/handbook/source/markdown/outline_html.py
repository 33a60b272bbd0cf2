"""The outline of a finished page: what a browser would show, read from its HTML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import zip_longest

from handbook.source.markdown.outline import BREAK, Outline, Piece, Step, image_mark, tidy

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
LISTS = frozenset({"ul", "ol"})
SEE_THROUGH = frozenset(
    {"div", "section", "article", "main", "tbody", "thead", "table", "html", "body"}
)
"""Blocks that add no place of their own; the site wraps tables and sections in them."""
INLINE = frozenset({"a", "abbr", "span", "em", "strong", "code"})
"""Inline elements that leave the words as they are."""
VOID = frozenset({"br", "hr", "img", "input", "wbr", "meta", "link", "col", "source", "area"})
OURS = "hb-wrong"
"""The class of the element in which the site strikes words through: they are still the author's."""
ADDED = "data-added"
"""An element with this attribute was added by the site and is left out, like heading permalinks."""


def outline_of_html(html: str) -> Outline:
    """The outline of any piece of HTML. Raises nothing, however broken it is.

    What the site adds is left out: permalinks of headings (class ``headerlink``) and anything with
    the attribute ``data-added``. Any element that the profile of Markdown cannot produce leaves a
    mark in the text, so that it never equals what an author wrote.
    """
    reader = _ShownText()
    if _PLAIN_PAGE.fullmatch(html):
        reader.take(html)
    else:
        reader.feed(html)
        reader.close()
    reader.finish()
    return tuple(reader.pieces)


_BLOCKS = HEADINGS | CELLS | LISTS | SEE_THROUGH | {"p", "li", "blockquote", "tr", "pre", "hr"}
_NAMES = "|".join(sorted(_BLOCKS | INLINE | VOID, key=len, reverse=True))
_UNGROUPED = r' [a-z][a-z-]*="[^"<>&]*"'
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)="([^"<>&]*)"')
_TAG_OR_TEXT = re.compile(rf"<(/)?([a-z0-9]+)((?:{_UNGROUPED})*)( /)?>|([^<]+)")
_PLAIN_PAGE = re.compile(rf"(?:<(?:/(?:{_NAMES})|(?:{_NAMES})(?:{_UNGROUPED})*+(?: /)?)>|[^<]++)*+")
"""HTML in which every < begins a known tag, written as the site's parser writes them.

Nothing once taken in is tried again in another way, or a strange page would take for ever.
"""


class _ShownText(HTMLParser):
    """The state of one reading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.within: list[Step] = []
        self.ordinals: list[tuple[str, int]] = []
        self.quotes = 0
        self.rows: list[tuple[int, int, int]] = []
        self.text: list[str] = []
        self.kind = "paragraph"
        self.cell_done = True
        self.skipping: list[str] = []

    def take(self, html: str) -> None:
        """Read HTML that is a plain page just as ``feed`` and ``close`` do, in less time."""
        for ends, tag, attributes, closed, text in _TAG_OR_TEXT.findall(html):
            if text:
                self.handle_data(unescape(text) if "&" in text else text)
            elif ends:
                self.handle_endtag(tag)
            else:
                self.handle_starttag(tag, _ATTRIBUTE.findall(attributes) if attributes else [])
                if closed:
                    self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.skipping or ADDED in given or "headerlink" in (given.get("class") or "").split():
            if tag not in VOID:
                self.skipping.append(tag)
        elif tag == "br":
            self.text.append(BREAK)
        elif tag == "img":
            self.text.append(image_mark(given.get("alt") or ""))
        elif tag in INLINE or (tag == "del" and given.get("class") == OURS):
            return
        else:
            self._block(tag, given)

    def _block(self, tag: str, given: dict[str, str | None]) -> None:
        """The start of a block; an unknown element leaves a mark."""
        if tag not in _BLOCKS:
            self.text.append(f"\ue000{tag}\ue001")
            return
        self.flush()
        if tag in HEADINGS:
            self.kind = f"heading {tag[1]}"
        elif tag == "pre":
            self.kind = "code block"
        elif tag == "hr":
            self.pieces.append(Piece("rule", tuple(self.within), ""))
        elif tag in LISTS:
            first = _number(given.get("start"), 1)
            self.ordinals.append(("reversed" if "reversed" in given else tag, first - 1))
        elif tag == "li":
            self._item(given.get("value"))
        elif tag == "blockquote":
            self.quotes += 1
            self.within.append(("quotation", str(self.quotes)))
        else:
            self._table(tag, given)

    def _table(self, tag: str, given: dict[str, str | None]) -> None:
        """The start of a table, a row or a cell."""
        if tag == "table":
            self.rows.append((0, 0, 0))
        elif tag == "tr" and self.rows:
            self.rows[-1] = (self.rows[-1][0] + 1, 0, len(self.pieces))
        elif tag in CELLS:
            self._cell(tag, given)

    def _item(self, value: str | None) -> None:
        """A list item, numbered as a browser numbers it."""
        tag, ordinal = self.ordinals.pop() if self.ordinals else ("ul", 0)
        ordinal = _number(value, ordinal + 1)
        self.ordinals.append((tag, ordinal))
        name = {"ol": "numbered", "ul": "bullet"}.get(tag, tag)
        self.within.append((name, str(ordinal)))
        self.pieces.append(Piece("empty item", tuple(self.within), ""))

    def _cell(self, tag: str, given: dict[str, str | None]) -> None:
        """A cell; one that spans several is marked, as Markdown has none."""
        row, column, begin = self.rows.pop() if self.rows else (0, 0, 0)
        self.rows.append((row, column + 1, begin))
        self.within.append(("table", str(row), str(column + 1)))
        self.kind = "header cell" if tag == "th" else "cell"
        self.cell_done = False
        if any(given.get(span, "1") != "1" for span in ("colspan", "rowspan")):
            self.text.append("\ue000spanning\ue001")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag in self.skipping:
                while self.skipping.pop() != tag:
                    pass
            return
        if tag not in _BLOCKS or tag in VOID:
            return
        self.flush()
        if tag in HEADINGS or tag == "pre":
            self.kind = "paragraph"
        elif tag in LISTS and self.ordinals:
            self.ordinals.pop()
        elif tag in {"li", "blockquote"} and self.within:
            self.within.pop()
        else:
            self._table_end(tag)

    def _table_end(self, tag: str) -> None:
        """The end of a table, a row (which then knows its number of cells) or a cell."""
        if tag in CELLS and self.within:
            self.within.pop()
            self.kind, self.cell_done = "paragraph", True
        elif tag == "tr" and self.rows:
            row, count, begin = self.rows[-1]
            step = ("table", str(row))
            row_piece = Piece("row", (*self.within, step), str(count))
            self.pieces[begin:begin] = [row_piece]
        elif tag == "table" and self.rows:
            self.rows.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.text.append(data)

    def flush(self) -> None:
        """End the piece that was being read, if it holds anything or is a cell."""
        text = tidy("".join(self.text))
        self.text.clear()
        if not text and (self.cell_done or "cell" not in self.kind):
            return
        self.cell_done = True
        if self.pieces and self.pieces[-1].kind == "empty item":
            self.pieces.pop()
        self.pieces.append(Piece(self.kind, tuple(self.within), text))

    def finish(self) -> None:
        """End the last piece; an item whose first block is not text is not empty."""
        self.flush()
        kept = []
        for piece, following in zip_longest(self.pieces, self.pieces[1:]):
            depth = len(piece.within)
            filled = following is not None and following.within[:depth] == piece.within
            if piece.kind != "empty item" or not filled:
                kept.append(piece)
        self.pieces = kept


def _number(text: str | None, otherwise: int) -> int:
    """A whole number as an attribute gives it, or ``otherwise``."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004  # as browsers cap it
    return int(text) if plain and text is not None else otherwise
