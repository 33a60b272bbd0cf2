"""Git as it really is: ``check --base`` and ``verify`` are right, or refuse in plain words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from real_git import DECISION, GUIDELINE, MEETING, SEALED, SUSPEND, Repository, command, git

STOP = "registry/decisions/suspend--way-home--2026-01-10.yaml"
EDITED = {("BRA001", DECISION)}


@pytest.fixture
def tampered(repo: Repository) -> Repository:
    """A branch that edited an old decision."""
    repo.write(DECISION, "The board withdraws", "The board keeps")
    repo.commit("Tamper")
    return repo


def edited_in(repo: Repository, rev: str = "HEAD") -> list[tuple[str, str, str]]:
    return [(DECISION, "edited", git(repo.root, "rev-parse", rev))]


class TestVerify:
    def test_an_untouched_registry_holds(self, repo: Repository) -> None:
        code, said = repo.verified()
        assert (code, said["holds"], said["changed"]) == (0, True, [])
        assert all(one["believed"] for one in said["decisions"])
        assert len(said["proved"]) == 3
        assert said["not_proved"]

    def test_an_edited_decision_is_listed_with_its_commit_and_day(
        self, tampered: Repository
    ) -> None:
        """Fails if ``_Fixed.disturbs`` passes decisions by."""
        code, said = tampered.verified()
        assert code == 1
        (one,) = said["changed"]
        assert (one["path"], one["done"], one["date"]) == (DECISION, "edited", "2025-12-01")
        assert one["commit"] == git(tampered.root, "rev-parse", "HEAD")

    def test_also_when_it_was_put_back_afterwards(self, tampered: Repository) -> None:
        first = edited_in(tampered)
        git(tampered.root, "revert", "--no-edit", "HEAD")
        assert tampered.changed() == [*first, *edited_in(tampered)]

    def test_a_removed_and_a_renamed_one_are_listed(self, repo: Repository) -> None:
        git(repo.root, "mv", DECISION, DECISION.replace("--3", "--4"))
        commit = repo.commit()
        assert repo.changed() == [(DECISION, "removed", commit)]

    def test_a_sealed_text_is_checked_by_its_digest_and_its_history(self, repo: Repository) -> None:
        repo.write(SEALED, "Ask the family", "Tell the family")
        commit = repo.commit()
        _, said = repo.verified()
        assert [one["document"] for one in said["sealed"] if one["why"]] == ["calm-transfer"]
        assert repo.changed() == [(SEALED, "edited", commit)]

    def test_a_meeting_may_change_until_a_decision_names_it(self, repo: Repository) -> None:
        path = "registry/meetings/board-2025-09-02.yaml"
        repo.add(path, "id: board-2025-09-02\ngroup: board\ndate: 2025-09-02\nstate: scheduled\n")
        repo.commit()
        repo.write(path, "scheduled", "cancelled")
        repo.commit()
        assert repo.changed() == []
        repo.write(MEETING, "minute: Withdrawn", "minute: Deferred")
        commit = repo.commit()
        assert repo.changed() == [(MEETING, "edited", commit)]

    def test_an_organisations_answer_stays_as_it_was_given(self, repo: Repository) -> None:
        """Fails if ``_Fixed.disturbs`` passes answers by."""
        name = "moorside-hospice--calm-transfer--2025-04-01"
        path = f"registry/adoptions/{name}.yaml"
        text = (
            f"id: {name}\norganisation: moorside-hospice\ndocument: calm-transfer\n"
            'version: "1.0"\nanswer: adopted\ndate: 2025-04-01\nby: lead-nurse\n'
        )
        repo.add(path, text)
        assert path in repo.verified()[1]["not_committed"]
        repo.commit()
        assert repo.changed() == []
        (one,) = repo.verified()[1]["answers"]
        assert one == {"answer": name, "counts": True, "why": ""}
        repo.write(path, "answer: adopted", "answer: declined\nreason: Because.")
        assert repo.changed() == [(path, "edited", "")]
        repo.write(path, "by: lead-nurse", "by: nobody")
        (one,) = repo.verified()[1]["answers"]
        assert not one["counts"]

    def test_what_is_not_committed_is_told_apart(self, repo: Repository) -> None:
        repo.write(DECISION, "The board withdraws", "The board keeps")
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        _, said = repo.verified()
        assert [(one["path"], one["commit"]) for one in said["changed"]] == [(DECISION, "")]
        assert said["not_committed"] == [STOP]

    def test_what_was_looked_at_before_need_not_be_again(self, tampered: Repository) -> None:
        code, said = tampered.verified("--since", "HEAD")
        assert (code, said["changed"]) == (0, [])
        assert "it was not looked at" in " ".join(said["not_proved"])
        tampered.write(MEETING, "minute: Withdrawn", "minute: Deferred")
        commit = tampered.commit()
        assert tampered.changed("--since", "HEAD~1") == [(MEETING, "edited", commit)]

    def test_a_history_that_was_rewritten_is_refused(self, tampered: Repository) -> None:
        """Fails if ``_leads_to`` always says yes."""
        noted = git(tampered.root, "rev-parse", "HEAD")
        git(tampered.root, "commit", "-q", "--amend", "-m", "Nothing to see")
        result = command(tampered.root, "verify", "--since", noted)
        assert result.exit_code == 3
        assert "rewritten" in result.stderr

    def test_its_words_can_be_read(self, tampered: Repository) -> None:
        result = command(tampered.root, "verify")
        commit = git(tampered.root, "rev-parse", "HEAD")[:12]
        assert result.exit_code == 1
        assert f"{DECISION}: a decision was edited (commit {commit} of 2025-12-01)" in result.stdout
        assert "2 of 2 sealed texts: word for word what a decision endorsed" in result.stdout
        assert "Who really attended: minutes attest that" in result.stdout
        assert result.stdout.endswith("Not everything holds.\n")
        assert command(tampered.root, "verify", "--since=HEAD").stdout.endswith(
            "All of it holds.\n"
        )

    @pytest.mark.parametrize("rev", ["--output=x", "nothing", ""])
    def test_a_commit_that_does_not_exist_is_refused(self, repo: Repository, rev: str) -> None:
        if rev:
            assert repo.verified(f"--since={rev}")[0] == 3
            assert "git knows no commit called" in repo.refused(rev)
        else:
            assert "git knows no commit called" in repo.refused("")

    def test_without_git_only_the_files_are_judged_and_it_says_so(self, repo: Repository) -> None:
        shutil.rmtree(repo.root / ".git")
        code, said = repo.verified()
        assert (code, said["holds"], said["wrong"]) == (3, False, False)
        assert "cannot tell; this is not a git repository" in " ".join(said["not_proved"])
        code, said = repo.verified("--no-history")
        assert (code, said["holds"]) == (0, True)
        assert "git was not asked" in " ".join(said["not_proved"])


class TestGitAsItIs:
    def test_not_a_repository(self, repo: Repository) -> None:
        shutil.rmtree(repo.root / ".git")
        assert "this is not a git repository" in repo.refused()

    def test_git_is_not_installed(self, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(repo.root))
        assert "git is not installed" in repo.refused()
        assert repo.verified()[0] == 3

    def test_nothing_is_committed(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "--orphan", "new")
        assert "nothing has been committed on this branch" in repo.refused()
        assert repo.verified()[0] == 3

    def test_a_shallow_clone(self, tampered: Repository, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch",
            tampered.root.as_uri(), "shallow")  # fmt: skip
        shallow = tmp_path / "shallow"
        assert "shallow copy" in tampered.refused("origin/main", shallow)
        code, said = tampered.verified(root=shallow)
        assert (code, said["holds"], said["wrong"]) == (3, False, False)
        assert "shallow copy" in said["history"]["cannot_tell"]

    @pytest.mark.parametrize("wanted", ["blob:none", "tree:0"])
    def test_a_partial_clone(self, tampered: Repository, tmp_path: Path, wanted: str) -> None:
        """Where git can fetch what it lacks it is right; where it cannot, nothing is claimed."""
        git(tampered.root, "config", "uploadpack.allowFilter", "true")
        git(tmp_path, "clone", "-q", f"--filter={wanted}", tampered.root.as_uri(), "partial")
        partial = tmp_path / "partial"
        shutil.move(tampered.root, tmp_path / "away")
        result = tampered.refused("origin/main", partial)
        assert "git" in result
        code, said = tampered.verified(root=partial)
        assert code in (1, 3)
        assert said["wrong"] or said["history"]["cannot_tell"]

    def test_a_worktree(self, tampered: Repository, tmp_path: Path) -> None:
        git(tampered.root, "worktree", "add", "-q", "--detach", str(tmp_path / "side"), "work")
        assert tampered.found(root=tmp_path / "side") == EDITED
        assert tampered.changed(root=tmp_path / "side") == edited_in(tampered)

    def test_a_detached_head(self, tampered: Repository) -> None:
        git(tampered.root, "checkout", "-q", "--detach")
        assert tampered.found() == EDITED
        assert tampered.changed() == edited_in(tampered)

    def test_a_squash_merge(self, repo: Repository) -> None:
        """What a branch added stays its own after it was squashed into the base."""
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        git(repo.root, "merge", "-q", "--squash", "work")
        repo.commit("Squashed")
        assert repo.changed() == []
        git(repo.root, "checkout", "-q", "work")
        assert repo.found() == set()
        repo.write(STOP, "not to be", "to be")
        assert repo.found() == {("BRA001", STOP)}

    def test_a_rebase_merge(self, repo: Repository) -> None:
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        repo.commit()
        git(repo.root, "rebase", "-q", "main", "work")
        git(repo.root, "checkout", "-q", "main")
        git(repo.root, "merge", "-q", "--ff-only", "work")
        assert "proves nothing" in repo.refused("work")
        assert repo.changed() == []

    def test_a_merge_that_drops_a_decision(self, repo: Repository) -> None:
        """What only the merge commit did is seen. Fails without ``--diff-merges``."""
        repo.commit("Nothing")
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        repo.commit()
        git(repo.root, "merge", "-q", "--no-ff", "--no-commit", "work")
        git(repo.root, "rm", "-q", DECISION)
        commit = repo.commit("Merge")
        assert (DECISION, "removed", commit) in repo.changed()

    def test_a_draft_that_changed_before_it_was_merged(self, repo: Repository) -> None:
        """On its own branch a decision may be put right; the merge is what counts."""
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        repo.write(STOP, "wrong door", "wrong house")
        repo.commit()
        assert repo.found() == set()
        git(repo.root, "checkout", "-q", "main")
        git(repo.root, "merge", "-q", "--no-ff", "-m", "Merge", "work")
        code, said = repo.verified()
        assert (code, said["wrong"], said["changed"]) == (3, False, [])
        # That the branch was not the main line then, its history alone cannot show.
        assert [one["path"] for one in said["changed_before_it_was_merged"]] == [STOP]
        assert repo.verified("--since=HEAD")[0] == 0

    def test_branches_without_a_common_commit(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "--orphan", "other")
        repo.commit()
        assert "no commit in common" in repo.refused()

    def test_branches_that_crossed_twice(self, repo: Repository) -> None:
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        one = repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.write("registry/posts/coordinator.yaml", "title: ", "title: The ")
        two = repo.commit()
        git(repo.root, "merge", "-q", "-m", "Merge", one)
        git(repo.root, "checkout", "-q", "work")
        git(repo.root, "merge", "-q", "-m", "Merge", two)
        repo.commit("Work")
        git(repo.root, "checkout", "-q", "main")
        repo.commit("Main")
        git(repo.root, "checkout", "-q", "work")
        assert "crossed more than once" in repo.refused()

    def test_a_registry_that_moved_escapes_nothing(self, tampered: Repository) -> None:
        (tampered.root / "inner").mkdir()
        git(tampered.root, "mv", "registry", "inner/registry")
        tampered.commit()
        assert "no registry at this place" in tampered.refused(root=tampered.root / "inner")

    def test_a_registry_below_the_top_is_judged_by_itself(self, repo: Repository) -> None:
        (repo.root / "inner").mkdir()
        git(repo.root, "mv", "registry", "inner/registry")
        repo.commit()
        git(repo.root, "branch", "-f", "main")
        inner = repo.root / "inner"
        repo.write(f"inner/{DECISION}", "The board withdraws", "The board keeps")
        commit = repo.commit()
        assert repo.found(root=inner) == EDITED
        assert repo.changed(root=inner) == [(DECISION, "edited", commit)]

    def test_line_endings_that_a_checkout_made(self, repo: Repository) -> None:
        git(repo.root, "config", "core.autocrlf", "true")
        for path in git(repo.root, "ls-files").splitlines():
            (repo.root / path).unlink()
        git(repo.root, "checkout", "-q", "--", ".")
        assert b"\r\n" in (repo.root / DECISION).read_bytes()
        repo.begun()
        assert repo.found() == set()
        assert repo.verified()[0] == 0

    def test_ident_that_a_checkout_filled_in(self, repo: Repository) -> None:
        """Fails if ``committed`` is left out of what a branch is compared with."""
        git(repo.root, "checkout", "-q", "main")
        repo.add(".gitattributes", "*.yaml ident\n")
        repo.write(DECISION, "The night service has closed.", '"$Id$ The night service closed."')
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        (repo.root / DECISION).unlink()
        git(repo.root, "checkout", "-q", "--", ".")
        assert "$Id: " in (repo.root / DECISION).read_text()
        repo.begun()
        assert repo.found() == {("SEA007", DECISION)}, "so it is on main, and always told"
        assert repo.changed("--since", "main") == []

    def test_replaced_objects(self, tampered: Repository) -> None:
        """Fails without ``GIT_NO_REPLACE_OBJECTS``."""
        true, false = (git(tampered.root, "rev-parse", f"{r}:{DECISION}") for r in ("main", "work"))
        git(tampered.root, "replace", true, false)
        git(tampered.root, "replace", "work", "main")
        assert tampered.found() == EDITED
        assert tampered.changed() == edited_in(tampered, "refs/heads/work")
        assert "git replace" in " ".join(tampered.verified()[1]["not_proved"])

    def test_grafts(self, tampered: Repository) -> None:
        """Fails without ``GIT_GRAFT_FILE``."""
        commit = git(tampered.root, "rev-parse", "HEAD")
        (tampered.root / ".git/info/grafts").write_text(f"{commit}\n")
        assert tampered.found() == EDITED
        assert tampered.changed() == edited_in(tampered)
        assert "grafted" in " ".join(tampered.verified()[1]["not_proved"])

    def test_a_hostile_mailmap(self, tampered: Repository) -> None:
        before = tampered.verified()
        tampered.add(".mailmap", "Network Chair <chair@example.org> <t@example.org>\n\0\n")
        git(tampered.root, "config", "log.mailmap", "true")
        assert tampered.verified() == before
        assert tampered.found() == EDITED

    @pytest.mark.parametrize(
        ("when", "shown"),
        [
            ("@253402300800 +0000", "a day that no calendar has"),
            ("@0 +0000", "1970-01-01"),
            ("@4102444800 +1400", "2100-01-01"),
        ],
    )
    def test_odd_dates(self, repo: Repository, when: str, shown: str) -> None:
        repo.write(DECISION, "The board withdraws", "The board keeps")
        repo.commit("Odd", GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)
        assert ("BRA001", DECISION) in repo.found()
        (one,) = repo.verified()[1]["changed"]
        assert one["date"] == shown

    def test_settings_that_change_what_git_prints(self, tampered: Repository) -> None:
        for name, value in {
            "log.showSignature": "true",
            "color.ui": "always",
            "diff.renames": "copies",
            "diff.noprefix": "true",
            "log.diffMerges": "combined",
            "log.follow": "true",
            "core.quotePath": "true",
            "status.relativePaths": "true",
            "diff.relative": "true",
            "format.pretty": "email",
        }.items():
            git(tampered.root, "config", name, value)
        assert tampered.found() == EDITED
        assert tampered.changed() == edited_in(tampered)

    @pytest.mark.parametrize(
        "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"]
    )
    def test_an_environment_that_points_elsewhere(
        self, tampered: Repository, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(name, "/nonexistent")
        assert tampered.found() == EDITED
        assert tampered.changed() == edited_in(tampered)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to somebody else")
    def test_a_repository_of_somebody_else(
        self, repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in [repo.root, *repo.root.rglob("*")]:
            os.chown(path, 65534, 65534)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        monkeypatch.delenv("SUDO_UID", raising=False)
        assert "belong to another user" in repo.refused()
        assert "belong to another user" in repo.verified()[1]["history"]["cannot_tell"]


def test_a_correction_by_the_owner_is_as_good_as_an_endorsement(repo: Repository) -> None:
    """Its sealed text was not endorsed by a group, and holds all the same."""
    repo.write("registry/guidelines/calm-transfer.md", "without haste", "without  haste")
    words = ["--post", "lead-nurse", "--statement", "A space.", "--date", "2026-01-10", "--yes"]
    done = command(repo.root, "decide", "correct", "calm-transfer", *words)
    assert done.exit_code == 0, done.output
    commit = repo.commit()
    code, said = repo.verified()
    assert (code, [one["version"] for one in said["sealed"]]) == (0, ["1.0", "1.1", "1.0"])
    assert said["history"]["commit"] == commit
    assert repo.found() == set()
