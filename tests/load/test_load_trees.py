"""The same files come out of the disk, of a git revision and of memory; nothing else does."""

from __future__ import annotations

import os
import socket
import subprocess
import tracemalloc
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from handbook.load import (
    GitTree,
    MemoryTree,
    NoRepositoryError,
    WorkingTree,
    load,
)
from handbook.load.trees.base import LARGEST, read_regular
from handbook.types import load_types
from registries import lay

if TYPE_CHECKING:
    from pathlib import Path

TYPES, _ = load_types()
FILES = {
    "registry/network.yaml": b"id: a-network\n",
    "registry/posts/a-nurse.yaml": b"id: a-nurse\r\ntitle: Nurse\n",
    "registry/attachments/a-nurse/form.pdf": b"%PDF-1.7\n\x00\xff\r\n",
}


def git(root: Path, *arguments: str) -> str:
    names = [
        "-c",
        "user.name=Tester",
        "-c",
        "user.email=t@example.org",
        "-c",
        "core.autocrlf=false",
    ]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(FILES, tmp_path)
    (tmp_path / "elsewhere.yaml").write_text("id: elsewhere\n")
    return tmp_path


@pytest.fixture
def repository(root: Path) -> Path:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "First")
    return root


def contents(tree: WorkingTree | GitTree | MemoryTree) -> dict[str, bytes]:
    return {path: tree.read(path) for path in tree.paths()}


def test_all_trees_hold_the_same_files(repository: Path) -> None:
    assert contents(WorkingTree(repository)) == FILES
    assert contents(GitTree(repository, "HEAD")) == FILES
    assert contents(MemoryTree({**FILES, "elsewhere.yaml": b""})) == FILES


def test_a_missing_file_is_an_error_of_the_disk_in_all_of_them(repository: Path) -> None:
    for tree in (WorkingTree(repository), GitTree(repository, "HEAD"), MemoryTree(FILES)):
        with pytest.raises(OSError, match="nowhere"):
            tree.read("registry/posts/nowhere.yaml")


@pytest.mark.parametrize("many", [0, 1, 511, 512, 513, 100_000])
def test_a_tree_holds_what_the_disk_held_when_it_was_made(root: Path, many: int) -> None:
    path, raw = "registry/posts/long.yaml", (b"# words and more words\r\n" * many)[:many]
    (root / path).write_bytes(raw)
    tree = WorkingTree(root)
    (root / path).write_bytes(b"id: other\n")
    assert tree.read(path) == tree.read(path) == raw


def test_texts_are_held_in_fewer_bytes_than_they_have(root: Path) -> None:
    """Fails if a check holds every file as it is: at 10,000 documents that is a third of it."""
    for number in range(100):
        text = b"Give what the table says, and look again after an hour. " * 100
        (root / f"registry/posts/{number}.yaml").write_bytes(text)
    tracemalloc.start()
    try:
        tree = WorkingTree(root)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < sum(len(tree.read(path)) for path in tree.paths()) / 3


def test_a_sealed_text_is_held_by_where_it_differs_from_its_working_text(root: Path) -> None:
    """Fails if each text of a document is held whole: at 10,000 documents that is 16 MB more."""
    words = b" ".join(sha256(b"%d" % number).hexdigest().encode() for number in range(60))
    texts = {
        "registry/guidelines/quiet.md": b"---\nid: quiet\nowner: lead\n---\n" + words,
        "registry/_endorsed/quiet/1.0/record.md": b"---\nid: quiet\n---\n" + words,
        "registry/_endorsed/alone/1.0/record.md": b"---\nid: alone\n---\n" + words[::-1],
    }
    for path, raw in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    tree = WorkingTree(root)
    (root / "registry/guidelines/quiet.md").write_bytes(b"Something else by now.\n" * 100)
    assert {path: tree.read(path) for path in texts} == texts
    held = {path: len(tree._pressed[path]) for path in texts}
    working, sealed, alone = held.values()
    assert sealed < working / 10 < alone


