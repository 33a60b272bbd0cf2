"""Terms of the glossary, explained where they first stand in each section of a page.

An extension of the parser of the site, so that whatever engine uses that parser explains them. The
words of a page stay as they are: only a link is laid around them, and never in a heading, in code,
in another link or in what is struck through; nor beside a number, where a wrong meaning is a wrong
dose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from handbook.source.closed_list import EXPLAINED, EXPLAINS
from handbook.source.terms import BEGINS, LINE, Term, terms_of
from handbook.source.words.units import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown import Markdown

_OPAQUE = frozenset(
    {"a", "abbr", "code", "del", "h1", "h2", "h3", "h4", "h5", "h6", "ins", "pre", "svg", "th"}
)
_OPAQUE_CLASSES = frozenset({"hb-stage", "hb-tag", "hb-until"})
_INLINE = frozenset({"a", "abbr", "code", "del", "em", "ins", "span", "strong"})
_BESIDE = r"[\w\x02\x03@&+/\u2044\u2215\xb7\xd7\xf7-]"
"""What may stand on neither side of a whole word; the two signs stand for what the parser has put
aside."""


_SENTENCE_ENDS = re.compile(r"[.;?!]\s")
_FIRST_WORD, _LAST_WORD = re.compile(r"\w+"), re.compile(r"\w+(?=\W*\Z)")


class ExplainedTerms(Extension):
    """The extension: the lines are taken out, and the words are linked once all else is done."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's own name
        """Read the lines before definitions of links, and link before addresses are made."""
        lines = _TermLines(md.parser)
        md.parser.blockprocessors.register(lines, "hb-terms", 16)
        md.treeprocessors.register(_Links(md, lines), "hb-terms", 6)


def makeExtension(**_: Any) -> ExplainedTerms:  # noqa: N802 - the library's own name
    """How the parser asks for the extension by the name of this module."""
    return ExplainedTerms()


class _TermLines(BlockProcessor):
    """The lines of terms, which stand last on a page and in one block."""

    def __init__(self, parser: Any) -> None:
        super().__init__(parser)
        self.terms: tuple[Term, ...] = ()

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        return block.startswith(BEGINS)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:  # noqa: ARG002 - the same
        if len(blocks) > 1 and any(block.strip() for block in blocks[1:]):
            return False
        block = blocks.pop(0)
        if not re.fullmatch(rf"{LINE}(?:\n{LINE})*\n*", block):
            blocks.insert(0, block)
            return False
        self.terms = terms_of(block)
        return True


