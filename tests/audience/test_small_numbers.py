"""A count of very few people leaves the registry nowhere, nor what stands beside it or tells it."""

from __future__ import annotations

import pytest
from audience_world import World, contents, met

from handbook.audience.edition import public_edition
from handbook.audience.figures import without_small_numbers
from handbook.types import load_types

THING = {
    "type": """\
title: Thing
plural: Things
description: Something that is counted.
folder: things
format: yaml
label: "{title}"
""",
    "schema": """\
type: object
additionalProperties: false
required: [title]
properties:
  counts: {type: string, enum: [people, nights], description: What is counted.}
  ways:
    description: How it is counted.
    type: array
    x-key: {by: way, row: way}
    minItems: 1
    items:
      description: One way.
      type: object
      additionalProperties: false
      required: [way]
      properties:
        way: {type: integer, description: Its number., examples: [1]}
        of-whom: {$ref: "#/$defs/text", description: Out of whom.}
      examples: [{way: 1}]
    examples: [[{way: 1}]]
""",
    "page": "{{ facts(every_field()) }}\n{{ linked() }}\n",
    "example": "id: a-thing\ntitle: A thing\n",
}
TALLY = {
    "type": """\
title: Tally
plural: Tallies
description: What somebody counted.
folder: tallies
format: yaml
label: "{title}"
columns: [{title: Tally}, {title: Counted, field: rows.number}]
""",
    "schema": """\
type: object
additionalProperties: false
required: [title, who, month, rows]
properties:
  who:
    $ref: "#/$defs/reference"
    description: Who counted.
    x-ref: {to: [post], inverse: Counted}
  month: {$ref: "#/$defs/line", description: When.}
  why: {$ref: "#/$defs/text", description: Why it was put right.}
  rows:
    description: The counts.
    type: array
    x-key: {by: thing, row: count}
    x-counts:
      count: number
      of: out-of
      about: thing
      whose: who
      by: month
      unless: counts
      being: nights
      kept: [thing]
      also: [why]
    minItems: 1
    items:
      description: One count.
      type: object
      additionalProperties: false
      required: [thing]
      properties:
        thing:
          $ref: "#/$defs/reference"
          description: What was counted.
          x-ref: {to: [thing], inverse: Counted in}
        number: {type: integer, description: How many., examples: [4]}
        out-of: {type: integer, description: Out of how many., examples: [40]}
        withheld: {type: string, enum: [small-number], description: That it is not said.}
        note: {$ref: "#/$defs/text", description: A remark.}
      examples: [{thing: a-thing, number: 1}]
    examples: [[{thing: a-thing, number: 1}]]
""",
    "page": """\
{{ facts(every_field()) }}
""",
    "example": "id: a-tally\ntitle: A tally\nwho: lead-nurse\nmonth: May\nrows: [{thing: a}]\n",
}
FILES = {
    "type": "type.yaml",
    "schema": "schema.yaml",
    "page": "page.md.j2",
    "example": "example.yaml",
}
COUNTS = {
    "one": (400_097, 902_111),
    "two": (3, 902_231),
    "three": (400_101, 902_327),
    "four": (400_103, 902_429),
}
TOTAL = (1_200_304, 3_609_098)


def counting(*, people: bool = True, visibility: str = "members") -> World:
    """A network with types of its own, in which four posts counted the same thing."""
    world = World()
    for name, parts in (("thing", THING), ("tally", TALLY)):
        for part, text in parts.items():
            world.files[f"registry/_types/{name}/{FILES[part]}"] = text.encode()
    thing = {"id": "calls", "title": "Calls at night", "visibility": visibility}
    world.put("things/calls.yaml", thing | {"counts": "people" if people else "nights"})
    for name, (number, of) in COUNTS.items():
        post = {"id": f"post-{name}", "title": f"Post {name}", "organisation": "moorside-hospice"}
        world.put(f"posts/post-{name}.yaml", post | {"visibility": visibility})
        row = {"thing": "calls", "number": number, "out-of": of, "note": world.canary(name)}
        data = {"id": f"tally-{name}", "title": f"Tally {name}", "visibility": visibility}
        data |= {"who": f"post-{name}", "month": "May", "why": world.canary(f"why {name}")}
        world.put(f"tallies/tally-{name}.yaml", {**data, "rows": [row]})
    return world


