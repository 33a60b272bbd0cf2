"""The habits that a test can hold: kinds by their names, and names that say what they hold.

Whoever adds a comparison or a function finds here what is asked of it, and why.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment
from jinja2.nodes import Macro, Name

from handbook.assess.words import DueKind, Extent, Flag, Local, State, Timeliness
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.load.model import BrokenKind
from handbook.types import load_types
from handbook.types.known import KnownType
from test_architecture import PACKAGE, modules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
    ("rules/engine.py", "name != 'record'"): "the name of a parameter",
    ("rules/engine.py", "'record' not in each.wants"): "the name of a parameter",
    ("rules/families/branch/answers.py", "fault.ground == 'post'"): "the ground of a fault",
    ("source/words/standing_words.py", "{'adopted', 'adapted'}"): "words that nobody may write",
}
"""Words that happen to be those of a kind, and are something else."""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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


OF_NO_TYPE = {
    ("assess/cover/statements.py", "service"): "a field",
    ("assess/words.py", "funding"): "what falls due (DueKind)",
    ("cli/importing/documents.py", "guideline"): "what is taken in unless somebody says otherwise",
    ("evidence/checking/compare.py", "terms-of-reference"): "a folder of a bundle",
    ("evidence/checking/integrity.py", "terms-of-reference"): "a folder of a bundle",
    ("importing/registers/headings.py", "guideline"): "a word over a column of a register",
    ("importing/registers/mapping.py", "guideline"): "what is taken in unless somebody says so",
    ("importing/returns/taking.py", "definition"): "a field",
    ("render/markdown/glossary.py", "definition"): "a field",
    ("render/search/entries.py", "definition"): "a field",
    ("rules/families/network/cover.py", "service"): "a field",
    ("source/words/claims.py", "guideline"): "a word of English",
    ("starting/founding/answers.py", "terms-of-reference"): "what a new network begins with",
}
"""Texts in Python that are called as a type is that Python does not know, and what they are."""


def types_as_text(tree: ast.AST, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where one of these names stands as a text of its own: line and name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names:
            yield node.lineno, node.value


def test_a_type_that_is_only_files_has_no_name_in_python() -> None:
    """Else a network's own type, made as that one is, would be treated otherwise."""
    only_files = load_types()[0].keys() - set(KnownType)
    there = {
        (path.relative_to(PACKAGE).as_posix(), name): line
        for path in modules()
        for line, name in types_as_text(ast.parse(read(path)), only_files)
    }
    assert [
        f"{m}:{line}: {n}" for (m, n), line in there.items() if (m, n) not in OF_NO_TYPE
    ] == [], (
        'Ask by behaviour (registry.types[record.type].has("endorsable")) or a key of the schema;'
        " or, if the type is the product's meaning, add it to KnownType (types/known.py) and to"
        " CONTRIBUTING with its reason. If the text is no type, say in OF_NO_TYPE what it is."
    )
    assert OF_NO_TYPE.keys() - there.keys() == set(), "gone: take them out of OF_NO_TYPE"


@pytest.mark.parametrize(
    "code",
    [
        "record.type == 'guideline'",
        "TYPES = ('guideline',)",
        "match record.type:\n    case 'guideline':\n        pass",
        "registry.of_type('guideline')",
        "registry.types['guideline']",
    ],
)
def test_such_a_type_in_python_is_seen(code: str) -> None:
    assert list(types_as_text(ast.parse(code), {"guideline"}))


