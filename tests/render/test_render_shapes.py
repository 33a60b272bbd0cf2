"""The shapes of a page never say that it is clean when the page itself yields something strange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.render.markdown import output
from handbook.render.markdown.shapes import Shape, shapes_of
from handbook.source.closed_list import met
from handbook.source.markdown.bodies import Bodies
from handbook.source.markdown.fidelity import to_html

if TYPE_CHECKING:
    from handbook.render import Site

PAGE = """A summary of it.
{: .hb-lead }

<!-- handbook:text -->

## Calls {#calls}

Ring [the lead](../lead/index.md) **at once**.

1. First.
2. Second, see <5 and *this*.

<!-- /handbook:text -->

## Front sheet {: #hb-front-sheet }

| What { data-search-exclude="1" .hb-c-what } | Details { data-search-exclude="1" .hb-c-details } |
| --- | --- |
| Children { data-label="What" } | Those known to it. *May*{ .hb-small } { data-label="Details" } |
| Standing { data-label="What" } | **In force**{ .hb-tag .hb-good } { data-label="Details" } |

* **[1&#46;4](../p/index.md#i)** Topic, *used*{ #item-1 .hb-anchor }
* `e3b0`{ .hb-digest }
    {: #r1 .hb-recommendation .hb-short }

[History](history/index.md): which version, `handbook adopt`.

[hb-term:nice]: ../../glossary/nice/index.md "NICE|National institute|A body that&#x27;s national."
"""
MARKS = r"""
{ } {:~.x~} {~.x~} {~.hb-tag~} {~.hb-tag~.hb-good~} {~.hb-small~} {:~#r1~} {~#r1~} {:~#hb-standing~} {~onclick=x~}
{~data-label="x"~} {~data-label="[x](javascript:y)"~} {~data-until="2026-01-01"~} {~class="x"~} {~id=r1~} { } " '
{~href="javascript:x"~} [ ] ( ) ]( ![ [x](javascript:y) [x](java&#10;script&colon;y) [x](y~"t") [x](//y)
![x](https://y/z.png) ![x](y.png) <http://x> ]: < </div> <div> <b~onclick=x> <!-- --> <br> </svg> &lt; &#123; &
<!--~handbook:text~--> <!--~/handbook:text~--> <svg~class="hb-share"> [TOC] ` ``` * ** *** _ __ # = \ \{ \| >
| : ! w two~words
"""  # noqa: E501  a table of marks, in which ~ stands for a space
BLOCKS = ("# h", "## h", "## hb-standing", "## h {: #r1 }", "## 123", "x\n===", "x\n---", "---")
FENCES = ("```js\nx\n```", "~~~\nx\n~~~", "~~~")
LINES = (
    "* x",
    "1. x",
    "1234567. x",
    "> x",
    "    x",
    "| a |",
    "| --- |",
    "[TOC]",
    "[x]: y 't'",
    "*[x]: <b>",
)
PIECES = st.one_of(
    st.sampled_from([mark.replace("~", " ") for mark in MARKS.split()]),
    st.sampled_from([f"\n\n{block}\n\n" for block in (*BLOCKS, *FENCES, *LINES)]),
    st.sampled_from([f"\n{line}" for line in LINES]),
    st.sampled_from(["\n", "\n\n", "  \n", "| ", "\u00a0", "\x02", "\x03", "\t"]),
)


def is_said_to_be_clean(markdown: str, bodies: Bodies) -> bool:
    shapes = shapes_of(markdown)
    return shapes is not None and all(output._is_clean(shape, bodies) for shape in shapes)


KNOWN = Bodies()
"""What was found clean of shapes, for all examples: most differ in one of them."""


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(PAGE)), PIECES), min_size=1, max_size=3))
def test_a_page_that_is_said_to_be_clean_is(changes: list[tuple[int, str]]) -> None:
    markdown = PAGE
    for place, piece in changes:
        markdown = markdown[:place] + piece + markdown[place:]
    if is_said_to_be_clean(markdown, KNOWN):
        assert list(met(to_html(markdown))) == []


def test_the_page_is_known_by_its_shapes() -> None:
    """Fails if the test above never gets as far as comparing."""
    assert is_said_to_be_clean(PAGE, Bodies())


def test_a_sign_that_a_stand_in_would_make_markup_of_is_not_said_to_be_clean() -> None:
    """Found by the test above: ``<5`` is words, and ``<w`` begins a tag that hides what follows."""
    strange = "1. Less than <5.\n2. And <5 *more*.\n{ .hb-tag }\n<!-- /handbook:text -->\n"
    assert list(met(to_html(strange)))
    for markdown in (strange, PAGE.replace("*this*.\n", "*this*.\n{ .hb-tag }")):
        assert list(met(to_html(markdown)))
        assert not is_said_to_be_clean(markdown, Bodies())


STRANGE = [
    "Words\n{: .hb-tag }",
    "[x](javascript:alert(1))",
    'Words\n\n| a |\n| --- |\n| b { data-label="[x](javascript:y)" } |\n',
    "One {: #a }\n\n## Two {: #a }\n\n## Three {: #a }",
    "## hb-standing",
    "1234567. x",
    "# One",
    "[TOC]",
    "</div>\n\nx",
    "| a |\n| --- |\n| <b>x</b> |",
    "| a |\n| --- |\n| ![x](https://elsewhere.example/x.png) |",
    "| a |\n| --- |\n| **x**{ .hb-good } |",
    '| a { data-label="x" } |\n| --- |\n| b |',
    "[x][y]\n\n[y]: javascript:x",
    "~~~ js\nx\n~~~",
    "One\n===",
    f"{'> ' * 120}x",
]


@pytest.mark.parametrize("markdown", STRANGE)
def test_what_is_strange_is_not_said_to_be_clean(markdown: str) -> None:
    assert list(met(to_html(markdown)))
    assert not is_said_to_be_clean(markdown, Bodies())
    around = PAGE.replace("[History]", f"{markdown}\n\n[History]")
    assert not is_said_to_be_clean(around, Bodies())


def test_every_page_of_the_tools_own_is_said_to_be_clean(site: Site) -> None:
    """Fails if a page is written in a form that must be looked through whole, each time."""
    bodies = Bodies()
    pages = [page for page in site.pages.values() if page.meta["handbook"]["kind"] != "help"]
    whole = [page.path for page in pages if not is_said_to_be_clean(page.markdown, bodies)]
    assert all("<" in site.pages[path].markdown for path in whole), whole
    assert len(whole) < len(pages) / 20


def test_words_make_no_shape_and_marks_do() -> None:
    def shapes(words: str) -> tuple[Shape, ...] | None:
        return shapes_of(PAGE.replace("Those known to it.", words))

    assert shapes("Nobody, at 24 Elm Road; 3 of 20?") == shapes("Those known to it.")
    for words in ("*Those*", "Those `known`", "[Those](x)", "Those \\\\ known", "_a_"):
        assert shapes(words) != shapes("Those known to it."), words
