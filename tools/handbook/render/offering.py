"""Where readers are told of files for other systems, and how a page leads to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Md, inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context


def offered_on(context: Context, here: str) -> Iterator[Md]:
    """What is offered on the page ``here``: a link to each file, and what it is."""
    for file in context.offered:
        if file.page == here:
            link = f"[{inline(file.title)}]({relative(here, file.path)})"
            yield Md(f"{link}: {inline(file.about)}" if file.about else link)
