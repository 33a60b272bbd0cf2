"""The line: each stage imports only what stands to its left, and only the edge knows the world."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "handbook"

LINE = (
    "finding",
    "deferred",
    "source",
    "layout",
    "types",
    "load",
    "validate",
    "link",
    "history",
    "processes",
    "cache",
    "difference",
    "assess",
    "forge",
    "audience",
    "rules",
    "check",
    "quarantine",
    "report",
    "proposal",
    "remind",
    "agenda",
    "render",
    "outputs",
    "editor",
    "offline",
    "publish",
    "evidence",
    "starting",
    "gate",
    "author",
    "importing",
    "federation",
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
NETWORK = {
    "socket",
    "urllib.request",
    "http.client",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
}
ALLOWED = {
    ("load/trees/repository.py", "os.environ"): "hides GIT_* from git while it is asked",
}
ROOM = 14
"""How many modules of its own a folder may hold; a fuller one is two rooms."""
LINES = 300
"""How many lines a module may have."""
LONGER = {
    "source/yaml/events.py": "one reader of one language, written by its grammar",
    "importing/drafting/words.py": "all kinds of words that pandoc knows, and how they join",
}
"""Modules that are longer, and why each is still one thing."""
STEPS = 30
"""How many statements a function may have, those within others among them."""
HEIGHT = 45
"""How many lines a function may have below its docstring."""
SHELVES = {"handbook/cli/commands": "one file for each command, listed in its table"}
"""Folders whose files know nothing of each other, so that their number is no measure."""
HEAVY = ("jsonschema", "referencing", "git", "mkdocs", "jinja2", "markdown", "markdown_it")


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    """Every module of the line; the two at the top only start it."""
    top = {"__init__.py", "__main__.py"}
    files = sorted(PACKAGE.rglob("*.py"))
    return [path for path in files if path.parent != PACKAGE or path.name not in top]


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_in(path: Path) -> tuple[tuple[int, str], ...]:
    """What a module imports, with the lines."""
    return tuple(imported(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(paths: Mapping[str, Path]) -> dict[str, set[str]]:
    """Which modules each module imports, whether it does so at run time or for its types only."""
    arrows: dict[str, set[str]] = {}
    for module, path in paths.items():
        names = (name for _, name in imports_in(path))
        targets = {name if name in paths else name.rpartition(".")[0] for name in names}
        arrows[module] = (targets & paths.keys()) - {module}
    return arrows


def circles(arrows: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The groups of modules each of which needs all the others, directly or not."""
    reached: dict[str, set[str]] = {}
    for start in arrows:
        seen: set[str] = set()
        ahead = list(arrows[start])
        while ahead:
            module = ahead.pop()
            if module not in seen:
                seen.add(module)
                ahead += arrows[module]
        reached[start] = seen
    within = {
        tuple(sorted(other for other in reached[start] if start in reached[other]))
        for start in arrows
        if start in reached[start]
    }
    return sorted(list(circle) for circle in within)


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


class TestEveryModule:
    def test_belongs_to_a_stage(self) -> None:
        assert [str(path) for path in modules() if stage_of(path) not in LINE] == []

    def test_imports_only_leftwards(self) -> None:
        wrong = [
            f"{path.relative_to(PACKAGE)}:{line} imports {name}"
            for path in modules()
            for line, name in imports_in(path)
            if name.startswith("handbook.")
            and name != "handbook.__version__"
            and LINE.index(name.split(".")[1]) > LINE.index(stage_of(path))
        ]
        assert not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    paths = {name_of(path): path for path in PACKAGE.rglob("*.py")}
    assert circles(imports_of(paths)) == []


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b"], "b": ["a"], "c": ["a"]}, [["a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"]}, [["a", "b", "c"], ["d"]]),
    ],
    ids=["straight", "two", "three, and one by itself"],
)
def test_a_circle_is_seen(arrows: dict[str, list[str]], expected: list[list[str]]) -> None:
    assert circles(arrows) == expected


def test_an_import_for_types_alone_is_an_arrow_too(tmp_path: Path) -> None:
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.write_text("if TYPE_CHECKING:\n    from second import Thing\n", encoding="utf-8")
    second.write_text("def make():\n    import first\n", encoding="utf-8")
    assert circles(imports_of({"first": first, "second": second})) == [["first", "second"]]


