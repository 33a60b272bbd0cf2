"""Git is asked what it knows; whatever it cannot say is said in words, and nothing crashes."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handbook.history import History, read_history, web_address

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-03-01T12:00:00+01:00"


def git(root: Path, *arguments: str, **environment: str) -> str:
    names = [
        "-c",
        "user.name=Tester",
        "-c",
        "user.email=t@example.org",
        "-c",
        "core.autocrlf=false",
    ]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": DAY, "GIT_AUTHOR_DATE": DAY, **environment}
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two commits."""
    here = tmp_path / "network"
    (here / "registry").mkdir(parents=True)
    git(here, "init", "-q", "-b", "main")
    for text in ("id: one\n", "id: two\n"):
        (here / "registry/network.yaml").write_text(text)
        git(here, "add", ".")
        git(here, "commit", "-q", "-m", text)
    return here


def test_a_full_repository_tells_everything(root: Path) -> None:
    git(root, "remote", "add", "origin", "git@github.com:fells/handbook.git")
    found = read_history(root)
    assert found == History(
        commit=git(root, "rev-parse", "HEAD"),
        committed=datetime.fromisoformat(DAY),
        branch="main",
        remote="https://github.com/fells/handbook",
    )
    assert found.committed is not None
    assert found.committed.utcoffset() == timedelta(hours=1)


class TestAWorkingCopyIsDirty:
    def test_when_a_file_changed(self, root: Path) -> None:
        (root / "registry/network.yaml").write_text("id: three\n")
        assert read_history(root).dirty

    def test_when_a_file_is_new(self, root: Path) -> None:
        (root / "registry/more.yaml").write_text("id: more\n")
        assert read_history(root).dirty

    def test_but_not_when_only_the_index_of_git_differs(self, root: Path) -> None:
        git(root, "rm", "-q", "--cached", "registry/network.yaml")
        assert not read_history(root).dirty

    def test_but_not_when_a_file_was_merely_touched(self, root: Path) -> None:
        os.utime(root / "registry/network.yaml", (1, 1))
        assert not read_history(root).dirty

    def test_nor_for_line_endings_that_git_itself_put_there(self, root: Path) -> None:
        (root / ".gitattributes").write_text("* text=auto eol=crlf\n")
        git(root, "add", "--renormalize", ".")
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "Endings")
        (root / "registry/network.yaml").unlink()
        git(root, "checkout", "-q", "--", ".")
        assert b"\r\n" in (root / "registry/network.yaml").read_bytes()
        assert not read_history(root).dirty

    def test_and_asking_changes_nothing(self, root: Path) -> None:
        os.utime(root / "registry/network.yaml", (1, 1))
        before = (root / ".git/index").read_bytes()
        read_history(root)
        assert (root / ".git/index").read_bytes() == before


