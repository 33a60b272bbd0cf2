"""What a branch may not do, on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_git import DECISION, GUIDELINE, MEETING, SEALED, SUSPEND, Repository, command, git

import handbook

STOP = "registry/decisions/suspend--way-home--2026-01-10.yaml"
WITHDRAWAL = "registry/decisions/board-2025-09-02--1.yaml"
WITHDRAW = """\
id: board-2025-09-02--1
title: The end of the way home
visibility: public
kind: withdraw
meeting: board-2025-09-02
item: "1"
statement: The board withdraws it.
reason: It is no longer needed.
documents:
  - document: way-home
    exit: withdrawn
    no-replacement: true
"""
MEETING_HELD = """\
id: board-2025-09-02
group: board
date: 2025-09-02
state: held
attendance:
  - seat: chair
    presence: present
  - seat: secretary
    presence: present
agenda:
  - item: "1"
    title: A document
    purpose: decision
    documents: [{about}]
"""


def test_a_branch_that_changes_a_text_is_free_to(repo: Repository) -> None:
    repo.write(GUIDELINE, "title: Quiet rooms", "title: Quiet rooms by day")
    repo.commit()
    assert repo.found() == set()


class TestI3WhatWasDecidedStays:
    """I3. Fails if ``decisions_stay``, ``sealed_texts_stay`` or ``meetings_are_frozen`` yields
    nothing."""

    @pytest.mark.parametrize("committed", [True, False])
    @pytest.mark.parametrize(
        ("path", "old", "new", "code"),
        [
            (DECISION, "The board withdraws", "The board keeps", "BRA001"),
            (SEALED, "Ask the family", "Tell the family", "BRA002"),
            (MEETING, "minute: Withdrawn", "minute: Deferred", "BRA003"),
            (MEETING, "presence: present", "presence: apologies", "BRA003"),
        ],
    )
    def test_it_is_not_edited(
        self, repo: Repository, path: str, old: str, new: str, code: str, committed: bool
    ) -> None:
        repo.write(path, old, new)
        if committed:
            repo.commit()
        assert (code, path) in repo.found()

    @pytest.mark.parametrize(
        ("path", "code"), [(DECISION, "BRA001"), (SEALED, "BRA002"), (MEETING, "BRA003")]
    )
    def test_it_is_not_removed(self, repo: Repository, path: str, code: str) -> None:
        git(repo.root, "rm", "-q", path)
        repo.commit()
        assert (code, path) in repo.found()

    @pytest.mark.parametrize(
        ("path", "code"), [(DECISION, "BRA001"), (SEALED, "BRA002"), (MEETING, "BRA003")]
    )
    def test_it_is_not_renamed(self, repo: Repository, path: str, code: str) -> None:
        git(repo.root, "mv", path, path.replace(".yaml", "-b.yaml").replace(".md", "-b.md"))
        repo.commit()
        assert (code, path) in repo.found()

    def test_a_sealed_text_is_not_added_to(self, repo: Repository) -> None:
        path = "registry/_endorsed/calm-transfer/1.0/attachments/more.txt"
        repo.add(path, "More.\n")
        assert ("BRA002", path) in repo.found()

    def test_a_decision_does_not_become_a_link(self, repo: Repository) -> None:
        (repo.root / DECISION).unlink()
        (repo.root / DECISION).symlink_to("board-2025-03-04--1.yaml")
        assert ("BRA001", DECISION) in repo.found()

    def test_whatever_the_base_did_since(self, repo: Repository) -> None:
        """An edit is told from where the branch began, also when the base has moved on."""
        repo.write(DECISION, "The board withdraws", "The board keeps")
        repo.commit()
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        assert repo.found() == {("BRA001", DECISION)}

    def test_not_by_writing_over_what_the_base_added_since(self, repo: Repository) -> None:
        """Fails if only files of the merge base are compared."""
        git(repo.root, "checkout", "-q", "main")
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        repo.add(STOP, SUSPEND.format(post="coordinator"))
        repo.commit()
        assert ("BRA001", STOP) in repo.found()

    def test_nor_by_adding_to_what_the_base_sealed_since(self, repo: Repository) -> None:
        """Fails if only sealed folders of the merge base are known."""
        sealed = SEALED.replace("/1.0/", "/1.1/")
        git(repo.root, "checkout", "-q", "main")
        repo.add(sealed, (repo.root / SEALED).read_text(encoding="utf-8"))
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        beside = f"{sealed.rpartition('/')[0]}/attachments/more.txt"
        repo.add(beside, "More.\n")
        repo.commit()
        assert ("BRA002", beside) in repo.found()

    def test_but_what_the_base_itself_changed_is_not_its_doing(self, repo: Repository) -> None:
        """Fails if the branch is compared with the tip of the base alone."""
        git(repo.root, "checkout", "-q", "main")
        repo.write(MEETING, "minute: Withdrawn", "minute: Deferred")
        repo.commit("By whoever may go past the rules")
        git(repo.root, "checkout", "-q", "work")
        repo.begun()
        assert repo.found() == set()

    def test_nor_is_an_editor_that_writes_other_line_endings(self, repo: Repository) -> None:
        path = repo.root / DECISION
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        repo.begun()
        assert repo.found() == set()

    def test_but_what_the_base_added_since_is_not_missing(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        repo.begun()
        assert repo.found() == set()

    def test_a_meeting_that_decided_nothing_yet_may_be_written_up(self, repo: Repository) -> None:
        path = "registry/meetings/board-2026-03-03.yaml"
        repo.write(path, "2026-02-17", "2026-02-10")
        assert repo.found() == set()


class TestI4AuthorityIsReadFromTheBase:
    """I4. Fails if ``authority_comes_first`` judges by the branch's own records, that is, if
    ``_as_authorised`` takes ``head`` where it takes ``base``."""

    def test_a_post_that_the_branch_brings_cannot_stop_a_document(self, repo: Repository) -> None:
        post = "id: night-lead\ntitle: Night lead\nvisibility: public\n"
        repo.add("registry/posts/night-lead.yaml", f"{post}organisation: moorside-hospice\n")
        repo.add(STOP, SUSPEND.format(post="night-lead"))
        repo.commit()
        assert repo.found() == {("BRA006", STOP)}
        said = command(repo.root, "check", "--base", "main").stdout
        assert "registry/posts/night-lead.yaml" in said
        assert "does not count" in said

    def test_once_it_is_on_the_base_it_can(self, repo: Repository) -> None:
        post = "id: night-lead\ntitle: Night lead\nvisibility: public\n"
        git(repo.root, "checkout", "-q", "main")
        repo.add("registry/posts/night-lead.yaml", f"{post}organisation: moorside-hospice\n")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.add(STOP, SUSPEND.format(post="night-lead"))
        repo.commit()
        assert repo.found() == set()

    def test_power_taken_away_on_the_base_since_is_gone(self, repo: Repository) -> None:
        """The tip of the base says who may decide, not the place where the branch began."""
        git(repo.root, "checkout", "-q", "main")
        settings = "settings:\n  suspension:\n    posts: [coordinator]\n"
        network = repo.root / "registry/network.yaml"
        network.write_text(network.read_text() + settings)
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        repo.add(STOP, SUSPEND.format(post="lead-nurse"))
        repo.commit()
        assert ("AUT001", STOP) in repo.found(), "merged, it would not count"

    def test_a_group_that_the_branch_brings_cannot_decide(self, repo: Repository) -> None:
        path = "registry/terms-of-reference"
        terms = (repo.root / path / "board.md").read_text(encoding="utf-8")
        repo.add(f"{path}/elders.md", terms.replace("id: board", "id: elders"))
        repo.write("registry/network.yaml", "group: board", "group: elders")
        held = MEETING_HELD.format(about="way-home").replace("board", "elders")
        repo.add("registry/meetings/elders-2025-09-02.yaml", held)
        repo.add(WITHDRAWAL.replace("board", "elders"), WITHDRAW.replace("board", "elders"))
        repo.commit()
        assert ("BRA006", WITHDRAWAL.replace("board", "elders")) in repo.found()

    def test_a_group_that_the_base_constituted_can(self, repo: Repository) -> None:
        repo.add("registry/meetings/board-2025-09-02.yaml", MEETING_HELD.format(about="way-home"))
        repo.add(WITHDRAWAL, WITHDRAW)
        repo.commit()
        assert repo.found() == set()

    def test_a_type_that_the_branch_changes_judges_nothing_on_it(self, repo: Repository) -> None:
        """The base does not know the type, so there is nothing on it to decide about."""
        shipped = Path(handbook.__file__).parent / "types" / "guideline"
        for name in ("type.yaml", "schema.yaml", "page.md.j2", "example.md"):
            text = (shipped / name).read_text(encoding="utf-8")
            if name == "type.yaml":
                text = text.replace("folder: guidelines", "folder: leaflets")
            repo.add(f"registry/_types/leaflet/{name}", text)
        text = "---\nid: for-parents\ntitle: For parents\nvisibility: public\nsummary: A leaflet.\n"
        repo.add("registry/leaflets/for-parents.md", f"{text}owner: coordinator\n---\nRing us.\n")
        repo.add(
            "registry/meetings/board-2025-09-02.yaml", MEETING_HELD.format(about="for-parents")
        )
        repo.add(WITHDRAWAL, WITHDRAW.replace("way-home", "for-parents"))
        repo.commit()
        assert repo.found() == {("BRA006", WITHDRAWAL)}


class TestABaseThatCannotBeRead:
    def test_still_judges_a_branch_that_mends_it(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write("registry/network.yaml", "id: heather-network", "id: [heather")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.begun()
        assert repo.found()
        repo.write("registry/network.yaml", "id: [heather", "id: heather-network")
        assert repo.found() == set()

    def test_mends_no_decision_by_a_branch(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(DECISION, "kind: withdraw", "kind: [withdraw")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(DECISION, "kind: [withdraw", "kind: withdraw")
        assert repo.found() == {("BRA001", DECISION)}


class TestI5IdsAreGivenOnce:
    """I5. Fails if ``ids_are_given_once`` passes by the base's ids, or git's former paths."""

    TERM = "id: quiet-rooms\ntitle: Quiet rooms\nvisibility: public\ndefinition: Rooms.\n"
    PATH = "registry/glossary/quiet-rooms.yaml"

    def test_not_to_another_record_in_the_same_branch(self, repo: Repository) -> None:
        git(repo.root, "rm", "-q", GUIDELINE)
        repo.add(self.PATH, self.TERM)
        assert repo.found() == {("BRA004", self.PATH)}

    def test_not_after_it_was_removed_long_ago(self, repo: Repository) -> None:
        git(repo.root, "rm", "-q", GUIDELINE)
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "main")
        git(repo.root, "checkout", "-q", "-b", "later")
        repo.add(self.PATH, self.TERM)
        assert repo.found() == {("BRA004", self.PATH)}

    def test_but_a_file_that_was_no_record_took_no_id(self, repo: Repository) -> None:
        attached = "registry/attachments/quiet-rooms/noise.md"
        repo.add(attached, "Noise.\n")
        repo.commit()
        git(repo.root, "rm", "-q", attached)
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "main")
        repo.add("registry/glossary/noise.yaml", self.TERM.replace("quiet-rooms", "noise"))
        assert repo.found() == set()

    def test_but_a_record_may_come_back_to_its_place(self, repo: Repository) -> None:
        text = (repo.root / GUIDELINE).read_text()
        git(repo.root, "rm", "-q", GUIDELINE)
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "main")
        repo.add(GUIDELINE, text)
        assert repo.found() == set()


class TestOnlyWhatTheBranchBroughtIsItsFault:
    """Fails if ``not_brought`` holds nothing, or holds what the branch touched."""

    def break_main(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(GUIDELINE, "owner: coordinator", "owner: cordinator")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")

    def test_an_error_of_somebody_elses_page_is_left_out(self, repo: Repository) -> None:
        self.break_main(repo)
        repo.write("registry/posts/coordinator.yaml", "visibility: public", "visibility: members")
        result = command(repo.root, "check", "--base", "main", "--format", "json")
        assert result.exit_code == 0, result.stdout
        assert '"left_out": 1' in result.stdout
        assert command(repo.root, "check").exit_code == 1
        said = command(repo.root, "check", "--base", "main")
        assert "This branch brings no errors" in said.stdout
        assert "already so on main: 1;" in said.stdout
        assert "main has 1 error of its own, which this branch did not bring" in said.stdout
        assert "authority is read from main" in said.stderr

    def test_one_in_a_file_that_it_touches_is_told(self, repo: Repository) -> None:
        self.break_main(repo)
        repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
        assert repo.found() == {("REF001", GUIDELINE)}

    def test_one_that_it_causes_elsewhere_is_told(self, repo: Repository) -> None:
        git(repo.root, "rm", "-q", "registry/organisations/moorside-hospice.yaml")
        assert ("REF001", "registry/posts/lead-nurse.yaml") in repo.found()

    def test_a_ledger_in_doubt_is_always_told(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(SEALED, "Ask the family", "Tell the family")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.begun()
        assert {code for code, _ in repo.found()} == {"SEA002", "DEC008"}


def test_terms_endorsed_in_a_branch_give_no_power_in_it(repo: Repository) -> None:
    """I4. Fails if ``_as_authorised`` takes the branch's own decisions about groups."""
    terms = "registry/terms-of-reference/readers.md"
    power = "authority:\n  - kinds: [withdraw]\n    types: [care-pathway]\n"
    repo.write(terms, "quorum:\n", f"{power}quorum:\n")
    repo.add("registry/meetings/board-2025-09-02.yaml", MEETING_HELD.format(about="readers"))
    words = "--statement Endorsed. --review-due 2027-09-02 --yes --meeting board-2025-09-02"
    done = command(repo.root, "decide", "endorse", "readers", "--item", "1", *words.split())
    assert done.exit_code == 0, done.output
    held = MEETING_HELD.format(about="way-home").replace("board", "readers")
    held = held.replace("2025-09-02", "2025-10-07").replace("chair", "reader")
    repo.add(
        "registry/meetings/readers-2025-10-07.yaml",
        held.replace("  - seat: secretary\n    presence: present\n", ""),
    )
    path = "registry/decisions/readers-2025-10-07--1.yaml"
    repo.add(path, WITHDRAW.replace("board-2025-09-02", "readers-2025-10-07"))
    assert command(repo.root, "check").exit_code == 0
    repo.commit()
    assert repo.found() == {("BRA006", path)}
    git(repo.root, "rm", "-q", "--cached", path)
    (repo.root / path).unlink()
    commit = repo.commit()
    assert repo.found() == set()
    git(repo.root, "checkout", "-q", "-B", "main", commit)
    repo.add(path, WITHDRAW.replace("board-2025-09-02", "readers-2025-10-07"))
    assert repo.found() == set(), "once the terms are merged, the group has the power"
