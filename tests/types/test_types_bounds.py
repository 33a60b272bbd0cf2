"""No pair of bounds is left to chance: of every two days, periods or numbers it is decided."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from handbook.rules.families.records.bounds import in_order
from handbook.types import OVERRIDES, load_types
from handbook.types.bounds import comparable
from handbook.types.declaring.walking import subschemas
from handbook.types.model import Bound

if TYPE_CHECKING:
    from handbook.types.model import ContentType

TYPES = load_types()[0]
JUDGED_BY_A_RULE_OF_ITS_OWN = {
    ("decision", "", "date"),
    ("decision", "documents.*", "date"),
    ("signing-key", "", "date"),
    ("return", "rows.*", "number"),
}
"""DAT001 to DAT009, SIG004, CNT001."""
MAY_COME_IN_ANY_ORDER = {
    ("network", "settings", "number"): "they count different things",
    ("network", "settings.review", "number"): "they count different things",
    ("population", "estimates.*", "number"): "a year is beside the amounts",
    ("post", "", "date"): "a vacant post may be paid for until any day",
    ("service", "", "date"): "what was checked may have begun, or be still to begin",
    ("cover", "", "date"): "what was checked may have begun, or be still to begin",
    ("meeting", "", "date"): "papers came late, and a meeting that was held stays as it is",
    ("action", "", "date"): "it may be done early or late",
    ("import-check", "", "date"): "a text may be taken in again after it was looked at",
    ("priority", "", "date"): "it may be given up before it begins",
    ("objective", "", "date"): "it may be given up before it begins",
    ("development-step", "", "date"): "it may be done early or late",
    ("risk", "", "date"): "it may end before or after it was to be looked at",
    ("barrier", "", "date"): "it may end before or after it was to be looked at",
    ("audit", "", "date"): "a report may come early or late",
    ("evaluation", "", "date"): "a report may come early or late",
    ("gap-analysis", "", "date"): "it may be judged again after it was closed",
    ("family-involvement", "", "date"): "families may be told early or late",
    ("communication", "", "date"): "it may be sent before or after the day it is about",
    ("education-event", "", "date"): "it may be called off on the day, or be said later",
    ("community-of-practice", "", "date"): "what ends one is a behaviour's, and knows no beginning",
    ("funding", "", "date"): "money may be withdrawn before it begins",
}
"""Why fields of one kind that stand beside each other are bound by nothing."""


def unbound(kind: ContentType) -> set[tuple[str, str, str]]:
    """The kinds of field in each mapping of which one is beside another and bound by nothing."""
    definitions = kind.schema["$defs"]
    bound = {(b.route[:-1], name) for b in kind.bounds for name in (b.route[-1], *b.others)}
    left = set()
    for route, fields in ((s.data, s.fields) for s in subschemas(kind.schema)):
        kinds = {name: comparable(field, definitions) for name, field in fields.items()}
        for name, what in kinds.items():
            beside = [other for other, its in kinds.items() if what and its == what]
            if len(beside) > 1 and (route, name) not in bound:
                left.add((kind.name, ".".join(route), what))
    return left


def test_everything_that_stands_beside_its_like_is_bound_or_said_not_to_be() -> None:
    left = set[tuple[str, str, str]]().union(*map(unbound, TYPES.values()))
    settled = JUDGED_BY_A_RULE_OF_ITS_OWN | set(MAY_COME_IN_ANY_ORDER)
    assert left - settled == set(), (
        "Days, periods or numbers of these types stand beside each other. In schema.yaml say"
        " x-not-before or x-not-below at the later or higher; or say in MAY_COME_IN_ANY_ORDER why"
        " they may come in any order."
    )
    assert settled - left == set(), (
        "These are bound now, or are gone: take them out of MAY_COME_IN_ANY_ORDER or"
        " JUDGED_BY_A_RULE_OF_ITS_OWN."
    )


def found(kind: str, data: dict[str, Any]) -> list[tuple[Any, ...]]:
    record = SimpleNamespace(id="a", type=kind, data=data, path="registry/a.yaml")
    registry = SimpleNamespace(types=TYPES)
    return [(f.code.id, *f.route) for f in in_order.check(record, registry)]


@pytest.mark.parametrize(
    ("kind", "data", "wrong"),
    [
        ("service", {"ages": {"from": 18, "to": 4}}, [("NUM001", "ages", "to")]),
        ("service", {"ages": {"from": 4, "to": 4}}, []),
        ("service", {"ages": {"from": "four", "to": 4}}, []),
        ("service", {"ages": {"from": True, "to": 0}}, []),
        ("service", {"from": "2026-05-01", "until": "2026-04-30"}, [("DAT010", "until")]),
        (
            "area",
            {"travel": [{}, {"minutes": 95, "worst": 15}]},
            [("NUM001", "travel", 1, "worst")],
        ),
        (
            "population",
            {"estimates": [{"value": "9.5", "low": "10", "high": "9.25"}]},
            [("NUM001", "estimates", 0, "value"), *[("NUM001", "estimates", 0, "high")] * 2],
        ),
        ("population", {"estimates": [{"value": "10", "low": "9.5", "high": "10.0"}]}, []),
        (
            "workforce",
            {"posts": [{"established": "4", "filled": "4.6"}]},
            [("NUM001", "posts", 0, "established")],
        ),
        ("risk", {"likelihood": 2, "likelihood-left": 3}, [("NUM001", "likelihood")]),
        (
            "collection-template",
            {"first-period": "2026-Q3", "last-period": "2026-Q2"},
            [("DAT010", "last-period")],
        ),
        ("collection-template", {"first-period": "2026-04", "last-period": "2026-Q2"}, []),
        (
            "collection-template",
            {"rows": [{"since": "2026", "until": "2025-12"}]},
            [("DAT010", "rows", 0, "until")],
        ),
        (
            "policy",
            {"published": "2019-07", "last-updated": "2016-12-07"},
            [("DAT010", "last-updated")],
        ),
        ("policy", {"published": "2016-12-07", "last-updated": "2016"}, []),
        ("organisation", {"joined": "2026-01-01", "left": "2025-01-01"}, [("DAT010", "left")]),
        ("organisation", {"joined": 5, "left": None}, []),
        ("area", {"travel": "far"}, []),
    ],
)
def test_what_stands_the_other_way_round_is_found_where_it_stands(
    kind: str, data: dict[str, Any], wrong: list[tuple[Any, ...]]
) -> None:
    assert found(kind, data) == wrong


@pytest.mark.parametrize(
    "line",
    [
        "x-not-below: title",
        "x-not-below: most",
        "x-not-below: nothing",
        "x-not-below: []",
        "x-not-below: [least, nothing]",
        "x-not-below: {least: 1}",
        "x-not-before: least",
    ],
)
def test_a_bound_that_means_nothing_is_refused(line: str) -> None:
    schema = (
        "type: object\nadditionalProperties: false\nrequired: [title]\nproperties:\n"
        '  least: {$ref: "#/$defs/count", description: The least.}\n'
        '  most:\n    $ref: "#/$defs/count"\n    description: The most.\n'
    )
    top = f"{OVERRIDES}room/"
    files = {
        f"{top}type.yaml": "title: Room\nplural: Rooms\ndescription: A room.\nfolder: rooms\n"
        'format: yaml\nlabel: "{title}"\n',
        f"{top}page.md.j2": "{{ facts(every_field()) }}\n",
        f"{top}example.yaml": "id: example\ntitle: Example\nleast: 1\nmost: 2\n",
    }

    def read(last: str) -> tuple[Any, ...]:
        whole = files | {f"{top}schema.yaml": f"{schema}    {last}\n"}
        return load_types({path: text.encode() for path, text in whole.items()})

    types, findings = read("x-not-below: least")
    assert findings == ()
    assert types["room"].bounds == (Bound(("most",), ("least",), number=True),)
    types, findings = read(line)
    assert "room" not in types
    assert [finding.code.id for finding in findings] == ["TYP002"]
