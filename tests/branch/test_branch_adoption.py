"""What a branch may not do to the answers of organisations, on real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from real_git import Repository, command, git

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "registry/adoptions"
GIVEN = f"{FOLDER}/moorside-hospice--calm-transfer--2025-04-01.yaml"
LATER = f"{FOLDER}/moorside-hospice--calm-transfer--2025-09-01.yaml"
NURSES = f"{FOLDER}/heath-nurses--calm-transfer--2025-09-01.yaml"
POST = "registry/posts/night-lead.yaml"
ORGANISATION = "registry/organisations/heath-nurses.yaml"


def answer(path: str, by: str = "lead-nurse", more: str = "") -> str:
    """The text of the answer that a path is called after."""
    name = path.rpartition("/")[2].removesuffix(".yaml")
    organisation, document, day = name.split("--")
    return (
        f"id: {name}\norganisation: {organisation}\ndocument: {document}\n"
        f'version: "1.0"\nanswer: adopted\ndate: {day}\nby: {by}\n{more}'
    )


def post(organisation: str) -> str:
    return f"id: night-lead\ntitle: Night lead\nvisibility: public\norganisation: {organisation}\n"


def nurses() -> str:
    return "id: heath-nurses\ntitle: Heath Nurses\nkind: community-nursing\nrole: spoke\n"


@pytest.fixture(scope="module")
def answered(begun: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A base on which the hospice has answered, with the branch ``work`` begun after it."""
    repo = begun.copied(tmp_path_factory.mktemp("answered"))
    git(repo.root, "checkout", "-q", "main")
    repo.add(GIVEN, answer(GIVEN))
    repo.commit("Answer")
    git(repo.root, "checkout", "-q", "-B", "work")
    repo.begun()
    assert repo.found() == set()
    return repo


@pytest.fixture
def given(answered: Repository, tmp_path: Path) -> Repository:
    """That repository, for one test to change."""
    return answered.copied(tmp_path)


class TestI3WhatWasAnsweredStays:
    """I3. Fails if ``answers_stay`` yields nothing, or knows only of one kind of change."""

    @pytest.mark.parametrize("committed", [True, False])
    @pytest.mark.parametrize(
        ("old", "new"), [("by: lead-nurse", "by: coordinator"), ("by:", "# Quite so.\nby:")]
    )
    def test_it_is_not_edited(self, given: Repository, old: str, new: str, committed: bool) -> None:
        given.write(GIVEN, old, new)
        if committed:
            given.commit()
        assert given.found() == {("BRA008", GIVEN)}

    def test_it_is_not_removed(self, given: Repository) -> None:
        git(given.root, "rm", "-q", GIVEN)
        given.commit()
        assert given.found() == {("BRA008", GIVEN)}

    def test_it_is_not_renamed(self, given: Repository) -> None:
        git(given.root, "mv", GIVEN, LATER)
        given.add(LATER, answer(LATER))
        assert given.found() == {("BRA008", GIVEN)}

    def test_it_is_not_taken_down_with_its_organisation(self, given: Repository) -> None:
        git(given.root, "rm", "-q", GIVEN, "registry/organisations/moorside-hospice.yaml")
        assert ("BRA008", GIVEN) in given.found()

    def test_it_does_not_become_a_link(self, given: Repository) -> None:
        given.add(LATER, answer(LATER))
        (given.root / GIVEN).unlink()
        (given.root / GIVEN).symlink_to(LATER.rpartition("/")[2])
        assert ("BRA008", GIVEN) in given.found()

    def test_it_is_not_written_over_where_the_base_answered_since(self, given: Repository) -> None:
        """Fails if only files of the merge base are compared."""
        git(given.root, "checkout", "-q", "main")
        given.add(LATER, answer(LATER))
        given.commit()
        git(given.root, "checkout", "-q", "work")
        given.add(LATER, answer(LATER, by="coordinator"))
        given.commit()
        assert given.found() == {("BRA008", LATER)}

    def test_what_the_base_answered_since_is_not_missing(self, given: Repository) -> None:
        git(given.root, "checkout", "-q", "main")
        given.add(LATER, answer(LATER))
        given.commit()
        git(given.root, "checkout", "-q", "work")
        assert given.found() == set()

    def test_one_that_was_spoilt_on_the_base_is_not_mended_by_a_branch(
        self, given: Repository
    ) -> None:
        git(given.root, "checkout", "-q", "main")
        given.write(GIVEN, "answer: adopted", "answer: [adopted")
        given.commit()
        git(given.root, "checkout", "-q", "-B", "work")
        given.write(GIVEN, "answer: [adopted", "answer: adopted")
        assert given.found() == {("BRA008", GIVEN)}

    def test_on_its_own_branch_it_may_still_be_put_right(self, repo: Repository) -> None:
        repo.add(GIVEN, answer(GIVEN, by="coordinator"))
        repo.commit()
        repo.write(GIVEN, "by: coordinator", "by: lead-nurse")
        repo.commit()
        assert repo.found() == set()

    def test_another_answer_may_be_added_and_may_correct_it(self, given: Repository) -> None:
        corrects = f"corrects: {GIVEN.rpartition('/')[2].removesuffix('.yaml')}\n"
        given.add(LATER, answer(LATER, more=corrects))
        given.commit()
        assert given.found() == set()

    def test_it_says_what_to_do(self, given: Repository) -> None:
        given.write(GIVEN, "by: lead-nurse", "by: coordinator")
        said = " ".join(command(given.root, "check", "--base", "main").stdout.split())
        assert "this branch has edited it" in said
        assert "add a new answer, with 'corrects' if" in said


