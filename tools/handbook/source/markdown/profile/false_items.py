"""Lines that look like items of a list to a person and are none to the programs that make a page.

``Give at once:`` with lines below that begin with ``•``, ``1.1.`` or a dash becomes one running
sentence. What people take for an item either is one, or is refused with the way to make it one.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from handbook.source.markdown import codes
from handbook.source.text import TextProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.source.markdown.commonmark import Words

_BULLETS = (
    "\u2022\u2023\u2043\u204c\u204d\u2219\u00b7\u25a0\u25a1\u25aa\u25ab\u25ac\u25b6\u25b8\u25b9"
    "\u25ba\u25c6\u25c7\u25c8\u25c9\u25ca\u25cb\u25cc\u25cd\u25ce\u25cf\u25d8\u25d9\u25e6\u25fb"
    "\u25fc\u25fd\u25fe\u2605\u2606\u2610\u2611\u2612\u2713\u2714\u2715\u2716\u2717\u2718\u2794"
    "\u27a2\u27a4\u2756\u29be\u29bf\u2b1b\u2b1c\u2b24\u2b25\u2b29\u2b2a\u2b58\u30fb\u2190\u2192"
    "\u21d2\u2705\u274c\u2b50"
)
"""Signs that Word, web pages and typists put before items: bullets, boxes, ticks, arrows."""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_ODD = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNITS = "L|MU|IU|[GM]Bq|G?Hz|Gy|Sv|k?Pa|[CFGJKNVWM]"
"""Units in capitals, behind which a number such as 1.5 is an amount."""

_ALWAYS = re.compile(rf"[{re.escape(_BULLETS)}]|[-*+][{_ODD}]|[0-9]+[.)][{_ODD}]")
"""What begins an item wherever it stands: a bullet, or a mark with a blank that is no space."""
_MAY = re.compile(
    rf"(?:[{re.escape(_DASHES)}]\s*(?![\d.,]|[{re.escape(_DASHES)}])"
    r"|[-+]\d"
    r"|\*(?![*\s])|\*\*?(?=\s)|\+(?=\D)"
    r"|o\s"
    r"|[0-9]{1,9}[.)](?!\d)"
    r"|[0-9]+(?:\.[0-9]+)+[.)](?!\d)|[0-9]+(?:\.[0-9]+){2,}\s"
    rf"|[0-9]+\.[0-9]+\s+(?!(?:{_UNITS})\b)[A-Z]"
    r"|[\[(](?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,6})[\])]"
    r"|(?:[A-Za-z]|[ivxIVX]{1,6})\)"
    r"|(?:[A-Za-z]|[ivxIVX]{1,6})\.\s"
    r"|[0-9#*]\ufe0f?\u20e3|[\u2460-\u24ff\u2776-\u2793]|\[[ xX]?\])"
)
"""What begins an item where a line above runs on into it."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A mark behind a backslash, as converters write it; readers see the mark."""

_WHOLE = (
    "Put a blank line above the list, and begin each item with '- ' or '1. ' (a hyphen or number, "
    "and one ordinary space)."
)


def item_like(line: str) -> bool:
    """Whether a line that goes on from another looks like an item, as a reader sees it."""
    shown = html.unescape(line).strip()
    return bool(_ALWAYS.match(shown) or _MAY.match(shown))


def problems(words: Words) -> Iterator[TextProblem]:
    """Every line of a paragraph that looks like an item and would run on."""
    if words.block.type != "paragraph_open":
        return
    emphasised = {t.meta.get("at") for t in words.children if t.nesting == 1}
    start = 0
    above = ""
    for number, line in enumerate(words.content.split("\n")):
        shown = _ESCAPED.sub(r"\1", html.unescape(line).strip())
        joined = number > 0 and not above.endswith("  ")
        always = _ALWAYS.match(shown)
        marked = start + len(line) - len(line.lstrip()) in emphasised
        if always or (joined and not marked and _MAY.match(shown)):
            spot = words.at(start)
            message = (
                "This line looks like an item of a list, but is none: it would run on from the "
                "line above"
                if joined
                else "This line looks like an item of a list, but is none"
            )
            yield TextProblem(codes.RUN_TOGETHER, spot.line + 1, spot.column + 1, message, _WHOLE)
        start += len(line) + 1
        above = line
