"""The first page: in one step to a document in force, and what may not be used said before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.pages import home

if TYPE_CHECKING:
    import pytest

    from conftest import Toy
    from handbook.render.model import Site


def part(site: Site, anchor: str) -> str:
    """A section of the first page, empty if it has none."""
    text = site.pages["index.md"].markdown
    return text.partition(f"{{: #{anchor} }}")[2].partition("\n## ")[0]


def test_a_document_in_force_is_one_step_away(site: Site) -> None:
    listed = part(site, "hb-in-force")
    assert "[Rapid transfer](guidelines/rapid/index.md)" in listed
    assert "guidelines/stopped/index.md" not in listed


def test_what_was_stopped_is_said_before_what_is_in_force(site: Site) -> None:
    text, stopped = site.pages["index.md"].markdown, part(site, "hb-not-now")
    assert text.index("#hb-not-now") < text.index("#hb-in-force")
    assert "[Stopped](guidelines/stopped/index.md) **Suspended**" in stopped
    assert "**In force**" not in stopped


def test_what_left_use_long_ago_is_not_news(site: Site) -> None:
    assert "guidelines/night/" not in part(site, "hb-not-now"), (
        "withdrawn more than half a year ago"
    )


def test_the_ways_in_and_the_numbers_come_first(site: Site) -> None:
    text = site.pages["index.md"].markdown
    ways = text.partition("{: .hb-ways }")[0]
    for page in ("browse/a-to-z/index.md", "browse/stage/index.md", "register/index.md"):
        assert f"]({page})" in ways
    assert "[01632 960 002](tel:01632960002) Night line" in part(site, "hb-whom-to-ring")


def test_a_large_network_is_not_listed_on_its_first_page(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "_LISTED_MOST", 1)
    monkeypatch.setattr(home, "_STOPPED_MOST", 0)
    made = toy.site()
    assert "1 are in force. [All guidelines](guidelines/index.md)" in part(made, "hb-in-force")
    assert "and 1 more, in [Every document]" in part(made, "hb-not-now")


def test_a_network_that_has_just_begun_is_told_so(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "_is_in_force", lambda *_: False)
    begun = part(toy.site(), "hb-in-force")
    assert "No guideline or pathway is in force yet." in begun
    assert "register/index.md" in begun
