"""What nobody meant a branch to do, and what must be said; what cannot be told fails closed."""

from __future__ import annotations

from typing import Any

import pytest
from proposal_repository import DRAFT, GUIDELINE, PATHWAY, Proposals, git

SUSPENSION = """\
id: suspend--way-home--2026-01-10
title: The way home stopped
visibility: public
kind: suspend
post: lead-nurse
date: 2026-01-10
statement: The pathway is not to be used until the board has looked at it.
reason: A family was sent to the wrong door.
documents:
  - document: way-home
"""


def kinds(said: dict[str, Any]) -> list[tuple[str, list[str], list[str]]]:
    return [(c["kind"], c["who"], c["about"]) for c in said["consents"]]


def only(said: dict[str, Any]) -> dict[str, Any]:
    (document,) = said["documents"]
    assert isinstance(document, dict)
    return document


def test_a_document_that_is_renamed_and_edited_is_told_as_both(repo: Proposals) -> None:
    moved = "registry/guidelines/calm-move.md"
    (repo.root / GUIDELINE).rename(repo.root / moved)
    repo.write(moved, "id: calm-transfer", "id: calm-move")
    repo.write(moved, "Ask the family", "Never ask the family")
    said = repo.meaning()
    document = only(said)
    assert (document["what"], document["became"]) == ("renamed", "calm-move")
    assert [d["new"] for d in document["details"]] == ["Never ask the family."]
    assert ("nobody", [], ["calm-transfer"]) in kinds(said)
    assert any("board-2025-03-04--1" in link["path"] for link in said["links"])


def test_a_file_moved_to_another_type_goes_to_those_who_endorse(repo: Proposals) -> None:
    (repo.root / DRAFT).rename(repo.root / "registry/care-pathways/quiet-rooms.md")
    said = repo.meaning()
    assert only(said)["what"] == "retyped"
    assert ("untold", ["board"], ["quiet-rooms"]) in kinds(said)


def test_nobody_can_agree_to_removing_what_was_decided_about(repo: Proposals) -> None:
    (repo.root / GUIDELINE).unlink()
    said = repo.meaning()
    assert only(said)["lost"] is True
    assert kinds(said) == [("nobody", [], ["calm-transfer"])]
    assert "handbook decide withdraw" in said["consents"][0]["why"]
    assert [(c["item"], c["before"], c["after"]) for c in said["coverage"]] == [
        ("1.1", "full", "none")
    ]


def test_a_draft_may_be_removed(repo: Proposals) -> None:
    (repo.root / DRAFT).unlink()
    assert kinds(repo.meaning()) == []


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_file_that_cannot_be_read_comes_first_and_fails_closed(
    repo: Proposals, form: str
) -> None:
    repo.write(GUIDELINE, "summary:", "summary: [\nsummary:")
    said = repo.meaning()
    assert kinds(said) == [("untold", ["board"], ["calm-transfer"])]
    assert said["statement"][0].startswith("Nobody can tell what this changes in 1 guideline")
    assert "Nobody can tell what this changes" in repo.diff("main...work", "--format", form)


def test_a_file_that_could_not_be_read_before_goes_to_the_group_too(repo: Proposals) -> None:
    repo.on_main(GUIDELINE, "summary:", "summary: [\nsummary:")
    repo.rebase()
    repo.write(GUIDELINE, "summary: [\nsummary:", "summary:")
    repo.write(GUIDELINE, "write it down", "write *it* down")
    said = repo.meaning()
    assert kinds(said) == [("untold", ["board"], ["calm-transfer"])]
    assert only(said)["version"] == "1.0"
    assert only(said)["in_force"] is not None


def test_an_attached_file_that_changes_is_clinical_and_the_groups(repo: Proposals) -> None:
    picture = "registry/attachments/calm-transfer/map.png"
    repo.add(picture, b"\x89PNG\r\n\x1a\n" + bytes(range(200)))
    repo.commit()
    git(repo.root, "branch", "-f", "main", "work")
    repo.add(picture, b"\x89PNG\r\n\x1a\n" + bytes(range(100)))
    said = repo.meaning()
    (detail,) = only(said)["details"]
    assert detail["clinical"] is True
    assert detail["place"] == "attachments.map.png"
    assert kinds(said) == [("group", ["board"], ["calm-transfer"])]


