"""What a Markdown file or a web page says is what its draft says."""

from __future__ import annotations

import pytest

from handbook.finding import Severity
from handbook.importing.convert import convert
from handbook.importing.model import Conversion, Original
from handbook.source.markdown import parsing


def taken(text: str, kind: str = "markdown") -> Conversion:
    conversion = convert(Original(f"x.{kind}", kind, text.encode()))  # type: ignore[arg-type]
    problems = parsing.parse(conversion.text.body).problems
    assert [each.message for each in problems if each.code.severity is Severity.ERROR] == []
    return conversion


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("10<sup>6</sup> and H<sub>2</sub>O", "10⁶ and H₂O"),
        ("a\n\n1. one\n2. two\n\nb\n\n3. three\n", "a\n\n1. one\n2. two\n\nb\n\n- 3\\. three"),
        ("1. a\n1. b\nNB: c\n1. d\n", "1. a\n2. b NB: c\n3. d"),
        ("x $5 and $6, a^b, {z}", "x $5 and $6, a^b, &#123;z&#125;"),
        ("text[^1]\n\n[^1]: note 5 mg", "text (Footnote: note 5 mg)"),
        ("* [ ] task\n* [x] done", "- **☐** task\n- **☒** done"),
        ("~~5 mg~~", "(Struck through in the original: 5 mg)"),
        ("a\n\n> 5 years", "a\n\n5 years"),
        (
            'see [the\nlong words](https://x.org/7 "t") and <abbr\ntitle="9">GP</abbr>',
            "see [the long words](https://x.org/7) and GP",
        ),
        ("a\n\n> wise words", "a\n\n> wise words"),
    ],
)
def test_a_markdown_text_says_the_same(text: str, body: str) -> None:
    conversion = taken(text)
    assert conversion.text.body == body
    assert not conversion.doubtful


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("sats <b and HR>100 then 5 mg", "and"),
        ("2*3*4 mg", "2"),
    ],
)
def test_a_sign_that_markdown_would_swallow_is_kept_or_named(text: str, lost: str) -> None:
    conversion = taken(text)
    assert conversion.doubtful or lost in conversion.text.body


def test_details_at_the_top_are_what_the_file_says() -> None:
    conversion = taken("---\ntitle: Fever\nversion: 2.1\nstatus: current\n---\n\nWords.\n")
    assert conversion.text.title == "Fever"
    assert [(row.label, row.value) for row in conversion.text.front][1:] == [
        ("version", "2.1"), ("status", "current"),
    ]  # fmt: skip
    assert conversion.text.body == "Words."


def test_a_page_gives_its_text_without_scripts_and_menus() -> None:
    page = (
        "<html><head><title>T</title></head><body><nav>Menu 7</nav><main><h1>Fever</h1>"
        "<script>alert(1)</script><p>Give 10<sup>6</sup>.</p><ol start=3><li>three</li></ol>"
        "<table><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>1</td></tr></table>"
        "</main></body></html>"
    )
    conversion = taken(page, "html")
    assert conversion.text.title == "Fever"
    assert conversion.text.body.split("\n\n") == [
        "Give 10⁶.", "- 3\\. three", "| A | B |\n| --- | --- |\n| A | 1 |",
    ]  # fmt: skip
    assert not conversion.doubtful


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("See:\n\n![Give 5 mg](doses.png)\n", "markdown"),
        ("1. a ![Give 5 mg](/doses.png 't')\n", "markdown"),
        ("<body><p>See <img src='doses.png' alt='Give 5 mg'></p></body>", "html"),
    ],
)
def test_a_picture_that_lies_elsewhere_leaves_its_gap_and_its_description(
    text: str, kind: str
) -> None:
    conversion = taken(text, kind)
    assert "(a picture of the original is missing here) Give 5 mg" in conversion.text.body
    assert not conversion.doubtful
    (picture,) = (point for point in conversion.points if point.kind == "picture")
    assert "Give 5 mg" in picture.words


def test_a_number_that_would_move_to_another_column_is_seen() -> None:
    """pandoc lets no cell reach from the head of a table into its rows."""
    head = "<table><tr><th rowspan=2>A</th><th>B</th></tr><tr><td>1</td></tr></table>"
    assert [each.words for each in taken(head, "html").differences] == ["A"]


def test_what_a_page_draws_cannot_be_compared() -> None:
    conversion = taken("<body><p>x</p><svg><text>5 mg</text></svg><iframe></iframe></body>", "html")
    assert [part.kind for part in conversion.unread] == ["drawing", "page within"]
