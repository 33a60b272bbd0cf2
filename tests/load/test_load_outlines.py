"""Outlines of areas: what is read of a file in GeoJSON, and what is said of one that is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.finding import Place
from handbook.load import MemoryTree, load
from handbook.load.outlines import LARGEST, MOST_POINTS
from handbook.types import load_types

SQUARE = [[-2.9, 54.6], [-2.5, 54.6], [-2.5, 54.8], [-2.9, 54.6]]
HERE = "registry/areas/uplands.geojson"
AREA = b"id: uplands\ntitle: The uplands\nboundary: North of the pass.\n"


def read(raw: bytes) -> tuple[Any, list[Any]]:
    """The outline of the area beside which a file lies, and what is found in that file."""
    types, _ = load_types({})
    loaded = load(MemoryTree({HERE: raw, "registry/areas/uplands.yaml": AREA}), types)
    record = next((each for each in loaded.records if each.id == "uplands"), None)
    assert record is not None
    return record.outline, [each for each in loaded.findings if each.path == HERE]


def test_every_form_of_an_area_is_the_same_area() -> None:
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": {"officer": "A. Person"}, "geometry": polygon}
    forms: list[Any] = [
        polygon,
        feature,
        {"type": "FeatureCollection", "features": [feature]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    ]
    drawn = [read(json.dumps(form).encode()) for form in forms]
    assert {(outline, tuple(found)) for outline, found in drawn} == {(drawn[0][0], ())}
    assert drawn[0][0].bounds == (-2.9, 54.6, -2.5, 54.8)
    assert "Person" not in repr(drawn[1][0])


LONG = [[-2.9 + n / 100000, 54.6] for n in range(MOST_POINTS)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"type": "Point", "coordinates": [-2.9, 54.6]}, "“Point” is no area"),
        ({"type": "Polygon", "coordinates": [SQUARE[:3]]}, "at least four points"),
        ({"type": "Polygon", "coordinates": [[*SQUARE[:3], [-2.4, 54.6]]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[1, "2"], *SQUARE]]}, "two numbers"),
        ({"type": "Polygon", "coordinates": [[[True, 2], *SQUARE]]}, "two numbers"),
        ({"type": "Polygon", "coordinates": [[[350000, 510000], *SQUARE]]}, "no place on earth"),
        ({"type": "Polygon", "coordinates": [[SQUARE[0], [54.6, -2.9], *SQUARE[1:]]]}, "larger"),
        ({"type": "Polygon", "coordinates": []}, "at least one ring"),
        ({"type": "Polygon"}, "missing here"),
        ({"type": "FeatureCollection", "features": []}, "holds no area"),
        ({"type": "Feature", "geometry": None}, "this is no area"),
        ({"type": "Polygon", "coordinates": [[*LONG, [-2.9, 54.7], LONG[0]]]}, "points"),
        ([], "this is no area"),
        (7, "this is no area"),
    ],
)  # fmt: skip
def test_what_is_no_outline_is_told_and_draws_nothing(data: Any, said: str) -> None:
    outline, found = read(json.dumps(data).encode())
    assert outline is None
    assert [each.code.id for each in found] == ["LOD013"]
    assert said in found[0].message
    assert found[0].about == "uplands"
    assert found[0].hint


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no JSON"),
        (b'{"type": "Polygon",', "no JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"type": "Polygon", "type": "Polygon", "coordinates": []}', "stands twice"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "NaN is no number"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 1], [1,1], [1,1], [1,1]]]}', "two numbers"),
        (b"[" * 100_000, "nested"),
        (b'{"a": "' + b"x" * LARGEST + b'"}', "larger than 256"),
        (b"9" * 5000, "nested"),
    ],
)
def test_no_bytes_make_a_traceback(raw: bytes, said: str) -> None:
    outline, found = read(raw)
    assert outline is None
    assert [each.code.id for each in found] == ["LOD013"]
    assert said in found[0].message


def test_the_point_that_is_wrong_is_named_by_its_line() -> None:
    text = json.dumps({"name": ["[", '{"}'], "type": "Polygon", "coordinates": [SQUARE]}, indent=1)
    _, (found,) = read(text.replace("54.8", "154.8").encode())
    line = text.splitlines().index(
        "   [\n".rstrip("\n"), text[: text.index("54.8")].count("\n") - 2
    )
    assert found.place == Place(line + 1, 4)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(["type", "coordinates", "features", "geometry"]),
                        inner | st.sampled_from(["Polygon", "Feature", "FeatureCollection"])),
                    max_leaves=12))  # fmt: skip
def test_any_json_is_an_outline_or_told(data: Any) -> None:
    outline, found = read(json.dumps(data).encode())
    assert (outline is None) == bool(found)


def test_an_outline_of_no_record_is_told() -> None:
    types, _ = load_types({})
    files = {"registry/areas/upland.geojson": b"{}", "registry/areas/uplands.yaml": AREA}
    loaded = load(MemoryTree(files), types)
    codes = [each.code.id for each in loaded.findings if each.path.endswith("geojson")]
    assert codes == ["LOD014"]


def test_only_a_type_with_outlines_may_have_one_beside_it() -> None:
    types, _ = load_types({})
    loaded = load(MemoryTree({"registry/posts/someone.geojson": b"{}"}), types)
    codes = [each.code.id for each in loaded.findings if each.path.endswith("geojson")]
    assert codes == ["LOD001"]
