"""Pages that a real browser saves: shown only while nothing answers, and never for long."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from serving import served

from handbook.cli import cli
from handbook.offline.worker import worker_off
from registries import lay_smallest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

SETTINGS = "settings:\n  offline: {days: 7, saved-pages: members, urgent: [quiet-rooms]}\n"
URGENT = "guidelines/quiet-rooms/"
STANDING = ".hb-box-heading"
BAR = ".hb-saved"
WORKER = b'"wait": 6000'
SOON = 0.4
"""Seconds after which the worker of these tests shows what was saved."""
PICTURE = f"{URGENT}attachments/plan.png"
WIDTH = "document.querySelector('#plan').naturalWidth"


@dataclass
class Answers:
    """How the server answers now: as it should unless something here says otherwise."""

    refuses: bool = False
    status: int = 0
    portal: bool = False
    held: threading.Event | None = None
    instead: dict[str, bytes] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    holding: dict[str, threading.Event] = field(default_factory=dict)


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, answers: Answers, **more: Any) -> None:
        self.answers = answers
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        now, path = self.answers, self.path.partition("?")[0].lstrip("/")
        if now.refuses or path in now.dropped:
            self.close_connection = True
            return
        page = path == "" or path.endswith("/")
        if now.held is not None and page:
            now.held.wait(20)
        if path in now.holding:
            now.holding[path].wait(20)
        if path in now.late:
            threading.Event().wait(3 * SOON)
        if not self.fails(path, page=page) and not self.answers_otherwise(path):
            super().do_GET()

    def fails(self, path: str, *, page: bool) -> bool:
        """Whether it is to answer with an error, and does."""
        now = self.answers
        status = now.status if page else 0
        status = status or (503 if path in now.failing else 404 if path in now.gone else 0)
        if status:
            self.send_error(status)
        return bool(status)

    def answers_otherwise(self, path: str) -> bool:
        """Whether it is to answer with something else than the file, and does."""
        now = self.answers
        if now.portal:
            self.answer(b"<html><body>Sign in to the hospital's network</body></html>")
        elif path in now.moved:
            self.send_response(302)
            self.send_header("Location", now.moved[path])
            self.end_headers()
        elif path in now.cut:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()  # an old server says no length: it ends where it breaks off
            self.wfile.write(now.instead[path][:-200])
        elif path in now.plain:
            self.answer(b"Sign in", "text/plain")
        elif path in now.instead:
            self.answer(now.instead[path], guess_type(path)[0] or "text/html")
        else:
            return False
        return True

    def answer(self, body: bytes, kind: str = "text/html") -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small handbook that browsers save, built and published as any other."""
    home = tmp_path_factory.mktemp("saved")
    root = lay_smallest(home / "network")
    network = root / "registry" / "network.yaml"
    network.write_text(network.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    words = ["--root", str(root), "build", "--output", str(home / "site")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    return home / "site"


@pytest.fixture
def answers(site: Path) -> Answers:
    script = (site / "sw.js").read_bytes()
    assert WORKER in script
    return Answers(instead={"sw.js": script.replace(WORKER, b'"wait": %d' % (1000 * SOON))})


@pytest.fixture
def home(site: Path, answers: Answers) -> Iterator[str]:
    with served(site, partial(Handler, answers=answers)) as address:
        yield address
        if answers.held is not None:
            answers.held.set()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 390, "height": 800})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, home: str) -> Page:
    """A page of a browser that has been on the first page, and has the worker."""
    opened = context.new_page()
    opened.goto(home)
    opened.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    until(opened, "navigator.serviceWorker.controller")
    return opened


def with_words(site: Path, old: str, new: str) -> bytes:
    """The urgent page as it would be with other words."""
    html = (site / URGENT / "index.html").read_text(encoding="utf-8")
    assert old in html
    return html.replace(old, new).encode()


