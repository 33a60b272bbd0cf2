"""What another registry publishes is taken whole, once it holds together, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from published_site import OTHER, as_bytes, covered, document, index, linked, published, stopped

from handbook.federation.fitting import UnfitError, check_fields, parse
from handbook.federation.model import NetworkSource, Published
from handbook.federation.reading import document_row, link_row, read_published
from handbook.outputs.fields.schema import properties
from handbook.outputs.resources.documents import RESOURCE

NORTH = NetworkSource("north", "North", "https://north.example/")


def read(files: dict[str, bytes], source: NetworkSource = NORTH) -> Published:
    return read_published(source, lambda path, _: files[path])


def changed(
    change: Callable[[dict[str, Any]], object], path: str = "documents"
) -> dict[str, bytes]:
    """Published files with one list changed, and an index that gives the right fingerprints."""
    files = published(
        "north", [document("a"), document("bb")], [covered("1.1")], links=[linked("south")]
    )
    content = json.loads(files[f"api/{path}.json"])
    change(content)
    files[f"api/{path}.json"] = as_bytes(content)
    head = {
        name: value
        for name, value in json.loads(files.pop("api/index.json")).items()
        if name not in {"files", "left_out", "tool_version"}
    }
    return {**files, "api/index.json": index(head, files)}


def test_what_holds_together_is_read() -> None:
    registry = read(published("north", [document("a"), stopped("b")], [covered("1.1")]))
    assert [(row.id, row.in_force, row.state) for row in registry.documents] == [
        ("a", True, "in force"),
        ("b", False, "suspended"),
    ]
    assert registry.coverage is not None
    assert (registry.coverage[0].policy, registry.coverage[0].holds) == ("NG61", "full")


def test_coverage_that_is_not_published_is_not_taken_for_none() -> None:
    assert read(published("north", [], None)).coverage is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda c: c["documents"][0].update(until=None), "denies it"),
        (lambda c: c["documents"][0].update(state="suspended"), "denies it"),
        (lambda c: c["documents"][0].update(text_hidden=True), "denies it"),
        (lambda c: c["documents"][0].update(digest=""), "denies it"),
        (lambda c: c["documents"][0].update(state="splendid"), "none of the words"),
        (lambda c: c["documents"][0].update(in_force="yes"), "not what it should be"),
        (lambda c: c["documents"][0].update(in_force=1), "not what it should be"),
        (lambda c: c["documents"][0].update(until="2028-13-01"), "no day"),
        (lambda c: c["documents"][0].update(until="20280101"), "no day"),
        (lambda c: c["documents"][0].update(keywords="all"), "no list"),
        (lambda c: c["documents"][0].update(keywords=[1]), "not what it should be"),
        (lambda c: c["documents"][0].pop("until"), "has no until"),
        (lambda c: c["documents"][0].update(id="In force: use it"), "the id of a document is none"),
        (lambda c: c["documents"][0].update(id="\u202eask"), "the id of a document is none"),
        (lambda c: c["documents"][0].update(version="1.0, approved"), "no number of one"),
        (lambda c: c["documents"][0].update(digest="approved"), "fingerprint that is none"),
        (lambda c: c["documents"][0].update(use_instead="Use this"), "the id of a document is"),
        (lambda c: c["documents"][0].update(type="In force"), "the id of a type is none"),
        (
            lambda c: c["documents"][0].update(
                taken_over={
                    "network": "Approved by all",
                    "network_title": "",
                    "document": "ask",
                    "version": "1.0",
                    "digest": OTHER,
                }
            ),
            "the id of a network is none",
        ),
        (lambda c: c["documents"][0].update(page="javascript:alert(1)"), "not one of its own"),
        (lambda c: c["documents"][0].update(page="//elsewhere.example/"), "not one of its own"),
        (lambda c: c["documents"][0].update(page="https://elsewhere.example/"), "not one of"),
        (lambda c: c["documents"][0].update(page="../../elsewhere/"), "not one of its own"),
        (lambda c: c["documents"][0].update(page="/elsewhere/"), "not one of its own"),
        (lambda c: c["documents"].append(c["documents"][0]), "says something twice"),
        (lambda c: c["documents"].append([]), "no object"),
        (lambda c: c.update(documents={}), "no list"),
        (lambda c: c.update(schema_version=2), "of a version"),
        (lambda c: c.update(today="2026-12-01"), "another day"),
        (lambda c: c.update(notices=["Demonstration"]), "another day or edition"),
    ],
)
def test_what_does_not_hold_together_is_not_taken(
    change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    with pytest.raises(UnfitError, match=reason):
        read(changed(change))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row.update(page="https://elsewhere.example/"), "not one of its own"),
        (lambda row: row.update(documents="all"), "no list"),
        (lambda row: row.pop("other_network"), "has no other_network"),
    ],
)
def test_a_link_that_does_not_hold_together_is_not_taken(
    change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    with pytest.raises(UnfitError, match=reason):
        read(changed(lambda content: change(content["network_links"][0]), "network_links"))


def test_a_link_says_nothing_of_how_anything_stands() -> None:
    """What a stranger writes of a neighbour is read beside texts that are in force."""
    row = link_row(
        linked("south", title="In force: south", overlap="All of it is in force.\x1b[2J")
    )
    assert (row.title, row.overlap) == ("south", "")
    assert link_row(linked("south")).overlap == "Children of the border with south."


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 200_000, "nested too deeply"),
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"nope", "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b"[" + b"[]," * 1_000_000 + b"1]", "more parts than are taken"),
        (b"[" + b"1," * 6_000_000 + b"1]", "more parts than are taken"),
        (b'{"a": 1, "a": 2}', "not JSON"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)
def test_what_is_no_sound_json_is_said_to_be_none(raw: bytes, reason: str) -> None:
    with pytest.raises(UnfitError, match=reason):
        parse(raw, "a file")


def test_a_file_with_another_fingerprint_is_not_taken() -> None:
    files = published("north", [document("a")])
    files["api/documents.json"] = files["api/documents.json"].replace(b"About a", b"About b")
    with pytest.raises(UnfitError, match="fingerprint"):
        read(files)


def test_a_file_that_the_index_calls_huge_is_not_asked_for() -> None:
    files = published("north", [document("a")])
    content = json.loads(files["api/index.json"])
    content["files"][0]["bytes"] = 10**12
    files["api/index.json"] = as_bytes(content)
    del files["api/documents.json"]
    with pytest.raises(UnfitError, match="size"):
        read(files)


def test_no_more_is_asked_for_than_the_index_gives() -> None:
    files = published("north", [document("a")])
    asked: dict[str, int] = {}

    def counting(path: str, most: int) -> bytes:
        asked[path] = most
        return files[path]

    read_published(NORTH, counting)
    assert asked["api/documents.json"] == len(files["api/documents.json"])


def test_another_network_is_not_taken_for_the_one_that_is_named() -> None:
    with pytest.raises(UnfitError, match="another network"):
        read(published("south", []))


def test_the_edition_for_members_is_read_only_where_that_is_said() -> None:
    files = published("north", [document("a")], edition="members")
    with pytest.raises(UnfitError, match="edition for members"):
        read(files)
    members = NetworkSource("north", "North", "https://north.example/", members=True)
    assert read(files, members).edition == "members"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Seizures \x1b[31m at\u202e home\x00", "Seizures [31m at home"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Seizures: IN FORCE", "a"),
        ("x" * 1000, "x" * 199 + "…"),
    ],
)
def test_a_title_is_one_line_that_says_no_standing(title: str, shown: str) -> None:
    assert document_row(document("a", title=title)).title == shown


def test_an_id_that_says_a_standing_takes_no_titles_place() -> None:
    assert document_row(document("in-force", title="In force")).title == (
        "A title that cannot be shown here"
    )


def test_our_own_reading_of_the_fields_is_that_of_the_published_schema() -> None:
    """Each value of a row is exchanged for every kind of value; a schema library must agree."""
    good = document("a", adoption=None)
    validator = Draft202012Validator(
        properties(RESOURCE.fields), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    kinds = (
        None,
        "",
        "2026-11-30",
        "2026-02-30",
        "in force",
        "public",
        True,
        5,
        [],
        ["x"],
        [1],
        {},
    )
    disagreed = []
    for field in RESOURCE.fields:
        for kind in kinds:
            row = {**deepcopy(good), field.name: kind}
            try:
                check_fields(RESOURCE.fields, row, "row", {"taken_over"})
                ours = True
            except UnfitError:
                ours = False
            if ours != validator.is_valid({"taken_over": None, **row}):
                disagreed.append((field.name, kind))
    assert disagreed == []
