"""The whole way of one change, as those who take it walk it: the README's tour, with its pictures.

A clinical lead finds a page, opens its form, changes a number and a sentence, saves, and reads what
is said of it; the coordinator has it decided, and readers get it. ``make pictures`` takes the
pictures that the README shows.
"""

from __future__ import annotations

import html
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served

from form_editor import field, lay_into_browser, open_local_form, save
from warm import words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
PATH = "registry/guidelines/rapid-transfer.md"
MEETING = "registry/meetings/executive-committee-2027-03-10.yaml"
PROPOSED, HELD, AFTER = "2026-11-30", "2027-03-10", "2027-03-11"
WORDS = "Most of the delay in a rapid transfer comes from waiting"
OTHER = "Most of the delay in such a transfer comes from waiting"
PRESENT = (
    "chair", "medical-lead", "nursing-lead", "coordinator", "pharmacy", "st-orrins", "windlebeck",
    "marsh-end", "ludvale", "south-nursing", "care-board", "primary-care", "families",
)  # fmt: skip
TERMINAL = (
    "<body style='margin:0;background:#10181d'><pre style='margin:0;padding:20px;color:#e8eef0;"
    "font:15px/1.45 monospace;white-space:pre-wrap'>{}</pre>"
)


class Walk:
    """A network's own copy of the registry, and the browser that looks at what becomes of it."""

    def __init__(self, folder: Path, page: Page, pictures: Path | None) -> None:
        self.root = folder
        self.page = page
        self.pictures = pictures

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Clinical lead", "-c", "user.email=lead@fellsandvales.example")
        subprocess.run(["git", *who, *words], cwd=self.root, check=True, capture_output=True)

    def handbook(self, *words: str, today: str = PROPOSED, code: int = 0) -> str:
        done = subprocess.run(
            words_for("--root", str(self.root), "--today", today, *words),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def change(self, path: str, *pairs: tuple[str, str]) -> None:
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, (path, old)
            text = text.replace(old, new)
        place.write_text(text, encoding="utf-8")

    def picture(self, name: str) -> None:
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"walk-{name}.png")

    def show(self, name: str, markup: str) -> None:
        """A picture of what was printed, or of a page that stands alone."""
        if self.pictures:
            page = self.page.context.new_page()
            page.set_content(markup)
            page.screenshot(path=self.pictures / f"walk-{name}.png")
            page.close()


@pytest.fixture
def walk(tmp_path: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Walk]:
    root = tmp_path / "network"
    shutil.copytree(ROOT / "registry", root / "registry")
    context = browser.new_context(viewport={"width": 1000, "height": 720}, locale="en-GB")
    context.set_default_timeout(20_000)
    asked = request.config.getoption("--pictures")
    made = Walk(root, context.new_page(), Path(asked).resolve() if asked else None)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "The register")
    yield made
    context.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    with ExitStack() as running:
        yield lambda folder: running.enter_context(served(folder))


def test_a_change_goes_from_a_sentence_in_a_form_to_the_badge(
    walk: Walk, address: str, serve: Callable[[Path], str]
) -> None:
    the_lead_changes_a_number_in_the_form(walk, address)
    what_the_check_and_the_meaning_say(walk)
    the_preview_says_that_it_is_none_to_rely_on(walk, serve)
    the_coordinator_has_it_decided(walk)
    readers_get_it(walk, serve)


