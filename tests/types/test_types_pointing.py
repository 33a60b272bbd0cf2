"""What a type says of the records that name its own: by files only, and held to what is there."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from handbook.assess.pointing.progress import progress, unmet_needs
from handbook.link import link
from handbook.load import MemoryTree, load
from handbook.types import OVERRIDES, load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.link import Registry
    from handbook.types import Types

AIM = """\
title: Aim
plural: Aims
description: What the network wants to bring about.
order: 65
folder: aims
format: yaml
label: "{title}"
behaviours: [concluded]
needs:
  - {of: [step, gauge]}
progress:
  - {type: step, by: serves.aim, done: done, dropped: dropped}
  - {type: gauge, done: met}
"""
STEP = "title: Step\nplural: Steps\ndescription: A step.\norder: 66\nfolder: steps\n"
STEP += 'format: yaml\nlabel: "{title}"\n'
GAUGE = STEP.replace("tep", "auge").replace("S", "G").replace("sauges", "gauges")
FIELDS = """\
type: object
additionalProperties: false
required: [title]
properties:
"""
STEP_FIELDS = (
    FIELDS
    + """\
  serves:
    description: What it serves.
    type: array
    items:
      description: One aim.
      type: object
      additionalProperties: false
      required: [aim]
      properties:
        aim:
          $ref: "#/$defs/reference"
          description: The aim.
          x-ref: {to: [aim], inverse: Steps}
      examples: [{aim: nights}]
    examples: [[{aim: nights}]]
  after:
    $ref: "#/$defs/reference"
    description: An aim that must come first.
    x-ref: {to: [aim], inverse: Comes before}
  by:
    $ref: "#/$defs/day"
    description: The day by which it is done.
    x-stale: {what: step, by: To be done by, was: Was to be done by, until: [done]}
  done:
    $ref: "#/$defs/day"
    description: The day on which it was done.
  dropped:
    $ref: "#/$defs/day"
    description: The day on which it was given up.
"""
)
GAUGE_FIELDS = (
    FIELDS
    + """\
  of:
    $ref: "#/$defs/reference"
    description: What it measures.
    x-ref: {with: concluded, inverse: Measured by}
  met:
    $ref: "#/$defs/day"
    description: The day on which it was met.
