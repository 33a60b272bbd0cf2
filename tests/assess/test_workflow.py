"""The kinds of decision stand in one table; whatever lists them besides has exactly those."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handbook
from handbook.assess.ledger.order import ORDER
from handbook.assess.standing.life import STEPS
from handbook.assess.workflow import MAY_PRECEDE, MOVES, WORKFLOW
from handbook.author.model import KINDS as ENTRIES
from handbook.cli.commands.decide import KINDS as COMMANDS
from handbook.types import load_types

PACKAGE = Path(handbook.__file__).parent
EVERY = {move.kind for move in MOVES}


def test_no_kind_stands_twice() -> None:
    assert len(MOVES) == len(EVERY) == len(WORKFLOW)


def test_the_schema_of_a_decision_knows_them_all_and_no_other() -> None:
    types, _ = load_types()
    assert set(types["decision"].schema["properties"]["kind"]["enum"]) == EVERY


@pytest.mark.parametrize(
    "listed", [STEPS, ORDER, ENTRIES, COMMANDS], ids=["steps", "order", "entries", "commands"]
)
def test_so_does_whatever_is_done_for_each(listed: object) -> None:
    assert sorted(listed) == sorted(EVERY)  # type: ignore[call-overload]


def test_only_what_was_endorsed_before_may_precede_its_decision() -> None:
    assert {"attest"} == MAY_PRECEDE


OWN = {
    "assess/workflow.py",
    "assess/standing/life.py",
    "author/model.py",
    "cli/commands/decide.py",
}
"""Who may name every kind: the workflow, what each does to a life, and the author's commands."""


def second_tables(tree: ast.AST) -> Iterator[str]:
    """A dictionary or a tuple of most kinds is a second table; ``x.value == "..."`` a second name.

    Gives the line of each, and which it is.
    """
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Dict):
            parts = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Tuple | ast.Set | ast.List):
            parts = list(node.elts)
        named = {part.value for part in parts if isinstance(part, ast.Constant)}
        if len(named & EVERY) > len(EVERY) // 2:
            yield f"{node.lineno} lists kinds of decision"
        if isinstance(node, ast.Compare) and any(
            isinstance(side, ast.Attribute)
            and side.attr == "value"
            and ast.unparse(side) != "column.value"  # what a column of a list works out
            and isinstance(other, ast.Constant)
            and isinstance(other.value, str)
            for side in (node.left, *node.comparators)
            for other in (node.left, *node.comparators)
        ):
            yield f"{node.lineno} compares an enum as text"


def test_no_other_module_lists_kinds_or_compares_an_enum_as_text() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    assert [
        f"{module}:{what}"
        for module, path in modules.items()
        if module not in OWN
        for what in second_tables(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (f"TABLE = {dict.fromkeys(map(str, EVERY), 1)}", "1 lists kinds of decision"),
        (f"LIST = {[str(kind) for kind in EVERY]}", "1 lists kinds of decision"),
        ("x.value == 'endorse'", "1 compares an enum as text"),
        ("'endorse' != event.kind.value", "1 compares an enum as text"),
    ],
)
def test_a_second_table_is_seen(code: str, what: str) -> None:
    assert list(second_tables(ast.parse(code))) == [what]
