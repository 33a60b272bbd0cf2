"""``verify`` follows every line: what was lost or changed on any of them is named."""

from __future__ import annotations

from itertools import count

import git as gitpython
import pytest
from real_git import DECISION, MEETING, SEALED, SUSPEND, Repository, command, git

from handbook.history.lines import read_lines
from handbook.load.trees.repository import repository

STOP = "registry/decisions/suspend--way-home--2026-01-10.yaml"
STOPPED = SUSPEND.format(post="lead-nurse")
ANSWER = "registry/adoptions/moorside-hospice--calm-transfer--2025-04-01.yaml"
ANSWERED = """\
id: moorside-hospice--calm-transfer--2025-04-01
organisation: moorside-hospice
document: calm-transfer
version: "1.0"
answer: adopted
date: 2025-04-01
by: lead-nurse
"""


def on(repo: Repository, branch: str, *start: str) -> None:
    git(repo.root, "checkout", "-q", *(["-b", branch, *start] if start else [branch]))


_numbers = count()


def idle(repo: Repository) -> str:
    """A commit of its own that changes nothing; one that is like another would be that one."""
    return repo.commit(f"Nothing, for the {next(_numbers)}th time")


def merge(repo: Repository, *words: str) -> str:
    git(repo.root, "merge", "-q", "--no-ff", "-m", "Merge", *words)
    return git(repo.root, "rev-parse", "HEAD")


def named(repo: Repository, *words: str) -> set[tuple[str, str]]:
    """Path and deed of all that ``verify`` calls wrong; it must then fail."""
    code, said = repo.verified(*words)
    found = {(one["path"], one["done"]) for one in said["changed"]}
    assert (code == 1) == bool(found)
    assert said["holds"] is (code == 0)
    return found


