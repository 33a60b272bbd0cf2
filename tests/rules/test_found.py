"""A family is found where it is written: no list names it, and none can be left out."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from handbook import rules
from handbook.finding import Code
from handbook.rules import all_rules, families, family_names

PACKAGE = Path(rules.__file__).parent.parent
FAMILIES = Path(families.__file__).parent

FAMILY = '''"""A family that nobody has heard of."""

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import rule

NEW001 = Code("NEW001", Severity.ERROR, "Something new", "Only here.")


@rule(NEW001)
def something_new(registry):
    """Something new is said of every registry."""
    yield Finding(NEW001, "registry", "this is new")
'''


def files() -> list[Path]:
    return sorted(path for path in FAMILIES.rglob("*.py") if path.name != "__init__.py")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def declared(path: Path) -> list[str]:
    """The functions of a file that are made rules."""
    return [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).rpartition(".")[2] == "rule"
    ]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder of families; what was found before is forgotten, and so is what is in it."""
    monkeypatch.setattr(families, "__path__", [*families.__path__, str(tmp_path)])
    before = set(sys.modules)
    all_rules.cache_clear()
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(f"{families.__name__}.new"):
            del sys.modules[name]
    all_rules.cache_clear()


def test_every_file_below_families_is_a_family() -> None:
    assert sorted(map(module_of, files())) == list(family_names())


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_rule_of_a_family_is_run(path: Path) -> None:
    run = [rule.check.__name__ for rule in all_rules() if rule.check.__module__ == module_of(path)]
    assert sorted(run) == sorted(declared(path)) != []


def idle(module: ModuleType, run: Collection[Code]) -> list[str]:
    """The codes that a module makes and that none of the rules that run may find."""
    made = {name: thing for name, thing in vars(module).items() if isinstance(thing, Code)}
    return [
        f"{module.__name__}: {name} ({code.id})" for name, code in made.items() if code not in run
    ]


def test_every_code_of_a_family_is_one_that_a_rule_may_find() -> None:
    run = {code for rule in all_rules() for code in rule.codes}
    assert [each for name in family_names() for each in idle(import_module(name), run)] == [], (
        "No rule that runs may find these: write @rule(CODE) above the function that finds it, or"
        " take the code out."
    )


@pytest.mark.parametrize(("mark", "left"), [("@rule(NEW001)\n", []), ("", ["NEW001"])])
def test_a_function_that_is_no_rule_is_seen(elsewhere: Path, mark: str, left: list[str]) -> None:
    code = FAMILY.replace("@rule(NEW001)\n", mark)
    (elsewhere / "new_family.py").write_text(code, encoding="utf-8")
    run = {code for rule in all_rules() for code in rule.codes}
    module = import_module(f"{families.__name__}.new_family")
    assert idle(module, run) == [f"{module.__name__}: {name} ({name})" for name in left]


def test_no_rule_is_declared_anywhere_else() -> None:
    strays = [
        f"{module_of(path)}: {name}"
        for path in PACKAGE.rglob("*.py")
        if FAMILIES not in path.parents
        for name in declared(path)
    ]
    assert not strays


def test_a_new_file_is_all_it_takes(elsewhere: Path) -> None:
    (elsewhere / "new_family.py").write_text(FAMILY, encoding="utf-8")
    assert "new_family.something_new" in [rule.name for rule in all_rules()]


def test_a_new_folder_of_families_is_looked_into(elsewhere: Path) -> None:
    folder = elsewhere / "new_folder"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A folder of families."""\n', encoding="utf-8")
    (folder / "things.py").write_text(FAMILY, encoding="utf-8")
    assert "new_folder.things.something_new" in [rule.name for rule in all_rules()]


def test_a_folder_of_families_that_breaks_is_not_passed_over(elsewhere: Path) -> None:
    folder = elsewhere / "new_folder"
    folder.mkdir()
    (folder / "__init__.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    (folder / "things.py").write_text(FAMILY, encoding="utf-8")
    with pytest.raises(ImportError):
        all_rules()
