"""Pages about many records: there while they have something to show, and honest about the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from handbook.outputs.making import handbook
from handbook.render import Stamp
from handbook.render.overviews.pages import PUBLIC
from handbook.types import load_types
from handbook.types.overviews.reading import load_overviews

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render import Site
    from handbook.types.overviews.model import Overview

TODAY = date(2026, 11, 23)
PUBLIC_STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), TODAY, "0.1.0", public=True)
PEOPLE = "network/people/index.md"
VISITS = "network/visits/index.md"


def declared(page: str, shows: str = "[post]") -> tuple[Overview, ...]:
    """The overviews with one of a network's own, which has this page."""
    said = f"title: Visits\ndescription: Who visits whom.\nshows: {shows}\n"
    top = "registry/_types/_overviews/visits/"
    files = {f"{top}overview.yaml": said.encode(), f"{top}page.md.j2": page.encode()}
    overviews, findings = load_overviews(files, load_types()[0])
    assert findings == ()
    return overviews


def menu(site: Site) -> list[str]:
    return [child.path for item in site.nav for child in item.children]


def test_an_overview_stands_in_the_menu_and_leads_to_the_lists_behind_it(site: Site) -> None:
    page = site.pages[PEOPLE]
    (heading,) = (item for item in site.nav if PEOPLE in [child.path for child in item.children])
    assert heading.title == "Who we are"
    assert "posts/index.md" not in menu(site)
    assert "* [Posts](../../posts/index.md): 2" in page.markdown
    assert [step["href"] for step in page.meta["handbook"]["trail"]] == ["", "network/"]


def test_it_is_found_by_its_name(site: Site) -> None:
    assert b'"People and posts"' in b"".join(
        content for path, content in site.assets.items() if path.startswith("search/")
    )


def test_a_page_without_any_record_to_show_is_not_made(toy: Toy) -> None:
    toy.overviews = declared("Hello.", "[waiver]")
    site = toy.site()
    assert VISITS not in site.pages
    assert VISITS not in menu(site)
    toy.overviews = declared("Hello.", "[waiver, post]")
    assert VISITS in toy.site().pages


def test_what_cannot_be_shown_is_named_and_not_counted(toy: Toy) -> None:
    page = toy.site(quarantined={"safety": "its file is broken"}).pages[PEOPLE].markdown
    assert "Not counted here, as they cannot be shown (Posts): [safety](" in page
    assert "* [Posts](../../posts/index.md): 1" in page
    assert '| Posts { data-label="What" } | 1 {' in page


def test_if_nothing_of_it_can_be_shown_there_is_no_page(toy: Toy) -> None:
    broken = dict.fromkeys(("lead", "safety"), "its file is broken")
    assert PEOPLE not in toy.site(quarantined=broken).pages


def test_the_public_edition_says_that_it_counts_less(toy: Toy) -> None:
    made = handbook(toy.assessment(), PUBLIC_STAMP)
    assert PUBLIC in made.pages[PEOPLE].markdown
    assert PUBLIC not in toy.site().pages[PEOPLE].markdown


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ('{{ records("visitor") }}', "there is no content type called visitor"),
        ('{{ ordered(records("post"), "colour") }}', "there is no field called colour"),
        ('{{ table_of(records("post"), {"Colour": "colour"}) }}', "no field called colour"),
        ("{{ linked() }}", "'linked' is undefined"),
        ("{% for", "unexpected"),
        ("Approved by the board.", "the words “approved"),
        ('{{ table_of(records("post"), {"In force": ""}) }}', "the words “in force”"),
        ('{{ chart_bars("Posts", [["In force", 1, ""]] | map("list")) }}', "the words “in force”"),
        ('{{ chart_bars("Posts", [{"In force": 1}.items() | first]) }}', "the words “in force”"),
        ('{{ chart_bars("Posts", {"In force": 1}.items()) }}', "the words “in force”"),
        ('{{ facts({"In force": "Yes"}.items()) }}', "the words “in force”"),
        ("<b>Hello</b>", "the element <b>"),
        ("In force {.hb-good}\n", "the words “in force”"),
        ("## Posts {: #hb-posts }", "the address #hb-posts"),
    ],
)
def test_a_template_of_its_own_that_fails_leaves_a_plain_page_and_a_finding(
    toy: Toy, page: str, why: str
) -> None:
    toy.overviews = declared(page)
    site = toy.site()
    (fault,) = site.faults
    assert why.lower() in fault.why.lower()
    assert fault.path == "registry/_types/_overviews/visits/page.md.j2"
    assert "could not be made as it was meant" in site.pages[VISITS].markdown
    assert "* [Posts](../../posts/index.md): 2" in site.pages[VISITS].markdown


def test_a_template_of_its_own_has_what_the_tools_have(toy: Toy) -> None:
    toy.overviews = declared('{{ gap("nobody counted") }} {{ link("lead") }} {{ label("safety") }}')
    site = toy.site()
    assert site.faults == ()
    words = (
        "**Not known**{ .hb-tag .hb-care } nobody counted [Lead nurse](../../posts/lead/index.md)"
    )
    assert f"{words} Safety" in site.pages[VISITS].markdown


def test_groups_as_jinja_makes_them_keep_the_names_of_their_parts(toy: Toy) -> None:
    toy.overviews = declared(
        '{% for part in records("post") | groupby("id") %}{{ names([part.grouper]) }}'
        '{{ total(part.list, "vacant_since") }}{{ facts([part]) }}{% endfor %}'
    )
    assert toy.site().faults == ()
