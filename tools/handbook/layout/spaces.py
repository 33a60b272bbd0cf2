"""Steps about blanks: tabs and odd spaces where lines begin, spaces at their ends, empty lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.layout.blocks import LISTS, Block, blocks_of, code_lines, parse
from handbook.layout.model import Edit, Line, Swap, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

TAB = 4
_LOOKALIKES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LEAD = re.compile(rf"[ \t{_LOOKALIKES}]*(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+)*")
_ODD = re.compile(rf"[\t{_LOOKALIKES}]")
_BREAK = 2
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s+(\S)")
_ENDS = (".", ":", ";", "!", "?")


def leads(lines: Sequence[Line]) -> Iterator[Edit]:
    """Tabs and spaces of other widths, where a line begins or behind an item's mark."""
    code = code_lines(blocks_of(parse(text_of(lines))))
    for number, line in enumerate(lines):
        match = _LEAD.match(line.text)
        lead = match[0] if match else ""
        if number in code and "\t" not in lead:
            continue
        if _ODD.search(lead):
            description = "tabs at its start written as spaces"
            if any(sign in lead for sign in _LOOKALIKES):
                description = "the odd spaces at its start written as ordinary ones"
            plain = "".join(" " if sign in _LOOKALIKES else sign for sign in lead)
            new = plain.expandtabs(TAB) + line.text[len(lead) :]
            yield (Swap(number, number + 1, (new,), description),)


def ends(lines: Sequence[Line]) -> Iterator[Edit]:
    """Spaces and tabs at the ends of lines; two before a next line break it, and stay."""
    blocks = blocks_of(parse(text_of(lines)))
    code = code_lines(blocks)
    inner = {n for b in blocks if b.kind == "paragraph_open" for n in range(b.begin, b.end - 1)}
    for number, line in enumerate(lines):
        bare = line.text.rstrip(" \t")
        if number in code and bare:
            continue
        trailing = line.text[len(bare) :]
        breaks = number in inner and len(trailing) - len(trailing.lstrip(" ")) >= _BREAK
        wanted = bare + " " * (_BREAK if breaks else 0)
        if wanted != line.text:
            yield (Swap(number, number + 1, (wanted,), "spaces at its end taken away"),)


def empty(lines: Sequence[Line]) -> Iterator[Edit]:
    """One empty line above and below headings, lists and tables, and never two running."""
    tokens = parse(text_of(lines))
    blocks = blocks_of(tokens)
    code = code_lines(blocks)
    gaps = {number for number, line in enumerate(lines) if not line.text.strip()}
    for number in sorted(gaps - code):
        if number - 1 in gaps or not number or number == len(lines) - 1:
            yield (Swap(number, number + 1, (), "an empty line too many taken away"),)
    wanted = dict(_between_items(blocks, gaps))
    for block in blocks:
        if block.quoted or _tight(block, tokens):
            continue
        name = {"heading_open": "heading", "table_open": "table", "hr": "dividing line"}.get(
            block.kind, "list" if block.kind in LISTS else ""
        )
        above = block.begin - 1
        if name and above >= 0 and above not in gaps and _certain(block, lines):
            wanted.setdefault(block.begin, f"an empty line put above the {name}")
        below = block.end
        if (
            name == "heading"
            and below < len(lines)
            and below not in gaps
            and _certain(block, lines)
        ):
            wanted.setdefault(below, "an empty line put below the heading")
    for number, description in sorted(wanted.items()):
        yield (Swap(number, number, ("",), description),)


def _tight(block: Block, tokens: Sequence[Token]) -> bool:
    """Whether a block in an item stands where no empty line belongs: below the item's own words."""
    if "list_item_open" not in block.holders:
        return False
    before = tokens[block.number - 1]
    loose = before.type == "paragraph_close" and not tokens[block.number - 3].hidden
    return not loose or block.kind not in LISTS


def _between_items(blocks: Sequence[Block], gaps: set[int]) -> Iterator[tuple[int, str]]:
    """Items that follow one with an empty line in it, which the second reader takes for its end."""
    last: dict[tuple[int, int], Block] = {}
    for block in blocks:
        if block.kind != "list_item_open" or block.quoted:
            continue
        place = len(block.holders), block.token.level
        before = last.get(place)
        last[place] = block
        if before is None or before.end != block.begin or block.begin - 1 in gaps:
            continue
        if any(number in gaps for number in range(before.begin, before.end)):
            yield block.begin, "an empty line put above the item"


def _certain(block: Block, lines: Sequence[Line]) -> bool:
    """Whether a block that follows text at once is what it looks like.

    Underlined text may be words above a dividing line, and a list a line that happened to wrap:
    ``Give between 5`` and, on the next line, ``- 10 mg`` may be one sentence. So an item below a
    line that does not end as sentences do is believed only if another item follows and neither
    begins with a number.
    """
    if block.kind == "heading_open":
        return block.token.markup.startswith("#")
    if block.kind not in LISTS:
        return True
    if lines[block.begin].text.startswith(" "):
        return "list_item_open" in block.holders
    above = lines[block.begin - 1].text.rstrip(" *_")
    items = [_ITEM.match(line.text) for line in lines[block.begin : block.end]]
    firsts = [match[1] for match in items if match]
    if not firsts or above.endswith(":"):
        return bool(firsts)
    if not all(sign.isalpha() or sign in "*_[(\"'\u2018\u201c" for sign in firsts):
        return False
    return above.endswith(_ENDS) or len(firsts) > 1 or above.lstrip().startswith(("#", "|"))
