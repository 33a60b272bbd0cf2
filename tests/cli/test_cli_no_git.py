"""Nobody who writes records is told to run git: no mend, no explanation, no answer of a command."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_module_tells_anybody_to_run_git_but_those_for_administrators(path: Path) -> None:
    commands = [text for text in said(path) if COMMAND.search(text)]
    if path.relative_to(PACKAGE).as_posix() not in FOR_ADMINISTRATORS:
        assert commands == []
    else:
        assert commands, "it may leave the list"


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.id)
def test_no_explanation_tells_anybody_to_run_git(code) -> None:
    assert not COMMAND.search(f"{code.title} {code.explanation}")


def test_a_command_of_git_is_known_where_it_stands(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Runs git log."""\nHINT = "Back: " "(`git " "checkout BASE`)."\n')
    assert [text for text in said(module) if COMMAND.search(text)]
