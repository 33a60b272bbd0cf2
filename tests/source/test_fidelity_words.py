"""What a difference between a text and its page says, word for word, and where it says it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from handbook.source.markdown import fidelity
from handbook.source.markdown.commonmark import outline_parser, parse_words
from handbook.source.markdown.fidelity import (
    compare,
    outline_of_html,
    outline_of_markdown,
    to_html,
)
from handbook.source.markdown.outline import BREAK, Piece, _Typed, tidy
from handbook.source.markdown.parsing import parse_for_outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

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
    "a later bullet": ("- Stop.\n- Ring.\n", "'Stop.' (paragraph), in bullet 1"),
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
    "bullets going on after inner items of both kinds": (
        "- a\n    - b\n    - c\n- d\n    1. e\n    2. f\n- g\n",
        [
            ("paragraph", (("bullet", "1"),), "a", 1),
            ("paragraph", (("bullet", "1"), ("bullet", "1")), "b", 2),
            ("paragraph", (("bullet", "1"), ("bullet", "2")), "c", 3),
            ("paragraph", (("bullet", "2"),), "d", 4),
            ("paragraph", (("bullet", "2"), ("numbered", "1")), "e", 5),
            ("paragraph", (("bullet", "2"), ("numbered", "2")), "f", 6),
            ("paragraph", (("bullet", "3"),), "g", 7),
        ],
    ),
    "items all typed 1 going on after inner ones of both kinds": (
        "1. a\n    - b\n    - c\n1. d\n    1. e\n    2. f\n1. g\n",
        [
            ("paragraph", (("numbered", "1"),), "a", 1),
            ("paragraph", (("numbered", "1"), ("bullet", "1")), "b", 2),
            ("paragraph", (("numbered", "1"), ("bullet", "2")), "c", 3),
            ("paragraph", (("numbered", "2"),), "d", 4),
            ("paragraph", (("numbered", "2"), ("numbered", "1")), "e", 5),
            ("paragraph", (("numbered", "2"), ("numbered", "2")), "f", 6),
            ("paragraph", (("numbered", "3"),), "g", 7),
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


HIDDEN = {
    "a sign that shows nothing": "<p>5\u200b0 mg</p>",
    "beside our own signs": "<p><img alt='a\u200bb' src='x.png'></p>",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_sign_that_may_stand_nowhere_is_told_with_its_place(name):
    (difference,) = compare((), outline_of_html(HIDDEN[name]))
    assert "zero width space" in difference.message.lower()
    assert " on the page, in '" in difference.message
    assert difference.message.endswith("' (paragraph)")


def test_letters_beyond_ascii_are_no_such_sign():
    outline = outline_of_html("<p>na\u00efve \u2265 5</p>")
    assert compare(outline_of_markdown("na\u00efve \u2265 5\n"), outline) == []


def test_a_text_of_many_like_lines_is_compared_line_by_line():
    """No line is taken for noise, however often it stands."""
    body = "\n\n".join(["Ring."] * 250 + ["Stop."] + ["Ring."] * 250)
    html = "".join(["<p>Ring.</p>"] * 250 + ["<p>Stop!</p>"] + ["<p>Ring.</p>"] * 250)
    assert reported(body, html) == [
        (501, "'Stop.' (paragraph) would be shown as 'Stop!' (paragraph)")
    ]


def test_a_body_nested_too_deeply_for_the_page_is_an_empty_page(monkeypatch):
    def too_deep(*_, **__):
        raise RecursionError

    with monkeypatch.context() as patch:
        patch.setattr("markdown.Markdown.convert", too_deep)
        assert fidelity.to_html("> 5 mg") == ""
    assert "<p>5 mg</p>" in fidelity.to_html("> 5 mg")


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("[Ring]: https://example.org\n", "[Ring] first.\n"),
        ("*[mg]: milligrams\n\n5 mg\n", "5 mg\n"),
        ("## Why\n", "## Why\n"),
        ("<b>5</b> mg `5`\n", "<i>6</i> mg `6`\n"),
        ("7. Ring\n", "* Ring\n\n1. Ring\n"),
        ("- a\n    - b\n        - c", "- d\n\n        e"),
        ("```\n5 mg", "5 mg\n```\n"),
    ],
)
def test_nothing_of_one_text_is_in_the_next(before, body):
    """One parser reads all texts: see also ``test_inline_marks``, with any text after any other."""
    clean = fidelity._page_parser().convert(body)
    fidelity.to_html(before)
    assert fidelity._kept.parser is not None
    assert fidelity.to_html(body) == clean


def test_headings_of_the_page_have_a_link_to_themselves():
    assert 'title="Link to this section"' in fidelity.to_html("## Why\n")


def test_every_new_parser_of_pages_has_the_settings_of_the_site():
    html = fidelity._page_parser().convert("## Why\n\n| a |\n| :-: |\n| b |\n")
    assert 'title="Link to this section"' in html
    assert 'style="text-align: center;"' not in html
    assert 'align="center"' in html


def test_a_break_or_blank_at_an_end_is_no_part_of_a_piece():
    assert tidy(f" {BREAK} Stop. {BREAK} ") == "Stop."
    assert tidy("XStopX") == "XStopX"


WITH_LINES = {
    "a dividing line": ("Text.\n\n***\n", ("rule", (), "", 3)),
    "a block of code": ("Text.\n\n```\nStop.\n```\n", ("code block", (), "Stop.", 3)),
    "a block set in": ("Text.\n\n    Stop.\n", ("code block", (), "Stop.", 3)),
    "words with emphasis": ("Text.\n\n*Stop* **now**\n", ("paragraph", (), "Stop now", 3)),
    "emphasis that touches": ("Text.\n\n2*3*4\n", ("paragraph", (), "2*3*4", 3)),
    "strong emphasis that touches": ("Text.\n\n2**3**4\n", ("paragraph", (), "2**3**4", 3)),
}


@pytest.mark.parametrize("name", WITH_LINES)
def test_the_last_piece_of_a_text_has_its_own_line(name):
    body, expected = WITH_LINES[name]
    piece = outline_of_markdown(body)[-1]
    assert (piece.kind, piece.within, piece.text, piece.line) == expected


LINKED = (
    "A [b *c*](d.md).\n\n## E [f](g.md) {#h}\n\n"
    "| [i](j.md) | k |\n| --- | --- |\n| l | [m](n.md) \\| o |\n\nP {#q}\n"
)


@pytest.mark.parametrize("shared", [True, False])
def test_links_are_marked_wherever_they_stand(*, shared: bool) -> None:
    """With or without the tokens that were read already; only a heading has an address."""

    def mark(address: str, words: str) -> tuple[str, str]:
        return "<", f" to {address} as {words}>"

    tokens = parse_for_outline(LINKED)[1]
    assert tokens is not None
    pieces = outline_of_markdown(LINKED, mark, tokens if shared else None)
    assert [piece.text for piece in pieces if piece.kind != "row"] == [
        "A <b c to d.md as b c>.",
        "E <f to g.md as f>",
        "<i to j.md as i>",
        "k",
        "l",
        "<m to n.md as m> | o",
        "P {#q}",
    ]
    assert [piece.line for piece in pieces] == [1, 3, 5, 5, 5, 7, 7, 7, 9]


def test_of_a_table_its_own_cells_are_kept_and_no_others() -> None:
    body = "| a | b |\n| --- | --- |\n| c | |\n\nAfter.\n\n| d | e |\n| --- | --- |\n"
    tokens = outline_parser().parse(body)
    assert list(_Typed(body, tokens, parse_words)._read_cells(0)) == ["a", "b", "c", ""]


def test_no_cell_that_the_parser_made_is_read_again() -> None:
    """Neither of the first table nor of those after it; only a cell that it cut off is."""
    body = "| a | *b* |\n| --- | --- |\n| c | d |\n\n| e | f |\n| --- | --- |\n| g | h | i |\n"
    again: list[str] = []

    def read(content: str) -> Sequence[Token]:
        again.append(content)
        return parse_words(content)

    pieces = list(_Typed(body, outline_parser().parse(body), read).pieces())
    assert [piece.text for piece in pieces if piece.kind != "row"] == list("abcdefghi")
    assert again == ["i"]


def test_the_parser_of_pages_is_made_once_and_never_kept_after_a_text_that_broke_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    make = fidelity._page_parser

    def counted() -> object:
        made.append(make())
        return made[-1]

    def too_deep(_: str) -> str:
        raise RecursionError

    def pages() -> Iterator[str]:
        yield to_html("a")
        yield to_html("b")
        made[0].convert = too_deep
        yield to_html("c")
        yield to_html("d")
        yield to_html("e")

    monkeypatch.setattr(fidelity, "_page_parser", counted)
    with ThreadPoolExecutor(1) as fresh:  # which has no parser yet
        assert fresh.submit(lambda: [*pages()]).result() == [
            "<p>a</p>", "<p>b</p>", "", "<p>d</p>", "<p>e</p>",
        ]  # fmt: skip
    assert len(made) == 2
