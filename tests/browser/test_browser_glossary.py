"""Words of the glossary, explained under the pointer, at the keyboard, at a touch and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PAGE = "guidelines/rapid-transfer/"
TERM = "a.hb-term[href$='glossary/advice-line/']"
SAYS = "Glossary: Advice line."


def test_a_pointer_or_the_focus_explains_a_word_until_it_leaves_or_escape(
    read: Callable[..., Page],
) -> None:
    """WCAG 1.4.13: dismissible, hoverable, persistent."""
    page = read(PAGE)
    page.clock.resume()
    term, tip = page.locator(TERM).first, page.locator(".hb-tip")
    term.hover()
    tip.wait_for(state="visible")
    assert tip.inner_text().startswith(SAYS)
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    assert (term.get_attribute("title") or "").startswith(SAYS)
    page.mouse.move(2, 2)
    term.focus()
    tip.wait_for(state="visible")
    assert term.get_attribute("aria-describedby") == "hb-tip-words"
    assert tip.locator("a").is_hidden()
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    assert term.evaluate("term => document.activeElement === term")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/advice-line/")


def test_a_touch_explains_a_word_and_does_not_leave_the_page(read: Callable[..., Page]) -> None:
    page = read(PAGE, width=320, has_touch=True, is_mobile=True)
    term, tip = page.locator(TERM).first, page.locator(".hb-tip")
    term.tap()
    tip.wait_for(state="visible")
    assert page.url.endswith(PAGE)
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.locator("h1").tap()
    tip.wait_for(state="hidden")
    term.tap()
    tip.get_by_text("Open the glossary").tap()
    page.wait_for_url("**/glossary/advice-line/")


def test_without_scripts_a_word_is_a_link_to_what_it_means(read: Callable[..., Page]) -> None:
    page = read(PAGE, java_script_enabled=False)
    term = page.locator(TERM).first
    assert (term.get_attribute("title") or "").startswith(SAYS)
    assert page.locator(".hb-text :is(h2, h3) a.hb-term").count() == 0
    term.click()
    assert page.locator("h1").inner_text() == "Advice line"
