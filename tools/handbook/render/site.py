"""The whole handbook: a table of its contents, and the one function that makes all of it.

A page for a new register goes into ``SINGLE_PAGES`` (and ``markdown.navigation``, to be found from
every page); a page for each of something into ``PAGE_SERIES``. Files for programs are outputs.
The pages of records come from the templates of their types, by way of ``pages.records``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.render.adoption.matrix import adoption_page, adoption_parts
from handbook.render.adoption.uptake import uptake_page, uptake_parts
from handbook.render.agenda.edition import coordinator_pages
from handbook.render.evidence_link import place
from handbook.render.fallback import RecordPages, safe_pages
from handbook.render.gathering import gather
from handbook.render.markdown.navigation import navigation
from handbook.render.markdown.output import refused_in
from handbook.render.markdown.templating import RefusedOutput
from handbook.render.model import Page, RuleExample, Site, Stamp, page_url
from handbook.render.offline.away import away_page
from handbook.render.offline.taking import offline_page
from handbook.render.overviews.pages import overview_pages
from handbook.render.pages.due import due_page
from handbook.render.pages.help import about_page, rule_pages
from handbook.render.pages.home import home_page
from handbook.render.pages.quarantined import quarantine_page
from handbook.render.pages.search import search_page
from handbook.render.registers.browse import browse_pages
from handbook.render.registers.indexes import index_pages, register_page
from handbook.render.search.entries import entries_of, same_words
from handbook.render.search.files import search_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from handbook.assess.model import Assessment
    from handbook.finding import Code, Finding
    from handbook.load.model import Attachment, Record
    from handbook.render.context import Context
    from handbook.render.markdown.templating import ForbiddenMarkup
    from handbook.render.model import FailedPage

    PartMaker = Callable[[], Iterable[RecordPages]]

SINGLE_PAGES: tuple[Callable[[Context], Page], ...] = (
    home_page,
    register_page,
    due_page,
    adoption_page,
    uptake_page,
    about_page,
    search_page,
    offline_page,
    away_page,
)
"""Pages of which the handbook has one each, whatever is in its registry."""

PAGE_SERIES: tuple[Callable[[Context], Iterable[Page]], ...] = (
    index_pages,
    browse_pages,
    rule_pages,
    adoption_parts,
    uptake_parts,
    coordinator_pages,
)
"""Pages of which there is one for each content type, each rule, ..."""

TOGETHER = 16
"""The pages of so many records are one part of the work."""


class ClashError(Exception):
    """Two things want the same address. The message names both the address and the type."""


def render(
    assessment: Assessment,
    stamp: Stamp,
    *,
    findings: Sequence[Finding] = (),
    quarantined: Mapping[str, str] | None = None,
    codes: Sequence[Code] = (),
    examples: Mapping[str, RuleExample] | None = None,
    evidence: Mapping[str, bytes] | None = None,
) -> Site:
    """Every page of the handbook, without the files for other systems (``outputs.making``).

    The same input gives the same pages, byte for byte.

    A record whose page cannot be made as its type asks is shown in a plainer way, and is among the
    ``faults`` of the site.

    ``findings`` are what ``check`` found. ``quarantined`` maps the id of each record that must not
    be shown to the reason, for people. ``codes`` are all codes of all rules, with ``examples`` by
    code. ``evidence`` holds the packed evidence bundle of each organisation that has one.

    Raises:
        ClashError: two pages would stand at the same address.
        RefusedOutput: pages of ours would hold what only the handbook may draw, all of them named.

    """
    bundles = evidence or {}
    context = gather(assessment, stamp, findings, quarantined or {}, codes, examples or {}, bundles)
    return pages_of(context, bundles)


def pages_of(context: Context, bundles: Mapping[str, bytes]) -> Site:
    """Every page, drawn from a context and from nothing else; the packed ``bundles`` go along.

    Raises as ``render``.
    """
    made = list(drawn(context))
    pages = {page.path: page for part in made for page in part.pages}
    pages = dict(sorted(pages.items()))
    files = search_files(entries_of(context, pages.values()), same_words(context))
    return Site(
        pages,
        files | {place(organisation): archive for organisation, archive in bundles.items()},
        attachments_of(made),
        navigation(context, pages),
        in_order(part.fault for part in made),
    )


def drawn(context: Context) -> Iterator[RecordPages]:
    """Every page once it was looked through: those of each record, each overview, every other.

    Raises as ``render``; what is refused of the other pages when all of them were drawn.
    """
    paths: set[str] = set()
    refusals: list[ForbiddenMarkup] = []
    for make in makers(context):
        for made in make():
            for page in made.pages:
                take(page.path, paths)
            refusals += made.refusals
            yield made
    refuse(refusals)


def makers(context: Context) -> Iterator[PartMaker]:
    """What draws the pages, part by part, in order; no part needs another."""
    held = context.quarantined  # of those it is only said that they are there
    shown = [record for record in context.registry.records.values() if record.id not in held]
    for first in range(0, len(shown), TOGETHER):
        yield partial(_of_records, context, shown[first : first + TOGETHER])
    yield partial(overview_pages, context)
    for record_id in sorted(context.quarantined):
        yield partial(_other, context, partial(_quarantined, record_id))
    for make in SINGLE_PAGES:
        yield partial(_other, context, partial(_single, make))
    for make_each in PAGE_SERIES:
        yield partial(_other, context, make_each)


def _of_records(context: Context, records: Iterable[Record]) -> Iterator[RecordPages]:
    for record in records:
        yield safe_pages(context, record)


def _other(context: Context, make: Callable[[Context], Iterable[Page]]) -> Iterator[RecordPages]:
    """Pages that are not made from one record by the template of its type."""
    for page in make(context):
        refusals = tuple(refused_in(page, context.registry.bodies))
        yield RecordPages((page,), refusals=refusals)


def _quarantined(record_id: str, context: Context) -> Iterator[Page]:
    yield quarantine_page(context, record_id)


def _single(make: Callable[[Context], Page], context: Context) -> Iterator[Page]:
    yield make(context)


def refuse(refusals: Iterable[ForbiddenMarkup]) -> None:
    """Raise ``RefusedOutput`` if there are any, in order of their pages."""
    if in_order := sorted(refusals, key=lambda refusal: refusal.page):
        raise RefusedOutput(in_order)


def take(path: str, paths: set[str]) -> None:
    """Note the path of a page; raises ``ClashError`` where another page has it."""
    if path in paths:
        raise ClashError(f"Two pages want the address /{page_url(path)}")
    paths.add(path)


def in_order(faults: Iterable[FailedPage | None]) -> tuple[FailedPage, ...]:
    """What is shown in a plainer way than it was meant, in order of its names."""
    return tuple(sorted(filter(None, faults), key=lambda fault: fault.record))


def attachments_of(of_records: Iterable[RecordPages]) -> dict[str, Attachment]:
    """The files of the registry that go with the texts shown, by their path in the site."""
    served: dict[str, Attachment] = {}
    for made in of_records:
        for text in made.texts:
            served.update(text.served().values())
    return dict(sorted(served.items()))
