"""What hangs together is shown from both ends: used by, decided at, serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.render.pages.groups import part_of_seats

if TYPE_CHECKING:
    from handbook.render import Page, Site


def test_a_guideline_says_which_pathway_uses_it(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert "### Used by" in text
    assert "[The way](../../care-pathways/way/index.md)" in text


def test_a_guideline_lists_its_decisions_newest_first(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert text.index("2 September 2025 {") < text.index("4 March 2025 {")


def test_a_guideline_says_which_policy_items_it_serves(site: Site) -> None:
    text = site.pages["guidelines/rapid/index.md"].markdown
    assert "### Q1: Quiet standard {: #hb-serves-quiet }" in text
    assert "#item-1-1" in text


def judged_by(toy: Any, *served: dict[str, str]) -> None:
    """The toy's first policy item, said to be served by these."""
    judged = {
        "item": "1.1",
        "judgement": "full",
        "rationale": "The guideline says who rings.",
        "edition": "1",
        "judged-on": "2025-04-01",
        "judged-by": "board",
        "served-by": list(served),
    }
    mapping = {"id": "quiet-1", "title": "Quiet standard, section 1", "policy": "quiet"}
    toy.put("policy-mappings/quiet-1.yaml", {**mapping, "judgements": [judged]})


def served_lines(toy: Any) -> list[str]:
    text = toy.site().pages["guidelines/rapid/index.md"].markdown
    return [line for line in text.splitlines() if "#item-1-1" in line]


def test_an_item_served_by_two_parts_of_a_text_is_listed_once_and_says_so(toy: Any) -> None:
    both = ({"document": "rapid", "extent": "full", "section": one} for one in ("ring", "r1"))
    judged_by(toy, *both)
    (line,) = served_lines(toy)
    assert line.endswith("Answer, wholly in 2 places")


def test_what_parts_of_a_text_do_differently_for_an_item_is_said_in_one_line(toy: Any) -> None:
    one = {"document": "rapid", "extent": "full", "section": "ring"}
    judged_by(toy, one, {**one, "extent": "partial", "section": "r1"})
    (line,) = served_lines(toy)
    assert line.endswith("Answer, wholly in 1 place and in part in 1 place")


def test_a_part_that_does_not_count_is_not_lumped_with_one_that_does(toy: Any) -> None:
    one = {"document": "rapid", "extent": "full", "section": "ring"}
    judged_by(toy, one, {**one, "section": "gone"})
    counts, does_not = served_lines(toy)
    assert counts.endswith("Answer, wholly")
    assert "Does not count today" in does_not
    assert "has no section gone" in does_not


def test_for_whom_a_document_is_meant_is_no_use_of_it(toy: Any) -> None:
    """Who is asked stands in the section on adoption, and the settings use nothing."""
    before = toy.site().pages
    toy.put(
        "network.yaml",
        {
            "id": "heron",
            "title": "Heron Network",
            "summary": "An invented network.",
            "demonstration": True,
            "constituted": {"act": "An agreement.", "group": "board"},
            "coordinator": "lead",
            "settings": {
                "adoption": {"asked": [{"documents": ["rapid"], "organisations": ["mill"]}]}
            },
        },
    )
    after = toy.site().pages
    for path in ("guidelines/rapid/index.md", "organisations/mill/index.md"):
        assert "hb-linked" in after[path].markdown
        assert linked_headings(after[path]) == linked_headings(before[path])


def linked_headings(page: Page) -> list[str]:
    return [line for line in page.markdown.splitlines() if "{: #hb-linked-" in line]


def test_a_policy_says_why_an_item_that_was_judged_addressed_is_not(site: Site) -> None:
    text = site.pages["policies/quiet/index.md"].markdown
    assert "Why it is less than was judged" in text
    assert "Suspect: the policy has a newer edition" in text
    assert "Number counted, not seen in the original" in text
    counts = {
        part["key"]: part["count"]
        for part in site.pages["policies/quiet/index.md"].meta["handbook"]["bar"]
    }
    assert counts == {"full": 1, "partial": 0, "none": 1, "not-applicable": 0, "not-judged": 1}


def test_a_group_shows_its_seats_quorum_authority_and_meetings(site: Site) -> None:
    text = site.pages["terms-of-reference/board/index.md"].markdown
    for heading in ("## Seats", "## Quorum", "## What it may decide", "## Meetings held"):
        assert heading in text
    assert "[Lead nurse](../../posts/lead/index.md)" in text


def test_a_group_lists_its_own_meetings_and_nobody_elses(toy: Any) -> None:
    common = {"title": "Others", "summary": "S.", "owner": "lead", "purpose": "P."}
    seats = [{"id": "chair", "title": "Chair", "post": "lead"}]
    others = {"id": "others", **common, "seats": seats, "quorum": {"at-least": 1}}
    toy.put("terms-of-reference/others.md", others, "Text.\n")
    agenda = [{"item": "1", "title": "Terms of the board", "documents": ["board"]}]
    for day, state in (("2025-06-03", "held"), ("2027-06-01", "scheduled")):
        meeting = {"id": f"others-{day}", "group": "others", "date": day, "state": state}
        toy.put(f"meetings/others-{day}.yaml", {**meeting, "agenda": agenda})
    pages = toy.site().pages
    mine = pages["terms-of-reference/board/index.md"].markdown.partition("## Meetings held")[2]
    assert "board-2025-03-04/index.md" in mine
    assert "others-" not in mine.partition("## ")[0]
    drafted = pages["terms-of-reference/others/draft/index.md"].markdown
    ahead, _, held = drafted.partition("## Meetings held")
    assert "others-2027-06-01" in ahead.partition("## Meetings to come")[2]
    assert "others-2025-06-03" in held


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        ("1/2", "half of the seats"),
        ("1/3", "a third of the seats"),
        ("2/3", "two thirds of the seats"),
        ("3/7", "3 in 7 of the seats"),
        (None, ""),
    ],
)
def test_a_part_of_the_seats_is_said_in_words(fraction: str | None, words: str) -> None:
    assert part_of_seats(fraction) == words


def test_a_page_for_members_says_so_and_a_public_one_does_not(toy: Any) -> None:
    path = "registry/guidelines/rapid.md"
    assert toy.site().pages["guidelines/rapid/index.md"].meta["handbook"]["members"]
    toy.files[path] = toy.files[path].replace(b"---\n", b"---\nvisibility: public\n", 1)
    assert not toy.site().pages["guidelines/rapid/index.md"].meta["handbook"]["members"]


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
