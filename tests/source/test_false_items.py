"""What looks like a list to a person is a list on the page, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source.markdown.parsing import parse
from handbook.source.markdown.profile.false_items import item_like

MARKS = [
    *["• ", "•", "◦ ", "▪ ", "● ", "○ ", "‣ ", "· ", "→ ", "✓ ", "☐ ", "✅ ", "★ "],
    *["\N{EN DASH} ", "\N{EM DASH} ", "\N{MINUS SIGN} ", "-\u00a0", "-\u2003", "*\u00a0", "-"],
    *["1.1. ", "1.1 ", "1.1.1 ", "2. ", "1) ", "2) ", "10. ", "1.\u00a0", "1."],
    *["a) ", "B) ", "(a) ", "(1) ", "(i) ", "iv) ", "ii. ", "b. ", "[1] ", "[ ] ", "[x] "],
    *["o ", "*", "&bull; ", "&#8226; ", "&ndash; ", "&middot; ", "1\ufe0f\u20e3 ", "① ", "❶ "],
    *["1\\. ", "2\\) ", "\\- ", "\\* ", "\\+ ", "\\(a\\) "],
]


def codes(body: str) -> set[str]:
    return {problem.code.id for problem in parse(body).problems}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "place", ["{}", "- {}", "> {}", "1. a\n\n    {}", "## A\n\n{}"], ids=lambda p: p[:6]
)
def test_lines_that_would_run_together_are_refused(place, mark):
    indent = "    " if place.startswith("1.") else ("  " if place.startswith("-") else "")
    lines = ["Give at once:", f"{mark}Oral fluids", f"{mark}Rest"]
    assert codes(place.format(f"\n{'> ' if '>' in place else indent}".join(lines)))


@pytest.mark.parametrize("mark", ["• ", "◦ ", "- ", "-\u00a0", "* ", "1. "])
def test_a_list_without_a_blank_line_is_refused(mark):
    assert codes(f"Give at once:\n{mark}Fluids\n{mark}Rest")


@pytest.mark.parametrize("mark", ["•", "▪", "☐", "-\u00a0"])
def test_a_bullet_is_refused_even_alone(mark):
    assert codes(f"{mark} Fluids\n\n{mark} Rest") == {"MD025"}


def test_the_place_is_that_of_the_line():
    (problem,) = parse("Words.\n\n- Give at once:\n  • one").problems
    assert (problem.line, problem.column, problem.code.id) == (4, 3, "MD025")


@pytest.mark.parametrize(
    "body",
    [
        "Give the dose\nand wait.",
        "Give\n1.5 mg of it, or\n1.5 L, or\n12 hours\n5-10 kg",
        "The words\n*italic* and\n**bold** words",
        "Ring the nurse, i.e.\nthe nurse in charge",
        "One  \na) two  \nb) three",
        "- Give\n- Rest\n\n1. a\n2. b",
        "See\n[the page](../posts/x.yaml) and\n(if needed) more",
        "An older child\nor an adult\non oxygen\nI agree",
        "(a) alone\n\na) alone\n\n\N{EN DASH} alone",
        "\\- no list\n\n1986\\. A year",
        "| a |\n| --- |\n| • x |",
    ],
)
def test_plain_sentences_and_real_lists_pass(body):
    assert codes(body) == set()


@given(st.sampled_from(MARKS), st.text(st.characters(categories=["Lu", "Ll"]), min_size=2))
def test_what_a_mark_begins_is_like_an_item(mark, word):
    assert item_like(f"{mark}X{word}".replace("\\", ""))
