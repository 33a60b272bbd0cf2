"""``CODEOWNERS``: whom a forge asks, as it reads the file, is whom the registry names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from starting_network import DAY, git

from handbook.cli import cli
from handbook.starting.asked import misasked, read_codeowners
from handbook.starting.codeowners import OwnedPath, codeowners, codeowners_place, pattern_of

Init = Callable[..., Result]
OFFICE, NURSE = "@heather/coordinators", "@heather/nurses"


def asked(text: str, path: str, kind: str = "github") -> set[str]:
    """Whom a file asks about a path."""
    last = {line.section: line for line in read_codeowners(text, kind) if line.fits(path)}
    return {name for line in last.values() for name in line.names}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", "a/b.md", True),
        ("*.md", "a/b/c.md", True),
        ("*.md", "a/b/c.txt", False),
        ("/a.md", "a.md", True),
        ("/a.md", "b/a.md", False),
        ("a/", "a/b/c.md", True),
        ("a/", "x/a/b.md", True),
        ("/a/", "x/a/b.md", False),
        ("/a/", "a", False),
        ("a/b", "a/b/c.md", True),
        ("a/*", "a/b.md", True),
        ("a/*", "a/b/c.md", False),
        ("a/**", "a/b/c.md", True),
        ("**/b", "a/x/b/c.md", True),
        ("/a?c.md", "abc.md", True),
        ("/a?c.md", "a/c.md", False),
        ("/with\\ space.md", "with space.md", True),
        ("/a.md", "a_md", False),
    ],
)
def test_a_line_is_read_as_a_forge_reads_it(pattern: str, path: str, fits: bool) -> None:
    assert (asked(f"{pattern} @x", path) == {"@x"}) == fits


def test_of_several_lines_the_last_one_counts() -> None:
    text = "# all\n* @a\n/b/ @b @c # and why\n/b/d.md\n"
    assert asked(text, "a.md") == {"@a"}
    assert asked(text, "b/c.md") == {"@b", "@c"}
    assert asked(text, "b/d.md") == set()


def test_gitlab_has_sections_each_of_which_asks() -> None:
    text = "* @a\n[Ledger][2] @b\n/x/\n/y/ @c\n^[Other]\n/x/ @d\n"
    assert asked(text, "x/1", "gitlab") == {"@a", "@b", "@d"}
    assert asked(text, "y/1", "gitlab") == {"@a", "@c"}


PATHS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="/\u0085"),
    min_size=1,
).filter(lambda name: name not in {".", ".."} and not name.isspace())


@given(st.lists(PATHS.filter(lambda n: all(s == " " or not s.isspace() for s in n)), min_size=1))
def test_whatever_a_file_is_called_its_own_line_fits_it(names: list[str]) -> None:
    path = "/".join(names)
    for kind in ("github", "gitlab"):
        assert asked(f"{pattern_of(path)} @x", path, kind) == {"@x"}


def test_what_is_written_asks_whom_it_should_and_a_gap_is_named() -> None:
    owned = (
        OwnedPath("registry/", (OFFICE,)),
        OwnedPath("registry/guidelines/a [1] #2.md", (NURSE,)),
        OwnedPath("registry/decisions/", (OFFICE,), guarded=True),
        OwnedPath("registry/posts/", (), guarded=True),
    )
    text = codeowners(owned)
    assert asked(text, "registry/guidelines/a [1] #2.md") == {NURSE}
    assert "# Nobody is named for: /registry/posts/" in text
    (gap,) = misasked(owned, read_codeowners(text, "github"))
    assert (gap.path, gap.named) == ("registry/posts/", ())


@pytest.mark.parametrize(
    ("names", "guarded", "wrong"),
    [
        ("@a", False, False),
        ("@A", False, False),
        ("@a @somebody", False, False),
        ("@somebody", False, True),
        ("", False, True),
        ("@a", True, False),
        ("@a @somebody", True, True),  # any one of them could let it through alone
        ("@somebody", True, True),
    ],
)
def test_about_what_says_who_decides_nobody_else_may_be_asked(
    names: str, guarded: bool, wrong: bool
) -> None:
    owned = OwnedPath("registry/decisions/", ("@a",), guarded)
    lines = read_codeowners(f"/registry/decisions/ {names}", "github")
    assert bool(list(misasked((owned,), lines))) == wrong


@pytest.mark.parametrize(
    ("there", "place"),
    [
        (set(), ".github/CODEOWNERS"),
        ({"CODEOWNERS"}, "CODEOWNERS"),
        ({"CODEOWNERS", ".github/CODEOWNERS"}, ".github/CODEOWNERS"),
        ({"docs/CODEOWNERS"}, "docs/CODEOWNERS"),
    ],
)
def test_the_file_that_the_forge_reads_is_the_one_that_counts(there: set[str], place: str) -> None:
    assert codeowners_place("github", there.__contains__) == place


class TestTheCheck:
    def check(self, network: Path, *words: str) -> Result:
        shared = ["--root", str(network), "--today", DAY, "check", "--fail-on", "never"]
        return CliRunner().invoke(cli, [*shared, *words])

    def test_without_a_file_nothing_is_said(self, network: Path) -> None:
        assert "OWN001" not in self.check(network).output

    def test_a_file_as_it_was_written_is_current(self, init: Init, network: Path) -> None:
        init("ci")
        assert "OWN001" not in self.check(network).output

    def test_one_that_the_settings_have_left_behind_is_not(self, init: Init, network: Path) -> None:
        init("ci")
        record = network / "registry" / "network.yaml"
        record.write_text(record.read_text().replace(OFFICE, "@heather/office"))
        found = self.check(network).output
        assert f"asks {OFFICE}, and the registry names @heather/office" in found
        assert "`handbook init ci`" in found

    def test_nobody_for_what_says_who_decides_is_said_with_what_to_do(
        self, init: Init, network: Path
    ) -> None:
        record = network / "registry" / "network.yaml"
        record.write_text(record.read_text().partition("    posts:\n")[0])
        assert "nobody would be asked" in init("ci").stderr
        found = self.check(network).output
        assert "it asks nobody, and the registry names nobody either" in found
        assert "Say under settings.forge who stands behind each post" in found

    def test_a_branch_hears_of_what_it_brings_and_not_of_what_was_so(
        self, init: Init, network: Path
    ) -> None:
        init("ci")
        owners = network / ".github" / "CODEOWNERS"
        sound = owners.read_text()
        owners.write_text(sound.replace(f"/registry/decisions/ {OFFICE}", "/registry/decisions/"))
        git(network, "init", "-q", "-b", "main")
        git(network, "add", "-A")
        git(network, "commit", "-q", "-m", "Begin")
        git(network, "checkout", "-q", "-b", "proposal")
        page = network / "registry" / "guidelines" / "quiet-rooms.md"
        page.write_text(page.read_text().replace("Keep one room", "Keep two rooms"))
        assert "OWN001" in self.check(network).output
        assert "OWN001" not in self.check(network, "--base", "main").output
        owners.write_text(sound.replace(f"/registry/posts/ {OFFICE}", "/registry/posts/ @me"))
        found = self.check(network, "--base", "main").output
        assert "about registry/posts/ it asks @me" in found
