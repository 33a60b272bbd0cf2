"""A document's own page: what it says first, what governs it folded, how it stands in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

IN_FORCE = "guidelines/rapid-transfer/"
STOPPED = "guidelines/seizure-planning/"
FOLDED = ("hb-front-sheet", "hb-linked", "hb-adoption", "hb-decisions", "hb-versions", "hb-serves")
SHIFTS = (
    "window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
    " if (!one.hadRecentInput) window.shifted += one.value; })"
    ".observe({type: 'layout-shift', buffered: true})"
)


def test_on_a_phone_governance_is_folded_and_nothing_jumps(read: Callable[..., Page]) -> None:
    """Fails without the folds: the page was 16,800 pixels long, its clinical text 5,900."""
    page = read("", width=390)
    page.add_init_script(SHIFTS)
    page.goto(page.url + IN_FORCE)
    settle(page)
    assert page.evaluate("document.documentElement.scrollHeight") < 10_000
    assert page.evaluate("window.shifted") < 0.05
    for anchor in FOLDED:
        heading = page.locator(f"#{anchor}")
        assert heading.is_visible()
        assert not heading.evaluate("h => h.closest('details').open")
    assert not page.locator("#hb-recommendations").evaluate("h => h.closest('details')")


@pytest.mark.parametrize("anchor", FOLDED)
def test_a_link_to_what_is_folded_opens_it(read: Callable[..., Page], anchor: str) -> None:
    page = read(f"{IN_FORCE}#{anchor}")
    assert page.locator(f"#{anchor}").evaluate("h => h.closest('details').open")


def test_the_box_leads_to_local_adoption_twice(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE)
    way = page.get_by_role("link", name="Is it used where you work?")
    fold = page.locator("details.hb-fold", has=page.locator("#hb-adoption"))
    for _ in range(2):  # the second time the address does not change
        way.click()
        fold.locator("xpath=self::*[@open]").wait_for()
        fold.evaluate("fold => { fold.open = false; }")


def test_on_paper_nothing_is_folded(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.hb-fold:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.hb-fold[open]").count() == 0


def test_without_scripts_everything_is_there(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE, java_script_enabled=False)
    for anchor in FOLDED:
        assert page.locator(f"#{anchor}").is_visible()
    assert page.locator(".hb-text details.hb-fold").count() == 0
    page.get_by_text("Cite this page", exact=True).last.click()
    assert "version 2.0. In force" in page.locator(".hb-cite-words").inner_text()


def test_a_citation_says_when_it_was_read_and_is_copied(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE, width=390, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".hb-box-ways a", has_text="Cite this page").click()
    words = page.locator(".hb-cite-words")
    words.wait_for(state="visible")
    assert words.inner_text().endswith("Read on 23 November 2026.")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == words.inner_text()


def test_on_a_phone_the_contents_stand_above_the_text(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE, width=390)
    page.locator(".hb-contents summary").click()
    page.locator(".hb-contents a", has_text="A child on a ventilator").click()
    assert page.url.endswith("#ventilated")
    assert not page.locator(".hb-contents").evaluate("d => d.open")
    assert not read(IN_FORCE).locator(".hb-contents").is_visible()


def test_a_stopped_text_leads_no_reader_into_its_parts(read: Callable[..., Page]) -> None:
    """Fails if a phone lists the parts of a text that may not be used, which a desktop hides."""
    assert read(STOPPED, width=390).locator(".hb-contents").count() == 0
    assert not read(STOPPED).locator(".md-sidebar--secondary").is_visible()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T12:00:00Z", "In force Use until 1 April 2028."),
        ("2028-04-02T12:00:00Z", "In force, but the day until which it was to be used has passed."),
        ("2020-01-01T12:00:00Z", "In force, but the date of this device cannot be right."),
        ("2026-12-20T12:00:00Z", "In force, but this copy of the handbook has not been renewed."),
    ],
)
def test_at_a_deep_link_how_it_stands_is_in_sight(
    read: Callable[..., Page], now: str, words: str
) -> None:
    """I7: fails if the bar says "use until" of a day that has passed, or is not there."""
    page = read(f"{IN_FORCE}#ventilated", now=now, width=390)
    bar = page.locator(".hb-slim")
    bar.wait_for(state="visible")
    assert bar.inner_text().startswith(words)
    top = page.locator("#ventilated").bounding_box()
    under = bar.bounding_box()
    assert top is not None
    assert under is not None
    assert top["y"] >= under["y"] + under["height"]
    page.evaluate("window.scrollTo(0, 0)")
    bar.wait_for(state="hidden")


def test_a_stopped_text_keeps_its_own_mark_in_sight(read: Callable[..., Page]) -> None:
    page = read("guidelines/seizure-planning/#hb-decisions")
    assert page.locator(".hb-slim").count() == 0
    assert page.locator(".hb-mark").first.is_visible()
