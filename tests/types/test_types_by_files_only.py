"""A network adds a type of record by writing files, and it works from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from jinja2.sandbox import SandboxedEnvironment

from handbook.cli import cli
from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.rules.examples import base
from handbook.types import OVERRIDES, load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

FILES = {
    "registry/network.yaml": """\
id: a-network
title: A network
summary: Links two hospitals.
constituted: {act: An agreement., group: board}
""",
    "registry/organisations/fellgate.yaml": "id: fellgate\ntitle: Fellgate\nkind: charity\n",
    "registry/posts/fundraiser.yaml": """\
id: fundraiser
title: Fundraiser
organisation: fellgate
""",
    "registry/_types/grant/type.yaml": """\
title: Grant
plural: Grants
description: Money that pays for something until a day.
order: 65
folder: grants
format: yaml
label: "{title} ({organisation})"
""",
    "registry/_types/grant/schema.yaml": """\
type: object
additionalProperties: false
required: [title, organisation, ends]
properties:
  organisation:
    $ref: "#/$defs/reference"
    description: Who gives the money.
    x-ref: {to: [organisation], inverse: Gives}
  ends:
    $ref: "#/$defs/day"
    description: The day the money ends.
  pays-for:
    description: What it pays for.
    type: array
    minItems: 1
    items:
      description: One thing.
      type: object
      additionalProperties: false
      required: [post]
      properties:
        post:
          $ref: "#/$defs/reference"
          description: A post.
          x-ref: {to: [post], inverse: Paid for by}
      examples: [{post: fundraiser}]
    examples: [[{post: fundraiser}]]
""",
    "registry/_types/grant/page.md.j2": "Ends {{ record.get('ends') }}.\n",
    "registry/_types/grant/example.yaml": """\
id: a-grant
title: A grant
organisation: fellgate
ends: 2027-03-31
pays-for:
  - post: fundraiser
""",
    "registry/grants/first-grant.yaml": """\
id: first-grant
title: First grant
organisation: fellgate
ends: 2027-03-31
pays-for:
  - post: fundraiser
""",
    "registry/grants/second-grant.yaml": """\
id: second-grant
title: Second grant
organisation: fellgate
ends: 2027-02-31
""",
}


def test_a_type_of_files_only_has_schema_references_and_page() -> None:
    raw = {path: text.encode() for path, text in FILES.items()}
    types, findings = load_types({p: r for p, r in raw.items() if p.startswith(OVERRIDES)})
    assert findings == ()
    assert list(types).index("grant") == list(types).index("meeting") + 1

    checked = validate(load(MemoryTree(raw), types), types)
    (finding,) = checked.findings
    assert (finding.code.id, finding.path) == ("SCH006", "registry/grants/second-grant.yaml")

    registry = link(checked, types)
    assert registry.label("first-grant") == "First grant (Fellgate)"
    paid = [(ref.source, ref.inverse) for ref in registry.backlinks["fundraiser"]]
    assert paid == [("first-grant", "Paid for by")]
    given = [(ref.source, ref.inverse) for ref in registry.backlinks["fellgate"]]
    assert given == [("fundraiser", "Posts"), ("first-grant", "Gives")]

    page = SandboxedEnvironment(autoescape=True).from_string(types["grant"].template)
    assert page.render(record=registry.records["first-grant"]) == "Ends 2027-03-31."


LINES = {
    "registry/_types/night-line/type.yaml": """\
title: Night line
plural: Night lines
description: A line that families may call at night, as it was last tried.
order: 65
section: Out of hours
folder: night-lines
format: yaml
label: "{title}"
columns:
  - {title: Line, small: reach}
  - {title: Run by, field: runs}
  - {title: Last tried, field: tried, before: Tried on, empty: Not tried}
  - {title: Numbers, field: numbers}
sort: reach
""",
    "registry/_types/night-line/schema.yaml": """\
type: object
additionalProperties: false
required: [title, reach]
properties:
  reach:
    description: How far it reaches.
    type: string
    enum: [whole-network, one-area]
  runs:
    $ref: "#/$defs/reference"
    description: The post that runs it.
    x-ref: {to: [post], inverse: Runs}
  tried:
    $ref: "#/$defs/day"
    description: The day somebody last rang it at night.
    x-stale:
      what: test call
      by: Try again by
      was: Was to be tried again by
      months: 6
      owner: runs
      until: [closed]
  closed:
    $ref: "#/$defs/day"
    description: The day it was closed.
  numbers:
    description: Its numbers.
    type: array
    x-key: {by: for, row: number}
    items:
      description: One number.
      type: object
      additionalProperties: false
      required: [for]
      properties:
        for:
          $ref: "#/$defs/anchor"
          description: For whom.
      examples: [{for: staff}]
    examples: [[{for: staff}]]
""",
    "registry/_types/night-line/page.md.j2": "{{ facts(every_field()) }}\n",
    "registry/_types/night-line/example.yaml": "id: a-line\ntitle: A line\nreach: one-area\n",
    "registry/night-lines/a-hill-line.yaml": """\
id: a-hill-line
title: A hill line
reach: one-area
runs: lead-nurse
tried: 2025-07-01
numbers: [{for: staff}, {for: staff}]
""",
    "registry/night-lines/ward-line.yaml": """\
id: ward-line
title: Ward line
reach: whole-network
""",
    "registry/night-lines/old-line.yaml": """\