def test_no_room_has_grown_into_a_hall() -> None:
    rooms = Counter(
        path.parent.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    )
    full = {room: own for room, own in rooms.items() if own > ROOM and room not in SHELVES}
    assert full == {}, (
        f"A folder holds at most {ROOM} modules: part these into two rooms, each with a subject of"
        " its own that its __init__.py names, and mend imports and CONTRIBUTING."
    )
    assert all(rooms[room] > ROOM for room in SHELVES), "no longer full: take it out of SHELVES"


def too_long(tree: ast.AST) -> Iterator[str]:
    """The functions of more statements or lines than one is read at a glance."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            steps = sum(isinstance(each, ast.stmt) for part in body for each in ast.walk(part))
            height = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if steps > STEPS or height > HEIGHT:
                yield f"{node.name}: {steps} statements, {height} lines"


def test_no_module_has_grown_out_of_sight() -> None:
    lines = {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in modules()
    }
    long = {module: number for module, number in lines.items() if number > LINES}
    assert long.keys() == LONGER.keys(), long


def test_every_function_is_read_at_a_glance() -> None:
    assert [
        f"{path.relative_to(PACKAGE)} {what}"
        for path in modules()
        for what in too_long(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


@pytest.mark.parametrize(
    ("body", "long"),
    [
        ("    a = 1\n" * 30, False),
        ("    a = 1\n" * 31, True),
        ("    if a:\n        b = 1\n" * 16, True),
        ("    a = (\n" + "        1 +\n" * 42 + "        1\n    )\n", False),
        ("    a = (\n" + "        1 +\n" * 43 + "        1\n    )\n", True),
    ],
    ids=["statements", "too many", "too many within others", "lines", "too many lines"],
)
def test_a_function_that_is_too_long_is_seen(body: str, long: bool) -> None:
    code = f'def f():\n    """Its docstring\n\n    does not count.\n    """\n{body}'
    assert bool(list(too_long(ast.parse(code)))) is long
    assert bool(list(too_long(ast.parse(f"async {code}")))) is long


def asks_of_the_world(module: str, tree: ast.AST) -> Iterator[str]:
    """What a module has of clock, environment, terminal and network, with the lines."""
    for line, name in imported(tree):
        if any(name == one or name.startswith(f"{one}.") for one in NETWORK):
            yield f"{module}:{line} opens the network: {name}"
        if name in THE_WORLD and (module, name) not in ALLOWED:
            yield f"{module}:{line} takes {name} by name"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(dotted(node).split(".")[-2:])
            if name in THE_WORLD and (module, name) not in ALLOWED:
                yield f"{module}:{node.lineno} asks for {THE_WORLD[name]}: {name}"
        elif isinstance(node, ast.Call) and dotted(node.func) in ("print", "input", "exit"):
            yield f"{module}:{node.lineno} prints"


# The command line is where the world begins.
class TestEveryModuleLeftOfTheCommand:
    def test_asks_nothing_of_the_world(self) -> None:
        wrong = [
            what
            for path in modules()
            if stage_of(path) != "cli"
            for what in asks_of_the_world(
                path.relative_to(PACKAGE).as_posix(),
                ast.parse(path.read_text(encoding="utf-8")),
            )
        ]
        assert not wrong

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("import os\nos.environ['HOME']", "x.py:2 asks for the environment: os.environ"),
            ("import datetime\ndatetime.date.today()", "x.py:2 asks for the clock: date.today"),
            ("from os import getenv", "x.py:1 takes os.getenv by name"),
            ("import urllib.request", "x.py:1 opens the network: urllib.request"),
            ("from http.client import x", "x.py:1 opens the network: http.client.x"),
            ("print(1)", "x.py:1 prints"),
        ],
    )
    def test_what_asks_is_seen(self, code: str, said: str) -> None:
        assert list(asks_of_the_world("x.py", ast.parse(code))) == [said]


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


def test_no_two_classes_bear_one_name() -> None:
    """Whoever reads a class's name, in a signature or in an error, knows which class it is."""
    defined: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                defined.setdefault(node.name.lstrip("_"), []).append(where)
    assert {name: where for name, where in defined.items() if len(where) > 1} == {}


def test_everything_that_is_no_code_is_installed_with_the_package() -> None:
    """Whoever installs the tool has all its files: no test runs from an installed copy."""
    settings = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["handbook"]
    carried = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    files = {
        path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    left = sorted(str(path) for path in files - carried if path.suffix != ".py")
    assert left == []
