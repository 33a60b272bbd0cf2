"""What tests share: how golden files are blessed, and how property tests search."""

from __future__ import annotations

import gc
import os
import sys
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from few_rules import few_rules
from handbook import gate, types, validate
from handbook.cli import making as of_command
from handbook.outputs import making
from handbook.outputs.catalogue import spreadsheets
from handbook.publish import engine
from handbook.render.markdown import output
from handbook.source.markdown import bodies
from handbook.source.yaml import reader
from handbook.source.yaml.events import Document
from handbook.types import folders
from warm import EngineStarter, words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handbook.types.model import ContentType
    from handbook.validate.quick import Accepts


# No timing is asserted. In CI a commit always tries the same examples; elsewhere each run tries new
# ones.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

# Hundreds of tests start a process of their own. Where Python is told to leave no bytecode beside
# the code, each would compile all of it again, which takes longer than what it is started for.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ["PYTHONPYCACHEPREFIX"] = str(
        Path(__file__).parents[1] / ".pytest_cache" / "bytecode"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="write what is found into the golden files"
    )
    parser.addoption("--pictures", help="the folder for pictures of the walk through a change")


LONGEST_FIRST = ("browser", "lives", "starting", "cli", "federation")
"""Folders whose single tests take longest. Were they last, one processor would wait for another.

The first process to run tests begins with these, and others take from the end of what is left to
it: so one browser is started, and what waits for it waits beside what reckons.
"""


@cache
def _place(path: Path) -> int:
    folder = path.relative_to(Path(__file__).parent).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Thirteen thousand tests are gathered once and kept, so nothing looks for rubbish in them."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever takes long is begun early; the rest stays in its order."""
    items.sort(key=lambda item: _place(item.path))


@pytest.fixture(scope="session", autouse=True)
def _each_text_read_once() -> Iterator[None]:
    """The small registries share most of their texts, so each process reads one once.

    What is read depends on the words alone, and is frozen: `tests/source/test_bodies.py`. So do
    what a page's Markdown is made into, and what is met in that.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "read_body", lru_cache(maxsize=4096)(bodies.read_body))
        patch.setattr(output, "to_html", lru_cache(maxsize=16384)(output.to_html))
        met = output.met
        patch.setattr(output, "met", lru_cache(maxsize=16384)(lambda html: tuple(met(html))))
        yield


def _copied(data: Any) -> Any:
    """The same values in mappings and lists of their own."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


def _by_text(read: Callable[..., Document]) -> Callable[..., Document]:
    """``read_document``, which reads the same words at the same place once; each gets a copy."""
    once = lru_cache(maxsize=8192)(read)

    def of(*given: Any) -> Document:
        document = once(*given)
        return Document(_copied(document.data), document.places, document.findings.copy())

    return of


@pytest.fixture(scope="session", autouse=True)
def _each_record_read_once() -> Iterator[None]:
    """Most records of most small registries are the same too: a sixth of the time of a check."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_document", _by_text(reader.read_document))
        yield


def _by_files(read: Callable[..., Any]) -> Callable[..., Any]:
    """``types._read``, which makes types of the same files once."""
    made: dict[Any, Any] = {}

    def of(overrides: Mapping[str, bytes], shipped: Mapping[str, Any], **how: bool) -> Any:
        if not overrides:
            return read(overrides, shipped, **how)
        key = (frozenset(overrides.items()), id(shipped), *how.values(), folders.built_in)
        if key not in made:  # what it came with is kept beside it, so that its id stays its own
            made[key] = (shipped, read(overrides, shipped, **how))
        found, findings, merged = made[key][1]
        return dict(found), findings, dict(merged)

    return of


@pytest.fixture(scope="session", autouse=True)
def _own_types_made_once() -> Iterator[None]:
    """A network with a type of its own has all types made anew, in each check of it: half of what
    the check of a case takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(types, "_read", _by_files(types._read))
        yield


def _by_schema(quick: Callable[[ContentType], Accepts]) -> Callable[[ContentType], Accepts]:
    """``validate.quick``, which makes a validator of one and the same schema once."""
    made: dict[tuple[int, bool], tuple[Mapping[str, Any], Accepts]] = {}

    def of(content_type: ContentType) -> Accepts:
        schema = content_type.schema  # kept beside what is made of it, so that its id stays its own
        missing = sys.modules.get("jsonschema_rs", quick) is None  # as a test may want it
        key = (id(schema), missing)
        if key not in made:
            made[key] = (schema, quick(content_type))
        return made[key][1]

    return of


@pytest.fixture(scope="session", autouse=True)
def _each_schema_taken_apart_once() -> Iterator[None]:
    """Each check makes its validators anew, of schemas that nobody changes: a fifth of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validate, "quick", _by_schema(validate.quick))
        yield


def _by_words(workbook: Callable[..., bytes]) -> Callable[..., bytes]:
    """``outputs.spreadsheets.workbook``, which writes the same sheets once."""
    made: dict[bytes, bytes] = {}

    def of(*sheets_and_copy: Any) -> bytes:
        key = blake2b(repr(sheets_and_copy).encode()).digest()
        if key not in made:
            made[key] = workbook(*sheets_and_copy)
        return made[key]

    return of


@pytest.fixture(scope="session", autouse=True)
def _each_workbook_written_once() -> Iterator[None]:
    """A workbook follows from its sheets alone, and most sheets of most tests are the same: of what
    it takes to make a site of a small registry, half went into writing them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheets, "workbook", _by_words(spreadsheets.workbook))
        yield


@pytest.fixture(scope="session", autouse=True)
def _few_rules() -> Iterator[None]:
    """Whatever builds, stages or only tries makes pages of a few rules: ``few_rules`` says why."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "handbook", few_rules(making.handbook))
        patch.setattr(making, "looked_through", few_rules(making.looked_through))
        patch.setattr(of_command, "rule_examples", lru_cache(of_command.rule_examples))
        yield


@pytest.fixture(scope="session", autouse=True)
def _engine_read_once() -> Iterator[None]:
    """The site engine is a process of its own in each build, born of one that has read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "subprocess", EngineStarter(words_for))
        yield


@pytest.fixture
def no_pages_tried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check does not make the pages besides, but for tests marked ``pages``.

    To make them all is half of what a check of a small registry takes, and says nothing of what
    most tests ask. That it stands in the way where they cannot be made: ``tests/gate``.
    """
    if not request.node.get_closest_marker("pages"):
        monkeypatch.setattr(gate, "unbuildable", lambda _checked: [])


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file; with --bless, write it there instead."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="")
        assert path.exists(), f"no golden file {path}: run pytest --bless and read what it wrote"
        assert found == path.read_bytes().decode("utf-8")

    return compare
