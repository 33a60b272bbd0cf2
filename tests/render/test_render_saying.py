"""What a page offers at its end to whoever has something to say about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

SETTINGS = b"""\
contact: {email: network@heron.example}
settings:
  forge:
    kind: github
    url: https://forge.example/net/book
    issue-forms: true
    site: {host: own-server, url: "https://book.example/"}
"""
RAPID = "guidelines/rapid/index.md"


@pytest.fixture
def pages(toy: Any) -> Any:
    toy.files["registry/network.yaml"] += SETTINGS
    site = toy.site()
    return lambda path: site.pages[path].meta["handbook"]["say"]


def heads(said: Any) -> list[str]:
    return [part["head"] for part in said["said"]]


def test_a_document_leads_to_its_own_working_file_and_says_that_readers_keep_theirs(
    pages: Any,
) -> None:
    said = pages(RAPID)
    (form, edit), (history,) = said["edit"], said["history"]
    assert form["href"] == "edit/#/collections/guideline/entries/rapid"
    assert form["away"] == ""
    file = "registry/guidelines/rapid.md"
    assert edit["away"] == f"https://forge.example/net/book/edit/main/{file}"
    assert history["away"] == f"https://forge.example/net/book/commits/main/{file}"
    assert said["keeps"] == (
        "It changes the working text, not the text above, which it differs from already;"
        " readers keep the text above until a group has decided."
    )


def test_a_text_that_nobody_endorsed_has_no_readers_to_keep_it(pages: Any) -> None:
    for path in ("guidelines/rapid/draft/index.md", "guidelines/idea/index.md"):
        assert pages(path)["edit"]
        assert pages(path)["keeps"] == ""


def test_the_messages_name_page_version_and_text(pages: Any) -> None:
    problem, _, use = pages(RAPID)["said"]
    text = unquote(problem["ways"][0]["away"])
    assert "Page: https://book.example/guidelines/rapid/\r\n" in text
    assert "Rapid transfer (version 2.0)" in text
    answer = unquote(use["ways"][0]["away"])
    assert "Document: rapid\r\nVersion: 2.0\r\nText: " in answer
    assert "Organisation:\r\n" in answer


def test_only_a_text_in_force_is_asked_about_whether_it_is_used(pages: Any) -> None:
    asked = "Say whether your organisation uses it"
    assert asked in heads(pages(RAPID))
    for path in (
        "guidelines/rapid/draft/index.md",
        "guidelines/rapid/versions/1.0/index.md",
        "guidelines/stopped/index.md",
        "guidelines/night/index.md",
        "guidelines/wrong/index.md",
        "guidelines/idea/index.md",
        "terms-of-reference/board/index.md",
        "posts/lead/index.md",
    ):
        assert heads(pages(path)) == ["Report a problem", "Ask for a change"], path


def test_a_past_version_is_reported_on_and_not_edited(pages: Any) -> None:
    said = pages("guidelines/rapid/versions/1.0/index.md")
    assert (said["edit"], said["history"], said["file"]) == ([], [], "")
    assert "version 1.0" in unquote(said["said"][0]["ways"][0]["away"])


def test_without_any_address_a_page_says_in_words_that_there_is_none(site: Any) -> None:
    said = site.pages[RAPID].meta["handbook"]["say"]
    assert (said["said"], said["edit"], said["history"]) == ([], [], [])
    assert said["to"] == {"name": "", "words": ""}
    assert said["file"] == "registry/guidelines/rapid.md"


def test_no_personal_claim_gets_near_the_badge_by_way_of_a_mailbox(toy: Any) -> None:
    toy.files["registry/network.yaml"] += b"contact: {email: in.force@heron.example}\n"
    said = toy.site().pages[RAPID].meta["handbook"]["say"]
    assert "in.force" not in str(said)
