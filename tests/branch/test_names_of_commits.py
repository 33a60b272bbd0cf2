"""What cannot be read as one commit is refused in a sentence, by every command that takes one."""

from __future__ import annotations

import pytest
from real_git import DECISION, Repository, command, git

from handbook.load.trees.past import named_commit
from handbook.load.trees.repository import NoRepositoryError, repository

ODD = [
    "",
    "HEAD:nofile",
    f"HEAD:{DECISION}",
    "HEAD:",
    "HEAD:registry",
    "HEAD^{tree}",
    "HEAD^{blob}",
    "HEAD^2",
    "HEAD^9999999999999999999",
    "HEAD~99",
    "HEAD@{99}",
    "HEAD@{u}",
    "@{u}",
    "@{upstream}",
    "@{push}",
    "@{-1}x",
    "HEAD@{one week ago}",
    "a-file",
    "a-tree",
    "HEAD..main",
    "HEAD...main",
    "^HEAD",
    "HEAD^@",
    "HEAD^!",
    "HEAD^-",
    "--all",
    "--output=x",
    "-",
    "-n1",
    ":/nothing-like-it",
    ":registry",
    ":0:registry",
    "HEAD^{/nothing-like-it}",
    "HEAD\x00",
    "HEAD\nmain",
    "HEAD main",
    "\ud800",
    "\u202emain",
    "0" * 40,
    "0" * 64,
    "f" * 5,
    "x" * 300,
    "x" * 300_000,
    "HEAD" + "^" * 200,
    "*",
    "refs/heads/*",
    "~",
    "^",
    "@{",
    "}",
    "$(id)",
]


@pytest.fixture
def odd(repo: Repository) -> Repository:
    """With tags on things that are no commits."""
    git(repo.root, "tag", "a-file", f"HEAD:{DECISION}")
    git(repo.root, "tag", "a-tree", "HEAD^{tree}")
    return repo


def test_it_is_refused_wherever_it_comes_from(odd: Repository) -> None:
    with repository(odd.root) as repo:
        for rev in ODD:
            with pytest.raises(NoRepositoryError, match="git knows no commit called"):
                named_commit(repo, rev)


@pytest.mark.parametrize(
    "rev", ["HEAD:nofile", "a-file", "HEAD^{tree}", "@{u}", "a..b", "", "x" * 300]
)
@pytest.mark.parametrize("words", [("check", "--base"), ("verify", "--since")], ids=lambda w: w[0])
def test_every_command_says_so_in_a_sentence(
    odd: Repository, words: tuple[str, str], rev: str
) -> None:
    result = command(odd.root, words[0], f"{words[1]}={rev}")
    assert result.exit_code == 3
    assert "git knows no commit called" in result.stderr
    assert "fault of its own" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "rev", ["HEAD", "@", "main", "work", "refs/heads/main", "a-release", "HEAD^0"]
)
def test_what_names_one_commit_is_taken(odd: Repository, rev: str) -> None:
    git(odd.root, "tag", "-a", "-m", "One", "a-release")
    with repository(odd.root) as repo:
        found = {named_commit(repo, rev), named_commit(repo, named_commit(repo, rev)[:12])}
    assert found == {git(odd.root, "rev-parse", "HEAD")}
