"""What is sealed comes out of every clone as it was sealed, or is refused before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from real_git import Repository, command, git

from handbook.load.trees.attributes import rewritten
from handbook.load.trees.repository import NoRepositoryError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = "registry/guidelines/calm-transfer.md"
SEALED = "registry/_endorsed/calm-transfer/1.1/record.md"
CHART = "registry/_endorsed/calm-transfer/1.1/attachments/chart.pdf"
PLAIN = b"%PDF-1.7\nlines\n"


def correct(repo: Repository) -> Result:
    words = ["--post", "lead-nurse", "--statement", "A space.", "--date", "2026-01-10", "--yes"]
    return command(repo.root, "decide", "correct", "calm-transfer", *words)


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("*.md filter=kind", "passes it through a program (`filter=kind`)"),
        ("registry/_endorsed/** filter", "passes it through a program (`filter=set`)"),
        ("* working-tree-encoding=UTF-16", "recodes it (`working-tree-encoding=UTF-16`)"),
    ],
)
@pytest.mark.parametrize("where", [".gitattributes", ".git/info/attributes"])
def test_a_text_that_git_would_rewrite_is_not_sealed(
    repo: Repository, where: str, attributes: str, said: str
) -> None:
    """Fails if ``prepare`` does not ask how git would keep it."""
    repo.write(TEXT, "without haste", "without  haste")
    repo.add(where, f"{attributes}\n")
    result = correct(repo)
    assert result.exit_code == 1
    assert said in result.output
    assert not (repo.root / SEALED).exists()
    (repo.root / where).unlink()
    assert correct(repo).exit_code == 0


MEETING = """\
id: board-2026-01-12
group: board
date: 2026-01-12
state: held
attendance:
  - seat: chair
    presence: present
  - seat: secretary
    presence: present
agenda:
  - item: "1"
    title: Quiet rooms
    purpose: decision
    documents: [quiet-rooms]
    minute: Endorsed.
"""


@pytest.mark.parametrize("words", ["$Id$", "$Id: 0123456789 $", "$Id: $", "x$Id:what$x"])
def test_words_that_git_fills_in_are_refused_by_check_and_not_sealed(
    repo: Repository, words: str
) -> None:
    """Fails without SEA007."""
    text = "registry/guidelines/quiet-rooms.md"
    repo.add("registry/meetings/board-2026-01-12.yaml", MEETING)
    repo.write(text, "Keep one room", f"Keep one room {words}")
    assert repo.found() == {("SEA007", text)}
    words_for = ("--meeting", "board-2026-01-12", "--item", "1", "--statement", "Endorsed.")
    endorse = ("decide", "endorse", "quiet-rooms", *words_for, "--review-due", "2027-06-01")
    result = command(repo.root, *endorse, "--yes")
    assert result.exit_code == 1
    assert "git would fill in the words $Id$" in result.output
    assert not (repo.root / "registry/_endorsed/quiet-rooms").exists()
    repo.write(text, words, "free")
    assert command(repo.root, *endorse, "--yes").exit_code == 0


@pytest.mark.parametrize("attribute", ["text eol=crlf", "text=auto eol=crlf", "ident", "-text"])
def test_what_is_sealed_verifies_in_a_clone(
    repo: Repository, tmp_path: Path, attribute: str
) -> None:
    repo.add(".gitattributes", f"* {attribute}\n")
    repo.write(TEXT, "without haste", "without  haste")
    assert correct(repo).exit_code == 0
    repo.commit()
    git(tmp_path, "clone", "-q", "-b", "work", str(repo.root), "clone")
    assert ("eol=crlf" in attribute) == (b"\r\n" in (tmp_path / "clone" / SEALED).read_bytes())
    assert repo.verified(root=tmp_path / "clone")[0] == 0


class TestAttachments:
    @pytest.mark.parametrize("attributes", ["", "* text=auto", "*.pdf text"])
    def test_one_that_git_takes_for_text_is_named(self, repo: Repository, attributes: str) -> None:
        repo.add(".gitattributes", f"{attributes}\n")
        (said,) = rewritten(repo.root, {CHART: PLAIN})
        assert "takes it for text" in said

    @pytest.mark.parametrize("attributes", ["*.pdf binary", "registry/**/attachments/** -text"])
    def test_one_that_is_marked_as_it_should_be_is_not(
        self, repo: Repository, attributes: str
    ) -> None:
        repo.add(".gitattributes", f"* text=auto\n{attributes}\n")
        assert rewritten(repo.root, {CHART: PLAIN}) == ()

    def test_nor_one_that_git_sees_is_no_text(self, repo: Repository) -> None:
        assert rewritten(repo.root, {CHART: b"%PDF-1.7\n\0\n"}) == ()

    def test_one_with_words_to_fill_in_is_named_where_git_would(self, repo: Repository) -> None:
        repo.add(".gitattributes", "* ident\n*.pdf -text\n")
        (said,) = rewritten(repo.root, {CHART: b"%PDF-1.7\n$Id$\n"})
        assert "fills in $Id$" in said


def test_without_a_repository_nothing_is_rewritten(tmp_path: Path) -> None:
    assert rewritten(tmp_path, {CHART: PLAIN}) == ()


def test_a_repository_that_does_not_answer_is_not_taken_for_none(repo: Repository) -> None:
    (repo.root / ".git/HEAD").write_text("nonsense\n")
    with pytest.raises(NoRepositoryError):
        rewritten(repo.root, {CHART: PLAIN})
