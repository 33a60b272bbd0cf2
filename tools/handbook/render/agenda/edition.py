"""Which of the coordinator's pages an edition of the handbook has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.agenda.keeping import keeping_page
from handbook.render.agenda.packs import pack_pages
from handbook.render.agenda.week import week_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.render.model import Page


def coordinator_pages(context: Context) -> Iterator[Page]:
    """The week, who has what to do, and the packs; none in a public edition.

    There, actions, meetings and judgements for members are left out, so that a page about them
    would say "nothing is open" where much is.
    """
    if not context.stamp.public:
        yield week_page(context)
        yield keeping_page(context)
        yield from pack_pages(context)