class TestI4WhoMayAnswerIsReadFromTheBase:
    """I4. Fails if ``posts_answer_by_the_base`` asks the branch instead of the base."""

    def test_not_a_post_that_the_branch_brings(self, repo: Repository) -> None:
        repo.add(POST, post("moorside-hospice"))
        repo.add(LATER, answer(LATER, by="night-lead"))
        repo.commit()
        assert repo.found() == {("BRA009", LATER)}
        said = " ".join(command(repo.root, "check", "--base", "main").stdout.split())
        assert f"what this branch itself brings ({POST}) does not count for it" in said
        assert "Let the post and its organisation be merged first" in said

    def test_once_the_post_is_on_the_base_it_may(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(POST, post("moorside-hospice"))
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.add(LATER, answer(LATER, by="night-lead"))
        assert repo.found() == set()

    def test_not_for_an_organisation_that_the_branch_brings(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(POST, post("moorside-hospice"))
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.add(ORGANISATION, nurses())
        repo.write(POST, "moorside-hospice", "heath-nurses")
        repo.add(NURSES, answer(NURSES, by="night-lead"))
        assert repo.found() == {("BRA009", NURSES)}

    def test_not_a_post_that_the_branch_moves_into_it(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(ORGANISATION, nurses())
        repo.add(POST, post("moorside-hospice"))
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(POST, "moorside-hospice", "heath-nurses")
        repo.add(NURSES, answer(NURSES, by="night-lead"))
        assert repo.found() == {("BRA009", NURSES)}
        said = " ".join(command(repo.root, "check", "--base", "main").stdout.split())
        assert "the post “night-lead” belongs to “moorside-hospice”" in said

    def test_not_a_post_that_left_it_on_the_base_since(self, repo: Repository) -> None:
        """The tip of the base says who belongs where, not the place where the branch began."""
        git(repo.root, "checkout", "-q", "main")
        repo.add(POST, post("moorside-hospice"))
        repo.add(ORGANISATION, nurses())
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        git(repo.root, "checkout", "-q", "main")
        repo.write(POST, "moorside-hospice", "heath-nurses")
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        repo.add(LATER, answer(LATER, by="night-lead"))
        assert repo.found() == {("ADO004", LATER)}, "merged, it would not count"

    def test_not_a_post_that_nobody_can_read_on_the_base(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(POST, post("[moorside-hospice"))
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.add(LATER, answer(LATER, by="night-lead"))
        assert ("BRA009", LATER) in repo.found()

    def test_a_post_of_another_organisation_is_told_once_and_as_that(
        self, repo: Repository
    ) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.add(ORGANISATION, nurses())
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.add(NURSES, answer(NURSES))
        assert repo.found() == {("ADO004", NURSES)}

    def test_a_post_that_is_nowhere_is_told_once_and_as_that(self, repo: Repository) -> None:
        repo.add(LATER, answer(LATER, by="nobody-known"))
        assert repo.found() == {("REF001", LATER)}

    def test_moving_a_post_spoils_what_it_answered_before(self, given: Repository) -> None:
        given.add(ORGANISATION, nurses())
        given.write("registry/posts/lead-nurse.yaml", "moorside-hospice", "heath-nurses")
        assert ("ADO004", GIVEN) in given.found()
