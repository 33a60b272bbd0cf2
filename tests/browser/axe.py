"""Nothing on a page shuts anybody out: axe-core, light and dark."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """async ([where, options]) => {
  const answer = await axe.run(where, {resultTypes: ["violations"], preload: false, ...options});
  return answer.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
NEW = """known => {
  const seen = new Set(known), paths = [], named = new Set();
  const rules = list => { for (const rule of list) {
    for (const [, name] of (rule.selectorText || "").matchAll(/\\.([\\w-]+)/g)) named.add(name);
    if (rule.cssRules) rules(rule.cssRules);
  } };
  for (const sheet of document.styleSheets) rules(sheet.cssRules);
  const look = part => [...part.classList].filter(name => named.has(name)).join(" ");
  for (const part of document.querySelectorAll("body *")) {
    part.removeAttribute("data-new");
    if (![...part.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    let path = "";
    for (let step = part; step !== document.body; step = step.parentElement)
      path += step.tagName + "." + look(step) + " ";
    if (seen.has(path)) continue;
    seen.add(path);
    paths.push(path);
    part.setAttribute("data-new", "");
  }
  return paths;
}"""
"""Marks words that stand as none stood before them: in the same elements, with the same classes.

Colours come from these alone, and from no class that no style sheet names. To ask for all of them
again on each page takes minutes.
"""
BY_LOOK = ("color-contrast", "link-in-text-block", "target-size")
BY_SENSE = {"rules": {name: {"enabled": False} for name in BY_LOOK}}


@dataclass
class Axe:
    """What axe finds on one page after another. What may be folded must be open."""

    known: list[str] = field(default_factory=list)
    looks: list[tuple[str, str]] = field(
        default_factory=lambda: [("light", "default"), ("dark", "slate")]
    )

    def faults(self, page: Page) -> list[str]:
        """Light and dark: between them only colours can differ.

        Each page is first seen as the one before it was left, which spares it a change of all
        colours.
        """
        page.evaluate(AXE)
        faults: list[str] = page.evaluate(RUN, [{"include": [["html"]]}, BY_SENSE])
        new = page.evaluate(NEW, self.known)
        self.known += new
        if not new:
            return faults
        for media, scheme in self.looks:
            page.emulate_media(color_scheme=media)
            page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
            rules = BY_LOOK if scheme == "default" else BY_LOOK[:2]
            look = {"runOnly": {"type": "rule", "values": rules}}
            faults += page.evaluate(RUN, [{"include": [["[data-new]"]]}, look])
        self.looks.reverse()
        return faults
