"""What keeps a public edition from being published is found by a check that is asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.gate import obstacles, passed
from handbook.history import NO_HISTORY
from handbook.load.trees.against import Against
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base

if TYPE_CHECKING:
    from handbook.check import Checked
    from handbook.render.model import Site

NETWORK = "registry/network.yaml"
QUIET = "Nobody outside is meant to know that the lift is out of order on Sundays."


def judged(files: dict[str, bytes], against: Against | None = None) -> Checked:
    tree = MemoryTree(files)
    return passed(tree, today=date(2026, 1, 15), history=NO_HISTORY, against=against, public=True)


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(finding.code.id, finding.path) for finding in checked.errors]


def for_members() -> dict[str, bytes]:
    """A registry that is sound, and whose network has not said yet that anybody may read of it."""
    network = base()[NETWORK].replace(b"visibility: public", b"visibility: members")
    return base() | {NETWORK: network}


def with_a_secret() -> dict[str, bytes]:
    front = "id: the-lift\ntitle: The lift\nvisibility: members\nsummary: x\nowner: lead-nurse"
    text = f"---\n{front}\n---\n## A\n\n{QUIET}\n"
    return base() | {"registry/guidelines/the-lift.md": text.encode()}


def test_a_sound_registry_has_a_sound_public_edition() -> None:
    assert told(judged(with_a_secret())) == []


def test_a_network_without_a_public_edition_is_told() -> None:
    checked = judged(for_members())
    assert told(checked) == [("PAG003", NETWORK)]
    assert "is for members" in checked.errors[0].message
    # Whoever publishes for members alone is not bothered with it.
    alone = passed(MemoryTree(for_members()), today=date(2026, 1, 15), history=NO_HISTORY)
    assert told(alone) == []


def test_what_was_so_on_the_base_is_not_laid_on_a_branch() -> None:
    base_tree = MemoryTree(for_members())
    assert told(judged(for_members(), Against(base_tree, base_tree))) == []
    before = MemoryTree(base())
    assert told(judged(for_members(), Against(before, before))) == [("PAG003", NETWORK)]


@pytest.mark.parametrize(
    "words",
    [QUIET, QUIET.replace("meant", "[meant](../a/place.md)").replace("lift", "[lift](../b.md)")],
)
def test_i13_words_for_members_on_a_public_page_are_told_before_a_build(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a fault of the projection would let them out, be it broken up by links."""
    made = obstacles.pages

    def leaky(*given: Any, **more: Any) -> Site:
        site = made(*given, **more)
        page = site.pages["about/index.md"]
        leaking = replace(page, markdown=f"{page.markdown}\n\n{words}\n")
        return replace(site, pages={**site.pages, "about/index.md": leaking})

    monkeypatch.setattr(obstacles, "pages", leaky)
    findings = judged(with_a_secret()).errors
    assert {finding.code.id for finding in findings} == {"PAG003"}
    told = "about/index.md: it holds what is for members only, of "
    assert any(told in finding.message for finding in findings)
