"""A branch is judged by what its author can mend: what it brings, and nothing that was there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from real_git import GUIDELINE, Repository, command, git

ACTION = "registry/actions/name-a-night-lead.yaml"
WAIVER = "registry/waivers/rooms-wait.yaml"
WAIVED = """\
id: rooms-wait
code: MD006
record: quiet-rooms
reason: The text is rewritten in March.
approved-by: coordinator
approved-on: 2026-01-05
expires: 2026-03-31
"""
SKIPS = "\n#### Far down\n\nWhat is kept there.\n"
LISTED = """\
id: baseline
title: Known faults
written: 2026-01-05
files:
  - file: guidelines/quiet-rooms.md
    faults:
      - MD006 9498b89e1aeaaa97
"""


def on_main(repo: Repository) -> None:
    """Go on from main, where the next commit is made."""
    git(repo.root, "checkout", "-q", "main")


def branch(repo: Repository) -> None:
    repo.commit()
    git(repo.root, "checkout", "-q", "-B", "work")


def append(repo: Repository, path: str, text: str) -> None:
    place = repo.root / path
    place.write_text(place.read_text() + text)


def said(repo: Repository, *words: str) -> dict[str, Any]:
    result = command(repo.root, "check", "--base", "main", "--format", "json", *words)
    assert result.exit_code in (0, 1), result.output
    return {**json.loads(result.stdout), "exit": result.exit_code}


def codes(findings: list[dict[str, Any]]) -> list[str]:
    return sorted(finding["code"] for finding in findings)


class TestWhatWasThere:
    def overdue(self, repo: Repository) -> None:
        on_main(repo)
        repo.write(ACTION, "due: 2026-0", "due: 2025-0")
        branch(repo)

    def test_an_overdue_record_elsewhere_never_turns_it_red(self, repo: Repository) -> None:
        self.overdue(repo)
        append(repo, GUIDELINE, "\nMore words.\n")
        answer = said(repo, "--fail-on", "note")
        assert answer["exit"] == 0, answer["findings"]
        assert codes(answer["aside"]) == ["DUT002"]
        assert (answer["left_out"], answer["base"]) == (1, "main")

    def test_nor_does_it_in_a_file_that_the_branch_touches(self, repo: Repository) -> None:
        self.overdue(repo)
        repo.write(ACTION, "title: Name a lead", "title: Find a lead")
        answer = said(repo, "--fail-on", "warning")
        assert answer["exit"] == 0, answer["findings"]

    def test_lines_that_move_make_nothing_new(self, repo: Repository) -> None:
        on_main(repo)
        append(repo, "registry/posts/lead-nurse.yaml", "vacant-since: 2026-01-01\n")
        branch(repo)
        place = repo.root / GUIDELINE
        place.write_text(
            place.read_text().replace("## The room", "## Before\n\nWords.\n\n## The room")
        )
        assert said(repo, "--fail-on", "note")["findings"] == []

    def test_an_error_of_main_is_told_and_not_held_against_it(self, repo: Repository) -> None:
        on_main(repo)
        append(repo, GUIDELINE, SKIPS)
        branch(repo)
        append(repo, ACTION, "# looked at\n")
        result = command(repo.root, "check", "--base", "main")
        assert result.exit_code == 0
        assert "So on main already, and not held against this branch:" in result.stdout
        assert "main has 1 error of its own" in result.stdout.splitlines()[-1]
        assert command(repo.root, "check").exit_code == 1, "what is built is guarded all the same"

    def test_one_in_a_file_that_it_touches_is_held_against_it(self, repo: Repository) -> None:
        on_main(repo)
        append(repo, GUIDELINE, SKIPS)
        branch(repo)
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        answer = said(repo)
        assert answer["exit"] == 1
        (finding,) = [each for each in answer["findings"] if each["code"] == "MD006"]
        assert finding["brought"] is False


class TestWhatItBrings:
    def test_a_place_that_it_removes_and_another_page_links_to(self, repo: Repository) -> None:
        on_main(repo)
        append(
            repo,
            "registry/care-pathways/way-home.md",
            "\nSee [it](../guidelines/quiet-rooms.md#the-room).\n",
        )
        branch(repo)
        repo.write(GUIDELINE, "## The room", "## The other room")
        answer = said(repo)
        found = [(each["code"], each["path"], each["brought"]) for each in answer["findings"]]
        assert ("LNK003", "registry/care-pathways/way-home.md", True) in found
        assert answer["exit"] == 1

    def test_what_was_there_and_what_is_new_are_together_all_that_is_found(
        self, repo: Repository
    ) -> None:
        on_main(repo)
        append(repo, GUIDELINE, SKIPS)
        repo.write(ACTION, "due: 2026-0", "due: 2025-0")
        branch(repo)
        repo.add(
            "registry/actions/another.yaml",
            "id: another\ntitle: Another\nowner: lead-nurse\ndue: 2025-01-01\n",
        )
        answer = said(repo, "--fail-on", "warning")
        whole = json.loads(command(repo.root, "check", "--format", "json").stdout)
        assert codes(answer["findings"] + answer["aside"]) == codes(whole["findings"])
        assert answer["exit"] == 1
        assert [each["path"] for each in answer["findings"]] == ["registry/actions/another.yaml"]

    def test_one_more_of_the_same_is_new(self, repo: Repository) -> None:
        on_main(repo)
        append(repo, GUIDELINE, "\n![](x.png)\n")
        branch(repo)
        append(repo, GUIDELINE, "\n![](x.png)\n")
        answer = said(repo)
        assert [each["brought"] for each in answer["findings"] if each["code"] == "MD010"] in (
            [True, False],
            [False, True],
        )

    def test_the_same_place_with_another_fault_is_brought(self, repo: Repository) -> None:
        on_main(repo)
        repo.write(ACTION, "due: 2026-0", "due: 2025-0")
        branch(repo)
        repo.write(ACTION, "due: 2025-0", "due: 2024-0")
        answer = said(repo, "--fail-on", "warning")
        (finding,) = answer["findings"]
        assert (finding["code"], finding["brought"], answer["exit"]) == ("DUT002", True, 1)


class TestWaivers:
    def test_a_branch_cannot_waive_its_own_faults(self, repo: Repository) -> None:
        """Fails if waivers are read from the branch."""
        append(repo, GUIDELINE, SKIPS)
        repo.add(WAIVER, WAIVED)
        answer = said(repo)
        assert "MD006" in codes(answer["findings"])
        assert answer["exit"] == 1
        assert "MD006" not in codes(
            json.loads(command(repo.root, "check", "--format", "json").stdout)["findings"]
        )

    def test_one_that_is_merged_counts(self, repo: Repository) -> None:
        on_main(repo)
        repo.add(WAIVER, WAIVED)
        branch(repo)
        append(repo, GUIDELINE, SKIPS)
        answer = said(repo)
        assert (answer["exit"], codes(answer["findings"])) == (0, [])
        (waived,) = [each for each in answer["aside"] if each["why"] == "waived"]
        assert waived["waiver"] == WAIVER
        assert "rewritten in March" in waived["reason"]

    def test_a_branch_that_takes_it_out_cannot_use_it(self, repo: Repository) -> None:
        on_main(repo)
        repo.add(WAIVER, WAIVED)
        branch(repo)
        git(repo.root, "rm", "-q", WAIVER)
        append(repo, GUIDELINE, SKIPS)
        assert "MD006" in codes(said(repo)["findings"])

    def test_a_branch_cannot_lengthen_or_widen_one(self, repo: Repository) -> None:
        on_main(repo)
        repo.add(WAIVER, WAIVED.replace("2026-03-31", "2026-01-10"))
        branch(repo)
        repo.write(WAIVER, "2026-01-10", "2026-03-31")
        append(repo, GUIDELINE, SKIPS)
        assert "MD006" in codes(said(repo)["findings"])

    def test_a_branch_cannot_name_who_may_give_one(self, repo: Repository) -> None:
        on_main(repo)
        repo.add(WAIVER, WAIVED.replace("coordinator", "lead-nurse"))
        branch(repo)
        append(repo, "registry/network.yaml", "settings:\n  waivers:\n    posts: [lead-nurse]\n")
        append(repo, GUIDELINE, SKIPS)
        assert "MD006" in codes(said(repo)["findings"])

    def test_a_new_one_is_named_to_whoever_merges(self, repo: Repository) -> None:
        repo.add(WAIVER, WAIVED)
        answer = said(repo)
        assert codes(answer["findings"]) == ["BRA015"]


class TestTheList:
    def begun(self, repo: Repository) -> None:
        on_main(repo)
        append(repo, GUIDELINE, SKIPS)
        repo.add("registry/baseline.yaml", LISTED)
        branch(repo)

    def test_it_never_gets_longer(self, repo: Repository) -> None:
        self.begun(repo)
        append(repo, "registry/baseline.yaml", "      - MD010 0f1e2d3c4b5a6978\n")
        assert ("BAS001", "registry/baseline.yaml") in repo.found()

    def test_nor_by_counting_one_twice(self, repo: Repository) -> None:
        self.begun(repo)
        repo.write("registry/baseline.yaml", "aaa97", "aaa97 x2")
        assert ("BAS001", "registry/baseline.yaml") in repo.found()

    def test_it_is_not_begun_again(self, repo: Repository) -> None:
        self.begun(repo)
        on_main(repo)
        git(repo.root, "rm", "-q", "registry/baseline.yaml")
        branch(repo)
        repo.add("registry/baseline.yaml", LISTED)
        assert ("BAS001", "registry/baseline.yaml") in repo.found()

    def test_who_mends_a_fault_is_not_stopped_by_the_list(self, repo: Repository) -> None:
        self.begun(repo)
        repo.write(GUIDELINE, "#### Far down", "### Far down")
        answer = said(repo, "--fail-on", "warning")
        assert (answer["exit"], codes(answer["findings"])) == (0, ["BAS002"])
        assert command(repo.root, "baseline", "--shrink").exit_code == 0
        assert not (repo.root / "registry/baseline.yaml").exists()
        assert said(repo, "--fail-on", "note")["exit"] == 0

    def test_the_first_one_counts_on_its_own_branch_and_is_named(self, repo: Repository) -> None:
        append(repo, GUIDELINE, SKIPS)
        result = command(repo.root, "baseline")
        assert (result.exit_code, "lists 1 fault in 1 file" in result.stdout) == (0, True)
        answer = said(repo)
        assert (answer["exit"], codes(answer["findings"])) == (0, ["BRA015"])
        assert [each["why"] for each in answer["aside"]] == ["known"]

    def test_the_command_tells_how_it_stands_and_adds_nothing(self, repo: Repository) -> None:
        self.begun(repo)
        append(repo, GUIDELINE, "\n#### Another\n\n##### x\n")
        before = (repo.root / "registry/baseline.yaml").read_bytes()
        result = command(repo.root, "baseline")
        assert "lists 1 fault; 1 still found" in result.stdout
        assert (repo.root / "registry/baseline.yaml").read_bytes() == before


def test_the_summary_is_written_where_it_was_asked_for(repo: Repository, tmp_path: Path) -> None:
    append(repo, GUIDELINE, SKIPS)
    file = tmp_path / "comment.md"
    result = command(repo.root, "check", "--base", "main", "--summary", str(file))
    assert result.exit_code == 1
    text = file.read_text()
    assert text.startswith("<!-- handbook check -->\n## Handbook check")
    assert "To be mended by whoever wrote this change (1)" in text
    refused = command(repo.root, "check", "--summary", str(tmp_path))
    assert refused.exit_code == 2
