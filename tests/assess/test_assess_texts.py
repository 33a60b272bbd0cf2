"""The texts that a registry holds, and every address on their pages that a link may lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handbook.assess.texts import Texts, place_in_body, values_at
from handbook.finding import Place
from handbook.load.model import Record
from handbook.source.yaml.emit import markdown_text

BODY = "## Who\n\nAll.\n\n## When\n\nOn Mondays.\n\n## When\n\nOn Tuesdays.\n"


def test_every_record_with_a_text_is_written_and_no_other(files: Any) -> None:
    written = [record.id for record in Texts(files.registry()).written()]
    assert sorted(written) == ["board", "coming-back", "going-home"]


def test_a_sealed_text_is_written_besides_where_it_differs_from_the_working_one(
    files: Any,
) -> None:
    files.decide("endorse")
    assert len([*Texts(files.registry()).written()]) == 3
    page = "registry/guidelines/going-home.md"
    files[page] += b"More.\n"
    registry = files.registry()
    assert [*Texts(registry).written()][3:] == [registry.seals["going-home", "1.0"].record]
    files.drop("guidelines/going-home.md")
    registry = files.registry()
    sealed = registry.seals["going-home", "1.0"]
    assert [*Texts(registry).written()][2:] == [sealed.record]
    bare = replace(sealed, record=replace(sealed.record, body=None))
    without = replace(registry, seals={("going-home", "1.0"): bare})
    assert len([*Texts(without).written()]) == 2


def test_the_text_of_a_document_whose_details_are_at_fault_is_written_in_its_place(
    files: Any,
) -> None:
    files.change("guidelines/going-home.md", title=None)
    registry = files.registry()
    (broken,) = registry.broken
    (record,) = [each for each in Texts(registry).written() if each.id == "going-home"]
    assert record == Record(
        "guideline", "going-home", "registry/guidelines/going-home.md", broken.data or {},
        broken.body, broken.body_line, broken.places,
    )  # fmt: skip
    assert record.data["owner"] == "coordinator"
    assert record.body_line > 1
    assert record.places
    hidden = replace(broken, data=None)
    (record,) = [
        each for each in Texts(replace(registry, broken=(hidden,))).written()
        if each.id == "going-home"
    ]  # fmt: skip
    assert record.data == {}
    for other in (replace(broken, body=None), replace(broken, type="nothing")):
        without = Texts(replace(registry, broken=(other, broken)))
        assert [each.id for each in without.written()].count("going-home") == 1


def pathway(files: Any, **more: Any) -> Texts:
    data = {
        "id": "way", "title": "Way", "summary": "S.", "owner": "coordinator",
        "stages": [
            {"id": "first", "title": "First", "what": "Wait."},
            {"id": "second", "title": "Second", "what": "Go."},
        ],
        **more,
    }  # fmt: skip
    files["registry/care-pathways/way.md"] = markdown_text(data, BODY).encode()
    return Texts(files.registry())


def test_the_addresses_on_a_page_are_its_headings_and_its_named_parts(files: Any) -> None:
    texts = pathway(files)
    way = texts.registry.records["way"]
    assert texts.anchors(way) == {"who", "first", "second"}
    assert list(texts.item_anchors(way)) == [
        (("stages", 0, "id"), "first"), (("stages", 1, "id"), "second"),
    ]  # fmt: skip
    other = texts.registry.records["going-home"]
    assert (texts.anchors(other), list(texts.item_anchors(other))) == ({"who"}, [])
    assert list(texts.item_anchors(way)), "asked a second time"


def test_an_address_that_two_headings_share_is_none(files: Any) -> None:
    texts = pathway(files)
    way = texts.registry.records["way"]
    shared = texts.ambiguous(way)
    assert shared
    assert all(address.startswith("when") for address in shared)
    assert not shared & texts.anchors(way)
    assert texts.ambiguous(texts.registry.records["board"]) == frozenset()


def test_a_record_without_a_text_has_an_empty_one(files: Any) -> None:
    texts = Texts(files.registry())
    policy = texts.registry.records["ng1"]
    assert texts.of(policy).headings == ()
    assert texts.body(policy) is texts.registry.bodies.of("")
    assert texts.body(policy).text is texts.of(policy)
    assert texts.anchors(policy) == frozenset()
    guideline = texts.registry.records["going-home"]
    assert [heading.anchor for heading in texts.of(guideline).headings] == ["who"]


def test_a_place_in_a_text_is_told_by_its_line_in_the_file() -> None:
    record = Record("guideline", "a", "registry/guidelines/a.md", {}, BODY, 8, {})
    assert place_in_body(record, 1, 3) == Place(8, 3)
    assert place_in_body(record, 5, 1) == Place(12, 1)


DATA = {
    "id": "way",
    "stages": [{"id": "a", "next": ["x", 7]}, "b", {"id": None}, {"id": "c"}],
    "whole": {"id": "w"},
}


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        (("id",), [(("id",), "way")]),
        (("stages", "*", "id"), [(("stages", 0, "id"), "a"), (("stages", 3, "id"), "c")]),
        (("stages", "*", "next", "*"), [(("stages", 0, "next", 0), "x")]),
        (("whole", "id"), [(("whole", "id"), "w")]),
        (("stages", "id"), []),
        (("whole", "*"), []),
        (("stages",), []),
        (("id", "*"), []),
        (("id", "d"), []),
        (("none", "id"), []),
    ],
)
def test_a_pattern_leads_to_texts_and_says_where_each_is(
    pattern: tuple[str, ...], values: list[Any]
) -> None:
    assert list(values_at(DATA, pattern)) == values


def test_anchors_are_found_wherever_a_schema_names_them(files: Any) -> None:
    """In what a part holds, in each of a list, and in the record itself; `true` alone says so."""
    schema = {
        "properties": {
            "id": {"x-anchor": True},
            "other": {"x-anchor": "yes"},
            "flag": True,
            "rows": {"items": {"properties": {"id": {"x-anchor": True}}}},
            "names": {"items": {"x-anchor": True}},
            "loose": {"items": True},
            "part": {"properties": {"deep": {"properties": {"id": {"x-anchor": True}}}}},
        }
    }
    registry = files.registry()
    kind = replace(registry.types["guideline"], schema=schema)
    data = {
        "id": "a", "other": "b", "flag": "c", "rows": [{"id": "d"}], "names": ["e", "f"],
        "loose": ["g"], "part": {"deep": {"id": "h"}},
    }  # fmt: skip
    record = replace(registry.records["going-home"], data=data)
    texts = Texts(replace(registry, types={**registry.types, "guideline": kind}))
    assert [value for _, value in texts.item_anchors(record)] == ["a", "d", "e", "f", "h"]