def sentences(tree: ast.AST) -> Iterator[str]:
    """The texts with several words that are no docstrings: what people may come to read."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in notes:
            yield from (text for text in texts(node) if " " in text)


def test_no_words_that_people_read_name_a_class() -> None:
    """As when a class is renamed by replacing its name everywhere."""
    camel = r"(?:[A-Z][a-z]+){2,}"
    classes = {name for path in modules() for name in re.findall(rf"class ({camel})\b", read(path))}
    names = re.compile(rf"\b{camel}\b(?!=)")
    assert len(classes) > 100
    assert [
        f"{path.relative_to(PACKAGE).as_posix()}: {text}"
        for path in modules()
        for text in sentences(ast.parse(read(path)))
        if classes & {*names.findall(text)}
    ] == []


HOLLOW = {"one", "found", "said", "told"}
"""Names that tell how a thing was come by, and not what it is."""
CLEAR_THERE = {
    ("handbook/cli/problem.py", "FOUND"): "how the command ended, beside CANNOT_RUN: with findings",
}


def hollow_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a variable, a parameter, an attribute, a function or a class is called so."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.Attribute(attr=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.alias(asname=str(name))
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ) if name.strip("_").lower() in HOLLOW:
                yield getattr(node, "lineno", 0), name


def hollow_in_template(text: str) -> Iterator[tuple[int, str]]:
    """The same of a template: its loops, what it sets, and its macros with what they take."""
    for node in Environment(extensions=["jinja2.ext.do"]).parse(text).find_all((Name, Macro)):  # noqa: S701 - nothing is drawn
        if node.name in HOLLOW and (isinstance(node, Macro) or node.ctx != "load"):
            yield node.lineno, node.name


TOOLS = PACKAGE.parent
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("*") if path.suffix in (".j2", ".html") and "{%" in read(path)
)


def test_names_say_what_they_hold() -> None:
    """`finding`, `record`, `answer`, `seal`: whoever reads on knows what stands in the variable."""
    perhaps = re.compile(rf"\b_*({'|'.join(HOLLOW)})_*\b", re.IGNORECASE)
    every = [path for path in TOOLS.rglob("*.py") if TOOLS / "vendor" not in path.parents]
    assert [path for path in every if path.stem in HOLLOW] == []
    sources = [path for path in every if perhaps.search(read(path))]
    assert [
        f"{path.relative_to(TOOLS).as_posix()}:{line}: {name}"
        for path, look in [
            *((path, lambda text: hollow_names(ast.parse(text))) for path in sources),
            *((path, hollow_in_template) for path in TEMPLATES),
        ]
        for line, name in look(read(path))
        if (path.relative_to(TOOLS).as_posix(), name) not in CLEAR_THERE
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "said = 1",
        "_TOLD = 3",
        "for one in rows: pass",
        "[one for one in rows]",
        "while found := look(): pass",
        "def told(): pass",
        "async def _said(): pass",
        "def tell(*, said): pass",
        "lambda one: one",
        "class Told: pass",
        "class Answer:\n    said: str",
        "self.found = 1",
        "import handbook as told",
        "try:\n    pass\nexcept OSError as told:\n    pass",
        "match row:\n    case {'a': one, **said}:\n        pass",
        "with open('a') as found: pass",
    ],
)
def test_a_name_that_does_not_say_is_seen(code: str) -> None:
    assert list(hollow_names(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["finding = 1", "one_of = 1", "row.said", "f(said=1)", "'one'", "founding = told_of"]
)
def test_a_name_that_says_passes(code: str) -> None:
    assert list(hollow_names(ast.parse(code))) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("{% for one in rows %}{{ one }}{% endfor %}", True),
        ("{% set said = 1 %}", True),
        ("{% macro row(told) %}{% endmacro %}", True),
        ("{% macro told() %}{% endmacro %}", True),
        ("{% for row in rows %}{{ row.said }}, one{% endfor %}", False),
    ],
)
def test_such_a_name_in_a_template_is_seen(text: str, seen: bool) -> None:
    assert bool(list(hollow_in_template(text))) is seen


def imported_as_it_runs(tree: ast.Module) -> Iterator[str]:
    """The modules that the upper lines of a module import; not those for types alone."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_what_tests_share_is_called_by_one_name_and_never_conftest() -> None:
    """Fails if a test could be given what another folder's tests share: all stand on one path."""
    tests = sorted(Path(__file__).parent.rglob("*.py"))
    shared = Counter(p.name for p in tests if not p.name.startswith(("test_", "conftest.")))
    assert [name for name, times in shared.items() if times > 1] == []
    importing = {
        path.name: list(imported_as_it_runs(ast.parse(path.read_text("utf-8")))) for path in tests
    }
    assert [path for path, names in importing.items() if "conftest" in names] == []
