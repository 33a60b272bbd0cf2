"""`handbook diff BASE..HEAD` says what a whole change means, from where it left its base."""

from __future__ import annotations

import pytest
from proposal_repository import GUIDELINE, PATHWAY, Proposals, git


def test_a_number_in_words_is_a_number(repo: Proposals) -> None:
    repo.write(GUIDELINE, "Name one professional", "Name two professionals")
    said = repo.meaning()
    (document,) = said["documents"]
    (detail,) = document["details"]
    assert detail["within"] == "recommendation 1 (name-a-lead)"
    assert {"kinds": ["number"], "old": "one professional", "new": "two professionals"} in detail[
        "substitutions"
    ]
    assert "one professional becomes two professionals" in said["statement"][0]


def test_a_cell_is_named_by_its_row_and_column(repo: Proposals) -> None:
    repo.write(GUIDELINE, "| Travels with the child", "| Waits for the child")
    (document,) = repo.meaning()["documents"]
    (detail,) = document["details"]
    assert detail["within"] == "row “Lead”, column “What”"


def test_a_step_of_a_pathway_is_named_by_its_number_and_title(repo: Proposals) -> None:
    repo.write(PATHWAY, "asks the family what they wish", "never asks the family what they wish")
    (document,) = repo.meaning()["documents"]
    (detail,) = document["details"]
    assert detail["within"] == "step 1, “Ask”, what"


@pytest.mark.parametrize("between", ["main..work", "main...work", "main..", "main...HEAD"])
def test_somebody_elses_draft_does_not_mix_in(repo: Proposals, between: str) -> None:
    repo.on_main(GUIDELINE, "Ask the family", "Never ask the family")
    repo.write(PATHWAY, "title: Travel", "title: Go")
    said = repo.meaning(between)
    assert [document["id"] for document in said["documents"]] == ["way-home"]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_nothing_changed_says_so(repo: Proposals, form: str) -> None:
    said = repo.diff("main...work", "--format", form)
    assert "Nothing that the handbook says, and nobody who may decide, changes." in said


def test_a_branch_that_shares_no_commit_is_refused_in_words(repo: Proposals) -> None:
    git(repo.root, "checkout", "-q", "--orphan", "island")
    git(repo.root, "commit", "-q", "-m", "Island")
    result = repo.run("diff", "main...island")
    assert result.exit_code == 3
    assert "no commit in common" in result.stderr
    assert "--direct" in result.stderr


def test_a_name_that_git_does_not_know_is_refused_in_words(repo: Proposals) -> None:
    result = repo.run("diff", "nonesuch...work")
    assert result.exit_code == 3
    assert "git knows no commit called nonesuch" in result.stderr
