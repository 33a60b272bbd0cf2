"""Pages keep nothing back: what a record says of how something was decided stands on its page."""

from __future__ import annotations

import re
from typing import Any

import pytest

DECISION = "decisions/correct--rapid--2026-10-01/index.md"
BOARD = "registry/terms-of-reference/board.md"
MEETING = "board-2025-09-02"


def corrected(toy: Any) -> Any:
    """The toy with version 2.1 of its guideline, which corrects 2.0."""
    path = "registry/guidelines/rapid.md"
    sealed = toy.assessment().registry.seals["rapid", "2.0"]
    text = toy.files[path].replace(b"50 minutes", b"5 minutes").replace(b", third", b"")
    toy.files[path] = text.replace(b"example.org/standard", b"example.org/standards")
    digest = toy.seal("guidelines/rapid.md", "2.1")
    one = {
        "document": "rapid",
        "version": "2.1",
        "digest": digest,
        "corrects": "2.0",
        "corrects-digest": sealed.digest,
    }
    toy.put(
        "decisions/correct--rapid--2026-10-01.yaml",
        {
            "id": "correct--rapid--2026-10-01",
            "title": "A link put right",
            "kind": "correct",
            "post": "lead",
            "date": "2026-10-01",
            "statement": "The link was old.",
            "documents": [one],
        },
    )
    return toy


def test_a_correction_says_which_version_it_corrects_and_what(toy: Any) -> None:
    site = corrected(toy).site()
    said = site.pages[DECISION].markdown
    assert re.search(r"Corrects version .*2&#46;0", said)
    assert "Fingerprint of the text it corrects" in said
    assert "**Minor**{ .hb-tag .hb-quiet } Changed: the address of a page changes." in said
    assert "**Added:** <ins>" in said


def test_a_correction_of_a_text_published_in_error_repeats_nothing_of_it(toy: Any) -> None:
    corrected(toy)
    error = {"document": "rapid", "exit": "published-in-error", "no-replacement": True}
    toy.decide(5, "withdraw", error, meeting=MEETING, effective="2026-11-01", reason="It did harm.")
    said = toy.site().pages[DECISION].markdown
    assert "Corrects version" in said
    assert "<ins>" not in said


def test_a_ratification_names_what_it_ratifies(toy: Any) -> None:
    one = {"document": "night", "version": "1.0"}
    toy.decide(5, "record", one, meeting=MEETING, ratifies=["board-2025-03-04--2"])
    said = toy.site().pages[f"decisions/{MEETING}--5/index.md"].markdown
    assert "| Ratifies " in said
    assert "](../board-2025-03-04--2/index.md)" in said


def test_the_terms_say_how_a_group_decides_without_a_meeting(toy: Any) -> None:
    more = (
        b'written-resolution: {fraction: "3/4", kinds: [endorse], clause: "In writing, *if* so."}\n'
        b"chairs-action: {seat: chair, ratify-within-days: 42, clause: The chair alone.}\n"
    )
    toy.files[BOARD] = toy.files[BOARD].replace(b"authority:", more + b"authority:", 1)
    said = toy.site().pages["terms-of-reference/board/draft/index.md"].markdown
    part = said.partition("## Without a meeting")[2]
    for words in ("three quarters of the seats", "42 days", "The chair alone", "| Seat "):
        assert words in part
    assert "In writing, &#42;if&#42; so" in part


@pytest.mark.parametrize(
    ("held_as", "words"),
    [
        ("written-resolution", "**Written resolution:** decided in writing, without a meeting."),
        ("chairs-action", "**Chair's action:** the chair alone, without a meeting."),
    ],
)
def test_a_decision_without_a_meeting_says_so_on_both_pages(
    toy: Any, held_as: str, words: str
) -> None:
    path = f"registry/meetings/{MEETING}.yaml"
    toy.files[path] += f"held-as: {held_as}\n".encode()
    site = toy.site()
    assert words in site.pages[f"meetings/{MEETING}/index.md"].markdown
    decided = site.pages[f"decisions/{MEETING}--2/index.md"].markdown
    assert re.search(r"\| How .*(did not meet|the chair alone)", decided)


def test_an_ordinary_meeting_says_nothing_of_the_kind(toy: Any) -> None:
    said = toy.site().pages[f"meetings/{MEETING}/index.md"].markdown
    assert "without a meeting" not in said
