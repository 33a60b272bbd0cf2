"""What a reader's own browser shows: on any day, on any screen, with or without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from covering import expect_none
from settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

IN_FORCE = "guidelines/rapid-transfer/"
UNTIL = "Use until 1 April 2028; after that date, do not rely on this page without checking."
PAGES = (
    "",
    IN_FORCE,
    "guidelines/",
    "guidelines/seizure-planning/",
    "guidelines/symptom-escalation/draft/",
    "guidelines/rapid-transfer/versions/1.0/",
    "care-pathways/core-pathway/",
    "terms-of-reference/executive-committee/",
    "meetings/executive-committee-2026-03-11/",
    "policies/ng61/",
    "policy-mappings/ng61-1-1/",
    "glossary/",
    "network/",
    "organisations/ludvale-hospital/",
    "adoption/",
    "adoption/uptake/",
    "adoptions/",
    "adoptions/ludvale-hospital--seizure-planning--2026-06-24/",
    "register/",
    "due/",
    "about/",
    "404.html",
)


def warnings(page: Page) -> list[str]:
    """The kinds of warning that can be seen."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.hb-warning')].filter(w => w.offsetParent)"
        ".map(w => w.className.replace(/.*hb-warning-/, ''))"
    )
    return found


def test_on_the_day_of_the_build_nothing_is_raised(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE)
    assert page.locator(".hb-box").get_by_text(UNTIL).is_visible()
    assert warnings(page) == []


def test_once_the_day_has_passed_the_page_says_so_without_a_rebuild(
    read: Callable[..., Page],
) -> None:
    """I7: fails if ``freshness.js`` does not compare today with the day until which to use it."""
    page = read(IN_FORCE, now="2028-04-02T12:00:00Z")
    assert warnings(page) == ["late", "old"]
    assert "This page was to be used until 1 April 2028." in page.inner_text(".hb-warning-late")


def test_the_day_ends_at_midnight_in_the_networks_own_time_zone(read: Callable[..., Page]) -> None:
    assert "late" not in warnings(read(IN_FORCE, now="2028-04-01T22:59:00Z"))
    assert "late" in warnings(read(IN_FORCE, now="2028-04-01T23:01:00Z"))
    tokyo = read(IN_FORCE, now="2028-04-01T22:59:00Z", timezone_id="Asia/Tokyo")
    assert "late" not in warnings(tokyo)


@pytest.mark.parametrize("over", ["arrived", "expired"])
def test_the_slim_bar_is_no_milder_than_the_box(read: Callable[..., Page], over: str) -> None:
    page = read(IN_FORCE)
    page.evaluate(
        """over => {
          document.documentElement.setAttribute("data-handbook-dates", over);
          document.dispatchEvent(new Event("handbook-judged"));
        }""",
        over,
    )
    assert (page.locator(".hb-slim").text_content() or "").endswith("Do not rely on it.")


@pytest.mark.parametrize(
    ("target", "event"),
    [("document", "visibilitychange"), ("window", "pageshow"), ("window", "beforeprint")],
)
def test_a_page_that_stays_open_is_judged_again(
    read: Callable[..., Page], target: str, event: str
) -> None:
    """I7: fails if ``freshness.js`` looks at the clock once, when the page is loaded."""
    page = read(IN_FORCE)
    slim = page.locator(".hb-slim")
    assert "Use until 1 April 2028" in (slim.text_content() or "")
    page.clock.set_fixed_time("2028-04-02T12:00:00Z")
    assert warnings(page) == []
    page.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
    assert warnings(page) == ["late", "old"]
    assert "has passed. Check before you rely on it." in (slim.text_content() or "")
    listed = read("register/")
    before = listed.locator(".hb-passed").count()
    listed.clock.set_fixed_time("2028-04-02T12:00:00Z")
    for _ in range(2):
        listed.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
        after = listed.locator(".hb-passed").count()
        assert before < after == listed.locator(".hb-until[data-until]").count()


def test_a_clock_before_the_build_can_tell_nothing(read: Callable[..., Page]) -> None:
    assert warnings(read(IN_FORCE, now="2020-01-01T12:00:00Z")) == ["unknown"]


def test_a_copy_that_has_grown_old_says_so(read: Callable[..., Page]) -> None:
    """I10: fails if ``freshness.js`` does not count the days since the build."""
    assert warnings(read(IN_FORCE, now="2026-11-26T12:00:00Z")) == []
    page = read(IN_FORCE, now="2026-11-27T12:00:00Z")
    assert warnings(page) == ["old"]
    words = "This handbook has not been renewed since 23 November 2026."
    assert words in page.inner_text(".hb-warning-old")


def test_without_scripts_the_words_stand_and_no_warning_is_shown(
    read: Callable[..., Page],
) -> None:
    page = read(IN_FORCE, java_script_enabled=False)
    assert page.locator(".hb-box").get_by_text(UNTIL).is_visible()
    assert not page.locator(".hb-warning-late").is_visible()