"""
)


def declared(**files: str) -> dict[str, bytes]:
    own: dict[str, str] = {}
    for name, declaration, schema in (
        ("aim", AIM, FIELDS + "  note: {$ref: '#/$defs/line', description: A note.}\n"),
        ("step", STEP, STEP_FIELDS),
        ("gauge", GAUGE, GAUGE_FIELDS),
    ):
        own[f"{name}/type.yaml"] = files.get(name, declaration)
        own[f"{name}/schema.yaml"] = schema
        own[f"{name}/page.md.j2"] = "{{ facts(every_field()) }}\n"
        own[f"{name}/example.yaml"] = f"id: a-{name}\ntitle: A {name}\n"
    return {f"{OVERRIDES}{path}": text.encode() for path, text in own.items()}


@cache
def aims() -> Types:
    """Our own types, and aims, steps and gauges besides."""
    types, findings = load_types(declared())
    assert findings == ()
    return types


def registry(**records: str) -> Registry:
    types = aims()
    files = {"registry/network.yaml": NETWORK}
    for name, fields in records.items():
        kind = name.partition("_")[0]
        ident = name.replace("_", "-")
        files[f"registry/{kind}s/{ident}.yaml"] = f"id: {ident}\ntitle: {ident}\n{fields}".encode()
    loaded = load(MemoryTree(files), types)
    return link(validate(loaded, types), types)


NETWORK = (
    b"id: a-network\ntitle: A network\nsummary: Links.\nconstituted: {act: A., group: board}\n"
)
TODAY = date(2026, 11, 29)


def test_progress_counts_what_names_a_record_each_once_and_never_what_was_given_up() -> None:
    whole = registry(
        aim_nights="",
        step_a="serves: [{aim: aim-nights}, {aim: aim-nights}]\ndone: 2026-05-01\n",
        step_b="serves: [{aim: aim-nights}]\nby: 2026-11-28\n",
        step_c="serves: [{aim: aim-nights}]\nby: 2026-11-29\n",
        step_d="serves: [{aim: aim-nights}]\ndropped: 2026-01-01\nby: 2026-01-01\n",
        step_e="after: aim-nights\ndone: 2026-05-01\n",
        gauge_f="of: aim-nights\nmet: 2026-06-01\n",
    )
    so_far = progress(whole, "aim-nights", TODAY)
    assert so_far.done == ("step-a", "gauge-f")
    assert so_far.open == ("step-b", "step-c")
    assert so_far.late == ("step-b",)
    assert so_far.words == "2 of 4 done, 1 late"
    assert progress(whole, "step-a", TODAY).words == ""
    assert progress(whole, "nobody", TODAY).words == ""


def test_a_need_is_met_by_any_of_its_types_and_ends_with_the_record() -> None:
    whole = registry(
        aim_by_step="",
        aim_by_gauge="",
        aim_bare="",
        aim_over="concluded: 2026-01-01\n",
        step_a="serves: [{aim: aim-by-step}]\n",
        gauge_b="of: aim-by-gauge\n",
    )
    lacking = [each.id for each in whole.of_type("aim") if list(unmet_needs(whole, each))]
    assert lacking == ["aim-bare"]


def test_nothing_is_said_to_be_lacking_while_what_could_meet_it_cannot_be_read() -> None:
    whole = registry(aim_bare="", step_a="serves: [{aim: aim-bare}]\ndone: soon\n")
    assert [each.id for each in whole.broken] == ["step-a"]
    assert list(unmet_needs(whole, whole.records["aim-bare"])) == []


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("{of: [step, gauge]}", "{of: [step, gage]}", "no content type called gage"),
        ("{of: [step, gauge]}", "{of: [step, post]}", "content type post can name"),
        ("{of: [step, gauge]}", "{of: []}", "a need has"),
        ("{of: [step, gauge]}", "{of: step}", "a need has"),
        ("{of: [step, gauge]}", "{of: [step], unless: [x]}", "a need has"),
        ("{of: [step, gauge]}", "{of: [step], until: [over]}", "a field over"),
        ("needs:\n  - {of: [step, gauge]}", "needs: step", "`needs` is a list"),
        ("type: gauge, done: met", "type: gage, done: met", "no content type called gage"),
        ("type: gauge, done: met", "type: gauge, done: meet", "a field meet"),
        ("type: gauge, done: met", "type: gauge", "what counts has"),
        ("type: gauge, done: met", "type: post, done: title", "content type post can name"),
        ("dropped: dropped", "dropped: drop", "a field drop"),
        ("by: serves.aim", "by: serves", "serves is no field"),
        ("by: serves.aim", "by: done", "done is no field"),
        ("by: serves.aim", "by: serves.goal", "serves.goal is no field"),
    ],
)
def test_what_means_nothing_is_refused_with_its_line(was: str, becomes: str, says: str) -> None:
    assert was in AIM
    types, findings = load_types(declared(aim=AIM.replace(was, becomes)))
    assert "aim" not in types
    mine = [f for f in findings if f.path.endswith("aim/type.yaml")]
    assert any(says in f.message for f in mine), [f.message for f in mine]
    assert all(f.place and f.place.line > 1 for f in mine)


def test_an_objective_that_is_measured_needs_no_action_besides() -> None:
    """Whoever can count whether it is reached has said how anybody will know."""
    types = aims()
    aim = (
        "title: Nights\naim: A nurse comes.\nowner: lead\nfrom: 2026-01-01\ndue: 2027-01-01\n"
        "visibility: members\n"
    )
    files = {
        f"registry/objectives/{name}.yaml": f"id: {name}\n{aim}{more}".encode()
        for name, more in {
            "objective-bare": "",
            "objective-measured": "measures: [nights-covered]\n",
        }.items()
    }
    whole = link(validate(load(MemoryTree(files), types), types), types)
    lacking = [each.id for each in whole.of_type("objective") if list(unmet_needs(whole, each))]
    assert lacking == ["objective-bare"]
