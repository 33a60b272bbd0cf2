"""A network adds whole kinds of record by files alone: dates, register, needs, progress, schedule,
a chart, and a file for programs. No line of Python knows of them.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from handbook.assess import assess
from handbook.check import Checked, check
from handbook.history import NO_HISTORY, History
from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.outputs.making import handbook
from handbook.render import Stamp
from handbook.render.registers.narrowing import FEW
from handbook.rules import all_rules
from handbook.rules.engine import Inputs, run
from handbook.rules.examples import base
from handbook.types import OVERRIDES, Types, load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.render import Site

TODAY = date(2026, 1, 15)
STAMP = Stamp("f" * 40, datetime(2026, 1, 15, 7, 30, tzinfo=UTC), TODAY, "0.1.0")
FILES = {
    "_types/club/type.yaml": """\
title: Breakfast club
plural: Breakfast clubs
description: A morning on which families meet, and whether it will go on.
order: 465
section: none
folder: clubs
format: yaml
label: "{title}"
behaviours: [owned, dated, checked, concluded]
needs:
  - {of: [club-task]}
progress:
  - {type: club-task, by: club, done: done}
expects:
  - type: club-count
    names: club
    whose: organisation
    period: period
    from: run-by
    every: frequency
    first: first-period
    days: 10
    what: count
columns:
  - {title: Club}
  - {title: Run by, field: run-by}
  - {title: Progress, value: progress, empty: Nothing planned}
filters:
  - {title: Mode, field: mode}
  - {title: Run by, field: run-by}
""",
    "_types/club/schema.yaml": """\
type: object
additionalProperties: false
required: [title, mode]
properties:
  mode:
    description: How families meet.
    type: string
    enum: [in-person, by-video]
  run-by:
    description: Who runs it.
    type: array
    items:
      $ref: "#/$defs/reference"
      description: One organisation.
      x-ref: {to: [organisation], inverse: Runs}
    examples: [[moorside-hospice]]
  frequency: {$ref: "#/$defs/frequency"}
  first-period: {$ref: "#/$defs/period"}
  cost: {$ref: "#/$defs/pounds", description: What a year costs.}
  paid-until:
    $ref: "#/$defs/day"
    description: The day until which it is paid for.
    x-stale:
      - what: renewal
        by: Settle renewal by
        was: Renewal was to be settled by
        before: 6
""",
    "_types/club/page.md.j2": """\
{{ facts([("Owner", link(data.owner)), ("Progress", progress().words)]) }}

{% for row in expected() if row.late %}
* Not come: {{ link(row.whose) }}, {{ row.words }}

{% endfor %}
{{ linked() }}
""",
    "_types/club/example.yaml": "id: a-club\ntitle: A club\nmode: in-person\nowner: lead-nurse\n",
    "_types/club-task/type.yaml": """\
title: Club task
plural: Club tasks
description: Something to be done for a breakfast club.
order: 466
section: none
folder: club-tasks
format: yaml
label: "{title}"
""",
    "_types/club-task/schema.yaml": """\
type: object
additionalProperties: false
required: [title, club]
properties:
  club:
    $ref: "#/$defs/reference"
    description: The club.
    x-ref: {to: [club], inverse: Tasks}
  done:
    $ref: "#/$defs/day"
    description: The day on which it was done.
    x-happened: true
""",
    "_types/club-task/page.md.j2": "{{ facts(every_field()) }}\n",
    "_types/club-task/example.yaml": "id: a-task\ntitle: A task\nclub: a-club\n",
    "_types/club-count/type.yaml": """\
title: Club count
plural: Club counts
description: How many families came to a breakfast club in a period.
order: 467
section: none
folder: club-counts
format: yaml
label: "{club}, {period}"
""",
    "_types/club-count/schema.yaml": """\
type: object
additionalProperties: false
required: [club, organisation, period, families]
properties:
  club:
    $ref: "#/$defs/reference"
    description: The club.
    x-ref: {to: [club], inverse: Counts}
  organisation:
    $ref: "#/$defs/reference"
    description: Who counted.
    x-ref: {to: [organisation], inverse: Counted}
  period: {$ref: "#/$defs/period"}
  families: {$ref: "#/$defs/count", description: How many families came.}
""",
    "_types/club-count/page.md.j2": "{{ facts(every_field()) }}\n",
    "_types/club-count/example.yaml": """\
id: a-count
club: a-club
organisation: moorside-hospice
period: 2025-12
families: 4
""",
    "_types/_overviews/clubs/overview.yaml": """\
title: Clubs
description: Where families meet, and what that costs.
shows: [club, club-task, club-count]
order: 77
""",
    "_types/_overviews/clubs/page.md.j2": """\
{{ chart_bars("What clubs cost in a year", entries(records("club"), "cost"), unit="£") }}

{{ table_of(records("club"), {"Club": "", "Paid until": "paid-until"}) }}
""",
    "clubs/moor.yaml": """\
id: moor
title: Club on the moor
visibility: members
mode: in-person
owner: lead-nurse
run-by: [moorside-hospice]
frequency: each-month
first-period: 2025-10
cost: 1200
checked: 2024-06-01
checked-by: lead-nurse
paid-until: 2026-06-30
""",
    "clubs/video.yaml": """\
id: video
title: Club by video
visibility: members
mode: by-video
owner: lead-nurse
checked: 2025-12-01
""",
    "club-tasks/kettle.yaml": "id: kettle\ntitle: Buy a kettle\nclub: moor\ndone: 2025-11-03\n",
    "club-tasks/room.yaml": "id: room\ntitle: Find a room\nclub: moor\n",
    "club-counts/october.yaml": """\
