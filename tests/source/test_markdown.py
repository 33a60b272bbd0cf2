"""The closed profile of Markdown: what is found in a text, and what of it is refused."""

from __future__ import annotations

import html
import re

import markdown as python_markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from handbook.source.markdown.commonmark import outline_parser
from handbook.source.markdown.fidelity import (
    EXTENSION_CONFIGS,
    EXTENSIONS,
    outline_of_html,
    outline_of_markdown,
    to_html,
)
from handbook.source.markdown.parsing import escape, links_of, parse, rewrite_links
from handbook.source.screen import odd_character

ACCEPTED = """\
Opening words with *emphasis*, **strong words**, `code`, a [link](../posts/nurse.yaml) and
a second line, which ends with a break
before this one: 5 < 6, 2 \\* 3, R&D, snake_case, 1_000, 37 °C.

## Who does what {#who}

1. First step
2. Second step, with a [page](https://example.org/a_b?c=d&e=f#g):

    - an inner bullet
    - another
        - and a third level

3. Third step

### When to call

> Quoted words.
>
> - a quoted bullet

| Sign | What to do | Who |
| --- | :-: | --: |
| Pain | [Call](tel:+441234567890) | Nurse |
|  | **Wait** | ![Body map](../attachments/x/map.png) |

---

#### Afterwards

Write to [the office](mailto:office@example.org).
"""

