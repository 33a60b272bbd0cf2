"""What had been merged by a day, told from real repositories, or refused in plain words."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handbook.history.mainline import CannotTellError, Point, known_by, merges


def git(root: Path, *arguments: str, on: str = "2026-01-01") -> str:
    """Git as it comes, with the committer's clock set; the author's date is always older."""
    when = on if on.startswith("@") else f"{on}T12:00:00+00:00"
    names = ["user.name=Tester", "user.email=t@example.org", "core.autocrlf=false"]
    told = [word for name in names for word in ("-c", name)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": "2020-02-02T12:00:00+00:00"}
    done = subprocess.run(
        ["git", *told, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


def commit(root: Path, name: str, on: str) -> str:
    """A file of the registry, committed on a day; gives the commit."""
    path = root / "registry" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"id: {path.stem}\n")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", name, on=on)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two commits on the main line: one in January, one in March."""
    here = tmp_path / "network"
    here.mkdir()
    git(here, "init", "-q", "-b", "main")
    commit(here, "one.yaml", "2026-01-10")
    commit(here, "two.yaml", "2026-03-10")
    return here


def by(root: Path, day: str) -> Point:
    """The point reached before the end of a day."""
    return known_by(root, datetime.fromisoformat(f"{day}T23:59:59+00:00"))


def files_by(root: Path, day: str) -> list[str]:
    point = by(root, day).commit
    return git(root, "ls-tree", "-r", "--name-only", point, "registry/").split()


def days(root: Path) -> dict[str, str]:
    found = merges(root)
    assert found.why == ""
    return {
        Path(path).name: when.date().isoformat() if when else ""
        for path, when in found.when.items()
    }


def test_the_last_commit_on_or_before_the_day_is_told(root: Path) -> None:
    point = by(root, "2026-03-09")
    assert point == Point(
        git(root, "rev-parse", "HEAD~1"), datetime(2026, 1, 10, 12, tzinfo=UTC), "main"
    )
    assert by(root, "2026-03-10").commit == git(root, "rev-parse", "HEAD")


def test_a_day_ends_where_the_network_is(root: Path) -> None:
    last = commit(root, "late.yaml", "@1775001600 +0000")  # 1 April 2026, 00:00 UTC
    assert known_by(root, datetime.fromisoformat("2026-04-01T00:00:00+00:00")).commit != last
    assert known_by(root, datetime.fromisoformat("2026-04-01T00:00:00-01:00")).commit == last


class TestWhatIsMergedCountsFromTheDayOfTheMerge:
    """Without ``--first-parent`` a commit made on the side would count from the day it was made."""

    def side(self, root: Path) -> None:
        git(root, "checkout", "-q", "-b", "side", "HEAD~1")
        commit(root, "side.yaml", "2026-02-01")
        git(root, "checkout", "-q", "main")

    def test_by_a_merge_commit(self, root: Path) -> None:
        self.side(root)
        git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side", on="2026-04-01")
        assert files_by(root, "2026-02-15") == ["registry/one.yaml"]
        assert files_by(root, "2026-03-31") == ["registry/one.yaml", "registry/two.yaml"]
        assert "registry/side.yaml" in files_by(root, "2026-04-01")
        assert days(root)["side.yaml"] == "2026-04-01"

    def test_and_not_from_when_the_same_file_was_made_on_the_side(self, root: Path) -> None:
        self.side(root)
        git(root, "checkout", "-q", "side")
        commit(root, "two.yaml", "2026-03-20")
        git(root, "checkout", "-q", "main")
        git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side", on="2026-04-01")
        assert days(root)["two.yaml"] == "2026-03-10"

    def test_by_a_squash(self, root: Path) -> None:
        self.side(root)
        git(root, "merge", "-q", "--squash", "side")
        git(root, "commit", "-q", "-m", "Squashed", on="2026-04-01")
        assert "registry/side.yaml" not in files_by(root, "2026-03-31")
        assert days(root)["side.yaml"] == "2026-04-01"

    def test_by_a_rebase(self, root: Path) -> None:
        self.side(root)
        git(root, "rebase", "-q", "main", "side", on="2026-04-01")
        git(root, "checkout", "-q", "main")
        git(root, "merge", "-q", "--ff-only", "side")
        assert "registry/side.yaml" not in files_by(root, "2026-03-31")
        assert days(root)["side.yaml"] == "2026-04-01"

    def test_and_not_at_all_before_it_is_merged(self, root: Path) -> None:
        self.side(root)
        git(root, "checkout", "-q", "side")
        assert by(root, "2026-12-31").commit == git(root, "rev-parse", "main")
        assert "side.yaml" not in days(root)


class TestTheMainLineIs:
    def test_main_wherever_a_commit_is_checked_out(self, root: Path) -> None:
        git(root, "checkout", "-q", "--detach", "HEAD~1")
        assert by(root, "2026-12-31").commit == git(root, "rev-parse", "main")

    def test_what_the_place_we_cloned_from_says(self, root: Path, tmp_path: Path) -> None:
        git(root, "branch", "-q", "-m", "trunk")
        git(tmp_path, "clone", "-q", root.as_uri(), "copy")
        copy = tmp_path / "copy"
        git(copy, "checkout", "-q", "-b", "mine")
        commit(copy, "mine.yaml", "2026-03-11")
        point = by(copy, "2026-12-31")
        assert (point.line, point.commit) == ("origin/trunk", git(root, "rev-parse", "trunk"))

    def test_what_is_checked_out_if_nothing_is_called_main(self, root: Path) -> None:
        git(root, "branch", "-q", "-m", "trunk")
        assert by(root, "2026-12-31").line == "trunk"
        git(root, "checkout", "-q", "--detach")
        assert by(root, "2026-12-31").line == ""

    def test_read_in_another_working_copy_too(self, root: Path) -> None:
        git(root, "worktree", "add", "-q", "-b", "side", "../side")
        assert by(root.parent / "side", "2026-12-31").line == "main"


