"""I4: what one post may do alone is asked of the base branch, on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_git import Repository, command, git
from test_branch_review_dates import EXTENSION, HELD
from test_branch_rules import STOP

import handbook

TEXT = "registry/guidelines/calm-transfer.md"
NETWORK = "registry/network.yaml"
CORRECTION = "registry/decisions/correct--calm-transfer--2026-01-10.yaml"
REVIEW = "registry/decisions/board-2025-09-02--1.yaml"
DIGEST = "v1:sha256:66cc35693c57c06d03aacc23e898ee37601633c1250708fd44808a49782b9455"
REVIEWED = f"""\
id: board-2025-09-02--1
title: Calm transfer reviewed
visibility: public
kind: review
meeting: board-2025-09-02
item: "1"
statement: The board agreed.
reviewer: night-lead
checked:
  - {{source: The quiet standard, on: "2025-08-20", result: No change.}}
documents:
  - document: calm-transfer
    version: "1.0"
    digest: {DIGEST}
    outcome: no-change
    review-due: 2027-09-02
"""
NIGHT_LEAD = """\
id: night-lead
title: Night lead
visibility: public
organisation: moorside-hospice
"""


def settings(repo: Repository, text: str) -> None:
    """Put these in the place of the network's settings."""
    place = repo.root / NETWORK
    kept = place.read_text(encoding="utf-8").partition("settings:\n")[0]
    place.write_text(kept + text, encoding="utf-8")


def correct(repo: Repository, post: str, old: str, new: str) -> None:
    """As the branch itself stands, the correction is in order, and is written down."""
    repo.write(TEXT, old, new)
    words = ["--post", post, "--statement", "Put right.", "--date", "2026-01-10", "--yes"]
    done = command(repo.root, "decide", "correct", "calm-transfer", *words)
    assert done.exit_code == 0, done.output
    repo.commit()


def merge(repo: Repository) -> None:
    """What the branch holds is the base branch from now on."""
    repo.commit()
    git(repo.root, "branch", "-f", "main")


