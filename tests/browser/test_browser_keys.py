"""Every kind of page with the keys alone: where one is can be seen, and nothing holds one fast."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from covering import expect_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Visit = Callable[..., Iterator[tuple[str, Page]]]

PRESSED = 12
NOTED = """() => {
  window.met = [];
  document.addEventListener("focusin", event => window.met.push(event.target));
}"""
"""Which elements were reached, in their order."""
WRONG = """() => {
  const faults = [], met = window.met.slice(1);
  if (new Set(met).size < met.length) faults.push("the keys come to one place twice");
  const fixed = part => !!part.closest(".hb-skip, .hb-slim");
  met.slice(1).forEach((part, number) => {
    const before = met[number];
    if (!fixed(part) && !(before.compareDocumentPosition(part) & 4))
      faults.push("out of order: " + part.outerHTML.slice(0, 100));
  });
  return faults;
}"""
UNSEEN = """known => {
  const faults = [], looks = new Set(known);
  document.activeElement.blur();
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const shown = style => [style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    && style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor,
    style.textDecoration].join();
  for (const part of document.querySelectorAll(kinds)) {
    if (!part.checkVisibility({visibilityProperty: true}) || part.disabled) continue;
    let path = "";
    for (let step = part; step !== document.body; step = step.parentElement)
      path += step.tagName + "." + step.getAttribute("class") + " ";
    if (looks.has(path)) continue;
    looks.add(path);
    if (part.type === "radio" && !part.checked) continue;
    const seen = part.matches(".md-option, .hb-open") ? part.nextElementSibling : part;
    const name = part.outerHTML.slice(0, 120), before = shown(getComputedStyle(seen));
    part.focus();
    if (document.activeElement !== part) continue;
    if (shown(getComputedStyle(seen)) === before) faults.push("looks as before: " + name);
    const box = seen.getClientRects()[0];
    const there = box && document.elementFromPoint(
      box.x + Math.min(box.width / 2, 4), box.y + box.height / 2);
    if (!box || !box.width || box.bottom <= 0 || box.top >= innerHeight)
      faults.push("out of sight when reached: " + name);
    else if (there && !seen.contains(there) && !there.contains(seen)
        && !there.closest("label, .md-sidebar"))
      faults.push("covered when reached: " + name + " by " + there.outerHTML.slice(0, 80));
  }
  return [faults, [...looks]];
}"""
"""Of places alike, with the same elements and classes around them, the first of all pages is tried.

The menu at the side is passed over as a cover: its height follows a moment after a jump.
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    "screen",
    [{"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 390, "height": 844}}],
    ids=["desk", "phone"],
)
def test_with_the_keys_alone_every_kind_of_page_can_be_used(
    visit: Visit, screen: dict[str, Any]
) -> None:
    """Some presses of the key from the first place on, and as many back from the last."""
    faults = defaultdict(list)
    known: list[str] = []
    for kind, page in visit(**screen):
        page.evaluate(NOTED)
        for _ in range(PRESSED):
            page.keyboard.press("Tab")
        faults[kind] += page.evaluate(WRONG)
        unseen, known = page.evaluate(UNSEEN, known)
        faults[kind] += unseen
    expect_none(faults)


def test_no_letter_or_mark_by_itself_does_anything(read: Callable[..., Page]) -> None:
    """WCAG 2.1.4: whoever speaks to a browser, or brushes a key, stays where they are."""
    page = read("guidelines/")
    here = page.url
    for key in "abcdefghijklmnopqrstuvwxyz.,/?0123456789":
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert page.url == here
    assert page.evaluate("document.activeElement === document.body")
    assert not page.locator("dialog[open]").count()