id: old-line
title: Old line
reach: one-area
tried: 2020-07-01
closed: 2025-01-01
""",
}


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--root", str(root), "--today", "2026-01-15", *words])


def written(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture
def heather(tmp_path: Path) -> Path:
    lines = {path: text.encode() for path, text in LINES.items()}
    return written(tmp_path / "heather", {**base(), **lines})


def test_rows_are_told_apart_as_the_schema_says(heather: Path) -> None:
    told = run(heather, "check")
    assert "IDS001 the number “staff” is here twice" in told.output


def test_a_stale_day_is_a_finding_and_a_line_of_what_falls_due(heather: Path) -> None:
    told = run(heather, "check")
    assert told.output.count("DUT005") == 1
    assert "this was to be tried again by 1 January 2026 ('tried' says 2025-07-01)" in told.output

    due = run(heather, "due").output
    assert "14 days late, 1 January 2026: test call, A hill line" in due
    assert "Old line" not in due
    assert "Ward line" not in due


def test_its_page_its_register_and_its_place_in_the_menu(heather: Path, tmp_path: Path) -> None:
    line = heather / "registry/night-lines/a-hill-line.yaml"
    line.write_text(line.read_text().replace(", {for: staff}", ""))
    staged = run(heather, "stage", str(tmp_path / "staged"))
    assert staged.exit_code == 0, staged.output
    docs = tmp_path / "staged" / "docs"
    page = (docs / "night-lines/a-hill-line/index.md").read_text()
    assert '| Tried { data-label="What" } | 1 July 2025 {' in page
    assert "| One area {" in page
    assert "posts/lead-nurse/" in page
    assert "| For: staff {" in page
    register = (docs / "night-lines/index.md").read_text().splitlines()
    first, second, third = (
        line for line in register if "/index.md" in line and line.startswith("|")
    )
    assert "Ward line" in first
    assert "Not tried" in first
    assert "A hill line" in second
    assert "posts/lead-nurse/" in second
    assert "Tried on 1 July 2025" in second
    assert "Old line" in third
    due = (docs / "due/index.md").read_text()
    assert "Was to be tried again by 1 January 2026" in due
    menu = (tmp_path / "staged" / "mkdocs.yml").read_text()
    assert menu.index("Who we are") < menu.index("Out of hours") < menu.index("Night lines")


@pytest.mark.parametrize(
    ("file", "was", "becomes", "code"),
    [
        ("type", "field: runs", "field: ruins", "TYP001"),
        ("type", "title: Run by", "title: Endorsed by the network", "TYP001"),
        ("type", "sort: reach", "sort: reaches", "TYP001"),
        ("type", "section: Out of hours", "section: [Out of hours]", "TYP001"),
        ("type", "  - {title: Line, small: reach}\n", "", "TYP001"),
        (
            "type",
            'label: "{title}"',
            'label: "{title}"\nbehaviours: [controlled, endorsable]',
            "TYP001",
        ),
        ("type", 'label: "{title}"', 'label: "{title}"\nform: some', "TYP001"),
        ("type", 'label: "{title}"', 'label: "{title}"\nform: {wing: lower}', "TYP001"),
        ("type", 'label: "{title}"', 'label: "{title}"\nform: {reach: nowhere}', "TYP001"),
        ("type", 'label: "{title}"', 'label: "{title}"\nform: {reach: [one]}', "TYP001"),
        ("schema", "by: for", "by: whom", "TYP002"),
        ("schema", "required: [for]", "required: []", "TYP002"),
        ("schema", "row: number", "row: endorsed number", "TYP002"),
        ("schema", "months: 6", "months: six", "TYP002"),
        ("schema", "until: [closed]", "until: [shut]", "TYP002"),
        ("schema", "owner: runs", "owner: runner", "TYP002"),
        ("schema", "what: test call", "wat: test call", "TYP002"),
        ("schema", "by: Try again by", "by: Endorsed until", "TYP002"),
    ],
)
def test_a_mark_that_means_nothing_is_refused(file: str, was: str, becomes: str, code: str) -> None:
    own = {path: text for path, text in LINES.items() if path.startswith(OVERRIDES)}
    path = f"registry/_types/night-line/{file}.yaml"
    assert was in own[path]
    own[path] = own[path].replace(was, becomes)
    types, findings = load_types({name: text.encode() for name, text in own.items()})
    assert (code, path) in {(finding.code.id, finding.path) for finding in findings}
    assert "night-line" not in types


def test_what_a_group_endorses_falls_due_by_its_decisions_alone() -> None:
    own = {path: text for path, text in LINES.items() if path.startswith(OVERRIDES)}
    path = "registry/_types/night-line/type.yaml"
    listing = own[path].index("columns:")
    own[path] = own[path][:listing] + "behaviours: [controlled, endorsable]\n"
    types, findings = load_types({name: text.encode() for name, text in own.items()})
    assert any("by its decisions alone" in finding.message for finding in findings)
    assert "night-line" not in types


def test_records_of_a_type_that_is_refused_are_not_told_to_move(heather: Path) -> None:
    declaration = heather / "registry/_types/night-line/type.yaml"
    declaration.write_text(declaration.read_text().replace("sort: reach", "sort: reaches"))
    told = run(heather, "check").output
    assert told.index("TYP001") < told.index("LOD001")
    assert "this file is no record while the content type night-line is at fault" in told
    assert told.count("error LOD001") == told.count("is no record while the content type")
    assert "Mend what is said of registry/_types/night-line first" in told
