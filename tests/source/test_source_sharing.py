"""Records of one form hold their names, places and routes in common, so that many cost little."""

from __future__ import annotations

import pytest

from handbook.source import read_markdown, read_yaml
from handbook.source.yaml import sharing

RECORD = b"id: north-%d\nseats:\n  - seat: chair\n    presence: present\n"


def test_names_places_and_short_values_of_many_records_are_the_same_objects() -> None:
    """Fails if each record has its own: at 10,000 documents that is most of the memory."""
    first, *others = (read_yaml(RECORD % number, "a.yaml") for number in range(10, 40))
    routes = {route: route for route in first.places}
    (row,) = first.data["seats"]
    assert len(routes) == 6
    for other in others:
        assert other.places is first.places
        assert all(routes[route] is route for route in other.places)
        assert all(first.places[route] is place for route, place in other.places.items())
        assert all(a is b for a, b in zip(other.data, first.data, strict=True))
        assert other.data["seats"][0]["presence"] is row["presence"]
        assert other.data["id"] != first.data["id"]


def test_a_sealed_text_and_its_working_text_are_held_once_while_they_are_the_same() -> None:
    texts = [f"---\nid: {name}\n---\n## A\n\nWords.\n".encode() for name in ("a", "bb")]
    one, two = (read_markdown(text, "a.md").body for text in texts)
    assert one is two is not None


def test_a_place_of_another_line_is_another_place() -> None:
    moved = read_yaml(b"\n" + RECORD % 10, "a.yaml")
    place = read_yaml(RECORD % 10, "a.yaml").places["seats",]
    assert moved.places["seats",].line == place.line + 1


def test_files_laid_out_alike_share_their_places_and_others_never_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is let go in between: no file is told the places of another."""
    monkeypatch.setattr(sharing, "_MANY_LAYOUTS", 3)
    monkeypatch.setattr(sharing, "_layouts", {})
    for lines in [*range(12), *range(12)]:
        text = b"# a remark\n" * lines + b"id: north\nrows:\n" + b"  - a: 1\n" * lines
        places = read_yaml(text, "a.yaml").places
        assert places["id",].line == lines + 1
        assert len(places) == 3 + 2 * lines
        assert all(places["rows", n].line == lines + n + 3 for n in range(lines))
    assert len(sharing._layouts) <= 4
