"""The table of who uses what, in a reader's own browser: on a phone, by ear, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

URL = "adoption/"
SUSPENDED = "guidelines/seizure-planning/"


def matrix(page: Page) -> Locator:
    return page.locator("table:has(.hb-m-organisation)")


def test_on_a_phone_the_table_scrolls_in_its_box_and_names_stay(read: Callable[..., Page]) -> None:
    page = read(URL, width=390)
    page.wait_for_selector(".md-typeset__scrollwrap:has(.hb-m-organisation)")
    wrap = page.locator(".md-typeset__scrollwrap:has(.hb-m-organisation)")
    name = matrix(page).locator("tbody tr").first.locator("td").first
    before = name.bounding_box()
    assert wrap.evaluate("e => { e.scrollLeft = 600; return e.scrollLeft }") > 300
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]


@pytest.mark.parametrize("width", [390, 1280])
def test_where_the_table_is_cut_off_words_above_it_say_so(
    read: Callable[..., Page], width: int
) -> None:
    page = read(URL, width=width)
    hint = page.get_by_text("scroll it sideways")
    assert hint.is_visible()
    box, table = hint.bounding_box(), matrix(page).bounding_box()
    assert box is not None
    assert table is not None
    assert box["y"] + box["height"] <= table["y"]


def test_on_a_wide_screen_the_whole_table_is_seen_at_once(read: Callable[..., Page]) -> None:
    page = read(URL, width=1920)
    page.wait_for_selector(".md-typeset__scrollwrap:has(.hb-m-organisation)")
    wrap = page.locator(".md-typeset__scrollwrap:has(.hb-m-organisation)")
    assert wrap.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_whoever_uses_a_stopped_text_is_seen_first_on_a_monday(read: Callable[..., Page]) -> None:
    page = read("due/", width=390)
    first = page.locator(".hb-text h2").first
    assert first.get_attribute("id") == "hb-ring-first"
    assert page.locator(".hb-text table").first.get_by_text("Uses a suspended text").count() > 0


def test_each_row_and_column_of_the_table_has_a_header_to_hear(read: Callable[..., Page]) -> None:
    page = read(URL)
    rows = matrix(page).locator("tbody tr").count()
    assert rows > 1
    assert matrix(page).get_by_role("rowheader").count() == rows
    assert matrix(page).get_by_role("columnheader", name="Ludvale").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_every_cell_says_its_word_with_scripts_and_without(
    read: Callable[..., Page], *, scripts: bool
) -> None:
    page = read(URL, java_script_enabled=scripts)
    cells = matrix(page).locator("tbody tr:not(:last-child) td:not(:first-child)")
    said = cells.all_inner_texts()
    assert "Adopted" in said
    assert "Not meant for it" in said
    shown = ("Adopted", "Adapted", "Declined", "Not ", "No ", "Cannot tell")
    others = [words for words in map(str.strip, said) if words and not words.startswith(shown)]
    assert all(words[0].isdigit() for words in others)


def test_the_box_of_a_guideline_leads_to_the_answers(read: Callable[..., Page]) -> None:
    page = read(SUSPENDED)
    fact = page.locator(".hb-facts dd", has_text="say that they use it")
    fact.get_by_role("link", name="Is it used where you work?").click()
    heading = page.locator("#hb-adoption")
    page.wait_for_timeout(200)  # two frames, after which it is scrolled to
    box, mark = heading.bounding_box(), page.locator(".hb-mark").first.bounding_box()
    assert box is not None
    assert mark is not None
    assert box["y"] >= mark["y"] + mark["height"]


def test_the_use_of_a_suspended_text_is_never_drawn_in_green(read: Callable[..., Page]) -> None:
    page = read(SUSPENDED)
    rows = page.locator("details:has(#hb-adoption) tr")
    row = rows.filter(has_text="Uses a suspended text").first
    assert row.locator(".hb-stop").count() == 2
    assert row.locator(".hb-good").count() == 0


def test_on_paper_the_whole_table_is_there(read: Callable[..., Page]) -> None:
    page = read(URL, width=1123)
    page.emulate_media(media="print")
    table, sheet = (
        matrix(page).bounding_box(),
        page.evaluate("document.documentElement.clientWidth"),
    )
    assert table is not None
    assert table["x"] + table["width"] <= sheet


def test_answers_are_not_found_by_searching(built: Path) -> None:
    rows = "".join((built / "search" / name).read_text() for name in ("names.js", "late.js"))
    assert '["adoption/"' in rows
    assert '["adoptions/"' in rows
    assert not re.search(r'"adoptions/[^"]', rows)
