"""Whether what the engine built is what was asked for. Nothing is published that is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING

from handbook.audience.leaks import check_withheld
from handbook.editor.site import PAGES
from handbook.publish.engine.processes import collector_paused, in_two
from handbook.publish.manifest import check_manifest, expected_pages
from handbook.publish.problem import VerificationError
from handbook.publish.shown.box import article_of, check_box
from handbook.publish.shown.charts import charts_of, check_charts
from handbook.publish.shown.files import check_said
from handbook.publish.shown.frame import TEXT, strange
from handbook.publish.shown.given import given_to
from handbook.publish.shown.html import styles_from_elsewhere
from handbook.publish.shown.lists import badges_of, check_lists
from handbook.publish.shown.search import Rows, check_search, read_search
from handbook.publish.shown.sheet import check_sheet
from handbook.render.markdown.glossary import explained_amiss
from handbook.render.markdown.struck import amiss
from handbook.source.closed_list import met_in
from handbook.source.html.reading import TooDeepError, read_page
from handbook.source.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from handbook.render.model import Page, Site, Stamp
    from handbook.source.html.tree import Element
    from handbook.source.markdown.fidelity import Outline


@dataclass(frozen=True, slots=True)
class Expected:
    """What every page must carry: the build's stamp, and a notice on all pages ("" if none)."""

    stamp: Stamp
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Outlines:
    """How outlines are made of an author's Markdown and of the HTML that stands for it."""

    of_markdown: Callable[[str], Outline]
    of_html: Callable[[str], Outline]


@dataclass(frozen=True, slots=True)
class ShownElsewhere:
    """What is shown of pages elsewhere: rows of the search, and by address the badges for lists."""

    rows: Rows
    badges: Mapping[str, str]


def outlines() -> Outlines:
    """Outlines for one verification: of each distinct text one, however many pages carry it."""
    from handbook.source.markdown import fidelity  # noqa: PLC0415 - heavy

    return Outlines(cache(fidelity.outline_of_markdown), cache(fidelity.outline_of_html))


def verify(site: Site, out: Path, *, root: Path, expected: Expected) -> None:
    """Compare the folder ``out`` with the ``site`` it was built from.

    ``root`` holds the registry, for the bytes of attachments. Raises ``VerificationError`` with
    every problem found.
    """
    problems = tuple(_problems(site, out, root, expected))
    if problems:
        raise VerificationError(problems)


def _problems(site: Site, out: Path, root: Path, expected: Expected) -> Iterator[str]:
    yield from check_manifest(site, out, root)
    pages = expected_pages(site)
    theirs = {out / path for path in PAGES}
    places = sorted(place for place in out.rglob("*.html") if place not in theirs)
    rows, faults = read_search(site, out)
    yield from faults
    with collector_paused():
        look = partial(
            _read_back, out, pages, expected, outlines(), ShownElsewhere(rows, badges_of(site))
        )
        read_back = in_two(look, places)
    for problems in read_back:
        yield from problems
    for place in sorted(out.rglob("*.css")):
        for address in styles_from_elsewhere(place.read_bytes().decode()):
            yield f"{place.relative_to(out).as_posix()}: it would load {address} from elsewhere."
    yield from check_said(site, out)
    if site.withheld is not None:
        yield from check_withheld(out, site.withheld, in_two)


def _read_back(
    out: Path,
    pages: Mapping[str, Page],
    expected: Expected,
    read: Outlines,
    shown: ShownElsewhere,
    place: Path,
) -> list[str]:
    """What is wrong with one built page, as it lies on the disk."""
    path = place.relative_to(out).as_posix()
    html = place.read_bytes().decode()
    problems = _page_problems(html, pages.get(path), expected, read, shown)
    return [f"{path}: {problem}" for problem in problems]


def _page_problems(
    html: str, page: Page | None, expected: Expected, read: Outlines, shown: ShownElsewhere
) -> Iterator[str]:
    try:
        tree = read_page(html)
    except TooDeepError as problem:
        yield f"{problem}."
        return
    elements = tuple(tree.within())
    yield from dict.fromkeys(strange(tree, elements))
    article = article_of(tree, elements)
    if article is None:
        yield "it has not one article, in its place."
        return
    yield from check_box(elements, article, page)
    yield from check_sheet(tree, elements, page)
    yield from check_article(elements, article, page)
    yield from check_stamp(html, page, expected)
    yield from check_numbers(elements, page)
    yield from check_search(shown.rows, elements, article, page)
    yield from check_lists(elements, page, shown.badges)
    if page is not None:
        yield from check_text(html, page, read)


