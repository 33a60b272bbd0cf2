"""Keys that nobody meant to press do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_no_letter_or_mark_by_itself_does_anything(read: Callable[..., Page]) -> None:
    """WCAG 2.1.4: whoever speaks to a browser, or brushes a key, stays where they are."""
    page = read("guidelines/")
    here = page.url
    for key in "abcdefghijklmnopqrstuvwxyz.,/?0123456789":
        page.keyboard.press(key)
    settle(page)
    assert page.url == here
    assert page.evaluate("document.activeElement === document.body")
    assert not page.locator("dialog[open]").count()
