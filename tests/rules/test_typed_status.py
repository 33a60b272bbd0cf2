"""A text cannot pass itself off as endorsed, and ordinary sentences are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.assess.words import WORDS, State
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base
from handbook.source.words.typed_status import begins_as_a_standing, passes_for_a_mark, typed_status


@pytest.mark.parametrize(
    "line",
    [
        "**In force**",
        "## Endorsed",
        "> *Approved.*",
        "Withdrawn",
        "**Unknown**",
        "- In force",
        "1. Endorsed",
        "Status: approved",
        "**Status:** In force",
        "Version: 2.1",
        "**Version** : v2.0",
        "Review due: 1 May 2027",
        "Next review date: 01/05/2027",
        "| Status | Approved |",
        "| Review date | May 2027 |",
        "Approved by: Executive committee",
        "Date of approval: 3 March 2026",
        "Valid until: 2028-01-01",
        "**Adopted**",
        "Adapted.",
        "Local adoption: adopted",
        "Date of adoption: 3 March 2026",
        "Adopted by: every organisation",
        "**\u0406n f\u043erc\u0435**",
        "1n f0rce",
        "Status: \uff25ndorsed",
    ],
)
def test_a_standing_typed_by_hand_is_seen(line: str) -> None:
    """I12: fails if ``typed_status`` sees nothing."""
    assert typed_status(line)


@pytest.mark.parametrize("state", list(State))
def test_every_word_that_the_handbook_draws_is_its_own(state: State) -> None:
    assert typed_status(f"**{WORDS[state].label}**")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The plan stays in force until the family changes it.",
        "Review: within 24 hours, by the community nurse",
        "- Review: every week, and after every change",
        "| Review | Who |",
        "| Version | What changed |",
        "| Status | What it means |",
        "Consent is approved by the consultant on duty.",
        "Effective: works within 30 minutes",
        "## Review of the plan",
        "Expires: when the family says so",
        "Adoption: speak to the social worker first",
        "A child who was adopted may have two family names.",
        "- Adopted",
        "1. Adopted",
        "- Withdrawn",
        "- **Unknown**",
        "2. Unknown.",
        "    - withdrawn",
        "Dose 2.5: ask the pharmacist",
    ],
)
def test_ordinary_words_are_left_alone(line: str) -> None:
    assert not typed_status(line)


@pytest.mark.parametrize(
    "title",
    [
        "In force: what it means",
        "IN FORCE - transfer",
        "Endorsed (2026)",
        "Draft: x",
        "Withdrawn, x",
    ],
)
def test_no_title_begins_as_a_standing(title: str) -> None:
    assert begins_as_a_standing(title)


@pytest.mark.parametrize(
    "title",
    [
        "Adopted children: whom to ask",
        "Withdrawn children: first steps",
        "Drafting a plan",
        "What is in force: a list",
        "",
    ],
)
def test_an_ordinary_title_is_left_alone(title: str) -> None:
    assert not begins_as_a_standing(title)


def errors(files: dict[str, bytes]) -> list[str]:
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY).errors
    return [f"{one.path} {one.code.id}" for one in found]


@pytest.mark.parametrize("line", ["In force, current", "**In force** (version 2.0)"])
def test_a_short_line_may_not_begin_as_a_standing(line: str) -> None:
    files = dict(base())
    path = "registry/guidelines/calm-transfer.md"
    files[path] += f"\n{line}\n".encode()
    assert errors(files) == [f"{path} TXT001"]


@pytest.mark.parametrize("line", ["- Unknown: ask the family", "* Withdrawn, or very quiet"])
def test_an_item_that_speaks_of_a_child_is_no_mark(line: str) -> None:
    assert not passes_for_a_mark(line)


@pytest.mark.parametrize("line", ["- In force: go on", "Withdrawn: see below", "- Endorsed, now"])
def test_a_line_that_begins_with_a_standing_still_is(line: str) -> None:
    assert passes_for_a_mark(line)
