"""What must be accepted is accepted by those whom the base names, for that very change, or refused.

Fails if ``acceptance.takers`` believes a decision that the base does not carry, or that speaks of
other contents.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from real_git import GUIDELINE, Repository, command, git

NETWORK = "registry/network.yaml"
POST = "registry/posts/lead-nurse.yaml"
TERM = "registry/glossary/lead.yaml"
BY_POST = "settings:\n  changes: {accepted-by: post, posts: [coordinator]}\n"
BY_GROUP = "settings:\n  changes: {accepted-by: decision}\n"


@pytest.fixture(scope="module")
def asking(begun: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose base asks for the approval of the coordinator's post."""
    return ask(begun.copied(tmp_path_factory.mktemp("asking")), BY_POST)


@pytest.fixture
def asked(asking: Repository, tmp_path: Path) -> Repository:
    """That repository, for one test to change."""
    return asking.copied(tmp_path)


def ask(repo: Repository, settings: str) -> Repository:
    """Let the base ask for acceptance."""
    git(repo.root, "checkout", "-q", "main")
    network = repo.root / NETWORK
    network.write_text(network.read_text(encoding="utf-8") + settings, encoding="utf-8")
    repo.commit()
    git(repo.root, "checkout", "-q", "-B", "work")
    return repo


def found(repo: Repository) -> dict[str, str]:
    """The codes of what is said of named changes, by file."""
    result = command(repo.root, "check", "--base", "main", "--format", "json")
    assert result.exit_code in (0, 1), result.output
    said = json.loads(result.stdout)["findings"]
    return {f["path"]: f["code"] for f in said if f["code"] in ("BRA015", "BRA016", "BRA017")}


