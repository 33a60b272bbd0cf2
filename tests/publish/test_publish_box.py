"""The standing box of a built page says what was worked out, stands in its place, and is alone."""

from __future__ import annotations

import pytest

from handbook.publish.shown.box import article_of, check_box
from handbook.render.model import Page
from handbook.source.html.reading import read_page

WANTED = {
    "tone": "good",
    "heading": "In force",
    "badges": [{"label": "In force", "tone": "good"}, {"label": "Review due", "tone": "care"}],
    "advice": ["Use this  text.", "More."],
}
BOX = (
    '<section class="hb-box hb-good"><h2 id="hb-standing" data-handbook-badge="In force">'
    "Standing: In force</h2>"
    '<ul><li class="hb-care" data-handbook-badge="Review due">Review due</li></ul>'
    '<p class="hb-advice">Use this text.</p></section>'
)
TEXT = '<div class="hb-text"><p>Ring.</p></div>'


def problems(article: str, *, box: object = WANTED, beside: str = "") -> list[str]:
    page = read_page(
        '<!doctype html><html><head></head><body><div class="md-container"><main class="md-main">'
        '<div class="md-main__inner"><div class="md-content">'
        f"<article>{article}</article></div></div></main></div>{beside}</body></html>"
    )
    elements = tuple(page.within())
    found = article_of(page, elements)
    assert found is not None
    expected = Page("x/index.md", {"handbook": {"box": box}}, "")
    return [*check_box(elements, found, expected)]


def test_a_box_that_says_what_was_worked_out_is_let_through() -> None:
    assert problems(BOX + TEXT) == []
    assert problems(BOX) == []
    assert problems(TEXT, box=None) == []


WRONG = {
    "no box": (TEXT, "it has 0 standing boxes in its article, and must have one."),
    "two boxes": (BOX + BOX + TEXT, "it has 2 standing boxes in its article, and must have one."),
    "a box after the text": (TEXT + BOX, "its standing box does not stand before its text."),
    "a box between two texts": (
        TEXT + BOX + TEXT,
        "its standing box does not stand before its text.",
    ),
    "a box that is the text": (
        BOX.replace("hb-box ", "hb-box hb-text "),
        "its standing box does not stand before its text.",
    ),
    "another element": (
        BOX.replace("section", "div"),
        "its standing box is hb-good, and must be of the tone good.",
    ),
    "another tone": (
        BOX.replace("hb-good", "hb-stop"),
        "its standing box is hb-stop, and must be of the tone good.",
    ),
    "two tones": (
        BOX.replace("hb-good", "hb-good hb-stop"),
        "its standing box is hb-good, hb-stop, and must be of the tone good.",
    ),
    "no tone": (
        BOX.replace(" hb-good", ""),
        "its standing box is of no tone, and must be of the tone good.",
    ),
    "another heading": (
        BOX.replace("Standing: In force", "Standing: Withdrawn"),
        "its standing box says ['Standing: Withdrawn'], and must say In force.",
    ),
    "another mark on the heading": (
        BOX.replace('badge="In force"', 'badge="Withdrawn"'),
        "its standing box says ['Standing: In force'], and must say In force.",
    ),
    "other words on a badge": (
        BOX.replace(">Review due<", ">Reviewed<"),
        "its badges say ['Reviewed'], in their tones; they must say ['Review due'], in theirs.",
    ),
    "another mark on a badge": (
        BOX.replace('badge="Review due"', 'badge="Reviewed"'),
        "its badges say ['Review due'], in their tones; they must say ['Review due'], in theirs.",
    ),
    "another tone of a badge": (
        BOX.replace("hb-care", "hb-good"),
        "its badges say ['Review due'], in their tones; they must say ['Review due'], in theirs.",
    ),
    "two tones of a badge": (
        BOX.replace("hb-care", "hb-care hb-good"),
        "its badges say ['Review due'], in their tones; they must say ['Review due'], in theirs.",
    ),
    "other advice": (
        BOX.replace("Use this text.", "Use it."),
        "its standing box advises ['Use it.'], and must advise ['Use this  text.'].",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_box_that_says_anything_else_is_refused(name: str) -> None:
    article, sentence = WRONG[name]
    assert problems(article) == [sentence]


def test_a_page_without_a_standing_has_no_box() -> None:
    sentence = "it has 1 standing boxes in its article, and must have none."
    assert problems(BOX + TEXT, box=None) == [sentence]


LIKE_A_BOX = (
    '<p data-handbook-badge="In force"></p>',
    '<p id="hb-standing"></p>',
    '<p class="hb-box"></p>',
    '<p class="md-x hb-box"></p>',
    '<p class="hb-box-title"></p>',
    '<p class="hb-badges"></p>',
    '<p class="hb-advice"></p>',
    '<p class="hb-shape-good"></p>',
)


@pytest.mark.parametrize("part", LIKE_A_BOX)
@pytest.mark.parametrize("where", ["in the text", "beside the article"])
def test_nothing_outside_the_box_is_like_it(part: str, where: str) -> None:
    sentence = "an element <p> outside the standing box could be taken for one."
    text = TEXT.replace("<p>Ring.</p>", part) if where == "in the text" else TEXT
    assert problems(BOX + text, beside="" if text != TEXT else part) == [sentence]


@pytest.mark.parametrize("part", ['<p class="hb-boxed hb-text"></p>', '<p id="hb-standing-2"></p>'])
def test_what_is_not_like_it_is_let_through(part: str) -> None:
    assert problems(BOX + TEXT, beside=part) == []


def test_an_article_in_its_place_is_none_beside_another() -> None:
    placed = (
        '<div class="md-container"><main class="md-main"><div class="md-main__inner">'
        '<div class="md-content"><article></article></div></div></main></div>'
    )
    for beside in ("", "<article></article>"):
        page = read_page(f"<!doctype html><html><head></head><body>{placed}{beside}</body></html>")
        assert (article_of(page, tuple(page.within())) is None) is bool(beside)


def test_the_article_is_the_only_one_and_in_its_place() -> None:
    for html in (
        "<article></article>",
        '<div class="md-container"><article></article></div>',
        '<div class="md-container"></div><div class="md-container"></div>',
    ):
        page = read_page(f"<!doctype html><html><head></head><body>{html}</body></html>")
        assert article_of(page, tuple(page.within())) is None
