"""What is asked of one built page, each question by itself: no site, nothing on the disk.

``test_publish_verify.py`` asks the same of whole sites.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from handbook.publish.shown.lists import check_lists
from handbook.publish.verified import Badges
from handbook.publish.verify import (
    AskedOfSite,
    Expected,
    check_article,
    check_build,
    check_numbers,
    check_stamp,
    check_text,
    outlines,
)
from handbook.render.model import NOT_COMMITTED, PUBLIC_EDITION, TEXT_BEGINS, TEXT_ENDS, Page, Stamp
from handbook.source.html.reading import read_page
from handbook.source.terms import Term

if TYPE_CHECKING:
    from handbook.source.html.tree import Element


def page(path: str = "guidelines/a/index.md", markdown: str = "", **given: Any) -> Page:
    return Page(path, {"handbook": given} if given else {}, markdown)


def elements_of(body: str) -> tuple[Element, ...]:
    html = f"<!doctype html><html><head></head><body>{body}</body></html>"
    return tuple(read_page(html).within())


# The text, in its place.


def of_article(inside: str, of: Page | None, beside: str = "") -> list[str]:
    elements = elements_of(f"<article>{inside}</article>{beside}")
    (article,) = (element for element in elements if element.name == "article")
    return list(check_article(elements, article, of))


TEXT = '<div class="hb-text"><p>Ring.</p></div>'
NOT_ONCE = ["its text does not stand in its place, once."]


def test_a_page_of_ours_has_its_text_once_and_in_its_place() -> None:
    assert of_article(TEXT, page()) == []
    assert of_article("", None) == []
    assert of_article("<p>Not here.</p>", None) == []
    for inside, of, beside in (
        ("", page(), ""),
        (TEXT + TEXT, page(), ""),
        (TEXT, None, ""),
        (TEXT, page(), TEXT),
        ("", page(), TEXT),
        (f"<div>{TEXT}</div>", page(), ""),
    ):
        assert of_article(inside, of, beside) == NOT_ONCE


CELL = {"pieces": [{"text": "Rooms"}]}
CHART = {"title": "Costs", "table": {"columns": ["What"], "rows": [[CELL]]}}
FIGURE = (
    '<figure class="hb-chart"><figcaption>Costs</figcaption><table class="hb-chart-table"><tbody>'
    "<tr><th>What</th></tr><tr><th>Rooms</th></tr></tbody></table></figure>"
)


def test_a_chart_parts_the_text_and_every_part_is_looked_at() -> None:
    with_chart = page(charts=[CHART])
    assert of_article(TEXT + FIGURE + TEXT, with_chart) == []
    assert of_article(TEXT, with_chart) == NOT_ONCE
    assert of_article(TEXT + FIGURE + TEXT, page()) == NOT_ONCE
    strange = TEXT.replace("<p>Ring.</p>", "<iframe></iframe>")
    for inside in (strange + FIGURE + TEXT, TEXT + FIGURE + strange):
        assert of_article(inside, with_chart) == ["its text holds the element <iframe>."]
    (missing,) = of_article(TEXT + TEXT, with_chart)
    assert missing == "it has 0 charts, and must have 1, each in its place."


def test_what_is_strange_in_a_text_is_named_once() -> None:
    twice = TEXT.replace("Ring.", "<iframe></iframe><iframe></iframe><embed>")
    assert of_article(twice, page()) == [
        "its text holds the element <iframe>.",
        "its text holds the element <embed>.",
    ]


FIRST, LAST = '<p class="hb-mark">Withdrawn</p>', '<p class="hb-mark hb-mark-end">Withdrawn</p>'
RING = "<p>Ring.</p>"


MARKED = "hb-text hb-marked hb-marked-stop"


def withdrawn(inside: str, classes: str = MARKED, **more: Any) -> list[str]:
    given = page(mark="Withdrawn", box={"tone": "stop"}, **more)
    return of_article(f'<div class="{classes}">{inside}</div>', given)


@pytest.mark.parametrize(
    "inside",
    [
        FIRST + RING + LAST,
        FIRST + LAST,
        FIRST + RING + "<p>It is withdrawn.</p>" + LAST,
        f"\n{FIRST}\n words {RING} more\n{LAST}\n",
    ],
)
def test_the_themes_own_marks_stand_around_the_text_of_a_page_that_has_them(inside: str) -> None:
    assert withdrawn(inside) == []


@pytest.mark.parametrize(
    ("inside", "lacking"),
    [
        (FIRST + RING, ["under"]),
        (RING + LAST, ["over"]),
        (FIRST, ["under"]),
        (LAST, ["over"]),
        (RING, ["over", "under"]),
        ("", ["over", "under"]),
        ("Words alone.", ["over", "under"]),
    ],
)
def test_a_text_that_was_stopped_says_so_over_and_under_it(inside: str, lacking: list[str]) -> None:
    """Fails if half a page on paper, or the end of a long one, could look like any other text."""
    lost = [f"it does not say «Withdrawn» {where} its text." for where in lacking]
    assert withdrawn(inside) == lost


@pytest.mark.parametrize(
    "classes",
    ["hb-text", "hb-text hb-marked", "hb-text hb-marked-stop", f"{MARKED} hb-marked-quiet",
     "hb-text hb-marked hb-marked-quiet"],
)  # fmt: skip
def test_a_text_that_was_stopped_is_drawn_so(classes: str) -> None:
    assert withdrawn(FIRST + RING + LAST, classes) == ["its text is not drawn as «Withdrawn»."]
    assert of_article(f'<div class="{classes}">{RING}</div>', page()) == (
        [] if classes == "hb-text" else ["its text is drawn as stopped."]
    )


def test_the_mark_under_a_text_with_charts_stands_under_the_last_part_of_it() -> None:
    first = f'<div class="{MARKED}">{FIRST}{RING}</div>{FIGURE}'
    given = page(mark="Withdrawn", box={"tone": "stop"}, charts=[CHART])
    assert of_article(f'{first}<div class="hb-text">{RING}{LAST}</div>', given) == []
    (lacking,) = of_article(f'{first}<div class="hb-text">{RING}</div>', given)
    assert lacking == "it does not say «Withdrawn» under its text."


@pytest.mark.parametrize(
    ("inside", "mark"),
    [
        (RING + FIRST + RING, "Withdrawn"),
        (RING + LAST + RING, "Withdrawn"),
        (LAST + RING + FIRST, "Withdrawn"),
        (FIRST + FIRST + RING, "Withdrawn"),
        (RING + LAST + LAST, "Withdrawn"),
        (FIRST + RING + LAST, "Suspended"),
        (FIRST + RING + LAST, ""),
        (FIRST + RING + LAST, None),
        (FIRST.replace("Withdrawn", "") + RING, ""),
        (FIRST.replace("Withdrawn", "None") + RING, None),
        (FIRST.replace("hb-mark", "hb-mark hb-hidden") + RING, "Withdrawn"),
        (FIRST.replace("<p ", '<p id="x" ') + RING, "Withdrawn"),
        (RING + LAST.replace("hb-mark-end", "hb-mark-start"), "Withdrawn"),
        (FIRST + "<iframe></iframe>" + LAST, "Withdrawn"),
    ],
)
def test_a_mark_anywhere_else_or_of_other_words_is_refused(inside: str, mark: str | None) -> None:
    """Fails if an author's text could look as if the theme had marked it, or hide what it holds."""
    assert of_article(f'<div class="hb-text">{inside}</div>', page(mark=mark, kind="document"))