class TestWhatWasHidden:
    def test_a_foxtrot_merge_hid_a_tampered_decision(self, repo: Repository) -> None:
        """The topic swallows the main line, and keeps its own words of a decision."""
        on(repo, "topic", "main")
        repo.add(STOP, STOPPED.replace("not to be", "to be"))
        repo.commit()
        on(repo, "main")
        repo.add(STOP, STOPPED)
        noted = repo.commit()
        on(repo, "topic")
        git(repo.root, "merge", "-q", "-X", "ours", "-m", "Merge", "main")
        on(repo, "main")
        git(repo.root, "merge", "-q", "--ff-only", "topic")
        assert (STOP, "edited") in named(repo)
        assert "not on its own line" in command(repo.root, "verify", f"--since={noted}").stderr

    def test_a_fork_that_ignored_the_main_line_dropped_a_stop(self, repo: Repository) -> None:
        """``merge -s ours`` and a fast-forward: the document was in force again."""
        on(repo, "fork", "main")
        idle(repo)
        on(repo, "main")
        repo.add(STOP, STOPPED)
        noted = repo.commit()
        on(repo, "fork")
        commit = merge(repo, "-s", "ours", "main")
        on(repo, "main")
        git(repo.root, "merge", "-q", "--ff-only", "fork")
        assert not (repo.root / STOP).exists()
        assert named(repo) == {(STOP, "removed")}
        result = command(repo.root, "verify")
        assert f"{STOP}: a decision was removed (commit {commit[:12]}" in result.stdout
        result = command(repo.root, "verify", f"--since={noted}")
        assert result.exit_code == 3
        assert "All of it holds" not in result.stdout
        assert "not on its own line" in result.stderr

    def test_also_inside_a_branch_that_is_merged_properly(self, repo: Repository) -> None:
        on(repo, "main")
        repo.add(STOP, STOPPED)
        noted = repo.commit()
        on(repo, "topic", "work")
        idle(repo)
        merge(repo, "-s", "ours", "main")
        on(repo, "main")
        idle(repo)
        merge(repo, "topic")
        assert not (repo.root / STOP).exists()
        assert (STOP, "removed") in named(repo)
        assert (STOP, "removed") in named(repo, f"--since={noted}")

    @pytest.mark.parametrize(
        ("path", "done"), [(DECISION, "edited"), (SEALED, "edited"), (MEETING, "edited")]
    )
    def test_a_merge_that_changes_what_neither_side_did(
        self, repo: Repository, path: str, done: str
    ) -> None:
        on(repo, "topic", "main")
        idle(repo)
        on(repo, "main")
        idle(repo)
        git(repo.root, "merge", "-q", "--no-ff", "--no-commit", "topic")
        (repo.root / path).write_bytes((repo.root / path).read_bytes() + b"# more\n")
        repo.commit("Merge")
        assert (path, done) in named(repo)

    @pytest.mark.parametrize("inside", [False, True])
    def test_a_merge_that_makes_up_a_decision(self, repo: Repository, inside: bool) -> None:
        on(repo, "topic", "main")
        idle(repo)
        on(repo, "main")
        idle(repo)
        if inside:
            on(repo, "topic")
        git(repo.root, "merge", "-q", "--no-ff", "--no-commit", "main" if inside else "topic")
        repo.add(STOP, STOPPED)
        repo.commit("Merge")
        if inside:
            on(repo, "main")
            idle(repo)
            merge(repo, "topic")
        assert named(repo) == {(STOP, "put in")}

    @pytest.mark.parametrize(
        ("path", "text"), [(STOP, STOPPED), (ANSWER, ANSWERED), (DECISION, ""), (SEALED, "")]
    )
    def test_a_merge_of_three_that_drops_something(
        self, repo: Repository, path: str, text: str
    ) -> None:
        for branch in ("one", "two"):
            on(repo, branch, "main")
            repo.add(f"registry/posts/{branch}-post.yaml", f"id: {branch}-post\n")
            repo.commit()
        if text:
            repo.add(path, text)
            repo.commit()
        on(repo, "main")
        idle(repo)
        git(repo.root, "merge", "-q", "--no-ff", "--no-commit", "one", "two")
        git(repo.root, "rm", "-q", "-f", path)
        repo.commit("Merge")
        assert (path, "removed") in named(repo)

    def test_a_held_meeting_is_taken_back_by_a_fork(self, repo: Repository) -> None:
        """Its decision and its record came on the main line; the fork has neither."""
        on(repo, "fork", "main")
        idle(repo)
        on(repo, "main")
        repo.write(MEETING, "minute: Withdrawn", "minute: Put off")
        repo.commit()
        on(repo, "fork")
        merge(repo, "-s", "ours", "main")
        assert (MEETING, "edited") in named(repo)

    def test_a_main_line_that_is_called_a_branch_is_not_passed_over(self, repo: Repository) -> None:
        """Tampered with on the main line, which a merge then makes somebody else's."""
        on(repo, "main")
        repo.add(STOP, STOPPED)
        noted = repo.commit()
        repo.write(STOP, "not to be", "to be")
        tampered = repo.commit()
        on(repo, "fork", f"{noted}~1")
        idle(repo)
        merge(repo, "main")
        code, said = repo.verified()
        assert (code, said["holds"]) == (3, False)
        (one,) = said["changed_before_it_was_merged"]
        assert (one["path"], one["done"], one["commit"]) == (STOP, "edited", tampered)
        text = command(repo.root, "verify").stdout
        assert "All of it holds" not in text
        assert "nobody can tell from here" in text
        assert repo.verified(f"--since={noted}")[0] == 3

    @pytest.mark.parametrize("how", ["remove", "add to a sealed text", "edit a cited meeting"])
    def test_nor_any_other_deed_on_it(self, repo: Repository, how: str) -> None:
        on(repo, "fork", "main")
        idle(repo)
        on(repo, "main")
        path = {"remove": DECISION, "edit a cited meeting": MEETING}.get(
            how, f"{SEALED.rpartition('/')[0]}/more.md"
        )
        if how == "remove":
            git(repo.root, "rm", "-q", path)
        else:
            repo.add(path, "id: another\n")
        repo.commit()
        on(repo, "fork")
        merge(repo, "main")
        # The merge brings it onto this line, so here it is certain.
        assert path in {one for one, _ in named(repo)}