REFUSED = {
    "tag": ("sats <b and HR>100", ["1:6 MD001"]),
    "block of HTML": ("<div>\nx\n</div>", ["1:1 MD001", "3:1 MD001"]),
    "comment": ("a <!-- b --> c", ["1:3 MD001"]),
    "escaped tag": ("a \\<b>", ["1:3 MD019", "1:4 MD001"]),
    "script address": ("[a](javascript:x)", ["1:5 MD002"]),
    "script address in capitals": ("[a](JaVaScript:x)", ["1:5 MD002"]),
    "script address by entity": ("[a](java&#115;cript:x)", ["1:5 MD002"]),
    "data address": ("[a](data:text/html,x)", ["1:5 MD002"]),
    "file address": ("[a](file:///x)", ["1:5 MD002"]),
    "unprotected address": ("[a](http://x.org)", ["1:5 MD027"]),
    "unprotected address with a space": (
        "[a](<http://x.org/b c>)",
        ["1:5 MD001", "1:5 MD002", "1:5 MD027"],
    ),
    "address of the site's root": ("[a](/x)", ["1:5 MD002"]),
    "address without scheme": ("[a](//x.org)", ["1:5 MD002"]),
    "address with a space": ("[a](<b c>)", ["1:5 MD001", "1:5 MD002"]),
    "address with a bracket": ("[a](b(c))", ["1:5 MD002"]),
    "autolink": ("see <https://x.org>", ["1:5 MD003"]),
    "mail autolink": ("see <a@x.org>", ["1:5 MD003"]),
    "reference": ("[a][b]\n\n[b]: https://x.org", ["1:1 MD004", "3:1 MD004"]),
    "vanishing line": ("[5 mg]: below", ["1:1 MD004"]),
    "title heading": ("# A", ["1:1 MD005"]),
    "fifth level": ("## A\n\n### B\n\n#### C\n\n##### D", ["7:1 MD005"]),
    "skipped level": ("## A\n\n#### B", ["3:6 MD006"]),
    "first level skipped": ("### A", ["1:5 MD006"]),
    "underlined": ("A\n===", ["1:1 MD007"]),
    "underlined by dashes": ("A\n---", ["1:1 MD007"]),
    "same words twice": ("## A\n\n## A", ["3:4 MD008"]),
    "same address twice": ("## A {#x}\n\n## X", ["3:4 MD008"]),
    "empty heading": ("##", ["1:2 MD009"]),
    "image without description": ("![](a.png)", ["1:5 MD010"]),
    "link without words": ("[](a.md)", ["1:4 MD011"]),
    "link without address": ("[a]()", ["1:5 MD011"]),
    "cell too many": ("| a | b |\n| - | - |\n| 1 | 2 | 3 |", ["3:1 MD012"]),
    "cell missing": ("| a | b |\n| - | - |\n| 1 |", ["3:1 MD012"]),
    "value with a bar": ("| a | b | c |\n| - | - | - |\n| 5-10|kg | 50 mg |", ["3:7 MD012"]),
    "header alone": ("| a |\n| - |", ["1:1 MD012"]),
    "row without edges": ("| a | b |\n| - | - |\n1 | 2", ["3:1 MD012"]),
    "text below a table": ("| a | b |\n| - | - |\n| 1 | 2 |\nx", ["4:1 MD012"]),
    "table below text": ("x\n| a |\n| - |\n| 1 |", ["2:1 MD013"]),
    "jump in numbers": ("1. a\n3. b", ["2:1 MD014"]),
    "all ones": ("1. a\n1. b", ["1:1 MD029"]),
    "all ones within a list": ("- a\n    1. b\n    1. c", ["2:5 MD029"]),
    "ones, then two": ("1. a\n1. b\n2. c", ["2:1 MD014", "3:1 MD014"]),
    "list from three": ("3. a\n4. b", ["1:1 MD014", "2:1 MD014"]),
    "list from nought": ("0. a\n1. b", ["1:1 MD014", "2:1 MD014"]),
    "inner list from two": ("- a\n\n    2. b", ["3:5 MD014"]),
    "year at the start": ("1986. A year", ["1:1 MD014"]),
    "plus as a bullet": ("+ 5 mg", ["1:1 MD024"]),
    "bar between amount and unit": (
        "|a|b|c|\n|-|-|-|\n|5-10|kg|50 mg|",
        ["1:3 MD012", "3:6 MD012"],
    ),
    "bar before a rate": ("|a|b|\n|-|-|\n|5|/kg|", ["1:3 MD012", "3:3 MD012"]),
    "one row without spaces": ("| a | b |\n| - | - |\n|1|2|", ["3:3 MD012"]),
    "header without spaces": ("|a|b|\n|-|-|\n| 1 | 2 |", ["1:3 MD012"]),
    "space on one side": ("|a |b |\n|-|-|\n|1 |2 |", ["1:4 MD012", "3:4 MD012"]),
    "cell too many without spaces": (
        "|a|b|\n|-|-|\n|1|2|3|",
        ["1:3 MD012", "3:1 MD012", "3:3 MD012"],
    ),
    "same words in two parts": ("## A\n\n### X\n\n## B\n\n### X", ["7:5 MD028"]),
    "same words twice in a part": (
        "## A\n\n### X\n\n## B\n\n### X\n\n### X",
        ["7:5 MD028", "9:5 MD008"],
    ),
    "words of an address elsewhere": ("## A\n\n### Y {#x}\n\n## B\n\n### X", ["7:5 MD008"]),
    "address of the badge": ("## A {#hb-standing}", ["1:4 MD026"]),
    "address of the page": ("## Handbook main", ["1:4 MD026"]),
    "words like an address of ours": ("## HB standing", ["1:4 MD026"]),
    "address of the theme": ("## \\_\\_toc", ["1:4 MD026"]),
    "leading nought": ("01. a", ["1:1 MD014"]),
    "bracket after a number": ("1) a", ["1:1 MD015"]),
    "two spaces": ("- a\n  - b", ["2:3 MD015"]),
    "three spaces": ("1. a\n   - b", ["2:4 MD015"]),
    "list below text": ("x\n- a", ["2:1 MD015"]),
    "empty item": ("- a\n-\n- b", ["2:1 MD015"]),
    "list set in": ("  - a", ["1:3 MD015"]),
    "set in by four": ("x\n\n    y", ["3:1 MD016"]),
    "fenced": ("```\nx\n```", ["1:1 MD016"]),
    "curly brackets": ("{{ x }}", ["1:1 MD017", "1:2 MD017", "1:6 MD017", "1:7 MD017"]),
    "attributes": ("## A {.b}", ["1:6 MD017", "1:9 MD017"]),
    "address in capitals": ("## A {#B}", ["1:6 MD017", "1:9 MD017"]),
    "footnote": ("a[^1]", ["1:2 MD017"]),
    "box": ("!!! note", ["1:1 MD017"]),
    "abbreviation": ("*[ABC]: words", ["1:1 MD017"]),
    "included file": ('--8<-- "x"', ["1:1 MD017"]),
    "formula": ("$$x$$", ["1:1 MD017", "1:4 MD017"]),
    "struck out": ("~~5~~ 6 mg", ["1:1 MD017", "1:4 MD017"]),
    "multiplication": ("2*3*4 mg", ["1:2 MD018"]),
    "half a number": ("**5**0 mg", ["1:1 MD018"]),
    "a letter in a number": ("5*x* mg", ["1:2 MD018"]),
    "multiplied letters": ("a*b*c", ["1:2 MD018"]),
    "second of two": ("**a** b **5**0 mg", ["1:9 MD018"]),
    "the same words before": ("*2* and 2*2*2", ["1:10 MD018"]),
    "numbers parted": ("2 *3* 4 mg", ["1:3 MD018"]),
    "backslash at the end": ("a\\\nb", ["1:2 MD019"]),
    "backslash before a per cent sign": ("5 \\% b", ["1:3 MD019"]),
    "tab": ("a\tb", ["1:2 MD021"]),
    "far image": ("![a](https://x.org/a.png)", ["1:6 MD022"]),
    "hidden words": ("[a](b.md 'c')", ["1:5 MD023"]),
}