def test_what_is_struck_through_is_what_was_given() -> None:
    passage = '<del class="hb-wrong">5 mg</del>'
    text = TEXT.replace("Ring.", f"Ring. {passage}")
    assert of_article(text, page(struck={"runs": ["5 mg"]})) == []
    for of in (page(), page(struck={"runs": ["6 mg"]}), page(struck={"runs": []})):
        (problem,) = of_article(text, of)
        assert problem.startswith("it has 1 passages struck through, which are not those")
    (missing,) = of_article(TEXT, page(struck={"runs": ["5 mg"]}))
    assert missing.startswith("it has 0 passages struck through")
    assert of_article(f"<p>{passage}</p>", None) != []


ACP = Term("acp", "glossary/acp/index.md", ("ACP",), "Care plan.")
EXPLAINED = '<a class="hb-term" href="glossary/acp/" title="Glossary: Care plan.">ACP</a>'


def test_what_is_explained_is_what_the_pages_own_glossary_says() -> None:
    text = TEXT.replace("Ring.", EXPLAINED)
    assert of_article(text, page(markdown=f"The ACP.\n\n{ACP.line()}\n")) == []
    refused = ["it has an explanation of “ACP” that is not the glossary's."]
    assert of_article(text, page(markdown="The ACP.\n")) == refused
    assert of_article(f"<p>{EXPLAINED}</p>", None) == refused


def test_an_address_stands_once_on_a_page() -> None:
    twice = '<p id="x">a</p><p id="x">b</p>'
    assert of_article(TEXT, page(), twice) == ["it has the address #x 2 times."]
    thrice = of_article(TEXT, page(), f'{twice}<p id="x">c</p><p id="y">d</p>')
    assert thrice == ["it has the address #x 3 times."]


# Whom to ring.