def test_columns_that_change_places_are_told_cell_by_cell(repo: Proposals) -> None:
    repo.write(GUIDELINE, "| Who | What |", "| What | Who |")
    repo.write(GUIDELINE, "| Lead | Travels with the child |", "| Travels with the child | Lead |")
    places = {d["within"]: (d["old"], d["new"]) for d in only(repo.meaning())["details"]}
    assert places["heading of column 1"] == ("Who", "What")
    assert places["row 1, column “What”"] == ("Lead", "Travels with the child")
    assert places["row “Travels with the child”, column “Who”"] == (
        "Travels with the child",
        "Lead",
    )


def test_a_row_that_comes_is_told_as_one(repo: Proposals) -> None:
    row = "| Team at home | Is there when they arrive |\n"
    repo.write(GUIDELINE, row, f"{row}| Driver | Waits 30 minutes |\n")
    (detail,) = only(repo.meaning())["details"]
    assert (detail["what"], detail["within"]) == ("added", "row “Driver”")
    assert detail["new"] == "Who: Driver; What: Waits 30 minutes"


def test_a_step_with_another_number_is_told(repo: Proposals) -> None:
    text = (repo.root / PATHWAY).read_text(encoding="utf-8")
    start, end = text.index("  - id: ask"), text.index("  - id: travel")
    ask, after = text[start:end], text.index("  - id: arrive")
    (repo.root / PATHWAY).write_text(text[:start] + text[end:after] + ask + text[after:])
    (detail,) = only(repo.meaning())["details"]
    assert detail["what"] == "moved"
    assert (detail["old"], detail["new"]) == ("number 2: Travel", "number 1: Travel")


def test_a_conflict_is_said_first_and_everything_is_told_from_the_beginning(
    repo: Proposals,
) -> None:
    repo.on_main(GUIDELINE, "Ask the family", "Ask everybody")
    repo.write(GUIDELINE, "Ask the family", "Ask nobody")
    said = repo.meaning()
    assert said["clashes"] == [GUIDELINE]
    assert "cannot be merged as it stands" in said["statement"][0]
    (detail,) = only(said)["details"]
    assert (detail["old"], detail["new"]) == ("Ask the family.", "Ask nobody.")


def test_settings_that_cannot_be_read_make_every_standing_unknown(repo: Proposals) -> None:
    repo.write("registry/network.yaml", "title:", "title: [\ntitle:")
    said = repo.meaning()
    shifted = {shift["document"]: shift for shift in said["shifts"]}
    assert shifted["calm-transfer"]["decided"] is False
    assert "becomes “unknown”" in shifted["calm-transfer"]["words"][0]


def test_a_stop_that_the_branch_brings_is_seen_at_once(repo: Proposals) -> None:
    repo.add("registry/decisions/suspend--way-home--2026-01-10.yaml", SUSPENSION)
    said = repo.meaning()
    assert [(s["document"], s["decided"]) for s in said["shifts"]] == [("way-home", True)]
    assert [d["words"] for d in said["decisions"]] == ["Suspended: The way home, by Lead nurse"]
    assert "As soon as it is merged, this stands otherwise: The way home" in " ".join(
        said["statement"]
    )


def test_a_decision_that_its_own_branch_gives_authority_for_does_not_count(
    repo: Proposals,
) -> None:
    repo.add(
        "registry/posts/new-post.yaml",
        "id: new-post\ntitle: New post\nvisibility: public\norganisation: moorside-hospice\n",
    )
    repo.add(
        "registry/decisions/suspend--way-home--2026-01-10.yaml",
        SUSPENSION.replace("post: lead-nurse", "post: new-post"),
    )
    (decision,) = repo.meaning()["decisions"]
    assert "It does not count as the base stands" in decision["words"]


def test_a_post_a_setting_and_a_word_of_the_glossary_are_named(repo: Proposals) -> None:
    repo.write("registry/posts/lead-nurse.yaml", "title: Lead nurse", "title: Night nurse")
    repo.write("registry/network.yaml", "number: 01632 960002", "number: 01632 960003")
    said = repo.meaning()
    assert {o["path"] for o in said["others"] if o["named"]} == {
        "registry/posts/lead-nurse.yaml",
        "registry/network.yaml",
    }
    assert "title: “Lead nurse” becomes “Night nurse”" in {o["words"] for o in said["others"]}


def test_a_note_outside_the_registry_changes_nothing_that_anybody_reads(repo: Proposals) -> None:
    repo.add("docs/notes.md", "A note.")
    said = repo.meaning()
    assert said["nothing"] is True
