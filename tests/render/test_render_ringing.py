"""Whom to ring stands on every page, beside what may not be used, and is never made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess.contacts import tel
from handbook.render.frame.ringing import NO_NUMBER, NONE_RECORDED

if TYPE_CHECKING:
    from handbook.render import Page, Site

NUMBER = "01632 960 002"
RED = (
    "guidelines/stopped/index.md",
    "guidelines/night/index.md",
    "guidelines/old/index.md",
    "guidelines/wrong/index.md",
    "guidelines/idea/index.md",
    "guidelines/idea/draft/index.md",
    "guidelines/rapid/draft/index.md",
    "guidelines/rapid/versions/1.0/index.md",
    "guidelines/stopped/versions/1.0/index.md",
)


def box(site: Site, path: str) -> dict[str, Any]:
    found: dict[str, Any] = site.pages[path].meta["handbook"]["box"]
    return found


def without_contacts(toy: Any) -> Site:
    path = "registry/network.yaml"
    text = toy.files[path].decode()
    begin = text.index("urgent-contacts:")
    toy.files[path] = text[:begin].encode()
    made: Site = toy.site()
    return made


def test_every_page_carries_the_urgent_contacts(site: Site) -> None:
    def carried(page: Page) -> list[dict[str, str]]:
        found: list[dict[str, str]] = page.meta["handbook"]["urgent"]
        return found

    expected = {
        "name": "Night line",
        "number": NUMBER,
        "href": "tel:01632960002",
        "about": "Any child; All night",
    }
    assert all(carried(page) == [expected] for page in site.pages.values())


@pytest.mark.parametrize("path", RED)
def test_a_text_that_may_not_be_relied_on_says_whom_to_ring(site: Site, path: str) -> None:
    ring = box(site, path)["ring"]
    assert [one["number"] for one in ring["numbers"]] == [NUMBER]


@pytest.mark.parametrize("path", RED)
def test_a_text_that_may_not_be_relied_on_never_leads_to_its_recommendations(
    site: Site, path: str
) -> None:
    assert not box(site, path).get("go")


def test_a_text_in_force_leads_to_its_recommendations(site: Site) -> None:
    assert box(site, "guidelines/rapid/index.md")["go"] is True


def test_an_endorsed_text_that_says_ring_has_the_number_in_its_box(site: Site, toy: Any) -> None:
    """Nobody may add a link to what was sealed, so the page gives the number beside it."""
    assert "night" not in str(box(site, "care-pathways/way/index.md")["ring"]).lower()
    path = "care-pathways/way.md"
    toy.files[f"registry/{path}"] = toy.files[f"registry/{path}"].replace(
        b"All of them.", b"If in doubt, ring the advice line."
    )
    toy.endorse(6, path, due="2027-11-01")
    ring = box(toy.site(), "care-pathways/way/index.md")["ring"]
    assert [one["number"] for one in ring["numbers"]] == [NUMBER]


@pytest.mark.parametrize("path", RED)
def test_a_network_without_a_number_says_so_and_invents_none(toy: Any, path: str) -> None:
    site = without_contacts(toy)
    ring = box(site, path)["ring"]
    assert (ring["numbers"], ring["none"]) == ([], NONE_RECORDED)
    assert site.pages[path].meta["handbook"]["urgent"] == []
    assert [one["number"] for one in ring["besides"]] == [NO_NUMBER]


def test_the_coordinators_number_stands_beside_with_its_hours_unknown(toy: Any) -> None:
    path = "registry/posts/lead.yaml"
    toy.files[path] += b"contact:\n  phone: 01632 960 100\n"
    ring = box(toy.site(), "guidelines/stopped/index.md")["ring"]
    assert ring["besides"] == [
        {"name": "Lead nurse", "number": "01632 960 100", "href": "tel:01632960100"}
    ]


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("01632 960 002", "tel:01632960002"),
        ("(01632) 960-002", "tel:01632960002"),
        ("+44 1632 960002", "tel:+441632960002"),
        ("+44 (0)1632 960002", "tel:+441632960002"),
        ("999", "tel:999"),
    ],
)
def test_a_number_is_rung_as_it_is_dialled(written: str, dialled: str) -> None:
    assert tel(written) == dialled


def test_the_networks_page_lists_its_numbers_each_with_an_anchor(site: Site) -> None:
    text = site.pages["network/index.md"].markdown
    assert "*Night line*{ #night-line .hb-anchor }" in text
    assert "](tel:01632960002)" in text


def test_lists_say_that_a_review_was_due_and_never_use_until_of_a_day_gone_by(site: Site) -> None:
    for path in ("index.md", "register/index.md", "care-pathways/index.md"):
        (row,) = (
            line
            for line in site.pages[path].markdown.splitlines()
            if line.startswith("| [The way]") and "Dates" in line
        )
        assert "Review was due 1 November 2026" in row
        assert "se until" not in row
    late = site.pages["due/index.md"].markdown
    assert "Review was due 1 November 2026" in late
    assert "Review by 1 November 2026" not in late
