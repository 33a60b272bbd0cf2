"""Whether an expired text may be used is fixed when it is endorsed; no setting reaches back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from test_author_decide import HOME, decided, edit, standing

from handbook.assess.words import State, Timeliness

if TYPE_CHECKING:
    from pathlib import Path

AFTER = date(2028, 1, 1)
ENTRY = {**HOME, "review-due": "2027-03-11", "expires": "2027-06-30"}


def allow(root: Path, use: str) -> None:
    """The settings, changed as any branch could."""
    text = (root / "registry/network.yaml").read_text()
    kept = text[: text.index("  expired:")] if "  expired:" in text else text
    (root / "registry/network.yaml").write_text(f"{kept}  expired:\n    use: {use}\n")


@pytest.mark.parametrize("later", ["allowed", "forbidden"])
def test_what_was_endorsed_as_not_to_be_used_lapses_whatever_the_settings_say_later(
    root: Path, later: str
) -> None:
    plan = decided(root, "endorse", ENTRY)
    assert "It is endorsed until 30 June 2027, and not after." in plan.preview
    allow(root, later)
    assert standing(root, today=AFTER).state is State.LAPSED


@pytest.mark.parametrize("later", ["allowed", "forbidden"])
def test_what_was_endorsed_as_usable_stays_so_and_is_marked(root: Path, later: str) -> None:
    allow(root, "allowed")
    plan = decided(root, "endorse", ENTRY)
    assert "after that day it may still be used, marked as expired" in "\n".join(plan.preview)
    allow(root, later)
    found = standing(root, today=AFTER)
    assert (found.state, found.timeliness) == (State.IN_FORCE, Timeliness.EXPIRED)


def test_a_decision_that_says_nothing_of_it_forbids(root: Path) -> None:
    """Decisions from before this line was written: the stricter reading."""
    plan = decided(root, "endorse", ENTRY)
    edit(root, "    after-expiry: forbidden\n", "", name=f"decisions/{plan.id}.yaml")
    allow(root, "allowed")
    assert standing(root, today=AFTER).state is State.LAPSED


def test_the_settings_cannot_be_overruled_when_a_decision_is_written(root: Path) -> None:
    decided(root, "endorse", {**ENTRY, "after-expiry": "allowed"})
    assert standing(root, today=AFTER).state is State.LAPSED
