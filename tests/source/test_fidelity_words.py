"""What a difference between a text and its page says, word for word, and where it says it is."""

from __future__ import annotations

import pytest

from handbook.source.markdown import fidelity
from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown
from handbook.source.markdown.outline import Piece

LONG = "a" * 60


def reported(body: str, html: str) -> list[tuple[int | None, str]]:
    found = compare(outline_of_markdown(body), outline_of_html(html))
    return [(difference.line, difference.message) for difference in found]


def quoted(body: str) -> str:
    """How the first piece of a text is named in a message."""
    (_, message), *_ = reported(body, "")
    return message.removesuffix(" would be missing from the page")


REPORTS = {
    "one paragraph changed": (
        "One.\n\nTwo.\n",
        "<p>One.</p><p>Three.</p>",
        [(3, "'Two.' (paragraph) would be shown as 'Three.' (paragraph)")],
    ),
    "one paragraph lost at the end": (
        "One.\n\nTwo.\n\nThree.\n",
        "<p>One.</p>",
        [
            (3, "'Two.' (paragraph) would be missing from the page"),
            (5, "'Three.' (paragraph) would be missing from the page"),
        ],
    ),
    "one paragraph more in the middle": (
        "One.\n\nTwo.\n",
        "<p>One.</p><p>New.</p><p>Two.</p>",
        [(3, "the page would show 'New.' (paragraph), which is not in the text")],
    ),
    "one paragraph more at the end": (
        "One.\n\nTwo.\n",
        "<p>One.</p><p>Two.</p><p>New.</p>",
        [(3, "the page would show 'New.' (paragraph), which is not in the text")],
    ),
    "an empty text with a page": (
        "",
        "<p>New.</p>",
        [(None, "the page would show 'New.' (paragraph), which is not in the text")],
    ),
    "two changed into three": (
        "One.\n\nTwo.\n",
        "<p>a</p><p>b</p><p>c</p>",
        [
            (1, "'One.' (paragraph) would be shown as 'a' (paragraph)"),
            (3, "'Two.' (paragraph) would be shown as 'b' (paragraph)"),
            (1, "the page would show 'c' (paragraph), which is not in the text"),
        ],
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_difference_says_what_and_where(name):
    body, html, expected = REPORTS[name]
    assert reported(body, html) == expected


NAMED = {
    "a heading": ("## Why\n", "'Why' (heading 2)"),
    "an item": ("1. Stop.\n2. Ring.\n", "'Stop.' (paragraph), in item 1"),
    "a bullet": ("- Stop.\n", "'Stop.' (paragraph), in bullet 1"),
    "a quotation": ("> Stop.\n", "'Stop.' (paragraph), in quotation 1"),
    "a bullet in an item": (
        "1.  - Stop.\n",
        "'Stop.' (paragraph), in bullet 1 of item 1",
    ),
    "a dividing line": ("***\n", "a dividing line"),
    "an empty item": ("-\n", "an empty item, in bullet 1"),
    "a row": ("| a | b |\n| --- | --- |\n| 1 | 2 |\n", "a table row of 2 cells, in row 1"),
    "a break": ("Stop.  \nRing.\n", "'Stop. / Ring.' (paragraph)"),
    "an image": ("![A door](door.png)\n", "'<image: A door>' (paragraph)"),
    "sixty letters": (LONG + "\n", f"'{LONG}' (paragraph)"),
    "sixty-one letters": (LONG + "b\n", f"'{LONG}...' (paragraph)"),
    "a block of code": ("```\nStop.\n```\n", "'Stop.' (code block)"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_piece_is_named_by_its_words_and_its_place(name):
    body, expected = NAMED[name]
    assert quoted(body) == expected


def test_a_cell_is_named_by_its_row_and_column():
    body = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    html = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>3</td></tr></table>"
    assert reported(body, html) == [
        (3, "'2' (cell), in row 2, column 2 would be shown as '3' (cell), in row 2, column 2")
    ]


def test_no_more_than_ten_differences_are_told():
    body = "\n\n".join(f"Line {number}." for number in range(15))
    assert len(reported(body, "")) == fidelity.MAX_DIFFERENCES == 10


OUTLINES = {
    "lists, each counted from one again": (
        "1. a\n2. b\n\nText.\n\n1. c\n\n- d\n",
        [
            ("paragraph", (("numbered", "1"),), "a", 1),
            ("paragraph", (("numbered", "2"),), "b", 2),
            ("paragraph", (), "Text.", 4),
            ("paragraph", (("numbered", "1"),), "c", 6),
            ("paragraph", (("bullet", "1"),), "d", 8),
        ],
    ),
    "an inner list, and the outer one going on": (
        "1.  a\n\n    1.  b\n\n2.  c\n",
        [
            ("paragraph", (("numbered", "1"),), "a", 1),
            ("paragraph", (("numbered", "1"), ("numbered", "1")), "b", 3),
            ("paragraph", (("numbered", "2"),), "c", 5),
        ],
    ),
    "empty items, told from full ones": (
        "- a\n-\n- b\n",
        [
            ("paragraph", (("bullet", "1"),), "a", 1),
            ("empty item", (("bullet", "2"),), "", 2),
            ("paragraph", (("bullet", "3"),), "b", 3),
        ],
    ),
    "two quotations": (
        "> a\n\nText.\n\n> b\n",
        [
            ("paragraph", (("quotation", "1"),), "a", 1),
            ("paragraph", (), "Text.", 3),
            ("paragraph", (("quotation", "2"),), "b", 5),
        ],
    ),
    "a sign that Markdown swallowed": (
        "Text.\n\n> 5 hours\n",
        [
            ("paragraph", (), "Text.", 1),
            ("paragraph", (("quotation", "1"),), "> 5 hours", 3),
        ],
    ),
    "the same sign where no quotation is": (
        "Text\nof more\n",
        [("paragraph", (), "Text of more", 1)],
    ),
    "a heading with an address, and words in braces that are none": (
        "## Why {#why}\n\nText {#why}\n",
        [("heading 2", (), "Why", 1), ("paragraph", (), "Text {#why}", 3)],
    ),
    "a table with its lines": (
        "Text.\n\n| a |\n| --- |\n| 1 |\n\nEnd.\n",
        [
            ("paragraph", (), "Text.", 1),
            ("row", (("table", "1"),), "1", 3),
            ("header cell", (("table", "1", "1"),), "a", 3),
            ("row", (("table", "2"),), "1", 5),
            ("cell", (("table", "2", "1"),), "1", 5),
            ("paragraph", (), "End.", 7),
        ],
    ),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_an_outline_holds_every_piece_with_its_place_and_line(name):
    body, expected = OUTLINES[name]
    pieces = [
        (piece.kind, piece.within, piece.text, piece.line) for piece in outline_of_markdown(body)
    ]
    assert pieces == expected


def test_pieces_are_equal_whatever_line_they_stand_in():
    assert Piece("paragraph", (), "a", 1) == Piece("paragraph", (), "a", 9)
