"""What hangs together is shown from both ends: used by, decided at, serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.render import Site


def test_a_guideline_says_which_pathway_uses_it(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert "### Used by" in text
    assert "[The way](../../care-pathways/way/index.md)" in text


def test_a_guideline_lists_its_decisions_newest_first(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert text.index("2 September 2025 {") < text.index("4 March 2025 {")


def test_a_guideline_says_which_policy_items_it_serves(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert "[Q1](../../policies/quiet/index.md)" in text
    assert "#item-1-1" in text


def test_a_policy_says_why_an_item_that_was_judged_addressed_is_not(site: Site) -> None:
    text = site.pages["policies/quiet/index.md"].markdown
    assert "Why it does not hold as judged" in text
    assert "Suspect: the policy has a newer edition" in text
    assert "Number not verified" in text
    counts = {
        part["key"]: part["count"]
        for part in site.pages["policies/quiet/index.md"].meta["handbook"]["bar"]
    }
    assert counts == {"full": 1, "partial": 0, "none": 1, "not-applicable": 0, "not-judged": 1}


def test_a_group_shows_its_seats_quorum_authority_and_meetings(site: Site) -> None:
    text = site.pages["terms-of-reference/board/index.md"].markdown
    for heading in ("## Seats", "## Quorum", "## What it may decide", "## Meetings"):
        assert heading in text
    assert "[Lead nurse](../../posts/lead/index.md)" in text


def test_a_post_shows_what_it_owns(site: Site) -> None:
    text = site.pages["posts/lead/index.md"].markdown
    assert "[Rapid transfer](../../guidelines/rapid/index.md)" in text
    assert "[Idea](../../guidelines/idea/index.md)" in text


def test_a_meeting_shows_who_came_and_what_was_decided(site: Site) -> None:
    text = site.pages["meetings/board-2025-03-04/index.md"].markdown
    assert "Chair" in text
    assert "Present" in text
    assert "[Item 1](../../decisions/board-2025-03-04--1/index.md)" in text


def test_the_due_page_names_the_meeting_that_can_still_decide(site: Site) -> None:
    assert "The way" in site.pages["due/index.md"].markdown


def test_a_rule_has_a_page_with_a_bad_and_a_good_example(site: Site) -> None:
    text = site.pages["help/rules/TOY001/index.md"].markdown
    assert "    toys: out" in text
    assert "    toys: away" in text


def test_a_network_that_sets_an_edit_address_gets_it_on_every_record(toy: Any) -> None:
    path = "registry/network.yaml"
    toy.files[path] += b"settings:\n  edit-url: https://forge.example/edit/{path}\n"
    site = toy.site()
    edit = site.pages["guidelines/rapid/index.md"].meta["handbook"]["edit"]
    assert edit["href"] == "https://forge.example/edit/registry/guidelines/rapid.md"


def test_without_an_edit_address_the_file_is_named(site: Site) -> None:
    edit = site.pages["guidelines/rapid/index.md"].meta["handbook"]["edit"]
    assert edit == {"href": "", "path": "registry/guidelines/rapid.md"}