DESK = {"name": "The desk", "number": "01 23", "href": "tel:0123"}
WARD = {"name": "The ward", "number": "04 56", "href": "tel:0456"}
NO_DESK = "it does not give the number of The desk (01 23)."
NO_WARD = "it does not give the number of The ward (04 56)."


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ('<a href="tel:0123">x</a><a href="tel:0456">y</a>', []),
        ('<p><a href="tel:0456">y</a></p><footer><a href="tel:0123">x</a></footer>', []),
        ('<a href="tel:0123">x</a>', [NO_WARD]),
        ('<a href="tel:0456">x</a>', [NO_DESK]),
        ("<p>01 23, 04 56</p>", [NO_DESK, NO_WARD]),
        ('<a title="tel:0123">x</a><link href="tel:0456">', [NO_DESK, NO_WARD]),
        ('<a href="tel:01230">x</a><a href="tel:0456">y</a>', [NO_DESK]),
    ],
)
def test_a_page_rings_every_urgent_contact(body: str, problems: list[str]) -> None:
    """I8. Fails if a page may be published on which a number to ring is missing or wrong."""
    assert list(check_numbers(elements_of(body), page(urgent=[DESK, WARD]))) == problems


def test_a_page_without_urgent_contacts_rings_nobody() -> None:
    for of in (page(), page(urgent=[]), page(kind="home"), None):
        assert list(check_numbers(elements_of("<p>x</p>"), of)) == []


# Of which day, and of which build.

STAMP = Stamp("c" * 40, datetime(2026, 11, 23, 12, 0, 0, 5, UTC), date(2026, 11, 23), "0.1.0")
DAY = '<time datetime="2026-11-23">as at</time>'
BUILT = f"{DAY} {'c' * 12} 2026-11-23T12:00:00+00:00"
PUBLIC = f"<p>{PUBLIC_EDITION}</p>"
NO_DAY = "it does not say as of which day it was judged (2026-11-23)."
NO_MOMENT = "it does not say when it was built (2026-11-23T12:00:00+00:00)."
NO_COMMIT = f"it does not say from which commit it was built ({'c' * 12})."
HOME = page("index.md")


def of_stamp(html: str, of: Page | None, expected: Expected) -> list[str]:
    asked = AskedOfSite({"it": of} if of else {}, expected, {}, Badges({})).of("it")
    return [*check_stamp(html, asked), *check_build(html, of, expected.stamp)]


@pytest.mark.parametrize(
    ("html", "of", "problems"),
    [
        (DAY, page(), []),
        (BUILT, page(), []),
        ("2026-11-23", page(), [NO_DAY]),
        (BUILT, HOME, []),
        (BUILT, None, []),
        (DAY, HOME, [NO_MOMENT, NO_COMMIT]),
        (DAY, None, [NO_MOMENT, NO_COMMIT]),
        (f"{DAY} {'c' * 12} 2026-11-23T12:00:01+00:00", None, [NO_MOMENT]),
        (f"{DAY} {'c' * 11} 2026-11-23T12:00:00+00:00", None, [NO_COMMIT]),
        ("", None, [NO_DAY, NO_MOMENT, NO_COMMIT]),
    ],
)
def test_a_page_says_its_day_and_some_their_build(
    html: str, of: Page | None, problems: list[str]
) -> None:
    assert of_stamp(html, of, Expected(STAMP)) == problems


def test_a_build_of_no_commit_and_one_of_uncommitted_files_say_so() -> None:
    none = Expected(replace(STAMP, commit=""))
    assert of_stamp(f"{DAY} 2026-11-23T12:00:00+00:00", None, none) == []
    dirty = Expected(replace(STAMP, uncommitted=True))
    assert of_stamp(f"{BUILT} {NOT_COMMITTED}", None, dirty) == []
    assert of_stamp(BUILT, None, dirty) == ["it does not say that not all of it was committed."]
    assert of_stamp(BUILT, page(), dirty) == []


def test_a_page_says_whether_it_is_public_and_never_wrongly() -> None:
    whole, public = Expected(STAMP), Expected(replace(STAMP, public=True))
    assert of_stamp(DAY + PUBLIC, page(), public) == []
    wrong = ["it does not say rightly whether it is of the public edition."]
    assert of_stamp(DAY, page(), public) == wrong
    assert of_stamp(DAY + PUBLIC, page(), whole) == wrong


def test_a_page_carries_every_notice_as_it_is_written_in_html() -> None:
    preview = Expected(replace(STAMP, preview=True), "Trial & training")
    words = preview.stamp.notice
    assert words
    assert of_stamp(f"{DAY} Trial &amp; training {words}", page(), preview) == []
    assert of_stamp(f"{DAY} Trial & training {words}", page(), preview) == [
        "it does not carry the notice «Trial & training»."
    ]
    assert of_stamp(f"{DAY} Trial &amp; training", page(), preview) == [
        f"it does not carry the notice «{words}»."
    ]


