"""Every kind of page without scripts: what it says, how it stands, whom to ring, and the menu."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from covering import expect_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Visit = Callable[..., Iterator[tuple[str, Page]]]

OF_SCRIPTS = {
    ".hb-warnings": "only a script knows the day; the words beside them hold on any day (I7)",
    ".hb-narrow": "nothing can narrow a list down without a script: all of it is shown",
    ".hb-go": "a short way down the page, on a phone, where it is long",
    ".headerlink": "a mark beside a heading, for a pointer, which a phone has not; it says nothing",
}
FEW = 5
NARROW = 960
UNSEEN = """excepted => {
  const unseen = [];
  const walk = document.createTreeWalker(
    document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.data.trim(), outer = walk.currentNode.parentElement;
    if (!words || outer.closest("script, style, noscript, template") || outer.closest(excepted))
      continue;
    const folded = outer.closest("details:not([open]) > :not(summary)");
    if (!folded && !outer.checkVisibility()) unseen.push("nobody sees: " + words.slice(0, 60));
  }
  return unseen;
}"""


@pytest.mark.thorough
def test_without_scripts_every_kind_of_page_says_all_that_it_says(visit: Visit) -> None:
    """On a desk, then on a phone. What a reader can open without a script may be folded; nothing
    else may be hidden."""
    faults = defaultdict(list)
    for kind, page in visit(java_script_enabled=False):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            faults[kind] += [f"{width} wide: {fault}" for fault in unsaid(page, width)]
    expect_none(faults)


def unsaid(page: Page, width: int) -> list[str]:
    """What a page does not say, or show, at this width."""
    faults: list[str] = page.evaluate(UNSEEN, ", ".join(OF_SCRIPTS))
    for what, selector in (("title", "h1"), ("number to ring", "#hb-urgent a[href^='tel:']")):
        if not page.locator(selector).first.is_visible():
            faults.append(f"there is no {what}")
    if width < NARROW:
        page.locator("label.md-header__button[for=__drawer]").click()
    if page.locator(".md-nav--primary a:visible").count() < FEW:
        faults.append("there is no menu")
    return faults