class TestTheWorkingCopy:
    def only_problem(self, root: Path) -> tuple[str, str]:
        tree = WorkingTree(root)
        (problem,) = tree.problems
        assert problem.path not in tree.paths()
        assert problem.code.id in [f.code.id for f in load(tree, TYPES).findings]
        return problem.code.id, problem.path

    def test_may_be_empty(self, tmp_path: Path) -> None:
        assert WorkingTree(tmp_path).paths() == ()
        assert WorkingTree(tmp_path / "nowhere").paths() == ()

    def test_never_follows_a_link_to_a_file(self, root: Path) -> None:
        (root / "registry/posts/linked.yaml").symlink_to(root / "elsewhere.yaml")
        assert self.only_problem(root) == ("LOD007", "registry/posts/linked.yaml")

    def test_never_follows_a_link_to_a_folder(self, root: Path) -> None:
        (root / "registry/actions").symlink_to(root / "registry/posts")
        assert self.only_problem(root) == ("LOD007", "registry/actions")

    def test_never_follows_a_link_in_place_of_the_registry(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "registry").symlink_to(tmp_path / "real")
        assert WorkingTree(tmp_path).problems[0].code.id == "LOD007"

    def test_never_waits_for_a_pipe(self, root: Path) -> None:
        os.mkfifo(root / "registry/posts/pipe.yaml")
        assert self.only_problem(root) == ("LOD007", "registry/posts/pipe.yaml")

    def test_never_opens_a_socket(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(root / "registry/posts")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("s.yaml")
            assert self.only_problem(root) == ("LOD007", "registry/posts/s.yaml")

    def test_never_reads_a_submodule(self, root: Path) -> None:
        (root / "registry/posts/theirs").mkdir()
        (root / "registry/posts/theirs/.git").write_text("gitdir: ../..\n")
        (root / "registry/posts/theirs/x.yaml").write_text("id: x\n")
        assert self.only_problem(root) == ("LOD007", "registry/posts/theirs")

    def test_never_reads_a_file_that_is_far_too_large(self, root: Path) -> None:
        with (root / "registry/posts/large.yaml").open("wb") as file:
            file.truncate(33 * 1024 * 1024)
        assert self.only_problem(root) == ("LOD008", "registry/posts/large.yaml")

    def test_says_which_name_is_not_text(self, root: Path) -> None:
        (root / "registry/posts").joinpath(os.fsdecode(b"\xff.yaml")).write_text("id: x\n")
        code, path = self.only_problem(root)
        assert code == "LOD007"
        path.encode("utf-8")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_says_what_it_may_not_read(self, root: Path) -> None:
        (root / "registry/posts/a-nurse.yaml").chmod(0)
        assert self.only_problem(root) == ("LOD008", "registry/posts/a-nurse.yaml")

    def test_says_what_the_disk_does_not_hand_over(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened = os.open

        def failing(path: object, *rest: object, **more: object) -> int:
            if str(path).endswith("a-nurse.yaml"):
                raise PermissionError(13, "Permission denied")
            return opened(path, *rest, **more)  # type: ignore[arg-type]  a stand-in takes anything

        monkeypatch.setattr(os, "open", failing)
        assert self.only_problem(root) == ("LOD008", "registry/posts/a-nurse.yaml")

    def test_makes_a_decision_that_is_a_link_a_broken_one(self, root: Path) -> None:
        (root / "registry/decisions").mkdir()
        (root / "registry/decisions/a-stop.yaml").symlink_to(root / "elsewhere.yaml")
        (broken,) = load(WorkingTree(root), TYPES).broken
        assert (broken.type, broken.id) == ("decision", "a-stop")

    def test_makes_a_folder_of_decisions_that_is_a_link_a_broken_one(self, root: Path) -> None:
        (root / "registry/decisions").symlink_to(root / "registry/posts")
        (broken,) = load(WorkingTree(root), TYPES).broken
        assert (broken.type, broken.id, broken.data) == ("decision", "decisions", None)

    def test_stays_as_it_was_when_it_was_read(self, root: Path) -> None:
        tree = WorkingTree(root)
        (root / "registry/posts/a-nurse.yaml").write_text("id: other\n")
        assert tree.read("registry/posts/a-nurse.yaml") == FILES["registry/posts/a-nurse.yaml"]


class TestAGitRevision:
    def test_is_what_was_committed_and_not_what_is_on_disk(self, repository: Path) -> None:
        (repository / "registry/posts/a-nurse.yaml").write_text("id: changed\n")
        assert contents(GitTree(repository, "main")) == FILES

    def test_may_be_named_in_any_way(self, repository: Path) -> None:
        git(repository, "tag", "-a", "v1", "-m", "One")
        commit = git(repository, "rev-parse", "HEAD")
        for name in ("v1", commit, commit[:10], "HEAD~0", "refs/heads/main"):
            assert GitTree(repository, name).commit == commit

    @pytest.mark.parametrize(
        "rev", ["--output=stolen", "-h", "", "nothing", "HEAD~9", "HEAD:registry", "a b", "HEAD\n"]
    )
    def test_that_does_not_exist_is_refused_in_words(self, repository: Path, rev: str) -> None:
        with pytest.raises(NoRepositoryError, match="no commit called"):
            GitTree(repository, rev)
        assert not (repository / "stolen").exists()

    def test_outside_a_repository_is_refused_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(NoRepositoryError, match="not a git repository"):
            GitTree(tmp_path, "HEAD")

    def test_without_a_registry_is_empty(self, repository: Path) -> None:
        git(repository, "rm", "-rq", "registry")
        git(repository, "commit", "-q", "-m", "Empty")
        assert GitTree(repository, "HEAD").paths() == ()

    def test_may_lie_deeper_in_its_repository(self, repository: Path) -> None:
        (repository / "networks").mkdir()
        git(repository, "mv", "registry", "networks/registry")
        git(repository, "commit", "-q", "-m", "Move")
        assert contents(GitTree(repository / "networks", "HEAD")) == FILES

    def test_does_not_follow_links_or_submodules(self, repository: Path) -> None:
        (repository / "registry/posts/linked.yaml").symlink_to("../../elsewhere.yaml")
        git(repository, "add", ".")
        commit = git(repository, "rev-parse", "HEAD")
        git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},registry/theirs")
        git(repository, "commit", "-q", "-m", "Odd")
        tree = GitTree(repository, "HEAD")
        assert contents(tree) == FILES
        assert {p.path: p.code.id for p in tree.problems} == {
            "registry/posts/linked.yaml": "LOD007",
            "registry/theirs": "LOD007",
        }

    def test_is_not_deceived_by_replaced_objects(self, repository: Path) -> None:
        true = git(repository, "rev-parse", "HEAD:registry/posts/a-nurse.yaml")
        (repository / "false.yaml").write_text("id: false\n")
        false = git(repository, "hash-object", "-w", "false.yaml")
        git(repository, "replace", true, false)
        assert contents(GitTree(repository, "HEAD")) == FILES

    def test_is_not_deceived_by_the_environment(
        self, repository: Path, tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        other = tmp_path_factory.mktemp("other")
        git(other, "init", "-q")
        monkeypatch.setenv("GIT_DIR", str(other / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(other))
        assert contents(GitTree(repository, "HEAD")) == FILES
        assert os.environ["GIT_DIR"] == str(other / ".git")


def test_reading_a_file_asks_for_no_more_memory_than_the_file_is_large(tmp_path: Path) -> None:
    small = tmp_path / "small.yaml"
    small.write_bytes(b"id: small\n")
    tracemalloc.start()
    try:
        assert read_regular(small) == b"id: small\n"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < LARGEST // 100


def test_a_file_that_grows_while_it_is_read_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = tmp_path / "growing.yaml"
    growing.write_bytes(b"id: growing\n")
    seen = os.fstat

    def before_it_grew(descriptor: int) -> os.stat_result:
        found = seen(descriptor)
        with growing.open("ab") as more:
            more.write(b"kind: withdraw\n")
        return found

    monkeypatch.setattr(os, "fstat", before_it_grew)
    with pytest.raises(OSError, match="grew"):
        read_regular(growing)
