"""Markdown in which links become the plain words that they were made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.source.markdown.fidelity import to_html
from handbook.source.markdown.parsing import links_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.source.text import Link

_ANCHOR = re.compile(r"</?a\b[^>]*>")


def unlinked(body: str, leads_off: Callable[[str], bool]) -> str | None:
    """``body`` with every link whose address ``leads_off`` as plain words.

    Nothing else of what is read changes, which is proven by comparing both as HTML. ``None`` where
    that cannot be done, such as for a link over several lines.
    """
    crossing = [link for link in links_of(body) if leads_off(link.href)]
    if not crossing:
        return body
    lines = body.split("\n")
    for link in sorted(crossing, key=lambda link: (link.line, link.column), reverse=True):
        line = lines[link.line - 1]
        bare = _bare(line, link)
        if bare is None:
            return None
        lines[link.line - 1] = bare
    made = "\n".join(lines)
    same = _ANCHOR.sub("", to_html(made)) == _ANCHOR.sub("", to_html(body))
    return made if same and not any(leads_off(link.href) for link in links_of(made)) else None


def _bare(line: str, link: Link) -> str | None:
    """A line with one link as its words; ``None`` unless the link is plainly written in it."""
    begins, ends = link.column - 1, link.ends - 1
    if link.image or not link.ends or line[begins - 2 : begins] != "](" or line[ends] != ")":
        return None
    opens = _opening(line, begins - 2)
    return None if opens is None else line[:opens] + line[opens + 1 : begins - 2] + line[ends + 1 :]


def _opening(line: str, closes: int) -> int | None:
    """Where the bracket opens that is closed at ``closes``."""
    depth = 0
    for at in range(closes, -1, -1):
        if at and line[at - 1] == "\\":
            continue
        depth += {"]": 1, "[": -1}.get(line[at], 0)
        if depth == 0:
            return at
    return None
