"""I13: a public edition holds nothing of what is for members, in any kind of place."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import pytest
from audience_world import TYPES, World, contents, lived_in, met
from free_texts import free_texts

TYPES_OF_RECORDS = [name for name in TYPES if name != "network"]
"""Without it, which is never for members, there is no public edition (VIS003)."""


def found(world: World, *, public: bool) -> dict[str, str]:
    return met(contents(world.site(public=public), world.files), world.canaries)


def without_canary(world: World, name: str) -> set[str]:
    """The places of a type that may hold any words, and hold no canary in any record."""
    marked = {re.sub(r"^[^/]*/[^.\[ ]*", "", place) for place in world.canaries.values()}
    return free_texts(world.types[name]) - marked


@cache
def seen_by_members() -> frozenset[str]:
    """The types of which a canary stands in the members' edition, if all records have some."""
    world = lived_in()
    world.hide(lambda record: True)
    return frozenset(place.partition("/")[0] for place in found(world, public=False))


@pytest.mark.parametrize("name", TYPES_OF_RECORDS)
def test_i13_no_record_of_a_type_gets_out(name: str) -> None:
    world = lived_in()
    world.hide(lambda record: record.type == name)
    if name != "decision":  # no text of which stands in all of its kinds: see below
        assert without_canary(world, name) == set()
    assert found(world, public=True) == {}
    if name != "baseline":  # which has no page
        assert name in seen_by_members()


def test_i13_no_decision_of_any_kind_gets_out() -> None:
    world = lived_in()
    world.decide_everything()
    world.hide(lambda record: record.type == "decision")
    assert without_canary(world, "decision") == set()
    assert found(world, public=True) == {}


def test_a_field_that_a_network_adds_by_files_is_marked_without_being_named_here() -> None:
    world = lived_in()
    shipped = resources.files("handbook.types").joinpath("guideline", "schema.yaml").read_text()
    added = "\nproperties:\n  whispered:\n    type: string\n    description: What is whispered.\n"
    added += "    examples: [Softly.]"
    schema = shipped.replace("\nproperties:", added, 1)
    world.files["registry/_types/guideline/schema.yaml"] = schema.encode()
    assert ".whispered" in without_canary(world, "guideline")
    world.hide(lambda record: record.type == "guideline")
    assert without_canary(world, "guideline") == set()
    assert found(world, public=True) == {}


CODE = {"css", "html", "js"}
"""Endings of what the theme is made of; of pages, and of what the search knows, too."""


def test_a_canary_is_seen_in_every_kind_of_file_that_is_made() -> None:
    world = lived_in()
    world.canaries |= {record.id: record.path for record in world.records() if "-" in record.id}
    site = world.site(public=False)
    assert not site.left_out, "so what was not made here was not read either"
    seen = dict.fromkeys((path.rpartition(".")[2] for path in site.assets), 0)
    assert seen.keys() >= {"atom", "csv", "ics", "json", "jsonld", "parquet", "ris", "txt", "xlsx"}
    for path, content in site.assets.items():
        seen[path.rpartition(".")[2]] += len(met(iter([(path, content)]), world.canaries))
    assert {ending for ending, canaries in seen.items() if not canaries} <= CODE


def test_i13_what_is_made_for_other_systems_is_made_in_the_public_edition_too() -> None:
    """So that the canaries of other tests had somewhere to be found."""
    site = lived_in().site(public=True)
    assert not site.left_out
    endings = {path.rpartition(".")[2] for path in site.assets}
    assert endings >= {"atom", "csv", "ics", "json", "jsonld", "parquet", "ris", "txt", "xlsx"}
