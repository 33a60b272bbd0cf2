"""Behaviours and marks by which days of a record are watched, and numbers and periods are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess.due.derive import stale_on
from handbook.load import MemoryTree, load
from handbook.types import OVERRIDES, load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.finding import Finding
    from handbook.types.model import ContentType

TYPE = """\
title: Grant
plural: Grants
description: Money that pays for something until a day.
order: 65
folder: grants
format: yaml
label: "{title}"
behaviours: [dated, owned, checked, reviewed, concluded]
"""
SCHEMA = """\
type: object
additionalProperties: false
required: [title]
properties:
  ends:
    $ref: "#/$defs/day"
    description: The day the money ends.
    x-stale:
      - what: renewal
        by: Settle renewal by
        was: Renewal was to be settled by
        before: 6
        until: [renewed]
      - {what: end of money, by: Paid until, was: Was paid until, until: []}
  renewed:
    $ref: "#/$defs/day"
    description: The day on which it was renewed.
    x-happened: true
    x-not-before: from
  amount:
    $ref: "#/$defs/pounds"
    description: How much.
  sessions:
    $ref: "#/$defs/decimal"
    description: How many sessions a week.
  share:
    $ref: "#/$defs/percentage"
    description: Which part of the whole.
  for:
    $ref: "#/$defs/period"
    description: For which period.
  at:
    $ref: "#/$defs/clock"
    description: At which hour.
  ages:
    $ref: "#/$defs/age-range"
    description: For which ages.
  kind:
    description: What is counted.
    type: string
    enum: [people, things]
