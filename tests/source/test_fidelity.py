"""Words and numbers survive rendering, each in its place (I15)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.source import read_markdown
from handbook.source.markdown import fidelity
from handbook.source.markdown.fidelity import (
    Piece,
    compare,
    outline_of_html,
    outline_of_markdown,
    to_html,
)
from handbook.source.markdown.parsing import parse

REGISTRY = Path(__file__).parents[2] / "registry"


def differences(body: str) -> list[str]:
    return [d.message for d in compare(outline_of_markdown(body), outline_of_html(to_html(body)))]


def html_differences(body: str, html: str) -> list[str]:
    return [d.message for d in compare(outline_of_markdown(body), outline_of_html(html))]


TRAPS = {
    "a bar within a value moves a dose": (
        "| Weight | Dose | Route |\n| --- | --- | --- |\n| 5-10|kg | 50 mg |\n"
    ),
    "a cell too many is cut off": "| a | b |\n| --- | --- |\n| 1 | 2 | 5 mg |\n",
    "a comparison becomes a tag": "sats <b and HR>100",
    "a comparison below zero becomes a tag": "T <thirty and >5",
    "asterisks vanish from a product": "2*3*4 mg",
    "asterisks vanish from half a word": "**5**0 mg",
    "steps are renumbered": "1. a\n2. b\n5. c\n",
    "an inner list set in by two spaces": "- a\n  - b\n- c\n",
    "an inner list set in by three spaces": "1. a\n   - b\n2. c\n",
    "a list without a blank line": "Give:\n- 5 mg\n- 10 mg\n",
    "numbers with brackets": "1) a\n2) b\n",
    "an item after a second paragraph": "- a\n\n    more\n- b\n",
    "a break by backslash": "5 mg\\\n10 mg",
    "a backslash before a per cent sign": "5 \\% glucose",
    "an escaped bar in code": "| a | b |\n| --- | --- |\n| `x\\|y` | z |\n",
    "a table without a blank line": "Doses:\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "a table without edges": "a | b\n--- | ---\n1 | 2\n",
    "a line that looks like a link's address": "[5 mg]: below\n\nText.\n",
    "an attribute": "**5 mg**{50}",
    "an attribute at the end of a cell": "| a {.b} | c |\n| --- | --- |\n| d | e |\n",
    "a heading without a space": "##5 mg",
    "an empty bullet": "-",
    "a bullet that becomes an underline": "- a\n- \n- b\n",
    "a link in a link": "[[5](a.md)](b.md)",
    "a comment": "5 mg <!-- not --> daily",
    "a definition of a block": "<div>\n\n5 mg\n\n</div>",
}


@pytest.mark.parametrize("name", sorted(TRAPS))
def test_each_known_trap_is_caught(name):
    """I15: fails if ``compare`` finds no difference."""
    assert differences(TRAPS[name])


AGREED_BUT_REFUSED = {
    "an abbreviation's explanation": "*[mg]: milligram\n\n5 mg\n",
    "a word explained by an author": '5 mg\n\n[hb-term:mg]: # "mg|milligram"\n',
    "a bar in code": "| a | b |\n| --- | --- |\n| `x|y` | z |\n",
    "underlined heading": "5 mg\n===",
    "set in by four": "a\n\n    5 mg",
    "struck out": "~~5 mg~~ 10 mg",
    "emphasis between numbers": "2 *3* 4 mg",
}


@pytest.mark.parametrize("name", sorted(AGREED_BUT_REFUSED))
def test_traps_on_which_both_parsers_agree_are_refused_by_the_profile(name):
    assert parse(AGREED_BUT_REFUSED[name]).problems


SURVIVES = {
    "steps that are all one": "1. a\n1. b\n\n    1. c\n    1. d\n\n1. e\n",
    "a table without spaces": "|a|b|\n|-|-|\n|5 mg|10|\n||x|\n",
    "half a word": "**A**nticoagulation and re*start*\n",
    "a list from three": "3. a\n4. b\n",
    "a year at the start": "1986. A year.\n",
    "underscores in words and numbers": "snake_case 1_000_000 _5_ mg",
    "tildes, carets, equals signs": "~5 mg, 10^6, x==y, H~2~O, ^2^",
    "entities": "&lt;5 &ge; &amp; &#8805; &copy; &nbsp;x",
    "entities without their semicolon": "R&copy 5 &lt5",
    "escapes": "2 \\* 3, \\_x\\_, 1\\. a, \\# b, \\[c\\]",
    "bare signs": "5 < 6 > 4 & R&D <5 kg a*b",
    "a break": "a  \nb",
    "escaped bars": "| a \\| b | c |\n| --- | --- |\n| 1 | 2 \\| 3 |\n",
    "empty cells": "| a | b |\n| --- | --- |\n|  | 5 mg |\n| 5 mg |  |\n",
    "alignment": "| a | b |\n| :-- | --: |\n| 1 | 2 |\n",
    "quotations": "> a\n> b\n>\n> - c\n\nd\n",
    "three levels": "- a\n    1. b\n        - c\n- d\n",
    "images": "![Body map](a.png) words\n\n- ![x](b.png)\n",
    "dividing lines": "a\n\n---\n\nb\n",
    "code": "`a * b` and ``c ` d``",
    "headings": "## A *b* `c` {#x}\n\n### D ###\n",
}


@pytest.mark.parametrize("name", sorted(SURVIVES))
def test_what_survives_is_let_through(name):
    assert differences(SURVIVES[name]) == []


def test_a_difference_says_in_words_what_would_happen_and_in_which_line():
    body = "Words.\n\n1. a\n3. 50 mg\n"
    (difference,) = compare(outline_of_markdown(body), outline_of_html(to_html(body)))
    assert difference.line == 4
    assert difference.message == (
        "'50 mg' (paragraph), in item 3 would be shown as '50 mg' (paragraph), in item 2"
    )


def test_a_page_that_lost_the_start_of_a_list_is_caught():
    assert html_differences("3. a\n4. b\n", "<ol><li>a</li><li>b</li></ol>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>5 mg</p>",
        "<p>50<sup>mg</sup></p>",
        "<p>5<del>0</del> mg</p>",
        "<p>50 mg</p><p>more</p>",
        "<ul><li>50 mg</li></ul>",
        "<blockquote><p>50 mg</p></blockquote>",
        "<p>50 mg</p><script>x</script>",
        "<p>50 mg<input></p>",
        "<p>50</p><p>mg</p>",
        "<h2>50 mg</h2>",
        "",
    ],
)
def test_any_other_page_differs(html):
    assert html_differences("50 mg", html)


def test_an_inner_list_that_is_renumbered_is_caught():
    body = "1. a\n\n    1. b\n    2. c\n"
    page = "<ol><li><p>a</p><ol {}><li>b</li><li>c</li></ol></li></ol>"
    assert html_differences(body, page.format("")) == []
    first, second = html_differences(body, page.format("start=2"))
    assert "in item 1 of item 1 would be shown as 'b' (paragraph), in item 2 of item 1" in first
    assert "in item 2 of item 1 would be shown as 'c' (paragraph), in item 3 of item 1" in second
    assert html_differences(body, page.format("").replace("ol", "ul").replace("ul", "ol", 1))


@pytest.mark.parametrize(
    "deeper",
    [
        (("numbered", "1"), ("numbered", "2")),
        (("numbered", "1"), ("bullet", "1"), ("quotation", "1")),
        (("table", "2", "1"),),
        (),
    ],
)
def test_places_are_compared_with_all_that_they_stand_in(deeper):
    here = Piece("paragraph", (("numbered", "1"), ("numbered", "1")), "50 mg")
    assert compare((here,), (dataclasses.replace(here, within=deeper),))
    assert compare((here,), (dataclasses.replace(here, kind="cell"),))


def test_outlines_that_differ_in_any_way_are_never_let_through(monkeypatch):
    """Whatever the comparison looks at, it never calls two different outlines the same."""
    monkeypatch.setattr(fidelity, "_keys", lambda outline: ["same" for _ in outline])
    one, other = Piece("paragraph", (), "5 mg"), Piece("paragraph", (), "50 mg")
    (difference,) = compare((one,), (other,))
    assert difference.message == "the page differs from the text in a way that has no name"


def test_what_the_site_adds_is_left_out():
    page = (
        '<div class="text"><h2 id="a">A dose<a class="headerlink" href="#a">&para;</a></h2>'
        '<p><abbr title="milligram">mg</abbr> 5<span data-added>tip <b>x</b></span></p>'
        '<div class="md-typeset__table"><table><thead><tr><th>a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table></div></div>"
    )
    assert html_differences("## A dose\n\nmg 5\n\n| a |\n| --- |\n| b |\n", page) == []


def test_a_swapped_pair_of_columns_is_caught():
    body = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert html_differences(
        body, to_html(body).replace("<td>1</td>\n<td>2</td>", "<td>2</td>\n<td>1</td>")
    )


def test_a_cell_that_spans_columns_is_caught():
    body = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert html_differences(body, to_html(body).replace("<td>1</td>", '<td colspan="2">1</td>'))


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("<>/ab p=\"'&;!-ul li table td tr 1 ol start"), max_size=60))
def test_any_html_has_an_outline(html):
    outline_of_html(html)


LETTERS = st.text(st.sampled_from("abcdeXYZ"), min_size=1, max_size=6)
NUMBERS = st.sampled_from(
    ["5", "50 mg", "1.10", "5-10", "1_000", "10 < 20", "R&D", "37 °C", "x_y", "2 x 3"]
)
ATOMS = st.one_of(LETTERS, NUMBERS)
INLINE = st.lists(
    st.one_of(
        ATOMS,
        ATOMS.map("**{}**".format),
        LETTERS.map("*{}*".format),
        LETTERS.map("`{}`".format),
        LETTERS.map("[{0}](../posts/{0}.yaml)".format),
        LETTERS.map("![{0}](../attachments/x/{0}.png)".format),
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: "w " + " ".join(parts))


def numbered(items: list[str], start: int) -> str:
    return "\n".join(f"{n}. {item}" for n, item in enumerate(items, start))


def nested(items: list[tuple[str, list[str]]]) -> str:
    return "\n".join(
        "\n".join([f"- {top}", *(f"    - {x}" for x in inner)]) for top, inner in items
    )


def table(rows: list[list[str]]) -> str:
    width = len(rows[0])
    lines = [f"| {' | '.join((row + [''] * width)[:width])} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


ITEMS = st.lists(INLINE, min_size=1, max_size=4)
BLOCKS = st.one_of(
    INLINE,
    st.tuples(INLINE, INLINE).map("  \n".join),
    st.tuples(INLINE, INLINE).map("\n".join),
    ITEMS.map(lambda items: numbered(items, 1)),
    st.lists(st.tuples(INLINE, st.lists(INLINE, max_size=3)), min_size=1, max_size=3).map(nested),
    st.lists(st.lists(INLINE, min_size=1, max_size=3), min_size=2, max_size=4).map(table),
    ITEMS.map(lambda lines: "\n>\n".join(f"> {line}" for line in lines)),
    st.just("---"),
)


@st.composite
def documents(draw) -> str:
    parts = []
    for number, blocks in enumerate(draw(st.lists(st.lists(BLOCKS, max_size=4), max_size=4))):
        parts.append(f"## Part {number} {draw(LETTERS)}")
        for block in blocks:
            parts += [block, f"Between {len(parts)}."]
    return "\n\n".join(parts) + "\n"


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_text_within_the_profile_survives(body):
    assert parse(body).problems == ()
    assert differences(body) == []


@pytest.mark.thorough
@settings(max_examples=200, deadline=None)
@given(documents(), st.data())
def test_a_changed_digit_or_a_lost_word_is_always_caught(body, data):
    html = to_html(body)
    digits = [at for at, c in enumerate(html) if c.isdigit() and ">" in html[max(0, at - 9) : at]]
    shown = [at for at in digits if html.rfind("<", 0, at) < html.rfind(">", 0, at)]
    if shown:
        at = data.draw(st.sampled_from(shown))
        changed = html[:at] + str((int(html[at]) + 1) % 10) + html[at + 1 :]
        assert html_differences(body, changed)


@pytest.mark.parametrize("path", sorted(REGISTRY.glob("[a-z]*/*.md")), ids=lambda path: path.stem)
def test_every_text_of_the_demonstration_survives(path):
    body = read_markdown(path.read_bytes(), path.name).body
    assert body is not None
    assert parse(body).problems == ()
    assert differences(body) == []