def accept(repo: Repository, *words: str, by: str = "coordinator") -> Path:
    """Let a post accept what the branch changes; gives the decision's file."""
    result = command(
        repo.root, "decide", "accept", "--base", "main", "--post", by,
        "--statement", "It was read and agreed.", "--yes", *words,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (made,) = (repo.root / "registry/decisions").glob("accept--*")
    return made


def test_without_the_setting_it_is_named_and_nobody_need_accept_it(repo: Repository) -> None:
    repo.write(POST, "title: ", "title: Our ")
    assert found(repo) == {POST: "BRA015"}


def test_with_it_a_change_that_nobody_accepted_is_an_error(asked: Repository) -> None:
    asked.write(POST, "title: ", "title: Our ")
    assert found(asked) == {POST: "BRA016"}
    said = command(asked.root, "check", "--base", "main")
    assert said.exit_code == 1
    assert "This branch changes who may decide, or what readers see:" in said.stdout
    assert "the post “coordinator”" in said.stdout


def test_the_post_accepts_and_the_change_is_named_with_the_decision(asked: Repository) -> None:
    asked.write(POST, "title: ", "title: Our ")
    asked.add("mkdocs.yml", "site_name: Heather\n")
    made = accept(asked)
    assert found(asked) == {POST: "BRA017", "mkdocs.yml": "BRA017"}
    said = command(asked.root, "check", "--base", "main")
    assert said.exit_code == 0, said.output
    assert f"accepted by the decision “{made.stem}”" in said.stdout or made.stem in said.stdout


@pytest.mark.parametrize("later", ["title: Our own ", "title: The "])
def test_another_change_of_the_same_file_must_be_accepted_again(
    asked: Repository, later: str
) -> None:
    asked.write(POST, "title: ", "title: Our ")
    accept(asked)
    asked.write(POST, "title: Our ", later)
    assert found(asked) == {POST: "BRA016"}


def test_one_file_accepted_does_not_speak_for_another(asked: Repository) -> None:
    asked.write(POST, "title: ", "title: Our ")
    accept(asked)
    asked.write(TERM, "title: ", "title: Our ")
    assert found(asked) == {POST: "BRA017", TERM: "BRA016"}


def test_a_post_that_the_settings_do_not_name_accepts_nothing(asked: Repository) -> None:
    asked.write(TERM, "title: ", "title: Our ")
    accept(asked, by="lead-nurse")
    assert found(asked) == {TERM: "BRA016"}


def test_a_branch_cannot_name_those_who_accept_what_it_brings(asked: Repository) -> None:
    asked.write(NETWORK, "posts: [coordinator]", "posts: [lead-nurse]")
    accept(asked, by="lead-nurse")
    assert found(asked) == {NETWORK: "BRA016"}


def test_a_post_s_word_is_not_enough_because_a_branch_says_so(repo: Repository) -> None:
    """A weaker setting that is valid in itself takes effect once it was merged, and not before."""
    ask(repo, BY_GROUP)
    repo.write(NETWORK, BY_GROUP, BY_POST)
    repo.write(TERM, "title: ", "title: Our ")
    accept(repo)
    assert found(repo) == {NETWORK: "BRA016", TERM: "BRA016"}


def test_a_branch_cannot_take_the_setting_away(asked: Repository) -> None:
    asked.write(NETWORK, BY_POST, "")
    assert found(asked) == {NETWORK: "BRA016"}


def test_a_post_that_the_branch_brings_accepts_nothing(repo: Repository) -> None:
    """Also if the settings name it already, for the day when there will be one."""
    ask(repo, BY_POST.replace("[coordinator]", "[coordinator, deputy]"))
    text = (repo.root / POST).read_text(encoding="utf-8")
    repo.add("registry/posts/deputy.yaml", text.replace("lead-nurse", "deputy"))
    repo.write(TERM, "title: ", "title: Our ")
    accept(repo, by="deputy")
    assert found(repo)[TERM] == "BRA016"


def test_what_was_accepted_once_is_spent(asked: Repository) -> None:
    asked.write(POST, "title: ", "title: Our ")
    accept(asked)
    asked.commit()
    git(asked.root, "checkout", "-q", "main")
    git(asked.root, "merge", "-q", "--no-edit", "work")
    asked.write(POST, "title: Our ", "title: ")
    asked.commit()
    git(asked.root, "checkout", "-q", "-B", "again")
    asked.write(POST, "title: ", "title: Our ")
    assert found(asked) == {POST: "BRA016"}


def test_what_the_base_changed_meanwhile_must_be_accepted_again(asked: Repository) -> None:
    asked.write(NETWORK, "posts: [coordinator]", "posts: [coordinator, lead-nurse]")
    accept(asked)
    asked.commit()
    assert found(asked) == {NETWORK: "BRA017"}
    git(asked.root, "checkout", "-q", "main")
    asked.write(NETWORK, "email: heather@example.org", "email: moor@example.org")
    asked.commit()
    git(asked.root, "checkout", "-q", "work")
    assert found(asked) == {NETWORK: "BRA016"}


def test_settings_of_the_base_that_cannot_be_read_are_no_leave(asked: Repository) -> None:
    git(asked.root, "checkout", "-q", "main")
    asked.write(NETWORK, "\ntitle: ", "\ntitles: ")
    asked.commit()
    git(asked.root, "checkout", "-q", "work")
    asked.write(POST, "title: ", "title: Our ")
    assert found(asked)[POST] == "BRA016"


def test_nothing_to_accept_is_said_and_nothing_written(asked: Repository) -> None:
    asked.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
    said = command(
        asked.root, "decide", "accept", "--base", "main", "--post", "coordinator",
        "--statement", "Fine.", "--yes",
    )  # fmt: skip
    assert said.exit_code == 1
    assert "names no change that is still to be accepted" in said.output
    without = command(
        asked.root, "decide", "accept", "--post", "coordinator", "--statement", "Fine."
    )
    assert without.exit_code == 2


def test_a_change_outside_that_both_sides_made_cannot_be_accepted(asked: Repository) -> None:
    git(asked.root, "checkout", "-q", "main")
    asked.add("mkdocs.yml", "site_name: Heather\n")
    asked.commit()
    git(asked.root, "checkout", "-q", "work")
    asked.add("mkdocs.yml", "site_name: Heather\nsite_author: Us\n")
    asked.commit()
    made = command(
        asked.root, "decide", "accept", "--base", "main", "--post", "coordinator",
        "--statement", "Fine.", "--yes",
    )  # fmt: skip
    assert made.exit_code == 1, made.output
    assert "merge the base branch into this one first" in made.output
    assert found(asked) == {"mkdocs.yml": "BRA016"}


def by_group(repo: Repository, *, attend: str = "present") -> str:
    """Let the board accept, under an item that had no decision; gives what the command said."""
    ask(repo, BY_GROUP)
    if attend != "present":
        git(repo.root, "checkout", "-q", "main")
        repo.add(LATER, LATER_MEETING.format(chair=attend))
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
    repo.write(POST, "title: ", "title: Our ")
    meeting = "board-2025-06-03" if attend != "present" else "board-2025-03-04"
    said = command(
        repo.root, "decide", "accept", "--base", "main", "--meeting", meeting, "--item", "4",
        "--statement", "The board agreed.", "--yes",
    )  # fmt: skip
    return said.output


LATER = "registry/meetings/board-2025-06-03.yaml"
LATER_MEETING = """\
id: board-2025-06-03
group: board
date: 2025-06-03
state: held
attendance:
  - {{seat: chair, presence: {chair}}}
  - {{seat: secretary, presence: present}}
agenda:
  - {{item: "4", title: Posts, purpose: decision, minute: Agreed.}}
"""


def test_a_group_accepts_by_a_decision_of_its_meeting(repo: Repository) -> None:
    by_group(repo)
    assert found(repo) == {POST: "BRA017"}


def test_a_meeting_without_quorum_accepts_nothing(repo: Repository) -> None:
    assert "quor" in by_group(repo, attend="apologies")
    assert found(repo) == {POST: "BRA016"}


def test_a_post_accepts_nothing_where_a_decision_is_asked_for(repo: Repository) -> None:
    ask(repo, BY_GROUP)
    repo.write(POST, "title: ", "title: Our ")
    accept(repo)
    assert found(repo) == {POST: "BRA016"}


def test_what_is_asked_of_members_can_be_changed_once_it_is_accepted(asked: Repository) -> None:
    asked.write(NETWORK, "settings:\n", "settings:\n  adoption: {answer-within-days: 30}\n")
    before = asked.found()
    accept(asked)
    assert (("BRA013", NETWORK) in before, asked.found()) == (True, set())


def test_no_acceptance_gives_force(asked: Repository) -> None:
    """What gains force needs the decision of a group about the document, whoever accepts files."""
    asked.write(NETWORK, "group: board", "group: readers")
    before = asked.found()
    assert "BRA012" in {code for code, _ in before}
    accept(asked)
    after = asked.found()
    assert before - after <= {("BRA016", NETWORK), ("BRA013", NETWORK)}
    assert "BRA012" in {code for code, _ in after}