def found(body: str) -> list[str]:
    return [f"{p.line}:{p.column} {p.code.id}" for p in parse(body).problems]


def test_a_text_within_the_profile_has_no_problem():
    assert found(ACCEPTED) == []


def test_headings_and_links_have_their_places():
    text = parse(ACCEPTED)
    assert [(h.level, h.text, h.anchor, h.explicit, h.line) for h in text.headings] == [
        (2, "Who does what", "who", True, 5),
        (3, "When to call", "when-to-call", False, 16),
        (4, "Afterwards", "afterwards", False, 29),
    ]
    lines = ACCEPTED.split("\n")
    assert len(text.links) == 5
    for link in text.links:
        assert lines[link.line - 1][link.column - 1 :].startswith(link.href + ")")
    assert [(link.text, link.alt) for link in text.links if link.image] == [
        ("Body map", "Body map")
    ]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_each_refusal_names_its_place_and_a_mend(name):
    body, expected = REFUSED[name]
    assert found(body) == expected
    assert all(p.message and p.hint for p in parse(body).problems)


@pytest.mark.parametrize("name", sorted(set(REFUSED) - {"tab"}))
def test_a_refusal_keeps_its_line_further_down_the_text(name):
    body, expected = REFUSED[name]
    if name == "first level skipped":
        return
    moved = [f"{int(e.split(':')[0]) + 2}:{e.split(':')[1]}" for e in expected]
    assert found("Words.\n\n" + body) == moved


@pytest.mark.parametrize(
    "body",
    [
        "> " * 9 + "a",
        "[" * 1501,
        "x" * 10_001,
        "a\n" * 6_001,
        "x\n\n" + "[" * 1400 + "\n\n" + "a" * 9,
    ],
)
def test_texts_that_could_stop_a_parser_are_refused_or_read_quickly(body):
    assert {p.code.id for p in parse(body).problems} <= {"MD020"}


def test_a_tab_hides_nothing_else():
    assert found("a\tb\n\n- > 5 mg\n\n\t- c") == ["1:2 MD021", "3:3 MD024", "5:1 MD021"]


def test_code_is_left_as_it_is():
    assert found("Type `<b> {{x}} \\% 2*3*4 ~~` here.") == []


