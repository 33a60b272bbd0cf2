"""A stop that no group has looked at says so on its page, and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.render import Site


def test_a_suspension_that_was_not_ratified_says_so_and_holds(site: Site) -> None:
    """Fails if ``advice`` leaves out what the standing says of a document that was stopped."""
    drawn = site.pages["guidelines/stopped/index.md"].meta["handbook"]["box"]
    said = " ".join(drawn["advice"])
    assert [badge["label"] for badge in drawn["badges"]] == ["Suspended"]
    assert "was to be ratified by 29 October 2026 and was not; it holds all the same" in said
