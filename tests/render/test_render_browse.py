"""Pages to browse: every document is there, under what readers get, in the standing it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from handbook.render.registers import browse

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.model import Page, Site

A_TO_Z = "browse/a-to-z/index.md"
STAGE = "browse/stage/index.md"


def rows(page: Page) -> list[str]:
    return [line for line in page.markdown.splitlines() if 'data-label="Standing"' in line]


def test_from_a_to_z_there_is_every_document_once(site: Site) -> None:
    documents = [p for p in site.pages.values() if p.meta["handbook"]["kind"] == "document"]
    shown = rows(site.pages[A_TO_Z])
    assert len(shown) == len(documents) > 0
    for page in documents:
        (row,) = [row for row in shown if f"../../{page.path})" in row.partition("data-label")[0]
                  and row.startswith(f"| [{page.meta['handbook']['title']}]")]  # fmt: skip
        assert f"**{page.badge[0]}**" in row


def test_what_may_be_used_stands_before_what_may_not(toy: Toy) -> None:
    toy.files["registry/guidelines/idea.md"] = toy.files["registry/guidelines/idea.md"].replace(
        b"title: Idea", b"title: Rain"
    )
    text = toy.site().pages[A_TO_Z].markdown
    under = text.partition("## R {")[2].partition("\n## ")[0]
    assert under.index("Rapid transfer") < under.index("Rain")
    assert under.index("In force") < under.index("Proposed")


def test_a_stage_leads_to_its_guidelines_and_to_its_pathway(site: Site) -> None:
    text = site.pages[STAGE].markdown
    assert "[Open the care pathway](../../care-pathways/way/index.md)" in text
    home = text.partition("### Home {")[2]
    assert "[Rapid transfer](../../guidelines/rapid/index.md)" in home
    assert "### After {" not in text, "a stage without documents is not listed"


def test_a_way_under_which_there_is_nothing_has_no_page(site: Site) -> None:
    assert "browse/setting/index.md" not in site.pages
    assert "By setting" not in site.pages[browse.HERE].markdown


def test_every_link_of_the_overview_leads_somewhere(site: Site) -> None:
    for path, anchor in re.findall(
        r"\]\(([a-z-]+/index\.md)(?:#([^)]*))?\)", site.pages[browse.HERE].markdown
    ):
        page = site.pages[f"browse/{path}"]
        assert not anchor or f"#{anchor} }}" in page.markdown


def test_what_is_too_much_for_a_page_is_parted(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(toy.site().pages[A_TO_Z])
    monkeypatch.setattr(browse, "MOST", 3)
    site = toy.site()
    assert rows(site.pages[A_TO_Z]) == []
    letters = [p for path, p in site.pages.items() if re.match(r"browse/a-to-z/.+/index\.md", path)]
    assert sum(len(rows(page)) for page in letters) == len(whole)
    overview = site.pages[browse.HERE].markdown
    for page in letters:
        assert f"](a-to-z/{page.path.split('/')[2]}/index.md)" in overview
        assert f"]({page.path.split('/')[2]}/index.md)" in site.pages[A_TO_Z].markdown
