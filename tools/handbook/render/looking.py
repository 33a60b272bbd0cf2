"""The whole handbook drawn and looked through, and no page of it kept."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from handbook.processes import in_several
from handbook.render.evidence_link import place
from handbook.render.model import LookedThrough
from handbook.render.search.entries import Finder, same_words
from handbook.render.search.files import FILES as SEARCH_FILES
from handbook.render.site import attachments_of, in_order, makers, refuse, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handbook.render.context import Context
    from handbook.render.markdown.templating import ForbiddenMarkup
    from handbook.render.model import FailedPage
    from handbook.render.site import PartMaker
    from handbook.source.markdown.bodies import Noticed

PAYS_FROM = 500
"""Below so many records a second process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What is left of one part of a handbook: plain data, which one process can hand to another."""

    paths: tuple[str, ...]
    attachments: tuple[str, ...]
    faults: tuple[FailedPage, ...]
    refusals: tuple[ForbiddenMarkup, ...]


def look_through(context: Context, bundles: Iterable[str]) -> LookedThrough:
    """Draw every page as ``site.pages_of`` does, one at a time, and keep none of them.

    For whoever only asks whether they can be made: so no more memory is taken by many pages than
    by one. Raises as ``render``, and so would whatever is made of each page for the search.
    """
    paths: set[str] = set()
    attachments: set[str] = set()
    faults: list[FailedPage] = []
    refusals: list[ForbiddenMarkup] = []
    for part in _parts(context):
        for path in part.paths:
            take(path, paths)
        attachments.update(part.attachments)
        faults += part.faults
        refusals += part.refusals
    refuse(refusals)
    same_words(context)
    files = (*SEARCH_FILES, *map(place, bundles), *sorted(attachments))
    return LookedThrough(tuple(sorted(paths)), files, in_order(faults))


def _parts(context: Context) -> Iterator[LookedAt]:
    """Each part once it was drawn, in order, half of them by another process where that pays.

    Whatever went wrong with the two, here or there: all is drawn again by this one process, which
    fails where it must, in the words in which it always does.
    """
    finder, bodies = Finder(context, read=False), context.registry.bodies
    parts: Sequence[PartMaker] = tuple(makers(context))
    if len(context.registry.records) >= PAYS_FROM:
        try:
            looked = in_several(partial(_noticed, context, finder), parts, pays_from=0)
        except Exception:  # noqa: BLE001  whatever it was, nothing passes that was not drawn
            looked = []
        for part, noticed in looked:
            bodies.learn(noticed)
            yield part
        if looked:
            return
    yield from (_look_at(finder, make) for make in parts)


def _noticed(context: Context, finder: Finder, make: PartMaker) -> tuple[LookedAt, Noticed]:
    """One part, and what of it was found clean."""
    return context.registry.bodies.noticing(partial(_look_at, finder, make))


def _look_at(finder: Finder, make: PartMaker) -> LookedAt:
    """Draw one part, and find in it what a search would; then let it go."""
    paths: list[str] = []
    attachments: dict[str, None] = {}
    faults: list[FailedPage] = []
    refusals: list[ForbiddenMarkup] = []
    for made in make():
        for page in made.pages:
            paths.append(page.path)
            deque(finder.entries(page), maxlen=0)
        attachments.update(dict.fromkeys(attachments_of([made])))
        faults += [made.fault] if made.fault else []
        refusals += made.refusals
    return LookedAt(tuple(paths), tuple(attachments), tuple(faults), tuple(refusals))
