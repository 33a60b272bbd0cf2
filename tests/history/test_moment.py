"""What is read is compared with the commit byte for byte, whatever git itself would say of it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from handbook.history import moment, read_history
from handbook.history.files import Moment
from handbook.history.moment import look, moved
from handbook.load import WorkingTree
from handbook.load.trees.committed import How
from registries import lay

if TYPE_CHECKING:
    from pathlib import Path

STOP = "registry/decisions/stop.yaml"
NETWORK = "registry/network.yaml"
CHART = "registry/attachments/one/chart.pdf"
FILES = {
    NETWORK: b"id: one\n",
    STOP: b"id: stop\nreason: wrong\n",
    CHART: b"%PDF-1.7\nline\n",
    "docs-site/logo.png": b"\x89PNG\r\n\x1a\n",
    "mkdocs.yml": b"site_name: One\n",
}


def git(root: Path, *words: str) -> str:
    names = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", *names, *words], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


def put(root: Path, path: str, raw: bytes) -> None:
    lay({path: raw}, root)


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Change")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which everything that is read was committed."""
    return made(tmp_path / "network")


def made(here: Path, *words: str) -> Path:
    here.mkdir()
    git(here, "init", "-q", "-b", "main", *words)
    for path, raw in FILES.items():
        put(here, path, raw)
    commit(here)
    return here


def again(root: Path) -> None:
    """Check everything out anew."""
    for path in git(root, "ls-files").splitlines():
        (root / path).unlink()
    git(root, "checkout", "-q", "--", ".")


def told(root: Path) -> dict[str, How]:
    found = read_history(root)
    assert found.commit == git(root, "rev-parse", "HEAD")
    assert found.dirty == bool(found.differs)
    return {one.path: one.how for one in found.differs}


def test_what_was_committed_is_no_difference(root: Path) -> None:
    assert told(root) == {}


class TestGitLooksAway:
    """Each was published under the commit's own name. Fails if ``git status`` is believed."""

    def test_in_a_sparse_checkout(self, root: Path) -> None:
        git(root, "sparse-checkout", "set", "--no-cone", "/*", f"!/{STOP}")
        assert git(root, "status", "--porcelain") == ""
        assert told(root) == {STOP: How.GONE}

    @pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
    @pytest.mark.parametrize("path", [STOP, CHART, "mkdocs.yml", "docs-site/logo.png"])
    def test_by_a_flag_of_its_index(self, root: Path, flag: str, path: str) -> None:
        git(root, "update-index", flag, path)
        put(root, path, FILES[path] + b"x")
        assert git(root, "status", "--porcelain") == ""
        assert told(root) == {path: How.CHANGED}
        (root / path).unlink()
        assert told(root) == {path: How.GONE}

    @pytest.mark.parametrize("where", [".gitignore", ".git/info/exclude", "registry/.gitignore"])
    def test_from_what_it_was_told_to_ignore(self, root: Path, where: str) -> None:
        put(root, where, b"more.yaml\n.gitignore\n")
        put(root, "registry/posts/more.yaml", b"id: more\n")
        assert git(root, "status", "--porcelain", "registry") == ""
        assert told(root)["registry/posts/more.yaml"] is How.NEW

    def test_from_a_file_of_the_same_size_and_time(self, root: Path) -> None:
        before = (root / STOP).stat()
        put(root, STOP, FILES[STOP].replace(b"wrong", b"right"))
        os.utime(root / STOP, ns=(before.st_atime_ns, before.st_mtime_ns))
        git(root, "config", "core.checkStat", "minimal")
        git(root, "config", "core.trustctime", "false")
        assert told(root) == {STOP: How.CHANGED}


class TestGitMakesOtherBytesOfIt:
    def test_by_a_filter(self, root: Path) -> None:
        git(root, "config", "filter.kind.clean", "sed s/right/wrong/")
        git(root, "config", "filter.kind.smudge", "sed s/wrong/right/")
        put(root, ".gitattributes", b"*.yaml filter=kind\n")
        commit(root)
        again(root)
        assert b"right" in (root / STOP).read_bytes()
        assert git(root, "status", "--porcelain") == ""
        assert told(root) == {STOP: How.CHANGED}

    def test_by_an_encoding(self, root: Path) -> None:
        put(root, STOP, "reason: für\n".encode())
        put(root, ".gitattributes", b"*.yaml working-tree-encoding=latin1\n")
        git(root, "add", ".gitattributes")
        put(root, STOP, "reason: für\n".encode("latin-1"))
        commit(root)
        assert git(root, "status", "--porcelain") == ""
        assert told(root) == {STOP: How.CHANGED}

    def test_by_filling_in_an_identifier(self, root: Path) -> None:
        put(root, STOP, b"reason: $Id$\n")
        put(root, ".gitattributes", b"*.yaml ident\n")
        commit(root)
        again(root)
        assert told(root) == {STOP: How.FILLED_IN}
        put(root, STOP, b"reason: $Id: ten-times-as-much $\n")
        assert told(root) == {STOP: How.CHANGED}

    @pytest.mark.parametrize("attribute", ["text=auto", "text eol=crlf", "text"])
    def test_but_the_ends_of_lines_in_a_text_are_no_difference(
        self, root: Path, attribute: str
    ) -> None:
        put(root, ".gitattributes", f"*.yaml {attribute}\n*.pdf binary\n".encode())
        commit(root)
        git(root, "config", "core.autocrlf", "true")
        again(root)
        assert b"\r\n" in (root / STOP).read_bytes()
        assert told(root) == {}

    def test_nor_are_mixed_ones_that_were_committed_so(self, root: Path) -> None:
        put(root, STOP, b"id: stop\r\nreason: wrong\nmore: x\r\n")
        commit(root)
        put(root, STOP, b"id: stop\nreason: wrong\r\nmore: x\n")
        assert told(root) == {}

    def test_in_an_attachment_they_are_one(self, root: Path) -> None:
        put(root, CHART, FILES[CHART].replace(b"\n", b"\r\n"))
        assert told(root) == {CHART: How.CHANGED}


