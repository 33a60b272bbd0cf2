"""Parts that the coordinator's pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import Md, inline, written_date

if TYPE_CHECKING:
    from handbook.render.context import Context

WEEK = "due/week/index.md"
KEEPING = "due/keeping/index.md"
DUE = (*HOME, ("What falls due", "due/index.md"))


def post(context: Context, here: str, record_id: str) -> Md:
    """Who is to act: a link, and since when nobody holds the post."""
    if not record_id:
        return inline("Nobody named")
    link = context.link(here, record_id)
    vacant = context.value(record_id, "vacant-since")
    return Md(f"{link} (vacant since {written_date(vacant)})") if vacant else link


def to_type(command: str) -> Md:
    """A command as it is typed, on a line of its own; it holds no backtick."""
    return Md(f"`{command}`") if "`" not in command else inline(command)
