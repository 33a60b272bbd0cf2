"""A sign of comparison at the start of a line is never taken for a quotation and lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown, to_html
from handbook.source.markdown.parsing import parse
from handbook.source.markdown.quotations import begins_an_amount

PLACES = {
    "a line of its own": "{}",
    "below a sentence": "Give it at\n{}",
    "an item": "- {}",
    "a numbered item": "1. {}",
    "an inner item": "- a\n    - {}",
    "a second item": "- a\n- {}",
    "an item's second paragraph": "- a\n\n    {}",
    "a second line of a quotation": "> Words\n{}",
    "a quotation in a quotation": "> {}",
    "a quoted bullet": "> - {}",
    "below a table": "| a |\n| - |\n| 1 |\n\n{}",
    "before a lazy line": "{}\nand more",
}
COMPARISONS = [
    *["> 12 years: one tablet", ">12 years", ">= 90 %", ">=90", "> = 3", ">> 5", "> > 5"],
    *["> **40 kg**", "> _5_", "> (5 kg)", "> .5 mg", "> -2", "> \N{MINUS SIGN}2", ">\uff1d 90"],
    *["> \uff11\uff12 years", "> \u0665", "> ½ tablet", "> £5", "> ≥ 5", "> < 5", "> &gt; 5"],
    *["> &ge; 5", "> &#53; mg", "> /= 5", "> or = 5", "> or equal to 5", "> kg", "> twelve years"],
    *["> mmol/l", "> % of weight", "> °C", "> ~5", "> ±2", "> ≈ 4"],
]


def codes(body: str) -> set[str]:
    return {problem.code.id for problem in parse(body).problems}


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize("words", COMPARISONS)
def test_a_comparison_is_refused_wherever_it_would_be_a_quotation(place, words):
    assert "MD024" in codes(PLACES[place].format(words))


@given(
    st.sampled_from(sorted(PLACES.values())),
    st.sampled_from([">", "> ", ">>", "> > ", "  >", ">  "]),
    st.sampled_from(["", "=", "= ", "/= ", "**", "(", "_", "`", "~", "±", "-", "+"]),
    st.characters(categories=["N"]),
)
def test_no_way_to_write_a_number_behind_the_sign_passes(place, mark, opening, digit):
    assert codes(place.format(f"{mark}{opening}{digit} mg"))


@pytest.mark.parametrize(
    "body",
    [
        "> Quoted words.\n>\n> More words, 5 mg",
        "> Two nurses check it.",
        "> - 5 mg\n> - 10 mg",
        "> 1. a\n> 2. b",
        "- a\n\n    > Quoted words",
        "- \\> 12 years: one tablet",
        "\\>= 90 %",
        "≥ 12 years\n\n\uff1e 12 years",
        "5 > 4 and > 3",
        "| Age |\n| --- |\n| > 12 years |",
        "## > 12 years",
    ],
)
def test_real_quotations_and_signs_that_are_shown_pass(body):
    assert codes(body) == set()
    assert compare(outline_of_markdown(body), outline_of_html(to_html(body))) == []


@pytest.mark.parametrize(
    ("body", "place"), [("- > ULN: ring", "1:3"), ("- a\n- > normal", "2:3"), ("a\n> b", "2:1")]
)
def test_a_quotation_begins_where_nobody_takes_it_for_a_comparison(body, place):
    (problem,) = parse(body).problems
    assert (f"{problem.line}:{problem.column}", problem.code.id) == (place, "MD024")


@pytest.mark.parametrize("body", ["- > 12 years: one tablet", "> a\n> 12 years", ">= 90 %"])
def test_the_page_is_known_to_lose_the_sign(body):
    assert compare(outline_of_markdown(body), outline_of_html(to_html(body)))


@pytest.mark.parametrize("words", ["", "Words", "Nurses", "I agree", "A nurse", "Two nurses"])
def test_words_are_no_amount(words):
    assert not begins_an_amount(words)


@pytest.mark.parametrize(
    "body",
    [
        "> The old advice: give 10 mg.\nGive 5 mg now.",
        "> - The old advice: give 10 mg.\nGive 5 mg now.",
        "> Outer.\n>\n> > The old advice: give 10 mg.\n> Give 5 mg now.",
        "- Words\n\n    > The old advice: give 10 mg.\n    Give 5 mg now.",
    ],
)
def test_a_line_without_the_mark_is_not_drawn_into_a_quotation(body):
    assert "MD024" in codes(body)


def test_a_quotation_of_several_marked_lines_is_one():
    assert codes("> Give 10 mg,\n> as it said.\n>\n> > And more,\n> > in full.\n\nAfter.") == set()