def the_lead_changes_a_number_in_the_form(walk: Walk, address: str) -> None:
    page = walk.page
    page.clock.set_fixed_time("2026-11-23T12:00:00Z")
    page.goto(address)
    page.locator(".md-header .hb-find-way").click()
    page.keyboard.type("going home to die")
    page.locator(".hb-hit").first.wait_for()
    walk.picture("1-find")
    page.locator(".hb-hit-title").first.click()
    way = page.get_by_role("link", name="Suggest a change in a form")
    way.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # the title moves into the bar
    walk.picture("2-ways-in")
    form = way.get_attribute("href")
    assert form
    text = (walk.root / PATH).read_text(encoding="utf-8")
    folders = ("guidelines", "posts", "terms-of-reference", "policies", "policy-mappings")
    files = {
        path.relative_to(walk.root).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((walk.root / "registry" / folder).iterdir())
        if path.suffix in {".md", ".yaml"}
    }
    lay_into_browser(page, address, files)
    open_local_form(page, address)
    page.goto(address + f"guidelines/rapid-transfer/{form}" if form.startswith("../") else form)
    page.get_by_role("button", name="Save", exact=True).wait_for()
    field(page, "recommendations", "button")
    page.locator('[data-key-path="recommendations"]').get_by_role(
        "button", name="Expand All"
    ).click()
    aim = page.locator('[data-key-path="recommendations.6.text"] textarea').first
    for _ in range(40):  # a part of the form is drawn when it is about to be seen
        if aim.count():
            break
        page.mouse.move(500, 500)
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(50)
    aim.scroll_into_view_if_needed()
    aim.fill(aim.input_value().replace("within four hours", "within six hours"))
    walk.picture("3-form")
    body = field(page, "body", "textarea")
    body.fill(body.input_value().replace(WORDS, OTHER))
    after = save(page, PATH, text)
    assert after == text.replace(WORDS, OTHER).replace("within four hours", "within six hours")
    walk.git("checkout", "--quiet", "-b", "six-hours")
    (walk.root / PATH).write_text(after, encoding="utf-8")
    walk.git("commit", "--quiet", "--all", "--message", "Six hours")


def what_the_check_and_the_meaning_say(walk: Walk) -> None:
    told = walk.handbook("check", "--base", "main")
    assert "0 errors" in told
    walk.show("4-check", TERMINAL.format(html.escape(f"$ handbook check --base main\n\n{told}")))
    meaning = walk.handbook("diff", "main...six-hours")
    assert meaning.startswith(
        "This changes what 1 guideline says to do: four hours becomes six hours"
    )
    assert "The Executive committee must agree" in " ".join(meaning.split())
    walk.show("5-meaning", walk.handbook("diff", "main...six-hours", "--format", "html"))


def the_preview_says_that_it_is_none_to_rely_on(walk: Walk, serve: Callable[[Path], str]) -> None:
    walk.handbook("build", "--preview")
    page = walk.page
    page.clock.set_fixed_time(f"{PROPOSED}T12:00:00Z")
    page.goto(serve(walk.root / "preview") + "guidelines/rapid-transfer/draft/")
    assert "Preview of a proposal: not in force" in page.locator("body").inner_text()
    assert "within six hours" in page.locator(".hb-text").inner_text()
    walk.picture("6-preview")


def the_coordinator_has_it_decided(walk: Walk) -> None:
    walk.git("checkout", "--quiet", "main")
    walk.git("merge", "--quiet", "--no-ff", "--message", "Merge the proposal", "six-hours")
    item = (
        "  - item: '7'\n    title: Rapid transfer, the time to departure\n    purpose: decision\n"
        "    documents:\n      - rapid-transfer\n"
    )
    meeting = walk.root / MEETING
    meeting.write_text(meeting.read_text(encoding="utf-8") + item, encoding="utf-8")
    walk.handbook("check")
    seats = "".join(f"  - {{seat: {seat}, presence: present}}\n" for seat in PRESENT)
    minute = "    minute: Six hours was agreed. Four had not been met once in the year.\n"
    text = meeting.read_text(encoding="utf-8").replace("state: scheduled", "state: held")
    text = text.replace("agenda:\n", f"attendance:\n{seats}agenda:\n").rstrip("\n")
    meeting.write_text(f"{text}\n{minute}", encoding="utf-8")
    done = walk.handbook(
        "decide", "endorse", "rapid-transfer", "--meeting", meeting.stem, "--item", "7",
        "--statement", "Endorsed: leave within six hours.", "--yes", today=HELD,
    )  # fmt: skip
    walk.show("7-decide", TERMINAL.format(html.escape(f"$ handbook decide endorse ...\n\n{done}")))
    walk.git("add", "--all")
    walk.git("commit", "--quiet", "--message", "Endorse six hours")


def readers_get_it(walk: Walk, serve: Callable[[Path], str]) -> None:
    walk.handbook("build", today=AFTER)
    page = walk.page
    page.clock.set_fixed_time(f"{AFTER}T12:00:00Z")
    page.goto(serve(walk.root / "site") + "guidelines/rapid-transfer/")
    box = page.locator(".hb-box").inner_text()
    assert "In force" in box
    assert "3.0" in box
    assert "10 March 2027, item 7" in box
    assert "within six hours" in page.locator(".hb-text").inner_text()
    walk.picture("8-in-force")
