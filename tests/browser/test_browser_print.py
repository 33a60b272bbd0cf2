"""What is printed: every sheet says what it is, whether it may be relied on and where to look."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

ADDRESS = "https://handbook.fellsandvales.example/"
IN_FORCE = "guidelines/rapid-transfer/"
SUSPENDED = "guidelines/seizure-planning/"
PAST = "guidelines/rapid-transfer/versions/1.0/"
LIST = "look again before you rely on it"
RING = "Whom to ring: Advice line 01632 960200"
SHORT = "Short print: who endorsed it, its history and its adoption are left out."


@dataclass(frozen=True)
class Print:
    """The sheets of one page of the handbook, as words without line ends."""

    sheets: tuple[str, ...]
    tagged: bool


@pytest.fixture(scope="session")
def printed(browser: Browser, address: str) -> Callable[..., Print]:
    """Print a page, once for all tests that ask for it in the same way."""
    made: dict[tuple[object, ...], Print] = {}

    def print_page(
        url: str, paper: str = "A4", *, script: bool = True, before: str = "", now: str = ""
    ) -> Print:
        key = (url, paper, script, before, now)
        if key not in made:
            context = browser.new_context(java_script_enabled=script)
            page = context.new_page()
            if script:
                page.clock.set_fixed_time(now or "2026-11-24T12:00:00Z")
            page.goto(address + url)
            if before:
                page.evaluate(before)
            content = page.pdf(format=paper, tagged=True, outline=True)
            context.close()
            reader = PdfReader(BytesIO(content))
            words = tuple(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
            made[key] = Print(words, bool(reader.trailer["/Root"].get("/MarkInfo")))
        return made[key]

    return print_page


def missing(pages: Print, *words: str) -> list[tuple[int, str]]:
    """Which words are not on which sheet; a long line is broken wherever it ends."""
    squeezed = [sheet.replace(" ", "") for sheet in pages.sheets]
    return [
        (number, said)
        for number, sheet in enumerate(squeezed, 1)
        for said in (*words, f"Page {number} of {len(squeezed)}")
        if said.replace(" ", "") not in sheet
    ]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (IN_FORCE, ["FV-G01", "In force. Version 2.0. Use until 1 April 2028"]),
        (SUSPENDED, ["FV-G09", "Suspended. Version 1.0.", "Do not use it."]),
        ("guidelines/sibling-support/", ["Lapsed. Version 1.0."]),
        ("guidelines/transfer-checklist/", ["Withdrawn. Version 1.0.", "Do not use any copy"]),
        ("guidelines/paper-care-plan-circulation/", ["Superseded. Version 1.0."]),
        ("guidelines/symptom-escalation/draft/", ["Draft: not endorsed", "Do not rely on it."]),
        (PAST, ["Version 1.0: past version.", "Do not rely on it."]),
        ("care-pathways/core-pathway/", ["In force. Version 1.0. Use until 12 November 2027"]),
        ("terms-of-reference/executive-committee/", ["In force. Version", "Use until"]),
        ("register/", ["Register", LIST]),
        ("policies/ng61/", ["NG61", LIST]),
        ("glossary/", ["Glossary", LIST]),
        ("meetings/clinical-steering-group-2027-01-19/pack/", ["For members of the network only"]),
        ("due/week/", ["This week", LIST]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_sheet_carries_every_fact(
    printed: Callable[..., Print], url: str, says: list[str]
) -> None:
    """I7: fails without the head that repeats; sheets after the first said nothing of this."""
    pages = printed(url)
    day = ("Printed on 24 November 2026.", "As recorded on 23 November 2026")
    assert missing(pages, *says, *day, RING, ADDRESS + url, "not for clinical use") == []
    assert pages.tagged


def test_on_letter_every_sheet_says_it_too(printed: Callable[..., Print]) -> None:
    pages = printed(IN_FORCE, "Letter")
    assert len(pages.sheets) > 2
    assert missing(pages, "Use until 1 April 2028", RING) == []


def test_without_scripts_it_prints_whole_and_says_what_it_does_not_know(
    printed: Callable[..., Print],
) -> None:
    pages = printed(IN_FORCE, script=False)
    assert missing(pages, "The day of printing is not known.", "Use until 1 April 2028") == []
    assert any("Front sheet" in sheet for sheet in pages.sheets)


def test_the_print_for_the_ward_leaves_out_governance_and_says_so(
    printed: Callable[..., Print],
) -> None:
    short, full = printed(f"{IN_FORCE}?print=short"), printed(IN_FORCE)
    assert len(short.sheets) < len(full.sheets)
    assert missing(short, SHORT, ADDRESS + IN_FORCE) == []
    for heading in ("Front sheet", "Its answer", "Where this is used"):
        assert any(heading in sheet for sheet in full.sheets)
        assert not any(heading in sheet for sheet in short.sheets)
    assert any("Recommendations" in sheet for sheet in short.sheets)
    assert not any(SHORT in sheet for sheet in full.sheets)


def test_what_may_not_be_relied_on_is_printed_whole_only(printed: Callable[..., Print]) -> None:
    assert printed(f"{SUSPENDED}?print=short").sheets == printed(SUSPENDED).sheets


def test_printed_after_its_day_every_sheet_says_so(printed: Callable[..., Print]) -> None:
    pages = printed(IN_FORCE, now="2028-06-01T12:00:00Z")
    late = "the day until which it was to be used had passed. Do not rely on it"
    assert missing(pages, late, "Printed on 1 June 2028.") == []
    assert not any(late in sheet for sheet in printed(IN_FORCE).sheets)


def test_a_title_of_200_signs_is_on_every_sheet_whole(printed: Callable[..., Print]) -> None:
    title = ("Care of a child whose name for things is long " * 5)[:200].strip()
    before = f"document.querySelector('.hb-sheet-title strong').textContent = {title!r}"
    pages = printed(IN_FORCE, before=before)
    assert missing(pages, title, "Use until 1 April 2028", RING) == []
    below = [sheet.partition("how it stands now.")[2] for sheet in pages.sheets]
    assert any("Consider a rapid transfer, and record the answer" in words for words in below)


def test_links_are_printed_with_where_they_lead(printed: Callable[..., Print]) -> None:
    words = "".join(printed(IN_FORCE).sheets).replace(" ", "")
    assert "(handbook.fellsandvales.example/guidelines/symptom-escalation/" in words
    assert "127.0.0.1" not in words


def test_lists_have_their_heads_and_whole_words_on_every_sheet(
    printed: Callable[..., Print],
) -> None:
    """The heads of columns to sort by vanished, and dates stood one letter in a line."""
    pages = printed("register/")
    rows = [sheet for sheet in pages.sheets if "Use until" in sheet]
    assert len(rows) > 1
    assert all("Document Standing Dates Owner" in sheet for sheet in rows)


def test_commands_are_broken_between_their_words(read: Callable[..., Page]) -> None:
    page = read("due/week/")
    page.emulate_media(media="print")
    heights = page.locator(".hb-text code .hb-whole").evaluate_all(
        "parts => parts.map(part => part.getClientRects().length)"
    )
    assert set(heights) == {1}


def test_the_foot_says_whom_to_ring_on_one_sheet(printed: Callable[..., Print]) -> None:
    for url in ("register/", "glossary/", IN_FORCE):
        with_box = [sheet for sheet in printed(url).sheets if "01632 960300 Specialist" in sheet]
        assert with_box
        assert "01632 960200 Advice line" in with_box[-1]


def test_the_reader_chooses_but_has_no_ward_print_of_what_is_stopped(
    read: Callable[..., Page],
) -> None:
    ways = {IN_FORCE: ["Print for the ward", "Print everything"]}
    for url in (SUSPENDED, PAST, "guidelines/symptom-escalation/draft/"):
        ways[url] = ["Print this page"]
    for url, wanted in ways.items():
        for width in (1280, 390):
            page = read(url, width=width)
            assert page.locator(".hb-print-way").all_inner_texts() == wanted
    page = read(IN_FORCE)
    page.evaluate("window.print = () => { window.asked = document.documentElement.dataset; }")
    page.get_by_role("button", name="Print for the ward").click()
    assert page.evaluate("window.asked.handbookPrint") == "short"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("window.asked.handbookPrint") is None


@pytest.mark.parametrize("width", [960, 1280])
def test_the_choice_covers_neither_title_nor_kind(read: Callable[..., Page], width: int) -> None:
    page = read("care-pathways/antenatal-pathway/", width=width)
    ways = page.locator(".hb-print-ways").bounding_box()
    kind = page.locator(".hb-eyebrow").bounding_box()
    title = page.locator(".hb-head h1").bounding_box()
    trail = page.locator(".hb-trail").bounding_box()
    assert ways
    assert kind
    assert title
    assert trail
    assert ways["y"] + ways["height"] <= title["y"] + 1
    assert kind["x"] + kind["width"] <= ways["x"]
    assert trail["y"] + trail["height"] <= ways["y"] + 1


def test_a_code_leads_to_how_the_document_stands_today(read: Callable[..., Page]) -> None:
    """From a past version and a draft too: whoever scans an old sheet learns what holds now."""
    for url, leads_to in {
        IN_FORCE: IN_FORCE,
        PAST: IN_FORCE,
        "guidelines/symptom-escalation/draft/": "guidelines/symptom-escalation/",
    }.items():
        page = read(url)
        assert not page.locator(".hb-code").is_visible()
        page.emulate_media(media="print")
        picture = Image.open(BytesIO(page.locator(".hb-code").screenshot(scale="css")))
        picture = picture.convert("L").resize((600, 600))
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS + leads_to]


def test_a_device_in_the_dark_prints_on_white(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE, color_scheme="dark")
    ink = "getComputedStyle(document.querySelector('.hb-facts dd')).color"
    assert page.evaluate(ink) == "rgb(227, 232, 236)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ink) in {"rgb(0, 0, 0)", "rgb(33, 43, 50)"}


@pytest.mark.parametrize("paper", ["A5", "A6"])
@pytest.mark.parametrize("url", [SUSPENDED, "adoption/"])
def test_a_head_that_is_too_high_for_small_paper_is_cut_and_not_left_out(
    printed: Callable[..., Print], paper: str, url: str
) -> None:
    """Fails without a bound: a browser repeats no head of more than a quarter of the sheet."""
    title = ("Care of a child whose name for things is long " * 5)[:200].strip()
    before = f"document.querySelector('.hb-sheet-title strong').textContent = {title!r}"
    pages = printed(url, paper, before=before)
    says = ["Suspended. Version 1.0.", "Do not use it."] if url == SUSPENDED else []
    assert missing(pages, "Care of a child whose name for things is long", *says) == []


@pytest.mark.parametrize("url", ["register/?standing=in-force", "policies/ng61/?holds=not-judged"])
def test_a_list_of_which_rows_are_hidden_says_so_on_every_sheet(
    printed: Callable[..., Print], url: str
) -> None:
    part = "A part of a list: other rows are hidden by what was chosen on the page."
    assert missing(printed(url), part) == []
    assert not any(part in sheet for sheet in printed(url.partition("?")[0]).sheets)