class TestHonestHistoriesHold:
    """Fails if a merge is measured by its parents' files alone, and not by what they had seen."""

    def test_branches_side_by_side(self, repo: Repository) -> None:
        on(repo, "one", "main")
        repo.add(STOP, STOPPED)
        repo.commit()
        on(repo, "two", "main")
        repo.add(ANSWER, ANSWERED)
        repo.commit()
        on(repo, "main")
        repo.write("registry/posts/coordinator.yaml", "title: ", "title: The ")
        repo.commit()
        merge(repo, "one")
        merge(repo, "two")
        assert named(repo) == set()

    def test_branches_that_fetch_from_the_main_line_and_cross(self, repo: Repository) -> None:
        on(repo, "one", "main")
        repo.add(STOP, STOPPED)
        first = repo.commit()
        on(repo, "main")
        repo.add(ANSWER, ANSWERED)
        second = repo.commit()
        merge(repo, first)
        on(repo, "one")
        merge(repo, second)
        idle(repo)
        on(repo, "main")
        merge(repo, "one")
        assert named(repo) == set()

    def test_a_branch_upon_an_older_state_of_another(self, repo: Repository) -> None:
        """The meeting was put right on the way; a branch that had the older minutes is merged."""
        path = "registry/meetings/board-2026-01-05.yaml"
        on(repo, "one", "main")
        repo.add(path, "id: board-2026-01-05\ngroup: board\ndate: 2026-01-05\nstate: scheduled\n")
        repo.commit()
        on(repo, "upon", "one")
        idle(repo)
        on(repo, "one")
        repo.write(path, "scheduled", "cancelled")
        repo.commit()
        on(repo, "main")
        idle(repo)
        merge(repo, "one")
        merge(repo, "upon")
        assert named(repo) == set()

    def test_what_was_squashed_and_then_merged_as_well(self, repo: Repository) -> None:
        on(repo, "one", "main")
        repo.add(STOP, STOPPED)
        repo.commit()
        on(repo, "main")
        git(repo.root, "merge", "-q", "--squash", "one")
        repo.commit("Squashed")
        merge(repo, "one")
        assert named(repo) == set()

    def test_a_working_text_may_be_settled_in_a_merge(self, repo: Repository) -> None:
        guideline = "registry/guidelines/quiet-rooms.md"
        on(repo, "one", "main")
        repo.write(guideline, "title: Quiet rooms", "title: Still rooms")
        repo.commit()
        on(repo, "main")
        idle(repo)
        git(repo.root, "merge", "-q", "--no-ff", "--no-commit", "one")
        repo.write(guideline, "title: Still rooms", "title: Calm rooms")
        repo.commit("Merge")
        assert named(repo) == set()

    def test_a_merge_that_brings_another_history_in(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "--orphan", "other")
        git(repo.root, "rm", "-q", "-rf", ".")
        (repo.root / "notes.txt").write_text("Notes.\n")
        repo.commit()
        on(repo, "main")
        merge(repo, "--allow-unrelated-histories", "other")
        assert named(repo) == set()


class TestSince:
    def test_what_it_had_is_compared_with_what_is_here(self, repo: Repository) -> None:
        noted = git(repo.root, "rev-parse", "HEAD")
        git(repo.root, "rm", "-q", DECISION)
        repo.commit()
        repo.add(DECISION, "id: another\n")
        repo.commit()
        assert {path for path, _ in named(repo, f"--since={noted}")} == {DECISION}

    def test_a_commit_of_another_branch_is_refused(self, repo: Repository) -> None:
        on(repo, "other", "main")
        other = repo.commit("Other")
        on(repo, "work")
        result = command(repo.root, "verify", f"--since={other}")
        assert result.exit_code == 3
        assert "rewritten" in result.stderr

    def test_a_commit_that_was_merged_from_the_side_is_refused(self, repo: Repository) -> None:
        on(repo, "side", "main")
        side = repo.commit("Side")
        on(repo, "main")
        idle(repo)
        merge(repo, "side")
        result = command(repo.root, "verify", f"--since={side}")
        assert result.exit_code == 3
        assert "came in from the side by a merge" in result.stderr


def test_two_calls_of_git_read_all_of_it(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a long history is that of two passes, not of a call for each commit."""
    for n in range(30):
        repo.commit(f"Number {n}")
    calls: list[object] = []
    true = gitpython.cmd.Git.execute

    def counted(self: object, command: object, *given: object, **named: object) -> object:
        calls.append(command)
        return true(self, command, *given, **named)  # type: ignore[arg-type]

    with repository(repo.root) as opened:
        head = opened.head.commit.hexsha
        monkeypatch.setattr(gitpython.cmd.Git, "execute", counted)
        lines = read_lines(opened, head, "registry", 0)
    assert len(lines.parents) == 31
    assert len(calls) == 2
