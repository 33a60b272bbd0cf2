"""What is kept from one run to the next changes nothing but the time that a run takes."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import subprocess
from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import cache as cache_module
from handbook import processes
from handbook.cache import FOLDER, TextCache, bodies_kept, fingerprint, spread
from handbook.check import Checked, check
from handbook.gate import passed
from handbook.gate.making import pages
from handbook.history import History
from handbook.load import sources
from handbook.load.trees.base import MemoryTree
from handbook.render import Page, Stamp
from handbook.render.markdown.output import refuse_strange
from handbook.render.markdown.templating import RefusedOutput
from handbook.report import report
from handbook.rules.examples import base
from handbook.source.markdown.bodies import Bodies, read_body

BASE = dict(base())
TEXTS = sorted(path for path in BASE if path.endswith(".md"))
TODAY = date(2026, 11, 23)
CLEAN = "Ring the line first.\n"
STAMP = "made by this release"


def judged(files: dict[str, bytes], bodies: Bodies | None = None) -> Checked:
    return check(MemoryTree(files), today=TODAY, history=History(), bodies=bodies)


def said(found: Checked) -> str:
    standings = found.assessment and found.assessment.standings
    return report(found, "json") + repr(standings)


def changed(files: dict[str, bytes], how: str, number: int) -> dict[str, bytes]:
    """The registry with one text edited, spoilt, renamed, deleted, added or brought back."""
    path = TEXTS[number % len(TEXTS)]
    here = dict(files)
    if how == "bring back":
        here[path] = BASE[path]
    elif path not in here:
        return here
    elif how == "edit":
        here[path] += f"\nOne more line, number {number}.\n".encode()
    elif how == "spoil":
        here[path] += b"\n2*3*4 mg\n"
    elif how == "delete":
        del here[path]
    elif how == "rename":
        here[path.replace(".md", "-moved.md")] = here.pop(path)
    elif how == "add":
        here[path.replace(".md", "-copy.md")] = here[path]
    return here


STEPS = st.tuples(
    st.sampled_from(["edit", "spoil", "delete", "rename", "add", "bring back"]), st.integers(0, 40)
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=5))
def test_the_findings_are_the_same_with_and_without_what_was_kept(tmp_path, steps):
    files = BASE
    for step in [("bring back", 0), *steps, steps[0]]:
        files = changed(files, *step)
        cache = TextCache(tmp_path / "texts.json", STAMP)
        assert said(judged(files, Bodies(cache))) == said(judged(files))
        cache.save()


def test_a_second_run_parses_no_clean_text_again(tmp_path):
    path = tmp_path / FOLDER / "texts.json"
    first = TextCache(path, STAMP)
    bodies = Bodies(first)
    judged(BASE, bodies)
    first.save()
    again = Bodies(TextCache(path, STAMP))
    judged(BASE, again)
    assert bodies.parsed > 0
    assert again.parsed == 0


def test_what_is_kept_of_a_text_is_held_as_one_text(tmp_path):
    """Fails if headings and links are held in objects: they take four times as much."""
    path = tmp_path / "texts.json"
    filled(path)
    (kept,) = TextCache(path, STAMP)._kept.values()
    assert isinstance(kept, str)
    assert not parsed_again(path)


@pytest.mark.parametrize("value", ["{", "[" * 100_000, 7, False, None, ["true"], "7"])
def test_what_is_no_entry_says_nothing(tmp_path, value):
    path = tmp_path / "texts.json"
    key = sha256(CLEAN.encode()).hexdigest()
    whole = json.dumps({"stamp": STAMP, "texts": {key: value}}).encode()
    path.write_bytes(resigned(whole))
    assert parsed_again(path)


def filled(path: Path, words: str = CLEAN, stamp: str = STAMP) -> None:
    cache = TextCache(path, stamp)
    Bodies(cache).of(words)
    cache.save()


def parsed_again(path: Path) -> bool:
    bodies = Bodies(TextCache(path, STAMP))
    assert bodies.of(CLEAN) == read_body(CLEAN)
    return bodies.parsed == 1


def resigned(whole: bytes) -> bytes:
    return sha256(whole).hexdigest().encode() + b"\n" + whole


DAMAGE = {
    "it is empty": lambda _: b"",
    "it was cut off": lambda raw: raw[:-10],
    "a letter was changed": lambda raw: raw.replace(b"headings", b"headinks"),
    "its first line is gone": lambda raw: raw.partition(b"\n")[2],
    "it is not text": lambda _: b"\xff\x00" * 50,
    "it is other JSON": lambda _: resigned(b"[1, 2]"),
    "it is no JSON": lambda _: resigned(b"{"),
    "it is nested too deeply": lambda _: resigned(b"[" * 100_000),
    "it holds no texts": lambda _: resigned(json.dumps({"stamp": STAMP}).encode()),
    "its texts are a list": lambda _: resigned(json.dumps({"stamp": STAMP, "texts": []}).encode()),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_says_nothing_and_is_replaced(tmp_path, how):
    path = tmp_path / "texts.json"
    filled(path)
    assert not parsed_again(path)
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    assert parsed_again(path)
    filled(path)
    assert not parsed_again(path)


def test_a_file_of_another_release_says_nothing(tmp_path):
    filled(tmp_path / "texts.json", stamp="made by another release")
    assert parsed_again(tmp_path / "texts.json")


def test_a_link_in_its_place_is_not_followed(tmp_path):
    filled(tmp_path / "elsewhere.json")
    (tmp_path / "texts.json").symlink_to(tmp_path / "elsewhere.json")
    assert parsed_again(tmp_path / "texts.json")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    filled(tmp_path / "texts.json")
    monkeypatch.setattr(cache_module, "_LARGEST", 10)
    assert parsed_again(tmp_path / "texts.json")


@pytest.mark.parametrize("where", ["missing/folder/texts.json", "file/texts.json"])
def test_where_nothing_can_be_written_nothing_is_said(tmp_path, where):
    (tmp_path / "file").write_text("in the way")
    filled(tmp_path / where)
    assert parsed_again(tmp_path / where)


def test_what_no_run_uses_any_more_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(cache_module, "_SPARE", 1)
    path = tmp_path / "texts.json"
    for words in ("One.\n", "Two.\n", "Three.\n"):
        filled(path, words)
    texts = json.loads(path.read_bytes().partition(b"\n")[2])["texts"]
    assert len(texts) == 2


looked_at = fingerprint.__wrapped__


def test_the_code_is_looked_at_once(monkeypatch):
    """A process goes on with the code that it began with, whatever the disk holds by now."""
    before = fingerprint()
    monkeypatch.setattr(metadata, "version", lambda name: "another")
    assert fingerprint() == before != looked_at()


def test_the_stamp_names_the_code_that_reads_texts(monkeypatch, tmp_path):
    before = looked_at()
    assert looked_at() == before
    copy = tmp_path / "handbook"
    copy.mkdir()
    (copy / "__init__.py").write_text("")
    monkeypatch.setattr(cache_module.handbook, "__file__", str(copy / "__init__.py"))
    other = looked_at()
    (copy / "more.py").write_text("x = 1\n")
    assert len({before, other, looked_at()}) == 3


def test_the_stamp_names_whatever_reads_texts_or_pages(monkeypatch):
    stamps = set()
    for name in ("none of them", "markdown-it-py", "Markdown", "selectolax"):
        with monkeypatch.context() as patch:
            patch.setattr(metadata, "version", lambda asked, name=name: str(asked == name))
            stamps.add(looked_at())
    assert len(stamps) == 4


def test_the_stamp_tells_the_same_code_in_another_place(monkeypatch, tmp_path):
    (tmp_path / "__init__.py").write_text("")
    monkeypatch.setattr(cache_module.handbook, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "a.py").write_text("x = 1\n")
    before = looked_at()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert looked_at() != before


def made(files: dict[str, bytes], bodies: Bodies | None) -> tuple[object, ...]:
    """Everything that the gate finds, and every page."""
    tree = MemoryTree(files)
    found = passed(tree, today=TODAY, history=History(), bodies=bodies)
    if found.assessment is None or found.errors:
        return (found.findings,)
    stamp = Stamp("", datetime(2026, 11, 23, 12, tzinfo=UTC), TODAY, "1")
    return found.findings, pages(found.assessment, tree, stamp, found.findings)


@pytest.mark.thorough
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=3))
def test_the_pages_are_the_same_with_and_without_what_was_kept(tmp_path, steps):
    files = BASE
    for step in [("bring back", 0), *steps, steps[0]]:
        files = changed(files, *step)
        cache = TextCache(tmp_path / "texts.json", STAMP)
        assert made(files, Bodies(cache)) == made(files, None)
        cache.save()


def test_no_record_comes_out_of_it(tmp_path, monkeypatch):
    """Decisions, seals, meetings, answers and every other file are read in full in each run."""
    times: Counter[str] = Counter()
    for name in ("read_yaml", "read_markdown"):
        plain = getattr(sources, name)

        def counting(raw, path, plain=plain):
            times[path] += 1
            return plain(raw, path)

        monkeypatch.setattr(sources, name, counting)
    runs = []
    for _ in range(2):
        cache = TextCache(tmp_path / "texts.json", STAMP)
        made(BASE, Bodies(cache))
        cache.save()
        runs.append(dict(times))
        times.clear()
    assert runs[0] == runs[1]
    assert {path for path in BASE if "/decisions/" in path} <= runs[0].keys()


def test_a_page_that_yields_something_strange_is_never_kept(tmp_path):
    """What is drawn like a badge is refused in every run (I12)."""
    badge = Page("a.md", {}, '<span class="hb-badge">Endorsed</span>')
    for _ in range(2):
        cache = TextCache(tmp_path / "texts.json", STAMP)
        bodies = Bodies(cache)
        with pytest.raises(RefusedOutput):
            refuse_strange([badge], bodies)
        assert not cache._used or set(cache._used.values()) == {True}
        held = len(cache._used)
        refuse_strange([Page("b.md", {}, CLEAN)], bodies)
        cache.save()
        assert len(cache._used) > held == 0


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def test_it_lies_where_no_commit_can_bring_it(tmp_path):
    git(tmp_path, "init", "--quiet")
    with bodies_kept(tmp_path) as bodies:
        bodies.of(CLEAN)
    assert [path.name for path in (tmp_path / ".git" / FOLDER).iterdir()] == ["texts.json"]
    status = ["git", "status", "--porcelain", "--ignored"]
    shown = subprocess.run(status, cwd=tmp_path, check=True, capture_output=True)
    assert shown.stdout == b""
    with bodies_kept(tmp_path) as bodies:
        bodies.of(CLEAN)
    assert bodies.parsed == 0


def test_without_a_repository_and_when_told_so_nothing_is_kept(tmp_path):
    with bodies_kept(tmp_path) as bodies:
        bodies.of(CLEAN)
    assert list(tmp_path.iterdir()) == []
    git(tmp_path, "init", "--quiet")
    with bodies_kept(tmp_path, fresh=True) as bodies:
        bodies.of(CLEAN)
    assert not (tmp_path / ".git" / FOLDER).exists()


def _run(root: Path, seed: int) -> None:
    for number in range(5):
        with bodies_kept(root) as bodies:
            bodies.of(f"Text {random.Random(seed + number).random()}.\n")  # noqa: S311  no secret


def test_runs_beside_each_other_do_no_harm(tmp_path):
    git(tmp_path, "init", "--quiet")
    several = [multiprocessing.Process(target=_run, args=(tmp_path, seed)) for seed in range(4)]
    for each in several:
        each.start()
    for each in several:
        each.join()
    assert [each.exitcode for each in several] == [0, 0, 0, 0]
    folder = tmp_path / ".git" / FOLDER
    assert [path.name for path in folder.iterdir()] == ["texts.json"]
    assert TextCache(folder / "texts.json", fingerprint())._kept


@pytest.fixture
def three_processors(monkeypatch):
    monkeypatch.setattr(cache_module, "_MANY", 3)
    monkeypatch.setattr(processes, "processors", lambda: 3)


@pytest.mark.usefixtures("three_processors")
def test_many_texts_are_read_alike_by_several_processes():
    texts = ["One.\n", "2*3*4 mg\n", "## Why\n", "\ud800\n", ""]
    assert list(spread(read_body, texts)) == [read_body(words) for words in texts]


@pytest.mark.usefixtures("three_processors")
def test_what_reading_needs_is_made_ready_before_there_are_several_processes():
    """Else each of them would import both parsers and make its own."""
    ready: list[str] = []

    def where(words: str) -> tuple[int, str, str]:
        ready.append(words)
        return os.getpid(), words, ready[0]

    rows = list(spread(where, list("abcdef")))
    assert rows[0] == (os.getpid(), "a", "a")
    assert [words for _, words, _ in rows] == list("abcdef")
    assert {first for _, _, first in rows} == {"a"}
    assert len({process for process, _, _ in rows}) == 3


@pytest.mark.usefixtures("three_processors")
@pytest.mark.parametrize(
    "problem", [OSError, RuntimeError, NotImplementedError, ImportError, AssertionError]
)
def test_a_machine_that_starts_no_processes_reads_them_itself(monkeypatch, problem):
    def refused(*_):
        raise problem("no more processes")

    monkeypatch.setattr("multiprocessing.get_context", refused)
    texts = [CLEAN, "## Why\n", "Two.\n"]
    assert list(spread(read_body, texts)) == [read_body(words) for words in texts]


@pytest.mark.usefixtures("three_processors")
def test_what_a_process_that_was_stopped_did_not_read_is_read_here():
    here = os.getpid()

    def read(words: str) -> str:
        return words if os.getpid() == here else os._exit(9)

    assert list(spread(read, list("abcd"))) == list("abcd")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_may_not_be_written_does_no_harm(tmp_path):
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".git").chmod(0o500)
    with bodies_kept(tmp_path) as bodies:
        bodies.of(CLEAN)
    (tmp_path / ".git").chmod(0o700)
    assert not (tmp_path / ".git" / FOLDER).exists()
