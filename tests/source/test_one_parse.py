"""What is read once, or in a quicker way, is read as it would be otherwise."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from handbook.source.markdown import commonmark, fidelity
from handbook.source.markdown.bodies import read_body
from handbook.source.markdown.outline import outline_of_markdown
from handbook.source.markdown.outline_html import _PLAIN_PAGE, _ShownText, outline_of_html
from handbook.source.markdown.parsing import parse_for_outline

WORDS = st.lists(
    st.sampled_from([
        "give", "5", "mg/kg", ">", "<", "|", "\\|", "*", "**", "_", "[a](b.md)", "[a](b", "c)",
        "[a](javascript:x)", "[a](j&#x61;v)", "![p](q.png)", "[r]", "[r]:", "](x)", "<b>",
        "<http://a.b>", "<me@a.b>", "&lt;", "`c`", "`d", "{#e}", "2*3*4", "h**al**f", "\\*", "é",
        "###", "1.", "-",
    ]),
    max_size=6,
).map(" ".join)  # fmt: skip
LINE = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["", "", "## ", "- ", "    - ", "1. ", "2. ", "> ", "> > ", "| ", "    ", "* "]
    ),
    WORDS,
    st.sampled_from(["", "", "", "  ", " |", " | x |", "\n| --- | --- |", "\n---", "\n"]),
)
BODIES: SearchStrategy[str] = st.lists(LINE, max_size=9).map("\n".join)

TABLE = "| A | B \\| C |\n| --- | --- |\n| *d* | [e](f.md) |\n| 5-10|kg | g |\n"
QUOTED = "> 1. One\n> 2. Two\n\n## Why *now* {#why}\n\nA [b](c.md#d) ![e](f.png).  \nG"


@given(BODIES)
@example(TABLE)
@example(QUOTED)
@example("[a [b](javascript:x) c](d)")
@example("![a [b](javascript:x)](d)")
@example("[r]\n\n[r]: x")
def test_the_outline_of_a_shared_parse_is_that_of_a_parse_of_its_own(body: str) -> None:
    tokens = parse_for_outline(body)[1]
    if tokens is not None:
        shared, own = outline_of_markdown(body, tokens=tokens), outline_of_markdown(body)
        assert shared == own
        assert [piece.line for piece in shared] == [piece.line for piece in own]


@pytest.mark.parametrize("body", [TABLE, QUOTED])
def test_a_plain_text_is_parsed_once(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its blocks nor the cells of its tables are parsed again for its outline."""
    tokens = parse_for_outline(body)[1]
    assert tokens is not None
    commonmark.parse_words("Why *now*")

    def never() -> None:
        raise AssertionError

    monkeypatch.setattr(commonmark, "outline_parser", never)
    monkeypatch.setattr("handbook.source.markdown.outline.outline_parser", never)
    outline_of_markdown(body, tokens=tokens)
    assert not read_body(body).differences


@pytest.mark.parametrize(
    "body",
    [
        "[r]\n\n[r]: x",
        "[a](javascript:x)",
        "[a](j&#x61;vascript:x)",
        "[a](<file:x>)",
        "[a](\ndata:x)",
        "<file:x>",
    ],
)
def test_where_the_two_parsers_may_part_each_text_is_parsed_for_its_outline(body: str) -> None:
    assert parse_for_outline(body)[1] is None


def fed(html: str) -> _ShownText:
    reader = _ShownText()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader


TAGS = (
    *("p", "br", "hr", "img", "a", "ul", "ol", "li", "table", "tbody", "tr", "th", "td"),
    *("blockquote", "strong", "em", "code", "h2", "h3", "div", "ins", "x"),
)
TAG = st.builds(
    "<{}{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(TAGS),
    st.sampled_from(
        ["", "", ' class="headerlink"', ' data-added="1"', ' start="3" reversed="r"', ' alt="a\nb"']
    ),
    st.sampled_from(["", "", " /"]),
)
HTML = st.lists(
    TAG | st.sampled_from(["a ", "5 &lt; 6", "&amp", ">", "\n", "&para;", "\ue000"]), max_size=14
).map("".join)


@given(HTML)
@example('<h2 id="a">B<a class="headerlink" href="#a" title="c">&para;</a></h2>\n<p>d<br />\ne</p>')
def test_a_plain_page_is_read_as_any_other(html: str) -> None:
    assert outline_of_html(html) == tuple(fed(html).pieces)


@given(BODIES)
@example(TABLE + "\n" + QUOTED)
def test_what_the_site_makes_is_read_the_same_in_both_ways(body: str) -> None:
    html = fidelity.to_html(body)
    assert outline_of_html(html) == tuple(fed(html).pieces)


@pytest.mark.parametrize("body", [TABLE, QUOTED, "Give 5 &lt; 6, *then* **wait**.\n\n---\n"])
def test_what_the_site_makes_of_texts_is_a_plain_page(body: str) -> None:
    assert _PLAIN_PAGE.fullmatch(fidelity.to_html(body))


@pytest.mark.parametrize("strange", ["<x>", "<!-- a -->", "< ", '<p class="&amp;">', "<p a=b>"])
def test_a_page_that_is_not_plain_is_found_out_at_once(strange: str) -> None:
    """However long it is: no part of it is tried in two ways."""
    assert not _PLAIN_PAGE.fullmatch("<p>abc</p>\n" * 5_000 + "words " * 5_000 + strange)