# The author's words.

WRITTEN = replace(page(), authored="Ring the ward.\n")
READ = f"<p>x</p>{TEXT_BEGINS}<p>Ring the ward.</p>{TEXT_ENDS}<p>y</p>"


@pytest.mark.parametrize(
    ("html", "begins"),
    [
        (READ.replace(TEXT_ENDS, ""), 1),
        (READ.replace(TEXT_BEGINS, ""), 0),
        (READ + READ, 2),
        (READ + TEXT_ENDS, 1),
        ("<p>Ring the ward.</p>", 0),
    ],
)
def test_the_authors_text_is_marked_once_where_there_is_one(html: str, begins: int) -> None:
    (problem,) = check_text(html, WRITTEN, outlines())
    assert problem == f"the author's text is marked {begins} times, and must be 1 times."


def test_the_authors_words_are_read_back_and_nothing_around_them() -> None:
    assert list(check_text(READ, WRITTEN, outlines())) == []
    assert list(check_text("<p>Ours.</p>", page(), outlines())) == []
    other = READ.replace("ward", "lodge")
    (problem,) = check_text(other, WRITTEN, outlines())
    assert problem.startswith("its text was changed in the building: ")
    assert "'Ring the lodge.'" in problem
    assert len(list(check_text(READ, page(), outlines()))) == 1
    # What stands between an end and a beginning is not what was marked.
    for turned in (
        f"{TEXT_ENDS}<p>x</p>{TEXT_BEGINS}<p>Ring the ward.</p>",
        f"<p>Ring the ward.</p>{TEXT_ENDS}{TEXT_BEGINS}",
    ):
        assert list(check_text(turned, WRITTEN, outlines())) != []


# Lists.

BADGES = {"guidelines/a/": "In force", "guidelines/b/": "Suspended"}
GOOD = '<strong class="hb-tag">{}</strong>'


def row(href: str, *tags: str, first: str = "Document") -> str:
    words = "".join(GOOD.format(tag) for tag in tags)
    link = f'<a href="{href}">A</a>' if href else "A"
    return (
        f'<tr><td data-label="{first}"><span>{link}</span></td><td data-label="Owner"></td>'
        f'<td data-label="Standing"><em>In force</em>{words}</td></tr>'
    )


def listed(*rows: str, of: Page | None = page("browse/a-to-z/index.md")) -> list[str]:  # noqa: B008
    return list(check_lists(elements_of(f"<table>{''.join(rows)}</table>"), of, BADGES))


SUSPENDED = "its list shows guidelines/b/ as ['In force']; the badge of its page says Suspended."


def test_a_row_that_says_something_else_than_the_page_is_named() -> None:
    wrong = row("../../guidelines/b/#ring", "In force", "Review overdue")
    assert listed(wrong) == [SUSPENDED]
    assert listed(row("../../guidelines/b/")) == [SUSPENDED.replace("'In force'", "")]
    # No way to write the address hides it: a browser goes no higher than the first page.
    assert listed(row("../../../../guidelines/b/", "In force")) == [SUSPENDED]
    assert listed(row("/guidelines/b/", "In force")) == [SUSPENDED]
    assert listed(row("../../x/../guidelines/./b/", "In force")) == [SUSPENDED]
    assert listed(row("../", "In force"), of=page("guidelines/b/draft/index.md")) == [SUSPENDED]


def test_what_is_no_document_is_never_listed_as_in_force() -> None:
    for href, words in (
        ("../../guidelines/c/", "../../guidelines/c/"),
        ("", "nothing"),
        ("#x", "nothing"),
    ):
        sentence = f"its list shows {words} as in force, which is no document."
        assert listed(row(href, "In force")) == [sentence]
        assert listed(row(href, "Draft")) == []
    leads_nowhere = row("x", "In force").replace(' href="x"', "")
    assert listed(leads_nowhere) == ["its list shows nothing as in force, which is no document."]


def test_no_row_hides_the_next() -> None:
    wrong = row("../../guidelines/b/", "In force")
    for before in (
        "<tr><td>x</td></tr>",
        row("../../guidelines/a/", "Suspended", first="Version"),
        row("../../guidelines/a/", "In force"),
        row("", "Draft"),
    ):
        assert listed(before, wrong) == [SUSPENDED]
    assert listed(wrong, wrong) == [SUSPENDED, SUSPENDED]
    assert listed(wrong, of=None) == []
