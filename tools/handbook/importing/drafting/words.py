"""The words of a paragraph: pandoc's inline elements as Markdown of the profile."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.letters import begun, clean, escaped
from handbook.importing.phrases import NOTE, STRUCK
from handbook.importing.reading.numbering import counted
from handbook.importing.scripts import on_the_line, scripted
from handbook.source.markdown.profile.inline import SCHEMES
from handbook.types.awaiting import LOST_FORMULA, LOST_PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from handbook.importing.drafting.context import Drafting

Inline = dict[str, Any]
Block = dict[str, Any]
BREAK = "\n"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANKS = re.compile(r" {2,}")
_KEPT = re.compile(r"[\s<>()\\\"'{}|`*]")
_BRACKET, _ESCAPED = re.compile(r"(?<!\\)([\[\]])"), r"\\\1"
_QUOTES = {"DoubleQuote": "\u201c\u201d", "SingleQuote": "\u2018\u2019"}
_ITEM_SIGN = re.compile(
    r"[^\w\s(\[{<>\"'\u201c\u2018«#%+*£$€°≤≥±~=/\\.,;:!?&@\u2010-\u2015\u2212-]"
)
_PLAIN = {"Space": " ", "SoftBreak": " ", "LineBreak": BREAK}
_DRESS: Mapping[str, dict[str, Any]] = {
    "Emph": {"italic": True},
    "Strong": {"bold": True},
    "Underline": {},
    "SmallCaps": {},
}


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Some words of a paragraph in one dress. ``ready`` ones are Markdown already."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    ready: bool = False


def pieces(inlines: Sequence[Inline], drafting: Drafting) -> list[WordPiece]:
    """The pieces of inline elements, in order."""
    return [piece for inline in inlines for piece in _pieces(inline, drafting)]


def text_of(content: Sequence[WordPiece]) -> str:
    """The words of pieces, as plain text on one line."""
    return " ".join("".join("" if p.ready else p.text for p in content).split())


def _pieces(inline: Inline, drafting: Drafting) -> Iterator[WordPiece]:
    kind, content = inline["t"], inline.get("c", [])
    if kind == "Str":
        yield WordPiece(clean(content))
    elif kind in _PLAIN:
        yield WordPiece(_PLAIN[kind])
    elif kind in _DRESS:
        yield from (replace(piece, **_DRESS[kind]) for piece in pieces(content, drafting))
    elif kind in _MADE:
        yield from _MADE[kind](content, drafting)
    else:
        drafting.point("code", str(content), "left out")


def _quoted(content: Any, drafting: Drafting) -> Iterator[WordPiece]:
    marks = _QUOTES[content[0]["t"]]
    yield WordPiece(marks[0])
    yield from pieces(content[1], drafting)
    yield WordPiece(marks[1])


def _small(content: Sequence[Inline], sign: str, drafting: Drafting) -> Iterator[WordPiece]:
    """Raised or lowered words, as small signs."""
    inner = pieces(content, drafting)
    words = "".join(piece.text for piece in inner)
    if any(piece.ready or piece.link for piece in inner) or on_the_line(words.strip()):
        yield from inner
        return
    made = scripted(words, sign)
    drafting.point("superscript" if sign == "^" else "subscript", words, f"written {made.strip()}")
    yield replace(inner[0], text=made)


def _struck(content: Sequence[Inline], drafting: Drafting) -> Iterator[WordPiece]:
    """Words struck through, said to be so: to drop the line would bring them back."""
    inner = pieces(content, drafting)
    if not text_of(inner):
        yield from inner
        return
    drafting.point("struck through", text_of(inner), f"written “({STRUCK} …)”")
    yield WordPiece(f" ({STRUCK} ")
    yield from inner
    yield WordPiece(") ")


def _code(text: str) -> Iterator[WordPiece]:
    words = clean(text)
    if "`" in words or not words.strip() or words != words.strip():
        yield WordPiece(words)
    else:
        yield WordPiece(f"`{words}`", ready=True)


def _link(
    content: Sequence[Inline], address: str, title: str, drafting: Drafting
) -> Iterator[WordPiece]:
    """A link to the web, or only its words where it leads anywhere else."""
    inner = pieces(content, drafting)
    words = text_of(inner)
    scheme = _SCHEME.match(address)
    plain = _KEPT.sub(lambda match: f"%{ord(match[0]):02X}", clean(address).strip())
    known = scheme is not None and scheme[1].lower() in SCHEMES | {"http"} and plain.isascii()
    if title and title != address:
        drafting.point("link", title, "left out: these words show only where a mouse rests")
    if known and words and not any(piece.ready or piece.text == BREAK for piece in inner):
        yield from (replace(piece, link=plain) for piece in inner)
        return
    if words and address:
        drafting.point("link", f"{words} ({clean(address)})", "its words alone; link it anew")
    yield from inner


def _image(content: Sequence[Inline], address: str, drafting: Drafting) -> Iterator[WordPiece]:
    description = text_of(pieces(content, drafting))
    made = drafting.picture(address, escaped(description).replace("[", "(").replace("]", ")"))
    if made:
        yield WordPiece(made, ready=True)
    else:
        yield WordPiece(f" {LOST_PICTURE} {description} ")


def _note(blocks: Sequence[dict[str, Any]], drafting: Drafting) -> Iterator[WordPiece]:
    """A footnote, in round brackets where it was referred to."""
    yield WordPiece(f" ({NOTE} ")
    yield from flat(blocks, drafting)
    yield WordPiece(")")


def _span(content: Sequence[Any], drafting: Drafting) -> Iterator[WordPiece]:
    """Words with a mark of Word's: a tracked change, a comment, a style."""
    (_, classes, _), inner = content
    if "comment-start" in classes or "paragraph-deletion" in classes:
        return
    gone = "deletion" if drafting.accepted else "insertion"
    if gone in classes or f"paragraph-{gone}" in classes:
        return
    yield from pieces(inner, drafting)


