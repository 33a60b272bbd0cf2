"""The profile of blocks: headings, tables, code, and blank lines between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.source.markdown import codes, tables
from handbook.source.text import TextProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from handbook.finding import Code

TOP, BOTTOM = 2, 4


def problems(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[TextProblem]:
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
            yield TextProblem(codes.CODE_BLOCK, line + 1, 1, message, hint)
        elif token.type == "table_open":
            yield from _table(token, lines)
            yield from _blank_above(codes.TABLE_PLACE, "table", tokens, number, lines)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield from _blank_above(codes.LIST_FORM, "list", tokens, number, lines)


def _heading(token: Token, line: int, lines: Sequence[str]) -> Iterator[TextProblem]:
    """Underlined headings and levels outside ## to ####."""
    column = len(lines[line]) - len(lines[line].lstrip()) + 1
    if not token.markup.startswith("#"):
        message = "The line below turns this text into a heading"
        hint = "Begin a heading with ##; leave a blank line above a dividing line."
        yield TextProblem(codes.UNDERLINED_HEADING, line + 1, column, message, hint)
        return
    level = int(token.tag[1])
    if not TOP <= level <= BOTTOM:
        message = f"A heading of level {level} ({token.markup}) is not used in a text"
        hint = "Begin headings with ##, ### or ####; the title is the field 'title'."
        yield TextProblem(codes.HEADING_LEVEL, line + 1, column, message, hint)


def _table(token: Token, lines: Sequence[str]) -> Iterator[TextProblem]:
    """Rows whose cells are not those of the header, or not clearly parted."""
    begin, end = token.map or (0, 0)
    typed = tables.rows(lines, begin, end)
    wanted = len(tables.bars(typed[begin])) - 1
    tight = tables.compact([*typed.values()])
    if end - begin < 3:  # noqa: PLR2004  # header, line of dashes, one row
        message = "This table has a header but no rows"
        yield TextProblem(codes.TABLE_ROW, begin + 1, 1, message, "Add a row, or delete the table.")
    for number in range(begin, end):
        start = tables.row_start(lines[number])
        row = lines[number][start:].rstrip()
        if not tables.is_whole(row):
            message = "This table row does not begin and end with |"
            hint = "Put a | at both ends, or a blank line above text that follows the table."
            yield TextProblem(codes.TABLE_ROW, number + 1, start + 1, message, hint)
            continue
        count = len(tables.bars(row)) - 1
        if count != wanted:
            message = f"This table row has {_cells(count)}, its header has {_cells(wanted)}"
            hint = "Give each row as many cells as the header; an empty cell is two | with a space."
            yield TextProblem(codes.TABLE_ROW, number + 1, start + 1, message, hint)
        if number != begin + 1 and not tight:
            for at in tables.crowded(row)[:1]:
                message = "This | has no space beside it, so it may belong to a value"
                hint = "Put a space on both sides if a new cell begins, else write 'or' or 'per'."
                yield TextProblem(codes.TABLE_ROW, number + 1, start + at + 1, message, hint)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _blank_above(
    code: Code, name: str, tokens: Sequence[Token], number: int, lines: Sequence[str]
) -> Iterator[TextProblem]:
    """A block that follows a paragraph without a blank line."""
    begin = (tokens[number].map or [0])[0]
    hidden = number > 2 and tokens[number - 3].hidden  # noqa: PLR2004  # an item's own words
    if begin and number and not hidden and tokens[number - 1].type == "paragraph_close":
        above = lines[begin - 1]
        if above.strip(" >"):
            message = f"There is no blank line between the text and this {name}"
            yield TextProblem(code, begin + 1, 1, message, "Put a blank line above it.")
