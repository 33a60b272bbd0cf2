"""The page that says what applied when, and that nobody can take for the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from handbook.render import Page, Site

DOCUMENTS = ("guidelines/rapid", "guidelines/night", "guidelines/stopped", "care-pathways/way")


def rows(page: Page) -> list[list[str]]:
    """The cells of the table, without what is written for narrow screens."""
    lines = [line for line in page.markdown.splitlines() if line.startswith("| ")][2:]
    return [[c.partition(" { data-label")[0].strip() for c in x.split("|")[1:-1]] for x in lines]


@pytest.mark.parametrize("home", DOCUMENTS)
def test_i16_history_is_marked_in_page_title_search_and_print(site: Site, home: str) -> None:
    """Fails without ``mark``, ``found_as`` or ``searched=False`` in ``history_page``."""
    page = site.pages[f"{home}/history/index.md"]
    handbook = page.meta["handbook"]
    assert handbook["mark"] == "History: this is not the text itself"
    assert page.meta["title"].startswith("What applied when (history): ")
    assert page.meta["search"] == {"exclude": True}
    assert page.badge == ("History",)
    assert handbook["box"]["advice"][0].endswith("It is not the text itself.")
    assert page.authored is None


@pytest.mark.parametrize("home", DOCUMENTS)
def test_the_page_that_lists_the_versions_leads_to_the_history_and_back(
    site: Site, home: str
) -> None:
    assert "](history/index.md)" in site.pages[f"{home}/index.md"].markdown
    back, *_ = site.pages[f"{home}/history/index.md"].meta["handbook"]["box"]["notes"]
    assert back["href"] == f"{home}/"


def test_each_version_is_linked_with_its_days_its_label_and_its_decision(site: Site) -> None:
    first, second = rows(site.pages["guidelines/rapid/history/index.md"])[1:]
    decision = "[Endorsed](../../../decisions/board-2025-03-04--1/index.md)"
    version = "[Version 1.0](../versions/1.0/index.md)"
    assert first == ["4 March 2025", "1 September 2025", version, "New", decision, "4 March 2025"]
    assert second[:2] == ["2 September 2025", "No end is decided"]
    assert second[3] == "Amended"


def test_a_gap_is_called_nothing_in_force(site: Site) -> None:
    found = rows(site.pages["guidelines/stopped/history/index.md"])
    assert found[0][:3] == ["The beginning", "3 March 2025", "Nothing in force"]
    assert found[-1][2].startswith("Nothing in force (suspended)")


def test_words_about_today_name_their_day(site: Site) -> None:
    """ "Today" would be untrue on a copy that is read tomorrow."""
    for path, page in site.pages.items():
        if path.endswith("/history/index.md"):
            assert "(today)" not in page.markdown
            assert page.markdown.count("so on 23 November 2026, when this page was made") == 1


def test_an_expiry_yet_to_come_ends_a_period_unless_something_is_decided(toy: Any) -> None:
    toy.endorse(8, "guidelines/idea.md", due="2027-01-01", expires="2027-03-01")
    found = rows(toy.site().pages["guidelines/idea/history/index.md"])
    assert found[1][1] == "1 March 2027"
    assert found[2][0] == "2 March 2027"
    assert found[2][2] == "Nothing in force (lapsed) (if nothing else is decided before)"
    assert found[2][4] == "Its endorsement ran out"


def test_a_document_without_decisions_has_no_history(site: Site) -> None:
    assert "guidelines/idea/history/index.md" not in site.pages
    assert "history/index.md" not in site.pages["guidelines/idea/index.md"].markdown


def test_i8_a_document_in_doubt_has_a_history_that_tells_nothing(toy: Any) -> None:
    seal = "registry/_endorsed/rapid/1.0/record.md"
    toy.files[seal] = toy.files[seal].replace(b"Ring", b"Sing")
    (only,) = rows(toy.site().pages["guidelines/rapid/history/index.md"])
    assert only[2].startswith("Cannot tell: nothing that can be relied on")


def test_every_version_leads_to_what_applied_when(site: Site) -> None:
    """Somebody who was sent an old version asks first whether it ever applied, and when."""
    versions = [page for path, page in site.pages.items() if "/versions/" in path]
    assert len(versions) > 1
    for page in versions:
        hrefs = [note["href"] for note in page.meta["handbook"]["box"]["notes"]]
        assert page.url.partition("versions/")[0] + "history/" in hrefs


def test_the_versions_of_a_document_carry_the_labels_of_its_history(site: Site) -> None:
    said = site.pages["guidelines/rapid/index.md"].markdown.partition("#hb-versions")[2]
    labels = [
        line.rpartition('{ data-label="Label" }')[0].rpartition("|")[2]
        for line in said.splitlines()
    ]
    assert [label.strip() for label in labels if label.strip()] == ["Amended", "New"]


def test_a_review_without_change_is_the_label_of_no_version(toy: Any) -> None:
    """A version keeps the label with which it came; the review stands in the history."""
    digest = toy.seal("guidelines/idea.md", "1.0")
    one = {"document": "idea", "version": "1.0", "digest": digest}
    toy.decide(5, "endorse", {**one, "review-due": "2027-01-01"})
    checked = [{"source": "NG61", "on": "2025-08-01", "result": "No change."}]
    toy.decide(
        5, "review", {**one, "outcome": "no-change", "review-due": "2028-01-01"},
        meeting="board-2025-09-02", reviewer="lead", checked=checked,
    )  # fmt: skip
    site = toy.site()
    said = site.pages["guidelines/idea/index.md"].markdown.partition("#hb-versions")[2]
    assert 'New { data-label="Label" }' in said
    assert "Reviewed" not in said
    assert "| Reviewed, no change {" in site.pages["guidelines/idea/history/index.md"].markdown
