from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from handbook.types import load_types
from handbook.types.joining import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render import Site

GOLDEN = Path(__file__).parent / "golden"
LINK = re.compile(r"\]\((?!https?:|mailto:|tel:|#)([^)#\s]*)")


def test_the_toy_registry_becomes_exactly_these_pages(
    site: Site, golden: Callable[[Path, str], None], request: Any
) -> None:
    golden(GOLDEN / "pages.txt", "".join(f"{path}\n" for path in site.pages))
    for path, page in site.pages.items():
        golden(GOLDEN / path, page.text())


def test_the_same_registry_gives_the_same_bytes_every_time(toy: Any) -> None:
    texts = [{path: page.text() for path, page in toy.site().pages.items()} for _ in range(2)]
    assert texts[0] == texts[1]


def test_every_link_on_every_page_leads_to_a_page_or_an_attachment(site: Site) -> None:
    for path, page in site.pages.items():
        for href in LINK.findall(page.markdown):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
            there = site.pages.keys() | site.attachments.keys() | site.assets.keys()
            assert target in there, (path, href)


def test_every_address_the_theme_draws_is_a_page(site: Site) -> None:
    urls = {page.url for page in site.pages.values()}
    for page in site.pages.values():
        handbook = page.meta["handbook"]
        box = handbook["box"] or {"notes": [], "facts": []}
        for one in [*handbook["trail"], *box["notes"], *box["facts"]]:
            assert one["href"] == "" or one["href"] in urls, (page.path, one)


def test_front_matter_is_read_back_by_a_yaml_parser_as_it_was_meant(site: Site) -> None:
    for page in site.pages.values():
        head = page.text().split("\n---\n")[0].removeprefix("---\n")
        assert yaml.safe_load(head) == page.meta


def test_front_matter_keys_are_ours_but_for_the_two_that_every_engine_knows(site: Site) -> None:
    for page in site.pages.values():
        assert set(page.meta) <= {"title", "handbook", "search"}


def test_the_navigation_names_sections_and_never_a_record(site: Site) -> None:
    def paths(items: Any) -> list[str]:
        return [p for item in items for p in ([item.path] if item.path else paths(item.children))]

    named = paths(site.nav)
    assert set(named) <= set(site.pages)
    assert not [path for path in named if "rapid" in path]
    assert len(named) == len(set(named)) < 30


def test_every_page_of_a_demonstration_says_so(site: Site) -> None:
    for page in site.pages.values():
        assert (
            page.meta["handbook"]["demonstration"] == "Demonstration content: not for clinical use"
        )


def test_every_page_says_as_of_which_day_and_by_which_tool_it_was_judged(site: Site) -> None:
    for page in site.pages.values():
        stamp = page.meta["handbook"]["stamp"]
        assert stamp["today"] == "2026-11-23"
        assert stamp["tool"] == "0.1.0"


def test_the_first_page_and_the_one_about_the_handbook_name_the_build(site: Site) -> None:
    """And no other does: its bytes would then be others in every build."""
    stamps = {path: page.meta["handbook"]["stamp"] for path, page in site.pages.items()}
    naming = {path: stamp for path, stamp in stamps.items() if "built" in stamp}
    assert naming.keys() == {"index.md", "about/index.md"}
    for stamp in naming.values():
        assert stamp["built"] == "2026-11-23T07:30:00+00:00"
        assert stamp["commit"].startswith("f" * 12)
    for path, page in site.pages.items():
        if path not in naming:
            assert "f" * 12 not in page.text()


def test_no_type_can_take_an_address_of_the_handbook_itself(site: Site) -> None:
    """Every folder of pages and files that no type has is kept from types to come."""
    folders = {path.partition("/")[0] for path in (*site.pages, *site.assets) if "/" in path}
    of_types = {kind.folder for kind in load_types()[0].values()}
    assert folders - of_types <= RESERVED
