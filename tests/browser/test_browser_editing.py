"""The form editor on the built site: what a person changes is what changes in the file."""

from __future__ import annotations

import difflib
import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from entering import covering_records, enter
from form_editor import field, lay_into_browser, open_local_form, save
from handbook.author.tidy import order_of
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.layout import tidy_file
from handbook.load.trees.base import Overlay, WorkingTree
from handbook.types import load_types
from handbook.types.declaring.form import entry_address

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
TYPES = load_types()[0]
OFFERED = ("guidelines", "posts", "policies", "policy-mappings", "terms-of-reference", "meetings")
"""Folders of which a file is changed below."""
FOLDERS = {f"registry/{folder}" for folder in OFFERED}


@pytest.fixture(scope="module")
def form(browser, address, newcomers):
    """The form with the demonstration's files to change, and what the browser complained of.

    The newcomers are not among them, and all that they name is.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(20_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if strange(r.url, address) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security" in m.text else None)
    lay_into_browser(page, address, {path: text(path) for path in laid(newcomers)})
    open_local_form(page, address)
    yield page, address
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def collections(built):
    """What the form asks for, by the folder in which it would lie."""
    made = json.loads((built / "edit" / "config.json").read_text("utf-8"))["collections"]
    newer = [each for each in made if each["extension"] == "yaml" and each.get("create", True)]
    return {each["folder"]: each for each in newer if each["folder"] not in FOLDERS}


@pytest.fixture(scope="module")
def newcomers(collections):
    """Records of the demonstration, with their values, that meet all that the form asks."""
    paths = [path for folder in collections for path in sorted((ROOT / folder).glob("*.yaml"))]
    records = {p.relative_to(ROOT).as_posix(): values(p.read_text("utf-8")) for p in paths}
    return {path: records[path] for path in covering_records(list(collections.values()), records)}


def values(text: str):
    """The values of a file, each as it is typed."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def strange(url: str, address: str) -> bool:
    return not url.startswith((address, "blob:", "data:"))


def files() -> list[str]:
    paths = [path for folder in OFFERED for path in (ROOT / "registry" / folder).iterdir()]
    records = [path for path in paths if path.suffix in {".md", ".yaml"}]
    return [p.relative_to(ROOT).as_posix() for p in [*records, ROOT / "registry/network.yaml"]]


def laid(newcomers) -> list[str]:
    named = re.findall(r"[a-z0-9-]+", str(list(newcomers.values())))
    records = [path for name in set(named) for path in (ROOT / "registry").glob(f"*/{name}.*")]
    paths = {*files(), *(path.relative_to(ROOT).as_posix() for path in records)}
    return sorted(path for path in paths - set(newcomers) if "/_" not in path)


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def opened(form, kind: str, data: dict[str, str]) -> Page:
    page, address = form
    page.goto(address + entry_address(TYPES[kind], data))
    page.get_by_role("button", name="Save", exact=True).wait_for()
    return page


def saved(page: Page, path: str) -> tuple[str, list[str]]:
    """The file after Save, and the lines that are not as they were."""
    before = text(path)
    after = save(page, path, before)
    changed = difflib.ndiff(before.splitlines(True), after.splitlines(True))
    return after, [line for line in changed if line[0] in "+-"]


def test_one_detail_and_one_line_of_a_text_change_and_nothing_else(form):
    path = "registry/guidelines/symptom-escalation.md"
    page = opened(form, "guideline", {"id": "symptom-escalation"})
    summary = field(page, "summary", "textarea")
    said = summary.input_value()
    summary.fill(f"{said} Ring early.")
    body = field(page, "body", "textarea")
    old = "Anyone may start at step 2."
    assert body.input_value().count(old) == 1
    body.fill(body.input_value().replace(old, "Anybody may start at step 2."))
    after, changed = saved(page, path)
    line = next(line for line in text(path).splitlines() if old in line)
    assert changed == [
        f"- summary: {said}\n",
        f"+ summary: {said} Ring early.\n",
        f"- {line}\n",
        f"+ {line.replace(old, 'Anybody may start at step 2.')}\n",
    ]
    tree = Overlay(WorkingTree(ROOT), {path: after.encode()})
    assert check(tree, today=TODAY, history=NO_HISTORY).errors == ()


@pytest.mark.parametrize(
    ("kind", "name", "path", "key"),
    [
        ("post", "network-coordinator", "posts/network-coordinator.yaml", "summary"),
        ("policy-mapping", "ng61-1-4", "policy-mappings/ng61-1-4.yaml", "title"),
        (
            "terms-of-reference",
            "medicines-group",
            "terms-of-reference/medicines-group.md",
            "summary",
        ),
        ("network", "fells-and-vales", "network.yaml", "title"),
    ],
)
def test_a_change_of_one_detail_is_a_change_of_one_line(form, kind, name, path, key):
    page = opened(form, kind, {"id": name})
    box = field(page, key, "textarea" if key == "summary" else "input")
    box.fill(f"{box.input_value()} Also by night")
    _, changed = saved(page, f"registry/{path}")
    assert [line[:2] for line in changed] == ["- ", "+ "]
    assert "Also by night" in changed[1]


def test_the_id_of_a_record_that_exists_cannot_be_written_in(form):
    page = opened(form, "post", {"id": "medical-lead"})
    name = field(page, "id")
    name.click()
    page.keyboard.type("x")
    assert name.input_value() == "medical-lead"


def test_only_what_may_be_edited_is_offered(form):
    page, address = form
    page.goto(address + "edit/#/collections/meeting")
    page.get_by_text("2027-01-19").first.wait_for()
    shown = page.locator("body").inner_text()
    assert "2026-09-29" not in shown
    assert not {"Decisions", "Adoptions", "Signing keys"} & set(shown.splitlines())


def test_the_form_is_neither_searched_nor_listed(built):
    searched = [place for place in (built / "search").rglob("*") if place.is_file()]
    assert searched
    for place in searched:
        assert '"edit/' not in place.read_text("utf-8")
    assert "/edit/" not in (built / "sitemap.xml").read_text("utf-8")


def test_new_records_hold_what_was_entered_and_read_clean(form, collections, newcomers):
    """Records of several types, entered question by question into an empty form."""
    page, address = form
    entered = {}
    for path, data in newcomers.items():
        asked = collections[path.rpartition("/")[0]]
        page.goto(f"{address}edit/#/collections/{asked['name']}/new")
        page.get_by_role("button", name="Save", exact=True).wait_for()
        enter(page, asked["fields"], data)
        entered[path] = save(page, path, "")
        assert values(entered[path]) == data, path
        order = order_of(TYPES[asked["name"]])
        assert tidy_file(entered[path].encode(), path, order).changes == (), path
    tree = Overlay(WorkingTree(ROOT), {path: text.encode() for path, text in entered.items()})
    assert check(tree, today=TODAY, history=NO_HISTORY).errors == ()
    assert len(entered) > 3