def test_dates_in_lists_are_marked_once_they_have_passed(read: Callable[..., Page]) -> None:
    page = read("guidelines/", now="2028-04-02T12:00:00Z")
    row = page.locator("tr", has_text="Rapid transfer").first
    assert row.get_by_text("Date passed").is_visible()


def test_the_dates_are_compared_before_anything_is_painted(built: Path) -> None:
    html = (built / IN_FORCE / "index.html").read_text(encoding="utf-8")
    head = html.partition("<body")[0]
    tag = head.partition("assets/handbook/freshness.js")
    assert tag[1]
    assert "defer" not in tag[2].partition(">")[0]
    assert "async" not in tag[2].partition(">")[0]


@dataclass(frozen=True)
class Seen:
    """What a page asked for and showed: on a desk, and how wide it is on the narrowest screen."""

    asked: tuple[str, ...]
    cut: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]
    landmarks: tuple[str | None, ...]
    width: int


PARTS = (
    ("h1", 1),
    ("main", 1),
    ("html[lang=en]", 1),
    ("[role=dialog]:not([aria-label]):not([aria-labelledby])", 0),
)
"""What stands in every page, and how often."""
CUT = """() => [...document.querySelectorAll('.md-typeset__scrollwrap')]
  .filter(box => box.scrollWidth > box.clientWidth).map(box => box.innerText.slice(0, 80))"""
LANDMARKS = """() => [...document.querySelectorAll('nav')]
  .map(nav => nav.getAttribute('aria-label') || nav.getAttribute('aria-labelledby'))"""


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str) -> dict[str, Seen]:
    """Each of the pages, opened once on a desk and once on the narrowest screen."""
    pages = {}
    for url in PAGES:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.clock.set_fixed_time("2026-11-23T12:00:00Z")
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + url)
        settle(page)
        cut, landmarks = page.evaluate(CUT), page.evaluate(LANDMARKS)
        parts = tuple((part, page.locator(part).count()) for part, _ in PARTS)
        page.set_viewport_size({"width": 320, "height": 900})
        page.goto(address + url)
        width = page.evaluate("document.documentElement.scrollWidth")
        pages[url] = Seen(tuple(asked), tuple(cut), parts, tuple(landmarks), width)
        context.close()
    return pages


def test_nothing_is_asked_of_anybody_elses_server(seen: dict[str, Seen], address: str) -> None:
    own = (address, "data:", "blob:")
    assert all(page.asked for page in seen.values())
    expect_none(
        {url: [a for a in page.asked if not a.startswith(own)] for url, page in seen.items()}
    )


def test_nothing_runs_off_a_screen_of_320_pixels(seen: dict[str, Seen]) -> None:
    assert {url: page.width for url, page in seen.items() if page.width > 320} == {}


def test_no_table_is_cut_off_on_a_desk(seen: dict[str, Seen]) -> None:
    """Fails if a date may not wrap: "Use until 12 Nove" was all that a reader of a list saw.

    The table of local adoption alone is wider than a screen, and says so above itself.
    """
    expect_none({url: page.cut for url, page in seen.items() if url != "adoption/"})


def test_a_page_has_one_heading_one_main_part_and_named_landmarks(seen: dict[str, Seen]) -> None:
    assert {url: page.parts for url, page in seen.items() if page.parts != PARTS} == {}
    for url, page in seen.items():
        assert all(page.landmarks), (url, page.landmarks)
        assert len(page.landmarks) == len(set(page.landmarks)), (url, page.landmarks)


@pytest.mark.parametrize("width", [320, 1280])
def test_reason_replacement_and_dates_are_seen_on_every_screen(
    read: Callable[..., Page], width: int
) -> None:
    for url, words in [
        ("guidelines/seizure-planning/", "Reason:"),
        ("guidelines/transfer-checklist/", "Use instead:"),
        ("guidelines/parallel-planning/", "Its review was put off"),
        ("guidelines/spiritual-and-cultural-care/", "takes effect on 4 January 2027"),
    ]:
        box = read(url, width=width).locator(".hb-box")
        assert box.get_by_text(words).first.is_visible(), url
        assert box.locator(".hb-facts").is_visible()


def test_the_items_of_a_policy_can_be_narrowed_to_what_is_missing(
    read: Callable[..., Page],
) -> None:
    page = read("policies/ng61/")
    rows = page.locator('td[data-label="Addressed today"]:visible')
    whole = page.locator('td[data-label="Addressed today"]').count()
    page.get_by_role("button", name="Not addressed").click()
    assert 0 < rows.count() < whole
    told = page.inner_text(".hb-filter-said")
    assert told == f"{rows.count()} items are shown. {whole - rows.count()} are hidden."
    assert page.url.endswith("?holds=not-addressed")
    assert all(text.startswith("Not addressed") for text in rows.all_inner_texts())
    sent = read("policies/ng61/?holds=not-addressed")
    assert sent.inner_text(".hb-filter-said") == told
    page.go_back()
    assert rows.count() == 0
    for section in page.locator("summary.hb-fold-head").all():
        section.click()
    assert rows.count() == whole