class TestWhoCorrects:
    """I4. Fails if ``posts_are_those_of_the_base`` looks for the owner in the branch."""

    def test_a_branch_that_makes_itself_owner_corrects_nothing(self, repo: Repository) -> None:
        repo.write(TEXT, "owner: lead-nurse", "owner: coordinator")
        correct(repo, "coordinator", "without haste", "without  haste")
        assert command(repo.root, "check").exit_code == 0, "by itself it is in order"
        assert repo.found() == {("BRA010", CORRECTION)}
        said = command(repo.root, "check", "--base", "main").stdout
        assert "authority comes from the base branch" in said

    def test_once_the_base_branch_has_the_new_owner_it_may(self, repo: Repository) -> None:
        repo.write(TEXT, "owner: lead-nurse", "owner: coordinator")
        merge(repo)
        correct(repo, "coordinator", "without haste", "without  haste")
        assert repo.found() == set()

    def test_an_owner_whom_the_base_branch_has_replaced_since_may_not(
        self, repo: Repository
    ) -> None:
        """The tip of the base says who owns what, not the place where the branch began."""
        correct(repo, "lead-nurse", "write it down", "write  it down")
        git(repo.root, "checkout", "-q", "main")
        repo.write(TEXT, "owner: lead-nurse", "owner: coordinator")
        repo.commit()
        git(repo.root, "checkout", "-q", "work")
        assert repo.found() == {("BRA010", CORRECTION)}

    def test_nobody_corrects_what_the_base_branch_cannot_read(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(TEXT, "owner: lead-nurse", "owner: [lead-nurse]")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(TEXT, "owner: [lead-nurse]", "owner: lead-nurse")
        correct(repo, "lead-nurse", "without haste", "without  haste")
        assert repo.found() == {("BRA010", CORRECTION)}


class TestWhatIsMinor:
    """I4. Fails if ``_by_settings`` reads the settings of the branch."""

    @pytest.mark.parametrize(
        ("before", "after", "old", "new"),
        [
            (
                "settings:\n  minor-changes: [contacts]\n",
                "settings:\n  minor-changes: [contacts, layout]\n",
                "without haste",
                "without  haste",
            ),
            (
                "settings:\n  minor-changes: [spelling]\n  sensitive-terms: [the the]\n",
                "settings:\n  minor-changes: [spelling]\n",
                "Ask the family.",
                "Ask the the family.",
            ),
        ],
        ids=["a family made minor", "a sensitive term dropped"],
    )
    def test_a_branch_that_widens_it_corrects_nothing_by_that(
        self, repo: Repository, before: str, after: str, old: str, new: str
    ) -> None:
        settings(repo, before)
        merge(repo)
        settings(repo, after)
        correct(repo, "lead-nurse", old, new)
        assert command(repo.root, "check").exit_code == 0, "by itself it is in order"
        assert repo.found() == {("BRA010", CORRECTION)}

    def test_once_the_base_branch_calls_it_minor_it_is(self, repo: Repository) -> None:
        settings(repo, "settings:\n  minor-changes: [contacts]\n")
        merge(repo)
        settings(repo, "settings:\n  minor-changes: [contacts, layout]\n")
        merge(repo)
        correct(repo, "lead-nurse", "without haste", "without  haste")
        assert repo.found() == set()

    def test_nothing_is_where_the_settings_of_the_base_cannot_be_read(
        self, repo: Repository
    ) -> None:
        git(repo.root, "checkout", "-q", "main")
        repo.write(NETWORK, "id: heather-network", "id: [heather")
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(NETWORK, "id: [heather", "id: heather-network")
        correct(repo, "lead-nurse", "without haste", "without  haste")
        assert ("BRA010", CORRECTION) in repo.found()


def test_a_post_that_the_branch_lets_stop_documents_stops_none(repo: Repository) -> None:
    """I4. Fails if the settings by which a suspension is judged are the branch's."""
    settings(repo, "settings:\n  suspension: {posts: [lead-nurse]}\n")
    merge(repo)
    settings(repo, "settings:\n  suspension: {posts: [lead-nurse, coordinator]}\n")
    words = ["--post", "coordinator", "--statement", "Stopped.", "--reason", "A wrong door."]
    done = command(
        repo.root, "decide", "suspend", "way-home", *words, "--date", "2026-01-10", "--yes"
    )
    assert done.exit_code == 0, done.output
    repo.commit()
    assert repo.found() == {("BRA006", STOP)}


class TestReceipts:
    """I4. Fails if ``_by_post`` looks for the reviewer in the branch."""

    def review(self, repo: Repository, text: str = REVIEWED) -> None:
        repo.add("registry/meetings/board-2025-09-02.yaml", HELD)
        repo.add(REVIEW, text)
        repo.commit()

    def test_a_review_by_a_post_that_the_branch_brings_is_none(self, repo: Repository) -> None:
        repo.add("registry/posts/night-lead.yaml", NIGHT_LEAD)
        self.review(repo)
        assert command(repo.root, "check").exit_code == 0, "by itself it is in order"
        assert repo.found() == {("BRA010", REVIEW)}

    def test_once_the_base_branch_has_the_post_it_is(self, repo: Repository) -> None:
        repo.add("registry/posts/night-lead.yaml", NIGHT_LEAD)
        merge(repo)
        self.review(repo)
        assert repo.found() == set()

    @pytest.mark.parametrize("kind", ["review", "extend"])
    def test_no_post_reviews_or_extends_without_a_meeting(
        self, repo: Repository, kind: str
    ) -> None:
        """Not even by a content type of the branch's own that lets it be written so."""
        shipped = Path(handbook.__file__).parent / "types" / "decision"
        for file in shipped.iterdir():
            text = file.read_text(encoding="utf-8")
            if file.name == "schema.yaml":
                text = text.partition("# What each kind needs")[0]
            repo.add(f"registry/_types/decision/{file.name}", text)
        text = REVIEWED if kind == "review" else EXTENSION
        text = text.replace("night-lead", "lead-nurse")
        alone = "post: lead-nurse\ndate: 2025-09-02\n"
        text = text.replace('meeting: board-2025-09-02\nitem: "1"\n', alone)
        self.review(repo, text)
        assert repo.found(), "an error in the branch"
        said = command(repo.root, "status", "calm-transfer").stdout
        assert "Cannot tell" in said
