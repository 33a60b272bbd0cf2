"""A page is read as a browser reads it, whichever of two ways gives the tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from handbook.source.html.reading import TooDeepError, _from_node, _from_written, read_page
from handbook.source.html.tree import Attributes, Element

_PIECES = (
    "<p>", "</p>", "<b>", "</b>", '<a href=\'x?a&amp;b\' Title="&lt;&quot;>">', "</a>", "<br>",
    "<br/>", "<script>", "</script>", "<script>if (a < b) { x('<i>') }</script>",
    "<script>1&amp;&2</script>", "<!--", "-->", "<!-- handbook:text -->", "<!--><script>",
    "<?php 1 > 2 ?>", "<![CDATA[x]]>", "<!doctype html>", "<svg viewBox='0 0 1 1'>", "</svg>",
    "<math>", "</math>", "<path d=M0/>", "<foreignObject>", "<link>", "</link>", "<title>",
    "</title>", "<textarea>\n<b>", "</textarea>", "<style>a > b</style>", "<template><p>in",
    "</template>", "<noscript><b>", "</noscript>", "<xmp><b>", "</xmp>", "<plaintext>", "<table>",
    "<tr>", "<td align=left>", "</table>", "<select><option>", "</select>", "<ul><li>", "</ul>",
    "<x-y z:w=1 'q>", '<div <p class="a  b">', "</div>", "<html lang=de>", "<body class=x>",
    "</body>", "</html>", "<head>", "<frameset>", "<param>", "<image>", "<pre>\n\n", "</pre>",
    "&amp;lt;", "&lt;b&gt;", "&nbsp;", "&copy", "\x00", "\xa0", "é", "<", ">", "&", '"', " x ",
    "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_what_is_read_from_the_parsers_own_writing_is_what_the_parser_holds(
    pieces: list[str],
) -> None:
    root = LexborHTMLParser("".join(pieces)).root
    assert root is not None
    written = _from_written(root.html or "")
    assert written is None or written == _from_node(root, 0)


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.write('<b>')</script>",
        "<script>1&amp;2</script>",
        "<style>a > b {}</style>",
        "<template><p onclick=x>in</p></template>",
        "<noscript><img src=x></noscript>",
        "<svg><link>x</link></svg>",
        "<p b'=1>",
        "<x-y>",
        "<p><!--a>b-->",
        "<svg><linearGradient/></svg>",
    ],
)
def test_what_is_not_written_in_the_plainest_way_is_asked_of_the_parser(html: str) -> None:
    root = LexborHTMLParser(html).root
    assert root is not None
    assert _from_written(root.html or "") is None
    assert read_page(html) == _from_node(root, 0)


def test_a_plain_page_is_read_from_what_the_parser_wrote() -> None:
    html = (
        '<!doctype html><html lang="en"><head><title>A &amp; B</title></head><body><!-- here -->'
        '<svg viewBox="0 0 1 1"><path d="M0"/></svg><p class="a b" id=c>1 &lt; 2&nbsp;&amp;lt;<br>x'
    )
    root = LexborHTMLParser(html).root
    assert root is not None
    page = _from_written(root.html or "")
    assert page is not None
    assert page == read_page(html)
    head, body = page.elements
    assert head.words() == "A & B"
    drawing, paragraph = body.elements
    assert list(body.comments()) == ["here"]
    assert drawing.attributes == {"viewbox": "0 0 1 1"}
    assert paragraph.classes == ("a", "b")
    assert paragraph.children == ("1 < 2\u00a0&lt;", Element("br", Attributes()), "x")


def test_tags_that_are_written_alike_share_their_attributes() -> None:
    first, second, other = read_page("<p class=a>1<p class=a>2<p class=b>3").elements[1].elements
    assert first.attributes is second.attributes
    assert first.attributes is not other.attributes


def test_elements_that_the_parser_nests_deeper_than_they_stand_are_refused() -> None:
    few = "<p>" + "".join(f"<b id=b{number}><p>" for number in range(30))
    assert read_page(few).elements
    with pytest.raises(TooDeepError):
        read_page("<div>" * 101)