"""
NETWORK = "id: a-network\ntitle: A network\nsummary: Links.\nconstituted: {act: A., group: board}\n"


def grant(*, schema: str = SCHEMA, declaration: str = TYPE) -> tuple[ContentType, list[Finding]]:
    own = {
        "type.yaml": declaration,
        "schema.yaml": schema,
        "page.md.j2": "{{ facts(every_field()) }}",
        "example.yaml": "id: a\ntitle: A\nowner: clerk\n",
    }
    types, findings = load_types(
        {f"{OVERRIDES}grant/{name}": text.encode() for name, text in own.items()}
    )
    return types.get("grant"), list(findings)  # type: ignore[return-value]


def days(kind: ContentType, **fields: Any) -> dict[str, str]:
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return {
        mark.what: on.isoformat() for mark in kind.stale if (on := stale_on(mark, data)) is not None
    }


def test_a_day_falls_due_ahead_of_itself_where_time_is_needed_to_act() -> None:
    kind, findings = grant()
    assert findings == []
    assert days(kind, ends="2027-03-31") == {
        "renewal": "2026-09-30",
        "end of money": "2027-03-31",
    }
    assert days(kind, ends="2026-08-31")["renewal"] == "2026-02-28"
    assert days(kind, ends="2027-03-31", renewed="2026-05-01") == {"end of money": "2027-03-31"}


def test_what_has_ended_falls_due_no_more_unless_a_mark_says_when_it_does() -> None:
    kind, _ = grant()
    assert kind.ends == ("concluded",)
    open_days = days(kind, checked="2026-02-01", review_by="2026-05-01")
    assert open_days == {"check": "2027-02-01", "look again": "2026-05-01"}
    over = days(kind, checked="2026-02-01", review_by="2026-05-01", concluded="2026-04-01")
    assert over == {}
    assert days(kind, ends="2027-03-31", concluded="2026-04-01")["end of money"] == "2027-03-31"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("before: 6", "before: 6\n        months: 2", "not both"),
        ("before: 6", "before: -1", "whole number"),
        ("x-not-before: from", "x-not-before: amount", "names others beside it"),
        ("x-not-before: from", "x-not-before: never", "names others beside it"),
        (
            "    description: How much.\n",
            "    description: How much.\n    x-happened: true\n",
            "that is a day",
        ),
        (
            "    description: How much.\n",
            "    description: How much.\n    x-not-before: ends\n",
            "stands beside a day or a period",
        ),
        ("until: [renewed]", "until: [renewd]", "fields that the schema has"),
        *(
            (
                f"    description: {text}\n",
                f"    description: {text}\n    x-people: {mark}\n",
                "`x-people` stands beside a number",
            )
            for text, mark in (
                ("The day the money ends.", "true"),
                ("For which ages.", "true"),
                ("How much.", "1"),
                ("How much.", "false"),
                ("How much.", "{}"),
                ("How much.", "{kind: [no-such-kind]}"),
                ("How much.", "{kind: people}"),
                ("How much.", "{kind: []}"),
                ("How much.", "{amounts: [people]}"),
                ("How much.", "{sessions: ['1']}"),
            )
        ),
    ],
)
def test_a_mark_that_means_nothing_is_refused(was: str, becomes: str, says: str) -> None:
    assert was in SCHEMA
    kind, findings = grant(schema=SCHEMA.replace(was, becomes))
    assert kind is None
    assert any(says in finding.message for finding in findings)


@pytest.mark.parametrize("of", ["amount", "sessions", "share"])
def test_a_number_counts_people_always_or_where_the_schema_says(of: str) -> None:
    where = {"amount": "How much.", "sessions": "How many sessions a week.",
             "share": "Which part of the whole."}[of]  # fmt: skip

    def counts(mark: str, beside: dict[str, str]) -> bool:
        text = f"    description: {where}\n"
        kind, findings = grant(schema=SCHEMA.replace(text, f"{text}    x-people: {mark}\n"))
        assert findings == []
        (people,) = kind.people
        assert people.route == (of,)
        return people.counts_people(beside)

    assert counts("true", {})
    assert counts("{kind: [people]}", {"kind": "people"})
    assert not counts("{kind: [people]}", {"kind": "things"})
    assert not counts("{kind: [people]}", {})


def told(line: str) -> list[str]:
    kind, _ = grant()
    record = f"id: a-grant\ntitle: A grant\nowner: clerk\n{line}\n"
    files = {"registry/network.yaml": NETWORK, "registry/grants/a-grant.yaml": record}
    types = {**load_types()[0], "grant": kind}
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    return [f.message for f in validate(load(tree, types), types).findings]


@pytest.mark.parametrize(
    "line",
    [
        "amount: 0",
        "amount: 120000",
        'sessions: "0.65"',
        'sessions: "12"',
        *(f'share: "{share}"' for share in ("0", "7", "07", "12.5", "99.99", "100")),
        'for: "2026-27"',
        "for: 2026-Q3",
        'at: "00:00"',
        'at: "23:59"',
        "ages: {from: 0, to: 18}",
        "ages: {before-birth: true}",
        "concluded: 2026-01-01\noutcome: Done.",
    ],
)
def test_what_a_shared_definition_takes(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("amount: 12.50", "whole number"),
        ("amount: -1", "the least"),
        ('amount: "12"', "whole number"),
        ("amount: 1e3", "whole number"),
        ('sessions: "0,6"', "one point"),
        ('sessions: ".6"', "one point"),
        ('sessions: "-1"', "one point"),
        *((f'share: "{share}"', "0 to 100") for share in ("101", "100.5", "12%", "-1", "1000")),
        ('for: "2026-13"', "would be 2026-27"),
        ('for: "2026/27"', "is no period"),
        ('for: "2011-12"', "2012 to 2099"),
        ("for: 2026", "text"),
        ('at: "24:00"', "24-hour clock"),
        ('at: "8:30"', "24-hour clock"),
        ("ages: {}", "empty"),
        ("ages: {from: newborn}", "whole number"),
        ("outcome: Done.", "concluded"),
    ],
)
def test_what_a_shared_definition_refuses(line: str, says: str) -> None:
    (message,) = told(line)
    assert says in message


def test_two_behaviours_of_one_field_are_not_used_together() -> None:
    kind, findings = grant(declaration=TYPE.replace("[dated,", "[controlled, dated,"))
    assert kind is None
    assert any("both bring a field owner" in finding.message for finding in findings)
