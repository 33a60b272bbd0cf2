"""Whom to ring: one tap away on every screen, in every red box, on paper, and with keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ADVICE = "01632 960200"
STOPPED = "guidelines/seizure-planning/"
RED = (
    STOPPED,
    "guidelines/transfer-checklist/",
    "guidelines/sibling-support/",
    "guidelines/staff-debrief/",
    "guidelines/symptom-escalation/draft/",
    "guidelines/rapid-transfer/versions/1.0/",
)


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("url", ["", "guidelines/rapid-transfer/", STOPPED, "404.html"])
def test_the_header_rings_the_first_number_and_crowds_nothing_out(
    read: Callable[..., Page], url: str, width: int
) -> None:
    page = read(url, width=width)
    call = page.locator(".md-header .hb-call")
    assert call.get_attribute("href") == "tel:01632960200"
    assert ADVICE in str(call.get_attribute("aria-label"))
    place = call.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    assert 24 <= place["height"] <= 42, "on one line, in the header's own height"
    assert (ADVICE in call.inner_text()) is (width > 320)
    assert ("Advice line" in call.inner_text()) is (width > 960)
    search = page.locator(".md-header .hb-find-way").bounding_box()
    assert search is not None
    assert search["x"] + search["width"] <= width
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    others: list[bool] = page.evaluate(
        "() => [...document.querySelectorAll('.md-header label.md-header__button')]"
        ".filter(e => e.offsetParent).map(e => { const b = e.getBoundingClientRect();"
        " const c = document.querySelector('.hb-call').getBoundingClientRect();"
        " return b.right > innerWidth || (b.left < c.right && c.left < b.right); })"
    )
    assert not any(others)


def test_a_number_too_long_for_a_phone_is_a_word_there(read: Callable[..., Page]) -> None:
    """Never half a number: the theme gives a long one the word to stand in for it."""
    page = read("", width=360)
    call = page.locator(".md-header .hb-call")
    assert call.inner_text().strip() == ADVICE
    page.evaluate("document.querySelector('.hb-call-short').classList.remove('hb-call-fits')")
    assert call.inner_text().strip() == "Ring"


def test_the_number_is_reached_with_keys(read: Callable[..., Page]) -> None:
    page = read(STOPPED, width=390)
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert "tel:01632960200" in reached


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("url", RED)
def test_every_red_box_gives_a_number_and_no_way_to_the_recommendations(
    read: Callable[..., Page], url: str, width: int
) -> None:
    page = read(url, width=width)
    box = page.locator(".hb-box")
    assert box.locator(f'a[href="tel:01632960200"]:has-text("{ADVICE}")').is_visible()
    assert page.locator(".hb-go").count() == 0
    if "draft" not in url:
        ways = page.locator('.md-sidebar a[href="#hb-recommendations"]')
        assert not any(ways.nth(n).is_visible() for n in range(ways.count()))


def test_a_page_in_force_goes_on_leading_to_its_recommendations(read: Callable[..., Page]) -> None:
    page = read("guidelines/rapid-transfer/", width=390)
    assert page.locator(".hb-go a").is_visible()


def test_an_endorsed_text_that_says_ring_shows_the_number_in_its_box(
    read: Callable[..., Page],
) -> None:
    page = read("guidelines/out-of-hours-home-care/", width=390)
    assert page.locator('.hb-box a[href="tel:01632960200"]').is_visible()


@pytest.mark.parametrize("url", ["guidelines/rapid-transfer/", STOPPED, "register/"])
def test_paper_carries_the_numbers_in_words(read: Callable[..., Page], url: str) -> None:
    page = read(url)
    page.emulate_media(media="print")
    assert not page.locator(".hb-call").is_visible()
    foot = page.locator(".hb-foot-ring")
    assert foot.is_visible()
    assert ADVICE in foot.inner_text()
    if url == STOPPED:
        assert ADVICE in page.locator(".hb-box").inner_text()