def test_a_section_of_a_policy_opens_by_a_link_to_an_item_and_on_paper(
    read: Callable[..., Page],
) -> None:
    page = read("policies/ng61/#item-1-3-2", width=390)
    item = page.locator("#item-1-3-2")
    item.wait_for(state="visible")
    page.wait_for_timeout(100)
    assert item.bounding_box()["y"] < 900  # type: ignore[index]
    assert page.locator("details.hb-fold[open]").count() == 1
    height = page.evaluate("document.documentElement.scrollHeight")
    page.evaluate("location.hash = 'item-1-1-2'")
    page.locator("#item-1-1-2").wait_for(state="visible")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.hb-fold:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.hb-fold:not([open])").count() > 0
    bare = read("policies/ng61/", width=390, java_script_enabled=False)
    assert bare.locator("#item-1-3-2").is_visible()
    assert bare.evaluate("document.documentElement.scrollHeight") > height


def test_a_policy_on_a_phone_is_a_page_of_sections(read: Callable[..., Page]) -> None:
    page = read("policies/ng61/", width=390)
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    first = page.locator(".hb-fold-head").first
    assert "20 items: 4 addressed" in first.inner_text()


def test_on_a_phone_menu_and_search_open_with_the_keys(read: Callable[..., Page]) -> None:
    page = read("", width=390)
    page.get_by_role("button", name="Open the menu").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('__drawer').checked")
    page = read("", width=390)
    page.locator(".md-header .hb-find-way").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"


def test_the_first_key_press_offers_to_skip_to_the_page(read: Callable[..., Page]) -> None:
    page = read(IN_FORCE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("hb-skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "handbook-main"


def test_a_draft_is_marked_while_it_is_read_and_in_print(read: Callable[..., Page]) -> None:
    page = read("guidelines/symptom-escalation/draft/")
    page.mouse.wheel(0, 2500)
    page.wait_for_timeout(200)
    assert page.evaluate("window.scrollY") > 500
    mark = page.locator(".hb-mark").first
    assert mark.inner_text() == "Draft: not endorsed"
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    page.emulate_media(media="print")
    assert page.locator(".hb-mark").last.is_visible()
    assert page.locator(".hb-box").is_visible()


def test_a_printed_page_says_what_it_is_worth(read: Callable[..., Page]) -> None:
    page = read("guidelines/seizure-planning/")
    page.emulate_media(media="print")
    sheet = page.locator(".hb-sheet.hb-stop")
    for words in ("Suspended.", "Uncontrolled when printed.", "not for clinical use"):
        assert sheet.get_by_text(words, exact=False).is_visible()
    assert page.locator(".hb-box").get_by_text("Suspended", exact=False).first.is_visible()
    assert not page.locator(".md-header").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colours_of_the_device(read: Callable[..., Page], scheme: str) -> None:
    page = read(IN_FORCE, color_scheme=scheme)
    name = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert name == {"light": "default", "dark": "slate"}[scheme]


HOUR_LATER = "2026-11-23T14:30:00Z"


@pytest.mark.parametrize(
    ("renewed_on", "later", "told"),
    [
        ("2026-11-23T13:00:00+00:00", HOUR_LATER, True),
        ("2026-11-23T11:00:00+00:00", HOUR_LATER, False),  # it was there when the page was opened
        ("2026-11-23T12:20:00+00:00", "2026-11-23T12:30:00Z", False),  # nobody is asked so soon
        ("nonsense", HOUR_LATER, False),
        (None, HOUR_LATER, False),  # no network
    ],
)
def test_a_page_that_stayed_open_says_that_the_handbook_was_renewed(
    read: Callable[..., Page], renewed_on: str | None, later: str, *, told: bool
) -> None:
    """Fails if whoever comes back to a page after hours is not told of a newer handbook."""
    page = read(IN_FORCE, now="2026-11-23T12:00:00Z")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if renewed_on is None:
            route.abort()
        else:
            route.fulfill(json={"built": renewed_on})

    page.route("**/build.json", answer)
    page.clock.set_fixed_time(later)
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    bar = page.locator(".hb-renewed")
    if told:
        bar.wait_for()
        assert "may be out of date" in bar.inner_text()
        assert bar.get_by_role("button", name="Load it again").is_visible()
        page.evaluate("() => window.dispatchEvent(new Event('focus'))")
        assert bar.count() == 1
        assert len(asked) == 1
    else:
        page.wait_for_timeout(300)
        assert bar.count() == 0
        assert bool(asked) == (later == HOUR_LATER)
