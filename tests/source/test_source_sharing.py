"""Records of one form hold their names, places and routes in common, so that many cost little."""

from __future__ import annotations

from handbook.source import read_markdown, read_yaml

RECORD = b"id: north-%d\nseats:\n  - seat: chair\n    presence: present\n"


def test_names_places_and_short_values_of_many_records_are_the_same_objects() -> None:
    """Fails if each record has its own: at 10,000 documents that is most of the memory."""
    first, *others = (read_yaml(RECORD % number, "a.yaml") for number in range(10, 40))
    routes = {route: route for route in first.places}
    (row,) = first.data["seats"]
    assert len(routes) == 6
    for other in others:
        assert other.places == first.places
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
