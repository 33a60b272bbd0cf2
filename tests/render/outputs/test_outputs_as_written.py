"""The records of every type for programs: their fields, no more than their pages, and a schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from handbook.outputs.as_written.schema import type_schema
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render import Site

SHIPPED = load_types()[0]


def read(site: Site, name: str) -> Any:
    return json.loads(site.assets[f"api/records/{name}.json"])


def schema(site: Site, name: str) -> Any:
    return json.loads(site.assets[f"api/schemas/records/{name}.schema.json"])


def names(site: Site) -> list[str]:
    folder = "api/records/"
    return sorted(
        path.removeprefix(folder).removesuffix(".json")
        for path in site.assets
        if path.startswith(folder)
    )


def described(part: Any) -> Iterator[tuple[str, Any]]:
    """Every field that a schema declares, however deep, with what stands where it points."""
    if isinstance(part, dict):
        yield from (part.get("properties") or {}).items()
        for value in part.values():
            yield from described(value)


def test_every_type_with_records_has_its_file_and_the_index_names_both(site: Site) -> None:
    listed = {
        each["path"]: each["schema"] for each in json.loads(site.assets["api/index.json"])["files"]
    }
    assert {"guideline", "organisation", "post", "meeting", "decision"} <= set(names(site))
    for name in names(site):
        wanted = f"api/schemas/records/{name}.schema.json"
        assert listed[f"api/records/{name}.json"] == wanted
        assert wanted in listed


def test_each_fits_its_schema_by_two_readers_that_know_nothing_of_each_other(site: Site) -> None:
    for name in names(site):
        content, wanted = read(site, name), schema(site, name)
        checker = Draft202012Validator(wanted, format_checker=FormatChecker())
        assert not list(checker.iter_errors(content)), name
        assert jsonschema_rs.validator_for(wanted, validate_formats=True).is_valid(content)
        assert content["records"], name


@pytest.mark.parametrize("name", SHIPPED)
def test_the_schema_of_every_type_is_one_and_says_what_each_field_means(name: str) -> None:
    wanted = json.loads(type_schema(SHIPPED[name], f"records/{name}"))
    Draft202012Validator.check_schema(wanted)
    definitions = wanted["$defs"]
    fields = wanted["properties"]["records"]["items"]["properties"]["fields"]["properties"]
    assert set(fields) == set(SHIPPED[name].schema["properties"]) - {"id", "visibility"}
    for field, given in described(wanted):
        pointed = definitions.get(str(given.get("$ref", "")).removeprefix("#/$defs/"), {})
        assert given.get("description") or pointed.get("description"), field


def test_a_schema_lets_no_value_of_another_kind_through(site: Site) -> None:
    checker = Draft202012Validator(schema(site, "organisation"))
    whole = read(site, "organisation")
    for wrong in ({"kind": "circus"}, {"joined": 2024}, {"contact": "ring"}):
        broken = json.loads(json.dumps(whole))
        broken["records"][0]["fields"] |= wrong
        assert not checker.is_valid(broken), wrong
    del whole["records"][0]["fields"]
    assert not checker.is_valid(whole)


def test_rows_say_what_the_files_say_in_order_of_their_ids(site: Site, toy: Any) -> None:
    rows = read(site, "post")["records"]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    for row in rows:
        written = toy.files[f"registry/posts/{row['id']}.yaml"].decode()
        assert row["fields"]["title"] in written
        assert "id" not in row["fields"]
        assert row["page"].startswith("posts/")


def test_a_document_says_how_it_stands_and_never_what_a_draft_or_a_hidden_text_says(
    site: Site,
) -> None:
    told = {d["id"]: d for d in json.loads(site.assets["api/register.json"])["documents"]}
    seen = 0
    for name in names(site):
        for row in read(site, name)["records"]:
            if row["id"] in told and "in_force" in row:
                seen += 1
                for field in ("in_force", "state", "version", "until", "page"):
                    assert row[field] == told[row["id"]][field]
    assert seen == len(told)
    assert "What wrong says." not in "".join(
        site.assets[f"api/records/{n}.json"].decode() for n in names(site)
    )
