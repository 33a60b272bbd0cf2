"""Whether what the engine built is what was asked for. Nothing is published that is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING, Any

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
from handbook.publish.verified import Asked, Badges, FoundRight
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
class AskedOfSite:
    """What is asked of the pages of one site: by file what each was made from, and all the rest."""

    pages: Mapping[str, Page]
    expected: Expected
    rows: Rows
    badges: Badges

    def of(self, path: str) -> Asked:
        """What is asked of the page that lies at ``path`` in the built site."""
        stamp, page = self.expected.stamp, self.pages.get(path)
        rows = tuple(self.rows.get(page.url, ())) if page is not None else ()
        notices = (self.expected.notice, stamp.notice)
        return Asked(page, stamp.today.isoformat(), stamp.public, notices, rows, self.badges)


def outlines() -> Outlines:
    """Outlines for one verification: of each distinct text one, however many pages carry it."""
    from handbook.source.markdown import fidelity  # noqa: PLC0415 - heavy

    return Outlines(cache(fidelity.outline_of_markdown), cache(fidelity.outline_of_html))


def verify(
    site: Site, out: Path, *, root: Path, expected: Expected, known: FoundRight | None = None
) -> None:
    """Compare the folder ``out`` with the ``site`` it was built from.

    ``root`` holds the registry, for the bytes of attachments. Every page is read; one that is
    ``known``, by its bytes and by all that is asked of it today, is not taken apart again. Raises
    ``VerificationError`` with every problem found.
    """
    right: list[str] = []
    problems = tuple(_problems(site, out, root, expected, known, right))
    if problems:
        raise VerificationError(problems)
    if known is not None:
        known.save(right)


def _problems(
    site: Site,
    out: Path,
    root: Path,
    expected: Expected,
    known: FoundRight | None,
    right: list[str],
) -> Iterator[str]:
    """What is wrong; to ``right`` are added the names of the pages in which nothing is."""
    yield from check_manifest(site, out, root)
    theirs = {out / path for path in PAGES}
    places = sorted(place for place in out.rglob("*.html") if place not in theirs)
    rows, faults = read_search(site, out)
    yield from faults
    asking = AskedOfSite(expected_pages(site), expected, rows, Badges(badges_of(site)))
    with collector_paused():
        read_back = in_two(partial(_read_back, out, asking, outlines(), known), places)
    for key, problems in read_back:
        yield from problems
        if not problems:
            right.append(key)
    for place in sorted(out.rglob("*.css")):
        for address in styles_from_elsewhere(place.read_bytes().decode()):
            yield f"{place.relative_to(out).as_posix()}: it would load {address} from elsewhere."
    yield from check_said(site, out)
    if site.withheld is not None:
        yield from check_withheld(out, site.withheld, in_two)


def _read_back(
    out: Path, asking: AskedOfSite, read: Outlines, known: FoundRight | None, place: Path
) -> tuple[str, list[str]]:
    """The name of one built page as it lies on the disk, if it has any, and what is wrong."""
    path = place.relative_to(out).as_posix()
    raw = place.read_bytes()
    html, asked = raw.decode(), asking.of(path)
    key = asked.key(raw) if known is not None else ""
    problems = [] if known is not None and key in known else [*_page_problems(html, asked, read)]
    problems += check_build(html, asked.page, asking.expected.stamp)
    return key, [f"{path}: {problem}" for problem in problems]


def _page_problems(html: str, asked: Asked, read: Outlines) -> Iterator[str]:
    """What is wrong with a page by its words and ``asked`` alone, on which its name hangs."""
    page = asked.page
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
    yield from check_stamp(html, asked)
    yield from check_numbers(elements, page)
    yield from check_search(asked.rows, elements, article, page)
    yield from check_lists(elements, page, asked.badges)
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
        parts = list(own)
        yield from _without_marks(parts, given)
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


def _without_marks(parts: list[Element], given: Mapping[str, Any]) -> Iterator[str]:
    """Take the theme's own lines over and under a text away, and say where one is not there."""
    mark, tone = given.get("mark"), (given.get("box") or {}).get("tone")
    wanted = {"hb-marked", f"hb-marked-{tone}"} if mark else set()
    if {name for name in parts[0].classes if name.startswith("hb-marked")} != wanted:
        yield f"its text is not drawn as «{mark}»." if mark else "its text is drawn as stopped."
    for at, kind, where in ((0, "hb-mark", "over"), (-1, "hb-mark hb-mark-end", "under")):
        line = parts[at].elements[at] if mark and parts[at].elements else None
        if line and line.attributes == {"class": kind} and line.words() == mark:
            kept = list(parts[at].children)
            kept.remove(line)
            parts[at] = parts[at]._replace(children=tuple(kept))
        elif mark:
            yield f"it does not say «{mark}» {where} its text."


def check_numbers(elements: Sequence[Element], page: Page | None) -> Iterator[str]:
    """Every page rings each urgent contact; a page of the engine's own may ring the first alone."""
    links = {each.attributes.get("href") for each in elements if each.name == "a"}
    for contact in given_to(page).get("urgent") or ():
        if contact["href"] not in links:
            yield f"it does not give the number of {contact['name']} ({contact['number']})."


def check_stamp(html: str, asked: Asked) -> Iterator[str]:
    """Every page says as of which day it was judged, of which edition it is, and the notices."""
    from handbook.render.model import PUBLIC_EDITION  # noqa: PLC0415 - heavy

    if f'datetime="{asked.today}"' not in html:
        yield f"it does not say as of which day it was judged ({asked.today})."
    if asked.public is not (f"<p>{escape(PUBLIC_EDITION)}</p>" in html):
        yield "it does not say rightly whether it is of the public edition."
    for notice in asked.notices:
        if notice and escape(notice) not in html:
            yield f"it does not carry the notice «{notice}»."


def check_build(html: str, page: Page | None, stamp: Stamp) -> Iterator[str]:
    """The engine's own page and those that name the build say from which commit, made when.

    Looked for in every build: no page is known by the minute of another.
    """
    from handbook.render.model import NAMES_THE_BUILD, NOT_COMMITTED  # noqa: PLC0415 - heavy

    if page is not None and page.path not in NAMES_THE_BUILD:
        return
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
    before, _after = html.split(TEXT_ENDS)
    block = before.partition(TEXT_BEGINS)[2]
    for difference in compare(read.of_markdown(page.authored), read.of_html(block)):
        yield f"its text was changed in the building: {difference.message}"
