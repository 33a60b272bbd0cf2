"""Steps about lists: the marks of their items, and how far lines are set in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.layout.blocks import CODE, LISTS, QUOTED, Block, blocks_of, parse
from handbook.layout.model import Edit, Line, Swap, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STEP = 4
"""An inner list is set in by this many spaces from the list it stands in."""
_ITEM = re.compile(r"( *)([-*+]|[0-9]{1,9}[.)])( +|\Z)(.*)\Z")
_RISKY = re.compile(r"[0-9<>=≤≥±]")
"""Behind a + these would read as a sum; a - before them would look like 'minus'."""


def bullets(lines: Sequence[Line]) -> Iterator[Edit]:
    """``*`` and ``+`` before the items of a list become ``-``; ``1)`` becomes ``1.``.

    A star before a single item may be the sign of a footnote, and a + or * before a number a sign
    of its own: they stay.
    """
    blocks = blocks_of(parse(text_of(lines)))
    for block in blocks:
        if block.kind not in LISTS or block.quoted or block.token.markup in "-.":
            continue
        items = [b for b in _items(blocks, block) if b.begin < b.end]
        parts = [_ITEM.match(lines[item.begin].text) for item in items]
        whole = [part for part in parts if part]
        numbered = block.kind == "ordered_list_open"
        if len(whole) != len(parts) or (not numbered and len(parts) < 2):  # noqa: PLR2004  two make a list
            continue
        if not numbered and any(_RISKY.match(part[4]) for part in whole):
            continue
        edit = []
        for item, part in zip(items, whole, strict=True):
            mark = f"{part[2][:-1]}." if numbered else "-"
            description = f"the item's mark {part[2]} written as {mark}"
            new = f"{part[1]}{mark}{part[3]}{part[4]}"
            edit.append(Swap(item.begin, item.begin + 1, (new,), description))
        yield tuple(edit)


def _items(blocks: Sequence[Block], block: Block) -> list[Block]:
    """The items directly in a list."""
    depth = len(block.holders) + 1
    return [
        b
        for b in blocks
        if b.kind == "list_item_open"
        and len(b.holders) == depth
        and block.begin <= b.begin < block.end
        and b.number > block.number
        and b.holders[-1] == block.kind
    ]


def indents(lines: Sequence[Line]) -> Iterator[Edit]:
    """Each item set in by four spaces from the list around it, with its words below each other."""
    blocks = blocks_of(parse(text_of(lines)))
    for outer in blocks:
        if outer.kind not in LISTS or outer.holders:
            continue
        inside = [b for b in blocks if outer.begin <= b.begin < outer.end and b.end <= outer.end]
        if any(b.kind in CODE for b in inside):
            continue
        wanted = _wanted(inside, lines) if _plainly_set(inside, lines) else None
        if wanted is None:
            continue
        edit = [
            Swap(number, number + 1, (new,), description)
            for number, (new, description) in sorted(wanted.items())
            if new != lines[number].text
        ]
        if edit:
            yield tuple(edit)


def _plainly_set(inside: Sequence[Block], lines: Sequence[Line]) -> bool:
    """Whether the items of each list begin in one column, and the outermost in the first.

    An item set in by a space or two below another may have been meant to stand within it, though no
    reader takes it so.
    """
    columns: dict[int, set[int]] = {}
    for block in inside:
        if block.kind == "list_item_open":
            text = lines[block.begin].text
            list_of = max(b.number for b in inside if _holds(b, block))
            columns.setdefault(list_of, set()).add(len(text) - len(text.lstrip(" ")))
    above = [line.text for line in lines[: inside[0].begin] if line.text.strip()]
    indented = min(columns.get(inside[0].number, {0})) > 0
    below_item = bool(above) and (_ITEM.match(above[-1]) is not None or above[-1].startswith(" "))
    return all(len(each) == 1 for each in columns.values()) and not (indented and below_item)


def _holds(outer: Block, item: Block) -> bool:
    """Whether a block is a list around an item, however far out."""
    return outer.kind in LISTS and outer.number < item.number and outer.end >= item.end


def _wanted(inside: Sequence[Block], lines: Sequence[Line]) -> dict[int, tuple[str, str]] | None:
    """How each line of a list should stand, or nothing where that is not certain."""
    wanted: dict[int, tuple[str, str]] = {}
    words_at: dict[int, int] = {}
    for block in inside:
        if QUOTED in block.holders:
            continue
        depth = sum(holder in LISTS for holder in block.holders)
        if block.kind == "list_item_open":
            part = _ITEM.match(lines[block.begin].text)
            if part is None or block.begin in wanted or not part[4]:
                return None
            lead = " " * (STEP * (depth - 1))
            description = f"the item set in by {len(lead)} spaces, with one behind its mark"
            wanted[block.begin] = (f"{lead}{part[2]} {part[4]}", description)
            words_at[block.begin] = len(lead) + len(part[2]) + 1
        elif block.kind not in LISTS and block.holders and "table_open" not in block.holders:
            start = words_at.get(block.begin, STEP * depth)
            first = block.begin + (block.begin in words_at)
            description = "the line set in as far as the item it belongs to"
            for number in range(first, block.end):
                bare = lines[number].text.lstrip(" ")
                wanted.setdefault(number, (" " * start + bare if bare else "", description))
    return wanted
