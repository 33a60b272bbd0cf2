"""A page with the keys alone: where one is can be seen, and nothing holds one fast."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

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


@dataclass
class Keys:
    """Some presses of the key from the first place on, and as many back from the last."""

    known: list[str] = field(default_factory=list)

    def faults(self, page: Page) -> list[str]:
        """What is wrong on a page on which no key was pressed yet."""
        page.evaluate(NOTED)
        for _ in range(PRESSED):
            page.keyboard.press("Tab")
        faults: list[str] = page.evaluate(WRONG)
        unseen, self.known = page.evaluate(UNSEEN, self.known)
        return [*faults, *unseen]
