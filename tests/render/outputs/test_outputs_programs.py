"""Every file for programs fits its published schema, and says what the pages say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from handbook.outputs.claims import READERS, UnreadableError
from handbook.outputs.fields.discovery import resources
from handbook.outputs.fields.model import Field, text
from handbook.outputs.fields.plain import plain_row
from handbook.outputs.fields.schema import DRAFT
from handbook.outputs.making import handbook
from handbook.render import Site, Stamp
from handbook.render.files import INDEX, REGISTER

NAMES = ("index", "register", *(resource.name for resource in resources()))
STAMP = Stamp("f" * 40, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
WANTED = {
    "documents", "versions", "decisions", "groups", "organisations", "policies", "coverage",
    "adoption", "due", "meetings",
}  # fmt: skip


def read(site: Site, name: str) -> Any:
    return json.loads(site.assets[f"api/{name}.json"])


def schema(site: Site, name: str) -> Any:
    return json.loads(site.assets[f"api/schemas/{name}.schema.json"])


def test_every_list_that_is_promised_is_there() -> None:
    assert set(NAMES) >= WANTED


@pytest.mark.parametrize("name", NAMES)
class TestEachFile:
    def test_fits_its_schema_by_two_readers_that_know_nothing_of_each_other(
        self, site: Site, name: str
    ) -> None:
        content, wanted = read(site, name), schema(site, name)
        checker = Draft202012Validator(wanted, format_checker=FormatChecker())
        assert not list(checker.iter_errors(content))
        assert jsonschema_rs.validator_for(wanted, validate_formats=True).is_valid(content)

    def test_has_a_schema_that_is_one_and_says_what_each_field_means(
        self, site: Site, name: str
    ) -> None:
        wanted = schema(site, name)
        assert wanted["$schema"] == DRAFT
        Draft202012Validator.check_schema(wanted)
        fields = list(described(wanted))
        assert fields
        assert [field for field, given in fields if not given.get("description")] == []

    def test_is_refused_by_its_schema_once_a_field_is_missing_or_of_another_kind(
        self, site: Site, name: str
    ) -> None:
        """Fails if a schema lets everything through."""
        checker = Draft202012Validator(schema(site, name))
        for field in schema(site, name)["properties"]:
            whole = read(site, name)
            assert not checker.is_valid({k: v for k, v in whole.items() if k != field}), field
            assert not checker.is_valid({**whole, field: 1.5}), field

    def test_says_of_which_network_day_and_commit_it_is(self, site: Site, name: str) -> None:
        whole = read(site, name)
        assert whole["network"] == {"id": "heron", "title": "Heron Network"}
        assert (whole["today"], whole["commit"], whole["edition"]) == (
            "2026-11-23", "f" * 40, "members",
        )  # fmt: skip
        assert whole["notices"] == ["Demonstration content: not for clinical use"]
        assert (whole["schema_version"], whole["uncommitted_changes"]) == (1, False)


def described(part: Any) -> Iterator[tuple[str, Any]]:
    """Every field that a schema declares, however deep."""
    if isinstance(part, dict):
        yield from (part.get("properties") or {}).items()
        for value in part.values():
            yield from described(value)


@pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.name)
def test_rows_are_told_apart_by_their_key_and_stand_in_its_order(site: Site, resource: Any) -> None:
    listed = read(site, resource.name)[resource.name]
    keys = [tuple(str(row[name] or "") for name in resource.key) for row in listed]
    assert keys == sorted(set(keys))


def test_i1_no_file_calls_in_force_what_the_register_does_not(site: Site) -> None:
    """I1. Every file that says so of a document agrees with the one that pages are held against."""
    told = {each["page"]: each["in_force"] for each in read(site, "register")["documents"]}
    seen = set()
    for name in NAMES:
        for said in READERS[".json"](site.assets[f"api/{name}.json"]):
            seen.add(name)
            if not said.of_version:
                assert said.in_force is told[said.page], (name, said)
            elif said.in_force:
                assert told[said.page], said
    assert seen >= {"register", "documents", "versions", "groups", "adoption"}


def test_one_version_of_each_document_in_force_is_in_force(site: Site) -> None:
    listed = [v for v in read(site, "versions")["versions"] if v["in_force"]]
    told = {d["id"]: d["version"] for d in read(site, "register")["documents"] if d["in_force"]}
    assert {each["document"]: each["version"] for each in listed} == told
    assert len(listed) == len(told)
    assert all(v["until"] is None for v in read(site, "versions")["versions"] if v not in listed)


def test_i8_no_version_is_in_force_where_nobody_can_tell_how_its_document_stands(toy: Any) -> None:
    path = "registry/_endorsed/rapid/2.0/record.md"
    toy.files[path] = toy.files[path].replace(b"5 minutes", b"50 minutes")
    site = toy.site()
    rapid = [v for v in read(site, "versions")["versions"] if v["document"] == "rapid"]
    assert {(v["in_force"], v["state"]) for v in rapid} == {(False, "unknown")}
    document = next(d for d in read(site, "documents")["documents"] if d["id"] == "rapid")
    assert (document["summary"], document["audience"]) == ("", []), "of a text that is in doubt"


def test_i6_nothing_is_told_of_a_text_that_is_hidden(site: Site, toy: Any) -> None:
    listed = {d["id"]: d for d in read(site, "documents")["documents"]}
    assert listed["wrong"]["text_hidden"]
    assert listed["wrong"]["summary"] == ""
    assert listed["stopped"]["summary"] == "What stopped says."
    assert "What wrong says." not in site.assets["api/documents.json"].decode()


def test_readers_of_files_get_the_sealed_title_and_todays_owner(toy: Any) -> None:
    """What a draft says of itself is no more in a file than on the page."""
    site = toy.site()
    rapid = next(d for d in read(site, "documents")["documents"] if d["id"] == "rapid")
    assert (rapid["title"], rapid["owner"], rapid["owner_title"]) == (
        "Rapid transfer", "lead", "Lead nurse",
    )  # fmt: skip
    assert (rapid["endorsed_on"], rapid["endorsed_by"]) == ("2025-09-02", "board")


def test_a_group_is_listed_with_the_powers_that_decisions_are_held_to(site: Site, toy: Any) -> None:
    (board,) = read(site, "groups")["groups"]
    assert board["in_force"]
    assert board["powers"][0]["types"] == ["guideline", "care-pathway"]
    assert "endorse" in board["powers"][0]["kinds"]
    assert board["next_meeting"] == "board-2026-12-01"
    path = "registry/terms-of-reference/board.md"
    fewer = re.sub(rb"\n *- extend\n", b"\n", toy.files[path], count=1)
    assert fewer != toy.files[path]
    toy.files[path] = fewer
    (changed,) = read(toy.site(), "groups")["groups"]
    assert changed["powers"] == board["powers"], "a draft of its terms gives and takes nothing"


def test_coverage_says_what_holds_and_which_documents_serve(site: Site) -> None:
    items = {each["item"]: each for each in read(site, "coverage")["coverage"]}
    assert (items["1.1"]["holds"], items["1.1"]["served_by"]) == ("full", ["rapid"])
    assert (items["1.2"]["judged"], items["1.2"]["holds"]) == ("full", "none")
    assert items["1.2"]["served_by"] == []
    assert items["1.3"]["holds"] == "not judged"


def test_the_index_lists_every_file_with_its_size_and_fingerprint(site: Site) -> None:
    listed = {each["path"]: each for each in read(site, "index")["files"]}
    below = {path for path in site.assets if path.startswith("api/")}
    assert below - {INDEX} <= listed.keys()
    assert INDEX not in listed
    for path, each in listed.items():
        content = site.assets[path]
        assert each["bytes"] == len(content) > 0
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
        assert each["schema"] in {"", *site.assets}
    assert read(site, "index")["left_out"] == []


def test_the_same_registry_gives_the_same_bytes(toy: Any) -> None:
    first, second = (toy.site().assets for _ in range(2))
    assert first == second


def test_the_register_for_programs_is_part_of_the_documents(site: Site) -> None:
    """One truth: what both say, both say alike."""
    documents = read(site, "documents")["documents"]
    register = json.loads(site.assets[REGISTER])["documents"]
    assert [{name: each[name] for name in register[0]} for each in documents] == register


def test_a_field_that_is_not_declared_is_never_published() -> None:
    fields: tuple[Field, ...] = (text("id", "Which it is."),)
    assert plain_row(fields, {"id": "a"}) == {"id": "a"}
    for row in ({"id": "a", "phone": "01632"}, {}):
        with pytest.raises(ValueError, match="declared"):
            plain_row(fields, row)


@pytest.mark.parametrize("content", [b"{", b'{"in_force": true}', b'[{"x": {"in_force": 1}}]'])
def test_what_cannot_be_compared_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        list(READERS[".json"](content))


def test_a_decision_that_could_not_be_made_does_not_count(toy: Any) -> None:
    """Nor is it said to count where nobody can tell: a public edition knows of no refusal."""
    closes = {"document": "idea", "closes": "2025-12-01"}
    toy.decide(6, "consult", closes, meeting="board-2025-09-02")
    view = {"title": "A view", "kind": "record", "meeting": "board-2025-09-02", "item": "7"}
    name = "board-2025-09-02--7"
    toy.put(f"decisions/{name}.yaml", {"id": name, **view, "statement": "So."})
    for public, told in ((False, True), (True, None)):
        site = handbook(toy.assessment(), replace(STAMP, public=public))
        counts = {each["id"]: each["counts"] for each in read(site, "decisions")["decisions"]}
        assert counts["board-2025-09-02--6"] is False
        assert counts[name] is told
        assert counts["board-2025-03-04--1"] is True


def test_another_network_is_listed_with_the_documents_that_both_work_by(toy: Any) -> None:
    link = {
        "id": "next-door",
        "title": "Network next door",
        "visibility": "public",
        "network": "moor",
        "address": "https://moor.example/",
        "overlap": "Children of the border.",
        "liaison": "lead",
        "joint-documents": ["rapid"],
    }
    toy.put("network-links/next-door.yaml", link)
    (row,) = read(toy.site(), "network_links")["network_links"]
    assert row == {
        "id": "next-door",
        "title": "Network next door",
        "other_network": "moor",
        "address": "https://moor.example/",
        "overlap": "Children of the border.",
        "liaison": "lead",
        "liaison_title": row["liaison_title"],
        "documents": ["rapid"],
        "visibility": "public",
        "page": "network-links/next-door/",
    }
    assert row["liaison_title"]