def check_article(
    elements: Sequence[Element], article: Element, page: Page | None
) -> Iterator[str]:
    """The text of a page stands in its place, once, and holds nothing but what a text may (I12)."""
    texts = [element for element in elements if TEXT in element.classes]
    own = [element for element in article.elements if TEXT in element.classes]
    if texts != own or len(own) != (1 + len(charts_of(page)) if page is not None else 0):
        yield "its text does not stand in its place, once."
        return
    yield from check_charts(elements, article, page)
    given = given_to(page)
    if page is not None:
        parts = [_without_marks(own[0], given.get("mark")), *own[1:]]
        for met in dict.fromkeys(strange for part in parts for strange in met_in((part,))):
            yield f"its text holds {met}."
    for fault in amiss(elements, given.get("struck") or {}):
        yield f"it has {fault}."
    for fault in explained_amiss(elements, terms_of(page.markdown) if page is not None else ()):
        yield f"it has {fault}."
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    yield from (
        f"it has the address #{address} {n} times." for address, n in Counter(ids).items() if n > 1
    )


def _without_marks(text: Element, mark: str | None) -> Element:
    """The text without the theme's own lines at its beginning and its end, where it has them."""
    kept = list(text.children)
    ends = text.elements
    for at, kind in ((0, "hb-mark"), (-1, "hb-mark hb-mark-end")):
        if mark and ends and ends[at].attributes == {"class": kind} and ends[at].words() == mark:
            kept.remove(ends[at])
    return text._replace(children=tuple(kept))


def check_numbers(elements: Sequence[Element], page: Page | None) -> Iterator[str]:
    """Every page rings each urgent contact; a page of the engine's own may ring the first alone."""
    links = {each.attributes.get("href") for each in elements if each.name == "a"}
    for contact in given_to(page).get("urgent") or ():
        if contact["href"] not in links:
            yield f"it does not give the number of {contact['name']} ({contact['number']})."


def check_stamp(html: str, page: Page | None, expected: Expected) -> Iterator[str]:
    """Every page says as of which day it was judged, and carries the notice.

    The engine's own page and those that name the build say from which commit and when it was made.
    """
    from handbook.render.model import NAMES_THE_BUILD, PUBLIC_EDITION  # noqa: PLC0415 - heavy

    today = expected.stamp.today.isoformat()
    if f'datetime="{today}"' not in html:
        yield f"it does not say as of which day it was judged ({today})."
    if page is None or page.path in NAMES_THE_BUILD:
        yield from _build_named(html, expected.stamp)
    if expected.stamp.public is not (f"<p>{escape(PUBLIC_EDITION)}</p>" in html):
        yield "it does not say rightly whether it is of the public edition."
    for notice in (expected.notice, expected.stamp.notice):
        if notice and escape(notice) not in html:
            yield f"it does not carry the notice «{notice}»."


def _build_named(html: str, stamp: Stamp) -> Iterator[str]:
    from handbook.render.model import NOT_COMMITTED  # noqa: PLC0415 - heavy

    built, commit = stamp.built.isoformat(timespec="seconds"), stamp.commit[:12]
    if built not in html:
        yield f"it does not say when it was built ({built})."
    if commit and commit not in html:
        yield f"it does not say from which commit it was built ({commit})."
    if stamp.uncommitted and NOT_COMMITTED not in html:
        yield "it does not say that not all of it was committed."


def check_text(html: str, page: Page, read: Outlines) -> Iterator[str]:
    """The author's words, read back from the built page, equal what was written (I15)."""
    from handbook.render.model import TEXT_BEGINS, TEXT_ENDS  # noqa: PLC0415 - heavy
    from handbook.source.markdown.fidelity import compare  # noqa: PLC0415 - heavy

    begins, ends = html.count(TEXT_BEGINS), html.count(TEXT_ENDS)
    wanted = 0 if page.authored is None else 1
    if (begins, ends) != (wanted, wanted):
        yield f"the author's text is marked {begins} times, and must be {wanted} times."
        return
    if page.authored is None:
        return
    block = html.partition(TEXT_BEGINS)[2].partition(TEXT_ENDS)[0]
    for difference in compare(read.of_markdown(page.authored), read.of_html(block)):
        yield f"its text was changed in the building: {difference.message}"