MARKS = "a * ** _ ` [ ]( ) ](b.md) ![ < > &lt; & \\ {#x} { } ~ ^ == : ! [^1] *[A]: é https://x"
PIECES = st.sampled_from(
    [
        *MARKS.split(),
        *["5 mg", " ", "\n", "\n\n", "    ", "- ", "1. ", "2. ", "## ", "### ", "> "],
        *["| ", " |", "|\n", "| - |\n", "---\n", "===\n", "```\n"],
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("{#x}|\n| - |\n")
def test_any_text_is_read_without_failing_and_places_lie_within_it(body):
    lines = body.split("\n")
    text = parse(body)
    for thing in (*text.problems, *text.headings, *text.links):
        assert 1 <= thing.line <= len(lines)
        assert 1 <= thing.column <= len(lines[thing.line - 1]) + 1


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_rewriting_links_to_themselves_changes_nothing(body):
    assert rewrite_links(body, links_of(body), lambda address: address) == body


def test_rewriting_changes_addresses_and_nothing_else():
    body = "[a](x.md) x.md `[b](x.md)`\n\n| [c](x.md) \\| ![d](x.md) |\n| - |\n| [e](y.md) |\n"
    assert rewrite_links(body, links_of(body), lambda address: f"../{address}#z") == (
        "[a](../x.md#z) x.md `[b](x.md)`\n\n"
        "| [c](../x.md#z) \\| ![d](../x.md#z) |\n| - |\n| [e](../y.md#z) |\n"
    )


def test_rewriting_reaches_every_link_that_parsing_finds():
    seen: list[str] = []
    rewrite_links(ACCEPTED, links_of(ACCEPTED), lambda address: seen.append(address) or address)
    assert sorted(seen) == sorted(link.href for link in parse(ACCEPTED).links)


WORDS = st.text(
    st.sampled_from("abcXYZ 019-_.,:;!?'\"()/&éßñ日\u00a0°µ*`"), min_size=1, max_size=20
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
@example(["a_1", "a", "a"])
@example(["!", "?", "!"])
def test_addresses_of_headings_are_those_the_site_gives(titles):
    body = "\n\n".join(f"## a{title.strip()}" for title in titles)
    page = to_html(body)
    assume(outline_of_markdown(body) == outline_of_html(page))  # else it is never published
    ours = [heading.anchor for heading in parse(body).headings]
    assert ours == re.findall(r'<h2 id="([^"]*)">', html.unescape(page))


READABLE = st.text(
    st.characters(codec="utf-8").filter(lambda c: not odd_character(c) or c in "\n\t")
)


@settings(max_examples=500, deadline=None)
@given(READABLE)
@example("1. x")
@example("- x")
@example("# {{ *x* }} | <b> & &amp; [a](b) ![c](d)")
@example("*[A]: b")
@example("\u2003x\u00a0")
@example(": x")
@example("1) x")
@example("--8<-- x")
def test_an_escaped_text_is_shown_exactly_by_both_parsers(text):
    wanted = re.sub("[ \t\n\r\f\v]+", " ", text).strip(" ")
    for template in ("{}", "## {}", "- {}", "| {} | b |\n| - | - |\n| c | d |"):
        page = template.format(escape(text))
        first = outline_parser().render(page)
        second = python_markdown.markdown(
            page, extensions=list(EXTENSIONS), extension_configs={**EXTENSION_CONFIGS, "toc": {}}
        )
        for rendered in (first, second):
            element = re.search(r"<(p|h2|li|th)\b[^>]*>(.*?)</\1>", rendered, re.DOTALL)
            shown = html.unescape(re.sub("<.*?>", "", element[2])) if element else ""
            assert shown.strip(" \n") == wanted


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (" * one", "does not begin at the start of its line", "Delete the spaces before it"),
        ("- one\n\n  - two", "is not set in by 4 spaces", "Begin it with exactly 4 spaces"),
        ("a <!-- b --> c", "Remarks between <!-- and --> are not used", "Delete the remark"),
        ("<!-- b -->", "Remarks between <!-- and --> are not used", "Delete the remark"),
    ],
)
def test_a_message_says_what_to_do_in_words_that_fit(text: str, message: str, hint: str) -> None:
    found = parse(text).problems
    assert any(message in one.message and hint in (one.hint or "") for one in found)


DRAWN_INTO_AN_ITEM = (
    "- Old: 10 mg.\nGive 5 mg now.\n",
    "1. Old: 10 mg.\nGive 5 mg now.\n",
    "- Old.\n\n    - Older: 10 mg.\nGive 5 mg now.\n",
    "- Old.\n\n    More of it.\nGive 5 mg now.\n",
    "> - Old: 10 mg.\n> Give 5 mg now.\n",
)


@pytest.mark.parametrize("body", DRAWN_INTO_AN_ITEM)
def test_a_line_below_an_item_is_not_drawn_into_it(body):
    """Fails if prose at the start of a line may become part of a list item above it (I15)."""
    (line,) = (number for number, text in enumerate(body.split("\n"), 1) if "5 mg" in text)
    found = [(problem.code.id, problem.line) for problem in parse(body).problems]
    assert ("MD015", line) in found


@pytest.mark.parametrize(
    "body",
    [
        "- Old: 10 mg,\n  then less.\n",
        "1. Old: 10 mg,\n    then less.\n",
        "- Old.\n\nGive 5 mg now,\nand ring.\n",
        "> - Old: 10 mg,\n>   then less.\n",
    ],
)
def test_a_line_that_is_set_in_belongs_to_its_item(body):
    assert "MD015" not in {problem.code.id for problem in parse(body).problems}
