"""The whole handbook: a table of its contents, and the one function that makes all of it.

A page for a new register goes into ``SINGLE_PAGES`` (and ``markdown.navigation``, to be found from
every page); a page for each of something into ``PAGE_SERIES``. Files for programs are outputs.
The pages of records come from the templates of their types, by way of ``pages.records``.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from handbook.render.adoption.matrix import adoption_page, adoption_parts
from handbook.render.adoption.uptake import uptake_page, uptake_parts
from handbook.render.agenda.edition import coordinator_pages
from handbook.render.evidence_link import place
from handbook.render.fallback import RecordPages, safe_pages
from handbook.render.gathering import gather
from handbook.render.markdown.navigation import navigation
from handbook.render.markdown.output import refuse_strange
from handbook.render.model import FailedPage, Page, RuleExample, Site, Stamp
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
    of_records = [safe_pages(context, record) for record in _shown_records(context)]
    others = list(_other_pages(context))
    overviews = list(overview_pages(context))
    pages = _by_path(chain(*(made.pages for made in (*of_records, *overviews)), others))
    in_order = {page.path: page for page in sorted(others, key=lambda page: page.path)}
    refuse_strange(in_order, context.registry.bodies)
    files = search_files(entries_of(context, pages), same_words(context))
    return Site(
        pages,
        files | {place(organisation): archive for organisation, archive in bundles.items()},
        _attachments(of_records),
        navigation(context, pages),
        _faults((*of_records, *overviews)),
    )


def _faults(made: Iterable[RecordPages]) -> tuple[FailedPage, ...]:
    """What is shown in a plainer way than it was meant, in order of its names."""
    return tuple(sorted(filter(None, (each.fault for each in made)), key=lambda f: f.record))


def _shown_records(context: Context) -> Iterator[Record]:
    """The records whose own pages are made; of the others it is only said that they are there."""
    for record in context.registry.records.values():
        if record.id not in context.quarantined:
            yield record


def _other_pages(context: Context) -> Iterator[Page]:
    """Every page that is not made from one record by the template of its type."""
    for record_id in sorted(context.quarantined):
        yield quarantine_page(context, record_id)
    for make in SINGLE_PAGES:
        yield make(context)
    for make_each in PAGE_SERIES:
        yield from make_each(context)


def _by_path(pages: Iterable[Page]) -> dict[str, Page]:
    """Pages by their paths, in order; raises ``ClashError`` where two want the same."""
    shelf: dict[str, Page] = {}
    for page in pages:
        if page.path in shelf:
            raise ClashError(f"Two pages want the address /{page.url}")
        shelf[page.path] = page
    return dict(sorted(shelf.items()))


def _attachments(of_records: Iterable[RecordPages]) -> dict[str, Attachment]:
    """The files of the registry that go with the texts shown, by their path in the site."""
    served: dict[str, Attachment] = {}
    for made in of_records:
        for text in made.texts:
            served.update(text.served().values())
    return dict(sorted(served.items()))