class TestNeighbours:
    def test_what_is_new_gone_or_changed(self, root: Path) -> None:
        put(root, "registry/posts/more.yaml", b"id: more\n")
        put(root, NETWORK, b"id: two\n")
        (root / STOP).unlink()
        assert told(root) == {
            "registry/posts/more.yaml": How.NEW,
            NETWORK: How.CHANGED,
            STOP: How.GONE,
        }

    def test_a_file_that_became_a_link(self, root: Path) -> None:
        (root / STOP).rename(root / "elsewhere.yaml")
        (root / STOP).symlink_to(root / "elsewhere.yaml")
        assert told(root) == {STOP: How.GONE}

    def test_a_link_that_became_a_file(self, root: Path) -> None:
        """As where a system has no links: then git writes its address into a file."""
        (root / STOP).unlink()
        (root / STOP).symlink_to("other.yaml")
        commit(root)
        (root / STOP).unlink()
        put(root, STOP, b"other.yaml")
        assert told(root) == {STOP: How.LINK}

    def test_a_folder_of_images_that_became_a_link(self, root: Path, tmp_path: Path) -> None:
        (root / "docs-site").rename(tmp_path / "images")
        (root / "docs-site").symlink_to(tmp_path / "images")
        assert told(root) == {"docs-site/logo.png": How.GONE}

    def test_what_a_system_left_about_is_none(self, root: Path) -> None:
        put(root, "registry/.DS_Store", b"\0")
        put(root, "docs-site/.hidden", b"\0")
        assert told(root) == {}

    def test_a_registry_below_the_top_of_the_repository(self, root: Path) -> None:
        put(root, f"inner/{NETWORK}", b"id: inner\n")
        commit(root)
        put(root, STOP, b"changed")
        assert read_history(root / "inner").differs == ()
        put(root, f"inner/{NETWORK}", b"id: other\n")
        (one,) = read_history(root / "inner").differs
        assert one.path == NETWORK

    def test_names_with_letters_that_git_quotes(self, root: Path) -> None:
        odd = 'registry/posts/für "x"\t.yaml'
        put(root, odd, b"id: odd\n")
        commit(root)
        assert told(root) == {}
        put(root, odd, b"id: more\n")
        assert told(root) == {odd: How.CHANGED}

    def test_a_repository_of_a_kind_that_is_not_read_claims_nothing(self, tmp_path: Path) -> None:
        found = read_history(made(tmp_path / "other", "--object-format=sha256"))
        assert (found.commit, found.dirty) == ("", True)

    def test_if_git_cannot_tell_it_counts_as_not_committed(self, root: Path) -> None:
        name = git(root, "rev-parse", f"HEAD:{STOP}")
        put(root, STOP, b"changed")
        (root / f".git/objects/{name[:2]}/{name[2:]}").unlink()
        found = read_history(root)
        assert found.dirty
        assert "nobody can tell whether the files are those of the commit" in found.why


class TestOneMoment:
    def test_a_commit_made_while_files_are_read_lends_its_name_to_nothing(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Fails if HEAD is asked after the files were read."""
        before = git(root, "rev-parse", "HEAD")

        def slow(place: Path) -> WorkingTree:
            tree = WorkingTree(place)
            put(root, STOP, b"id: stop\nreason: another\n")
            commit(root)
            return tree

        monkeypatch.setattr(moment, "WorkingTree", slow)
        found = look(root).history
        assert (found.commit, found.dirty) == (before, False)

    def test_nor_one_made_just_before_they_are_read(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = git(root, "rev-parse", "HEAD")

        def late(place: Path) -> WorkingTree:
            put(root, STOP, b"id: stop\nreason: another\n")
            commit(root)
            return WorkingTree(place)

        monkeypatch.setattr(moment, "WorkingTree", late)
        found = look(root).history
        assert (found.commit, [one.path for one in found.differs]) == (before, [STOP])

    def test_what_moved_since_is_named(self, root: Path) -> None:
        marks = Moment(root, look(root).tree).marks()
        assert set(marks) == set(FILES)
        assert moved(root, marks) == ()
        put(root, STOP, b"id: stop\n")
        (root / "docs-site/logo.png").unlink()
        put(root, "registry/posts/more.yaml", b"")
        put(root, "elsewhere.txt", b"")
        assert moved(root, marks) == ("docs-site/logo.png", STOP, "registry/posts/more.yaml")

    def test_an_attachment_is_the_same_each_time_it_is_read(self, root: Path) -> None:
        tree = WorkingTree(root)
        assert tree.read(CHART) == tree.read(CHART)
        put(root, CHART, b"%PDF-1.7\nother\n")
        with pytest.raises(OSError, match="changed while it was read"):
            tree.read(CHART)