id: october
club: moor
organisation: moorside-hospice
period: 2025-10
families: 7
""",
}


def judged() -> Checked:
    own = {f"registry/{path}": text.encode() for path, text in FILES.items()}
    for number in range(FEW):
        record = f"id: more-{number}\ntitle: Club {number}\nmode: by-video\nowner: lead-nurse\n"
        record += "concluded: 2025-12-01\n"
        own[f"registry/clubs/more-{number}.yaml"] = record.encode()
    return check(MemoryTree({**base(), **own}), today=TODAY, history=History(commit="f" * 40))


@pytest.fixture(scope="module")
def checked() -> Checked:
    return judged()


@pytest.fixture(scope="module")
def site(checked: Checked) -> Site:
    assert checked.assessment is not None
    return handbook(checked.assessment, STAMP)


def test_what_is_due_lacking_or_late_is_found_on_its_record(checked: Checked) -> None:
    told = {(f.path.removeprefix("registry/"), f.code.id): f.message for f in checked.findings}
    assert set(told) == {
        ("clubs/moor.yaml", "DUT005"),
        ("clubs/moor.yaml", "DUT007"),
        ("clubs/video.yaml", "DUT006"),
    }
    assert told["clubs/video.yaml", "DUT006"] == "no club task names this"
    assert (
        "2 records are late: Moorside Hospice (November 2025; December 2025)"
        in (told["clubs/moor.yaml", "DUT007"])
    )
    assert checked.assessment is not None
    due = {(item.what, item.record, str(item.on)) for item in checked.assessment.due}
    assert {
        ("renewal", "moor", "2025-12-30"),
        ("check", "moor", "2025-06-01"),
        ("count", "moorside-hospice", "2025-12-10"),
    } <= due


def test_its_pages_register_filters_and_chart_are_there(site: Site) -> None:
    pages = {path: page.markdown for path, page in site.pages.items()}
    assert "1 of 2 done" in pages["clubs/moor/index.md"]
    assert "November 2025" in pages["clubs/moor/index.md"]
    register = pages["clubs/index.md"]
    assert "1 of 2 done" in register
    assert "Nothing planned" in register
    meta = {path: json.dumps(page.meta, default=str) for path, page in site.pages.items()}
    assert "By video" in meta["clubs/index.md"]
    assert "Club on the moor, October 2025" in pages["clubs/moor/index.md"]
    chart = pages["network/clubs/index.md"] + meta["network/clubs/index.md"]
    assert "What clubs cost in a year" in chart
    assert "1,200" in chart
    assert "Count was to come by" in pages["due/index.md"]
    assert "Club on the moor (November 2025; December 2025)" in pages["due/index.md"]


def test_its_records_are_published_for_programs_with_their_schema(site: Site) -> None:
    content = json.loads(site.assets["api/records/club.json"])
    schema = json.loads(site.assets["api/schemas/records/club.schema.json"])
    assert not list(Draft202012Validator(schema).iter_errors(content))
    by_id = {row["id"]: row for row in content["records"]}
    moor, video = by_id["moor"], by_id["video"]
    assert moor["progress"] == {"of": 2, "done": 1, "late": 0}
    assert moor["fields"]["paid-until"] == "2026-06-30"
    assert (video["id"], video["fields"]["mode"]) == ("video", "by-video")
    assert "cost" in schema["properties"]["records"]["items"]["properties"]["fields"]["properties"]


CLUB = """\
mode: in-person
owner: lead-nurse
run-by: [moorside-hospice]
frequency: each-month
first-period: 2025-10
cost: 1200
checked: 2025-12-01
checked-by: lead-nurse
paid-until: 2027-06-30
"""
NEEDED = frozenset({"network.yaml", "organisations", "posts"})
TERM = "definition: What is meant by this word in this network, in a line.\n"


def calls(types: Types, folder: str, fields: str, number: int) -> int:
    """How many functions a check calls for a registry with so many more records of a type."""
    files = {path: raw for path, raw in base().items() if path.split("/")[1] in NEEDED}
    files |= {f"registry/{path}": text.encode() for path, text in FILES.items()}
    for each in range(number):
        record = f"id: extra-{each}\ntitle: Extra word {each}\n{fields}"
        files[f"registry/{folder}/extra-{each}.yaml"] = record.encode()
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        loaded = validate(load(MemoryTree(files), types), types)
        assessment = assess(link(loaded, types), NO_HISTORY, TODAY)
        list(run(all_rules(), Inputs(assessment, loaded)))
    finally:
        sys.setprofile(before)
    return called


def test_a_record_costs_a_check_no_more_for_each_field_than_a_word_of_the_glossary() -> None:
    """With all that its type asks of others; and as much among many as among few."""
    own = {f"registry/{path}": text.encode() for path, text in FILES.items()}
    types, _ = load_types({path: raw for path, raw in own.items() if path.startswith(OVERRIDES)})
    calls(types, "clubs", CLUB, 1)  # what is made once
    none, few, some, many = (calls(types, "clubs", CLUB, number) for number in (0, 15, 30, 45))
    fields = len(CLUB.splitlines()) + 2
    club, word = (few - none) / 15 / fields, (calls(types, "glossary", TERM, 15) - none) / 15 / 3
    assert club <= word
    assert many - some <= (some - few) * 1.005
