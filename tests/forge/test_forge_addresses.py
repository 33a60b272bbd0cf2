"""A page leads to its own file on the server that holds it, or nowhere: never to a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.assess.settings.model import Forge, Settings
from handbook.forge.addresses import (
    edit_address,
    file_address,
    forge_of,
    history_address,
    issue_address,
)
from handbook.history import NO_HISTORY, History

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "registry/guidelines/rapid.md"
GITHUB = Forge("github", "https://forge.example/net/book")
GITLAB = Forge("gitlab", "https://forge.example/net/care/book")


@pytest.mark.parametrize(
    ("address", "github", "gitlab"),
    [
        (edit_address, "/edit/main/", "/-/edit/main/"),
        (file_address, "/blob/main/", "/-/blob/main/"),
        (history_address, "/commits/main/", "/-/commits/main/"),
    ],
)
def test_each_server_has_its_own_form_of_address(
    address: Callable[[Forge, str], str], github: str, gitlab: str
) -> None:
    assert address(GITHUB, FILE) == f"https://forge.example/net/book{github}{FILE}"
    assert address(GITLAB, FILE) == f"https://forge.example/net/care/book{gitlab}{FILE}"


def test_branch_folder_and_odd_names_are_where_they_belong() -> None:
    forge = Forge("github", "https://forge.example/net/book", "live/2026", "clinical book")
    expected = "https://forge.example/net/book/edit/live/2026/clinical%20book/registry/a%23b%3F.md"
    assert edit_address(forge, "registry/a#b?.md") == expected


def test_the_settings_come_before_where_the_repository_was_fetched_from() -> None:
    history = History(remote="https://github.com/somebody/fork", branch="mine")
    assert forge_of(Settings(forge=GITLAB), history) is GITLAB


@pytest.mark.parametrize(
    ("remote", "kind"),
    [
        ("https://github.com/net/book", "github"),
        ("https://gitlab.com/net/book", "gitlab"),
        ("https://gitlab.example.org/net/book", "gitlab"),
    ],
)
def test_a_remote_alone_shows_the_file_and_never_guesses_the_branch(remote: str, kind: str) -> None:
    forge = forge_of(Settings(), History(remote=remote, branch="my-draft", folder="clinical"))
    assert forge is not None
    assert forge.kind == kind
    assert edit_address(forge, FILE) == ""
    assert file_address(forge, FILE).endswith(f"/blob/HEAD/clinical/{FILE}")
    assert "my-draft" not in file_address(forge, FILE)


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "https://codeberg.org/net/book",
        "https://bitbucket.org/net/book",
        "https://notgithub.com/net/book",
        "http://github.com/net/book",
    ],
)
def test_a_server_of_another_kind_gives_no_address(remote: str) -> None:
    assert forge_of(Settings(), History(remote=remote)) is None


def test_nothing_known_gives_no_address() -> None:
    assert forge_of(Settings(), NO_HISTORY) is None


def test_an_issue_is_filled_in_field_by_field_or_as_one_text() -> None:
    title, fields = "Problem: 50% & more", {"document": "Rapid (rapid)", "version": ""}
    lines = ["Page: https://x.example/?a=b&c", "> 12"]
    assert issue_address(GITHUB, "report-a-problem", title, fields, lines) == (
        "https://forge.example/net/book/issues/new?template=report-a-problem.yml"
        "&title=Problem%3A%2050%25%20%26%20more&document=Rapid%20%28rapid%29"
    )
    address = issue_address(GITLAB, "report-a-problem", title, fields, lines)
    assert address.startswith("https://forge.example/net/care/book/-/issues/new?issue%5Btitle%5D=")
    assert "issue%5Bconfidential%5D=true" in address
    assert "https%3A%2F%2Fx.example%2F%3Fa%3Db%26c%0A%3E%2012" in address
