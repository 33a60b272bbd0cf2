"""A branch is judged by what merging it would give, with who was where as the base has it."""

from __future__ import annotations

import pytest
from real_git import DECISION, GUIDELINE, SUSPEND, Repository, command, git

STOP = "registry/decisions/suspend--way-home--2026-01-10.yaml"
MEETING = "registry/meetings/board-2025-09-02.yaml"
WITHDRAWAL = "registry/decisions/board-2025-09-02--{item}.yaml"
MINUTES = """\
id: board-2025-09-02
group: board
date: 2025-09-02
state: held
attendance:
  - seat: chair
    presence: present
  - seat: secretary
    presence: apologies
agenda:
  - item: "1"
    title: The way home
    purpose: decision
    documents: [way-home]
    recused:
      - seat: secretary
"""
FORGOTTEN = """\
  - item: "2"
    title: The way home, once more
    purpose: decision
    documents: [way-home]
"""
WITHDRAW = """\
id: board-2025-09-02--{item}
title: The end of the way home
visibility: public
kind: withdraw
meeting: board-2025-09-02
item: "{item}"
statement: The board withdraws it.
reason: It is no longer needed.
documents:
  - document: way-home
    exit: withdrawn
    no-replacement: true
"""


def on_main(repo: Repository, path: str, text: str) -> None:
    """A file that the base has before the branch begins."""
    git(repo.root, "checkout", "-q", "main")
    repo.add(path, text)
    repo.commit("On main")
    git(repo.root, "checkout", "-q", "-B", "work")


def withdraw(repo: Repository, item: str = "1") -> tuple[str, str]:
    path = WITHDRAWAL.format(item=item)
    repo.add(path, WITHDRAW.format(item=item))
    return "BRA006", path


class TestWhoWasThere:
    """Fails if ``attendance_stays`` yields nothing, or if ``_as_authorised`` takes the branch's
    minutes of a meeting that the base shows as held."""

    LENT = (
        ("presence: apologies", "presence: present"),
        ("presence: apologies", "presence: deputy\n    by: lead-nurse"),
        ("  - seat: secretary\n    presence: apologies\n", ""),
        ("    recused:\n      - seat: secretary\n", ""),
        ("state: held", "state: held\nheld-as: written-resolution"),
        ("state: held", "state: scheduled"),
        ("date: 2025-09-02", "date: 2025-09-01"),
        ("group: board", "group: readers"),
    )

    @pytest.mark.parametrize("decides", [True, False])
    @pytest.mark.parametrize(("old", "new"), LENT)
    def test_a_branch_does_not_lend_an_old_meeting_a_quorum(
        self, repo: Repository, old: str, new: str, decides: bool
    ) -> None:
        on_main(repo, MEETING, MINUTES)
        if decides:
            withdraw(repo)
        repo.write(MEETING, old, new)
        repo.commit()
        assert ("BRA011", MEETING) in repo.found()

    def test_its_decision_does_not_count_either(self, repo: Repository) -> None:
        on_main(repo, MEETING, MINUTES.replace("    recused:\n      - seat: secretary\n", ""))
        refused = withdraw(repo)
        repo.write(MEETING, "presence: apologies", "presence: present")
        assert command(repo.root, "check").exit_code == 0, "alone, the branch looks right"
        assert {("BRA011", MEETING), refused} <= repo.found()

    def test_nor_by_taking_the_record_away_to_write_it_anew(self, repo: Repository) -> None:
        on_main(repo, MEETING, MINUTES)
        git(repo.root, "rm", "-q", MEETING)
        repo.commit()
        assert repo.found() == {("BRA011", MEETING)}

    def test_a_forgotten_item_may_be_recorded(self, repo: Repository) -> None:
        on_main(repo, MEETING, MINUTES.replace("apologies", "present"))
        repo.add(MEETING, MINUTES.replace("apologies", "present") + FORGOTTEN)
        withdraw(repo, "2")
        assert repo.found() == set()

    def test_but_not_by_making_another_item_out_of_one(self, repo: Repository) -> None:
        minutes = MINUTES.partition("    recused:")[0].replace("apologies", "present")
        on_main(repo, MEETING, minutes.replace("[way-home]", "[calm-transfer]"))
        repo.write(MEETING, "documents: [calm-transfer]", "documents: [way-home]")
        assert withdraw(repo) in repo.found()

    def test_a_meeting_that_nobody_had_written_up_may_be(self, repo: Repository) -> None:
        start, _, agenda = MINUTES.partition("attendance:")
        on_main(repo, MEETING, start + "agenda:" + agenda.partition("agenda:")[2])
        repo.add(MEETING, MINUTES)
        assert repo.found() == set()

    def test_nor_with_a_meeting_that_the_base_held_since(self, repo: Repository) -> None:
        """Each in its own words: git could not merge it, and nobody has to guess."""
        repo.add(MEETING, MINUTES.replace("apologies", "present"))
        withdraw(repo)
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.add(MEETING, MINUTES)
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        assert "both changed registry/meetings/board-2025-09-02.yaml" in repo.refused()


