"""The line: each stage imports only what stands to its left, and only the edge knows the world."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "handbook"

LINE = (
    "finding",
    "source",
    "layout",
    "types",
    "load",
    "validate",
    "link",
    "history",
    "difference",
    "assess",
    "rules",
    "check",
    "quarantine",
    "report",
    "render",
    "publish",
    "evidence",
    "gate",
    "author",
    "cli",
)

THE_WORLD = {
    "datetime.now": "the clock",
    "datetime.today": "the clock",
    "datetime.utcnow": "the clock",
    "date.today": "the clock",
    "time.time": "the clock",
    "time.localtime": "the clock",
    "os.environ": "the environment",
    "os.getenv": "the environment",
    "sys.exit": "the way out",
    "os._exit": "the way out",
    "sys.argv": "the command line",
    "sys.stdin": "the terminal",
    "sys.stdout": "the terminal",
    "sys.stderr": "the terminal",
}
NETWORK = {"socket", "urllib.request", "http.client", "requests", "ftplib", "smtplib"}
ALLOWED = {
    ("load/trees/repository.py", "os.environ"): "hides GIT_* from git while it is asked",
}
HEAVY = ("jsonschema", "referencing", "git", "mkdocs", "jinja2", "markdown", "markdown_it")


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    """Every module of the line; the two at the top only start it."""
    top = {"__init__.py", "__main__.py"}
    files = sorted(PACKAGE.rglob("*.py"))
    return [path for path in files if path.parent != PACKAGE or path.name not in top]


def imported(tree: ast.AST) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/decisions/0002-a-straight-line.md"])
def test_what_is_written_of_the_line_is_so(name: str) -> None:
    text = (PACKAGE.parent.parent / name).read_text(encoding="utf-8")
    assert " → ".join(LINE[1:]) in " ".join(text.split())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
class TestEveryModule:
    def test_belongs_to_a_stage(self, path: Path) -> None:
        assert stage_of(path) in LINE

    def test_imports_only_leftwards(self, path: Path) -> None:
        here = LINE.index(stage_of(path))
        wrong = [
            f"line {line} imports {name}"
            for line, name in imported(ast.parse(path.read_text(encoding="utf-8")))
            if name.startswith("handbook.")
            and name != "handbook.__version__"
            and LINE.index(name.split(".")[1]) > here
        ]
        assert not wrong


# The command line is where the world begins.
@pytest.mark.parametrize(
    "path",
    [path for path in modules() if stage_of(path) != "cli"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
class TestEveryModuleLeftOfTheCommand:
    def test_asks_nothing_of_the_world(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.relative_to(PACKAGE).as_posix()
        wrong = [
            f"line {node.lineno} asks for {what}: {name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            for name, what in THE_WORLD.items()
            if ".".join(dotted(node).split(".")[-2:]) == name and (module, name) not in ALLOWED
        ]
        wrong += [
            f"line {line} opens the network: {name}"
            for line, name in imported(tree)
            if any(name == one or name.startswith(f"{one}.") for one in NETWORK)
        ]
        wrong += [
            f"line {line} takes {name} by name"
            for line, name in imported(tree)
            if name in THE_WORLD and (module, name) not in ALLOWED
        ]
        wrong += [
            f"line {node.lineno} prints"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and dotted(node.func) in ("print", "input", "exit")
        ]
        assert not wrong


def test_starting_the_command_imports_nothing_heavy() -> None:
    asked = (
        "import json, sys; import handbook.cli;"
        f" json.dump([name for name in {HEAVY!r} if name in sys.modules], sys.stdout)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        check=True,
        text=True,
        cwd=PACKAGE.parent,
    )
    assert json.loads(answer.stdout) == []


def test_the_check_needs_no_site_engine() -> None:
    asked = (
        "import sys; import handbook.check, handbook.report, handbook.rules;"
        " handbook.rules.all_rules();"
        " sys.exit(int('mkdocs' in sys.modules or 'git' in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", asked], check=False, cwd=PACKAGE.parent).returncode
        == 0
    )
