"""The profile of lists: how far items are set in, and how they are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.source.markdown import codes
from handbook.source.markdown.commonmark import ALL_ONES
from handbook.source.markdown.quotations import begins_an_amount
from handbook.source.text import TextProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

STEP = 4
"""An inner list is set in by this many spaces from the list it stands in."""

_QUOTE_LEAD = re.compile(r"(?: {0,3}> ?)*")
_GOES_ON = (
    "Number it 1. If it goes on from a list above, set what stands between them in by four spaces; "
    "if it is no list, put a backslash before the full stop: {}\\."
)
_MISPLACED = (
    "This list item is not set in by {} spaces",
    "Begin it with exactly {} spaces, on a line of its own.",
)
_NOT_AT_THE_START = (
    "This list item does not begin at the start of its line",
    "Delete the spaces before it, and give it a line of its own.",
)
_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]+[.)])")


@dataclass(slots=True)
class _Open:
    """A list being read; ``expected`` is the number its next item should have.

    ``ones`` says that all of its items are typed ``1``.
    """

    numbered: bool
    ones: bool
    expected: int = 1


def problems(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[TextProblem]:
    """Everything refused in the lists of a text."""
    lists: list[_Open] = []
    for number, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            ones = bool(token.meta.get(ALL_ONES))
            lists.append(_Open(token.type.startswith("ordered"), ones))
            if ones and token.map:
                yield _counted(token.map[0], lines)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and token.map:
            empty = tokens[number + 1].type == "list_item_close"
            yield from _item(token, lists, lines[token.map[0]], empty=empty)
        elif token.type == "paragraph_open" and token.map and lists:
            yield from _drawn_in(token.map[0], token.map[1], lines)


def _drawn_in(begin: int, end: int, lines: Sequence[str]) -> Iterator[TextProblem]:
    """Every later line of an item's paragraph that stands at the start of its line.

    To its author it may be a paragraph below the list; every page draws it into the item.
    """
    for number in range(begin + 1, end):
        lead = _QUOTE_LEAD.match(lines[number])
        start = lead.end() if lead else 0
        if not lines[number].startswith(" ", start):
            message = "This line would be drawn into the list item above it"
            hint = "Put a blank line above it, or set it in if it belongs to the item."
            yield TextProblem(codes.LIST_FORM, number + 1, start + 1, message, hint)


def _item(token: Token, lists: Sequence[_Open], line: str, *, empty: bool) -> Iterator[TextProblem]:
    """One item: its place, its number, and whether it holds anything."""
    at = (token.map or [0])[0] + 1
    lead = _QUOTE_LEAD.match(line)
    start = lead.end() if lead else 0
    item = _ITEM.match(line[start:])
    spaces = (len(lists) - 1) * STEP
    column = start + (len(item[1]) if item else 0) + 1
    if item is None or len(item[1]) != spaces:
        message, hint = _MISPLACED if spaces else _NOT_AT_THE_START
        yield TextProblem(codes.LIST_FORM, at, column, message.format(spaces), hint.format(spaces))
    if empty:
        message = "This list item is empty"
        yield TextProblem(codes.LIST_FORM, at, column, message, "Fill it in or delete it.")
    if token.markup == "+" and item and begins_an_amount(line[start + item.end() :]):
        message = "This + would vanish: it is taken for the mark of a list item"
        yield TextProblem(
            codes.SWALLOWED, at, column, message, "Write 'plus', or begin the item with -"
        )
    if lists[-1].numbered:
        yield from _number(token, lists[-1], at, column)


def _number(token: Token, of: _Open, at: int, column: int) -> Iterator[TextProblem]:
    """The number of an item: how it is written, and whether readers would see the same."""
    if token.markup == ")":
        message = "This number is followed by a bracket"
        hint = f"Write it with a full stop: {token.info}."
        yield TextProblem(codes.LIST_FORM, at, column, message, hint)
    shown = of.expected
    of.expected = shown + 1
    if token.info == str(shown) or of.ones:
        return
    if shown == 1:
        message = f"This list begins at {token.info}; a list begins at 1"
        hint = _GOES_ON.format(token.info)
    else:
        message = f"This step is numbered {token.info}, but readers would see {shown}"
        hint = f"Number it {shown}, or make it a list of its own below some text."
    yield TextProblem(codes.LIST_NUMBER, at, column, message, hint)


def _counted(line: int, lines: Sequence[str]) -> TextProblem:
    """A list whose every item is typed 1."""
    column = len(lines[line]) - len(lines[line].lstrip(" >")) + 1
    message = "Every step of this list is typed 1.; readers see 1, 2, 3"
    hint = "Number the steps one after the other if the text refers to them."
    return TextProblem(codes.ALL_ONES, line + 1, column, message, hint)