class TestFiles:
    def test_one_that_was_renamed_came_under_its_new_name_when_it_was_renamed(
        self, root: Path
    ) -> None:
        git(root, "mv", "registry/one.yaml", "registry/first.yaml")
        git(root, "commit", "-q", "-m", "Rename", on="2026-05-01")
        assert days(root)["first.yaml"] == "2026-05-01"
        assert "registry/one.yaml" in files_by(root, "2026-04-30")

    def test_one_that_was_taken_away_and_came_back_counts_from_when_it_came_back(
        self, root: Path
    ) -> None:
        git(root, "rm", "-q", "registry/one.yaml")
        git(root, "commit", "-q", "-m", "Remove", on="2026-05-01")
        commit(root, "one.yaml", "2026-06-01")
        assert days(root)["one.yaml"] == "2026-06-01"

    def test_one_with_an_unusual_name_is_found(self, root: Path) -> None:
        commit(root, "caf\u00e9 \u2018one\u2019.yaml", "2026-06-01")
        assert days(root)["caf\u00e9 \u2018one\u2019.yaml"] == "2026-06-01"

    def test_those_of_a_registry_deeper_in_the_repository_are_named_from_it(
        self, tmp_path: Path
    ) -> None:
        git(tmp_path, "init", "-q", "-b", "main")
        commit(tmp_path / "deep", "one.yaml", "2026-01-10")
        assert list(merges(tmp_path / "deep").when) == ["registry/one.yaml"]


class TestDates:
    def test_that_go_backwards_around_the_day_are_refused(self, root: Path) -> None:
        """Without the look at later commits, the one before the contradiction would be told."""
        commit(root, "early.yaml", "2026-02-01")
        with pytest.raises(CannotTellError, match="go backwards") as said:
            by(root, "2026-02-15")
        assert "1 February 2026" in str(said.value)
        assert "10 March 2026" in str(said.value)

    def test_that_go_backwards_elsewhere_do_not_matter(self, root: Path) -> None:
        early = commit(root, "early.yaml", "2026-02-01")
        assert by(root, "2026-03-10").commit == early
        assert by(root, "2026-01-31").commit == git(root, "rev-parse", "HEAD~2")

    def test_that_no_calendar_has_are_refused(self, root: Path) -> None:
        commit(root, "far.yaml", "@253402300800 +0000")
        assert by(root, "2026-12-31").commit == git(root, "rev-parse", "HEAD~1")
        assert days(root)["far.yaml"] == ""
        commit(root, "near.yaml", "2026-06-01")
        with pytest.raises(CannotTellError, match="a date that no calendar has"):
            by(root, "2026-12-31")

    def test_of_an_author_have_no_say(self, root: Path) -> None:
        with pytest.raises(CannotTellError, match="before the register began"):
            by(root, "2025-01-01")


class TestWhatCannotBeTold:
    def test_before_the_first_commit(self, root: Path) -> None:
        with pytest.raises(CannotTellError, match=r"first commit .* 10 January 2026"):
            by(root, "2026-01-09")

    def test_in_a_shallow_copy(self, root: Path, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
        with pytest.raises(CannotTellError, match=r"shallow copy .* `git fetch --unshallow`"):
            by(tmp_path / "shallow", "2026-12-31")
        assert "shallow copy" in merges(tmp_path / "shallow").why
        assert merges(tmp_path / "shallow").when == {}

    def test_without_git(self, tmp_path: Path) -> None:
        with pytest.raises(CannotTellError, match="This is not a git repository"):
            by(tmp_path, "2026-12-31")
        assert merges(tmp_path).why == "this is not a git repository"

    def test_before_anything_is_committed(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "-b", "main")
        with pytest.raises(CannotTellError, match="Nothing has been committed yet"):
            by(tmp_path, "2026-12-31")
        assert merges(tmp_path).why == "Nothing has been committed yet"

    def test_when_commits_are_missing(self, root: Path) -> None:
        first = git(root, "rev-parse", "HEAD~1")
        (root / ".git/objects" / first[:2] / first[2:]).unlink()
        with pytest.raises(CannotTellError, match="could not read"):
            by(root, "2026-12-31")
        assert merges(root).why


def test_replaced_commits_and_settings_have_no_say(root: Path) -> None:
    true = git(root, "rev-parse", "HEAD")
    git(root, "commit", "-q", "--amend", "-m", "False", on="2026-01-11")
    false = git(root, "rev-parse", "HEAD")
    git(root, "reset", "-q", "--hard", true)
    git(root, "replace", true, false)
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "log.diffMerges", "off")
    assert by(root, "2026-03-09").commit != true
    assert days(root) == {"one.yaml": "2026-01-10", "two.yaml": "2026-03-10"}
