"""The annual report: a page for each year, of what happened in that year and in no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.render.conftest import STAMP

from handbook.assess.words import WORDS
from handbook.audience.edition import public_edition
from handbook.outputs.making import handbook

if TYPE_CHECKING:
    from tests.render.conftest import Toy

NOW, BEFORE = "network/year/index.md", "network/year/2025-26/index.md"


def with_years(toy: Toy, kind: str = "financial") -> Toy:
    network = toy.files["registry/network.yaml"].decode()
    network = network.replace(
        "constituted:", "settings:\n  report-year: " + kind + "\nconstituted:"
    )
    toy.files["registry/network.yaml"] = network.encode()
    for name, day in (("early", "2026-03-31"), ("late", "2026-04-01")):
        toy.put(f"achievements/{name}.yaml", {
            "id": name, "title": f"The {name} one", "date": day, "what": "It is better.",
            "evidence": "Counted.",
        })  # fmt: skip
    return toy


def test_each_year_has_what_happened_in_it(toy: Toy) -> None:
    pages = with_years(toy).site().pages
    assert pages[NOW].meta["title"] == "Annual report, April 2026 to March 2027"
    assert "The late one" in pages[NOW].markdown
    assert "The early one" not in pages[NOW].markdown
    assert "The early one" in pages[BEFORE].markdown
    assert "The late one" not in pages[BEFORE].markdown
    assert "This year is under way" in pages[NOW].markdown
    assert "This year is under way" not in pages[BEFORE].markdown


def test_a_calendar_year_ends_with_december(toy: Toy) -> None:
    pages = with_years(toy, "calendar").site().pages
    assert pages[NOW].meta["title"] == "Annual report, 2026"
    assert "The early one" in pages[NOW].markdown
    assert BEFORE not in pages
    assert "network/year/2025/index.md" in pages


def test_what_nobody_wrote_down_is_told_as_not_known(toy: Toy) -> None:
    page = with_years(toy).site().pages[NOW].markdown
    assert "no cost of this year is recorded" in page
    assert "What families said: no occasion is recorded." in page


@pytest.mark.parametrize("day", ["2025-03-04", "2025-09-02"])
def test_every_decision_about_a_document_stands_in_the_report_of_its_year(
    toy: Toy, day: str
) -> None:
    site = with_years(toy).site()
    year = "2024-25" if day < "2025-04-01" else "2025-26"
    about = {
        event.document
        for standing in toy.assessment().standings.values()
        for event in standing.events
        if event.decided.isoformat() == day and event.kind != "record"
    }
    assert about
    page = site.pages[f"network/year/{year}/index.md"].markdown
    assert all(f"/{document}/" in page for document in about)


def test_what_was_endorsed_once_says_how_it_stands_today_unless_it_is_in_force(toy: Toy) -> None:
    pages = with_years(toy).site().pages
    standings = toy.assessment().standings
    seen = 0
    for path, page in pages.items():
        for row in page.markdown.splitlines() if "/year/" in path else ():
            about = [name for name in standings if row.startswith("|") and f"/{name}/" in row]
            for document in about[:1]:
                word = WORDS[standings[document].state].label
                assert standings[document].in_force or word in row.split("|")[1]
                seen += not standings[document].in_force
    assert seen


def test_a_public_report_says_of_nothing_that_may_be_for_members_that_there_was_none(
    toy: Toy,
) -> None:
    with_years(toy).files["registry/network.yaml"] += b"visibility: public\n"
    toy.put("achievements/late.yaml", {
        "id": "late", "title": "The late one", "date": "2026-04-01", "what": "It is better.",
        "evidence": "Counted.", "visibility": "public",
    })  # fmt: skip
    shown = public_edition(toy.assessment(), {}).assessment
    site = handbook(shown, replace(STAMP, public=True))
    page = site.pages[NOW].markdown
    for words in ("None recorded", "is recorded", "Meetings held", "Objectives that ended"):
        assert words not in page
