"""What the theme was given for a page, against which the page it drew is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.model import Page


def given_to(page: Page | None) -> Mapping[str, Any]:
    """What our theme reads of a page of ours; nothing for one of the engine's own."""
    return (page.meta.get("handbook") or {}) if page is not None else {}
