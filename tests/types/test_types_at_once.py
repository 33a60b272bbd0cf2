"""Whoever declares a type is told at once of everything that is wrong with it, and of nothing else.

Without this a newcomer mends one fault, runs the check again, and meets the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.source import read_yaml
from handbook.types import OVERRIDES, load_types
from handbook.types.build import build
from handbook.types.declaring.declare import Parts
from handbook.types.declaring.drafts import draft
from handbook.types.folders import DeclarationReader, built_in
from handbook.types.joining import join

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPE = """\
title: Walk
plural: Walks
description: A walk that families take together.
folder: walks
format: yaml
label: "{title}"
columns:
  - {title: Walk}
  - {title: Leader, field: leader}
needs: [{of: [outing]}]
"""
SCHEMA = """\
type: object
additionalProperties: false
required: [title]
properties:
  leader:
    $ref: "#/$defs/reference"
    description: The post that leads it.
    x-ref: {to: [post], inverse: Leads}
  ends:
    $ref: "#/$defs/day"
    description: The last time.
    x-stale: {what: walk, by: Settle by, was: Was to be settled by}
"""
STALE = "`x-stale` has what, by, was and, if need be, months, before, owner, until"
OUTING = {
    "type": "title: Outing\nplural: Outings\ndescription: A day out.\nfolder: outings\n"
    'format: yaml\nlabel: "{title}"\n',
    "schema": """\
type: object
additionalProperties: false
required: [title]
properties:
  walk:
    $ref: "#/$defs/reference"
    description: The walk it is.
    x-ref: {to: [walk], inverse: Outings}
