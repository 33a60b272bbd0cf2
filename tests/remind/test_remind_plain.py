"""Words of the register on a forge: they call nobody, link nothing, order nothing, draw nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handbook.remind.plain import LONGEST_TITLE, plain_title, plain_words

HOSTILE = [
    "@everyone please look",
    "care@home",
    "fells/vales#12 and #7 and GH-8",
    "!12 &3 %v1 ~bug $5",
    "/close",
    "line\n/assign @ann\n",
    "](https://example.org) [x](javascript:alert(1))",
    "<img src=x onerror=alert(1)> <!-- handbook:end -->",
    "<!-- handbook:reminder heather/rapid due= asked= -->",
    "https://example.org www.example.org mailto:a@example.org",
    "`@ann` ``x`` ~~~",
    "# Heading | table | **bold** __x__ ~~y~~",
    "\u202e\u200bhidden\x07",
    "- [x] done",
]
ANY = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80), st.text(alphabet="@#!/<>[]()a w.:"))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("written", [plain_title, plain_words])
def test_nobody_is_called_and_nothing_is_tied(words: str, written: object) -> None:
    made = written(words)  # type: ignore[operator]
    shown = made.replace("\\", "")
    assert "\n" not in made
    assert not re.search(r"[@#]\w", shown)
    assert not re.search(r"(?<!\w)[!%~$&^]\w", shown)
    assert not re.search(r"://\w|www\.\w", shown)


@given(ANY)
def test_markdown_shows_the_words_and_makes_nothing_of_them(words: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).renderInline(f"Due: {plain_words(words)}.")
    assert "<" not in html


@given(ANY)
def test_a_title_is_one_short_line(words: str) -> None:
    title = plain_title(words)
    assert len(title) <= LONGEST_TITLE
    assert title.isprintable()


def test_plain_words_stay_as_they_are() -> None:
    assert plain_title("Care at home, outside working hours (2026)") == (
        "Care at home, outside working hours (2026)"
    )
    assert plain_title("x" * 300).endswith("x ...")
