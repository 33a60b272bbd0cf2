"""A page on the narrowest screen, with words set wide apart (WCAG 1.4.10, 1.4.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
WIDE = "document.documentElement.scrollWidth"
CUT = """() => [...document.querySelectorAll("body *")].filter(part => {
  if (!part.offsetParent || part.clientWidth < 2) return false;
  if (part.closest("svg, .hb-hidden, .md-sidebar")) return false;
  const style = getComputedStyle(part);
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
  return hides && part.innerText && part.innerText.trim() && style.whiteSpace !== "nowrap"
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1);
}).map(part => part.outerHTML.slice(0, 120))"""

TORN = """() => [...document.querySelectorAll("main a[href^='mailto:']")].filter(link => {
  const lines = new Set([...link.getClientRects()].map(line => Math.round(line.top))).size;
  return /^\\S+@\\S+$/.test(link.textContent) && lines > (link.querySelector("wbr") ? 2 : 1);
}).map(link => `breaks elsewhere than after the @: ${link.textContent}`)"""


def reflow(page: Page) -> list[str]:
    """What scrolls sideways there or cuts words. What may be folded must be open."""
    page.set_viewport_size({"width": 320, "height": 640})
    faults = []
    if page.evaluate(WIDE) > 320:
        faults.append(f"{page.evaluate(WIDE)} pixels wide at 320")
    faults += page.evaluate(TORN)
    page.evaluate(SPACED)
    if page.evaluate(WIDE) > 320:
        faults.append(f"{page.evaluate(WIDE)} pixels wide at 320 with words set wide apart")
    return [*faults, *page.evaluate(CUT)]
