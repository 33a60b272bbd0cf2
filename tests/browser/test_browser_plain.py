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
@pytest.mark.parametrize("width", [390, 1280])
def test_without_scripts_every_kind_of_page_says_all_that_it_says(visit: Visit, width: int) -> None:
    """What a reader can open without a script may be folded; nothing else may be hidden."""
    faults = defaultdict(list)
    for kind, page in visit(viewport={"width": width, "height": 900}, java_script_enabled=False):
        faults[kind] += page.evaluate(UNSEEN, ", ".join(OF_SCRIPTS))
        for what, selector in (("title", "h1"), ("number to ring", "#hb-urgent a[href^='tel:']")):
            if not page.locator(selector).first.is_visible():
                faults[kind].append(f"there is no {what}")
        if width < 960:
            page.locator("label.md-header__button[for=__drawer]").click()
        if page.locator(".md-nav--primary a:visible").count() < FEW:
            faults[kind].append("there is no menu")
    expect_none(faults)
