"""The text of a draft: pandoc's blocks as Markdown of the profile."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.letters import clean
from handbook.importing.drafting.tables import table
from handbook.importing.drafting.words import labels_of, markdown, pieces, text_of
from handbook.importing.model import Spot
from handbook.source.markdown.anchors import proposed, slug
from handbook.source.markdown.quotations import begins_an_amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.importing.drafting.context import Drafting

Block = dict[str, Any]
STEP = "    "
TOP, BOTTOM = 2, 4
_DEEPEST = 5
_BULLET = re.compile(r"\s*[•◦▪‣∙●○■·\u2043]\s*")
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of figures", re.IGNORECASE)


class Blocks:
    """Writes blocks one after the other. Headings go one below the other, from the second level."""

    def __init__(self, drafting: Drafting) -> None:
        self.drafting = drafting
        self.above: list[int] = []

    def text(self, blocks: Sequence[Block]) -> str:
        """All blocks as Markdown, with an empty line between them."""
        return "\n\n".join(self.chunks(blocks, 0))

    def chunks(self, blocks: Sequence[Block], depth: int) -> list[str]:
        """Each block as Markdown; lists that would run into each other are told apart."""
        made: list[str] = []
        numbered = False
        for block in self.plain(blocks):
            if block["t"] == "OrderedList":
                made.append(self.ordered(block["c"], depth, after_another=numbered))
            else:
                made.append(self.block(block, depth))
            if made[-1].strip():
                numbered = block["t"] == "OrderedList"
            else:
                made.pop()
        return _gathered(made)

    def plain(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Blocks without what only holds others together."""
        for block in blocks:
            kind, content = block["t"], block.get("c", [])
            if kind == "Div":
                style = dict(content[0][2]).get("custom-style", "")
                if not _CONTENTS.fullmatch(style):
                    yield from self.plain(content[1])
            elif kind == "Figure":
                yield from self.plain(content[2])
            elif kind == "BlockQuote" and not self.drafting.quotes:
                yield from self.plain(content)
            elif kind == "DefinitionList":
                for term, meanings in content:
                    yield {"t": "Para", "c": [{"t": "Strong", "c": term}]}
                    for meaning in meanings:
                        yield from self.plain(meaning)
            else:
                yield block

    def block(self, block: Block, depth: int) -> str:
        """One block as Markdown; nothing for what has no words."""
        kind, content = block["t"], block.get("c", [])
        made = {
            "Para": self.paragraph,
            "Plain": self.paragraph,
            "Header": lambda header: self.heading(header[0], header[2]),
            "BulletList": lambda items: self.bullets([("", item) for item in items], depth),
            "Table": lambda rows: table(rows, self.drafting),
            "BlockQuote": self.quotation,
            "CodeBlock": lambda code: self.code(code[1]),
            "LineBlock": self.lines,
            "RawBlock": self.raw,
        }.get(kind)
        return made(content) if made else ""

    def raw(self, content: Sequence[Any]) -> str:
        """Code of another program."""
        self.drafting.point("code", str(content[1]), "left out")
        return ""

    def lines(self, content: Sequence[Any]) -> str:
        """Lines that end where their author ended them."""
        lines = [markdown(pieces(line, self.drafting)) for line in content]
        return "  \n".join(line for line in lines if line)

    def paragraph(self, inlines: Sequence[Block]) -> str:
        """A paragraph; one that begins with a typed bullet as an item of a list."""
        content = pieces(inlines, self.drafting)
        if not text_of(content) and not any(piece.ready for piece in content):
            return ""
        self.drafting.step()
        words = markdown(content)
        typed = _BULLET.match(text_of(content))
        if typed and words.startswith("**") and "\n" not in words:
            bare = words[len(f"**{text_of(content)[0]}**") :].strip()
            return f"- {bare}" if bare else ""
        return words

    def heading(self, level: int, inlines: Sequence[Block]) -> str:
        """A heading, as far below the one above it as there are levels in use."""
        content = pieces(inlines, self.drafting)
        words = text_of(content)
        if not words:
            return ""
        while self.above and self.above[-1] >= level:
            self.above.pop()
        self.above.append(level)
        self.drafting.spot = Spot(words[:120], 0)
        written = TOP - 1 + len(self.above)
        line = markdown(_undressed(content), line_breaks=False)
        if written > BOTTOM:
            self.drafting.point("heading", words, "a bold line: headings go four levels deep")
            return f"**{line}**"
        address = slug(words)
        named = ""
        if address in self.drafting.anchors or not address:
            given = proposed(words, self.drafting.anchors)
            address, named = given, f" {{#{given}}}"
        self.drafting.anchors.add(address)
        return f"{'#' * written} {line.removesuffix('#')}{named}"

    def ordered(self, content: Sequence[Any], depth: int, *, after_another: bool) -> str:
        """A numbered list; where its numbers are not 1, 2, 3 they are written out."""
        (start, style, _), items = content
        plainly = start == 1 and style["t"] in ("Decimal", "DefaultStyle") and not after_another
        if plainly:
            return self.bullets(
                [(str(number), item) for number, item in enumerate(items, 1)], depth
            )
        labels = labels_of(content[0], items)
        self.drafting.point("numbers of a list", " ".join(labels), "written out, item by item")
        return self.bullets(
            [("", _labelled(i, w)) for w, i in zip(labels, items, strict=True)], depth
        )

    def bullets(self, items: Sequence[tuple[str, Sequence[Block]]], depth: int) -> str:
        """The items of a list; each is its number, or nothing for a dash, and its blocks."""
        loose = any(
            sum(block["t"] in ("Para", "Plain", "Table", "CodeBlock") for block in item) > 1
            for _, item in items
        )
        written = []
        for number, item in items:
            chunks = self.chunks(item, depth + 1)
            if not chunks:
                continue
            first = chunks[0]
            mark = f"{number}. " if number else "- "
            if first.startswith(("- ", "1. ")) or depth > _DEEPEST:
                written += chunks
                continue
            lines = "\n".join([first, *(f"\n{chunk}" if loose else chunk for chunk in chunks[1:])])
            head, *rest = lines.split("\n")
            written.append("\n".join([f"{mark}{head}", *(f"{STEP}{x}" if x else "" for x in rest)]))
        return ("\n\n" if loose else "\n").join(written)

    def quotation(self, blocks: Sequence[Block]) -> str:
        """A quotation; as plain paragraphs where its sign could be taken for "more than"."""
        inner = self.chunks(blocks, 0)
        text = "\n\n".join(inner)
        if any(begins_an_amount(line) for line in text.split("\n")) or "|" in text:
            self.drafting.point("quotation", text, "plain paragraphs")
            return text
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def code(self, text: str) -> str:
        """Lines of computer code, each as a line of its own."""
        lines = [line.strip() for line in clean_lines(text)]
        self.drafting.point("code", text, "each line as a paragraph: look at how it is set in")
        made = []
        for line in lines:
            self.drafting.step()
            word = {"t": "Code", "c": [["", [], []], line]}
            made.append(markdown(pieces([word], self.drafting)))
        return "\n\n".join(line for line in made if line)


def clean_lines(text: str) -> list[str]:
    """The lines of a text that say something, in letters that a record may hold."""
    return [line for line in (clean(each) for each in text.split("\n")) if line.strip()]


def _undressed(content: Sequence[Any]) -> list[Any]:
    """Words without bold and italic, which a heading does not need."""
    return [replace(piece, bold=False, italic=False) for piece in content]


def _labelled(item: Sequence[Block], label: str) -> list[Block]:
    """An item that begins with its label."""
    word = [{"t": "Str", "c": label}, {"t": "Space"}]
    first = item[0] if item else {"t": "Plain", "c": []}
    if first["t"] not in ("Para", "Plain"):
        return [{"t": "Plain", "c": word[:1]}, *item]
    return [{"t": first["t"], "c": [*word, *first["c"]]}, *item[1:]]


def _gathered(chunks: Sequence[str]) -> list[str]:
    """Chunks, with items that follow each other as one list."""
    made: list[str] = []
    for chunk in chunks:
        if made and chunk.startswith("- ") and made[-1].startswith("- "):
            made[-1] = f"{made[-1]}\n{chunk}"
        else:
            made.append(chunk)
    return made