def test_a_shallow_copy_says_that_it_is_one(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    found = read_history(tmp_path / "shallow")
    assert found.shallow
    assert found.commit == git(root, "rev-parse", "HEAD")
    assert "shallow" in found.why
    assert not read_history(root).shallow


def test_a_second_working_copy_of_the_same_repository_is_read(root: Path) -> None:
    git(root, "worktree", "add", "-q", "-b", "side", "../side")
    found = read_history(root.parent / "side")
    assert (found.branch, found.commit) == ("side", git(root, "rev-parse", "HEAD"))
    assert (found.why, found.dirty) == ("", False)


def test_a_commit_may_be_checked_out_without_a_branch(root: Path) -> None:
    git(root, "checkout", "-q", "--detach", "HEAD~1")
    found = read_history(root)
    assert (found.branch, found.why) == ("", "")
    assert found.commit == git(root, "rev-parse", "HEAD")


def test_only_what_is_read_counts(root: Path) -> None:
    (root / "elsewhere.txt").write_text("changed")
    assert not read_history(root).dirty
    (root / "mkdocs.yml").write_text("site_name: Changed\n")
    assert read_history(root).dirty
    assert not read_history(root / "registry").dirty


class TestWhatCannotBeLearnt:
    def test_nothing_was_committed_yet(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "-b", "main")
        found = read_history(tmp_path)
        assert (found.commit, found.branch) == ("", "main")
        assert found.why == "nothing has been committed yet"

    def test_it_is_no_repository(self, tmp_path: Path) -> None:
        assert read_history(tmp_path) == History(why="this is not a git repository")

    def test_there_is_no_such_folder(self, tmp_path: Path) -> None:
        assert read_history(tmp_path / "nowhere") == History(why="there is no such folder")

    def test_the_repository_has_no_working_copy(self, root: Path, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--bare", root.as_uri(), "bare")
        assert read_history(tmp_path / "bare").why == "this git repository has no working copy"

    def test_git_is_not_installed(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(root))
        assert read_history(root).why == "git is not installed on this computer"

    def test_the_repository_is_damaged(self, root: Path) -> None:
        (root / ".git/HEAD").write_text("nonsense\n")
        assert read_history(root) == History(why="this is not a git repository")

    def test_the_last_commit_is_missing(self, root: Path) -> None:
        shutil.rmtree(root / ".git/objects")
        (root / ".git/objects").mkdir()
        found = read_history(root)
        assert found.commit == ""
        assert found.why

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to somebody else")
    def test_the_repository_belongs_to_somebody_else(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in [root, *root.rglob("*")]:
            os.chown(path, 65534, 65534)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        monkeypatch.delenv("SUDO_UID", raising=False)
        found = read_history(root)
        assert found.commit == ""
        assert "belong to another user" in found.why

    def test_the_last_commit_has_an_impossible_date(self, root: Path) -> None:
        git(
            root,
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "Far",
            GIT_COMMITTER_DATE="@253402300800 +0000",
        )
        found = read_history(root)
        assert found.committed is None
        assert found.commit == git(root, "rev-parse", "HEAD")
        assert "no calendar" in found.why


class TestTheEnvironmentHasNoSay:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("GIT_DIR", "/nonexistent"),
            ("GIT_WORK_TREE", "/nonexistent"),
            ("GIT_INDEX_FILE", "/nonexistent"),
            ("GIT_COMMON_DIR", "/nonexistent"),
            ("GIT_OBJECT_DIRECTORY", "/nonexistent"),
            ("GIT_CEILING_DIRECTORIES", "/"),
            ("GIT_NAMESPACE", "other"),
        ],
    )
    def test_of_a_hook_or_a_shell(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        without = read_history(root)
        monkeypatch.setenv(name, value)
        assert read_history(root) == without
        assert os.environ[name] == value

    def test_of_replaced_commits(self, root: Path) -> None:
        when = {"GIT_COMMITTER_DATE": "2001-01-01T00:00:00+00:00"}
        git(root, "commit", "-q", "--allow-empty", "-m", "False", **when)
        false = git(root, "rev-parse", "HEAD")
        git(root, "reset", "-q", "--hard", "HEAD~1")
        git(root, "replace", "HEAD", false)
        found = read_history(root).committed
        assert found is not None
        assert found.astimezone(UTC).year == 2026


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        ("git@github.com:fells/handbook.git", "https://github.com/fells/handbook"),
        ("github.com:fells/handbook", "https://github.com/fells/handbook"),
        ("ssh://git@github.com:22/fells/handbook.git", "https://github.com/fells/handbook"),
        ("https://github.com/fells/handbook.git", "https://github.com/fells/handbook"),
        ("https://user:secret@gitlab.com/nhs/fells/handbook.git/",
         "https://gitlab.com/nhs/fells/handbook"),
        ("git@gitlab.example.org:fells/handbook.git", "https://gitlab.example.org/fells/handbook"),
        ("git://codeberg.org/fells/handbook", "https://codeberg.org/fells/handbook"),
        ("https://git.example.org/fells/handbook", ""),
        ("/srv/git/handbook.git", ""),
        ("file:///srv/git/handbook.git", ""),
        ("../handbook", ""),
        ("https://github.com/", ""),
        ("https://github.com/fells/../../evil", ""),
        ("https://github.com/fells/a b", ""),
        ("https://github.com/fells/x?y=<z>", "https://github.com/fells/x"),
        ("https://[github.com/a/b", ""),
        ("ext::sh -c evil", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_web_page_of_a_known_forge_is_told(remote: str, page: str) -> None:
    assert web_address(remote) == page
