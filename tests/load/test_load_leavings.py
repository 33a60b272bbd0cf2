"""What systems and editors leave about stops nothing, is never published, and hides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.load import Loaded, MemoryTree, WorkingTree, load
from handbook.types import load_types
from registries import lay

TYPES, _ = load_types()
POST = b"id: a-nurse\ntitle: A post\n"
PAGE = b"---\nid: a-page\n---\n\nText.\n"
SEAL = b"id: odd\n"
DECISION = b"id: board-2026-01-01--2\nkind: withdraw\ndocuments:\n  - document: a-page\n"
HOME = "decisions/board-2026-01-01--2.yaml"
FILES = {
    "network.yaml": b"id: a-network\ntitle: A network\n",
    "posts/a-nurse.yaml": POST,
    "guidelines/a-page.md": PAGE,
    HOME: DECISION,
    "attachments/a-page/form.pdf": b"%PDF-1.7\n",
}


def loaded(more: dict[str, bytes]) -> Loaded:
    whole = {f"registry/{path}": raw for path, raw in {**FILES, **more}.items()}
    return load(MemoryTree(whole), TYPES)


HARMLESS = [
    ".DS_Store",
    "posts/.DS_Store",
    "posts/Thumbs.db",
    "guidelines/desktop.ini",
    "decisions/.DS_Store",
    "adoptions/Thumbs.db",
    "_endorsed/.DS_Store",
    "_endorsed/a-page/1.0/.DS_Store",
    "_endorsed/a-page/1.0/attachments/.DS_Store",
    "attachments/.DS_Store",
    "attachments/a-page/.DS_Store",
    "attachments/a-page/~$form.docx",
    "attachments/a-page/.~lock.form.docx#",
    "posts/._a-nurse.yaml",
    "__MACOSX/posts/._a-nurse.yaml",
    "guidelines/.a-page.md.swp",
    "guidelines/a-page.md~",
    "guidelines/#a-page.md#",
    "guidelines/.#a-page.md",
    "guidelines/~$a-page.docx",
    "nowhere/.DS_Store",
]


@pytest.mark.parametrize("path", HARMLESS)
def test_it_is_as_if_it_were_not_there(path: str) -> None:
    before, after = loaded({}), loaded({path: b"\x00\x05\x16\x07 anything"})
    assert after == before


# Each copies its record, so it says nothing new.
@pytest.mark.parametrize("path", [f"{HOME}~", "decisions/#board-2026-01-01--2.yaml#"])
def test_an_editors_copy_of_a_decision_says_nothing_new(path: str) -> None:
    assert loaded({path: DECISION.replace(b"\n", b"\r\n")}) == loaded({})


HIDING = [
    (f"{HOME}~", DECISION.replace(b"withdraw", b"endorse")),
    ("decisions/other.yaml~", b"anything"),
    ("decisions/.other.yaml.swp", b"b0VIM"),
    ("decisions/~$other.docx", b"anything"),
    ("decisions/other.yaml.orig", b""),
    ("meetings/board-2026-01-01.yaml~", b"id: board-2026-01-01\n"),
    ("adoptions/ward--a-page--2026-01-01.yaml~", b"answer: declined\n"),
    ("posts/.board-2026-01-01--3.yaml.swp", b"b0VIM"),
    ("guidelines/a-page.md~", DECISION),
    ("posts/.DS_Store", DECISION),
    ("posts/._a-nurse.yaml", DECISION),
    ("decisions/._board-2026-01-01--2.yaml", DECISION),
    ("_endorsed/a-page/1.0/record.md~", PAGE),
    ("posts/a-nurse.yaml.bak", POST),
    ("posts/.gitkeep", b"x"),
    ("__MACOSX/posts/a-nurse.yaml", POST),
]


@pytest.mark.parametrize(("path", "raw"), HIDING)
def test_what_may_say_something_is_never_passed_over(path: str, raw: bytes) -> None:
    found = {f.path for f in loaded({path: raw}).findings} - {f.path for f in loaded({}).findings}
    assert f"registry/{path}" in found


def test_the_link_by_which_emacs_marks_an_open_file(tmp_path: Path) -> None:
    lay(FILES, tmp_path / "registry")
    before = load(WorkingTree(tmp_path), TYPES)
    mark = tmp_path / "registry/posts/.#a-nurse.yaml"
    mark.symlink_to("nurse@ward.123:456")
    assert load(WorkingTree(tmp_path), TYPES) == before
    mark.rename(tmp_path / "registry/posts/.#other.yaml")
    assert [f.code.id for f in load(WorkingTree(tmp_path), TYPES).findings if ".#" in f.path] == [
        "LOD007"
    ]
