"""The hazard log is held to the code: what it names exists, and every promise has its test."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from handbook.rules.catalogue import all_codes
from handbook.source import read_yaml

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
PACKAGE = ROOT / "tools" / "handbook"
LOG = (ROOT / "docs" / "hazard-log.md").read_text(encoding="utf-8")
THREATS = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")

PROMISES = tuple(f"I{number}" for number in range(1, 17))
NOT_BUILT: dict[str, str] = {}
"""Promises that no test can keep yet. Whoever builds one takes it out of here."""

PARTS = ("Harm", "Cause", "Before", "Guard", "Test", "Remains", "Promise")
SEVERITY = "minor|significant|considerable|major|catastrophic"
LIKELIHOOD = "very low|low|medium|high|very high"
RATING = re.compile(
    rf"({SEVERITY}), ({LIKELIHOOD})\. \*\*After:\*\* ({SEVERITY}), ({LIKELIHOOD})\."
)
TEST = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)+)`")
CODE = re.compile(r"\b[A-Z]{2,3}[0-9]{3}\b")
MODULE = re.compile(r"`([a-z_]+(?:/[\w/]+)?\.(?:py|js|html))`")
HAZARD = re.compile(r"^### H(\d+)\. (.+)$", re.MULTILINE)


def hazards() -> dict[str, str]:
    """The hazards of the log by their numbers, each with all that is said of it."""
    _, *pieces = HAZARD.split(re.split(r"^## The promises$", LOG, flags=re.MULTILINE)[0])
    return {f"H{pieces[i]}": pieces[i + 2] for i in range(0, len(pieces), 3)}


def part(said: str, name: str) -> str:
    found = re.search(
        rf"^- \*\*{name}:\*\* (.+?)(?=^- \*\*|^## |\Z)", said, re.MULTILINE | re.DOTALL
    )
    return found[1].strip() if found else ""


HAZARDS = hazards()


@cache
def written_tests(path: Path) -> dict[str, str]:
    """The tests of a file, by ``Class::name`` or ``name``, each with its docstring."""
    found: dict[str, str] = {}

    def look(node: ast.Module | ast.ClassDef, above: str, said: str) -> None:
        for one in node.body:
            if isinstance(one, ast.ClassDef):
                look(one, f"{above}{one.name}::", f"{said} {ast.get_docstring(one) or ''}")
            elif isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                found[f"{above}{one.name}"] = f"{said} {ast.get_docstring(one) or ''}"

    look(ast.parse(path.read_text(encoding="utf-8")), "", "")
    return found


def test_every_hazard_has_a_number_of_its_own_and_they_follow_each_other() -> None:
    assert list(HAZARDS) == [f"H{number}" for number in range(1, len(HAZARD.findall(LOG)) + 1)]
    assert len(HAZARDS) >= len(PROMISES)


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_is_told_whole(hazard: str) -> None:
    for name in PARTS:
        assert part(HAZARDS[hazard], name), f"{hazard} does not say: {name}"
    assert RATING.fullmatch(part(HAZARDS[hazard], "Before")), f"{hazard} is rated in other words"


@pytest.mark.parametrize("hazard", HAZARDS)
def test_the_tests_that_a_hazard_names_exist(hazard: str) -> None:
    """Fails if a test is renamed or removed and the log still leans on it."""
    named = TEST.findall(part(HAZARDS[hazard], "Test"))
    assert len(named) == part(HAZARDS[hazard], "Test").count("`") // 2, "not written as a test"
    assert named
    for one in named:
        path, _, name = one.partition("::")
        assert (ROOT / path).is_file(), one
        assert name in written_tests(ROOT / path), one


def test_the_tests_that_the_threat_model_names_exist() -> None:
    named = TEST.findall(THREATS)
    assert named
    for one in named:
        path, _, name = one.partition("::")
        assert name in written_tests(ROOT / path), one


def test_the_threat_model_speaks_of_hazards_by_their_numbers() -> None:
    assert set(re.findall(r"\bH\d+\b", THREATS)) <= set(HAZARDS)


@pytest.mark.parametrize("hazard", HAZARDS)
def test_the_guards_that_a_hazard_names_exist(hazard: str) -> None:
    guard = part(HAZARDS[hazard], "Guard")
    assert MODULE.findall(guard)
    for path in MODULE.findall(guard):
        assert (PACKAGE / path).is_file(), path


def test_every_code_that_is_named_is_one() -> None:
    known = {code.id for code in all_codes()}
    for text in (LOG, THREATS):
        assert set(CODE.findall(text)) - {"DCB0129", "DCB0160"} <= known


def test_every_promise_is_in_the_table_with_the_hazards_that_name_it() -> None:
    rows = dict(re.findall(r"^\| (I\d+) \| .+ \| (.*) \|$", LOG, re.MULTILINE))
    assert tuple(rows) == PROMISES
    for promise, listed in rows.items():
        naming = [h for h, said in HAZARDS.items() if promise in part(said, "Promise").split(", ")]
        assert naming, f"no hazard speaks of {promise}"
        assert listed.split(", ") == naming
    for promise in PROMISES:
        row = re.search(rf"^\| {promise} \| .*$", LOG, re.MULTILINE)
        assert row is not None
        assert ("not built yet" in row[0]) == (promise in NOT_BUILT), promise


@pytest.mark.parametrize("promise", [one for one in PROMISES if one not in NOT_BUILT])
def test_every_promise_has_a_test_that_names_it(promise: str) -> None:
    """By its name (``test_i3_...``), or by a docstring that begins with it (``I3: ...``)."""
    number = promise.removeprefix("I")
    word = re.compile(rf"(?:\A|\s)I{number}[:.] ")
    naming = [
        f"{path.name}::{name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for name, said in written_tests(path).items()
        if f"test_i{number}_" in name or word.search(said)
    ]
    assert naming


def test_the_owner_of_the_log_is_a_post() -> None:
    """The log has an owner who exists, and who is the clinical safety officer of the network."""
    (post,) = re.findall(r"\(\.\./registry/posts/([a-z-]+)\.yaml\)", LOG)
    path = "registry/network.yaml"
    network = read_yaml((ROOT / path).read_bytes(), path).data
    assert network is not None
    assert network["clinical-safety-officer"] == post
    assert (ROOT / "registry" / "posts" / f"{post}.yaml").is_file()