class TestWhatMergingGives:
    """Fails if the branch is judged as it lies in the working copy."""

    def test_two_innocent_branches_are_judged_together(self, repo: Repository) -> None:
        """The branch removes a post that the base has come to rely on since."""
        post = "id: night-lead\ntitle: Night lead\nvisibility: public\n"
        on_main(repo, "registry/posts/night-lead.yaml", f"{post}organisation: moorside-hospice\n")
        git(repo.root, "rm", "-q", "registry/posts/night-lead.yaml")
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "owner: coordinator", "owner: night-lead")
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        assert command(repo.root, "check").exit_code == 0, "alone, the branch looks right"
        assert repo.found() == {("REF001", GUIDELINE)}

    def test_what_was_put_right_on_the_base_since_is_right(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "owner: coordinator", "owner: nobody")
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "owner: nobody", "owner: coordinator")
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        assert command(repo.root, "check").exit_code == 1
        assert repo.found() == set()

    def test_a_stop_that_the_base_made_since_stands(self, repo: Repository) -> None:
        repo.write("registry/care-pathways/way-home.md", "summary: ", "summary: Now, ")
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        assert repo.found() == set()
        assert (
            "What is judged is what merging would give"
            in command(repo.root, "check", "--base", "main").stderr
        )

    @pytest.mark.parametrize("gone", [True, False])
    def test_what_git_could_not_merge_is_refused(self, repo: Repository, gone: bool) -> None:
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms by day")
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        if gone:
            git(repo.root, "rm", "-q", GUIDELINE)
        else:
            repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms by night")
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        said = repo.refused()
        assert f"both changed {GUIDELINE}" in said
        assert "merge the base branch into this one first" in said

    def test_what_the_working_copy_has_uncommitted_is_merged_too(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        repo.commit("On main")
        git(repo.root, "checkout", "-q", "work")
        repo.write(GUIDELINE, "owner: coordinator", "owner: nobody")
        assert repo.found() == {("REF001", GUIDELINE)}


class TestComparingWithItself:
    """Fails without the refusal in ``read_against``."""

    @pytest.mark.parametrize("rev", ["main", "HEAD", "work"])
    def test_it_proves_nothing(self, repo: Repository, rev: str) -> None:
        assert "a comparison proves nothing" in repo.refused(rev)

    def test_nor_does_a_base_that_is_ahead(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.commit("Ahead")
        git(repo.root, "checkout", "-q", "work")
        assert "a comparison proves nothing" in repo.refused()

    def test_but_what_is_not_committed_can_be_judged(self, repo: Repository) -> None:
        repo.write(DECISION, "The board withdraws", "The board keeps")
        assert repo.found("HEAD") == {("BRA001", DECISION)}

    def test_nor_does_rubbish_that_git_does_not_keep(self, repo: Repository) -> None:
        repo.add("notes.txt", "Buy milk.\n")
        assert "a comparison proves nothing" in repo.refused("HEAD")