def met_in(world: World, *, public: bool = False) -> set[str]:
    """Which words and figures stand in any page, file, archive or menu of a site."""
    figures = {str(of): f"out of {name}" for name, (_, of) in COUNTS.items()}
    return set(met(contents(world.site(public=public), world.files), world.canaries | figures))


SMALL, BESIDE, SHOWN = "two", ("one", "three"), "four"
"""Whose count is small, and the two that are hidden beside it: the smallest of the others."""
ALL = {f"{part}{name}" for part in ("", "why ", "out of ") for name in COUNTS}


@pytest.mark.parametrize("public", [False, True])
def test_no_page_or_file_holds_a_small_number_or_what_stands_beside_it(public: bool) -> None:
    world = counting(visibility="public")
    assert met_in(world, public=public) == {SHOWN, f"why {SHOWN}", f"out of {SHOWN}"}


@pytest.mark.parametrize("name", list(COUNTS))
def test_remarks_beside_a_number_that_was_not_said_are_shown_no_more_than_beside_a_hidden_one(
    name: str,
) -> None:
    world = counting()
    (row,) = world.record(f"tally-{name}").get("rows")
    row = {"thing": "calls", "withheld": "small-number", "note": row["note"]}
    world.rewrite(f"tally-{name}", rows=[row])
    assert not {name, f"why {name}"} & met_in(world)


def test_what_counts_no_people_is_shown_however_small() -> None:
    assert met_in(counting(people=False)) == ALL


def test_a_network_may_show_small_numbers() -> None:
    world = counting()
    network = next(record.id for record in world.records() if record.type == "network")
    world.rewrite(network, settings={"small-numbers": {"hidden-below": 0}})
    assert met_in(world) == ALL


def test_a_thing_that_cannot_be_read_hides_small_numbers() -> None:
    world = counting(people=False)
    del world.files["registry/things/calls.yaml"]
    assert SMALL not in met_in(world)


def test_the_total_is_told_and_only_what_hides_the_small_one_is_hidden() -> None:
    assessment = counting().checked().assessment
    assert assessment is not None
    shown = without_small_numbers(assessment)
    assert shown.figures is not None
    (total,) = shown.figures.totals.values()
    assert (total.count, total.of) == TOTAL
    assert total.hidden == {"tally-one", "tally-two", "tally-three"}
    row = shown.registry.records["tally-two"].get("rows")[0]
    assert row == {"thing": "calls", "withheld": "small-number"}
    assert without_small_numbers(shown) is shown


def test_what_cannot_be_shown_counts_nowhere() -> None:
    assessment = counting().checked().assessment
    assert assessment is not None
    shown = without_small_numbers(assessment, {"tally-four"})
    assert shown.figures is not None
    (total,) = shown.figures.totals.values()
    assert total.records == ("tally-one", "tally-three", "tally-two")
    assert shown.registry.records["tally-four"].get("rows")[0]["withheld"] == "in-doubt"


def test_the_public_edition_adds_up_nothing_of_what_it_does_not_hold() -> None:
    world = counting(visibility="public")
    world.rewrite("tally-four", visibility="members")
    assessment = world.checked().assessment
    assert assessment is not None
    edition = public_edition(assessment, {}).assessment
    assert edition.figures is not None
    assert not edition.figures.totals
    assert edition.registry.records["tally-one"].get("rows")[0]["withheld"] == "small-number"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("count: number", "count: numbers"),
        ("about: thing", "about: note"),
        ("kept: [thing]", "kept: [thing, number]"),
        ("kept: [thing]", "kept: []"),
        ("also: [why]", "also: [whys]"),
        ("whose: who", "whose: whom"),
        ("      unless: counts\n", ""),
        ("unless: counts", "unless: counts\n      asked: who"),
    ],
)
def test_a_keyword_that_means_nothing_is_refused(was: str, becomes: str) -> None:
    """A list of counts that nobody watches would be shown as it is: so its type is none."""
    files = counting().files
    own = {path: raw for path, raw in files.items() if path.startswith("registry/_types/")}
    path = "registry/_types/tally/schema.yaml"
    assert was.encode() in own[path]
    own[path] = own[path].replace(was.encode(), becomes.encode())
    types, findings = load_types(own)
    assert ("TYP002", path) in {(finding.code.id, finding.path) for finding in findings}
    assert "tally" not in types
