"""Who must agree follows from the base, and each agreement quotes the clause that says so."""

from __future__ import annotations

from typing import Any

from proposal_repository import DAY, GUIDELINE, Proposals, git

BOARD = "registry/terms-of-reference/board.md"
NETWORK = "registry/network.yaml"
MEETING = "registry/meetings/board-2026-03-03.yaml"


def settled(repo: Proposals, path: str, old: str, new: str) -> None:
    """Something that holds on the base already."""
    repo.on_main(path, old, new)
    repo.rebase()


def set_to(repo: Proposals, setting: str) -> None:
    """One of the network's settings, on the base."""
    line = "coordinator: coordinator\n"
    settled(repo, NETWORK, line, f"{line}settings:\n  {setting}\n")


def consents(repo: Proposals) -> dict[str, dict[str, Any]]:
    return {consent["kind"]: consent for consent in repo.meaning()["consents"]}


def minor(repo: Proposals) -> None:
    repo.write(GUIDELINE, "write it down", "write *it* down")


def clinical(repo: Proposals) -> None:
    repo.write(GUIDELINE, "Ask the family", "Ask 2 of the family")


def test_a_minor_change_is_the_owners_and_the_setting_says_so(repo: Proposals) -> None:
    set_to(repo, "minor-changes: [layout]")
    minor(repo)
    owner = consents(repo)["owner"]
    assert owner["who"] == ["lead-nurse"]
    (citation,) = owner["citations"]
    assert (citation["path"], citation["route"]) == (NETWORK, "settings.minor-changes")
    assert citation["words"] == "minor-changes: [layout]"
    assert owner["typed"].startswith("handbook decide correct calm-transfer --post lead-nurse")


def test_what_the_settings_do_not_call_minor_is_the_groups(repo: Proposals) -> None:
    set_to(repo, "minor-changes: [links]")
    minor(repo)
    assert list(consents(repo)) == ["group"]


def test_a_branch_cannot_widen_what_is_minor_or_make_itself_owner(repo: Proposals) -> None:
    set_to(repo, "minor-changes: [links]")
    repo.write(NETWORK, "minor-changes: [links]", "minor-changes: [links, layout]")
    repo.write(GUIDELINE, "owner: lead-nurse", "owner: coordinator")
    minor(repo)
    assert list(consents(repo)) == ["group", "acceptance"]


def test_a_minor_change_on_top_of_an_undecided_draft_is_the_groups(repo: Proposals) -> None:
    settled(repo, GUIDELINE, "Ask the family", "Ask everybody")
    minor(repo)
    group = consents(repo)["group"]
    assert "held another change before" in group["why"]


def test_a_text_taken_back_to_what_readers_get_needs_nobody(repo: Proposals) -> None:
    settled(repo, GUIDELINE, "Ask the family", "Ask everybody")
    repo.write(GUIDELINE, "Ask everybody", "Ask the family")
    said = repo.meaning()
    assert said["consents"] == []
    assert said["statement"] == ["This takes Calm transfer back to what readers get already."]


def test_the_group_is_named_with_its_next_meeting_and_the_day_of_its_papers(
    repo: Proposals,
) -> None:
    clinical(repo)
    group = consents(repo)["group"]
    (meeting,) = group["meetings"]
    assert (meeting["id"], meeting["on"], meeting["papers"], meeting["open"]) == (
        "board-2026-03-03",
        "2026-03-03",
        "2026-02-17",
        True,
    )
    assert "--meeting board-2026-03-03" in group["typed"]


def test_a_meeting_whose_papers_went_out_is_named_as_too_late(repo: Proposals) -> None:
    settled(repo, MEETING, "papers-due: 2026-02-17", "papers-due: 2026-01-14")
    assert DAY == "2026-01-15"
    clinical(repo)
    assert consents(repo)["group"]["meetings"][0]["open"] is False
    assert "the papers have already gone out for every meeting" in " ".join(
        repo.meaning()["statement"]
    )


def test_the_founding_act_is_cited_where_no_terms_are_in_force(repo: Proposals) -> None:
    clinical(repo)
    (citation,) = consents(repo)["group"]["citations"]
    assert (citation["path"], citation["route"]) == (NETWORK, "constituted.act")


def test_where_no_group_may_endorse_nobody_can_decide(repo: Proposals) -> None:
    settled(repo, BOARD, "owner: coordinator\n", "owner: coordinator\nretired: 2025-12-31\n")
    clinical(repo)
    nobody = consents(repo)["nobody"]
    assert nobody["why"] == "no group's terms of reference in force let it endorse guidelines"
    assert "Nobody can agree to this for Calm transfer" in " ".join(repo.meaning()["statement"])


def test_medicines_are_seen_first_by_those_whom_the_settings_name(repo: Proposals) -> None:
    set_to(repo, "medicines:\n    groups: [readers]")
    repo.write(GUIDELINE, "owner: lead-nurse\n", "owner: lead-nurse\nmedicines: true\n")
    medicines = consents(repo)["medicines"]
    assert medicines["who"] == ["readers"]
    assert medicines["citations"][0]["route"] == "settings.medicines.groups"


def test_that_medicines_are_gone_is_for_them_to_see_too(repo: Proposals) -> None:
    set_to(repo, "medicines:\n    groups: [readers]")
    settled(repo, GUIDELINE, "owner: lead-nurse\n", "owner: lead-nurse\nmedicines: true\n")
    repo.write(GUIDELINE, "medicines: true\n", "")
    clinical(repo)
    assert "medicines" in consents(repo)


def test_a_dose_in_a_text_without_medicines_is_pointed_out(repo: Proposals) -> None:
    repo.write(GUIDELINE, "Ask the family.", "Give 5 mg once.")
    assert "does not say that it holds medicines" in repo.diff("main..")


def test_an_owner_that_changes_is_accepted_by_those_whom_the_settings_name(
    repo: Proposals,
) -> None:
    changes = "settings:\n  changes:\n    accepted-by: post\n    posts: [coordinator]\n"
    settled(repo, NETWORK, "coordinator: coordinator\n", f"coordinator: coordinator\n{changes}")
    repo.write(GUIDELINE, "owner: lead-nurse", "owner: coordinator")
    said = repo.meaning()
    (consent,) = said["consents"]
    assert (consent["kind"], consent["who"]) == ("acceptance", ["coordinator"])
    assert consent["citations"][0]["route"] == "settings.changes"
    (document,) = said["documents"]
    assert document["details"] == []
    (beside,) = document["at_once"]
    assert (beside["place"], beside["old"], beside["new"]) == (
        "owner",
        "lead-nurse",
        "coordinator",
    )


def test_authority_is_never_read_from_the_branch(repo: Proposals) -> None:
    repo.write(NETWORK, "  group: board\n", "  group: readers\n")
    clinical(repo)
    assert consents(repo)["group"]["who"] == ["board"]


def test_the_quorum_is_quoted_from_the_terms_where_they_have_words_for_it(repo: Proposals) -> None:
    clinical(repo)
    (counted,) = consents(repo)["group"]["quorum"]
    assert (counted["words"], counted["quoted"]) == ("2 of 2 seats, among them Chair", False)
    git(repo.root, "checkout", "-q", "-f", "work")
    settled(repo, BOARD, "  seats: [chair]\n", "  seats: [chair]\n  clause: Both must be there.\n")
    clinical(repo)
    (quoted,) = consents(repo)["group"]["quorum"]
    assert (quoted["words"], quoted["quoted"]) == ("Both must be there.", True)
    assert (quoted["path"], quoted["route"]) == (BOARD, "quorum")
