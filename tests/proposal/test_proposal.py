"""`handbook diff BASE..HEAD` says what a whole change means, from where it left its base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from proposal_repository import DRAFT, GUIDELINE, PATHWAY, Proposals, git

from handbook.difference import Difference, compare
from handbook.load import Record
from handbook.proposal import documents


def test_a_number_in_words_is_a_number(repo: Proposals) -> None:
    repo.write(GUIDELINE, "Name one professional", "Name two professionals")
    said = repo.meaning()
    (document,) = said["documents"]
    (detail,) = document["details"]
    assert (detail["section"], detail["within"]) == ("Recommendation 1 (name-a-lead)", "")
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
    assert (detail["section"], detail["within"]) == ("Step 1, “Ask”", "what")


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


def test_a_shallow_copy_is_refused_with_the_mend(repo: Proposals, tmp_path: Path) -> None:
    repo.commit()
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth", "1", "-b", "work", f"file://{repo.root}", str(copy))
    result = Proposals(copy).run("diff", "HEAD..")
    assert result.exit_code == 3
    assert "a fetch depth of 0" in result.stderr


def test_two_commits_can_be_compared_as_they_are(repo: Proposals) -> None:
    repo.on_main(GUIDELINE, "Ask the family", "Never ask the family")
    repo.write(PATHWAY, "title: Travel", "title: Go")
    repo.commit()
    text = repo.diff("main...work", "--direct")
    assert "Calm transfer (calm-transfer)" in text
    assert "The way home (way-home)" in text


@pytest.mark.parametrize(
    "words",
    [
        ("main..", "--direct"),
        ("main..", "--from", "1.0"),
        ("calm-transfer", "--in-force"),
        ("main",),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(repo: Proposals, words: tuple[str, ...]) -> None:
    result = repo.run("diff", *words)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_name_without_points_is_answered_with_the_points(repo: Proposals) -> None:
    assert "handbook diff main.." in repo.run("diff", "main").stderr


def test_only_what_is_touched_is_compared(repo: Proposals, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many documents a registry has, the work is that of those that a branch changes."""
    draft = (repo.root / DRAFT).read_text(encoding="utf-8")
    for number in range(150):
        name = f"room-{number}"
        repo.add(f"registry/guidelines/{name}.md", draft.replace("quiet-rooms", name))
    repo.commit()
    git(repo.root, "branch", "-f", "main", "work")
    repo.write(GUIDELINE, "Ask the family", "Ask 2 of the family")
    repo.commit()
    compared: list[str] = []

    def counting(old: Record, new: Record, *more: Any) -> Difference:
        compared.append(new.id)
        return compare(old, new, *more)

    monkeypatch.setattr(documents, "compare", counting)
    assert repo.diff("main...work").startswith("This changes what 1 guideline says to do")
    assert set(compared) == {"calm-transfer"}
    assert len(compared) <= 4
