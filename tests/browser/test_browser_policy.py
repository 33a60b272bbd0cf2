"""Under the policy of every page all that is ours works, and nothing else runs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from covering import expect_none
from settling import settle

from handbook.editor.site import PAGES as FORM
from handbook.publish.policy import HEADERS, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

IN_FORCE = "guidelines/rapid-transfer/"
PAGES = (
    "",
    IN_FORCE,
    "guidelines/seizure-planning/",
    "guidelines/symptom-escalation/draft/",
    "care-pathways/core-pathway/",
    "policies/ng61/",
    "adoption/uptake/",
    "about/",
    "404.html",
)
OUR_OWN = "https://our-own.example/"
LISTENING = (
    "window.refused = []; document.addEventListener('securitypolicyviolation', e => {"
    f" if (e.blockedURI.startsWith('{OUR_OWN}')) window.last?.();"
    " else window.refused.push(e.violatedDirective + ' ' + e.blockedURI); });"
)
LAST = (
    f"""() => new Promise(done => {{ window.last = done; new Image().src = '{OUR_OWN}x.png'; }})"""
)
"""Ask for what the policy refuses: refusals are told in turn, so all before it have been told."""


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser that notes whatever the policy refuses."""
    opened = []

    def open_page(
        url: str | None = None, *, width: int = 1280, now: str = "2026-11-23T12:00:00Z"
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened.append(context)
        context.add_init_script(LISTENING)
        page = context.new_page()
        page.clock.set_fixed_time(now)
        if url is not None:
            page.goto(url if "://" in url else address + url)
            settle(page)
        return page

    yield open_page
    for context in opened:
        context.close()


def refused(page: Page) -> list[str]:
    """What the policy refused the page so far, each of them told."""
    page.evaluate(LAST)
    found: list[str] = page.evaluate("window.refused")
    return found


def test_a_page_asks_for_nothing_that_its_policy_refuses(
    watched: Callable[..., Page],
) -> None:
    expect_none(
        {
            f"{url} at {width}": refused(watched(url, width=width))
            for url in PAGES
            for width in (390, 1280)
        }
    )


def test_colours_are_changed_and_kept(watched: Callable[..., Page]) -> None:
    page = watched(IN_FORCE)
    assert page.evaluate("typeof __md_scope.pathname") == "string"
    page.locator("label.md-header__button[title='Use light colours']").click()
    page.locator("label.md-header__button[title='Use dark colours']").click()
    page.reload()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    assert refused(page) == []


def test_the_search_runs(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(LISTENING)
    page = context.new_page()
    page.goto(address)
    page.locator(".md-header .hb-find-way").click()
    page.keyboard.type("seizures at home")
    page.locator(".hb-hit-title").first.wait_for(timeout=20_000)
    assert refused(page) == []
    context.close()


def test_the_filter_and_the_dates_work(watched: Callable[..., Page]) -> None:
    page = watched("policies/ng61/")
    page.get_by_role("button", name="Not addressed").first.click()
    assert refused(page) == []
    late = watched(IN_FORCE, now="2028-04-02T12:00:00Z")
    assert late.locator(".hb-warning-late").is_visible()
    assert refused(late) == []


def _answer(route: Route, *, body: str) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


INJECTED = (
    "<script>window.ran = true</script>",
    "<img src=x onerror='window.ran = true'>",
    "<svg><script>window.ran = true</script></svg>",
    "<iframe srcdoc='<script>parent.ran = true</script>'></iframe>",
    "<script src='data:text/javascript,window.ran=true'></script>",
    "<script src='https://elsewhere.example/x.js'></script>",
    "<p style='color: red'>x</p>",
    "<style>.hb-box{display:none}</style>",
    "<object data='data:text/html,x'></object>",
    "<base href='https://elsewhere.example/'>",
    "<link rel='stylesheet' href='https://elsewhere.example/x.css'>",
    "<img src='https://elsewhere.example/x.png'>",
)


def test_what_got_into_a_page_all_the_same_does_not_run(
    watched: Callable[..., Page], built: Path, address: str
) -> None:
    """The last line: fails if the policy lets run what somebody writes into a built page."""
    html = (built / IN_FORCE / "index.html").read_text(encoding="utf-8")
    for added in INJECTED:
        body = html.replace('<div class="hb-text', f'{added}<div class="hb-text', 1)
        assert body != html
        page = watched()
        page.route(address + IN_FORCE, partial(_answer, body=body))
        page.goto(address + IN_FORCE)
        settle(page)
        assert page.evaluate("window.ran") is None, added
        # What a frame is refused, the frame is told.
        assert refused(page) or "srcdoc" in added, added
        assert page.locator(".hb-box").is_visible(), added


def test_as_a_plain_file_a_page_looks_and_warns_as_from_a_server(
    watched: Callable[..., Page], built: Path
) -> None:
    place = (built / IN_FORCE / "index.html").as_uri()
    page = watched(place, now="2028-04-02T12:00:00Z")
    assert page.locator(".hb-warning-late").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.hb-box')).borderLeftWidth")
        != "0px"
    )
    assert [one for one in refused(page) if "connect-src" not in one] == []


def test_with_the_headers_of_a_web_server_too(watched: Callable[..., Page], address: str) -> None:
    def served(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **HEADERS})

    for url in ("", IN_FORCE, "policies/ng61/"):
        page = watched()
        page.route("**/*", served)
        page.goto(address + url)
        settle(page)
        assert refused(page) == [], url
        assert page.evaluate("typeof __md_get") == "function", url


def test_every_page_begins_with_the_policy(built: Path) -> None:
    for place in built.rglob("*.html"):
        if place.relative_to(built).as_posix() in FORM:
            continue  # the form, which has a policy of its own: tests/editor
        head = place.read_text(encoding="utf-8").partition("</head>")[0]
        assert head.count(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">') == 1
        assert head.index("Content-Security-Policy") < head.index("<script")
