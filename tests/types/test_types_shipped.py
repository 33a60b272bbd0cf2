"""The tool's own types are read once and kept beside its bytecode: it changes nothing but time."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from handbook.source.yaml import shipped
from handbook.types import _built_in, _read, folders
from handbook.types.folders import DeclarationReader
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from pathlib import Path

OWN = {
    f"registry/_types/{name}": text.encode()
    for name, text in {
        "pledge/type.yaml": "title: Pledge\nplural: Pledges\ndescription: x.\nfolder: pledges\n"
        "format: yaml\n",
        "post/type.yaml": "titel: A post\n",
    }.items()
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept, in a folder of the test's own that is not there yet."""
    kept = tmp_path / "bytecode" / "shipped.json"
    monkeypatch.setattr(shipped, "place", lambda: kept)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return kept


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file of a declaration is read as YAML."""
    times: Counter[str] = Counter()
    read_yaml = folders.read_yaml

    def counted(raw: bytes, path: str) -> Any:
        times[path] += 1
        return read_yaml(raw, path)

    monkeypatch.setattr(folders, "read_yaml", counted)
    return times


def types_of(overrides: dict[str, bytes] | None = None) -> tuple[Any, ...]:
    shipped = _built_in()[2] if overrides else {}
    return _read(overrides or {}, shipped, check_built_in=False)


def test_each_file_is_read_once_and_in_later_runs_not_at_all(
    place: Path, read: Counter[str]
) -> None:
    first = types_of()
    assert set(read.values()) == {1}
    assert len(read) > 2 * len(first[0])
    read.clear()
    assert types_of() == first
    assert not read
    place.unlink()
    assert types_of() == first
    assert read


def test_what_a_network_has_of_its_own_is_read_every_time(place: Path, read: Counter[str]) -> None:
    fresh = types_of(OWN)
    assert place.is_file()
    for _ in range(2):
        read.clear()
        assert types_of(OWN) == fresh
        assert {path for path in read if path.startswith("registry/")} == set(OWN)
    assert b"Pledge" not in place.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:-10],
        lambda raw: raw.replace(b"minLength", b"maxLength"),
        lambda raw: b"",
        lambda raw: b"\xff\n[]",
        lambda raw: b"[" * 200_000,
    ],
)
def test_a_damaged_file_says_nothing(place: Path, read: Counter[str], damage: Any) -> None:
    first = types_of()
    place.write_bytes(damage(place.read_bytes()))
    read.clear()
    assert types_of() == first
    assert read


def test_what_was_read_of_other_files_or_by_other_code_says_nothing(
    place: Path, read: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    types_of()
    files = folders.built_in()
    post = files["post/schema.yaml"]
    remarked = folders.File(post.path, post.raw + b"# a remark\n", own=False)
    others: list[tuple[Any, str, Any]] = [
        (shipped, "_code", lambda: iter([("reader.py", b"other")])),
        (folders, "built_in", lambda: {**files, "post/schema.yaml": remarked}),
    ]
    for module, name, other in others:
        read.clear()
        with monkeypatch.context() as patch:
            patch.setattr(module, name, other)
            types_of()
        assert read


def test_nothing_is_kept_where_python_keeps_no_bytecode_or_nobody_may_write(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first = types_of()
    assert not place.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    place.parent.write_text("no folder")
    assert types_of() == first


def test_a_problem_of_a_file_that_was_not_read_is_told_at_its_line(place: Path) -> None:
    types_of()
    reading = DeclarationReader({})
    assert reading.yaml("post/type.yaml")
    reading.report("post/type.yaml", VocabularyProblem(folders.DECLARATION, ("plural",), "x"))
    (finding,) = reading.findings
    assert finding.place is not None
    assert finding.place.line > 1