_MADE: Mapping[str, Callable[[Any, Drafting], Iterator[WordPiece]]] = {
    "Superscript": lambda content, drafting: _small(content, "^", drafting),
    "Subscript": lambda content, drafting: _small(content, "_", drafting),
    "Strikeout": _struck,
    "Quoted": _quoted,
    "Cite": lambda content, drafting: iter(pieces(content[1], drafting)),
    "Code": lambda content, _: _code(content[1]),
    "Math": lambda *_: iter([WordPiece(LOST_FORMULA)]),
    "Link": lambda content, drafting: _link(content[1], content[2][0], content[2][1], drafting),
    "Image": lambda content, drafting: _image(content[1], content[2][0], drafting),
    "Note": _note,
    "Span": _span,
}


def flat(blocks: Sequence[dict[str, Any]], drafting: Drafting) -> list[WordPiece]:
    """Blocks as words on one line, parted by semicolons: for a cell or a note."""
    line_pieces: list[WordPiece] = []
    for block in blocks:
        for line in _lines(block, drafting):
            if text_of(line) or any(piece.ready for piece in line):
                if line_pieces:
                    ended = text_of(line_pieces)[-1:] in ".;:,?!"
                    line_pieces.append(WordPiece(" " if ended else "; "))
                line_pieces += line
    return [piece if piece.text != BREAK else replace(piece, text=" ") for piece in line_pieces]


def _lines(block: Block, drafting: Drafting) -> Iterator[list[WordPiece]]:
    """The lines of one block; none for what has no words."""
    made = _LINED.get(block["t"])
    return made(block.get("c", []), drafting) if made else iter(())


def _paragraph(content: Any, drafting: Drafting) -> Iterator[list[WordPiece]]:
    words = pieces(content, drafting)
    if text_of(words):
        drafting.step()
    yield words


def _numbered(content: Any, drafting: Drafting) -> Iterator[list[WordPiece]]:
    for label, item in zip(labels_of(*content), content[1], strict=True):
        yield [WordPiece(f"{label} "), *flat(item, drafting)]


def _inner_table(content: Any, drafting: Drafting) -> Iterator[list[WordPiece]]:
    drafting.point("table within a table", "", "written in one line: look at each value")
    for row in table_rows(content):
        cells = [flat(cell, drafting) for _, _, cell in row]
        yield [
            piece
            for number, cell in enumerate(cells)
            for piece in (WordPiece(", " if number else ""), *cell)
        ]


def _definitions(content: Any, drafting: Drafting) -> Iterator[list[WordPiece]]:
    for term, meanings in content:
        yield pieces(term, drafting)
        yield from (flat(meaning, drafting) for meaning in meanings)