def png(width: int) -> bytes:
    """A picture that is so many points wide, and one high."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(b"\0" * (width + 1)),
        b"IEND": b"",
    }
    packed = (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def with_picture(page: Page, home: str, site: Path, answers: Answers) -> None:
    """Open the urgent page with a picture one point wide, and let both be saved."""
    picture = '</h1><img id="plan" alt="A plan" src="attachments/plan.png">'
    answers.instead |= {URGENT: with_words(site, "</h1>", picture), PICTURE: png(1)}
    page.goto(home + URGENT)
    until(page, f"{WIDTH} === 1")
    until(page, "!!(await caches.match(asked))", home + PICTURE)


def until(page: Page, words: str, asked: str = "") -> None:
    """Wait until what is written in JavaScript is so; half a minute at most."""
    script = f"""async (asked) => {{
      for (let turn = 0; turn < 600; turn += 1) {{
        if ({words}) {{ return true; }}
        await new Promise((next) => setTimeout(next, 50));
      }}
      return false;
    }}"""
    assert page.evaluate(script, asked), words


def saved_pages(page: Page) -> list[str]:
    """The addresses of what is in the store, from the top of the site."""
    script = """async () => {
      const all = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) {
          all.push(new URL(request.url).pathname);
        }
      }
      return all;
    }"""
    return sorted(page.evaluate(script))


def until_nothing_is_saved(page: Page) -> None:
    """Wait until the store holds nothing but the theme's files, which are removed one by one."""
    words = """!(await Promise.all((await caches.keys()).map(async (name) =>
      (await (await caches.open(name)).keys()).some(
        (request) => !new URL(request.url).pathname.startsWith("/assets/"))))).includes(true)"""
    until(page, words)


def renewed(page: Page, answers: Answers, old: bytes, new: bytes) -> None:
    """Let the worker be one that says ``new`` for ``old``, and wait until it is at work."""
    script = answers.instead["sw.js"]
    assert old in script
    answers.instead["sw.js"] = script.replace(old, new)
    page.evaluate(
        """async () => {
          const changed = new Promise((done) => {
            navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
          });
          await (await navigator.serviceWorker.getRegistration()).update();
          await changed;
        }"""
    )


def for_everybody(page: Page, answers: Answers) -> None:
    """Let the handbook be the public edition, before which no login stands."""
    renewed(page, answers, b'"members": true', b'"members": false')


def aged(page: Page, days: float) -> None:
    """Let everything in the store have been saved so many days ago."""
    script = """async (days) => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request);
          const headers = new Headers(answer.headers);
          headers.set("x-handbook-saved", new Date(Date.now() - days * 86400000).toISOString());
          await cache.put(request, new Response(await answer.blob(), { headers }));
        }
      }
    }"""
    page.evaluate(script, days)


def test_without_a_network_the_saved_page_says_so_and_is_replaced_when_it_is_back(
    page: Page, home: str, answers: Answers
) -> None:
    answers.refuses = True
    page.goto(home + URGENT)  # never opened here before
    words = page.locator(BAR).inner_text()
    when = r"\d+ \w+ 20\d\d at \d\d:\d\d"
    assert re.match(rf"Saved copy from {when}\. You are offline\.", words), words
    assert page.locator(STANDING).is_visible()
    assert page.locator("html").get_attribute("data-handbook-dates") is not None
    page.goto(home + "search/?q=quiet")
    page.locator(".hb-hit").first.wait_for()
    status = page.locator(".hb-search-status").inner_text()
    assert "only names are searched" in status
    assert re.search(rf"this is how documents stood on {when}\.", status), status
    answers.refuses = False
    page.goto(home + URGENT)
    assert page.locator(BAR).count() == 0


