"""One original, from its bytes to a draft's text and what has to be said about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handbook.importing.comparing.compare import compare_texts
from handbook.importing.comparing.draft_text import draft_passages
from handbook.importing.converting import cleaning, pandoc
from handbook.importing.converting.repair import repaired
from handbook.importing.drafting.blocks import Blocks
from handbook.importing.drafting.context import Drafting
from handbook.importing.drafting.front import FrontMatter, take_front, take_title
from handbook.importing.drafting.labels import meaning_of
from handbook.importing.model import CheckPoint, Conversion, OriginalText, SaidPassage, Text
from handbook.importing.reading import hypertext, marked
from handbook.importing.reading.furniture import text_part
from handbook.importing.reading.package import opened
from handbook.importing.reading.word.document import word_text
from handbook.importing.reading.word.parts import source_of
from handbook.source.words.units import SPANS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.importing.model import FrontRow, Original

_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)*\s*(?:[-\u2013]\s*\d+(?:[.,]\d+)*\s*)?"
    rf"(?:%|°\s?C|μg|µg|(?:{'|'.join(sorted(UNITS | SPANS, key=len, reverse=True))})\b)"
    r"(?:\s*/\s*\w+)*",
    re.IGNORECASE,
)
_ENTRIES = frozenset({"RawInline", "RawBlock"})


def convert(original: Original, *, accepted: bool = True) -> Conversion:
    """A draft's text from an original. Raises ``ImportProblem`` for what cannot be taken in.

    ``accepted`` says whether changes that Word only suggests count as made.
    """
    if original.kind == "word":
        return _word(original, accepted=accepted)
    if original.kind == "html":
        return _page(original)
    return _markdown(original)


def _word(original: Original, *, accepted: bool) -> Conversion:
    source = source_of(opened(original.raw))
    original_text = word_text(source, accepted=accepted)
    tree = pandoc.word_tree(repaired(source))
    folder = source.package.main.rpartition("/")[0]
    held = {
        name.removeprefix(f"{folder}/"): raw
        for name, raw in source.package.parts.items()
        if name.startswith(f"{folder}/media/")
    }
    drafting = Drafting(held, accepted=accepted, quotes=False)
    return _drafted(original, original_text, tree, drafting, FrontMatter())


def _page(original: Original) -> Conversion:
    part = text_part(hypertext.page_of(original.raw))
    original_text = hypertext.html_text(part.html)
    points = (*original_text.points, *part.points, *_amounts(part.around))
    original_text = OriginalText(original_text.passages, points, original_text.unread)
    tree = pandoc.html_tree(cleaning.cleaned(part.html))
    return _drafted(original, original_text, tree, Drafting({}), FrontMatter(), part.title)


def _markdown(original: Original) -> Conversion:
    rows, text = marked.parted(marked.text_of_file(original.raw))
    original_text = marked.markdown_text(text)
    tree = pandoc.markdown_tree(text)
    if any(node["t"] in _ENTRIES for node in _nodes(tree["blocks"])):
        page = pandoc.markdown_to_html(text)
        tree = pandoc.html_tree(cleaning.cleaned(page))
        unread = hypertext.html_text(page).unread
        original_text = OriginalText(original_text.passages, original_text.points, unread)
    front = FrontMatter(rows=list(rows))
    return _drafted(original, original_text, tree, Drafting({}), front)


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every element of pandoc's tree."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("t"), str):
                yield each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def _drafted(
    original: Original,
    original_text: OriginalText,
    tree: dict[str, Any],
    drafting: Drafting,
    above: FrontMatter,
    title: str = "",
) -> Conversion:
    """The draft from pandoc's tree, compared with what the original says."""
    front, blocks = take_front(tree.get("meta", {}), tree["blocks"], drafting)
    rows = (*above.rows, *front.rows)
    if not _titled(rows):
        blocks = take_title(front, blocks, drafting)
    body = Blocks(drafting).text(blocks)
    before = [SaidPassage(words) for words in front.passages]
    differences = compare_texts(original_text.passages, [*before, *draft_passages(body)])
    named = _titled(above.rows) or front.title or _titled(rows) or title
    text = Text(named, rows, body, tuple(drafting.pictures), tuple(drafting.points))
    points = (*original_text.points, *drafting.points, *_amounts(original_text.passages))
    return Conversion(original, text, differences, original_text.unread, points)


def _titled(rows: Iterable[FrontRow]) -> str:
    return next((row.value for row in rows if meaning_of(row.label) == "title"), "")


def _amounts(passages: Iterable[SaidPassage]) -> Iterator[CheckPoint]:
    """Everything that looks like a dose, a limit or a stretch of time."""
    for passage in dict.fromkeys(passages):
        for match in _AMOUNT.finditer(passage.text):
            begin = max(0, match.start() - 40)
            words = passage.text[begin : match.end() + 20].strip()
            yield CheckPoint("amount", passage.spot, words, match[0])
