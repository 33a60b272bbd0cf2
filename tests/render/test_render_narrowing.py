"""Filters of a list: what readers get says where a document is found, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.registers.narrowing import FEW

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.model import Page, Site

REGISTER = "register/index.md"


def narrow(page: Page) -> dict[str, Any]:
    given: dict[str, Any] = page.meta["handbook"].get("narrow") or {}
    return given


def options(page: Page, title: str) -> dict[str, list[int]]:
    """By label of each value of a filter: the rows in which it is."""
    for given in narrow(page)["filters"]:
        if given["title"] == title:
            return {o["label"]: [int(row) for row in o["rows"].split()] for o in given["options"]}
    return {}


def rows(page: Page) -> list[str]:
    return [line for line in page.markdown.splitlines() if 'data-label="Standing"' in line]


def test_a_row_is_under_the_tags_that_stand_in_it(site: Site) -> None:
    page = site.pages[REGISTER]
    shown = rows(page)
    assert narrow(page)["rows"] == len(shown) >= FEW
    standing = options(page, "Standing")
    assert next(iter(standing)) == "In force"
    for label, numbers in standing.items():
        assert numbers == [n for n, row in enumerate(shown) if f"**{label}**" in row]


def test_every_row_is_under_some_value_of_every_filter(site: Site) -> None:
    page = site.pages[REGISTER]
    for given in narrow(page)["filters"]:
        found = {int(row) for option in given["options"] for row in option["rows"].split()}
        assert found == set(range(narrow(page)["rows"])), given["title"]
        assert all(o["count"] == len(o["rows"].split()) for o in given["options"])


def test_what_is_worked_on_changes_nothing_until_it_is_endorsed(toy: Toy) -> None:
    """The sealed text says for whom it is, not the one being worked on."""
    sealed = toy.site().pages[REGISTER]
    assert "Crews" not in options(sealed, "Audience")
    path = "registry/guidelines/rapid.md"
    toy.files[path] = toy.files[path].replace(b"\nowner:", b"\naudience: [Crews]\nowner:")
    assert b"Crews" in toy.files[path]
    assert "Crews" not in options(toy.site().pages[REGISTER], "Audience")
    draft = "registry/guidelines/idea.md"
    toy.files[draft] = toy.files[draft].replace(b"\nowner:", b"\naudience: [Crews]\nowner:")
    page = toy.site().pages[REGISTER]
    (row,) = options(page, "Audience")["Crews"]
    assert "Idea" in rows(page)[row]


def test_a_value_that_says_how_something_stands_is_no_filter(toy: Toy) -> None:
    draft = "registry/guidelines/idea.md"
    words = b"\naudience: [Approved for all, Crews]\nowner:"
    toy.files[draft] = toy.files[draft].replace(b"\nowner:", words)
    assert set(options(toy.site().pages[REGISTER], "Audience")) == {"Crews", "Not recorded"}


def test_values_that_look_alike_have_an_address_each(toy: Toy) -> None:
    draft = "registry/guidelines/idea.md"
    words = b"\naudience: [Crews, crews, 'Crews!']\nowner:"
    toy.files[draft] = toy.files[draft].replace(b"\nowner:", words)
    (given,) = [f for f in narrow(toy.site().pages[REGISTER])["filters"] if f["key"] == "audience"]
    keys = [option["key"] for option in given["options"]]
    assert len(keys) == len(set(keys))


def test_a_short_list_has_nothing_above_it(site: Site) -> None:
    assert narrow(site.pages["care-pathways/index.md"]) == {}


def test_what_stages_say_counts_only_while_their_pathway_is_in_force(toy: Toy) -> None:
    page = toy.site().pages["register/index.md"]
    (row,) = options(page, "Stage")["Home"]
    assert "Rapid transfer" in rows(page)[row]
    stages = [{"id": "s", "title": "Drafted", "guidelines": ["rapid"]}]
    new = {"id": "new-way", "title": "New way", "summary": "Another.", "owner": "lead"}
    toy.put("care-pathways/new-way.md", {**new, "stages": stages}, "W.\n")
    assert "Drafted" not in options(toy.site().pages["register/index.md"], "Stage")
    toy.decide(
        0, "suspend", {"document": "way"}, meeting=None, post="safety", date="2026-10-02",
        reason="A stage is wrong.",
    )  # fmt: skip
    assert options(toy.site().pages["register/index.md"], "Stage") == {}