def test_what_was_withdrawn_is_shown_withdrawn_as_soon_as_the_network_answers(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Proposed")
    withdrawn = with_words(site, "</span>Proposed", "</span>Withdrawn")
    answers.instead[URGENT] = withdrawn
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Withdrawn")
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Withdrawn")
    assert page.locator(BAR).is_visible()


def test_an_answer_that_comes_late_takes_the_place_of_the_saved_page(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    page.goto(home + URGENT)
    held = answers.held = threading.Event()
    page.goto(home + URGENT, wait_until="commit")
    bar = page.locator(BAR)
    bar.wait_for()
    assert "replaced as soon as the handbook answers" in bar.inner_text()
    held.set()  # the same page as before: nothing to replace
    bar.wait_for(state="detached")
    withdrawn = with_words(site, "</span>Proposed", "</span>Withdrawn")
    answers.instead[URGENT] = withdrawn
    held = answers.held = threading.Event()
    page.goto(home + URGENT, wait_until="commit")
    bar.wait_for()
    assert page.locator(STANDING).inner_text().endswith("Proposed")
    held.set()
    page.locator(STANDING, has_text="Withdrawn").wait_for()
    page.locator(BAR).wait_for(state="detached")


def test_a_saved_page_that_is_too_old_is_not_shown(page: Page, home: str, answers: Answers) -> None:
    aged(page, 6.9)
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(STANDING).is_visible()
    for days, words in ((7.1, "more than 7 days ago, so it is not shown"), (-2, "cannot be right")):
        aged(page, days)
        page.goto(home + URGENT)
        assert words in page.locator(BAR).inner_text()
        assert page.locator(STANDING).count() == 0
        assert page.locator("#hb-saved-here + ul > li").count() == 0


def test_a_page_that_was_not_saved_leads_to_those_that_were(
    page: Page, home: str, answers: Answers
) -> None:
    answers.refuses = True
    page.goto(home + "glossary/never/opened/")
    assert "not saved on this device" in page.locator(BAR).inner_text()
    way = page.locator("#hb-saved-here + ul a", has_text="Quiet rooms").first
    way.click()
    page.locator(STANDING).wait_for()
    assert page.url == home + URGENT


def test_only_whole_pages_of_the_handbook_are_saved(
    page: Page, home: str, answers: Answers
) -> None:
    before = saved_pages(page)
    for_everybody(page, answers)
    page.goto(home + "nothing/here/")
    page.goto(home + "guidelines")  # redirected to the page with a stroke at its end
    answers.portal = True
    page.goto(home + "glossary/")
    assert "Sign in to the hospital" in page.locator("body").inner_text()
    page.goto(home + URGENT)
    assert "Sign in to the hospital" in page.locator("body").inner_text()
    answers.portal = False
    whole = {"/", "/guidelines/"}  # the first was open before, and may only just have been saved
    assert set(saved_pages(page)) - set(before) <= whole
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Proposed")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_forgotten(
    page: Page, home: str, answers: Answers, status: int
) -> None:
    answers.status = status
    page.goto(home + URGENT)
    until(page, "!(await caches.match(location.href))")
    answers.status, answers.refuses = 0, True
    page.goto(home + URGENT)
    assert "not saved on this device" in page.locator(BAR).inner_text()


def test_who_is_signed_out_leaves_no_page_behind(page: Page, home: str, answers: Answers) -> None:
    assert "/" + URGENT in saved_pages(page)
    answers.status = 403
    page.goto(home + URGENT)
    until_nothing_is_saved(page)


def test_a_server_that_fails_is_said_to_fail(page: Page, home: str, answers: Answers) -> None:
    answers.status = 503
    page.goto(home + URGENT)
    assert "cannot be reached at the moment" in page.locator(BAR).inner_text()
    page.goto(home + "glossary/")
    assert page.locator(BAR).count() == 0


def test_another_build_has_another_store_and_the_old_one_goes(
    page: Page, home: str, answers: Answers
) -> None:
    page.goto(home + "glossary/")
    until(page, "!!(await caches.match(location.href))")
    name, files = sorted(page.evaluate("caches.keys()"))
    assert files == f"{name} files"
    key = name.rpartition(" ")[2].encode()
    answers.instead["sw.js"] = answers.instead["sw.js"].replace(key, b"f" * 16)
    page.goto(home)
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    until(page, "(await caches.keys()).join().includes('f'.repeat(16))")
    until(page, "await caches.match(asked)", home + "glossary/")
    until(page, "(await caches.keys()).length === 2")
    new = name.replace(key.decode(), "f" * 16)
    assert sorted(page.evaluate("caches.keys()")) == [new, f"{new} files"]


def test_switched_off_it_removes_what_was_saved_and_itself(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    gone = """!(await navigator.serviceWorker.getRegistration())
      && !(await caches.keys()).length"""
    page.goto(home + URGENT)
    answers.instead[URGENT] = with_words(site, 'data-saves="on"', 'data-saves="off"')
    page.goto(home + URGENT)
    until(page, gone)
    # A page that is open meanwhile, or saved, does not know yet: its worker is told by itself.
    del answers.instead[URGENT]
    page.goto(home)
    until(page, "navigator.serviceWorker.controller")
    assert saved_pages(page)
    answers.instead["sw.js"] = worker_off()
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    until(page, gone)


def test_a_saved_picture_is_never_shown_in_a_page_of_today(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    """A new version may have another picture at the same address, such as a chart of doses."""
    with_picture(page, home, site, answers)
    answers.instead[PICTURE] = png(2)
    answers.late = {PICTURE}
    page.goto(home + URGENT, wait_until="commit")
    until(page, f"document.querySelector('#plan') && {WIDTH}")
    assert page.evaluate(WIDTH) == 2, "what was saved came before the answer"
    answers.late, answers.failing = set(), {PICTURE}
    page.goto(home + URGENT)
    assert page.locator(BAR).count() == 0
    assert page.evaluate(WIDTH) == 0


def test_a_saved_picture_is_shown_in_the_page_that_it_was_saved_with(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    with_picture(page, home, site, answers)
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(BAR).is_visible()
    assert page.evaluate(WIDTH) == 1
    aged(page, 1)
    answers.refuses, answers.failing = False, {PICTURE}
    page.goto(home + URGENT)  # saved anew, without its picture
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(BAR).is_visible()
    assert page.evaluate(WIDTH) == 0


def test_who_is_signed_out_leaves_no_picture_behind(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    with_picture(page, home, site, answers)
    answers.status = 401
    assert "/" + PICTURE in saved_pages(page)
    page.goto(home + "glossary/")
    until_nothing_is_saved(page)


def test_a_page_that_leads_elsewhere_by_now_is_not_saved_any_longer(
    page: Page, home: str, answers: Answers
) -> None:
    answers.moved[URGENT] = "/glossary/"
    page.goto(home + URGENT)
    assert page.url == home + "glossary/"
    until(page, "!(await caches.match(asked))", home + URGENT)
    answers.refuses = True
    page.goto(home + URGENT)
    assert "not saved on this device" in page.locator(BAR).inner_text()


@pytest.mark.parametrize("how", ["page", "redirect"])
def test_a_login_that_answers_for_members_pages_leaves_no_page_behind(
    page: Page, home: str, answers: Answers, how: str
) -> None:
    """Not every login answers 401: many lead to a page of theirs, or give it with 200."""
    if how == "page":
        answers.portal = True
    else:
        answers.moved = {"glossary/": "/sign-in.txt", "build.json": "/sign-in.txt"}
        answers.instead["sign-in.txt"] = b"Sign in"
    page.goto(home + "glossary/")
    assert "Sign in" in page.locator("body").inner_text()
    answers.portal = False
    until_nothing_is_saved(page)


def test_what_was_under_way_when_somebody_signed_out_is_not_saved(
    page: Page, home: str, context: BrowserContext, answers: Answers
) -> None:
    answers.holding = {path: threading.Event() for path in ("glossary/", "search/late.js")}
    other = context.new_page()
    other.goto(home + "about/")
    other.evaluate("void fetch('/search/late.js').then(() => { window.came = 1; })")
    slow = context.new_page()
    slow.goto(home + "about/")
    slow.evaluate("void setTimeout(() => { location.href = '/glossary/'; }, 0)")
    until(page, "!!(await caches.match(asked))", home + "about/")
    answers.status = 403
    page.goto(home + URGENT)
    until_nothing_is_saved(page)
    answers.status = 0
    for event in answers.holding.values():
        event.set()
    slow.locator("h1", has_text="Glossary").wait_for()
    until(other, "window.came")
    until_nothing_is_saved(page)


def test_signed_in_again_what_is_saved_unasked_is_saved_again(
    page: Page, home: str, answers: Answers
) -> None:
    before = saved_pages(page)
    answers.status = 403
    page.goto(home + "glossary/")
    until_nothing_is_saved(page)
    answers.status = 0
    page.goto(home)
    until(page, "!!(await caches.match(asked))", home + URGENT)
    until(page, "!!(await caches.match(asked))", home + "search/names.js")
    assert set(before) <= {*saved_pages(page), "/glossary/"}


def test_what_is_overtaken_goes_even_if_there_is_no_room_for_what_came(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    full = b"""Cache.prototype.put = (() => { const put = Cache.prototype.put;
      return async function (address, response) {
        if (String(address).endsWith("quiet-rooms/") && self.full) {
          throw new DOMException("", "QuotaExceededError");
        }
        return put.call(this, address, response);
      }; })();
    self.addEventListener("message", () => { self.full = true; });
    const NAME ="""
    renewed(page, answers, b"const NAME =", full)
    assert "/" + URGENT in saved_pages(page)
    page.evaluate("navigator.serviceWorker.controller.postMessage({})")
    answers.instead[URGENT] = with_words(site, "</span>Proposed", "</span>Withdrawn")
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Withdrawn")
    until(page, "!(await caches.match(asked))", home + URGENT)


def test_a_server_that_is_behind_does_not_take_back_what_was_known(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    """A copy of the site nearer to readers may be days old, and answers as if it were today's."""
    answers.instead[URGENT] = with_words(site, "</span>Proposed", "</span>Withdrawn")
    page.goto(home + URGENT)
    until(page, "(await (await caches.match(asked)).text()).includes('Withdrawn')", home + URGENT)
    html = (site / URGENT / "index.html").read_text(encoding="utf-8")
    (built,) = re.findall(r'freshness\.js" data-built="([0-9-]+)"', html)
    answers.instead[URGENT] = html.replace(
        f'data-built="{built}"', 'data-built="2026-01-01"'
    ).encode()
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Withdrawn")
    assert "the handbook's server is behind" in page.locator(BAR).inner_text()
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(STANDING).inner_text().endswith("Withdrawn")


def test_a_page_that_breaks_off_has_not_answered(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    answers.instead[URGENT] = with_words(site, "</span>Proposed", "</span>Withdrawn")
    answers.cut = {URGENT}
    for _ in range(2):
        page.goto(home + URGENT)
        assert page.locator(STANDING).inner_text().endswith("Proposed")
        assert page.locator(BAR).is_visible()


def test_a_page_that_is_saved_unasked_has_its_pictures(
    context: BrowserContext, home: str, site: Path, answers: Answers
) -> None:
    picture = '</h1><img id="plan" alt="A plan" src="attachments/plan.png">'
    answers.instead |= {URGENT: with_words(site, "</h1>", picture), PICTURE: png(3)}
    page = context.new_page()
    page.goto(home)
    until(page, "navigator.serviceWorker.controller")
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(BAR).is_visible()
    assert page.evaluate(WIDTH) == 3


def test_a_page_of_today_never_runs_a_saved_script(page: Page, home: str, answers: Answers) -> None:
    """It may be one of another build, which judges or marks otherwise."""
    script, there = "assets/handbook/search.js", "typeof window.handbookFind"
    answers.failing = {script}
    page.goto(home + URGENT)
    assert page.evaluate(there) == "undefined"
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.locator(BAR).is_visible()
    assert page.evaluate(there) == "function"


def test_a_file_of_another_kind_than_its_name_says_is_not_saved(
    page: Page, home: str, answers: Answers
) -> None:
    address = "assets/handbook/search.js"
    answers.plain = {address}
    page.goto(home + URGENT)
    answers.refuses = True
    page.goto(home + URGENT)
    assert page.evaluate("typeof window.handbookFind") == "function"


def test_a_page_that_says_that_nothing_is_saved_has_everything_removed_without_its_scripts(
    page: Page, home: str, site: Path, answers: Answers
) -> None:
    answers.instead[URGENT] = with_words(site, 'data-saves="on"', 'data-saves="off"')
    answers.failing = {"assets/handbook/offline.js"}
    page.goto(home + URGENT)
    until(page, "!(await caches.keys()).length")


def test_a_network_that_fails_during_an_update_leaves_what_was_saved(
    page: Page, home: str, answers: Answers
) -> None:
    page.goto(home + "glossary/")
    until(page, "!!(await caches.match(location.href))")
    before = sorted(page.evaluate("caches.keys()"))
    (key,) = {name.split(" ")[2] for name in before}
    answers.instead["sw.js"] = answers.instead["sw.js"].replace(key.encode(), b"e" * 16)
    answers.dropped = {"glossary/"}
    failed = """async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const worker = new Promise((done) => {
        registration.addEventListener("updatefound", () => done(registration.installing));
      });
      registration.update().catch(() => {});
      const next = await worker;
      while (!["redundant", "activated"].includes(next.state)) {
        await new Promise((turn) => setTimeout(turn, 50));
      }
      return next.state;
    }"""
    assert page.evaluate(failed) == "redundant"
    assert sorted(page.evaluate("caches.keys()")) == before
    page.goto(home + "glossary/")
    assert page.locator(BAR).is_visible()