""",
}


def told_of(type_yaml: str = TYPE, schema: str = SCHEMA, **outing: str) -> list[str]:
    """File, line and message of everything reported; the outing is sound unless it is given."""
    other = {**OUTING, **outing}
    files = {
        "walk/type.yaml": type_yaml,
        "walk/schema.yaml": schema,
        "walk/page.md.j2": "{{ record.title }}\n",
        "walk/example.yaml": "id: a-walk\ntitle: A walk\n",
        "outing/type.yaml": other["type"],
        "outing/schema.yaml": other["schema"],
        "outing/page.md.j2": "{{ record.title }}\n",
        "outing/example.yaml": "id: an-outing\ntitle: An outing\n",
    }
    _, findings = load_types({f"{OVERRIDES}{path}": text.encode() for path, text in files.items()})
    return [
        f"{f.path.removeprefix(OVERRIDES)}:{f.place.line if f.place else 0}: {f.message}"
        for f in findings
    ]


def test_a_sound_pair_of_types_is_told_of_nothing() -> None:
    assert told_of() == []


def test_faults_of_every_stage_are_told_in_one_go() -> None:
    """Fails if lines that are wrong alone hide what is wrong between the files or the types."""
    type_yaml = (
        TYPE.replace("folder: walks", "folder: posts")
        .replace("format: yaml", "format: html")
        .replace("field: leader", "field: laeder")
        .replace("{of: [outing]}", "{of: [outnig]}")
    )
    schema = SCHEMA.replace("additionalProperties: false\n", "").replace(
        "{to: [post], ", "{to: [posts], "
    )
    schema = schema.replace("was: Was to be settled by", "months: many")
    type_yaml = type_yaml.replace('label: "{title}"\n', "") + "colour: red\nlabel: '{titel}'\n"
    assert set(told_of(type_yaml, schema)) == {
        "walk/type.yaml:10: `colour` is not a line of a type's declaration",
        "walk/type.yaml:5: `format` is either yaml or markdown",
        "walk/schema.yaml:1: a mapping needs `additionalProperties: false`",
        f"walk/schema.yaml:11: {STALE}",
        "walk/schema.yaml:7: there is no content type called posts",
        "walk/type.yaml:8: `field` names a field laeder that the schema does not have",
        "walk/type.yaml:9: there is no content type called outnig",
        "walk/type.yaml:11: `label` names a field {titel} that the schema does not have",
        "walk/type.yaml:4: the folder posts belongs to the content type post",
    }  # fmt: skip


@pytest.mark.parametrize("file", ["type.yaml", "schema.yaml"])
def test_what_cannot_be_read_does_not_hide_what_the_other_file_says(file: str) -> None:
    texts = {"type.yaml": TYPE + "colour: red\n", "schema.yaml": SCHEMA + "colour: red\n"}
    broken = {**texts, file: "a: [\n"}
    (other,) = texts.keys() - {file}
    messages = told_of(broken["type.yaml"], broken["schema.yaml"])
    assert sum(f"walk/{file}:1: The list or group opened" in text for text in messages) == 1
    assert sum(f"walk/{other}" in text and "`colour` is not" in text for text in messages) == 1
    assert len(messages) == 2


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('$ref: "#/$defs/day"', '$ref: "#/$defs/dya"', "there is no definition #/$defs/dya"),
        ("x-ref: {to: [post]", "x-reff: {to: [post]", "`x-reff` is not a word"),
        ("description: The last time.", "description: The last time.\n    formt: date",
         "`formt` is not a word"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_told_of_once(was: str, becomes: str, says: str) -> None:
    """Else what rests on it (a stale day, a need) would be called wrong as well."""
    assert was in SCHEMA
    (message,) = told_of(schema=SCHEMA.replace(was, becomes))
    assert says in message


def test_nothing_is_guessed_of_fields_while_it_is_not_known_which_there_are() -> None:
    (message,) = told_of(schema=SCHEMA.replace("properties:", "propertys:"))
    assert "`propertys` is not a word" in message
    (message,) = told_of(TYPE + "behaviours: [shaded]\nsort: shade\n")
    assert "there is no behaviour called shaded" in message


def test_a_type_that_is_wrong_is_no_fault_of_those_that_name_it() -> None:
    """Fails if it is said to be missing: it is there, and its own fault is told."""
    (message,) = told_of(type=OUTING["type"] + "colour: red\n")
    assert message == "outing/type.yaml:7: `colour` is not a line of a type's declaration"
    (message,) = told_of(schema=SCHEMA, type="a: [\n")
    assert message.startswith("outing/type.yaml:1: The list")


def test_what_a_type_takes_away_is_told_beside_what_is_wrong_in_it() -> None:
    shipped = built_in()["meeting/type.yaml"].raw
    own = shipped.replace(b"{state: scheduled}", b"{state: held}") + b"colour: red\n"
    _, findings = load_types({f"{OVERRIDES}meeting/type.yaml": own})
    assert {f.code.id for f in findings} == {"TYP001", "TYP009"}


def test_an_example_is_not_called_missing_while_its_format_is_not_known() -> None:
    (message,) = told_of(TYPE.replace("format: yaml", "format: word"))
    assert "`format` is either" in message


ODD = (None, True, 5, "x", [], ["x"], [5], [["x"]], {}, {"x": ["y"]}, [{"a": 1}], "{")
LINES = (
    "title", "label", "format", "folder", "singleton", "order", "section", "behaviours", "columns",
    "sort", "newest", "parts", "entries", "filters", "needs", "expects", "progress", "score",
    "form", "search",
)  # fmt: skip
WORDS = (
    "x-ref", "x-stale", "x-key", "x-counts", "x-not-before", "x-not-below", "x-happened", "items",
    "properties", "format", "pattern", "enum", "$ref", "required", "examples", "type",
)  # fmt: skip


def spoilt() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The walk's declaration and schema, with one thing in them that is not what it should be."""
    declaration, schema = read_yaml(TYPE.encode(), "a").data, read_yaml(SCHEMA.encode(), "b").data
    assert declaration is not None
    assert schema is not None
    for odd in ODD:
        for line in LINES:
            yield {**declaration, "needs": [], line: odd}, schema
        for word in WORDS:
            leader = {**schema["properties"]["leader"], word: odd}
            yield declaration, {**schema, "properties": {**schema["properties"], "leader": leader}}
            yield declaration, {**schema, word: odd}


def test_whatever_stands_in_a_declaration_is_judged_without_a_failure() -> None:
    reading = DeclarationReader({})
    shared = (reading.yaml("_shared.yaml") or {})["$defs"]
    behaviours = {
        name: reading.yaml(f"_behaviours/{name}.yaml") or {}
        for name in reading.names(behaviours=True)
    }
    used = 0
    for declaration, schema in spoilt():
        parts = Parts("walk", declaration, schema, "", "", "example.yaml", "")
        each = draft(reading, parts, behaviours, shared, checked=True)
        merged, having = join(reading, {"walk": each}, {}, behaviours)
        for whole in merged.values():
            build(*whole, having)
            used += 1
    assert reading.findings
    assert used