_LINED: Mapping[str, Callable[[Any, Drafting], Iterator[list[WordPiece]]]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": lambda content, drafting: iter([pieces(content[2], drafting)]),
    "BulletList": lambda content, drafting: (flat(item, drafting) for item in content),
    "OrderedList": _numbered,
    "BlockQuote": lambda content, drafting: iter([flat(content, drafting)]),
    "Div": lambda content, drafting: iter([flat(content[-1], drafting)]),
    "Figure": lambda content, drafting: iter([flat(content[-1], drafting)]),
    "Table": _inner_table,
    "LineBlock": lambda content, drafting: (pieces(line, drafting) for line in content),
    "CodeBlock": lambda content, _: iter([[WordPiece(clean(content[1]))]]),
    "DefinitionList": _definitions,
}


def table_rows(content: Sequence[Any]) -> list[list[tuple[int, int, list[dict[str, Any]]]]]:
    """The rows of a table: for each cell how many rows and columns it covers, and its blocks."""
    _, _, _, head, bodies, foot = content
    rows = [*head[1]]
    for _, _, between, body in bodies:
        rows += [*between, *body]
    rows += foot[1]
    return [[(cell[2], cell[3], cell[4]) for cell in row[1]] for row in rows]


_STYLES = {
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}


def labels_of(attributes: Sequence[Any], items: Sequence[Any]) -> list[str]:
    """The labels that a numbered list shows."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    around = {"OneParen": "{})", "TwoParens": "({})"}.get(delimiter, "{}.")
    numbers = range(start, start + len(items))
    return [around.format(counted(number, _STYLES.get(style, "decimal"))) for number in numbers]


def markdown(content: Sequence[WordPiece], *, line_breaks: bool = True) -> str:
    """Pieces as Markdown: one line, or several where a line was broken on purpose."""
    joined = _joined(content)
    parts: list[str] = []
    for number, piece in enumerate(joined):
        before = joined[number - 1].text[-1:] if number else ""
        after = joined[number + 1].text[:1] if number + 1 < len(joined) else ""
        parts.append(_dressed(piece, before, after))
    lines = [_BLANKS.sub(" ", line).strip() for line in "".join(parts).split(BREAK)]
    lines = [line for line in lines if line]
    if not line_breaks:
        return " ".join(lines)
    return "  \n".join(_safely_begun(line) for line in lines)


def _safely_begun(line: str) -> str:
    """A line that is not taken for an item of a list because of the sign that it begins with."""
    line = begun(line)
    return f"**{line[0]}**{line[1:]}" if _ITEM_SIGN.match(line) else line


def _joined(content: Sequence[WordPiece]) -> list[WordPiece]:
    """Pieces in the same dress as one; blanks at the ends of a dressed piece outside of it."""
    spread: list[WordPiece] = []
    for piece in content:
        if piece.ready or not (piece.bold or piece.italic or piece.link):
            spread.append(piece)
            continue
        core = piece.text.strip()
        lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        trail = piece.text[len(piece.text.rstrip()) :] if core else ""
        spread += [
            p for p in (WordPiece(lead), replace(piece, text=core), WordPiece(trail)) if p.text
        ]
    joined: list[WordPiece] = []
    for number, piece in enumerate(spread):
        last = joined[-1] if joined else None
        after = spread[number + 1] if number + 1 < len(spread) else None
        if last and after and piece.text == " " and not piece.ready and _same(last, after):
            joined[-1] = replace(last, text=f"{last.text} ")
        elif last and not piece.ready and _same(last, piece):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _same(first: WordPiece, second: WordPiece) -> bool:
    dress = (first.bold, first.italic, first.link, first.ready)
    return dress == (second.bold, second.italic, second.link, second.ready) and not first.ready


def _dressed(piece: WordPiece, before: str, after: str) -> str:
    """One piece as Markdown; without its dress where that would run into a letter or number."""
    if piece.ready or piece.text in ("", BREAK):
        return piece.text
    words = escaped(piece.text)
    if piece.link:
        return f"[{_BRACKET.sub(_ESCAPED, words)}]({piece.link})"
    mark = "*" * (piece.italic + 2 * piece.bold)
    bare = piece.text.strip()
    touching = before.isalnum() or after.isalnum() or bare != piece.text
    edged = not bare[:1].isalnum() or not bare[-1:].isalnum()
    crowded = edged and (before not in ("", " ", BREAK) or after not in ("", " ", BREAK))
    if not mark or touching or crowded or not any(c.isalnum() for c in bare) or BREAK in bare:
        return words
    if mark == "*" and not any(c.isalpha() for c in bare):
        return words
    return f"{mark}{words}{mark}"
