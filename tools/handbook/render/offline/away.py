"""The page that a browser shows in place of one that it has not saved, while nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import heading

if TYPE_CHECKING:
    from handbook.render.context import Context
    from handbook.render.model import Page

HERE = "offline/away/index.md"
_RING = (
    "Connect to a network and try again. If a child needs something now, ring one of the numbers at"
    " the foot of this page."
)
_LISTED = "If pages of this handbook were saved on this device, they are listed here."


def away_page(context: Context) -> Page:
    """What to do now; the script adds what can be read here nevertheless."""
    parts = [
        "This page of the handbook cannot be shown here without a network.\n{: .hb-lead }",
        _RING,
        heading(2, "Pages saved on this device", "hb-saved-pages"),
        f"{_LISTED}\n{{: #hb-saved-here }}",
    ]
    return make_page(
        context, HERE, "No network", "\n\n".join(parts), kind="away", trail=HOME, searched=False
    )
