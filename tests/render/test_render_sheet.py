"""A printed sheet advises all that its page's box advises: sheets are read apart from the box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.frame.advice import NOTE, WHY

if TYPE_CHECKING:
    from handbook.render import Site


def advised(about: dict[str, Any]) -> list[str]:
    return [words for words in about["box"]["advice"] if not words.startswith((WHY, NOTE))]


def test_every_sheet_gives_all_the_advice_of_the_box(site: Site) -> None:
    """Fails if a sheet says the first sentence alone: "Its review is late", not "Check first"."""
    boxed = [page.meta["handbook"] for page in site.pages.values() if page.meta["handbook"]["box"]]
    assert {len(advised(about)) > 1 for about in boxed} == {True, False}
    for about in boxed:
        state = about["sheet"]["state"]
        assert [words for words in advised(about) if words not in state] == []
        assert not any(reason in state for reason in (WHY, NOTE))


def test_a_sheet_of_what_is_overdue_says_to_check_first(site: Site) -> None:
    late = [
        page.meta["handbook"]["sheet"]["state"]
        for page in site.pages.values()
        if "is late." in str(page.meta["handbook"]["sheet"]["state"])
    ]
    assert late
    assert [state for state in late if "Check with its owner before" not in state] == []


def test_the_page_of_the_version_in_force_is_no_milder_than_the_documents_own(site: Site) -> None:
    """Fails if the page of a version is green, or leaves advice out, while its review is late."""
    own = {
        page.meta["handbook"]["title"]: page.meta["handbook"]["box"]
        for page in site.pages.values()
        if page.meta["handbook"]["kind"] == "document" and page.meta["handbook"]["box"]
    }
    current = [
        page.meta["handbook"]
        for page in site.pages.values()
        if (page.meta["handbook"]["box"] or {}).get("heading", "").endswith(": in force")
    ]
    assert {about["box"]["tone"] for about in current} == {"good", "care"}
    for about in current:
        box = own[about["title"]]
        assert about["box"]["tone"] == box["tone"]
        assert about["box"]["advice"][1:] == box["advice"]