class _Links(Treeprocessor):
    """Lays the links around the words."""

    def __init__(self, md: Markdown, lines: _TermLines) -> None:
        super().__init__(md)
        self._lines = lines

    def run(self, root: Element) -> None:
        terms, self._lines.terms = self._lines.terms, ()
        by_form = {form: term for term in terms for form in term.forms if form.split()}
        if by_form:
            aside = self.md.htmlStash.rawHtmlBlocks
            struck = [n for n, raw in enumerate(aside) if str(raw).startswith(("<del", "<ins"))]
            _lay_links(root, by_form, _pattern(by_form), [f"\x02wzxhzdk:{n}\x03" for n in struck])


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds the forms as whole words, the longest first."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    after = rf"(?!{_BESIDE}|['\u2019.]\w)"
    return re.compile(rf"(?<!{_BESIDE})(?<![.'\u2019])(?:{words}){after}")


def _beside_a_number(whole: str, start: int, stop: int) -> bool:
    """Whether the next word on either side, in the same sentence, is a number.

    Letters there may be a unit or a drug, and figures a part of a range.
    """
    before = _LAST_WORD.search(_SENTENCE_ENDS.split(whole[:start])[-1])
    after = _FIRST_WORD.search(_SENTENCE_ENDS.split(whole[stop:], maxsplit=1)[0])
    return any(
        word is not None and (word[0].lower() in WRITTEN or any(map(str.isnumeric, word[0])))
        for word in (before, after)
    )


@dataclass(frozen=True, slots=True)
class _PlacedWords:
    """The words at one place of the tree: inside ``holder``, or behind its child ``behind``."""

    holder: Element
    behind: Element | None
    text: str
    opaque: bool


_Break = str
_BLOCK, _SECTION = "block", "section"


def _walk(element: Element, *, opaque: bool) -> Iterator[_PlacedWords | _Break]:
    """The words of a tree in their order, with a break between one block and another."""
    tag = str(element.tag)
    classes = set((element.get("class") or "").split())
    opaque = opaque or tag in _OPAQUE or not _OPAQUE_CLASSES.isdisjoint(classes)
    opaque = opaque or (tag == "tr" and any(map(str.isnumeric, "".join(element.itertext()))))
    if tag not in _INLINE:
        yield _SECTION if tag == "h2" else _BLOCK
    yield _PlacedWords(element, None, element.text or "", opaque or _atomic(element.text))
    for child in list(element):
        yield from _walk(child, opaque=opaque)
        yield _PlacedWords(element, child, child.tail or "", opaque or _atomic(child.tail))
    if tag not in _INLINE:
        yield _BLOCK


def _atomic(text: object) -> bool:
    return isinstance(text, AtomicString)


def _lay_links(
    root: Element, by_form: dict[str, Term], pattern: re.Pattern[str], struck: Sequence[str]
) -> None:
    """Link the first of each term in each section of a page.

    ``struck`` stand for where something is struck through: of such a block nothing is explained.
    """
    explained: set[str] = set()
    block: list[_PlacedWords] = []
    for part in [*_walk(root, opaque=False), _BLOCK]:
        if isinstance(part, _PlacedWords):
            block.append(part)
            continue
        if not any(mark in words.text for words in block for mark in struck):
            _link_block(block, by_form, pattern, explained)
        block = []
        if part == _SECTION:
            explained.clear()


def _link_block(
    block: list[_PlacedWords],
    by_form: dict[str, Term],
    pattern: re.Pattern[str],
    explained: set[str],
) -> None:
    """Link within the words of one block, which a reader sees as one run."""
    whole = "".join(words.text for words in block)
    if not whole.strip():
        return
    marks: list[tuple[int, int, Term]] = []
    for match in pattern.finditer(whole):
        term = by_form[" ".join(match[0].split())]
        if not term.meaning or term.id in explained or _beside_a_number(whole, *match.span()):
            continue
        if _holder(block, *match.span()):
            explained.add(term.id)
            marks.append((match.start(), match.end(), term))
    begin = 0
    for words in block:
        end = begin + len(words.text)
        inside = [(a - begin, b - begin, t) for a, b, t in marks if begin <= a and b <= end]
        if inside:
            _put(words, inside)
        begin = end


def _holder(block: list[_PlacedWords], start: int, stop: int) -> bool:
    """Whether a run of signs stands in one place of the tree, and links may stand there."""
    begin = 0
    for words in block:
        end = begin + len(words.text)
        if begin <= start and stop <= end:
            return not words.opaque
        begin = end
    return False


def _put(words: _PlacedWords, marks: list[tuple[int, int, Term]]) -> None:
    """Put links around parts of the words at one place."""
    at = 0 if words.behind is None else list(words.holder).index(words.behind) + 1
    first = words.text[: marks[0][0]]
    if words.behind is None:
        words.holder.text = first
    else:
        words.behind.tail = first
    ends = [*(start for start, _, _ in marks[1:]), len(words.text)]
    for number, ((start, stop, term), end) in enumerate(zip(marks, ends, strict=True)):
        link = Element(
            "a", {"class": EXPLAINED, "href": term.address, "title": f"{EXPLAINS}{term.meaning}"}
        )
        link.text = AtomicString(words.text[start:stop])
        link.tail = words.text[stop:end]
        words.holder.insert(at + number, link)
