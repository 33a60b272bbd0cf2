"""No kind of page shuts anybody out: axe-core, on a desk and on a phone, light and dark."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from covering import UNFOLD, expect_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Visit = Callable[..., Iterator[tuple[str, Page]]]

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """async ([where, options]) => {
  const answer = await axe.run(where, {resultTypes: ["violations"], preload: false, ...options});
  return answer.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
NEW = """known => {
  const seen = new Set(known), paths = [];
  for (const part of document.querySelectorAll("body *")) {
    part.removeAttribute("data-new");
    if (![...part.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    let path = "";
    for (let step = part; step !== document.body; step = step.parentElement)
      path += step.tagName + "." + step.getAttribute("class") + " ";
    if (seen.has(path)) continue;
    seen.add(path);
    paths.push(path);
    part.setAttribute("data-new", "");
  }
  return paths;
}"""
"""Marks words that stand as none stood before them: the same elements and classes around them.

Colours come from these alone, and to ask for all of them again on each page takes minutes.
"""
BY_LOOK = ("color-contrast", "link-in-text-block", "target-size")
BY_SENSE = {"rules": {name: {"enabled": False} for name in BY_LOOK}}


@pytest.mark.thorough
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_any_kind_of_page(visit: Visit, screen: dict[str, Any]) -> None:
    """Light and dark: between them only colours can differ.

    Each page is first seen as the one before it was left, which spares it a change of all colours.
    """
    faults = defaultdict(list)
    known: dict[str, list[str]] = {"default": [], "slate": []}
    looks = [("light", "default"), ("dark", "slate")]
    for kind, page in visit(**screen):
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        faults[kind] = page.evaluate(RUN, [{"include": [["html"]]}, BY_SENSE])
        for media, scheme in looks:
            page.emulate_media(color_scheme=media)
            page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
            new = page.evaluate(NEW, known[scheme])
            known[scheme] += new
            rules = BY_LOOK if scheme == "default" else BY_LOOK[:2]
            if new:
                look = {"runOnly": {"type": "rule", "values": rules}}
                faults[kind] += page.evaluate(RUN, [{"include": [["[data-new]"]]}, look])
        looks.reverse()
    expect_none(faults)
