"""Nobody who writes records is told to run git: no mend, no explanation, no answer of a command."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.rules.catalogue import all_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "tools" / "handbook"
COMMAND = re.compile(
    r"\bgit (?:-|add|blame|branch|checkout|clean|clone|commit|config|diff|fetch|init|log"
    r"|merge|mv|pull|push|rebase|replace|reset|restore|revert|rm|show|stash|status|switch|tag)\b"
)
FOR_ADMINISTRATORS = {
    "cli/commands/init/first_commit.py": "who begins a registry where git does not know its user",
    "author/decision/signing.py": "whoever holds a signing key, which only git can use",
    "history/mainline.py": "a shallow copy in CI",
    "history/past.py": "a shallow copy in CI, and objects that were replaced",
    "history/signatures.py": "a shallow copy in CI",
    "load/trees/against.py": "a shallow copy in CI",
    "load/trees/repository.py": "a repository of another user on a server",
}


def said(path: Path) -> Iterator[str]:
    """Every text of a module that is no docstring, whole where it was written in pieces."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docstrings.add(id(node.value))
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in docstrings:
            yield node.value


def test_no_module_tells_anybody_to_run_git_but_those_for_administrators() -> None:
    commands = {
        path.relative_to(PACKAGE).as_posix(): [text for text in said(path) if COMMAND.search(text)]
        for path in PACKAGE.rglob("*.py")
    }
    telling = {module: texts for module, texts in commands.items() if texts}
    others = {m: texts for m, texts in telling.items() if m not in FOR_ADMINISTRATORS}
    assert others == {}
    assert telling.keys() == FOR_ADMINISTRATORS.keys(), "those that tell nothing may leave the list"


def test_no_explanation_tells_anybody_to_run_git() -> None:
    telling = [c.id for c in all_codes() if COMMAND.search(f"{c.title} {c.explanation}")]
    assert telling == []


def test_a_command_of_git_is_known_where_it_stands(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Runs git log."""\nHINT = "Back: " "(`git " "checkout BASE`)."\n')
    assert [text for text in said(module) if COMMAND.search(text)]
