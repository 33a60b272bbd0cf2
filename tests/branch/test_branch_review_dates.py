"""I9: the day by which a document must be reviewed moves later only by a decision."""

from __future__ import annotations

from real_git import HELD, Repository

REVIEWED = "registry/guidelines/calm-transfer.md"
ENDORSEMENT = "registry/decisions/board-2025-03-04--1.yaml"
EXTENSION = """\
id: board-2025-09-02--1
title: The review of calm transfer is put off
visibility: public
kind: extend
meeting: board-2025-09-02
item: "1"
statement: The board agreed.
reason: There was no time for a review.
risk-check: Nothing was reported.
documents:
  - document: calm-transfer
    review-due: 2027-09-02
"""


def test_i9_a_later_review_date_by_editing_the_decision_is_refused(repo: Repository) -> None:
    """I9. Fails if ``force_is_gained_by_decision`` yields nothing; BRA001 tells of the edit
    and not of what it did to the date."""
    repo.write(ENDORSEMENT, "review-due: 2027-03-04", "review-due: 2029-03-04")
    assert ("BRA007", REVIEWED) in repo.found()


def test_i9_an_earlier_date_is_no_finding_of_this_kind(repo: Repository) -> None:
    repo.write(ENDORSEMENT, "review-due: 2027-03-04", "review-due: 2026-03-04")
    assert ("BRA007", REVIEWED) not in repo.found()


def test_i9_with_a_decision_that_says_so_the_date_moves(repo: Repository) -> None:
    """I9. Fails if ``as_decided`` leaves the new decisions out."""
    repo.add("registry/meetings/board-2025-09-02.yaml", HELD)
    repo.add("registry/decisions/board-2025-09-02--1.yaml", EXTENSION)
    assert repo.found() == set()


def test_i9_a_date_typed_into_the_text_is_refused(repo: Repository) -> None:
    """I9. Fails if the schema of guidelines takes lines that it does not know."""
    repo.write(REVIEWED, "id: calm-transfer\n", "id: calm-transfer\nreview-due: 2029-03-04\n")
    assert ("SCH002", REVIEWED) in repo.found()
