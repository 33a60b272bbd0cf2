"""Tidying a text settles its layout, changes nothing that anybody reads, and guesses nothing."""

# ruff: noqa: E501  # one case, one line

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.layout import body as tidying
from handbook.layout import headings, reading, spaces
from handbook.layout.body import tidy_body
from handbook.layout.model import Line
from handbook.layout.reading import Read, read
from handbook.source.markdown import parsing
from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown, to_html


def tidied(body: str) -> str:
    return tidy_body(body, 1)[0]


def refused(body: str) -> list[str]:
    """The codes for which a text is refused; empty if it can be published."""
    found = [problem.code.id for problem in parsing.parse(body).problems]
    apart = compare(outline_of_markdown(body), outline_of_html(to_html(body)))
    return found or ["MD090" for _ in apart]


MENDED = {
    "no empty line above a list": ("Ring:\n- the ward\n- the hospice", "Ring:\n\n- the ward\n- the hospice"),
    "no empty line above a numbered list": ("Do this.\n1. Sit.\n2. Wait.", "Do this.\n\n1. Sit.\n2. Wait."),
    "an inner list set in by two": ("- ward\n  - bed\n  - chair\n- home", "- ward\n    - bed\n    - chair\n- home"),
    "an inner list set in by three": ("1. Sit.\n   - here\n   - there\n2. Go.", "1. Sit.\n    - here\n    - there\n2. Go."),
    "three levels": ("- a\n  - b\n    - c", "- a\n    - b\n        - c"),
    "a list set in by one": (" - one\n - two", "- one\n- two"),
    "words below an item": ("- one\n     and more\n- two", "- one\n  and more\n- two"),
    "a second paragraph in an item": ("- one\n\n  more\n- two", "- one\n\n    more\n\n- two"),
    "spaces behind the mark": ("-   one\n-   two", "- one\n- two"),
    "numbers with a bracket": ("Then:\n\n1) Sit.\n2) Wait.", "Then:\n\n1. Sit.\n2. Wait."),
    "stars as bullets": ("* the ward\n* the hospice", "- the ward\n- the hospice"),
    "a heading without its space": ("One.\n\n##When to call\n\nTwo.", "One.\n\n## When to call\n\nTwo."),
    "a heading that runs into a list": ("- one\n- two\n##When to call\nNow.", "- one\n- two\n\n## When to call\n\nNow."),
    "a heading that runs into words": ("One.\n##When\n\nNow.", "One.\n\n## When\n\nNow."),
    "marks at both ends of a heading": ("##  When  ##", "## When"),
    "no empty lines round a heading": ("One.\n## When\nTwo.", "One.\n\n## When\n\nTwo."),
    "an underlined heading": ("When to call\n------------\n\nNow.", "## When to call\n\nNow."),
    "headings from the first level": ("# When\n\nNow.\n\n## Who\n\nYou.", "## When\n\nNow.\n\n### Who\n\nYou."),
    "a title of the first level above three others": ("# All\n\n## A\n\n### B\n\n#### C\n\nEnd.", "## All\n\n## A\n\n### B\n\n#### C\n\nEnd."),
    "an inner list below a second paragraph": ("- a\n\n    b\n    - c\n    - d\n\n- e", "- a\n\n    b\n\n    - c\n    - d\n\n- e"),
    "a table without spaces": ("|Age|Dose|\n|-|:-:|\n|1|2|", "| Age | Dose |\n| --- | :---: |\n| 1 | 2 |"),
    "a table without bars at its ends": ("Age | Dose\n--- | ---\n1 | 2", "| Age | Dose |\n| --- | --- |\n| 1 | 2 |"),
    "a table with padded cells": ("|Age  |Dose|\n|-----|----|\n|1    |2   |", "| Age | Dose |\n| --- | --- |\n| 1 | 2 |"),
    "no empty line above a table": ("Doses:\n| A | B |\n| --- | --- |\n| 1 | 2 |", "Doses:\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"),
    "tabs before an inner list": ("- ward\n\t- bed\n-\thome", "- ward\n    - bed\n- home"),
    "no-break spaces where a line begins": ("One:\n\n\u00a0\u00a0words that follow", "One:\n\n  words that follow"),
    "spaces at the end": ("One.   \nTwo. \nThree.  ", "One.  \nTwo.\nThree."),
    "too many empty lines": ("One.\n\n\n \n\nTwo.", "One.\n\nTwo."),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_layout_is_mended_and_the_text_can_then_be_published(name: str) -> None:
    before, after = MENDED[name]
    assert tidied(before) == after
    assert refused(after) == []
    assert tidied(after) == after


LEFT = {
    "a range that wrapped at its dash": "Give between 5\n- 10 mg over an hour",
    "one line that begins with a dash": "He was seen by the team\n- the night team",
    "a sign before a number": "Give:\n\n+ 5 mg\n+ 10 mg",
    "a star that may be a footnote": "| A | B |\n| --- | --- |\n| 1* | 2 |\n\n* under 12 years",
    "a dividing line below a sentence": "Give one dose.\n---\nThen wait.",
    "a dividing line below two lines": "Give one\ndose\n---\n",
    "a bar within a value": "| Weight | Dose | Route |\n| --- | --- | --- |\n| 5-10|kg | 50 mg |",
    "a bar within a value, without spaces elsewhere": "|A|B|C|\n|-|-|-|\n|5-10|kg|50 mg|\n| 1 | 2|",
    "headings of the first level above three others": "# A\n\n#### D\n\n# B\n\n## B",
    "a row with a cell too few": "|A|B|\n|-|-|\n|1|",
    "a row with a cell too many": "|A|B|\n|-|-|\n|1|2|3|",
    "a number behind the marks, below words": "One.\n##5 mg",
    "one mark before a word": "One.\n#who\n\n#you",
    "a number behind the marks": "One.\n\n##5 mg\n\nTwo.",
    "a list set in by two under a number": "1. Sit.\n  - here\n2. Go.",
    "an item set in by one": "- ward\n - bed\n- home",
    "code": "Text.\n\n    5   mg  \n\n```\n##x\n* y\n```",
    "a carriage return alone": "One.\r- two\n*  three",
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_certain_is_left_alone(name: str) -> None:
    assert tidied(LEFT[name]).strip("\n") == LEFT[name].strip("\n")


def test_what_was_done_is_told_by_the_lines_of_the_file() -> None:
    body = "Ring: \n- the ward\n- the hospice\n\n\n##When\n\n| A | B |\n| --- | --- |\n|1| 2 |"
    new, done = tidy_body(body, 10)
    assert "\n\n## When\n\n" in new
    assert [(change.line, change.description) for change in sorted(done, key=lambda c: c.line)] == [
        (10, "spaces at its end taken away"),
        (11, "an empty line put above the list"),
        (14, "an empty line too many taken away"),
        (15, "a space put behind the # of the heading"),
    ]


def test_one_place_that_cannot_be_proven_does_not_keep_the_others_as_they_were() -> None:
    body = "1. Sit.\n  - here\n2. Go.\n\nText\n\n*  one\n*  two"
    assert tidied(body).endswith("Text\n\n- one\n- two")
    assert tidied(body).startswith("1. Sit.\n  - here\n")


# A proof counts only if it refuses: each of these is a step that would change what is read.
WRONG = {
    "a number": ("Give 5 mg.", "Give 50 mg."),
    "a sign": ("if > 5", "if < 5"),
    "a place": ("- a\n- b", "- b\n- a"),
    "a level": ("- a\n    - b", "- a\n- b"),
    "a kind": ("a\n\n- b", "a\n\nb"),
    "a line break": ("one  \ntwo", "one\ntwo"),
    "an emphasis": ("**never** give", "never give"),
    "an address": ("[form](a.pdf)", "[form](b.pdf)"),
    "a heading's level": ("## One", "### One"),
    "a cell": ("| a | b |\n| - | - |\n| 1 | 2 |", "| a | b |\n| - | - |\n| 2 | 1 |"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_proof_refuses_a_change_of(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = WRONG[name]

    def spoil(lines: list[Line]) -> list:
        from handbook.layout.model import Swap, text_of  # noqa: PLC0415

        if text_of(lines) != before:
            return []
        return [(Swap(0, len(lines), tuple(after.split("\n")), "spoilt"),)]

    monkeypatch.setattr(tidying, "STEPS", (spoil,))
    assert tidied(before) == before


def test_both_readers_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list set in by two reads alike to the first reader only: the second must gain, not lose."""
    good, bad = "- a\n    - b", "- a\n  - b"
    assert read(good).agreed
    assert not read(bad).agreed
    assert read(good).first == read(bad).first
    assert reading.unchanged(read(bad), read(good))
    assert not reading.unchanged(read(good), read(bad))


def test_only_the_two_steps_that_are_meant_to_be_noticed_may_be() -> None:
    noticed = {headings.close, headings.lower}
    assert {step for step in tidying.STEPS if tidying._expected(step, [Line("", 1)])} == noticed
    assert spaces.empty is tidying.STEPS[-1]


WORDS = st.sampled_from(
    [
        "ward",
        "5 mg",
        "**not** now",
        "> 12 years",
        "a | b",
        "10-20",
        "x*",
        "2*3*4",
        "[form](a.pdf)",
        "1. of the plan",
        "- 10 mg",
        "+ 5",
        "*Note",
        "`code`",
        "end.",
        "Ring:",
        "#5",
        "\\*",
        "&lt;",
    ]
)
MARKS = st.sampled_from(
    [
        "",
        "",
        "",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2. ",
        "1) ",
        "## ",
        "##",
        "# ",
        "> ",
        "|",
        "| ",
        "-   ",
        "-\t",
        "10. ",
        "#### ",
        "- - ",
        "!",
        "\xa0",
    ]
)
LEADS = st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "\t", "        ", "\u00a0"])
ENDS = st.sampled_from(["", "", "", " ", "  ", "\t", "   ", " ##", " |", "\\"])
SPECIAL = st.sampled_from(
    [
        "",
        "",
        "---",
        "===",
        "```",
        "***",
        "|A|B|\n|-|-|\n|1|2|",
        "A | B\n--- | ---\n1 | 2",
        "| A | B | C |\n| --- | --- | --- |\n| 5-10|kg | 50 mg |",
        "> a\n> - b",
        "    code",
        "[a]: b",
    ]
)
LINES = st.one_of(st.builds("{}{}{}{}".format, LEADS, MARKS, WORDS, ENDS), SPECIAL)
BODIES = st.lists(LINES, max_size=12).map("\n".join)


def spoken(found: Read) -> list[str]:
    """All words in order, without the marks of headings that one reader does not know."""
    return re.sub(r"#+", " ", " ".join(words for _, _, words in found.first.blocks)).split()


@pytest.mark.thorough
@settings(max_examples=150)
@given(BODIES)
@example("- a\n\t- b\n\n\t\tc\n##x\n|a|b|\n|-|-|\n|1|2|")
@example("* a\n- b\n+ c\n1) d\n2. e")
def test_nothing_that_is_read_changes(body: str) -> None:
    """I15: words, numbers and places survive; what passed still passes; twice is as once."""
    new, _ = tidy_body(body, 1)
    bare = re.compile(r"[\s#|*+=:.)-]+")
    assert bare.sub("", new) == bare.sub("", body)
    before, after = read(body), read(new)
    assert spoken(after) == spoken(before)
    assert after.apart <= before.apart
    if not refused(body):
        assert not refused(new)
    assert tidied(new) == new
