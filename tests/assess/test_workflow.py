"""The kinds of decision stand in one table; whatever lists them besides has exactly those."""

from __future__ import annotations

import ast
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


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_other_module_lists_kinds_or_compares_an_enum_as_text(path: Path) -> None:
    """A dictionary or a tuple of most kinds is a second table; ``x.value == "..."`` a second name.

    Three may name every kind: the workflow, what each does to a life, and the author's commands.
    """
    own = {"assess/workflow.py", "assess/standing/life.py", "author/model.py"}
    own |= {"cli/commands/decide.py"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = []
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Dict):
            parts = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Tuple | ast.Set | ast.List):
            parts = list(node.elts)
        named = {part.value for part in parts if isinstance(part, ast.Constant)}
        if len(named & EVERY) > len(EVERY) // 2:
            wrong.append(f"line {node.lineno} lists kinds of decision")
        if isinstance(node, ast.Compare) and any(
            isinstance(side, ast.Attribute)
            and side.attr == "value"
            and ast.unparse(side) != "column.value"  # what a column of a list works out
            and isinstance(other, ast.Constant)
            and isinstance(other.value, str)
            for side in (node.left, *node.comparators)
            for other in (node.left, *node.comparators)
        ):
            wrong.append(f"line {node.lineno} compares an enum as text")
    assert not wrong or path.relative_to(PACKAGE).as_posix() in own
