"""A register in the browser: sorted, narrowed down, its state in the address; whole without script.

Nothing that is hidden goes unsaid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

REGISTER = "register/"
ROWS = ".hb-text tbody tr"


def names(page: Page) -> list[str]:
    """The names of the rows that are seen, from the top."""
    return [
        row.locator("td").first.locator("a").first.inner_text()
        for row in page.locator(ROWS).all()
        if row.is_visible()
    ]


def said(page: Page) -> str:
    return page.locator(".hb-narrow-said").inner_text()


def test_a_register_is_whole_without_scripts(read: Callable[..., Page], built: Path) -> None:
    page = read(REGISTER, java_script_enabled=False)
    assert not page.locator(".hb-narrow").is_visible()
    html = (built / REGISTER / "index.html").read_text(encoding="utf-8")
    whole = int(re.findall(r"(\d+) in this list", html)[0])
    assert len(names(page)) == whole


def test_a_filter_says_what_it_hides_and_stands_in_the_address(read: Callable[..., Page]) -> None:
    page = read(REGISTER)
    everything = names(page)
    page.get_by_label("Standing").select_option("suspended")
    (stopped,) = names(page)
    assert said(page).startswith(f"1 of {len(everything)} are shown")
    assert said(page).endswith("hidden by what was chosen (Standing: Suspended).")
    assert not page.get_by_role("heading", name="In force").is_visible()
    page.get_by_label("Standing").select_option("in-force")
    assert stopped not in names(page)
    assert page.url.endswith("?standing=in-force")
    page.go_back()
    assert names(page) == [stopped]
    page.get_by_role("button", name="Show all").click()
    assert names(page) == everything
    assert "?" not in page.url
    sent = read(f"{REGISTER}?standing=suspended&name=seizures")
    assert names(sent) == [stopped]


def test_an_address_that_asks_for_what_is_gone_hides_nothing(read: Callable[..., Page]) -> None:
    page = read(f"{REGISTER}?owner=Use+until+2030&sort=%3Cimg%20src=x%3E")
    assert len(names(page)) == page.locator(ROWS).count()
    assert said(page).startswith("What the address asks for under Owner, Sort by is not in this")
    assert "2030" not in page.locator("body").inner_text()


def test_columns_are_sorted_by_keys_within_each_standing(read: Callable[..., Page]) -> None:
    page = read(REGISTER)
    everything = names(page)
    first = page.locator(".hb-text table").first
    button = first.get_by_role("button", name="Owner")
    button.focus()
    page.keyboard.press("Enter")
    head = first.get_by_role("columnheader", name="Owner")
    assert head.get_attribute("aria-sort") == "ascending"
    owners = first.locator("td[data-label=Owner]").all_inner_texts()
    assert owners == sorted(owners, key=str.lower)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.url.endswith("?sort=owner&order=down")
    assert first.locator("td[data-label=Owner]").all_inner_texts()[0] == owners[-1]
    states = page.locator(f"{ROWS} td[data-label=Standing] .hb-tag:first-child").all_inner_texts()
    assert len(set(states)) == len([s for n, s in enumerate(states) if s != states[n - 1]])
    assert sorted(names(page)) == sorted(everything)
    dates = first.get_by_role("button", name="Dates")
    dates.click()
    years = re.findall(r"\d{4}", " ".join(first.locator("td[data-label=Dates]").all_inner_texts()))
    assert years == sorted(years)


def test_a_link_to_what_is_hidden_leads_there(read: Callable[..., Page]) -> None:
    page = read(f"{REGISTER}?standing=in-force#hb-suspended")
    assert page.get_by_role("heading", name="Suspended").is_visible()


def test_on_a_phone_rows_are_cards_that_can_be_narrowed_down(read: Callable[..., Page]) -> None:
    page = read(REGISTER, width=320)
    page.get_by_text("Narrow down and sort").click()
    page.get_by_label("Sort by").select_option("owner")
    page.get_by_label("Standing").select_option("withdrawn")
    assert names(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".hb-sort").first.is_hidden()


def test_on_paper_a_list_says_that_it_is_not_all(read: Callable[..., Page]) -> None:
    page = read(f"{REGISTER}?standing=suspended")
    page.emulate_media(media="print")
    assert page.locator(".hb-narrow-said").is_visible()
    assert not page.get_by_label("Standing").is_visible()
    page.locator(".hb-narrow-all").evaluate("button => button.click()")
    assert not page.locator(".hb-narrow").is_visible()
