"""The page of a record that cannot be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import sentence

if TYPE_CHECKING:
    from handbook.render.context import Context
    from handbook.render.model import Page


def quarantine_page(context: Context, record_id: str) -> Page:
    """The page of a record that cannot be trusted: that it is so, why, and nothing of its text."""
    why = context.quarantined[record_id]
    markdown = (
        "This page cannot be shown, because what it would say cannot be trusted. Do not rely on a "
        "copy of it that you may have.\n{: .hb-lead }\n\n"
        f"Why: {sentence(why)}\n\nIts place in the register is kept, and the page returns when "
        "the fault is mended."
    )
    return make_page(
        context, context.places.page(record_id), record_id, markdown, kind="quarantined",
        eyebrow="Cannot be shown", trail=HOME,
        found_as=f"{record_id} (Cannot be shown)", searched=True,
    )  # fmt: skip
