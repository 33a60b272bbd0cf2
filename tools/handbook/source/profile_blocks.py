"""The profile of blocks: headings, lists, tables, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from handbook.source import codes, tables
from handbook.source.text import Problem

if TYPE_CHECKING:
    from markdown_it.token import Token

    from handbook.finding import Code

_QUOTE_LEAD = re.compile(r"(?: {0,3}> ?)*")
_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]+[.)])")
STEP = 4
TOP, BOTTOM = 2, 4


def problems(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Problem]:
    """Everything refused in the blocks of a text."""
    for number, token in enumerate(tokens):
        if token.map is None:
            continue
        line = token.map[0]
        if token.type == "heading_open":
            yield from _heading(token, line, lines)
        elif token.type in {"fence", "code_block"}:
            hint = "Remove the marks, or the spaces at the start of the lines."
            message = "These lines would be shown as computer code"
            yield Problem(codes.CODE_BLOCK, line + 1, 1, message, hint)
        elif token.type == "table_open":
            yield from _table(token, lines)
            yield from _blank_above(codes.TABLE_PLACE, "table", tokens, number, lines)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield from _list(tokens, number, lines)
            if not _within_item(tokens, number):
                yield from _blank_above(codes.LIST_FORM, "list", tokens, number, lines)


def _heading(token: Token, line: int, lines: Sequence[str]) -> Iterator[Problem]:
    """Underlined headings and levels outside ## to ####."""
    column = len(lines[line]) - len(lines[line].lstrip()) + 1
    if not token.markup.startswith("#"):
        message = "The line below turns this text into a heading"
        hint = "Begin a heading with ##; leave a blank line above a dividing line."
        yield Problem(codes.UNDERLINED_HEADING, line + 1, column, message, hint)
        return
    level = int(token.tag[1])
    if not TOP <= level <= BOTTOM:
        message = f"A heading of level {level} ({token.markup}) is not used in a text"
        hint = "Begin headings with ##, ### or ####; the title is the field 'title'."
        yield Problem(codes.HEADING_LEVEL, line + 1, column, message, hint)


def _table(token: Token, lines: Sequence[str]) -> Iterator[Problem]:
    """Rows whose cells are not those of the header, or not clearly parted."""
    begin, end = token.map or (0, 0)
    wanted = len(tables.bars(lines[begin][tables.row_start(lines[begin]) :].rstrip())) - 1
    for number in range(begin, end):
        start = tables.row_start(lines[number])
        row = lines[number][start:].rstrip()
        if not tables.is_whole(row):
            message = "This table row does not begin and end with |"
            hint = "Put a | at both ends, or a blank line above text that follows the table."
            yield Problem(codes.TABLE_ROW, number + 1, start + 1, message, hint)
            continue
        count = len(tables.bars(row)) - 1
        if count != wanted:
            message = f"This table row has {_cells(count)}, its header has {_cells(wanted)}"
            hint = "Give each row as many cells as the header; an empty cell is two | with a space."
            yield Problem(codes.TABLE_ROW, number + 1, start + 1, message, hint)
        if number != begin + 1:
            for at in tables.crowded(row)[:1]:
                message = "This | has no space beside it, so it may belong to a value"
                hint = "Put a space on both sides if a new cell begins, else write 'or' or 'per'."
                yield Problem(codes.TABLE_ROW, number + 1, start + at + 1, message, hint)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _list(tokens: Sequence[Token], number: int, lines: Sequence[str]) -> Iterator[Problem]:
    """Numbers that do not follow each other, brackets, and items set in by other than four."""
    opening = tokens[number]
    depth = sum(1 if t.nesting > 0 else -1 for t in tokens[:number] if _is_list(t) and t.nesting)
    expected: int | None = None
    for at, token in enumerate(tokens[number + 1 :], number + 1):
        if token.type == opening.type.replace("open", "close") and token.level == opening.level:
            break
        if token.type != "list_item_open" or token.level != opening.level + 1 or not token.map:
            continue
        line = token.map[0]
        lead = _QUOTE_LEAD.match(lines[line])
        rest = lines[line][lead.end() if lead else 0 :]
        found = _ITEM.match(rest)
        column = (lead.end() if lead else 0) + (len(found[1]) if found else 0) + 1
        if found is None or len(found[1]) != depth * STEP:
            message = f"This list item is not set in by {depth * STEP} spaces"
            hint = f"Begin it with exactly {depth * STEP} spaces, on a line of its own."
            yield Problem(codes.LIST_FORM, line + 1, column, message, hint)
        if tokens[at + 1].type == "list_item_close":
            message = "This list item is empty"
            yield Problem(codes.LIST_FORM, line + 1, column, message, "Fill it in or delete it.")
        if opening.type != "ordered_list_open":
            continue
        if token.markup == ")":
            message = "This number is followed by a bracket"
            hint = f"Write it with a full stop: {token.info}."
            yield Problem(codes.LIST_FORM, line + 1, column, message, hint)
        shown = token.info if expected is None else str(expected)
        if token.info != shown or token.info != str(int(token.info)):
            message = f"This step is numbered {token.info}, but readers would see {int(shown)}"
            hint = f"Number it {int(shown)}, or make it a list of its own below some text."
            yield Problem(codes.LIST_NUMBER, line + 1, column, message, hint)
        expected = int(shown) + 1


def _is_list(token: Token) -> bool:
    return token.type.startswith(("bullet_list", "ordered_list"))


def _within_item(tokens: Sequence[Token], number: int) -> bool:
    """Whether a list stands in an item of another list."""
    depth = 0
    for token in reversed(tokens[:number]):
        depth += token.nesting
        if depth > 0:
            return token.type == "list_item_open"
    return False


def _blank_above(
    code: Code, name: str, tokens: Sequence[Token], number: int, lines: Sequence[str]
) -> Iterator[Problem]:
    """A block that follows a paragraph without a blank line."""
    begin = (tokens[number].map or [0])[0]
    if begin and number and tokens[number - 1].type == "paragraph_close":
        above = lines[begin - 1]
        if above.strip(" >"):
            message = f"There is no blank line between the text and this {name}"
            yield Problem(code, begin + 1, 1, message, "Put a blank line above it.")
