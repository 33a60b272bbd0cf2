"""The habits that a test can hold: kinds by their names, and names that say what they hold.

Whoever adds a comparison or a function finds here what is asked of it, and why.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from handbook.assess.words import DueKind, Extent, Flag, Local, State, Timeliness
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.load.model import BrokenKind
from handbook.types import load_types
from handbook.types.known import KnownType
from test_architecture import PACKAGE, modules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED = (DecisionKind, KnownType, State, Timeliness, Flag, Local, Extent, DueKind, BrokenKind)
"""The kinds that have names: which decision, which type of record, how something stands."""
EVERY = {str(kind) for enum in NAMED for kind in enum}
ASKING = frozenset({"of_type", "ids", "allow", "may", "able", "clauses", "chairs_action", "Broken"})
"""Functions that are asked about a kind, by its name."""
OTHERWISE = {
    ("assess/settings/reading.py", "given.get('form') != 'none'"): "a setting",
    ("cli/mailing/server.py", "environment.get(TLS, '').strip().lower() != 'none'"): "a setting",
    ("render/pages/search.py", "kind.section != 'none'"): "a line of type.yaml",
    ("editor/site.py", "{'policy': policy(None), 'network': network}"): "values of a template",
    ("editor/site.py", "{'policy': policy(forge), 'network': network}"): "values of a template",
    ("rules/engine.py", "'record' in subject"): "the name of a parameter",
    ("rules/engine.py", "name != 'record'"): "the name of a parameter",
    ("rules/engine.py", "'record' not in each.wants"): "the name of a parameter",
    ("rules/families/branch/answers.py", "fault.ground == 'post'"): "the ground of a fault",
    ("source/words/standing_words.py", "{'adopted', 'adapted'}"): "words that nobody may write",
}
"""Words that happen to be those of a kind, and are something else."""


def texts(node: ast.AST) -> Iterator[str]:
    """The texts that stand in an expression themselves, or as members of what is listed there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for part in node.elts:
            yield from texts(part)


def kinds_as_text(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a kind that has a name is compared, looked up or listed as a text: line and code."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                meant = {text for side in (left, *others) for text in texts(side)} & EVERY
            case ast.MatchValue(value=value):
                meant = set(texts(value)) & EVERY
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if (
                name in ASKING
            ):
                meant = {text for part in args for text in texts(part)} & EVERY
            case ast.Set(elts=parts) | ast.Dict(keys=parts):
                listed = [text for part in parts if part is not None for text in texts(part)]
                several = len(listed) == len(parts) > 1
                meant = set(listed) if several and _of_one_enum(listed) else set()
            case _:
                continue
        if meant:
            yield node.lineno, ast.unparse(node)


def _of_one_enum(listed: list[str]) -> bool:
    return any(set(listed) <= {str(kind) for kind in enum} for enum in NAMED)


@cache
def kinds_in(path: Path) -> tuple[tuple[str, int, str], ...]:
    """The same of a module: its name, line and code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = path.relative_to(PACKAGE).as_posix()
    return tuple((module, line, code) for line, code in kinds_as_text(tree))


def test_kinds_are_never_compared_or_listed_as_texts() -> None:
    """A misspelt text is never equal to anything, and no type checker says so."""
    assert [
        f"{module}:{line}: {code}"
        for path in modules()
        for module, line, code in kinds_in(path)
        if (module, code) not in OTHERWISE
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "event.kind == 'endorse'",
        "'decision' != record.type",
        "record.get('kind') in {'review', 'extend'}",
        "[e.kind for e in events] == ['extend']",
        "(event.document, event.kind) != (only, 'endorse')",
        "standing.state == 'in force'",
        "registry.of_type('meeting')",
        "terms.allow('endorse', name)",
        "STOPS = frozenset({'suspend', 'withdraw'})",
        "WORDS = {'suspend': 1, 'withdraw': 2}",
        "match kind:\n    case 'endorse' | 'attest':\n        pass",
    ],
)
def test_a_kind_as_a_text_is_seen(code: str) -> None:
    assert list(kinds_as_text(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "event.kind == DecisionKind.ENDORSE",
        "record.get('meeting') is None",
        "forge.kind == 'gitlab'",
        "{'meeting': name, 'item': item}",
        "{DecisionKind.SUSPEND: 1, DecisionKind.WITHDRAW: 2}",
    ],
)
def test_what_is_no_kind_as_a_text_passes(code: str) -> None:
    assert list(kinds_as_text(ast.parse(code))) == []


def test_every_word_that_is_something_else_stands_where_it_is_said_to_stand() -> None:
    there = {(module, code) for path in modules() for module, _, code in kinds_in(path)}
    assert OTHERWISE.keys() <= there


def test_the_names_are_those_of_the_workflow_and_of_the_types_that_ship() -> None:
    types, _ = load_types()
    assert set(DecisionKind) == WORKFLOW.keys()
    assert set(KnownType) <= types.keys()
    stale = {mark.what for kind in types.values() for mark in kind.stale}
    assert {DueKind.ACTION, DueKind.WAIVER, DueKind.FUNDING} <= stale


def test_what_is_written_of_types_in_python_is_so() -> None:
    """CONTRIBUTING names every type that stands in Python."""
    text = (PACKAGE.parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = text.split("A type's name stands in Python only where")[1].split("\n\n")[0]
    assert [kind for kind in KnownType if f"`{kind}`" not in told] == []


def sentences(tree: ast.AST) -> Iterator[str]:
    """The texts with several words that are no docstrings: what people may come to read."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in notes:
            yield from (text for text in texts(node) if " " in text)


def test_no_words_that_people_read_name_a_class() -> None:
    """As when a class is renamed by replacing its name everywhere."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    classes = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.fullmatch(r"([A-Z][a-z]+){2,}", node.name)
    }
    names = re.compile(rf"\b({'|'.join(sorted(classes))})\b(?!=)")
    assert len(classes) > 100
    assert [
        f"{path.relative_to(PACKAGE).as_posix()}: {text}"
        for path, tree in trees.items()
        for text in sentences(tree)
        if names.search(text)
    ] == []
