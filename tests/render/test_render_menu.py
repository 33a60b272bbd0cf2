"""The menu: the ward first, the register in sight, and nothing in it that only keepers need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.types import load_types
from handbook.types.overviews.headings import KEEPING, by_heading
from handbook.types.overviews.reading import load_overviews

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.model import NavItem, Site


def lines(site: Site) -> list[str]:
    """Every line of the menu that leads somewhere, from the top."""

    def under(item: NavItem) -> list[str]:
        return [line for child in item.children for line in under(child)] or [item.path]

    return [line for item in site.nav for line in under(item)]


def test_what_serves_care_comes_first_and_the_register_right_after_it(site: Site) -> None:
    menu = site.nav
    assert [item.title for item in menu[:3]] == ["Home", "For care", "The register"]
    first = [item.path for item in menu[1].children[:2]]
    assert first == ["browse/index.md", "guidelines/index.md"]
    register = [item.path for item in menu[2].children]
    assert register == ["register/index.md", "adoption/index.md", "due/index.md"]


def headings_by_order() -> list[str]:
    """The headings of types and overviews as declared, that of the lowest first."""
    types = load_types()[0]
    kinds = [(kind.order, kind.section) for kind in types.values() if kind.section != "none"]
    overviews = [(each.order, each.section) for each in load_overviews({}, types)[0]]
    return list(dict.fromkeys(section for _, section in sorted(kinds + overviews)))


def test_headings_and_their_lines_come_in_the_order_of_types_and_overviews(site: Site) -> None:
    shown = [item.title for item in site.nav if item.children and item.title != "The register"]
    assert shown == [title for title in headings_by_order() if title in shown]
    assert len(shown) > 1
    (who,) = (item for item in site.nav if item.title == "Who we are")
    paths = [child.path for child in who.children]
    people = paths.index("network/people/index.md")
    assert paths.index("organisations/index.md") < people
    assert people < paths.index("terms-of-reference/index.md")


def test_no_heading_has_more_lines_than_are_taken_in_at_a_glance() -> None:
    """With a record of every type: what one heading held alone was some twenty lines."""
    types = load_types()[0]
    lines = [kind.section for kind in types.values() if kind.section != "none"]
    lines += [each.section for each in load_overviews({}, types)[0]]
    assert max(lines.count(heading) for heading in lines) <= 7
    assert "How the network works" not in lines, "that heading is left to a network's own"


def test_types_that_have_no_line_stand_under_the_heading_of_their_overview() -> None:
    types = load_types()[0]
    under = by_heading(types, load_overviews({}, types)[0])
    assert list(under) == [*headings_by_order(), KEEPING]
    assert sorted(kind.name for kinds in under.values() for kind in kinds) == sorted(types)
    assert {kind.name for kind in under[KEEPING]} >= {"signing-key", "waiver"}
    (heading,) = (heading for heading, kinds in under.items() if types["risk"] in kinds)
    (risks,) = (each for each in load_overviews({}, types)[0] if each.name == "risks")
    assert heading == risks.section, "not that of the overviews that show it among much else"


def test_what_only_keepers_need_is_on_the_page_about_the_handbook(site: Site) -> None:
    away = [kind for kind in load_types()[0].values() if kind.section == "none" and kind.folder]
    assert {kind.name for kind in away} >= {"signing-key", "waiver"}
    overviewed = {name for each in load_overviews({}, load_types()[0])[0] for name in each.shows}
    about = site.pages["about/index.md"].markdown
    for kind in away:
        assert f"{kind.folder}/index.md" not in lines(site)
        told = f"[{kind.plural}](../{kind.folder}/index.md)" in about
        assert told is (kind.name not in overviewed)
    assert "More" not in [item.title for item in site.nav]


def test_every_line_of_the_menu_leads_to_a_page(site: Site) -> None:
    assert [line for line in lines(site) if line not in site.pages] == []
    assert len(lines(site)) == len(set(lines(site)))


NEIGHBOUR = {
    "id": "next-door",
    "title": "Network next door",
    "visibility": "public",
    "network": "moor",
    "address": "https://moor.example/",
    "overlap": "Children of the border.",
    "liaison": "lead",
    "joint-documents": ["rapid"],
}


def test_what_nobody_keeps_here_is_no_line_of_the_menu(toy: Toy) -> None:
    line = "network-links/index.md"
    assert line not in lines(toy.site())
    toy.put("network-links/next-door.yaml", NEIGHBOUR)
    assert line in lines(toy.site())


def test_documents_have_their_line_before_there_is_one(toy: Toy) -> None:
    """That a network has no pathway yet is worth knowing."""
    for path in [path for path in toy.files if path.startswith("registry/care-pathways/")]:
        del toy.files[path]
    assert "care-pathways/index.md" in lines(toy.site())
