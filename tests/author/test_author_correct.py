"""An owner corrects what is minor, at once and alone; what is clinical goes back to the group."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.assess.words import Flag, State
from handbook.author.decision.decide import prepare
from handbook.author.model import Plan, Refused, Request
from handbook.author.write import write
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.source.yaml.emit import yaml_text
from registries import lay

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry

TODAY = date(2026, 11, 23)
PAGE = "registry/guidelines/coming-back.md"
PHONE = "Ring the ward on [01632 960100](tel:01632960100). Give 5 mg once. Do not repeat it.\n"


@pytest.fixture
def endorsed(root: Path) -> Path:
    """The registry with a guideline in force that holds a telephone number and a dose."""
    page = root / PAGE
    page.write_text(page.read_text() + "\n" + PHONE)
    put(root, ask("endorse", meeting="board-2026-03-11", item="1"))
    return root


def ask(kind: str = "correct", **more: Any) -> Request:
    given: dict[str, Any] = {"statement": "Agreed.", **more}
    if kind in ("correct", "suspend"):
        given["fields"] = {"post": "coordinator"} | given.get("fields", {})
    return Request(kind=kind, documents=({"document": "coming-back"},), **given)


def put(root: Path, request: Request, today: date = TODAY) -> Plan:
    result = prepare(root, request, today=today)
    assert isinstance(result, Plan), result
    write(result, root)
    return result


def edit(root: Path, old: str, new: str) -> None:
    page = root / PAGE
    assert old in page.read_text()
    page.write_text(page.read_text().replace(old, new))


def refused(root: Path, request: Request) -> str:
    before = sorted(root.rglob("*"))
    result = prepare(root, request, today=TODAY)
    assert isinstance(result, Refused), result
    assert sorted(root.rglob("*")) == before
    return "\n".join(f"{r.message} ({r.hint})" for r in result.reasons)


def registry_of(root: Path) -> Registry:
    checked = check(WorkingTree(root), today=TODAY, history=NO_HISTORY)
    assert checked.assessment is not None
    return checked.assessment.registry


def standing(root: Path, today: date = TODAY) -> Standing:
    return assess(registry_of(root), NO_HISTORY, today).standings["coming-back"]


def test_a_telephone_number_is_corrected_by_the_owner(endorsed: Path) -> None:
    before = standing(endorsed)
    edit(endorsed, "960100", "960199")
    plan = put(endorsed, ask())
    assert plan.id == "correct--coming-back--2026-11-23"
    assert "registry/_endorsed/coming-back/1.1/record.md" in plan.files
    after = standing(endorsed)
    assert (after.state, after.version) == (State.IN_FORCE, "1.1")
    assert (after.review_due, after.expires) == (before.review_due, before.expires)
    assert Flag.CHANGED not in after.flags
    assert after.event is not None
    assert after.event.decision == "board-2026-03-11--1"
    assert "stays endorsed as it was" in " ".join(plan.preview)
    found = check(WorkingTree(endorsed), today=TODAY, history=NO_HISTORY).findings
    assert [f.code.id for f in found if f.about == plan.id] == []


def test_before_the_correction_readers_got_the_version_before(endorsed: Path) -> None:
    edit(endorsed, "960100", "960199")
    put(endorsed, ask())
    assert standing(endorsed, date(2026, 11, 22)).version == "1.0"


def test_a_corrected_text_is_in_effect_from_its_own_day_and_endorsed_as_before(
    endorsed: Path,
) -> None:
    """Fails if ``_correct`` leaves the corrected text the day of the endorsement."""
    before = standing(endorsed).event
    edit(endorsed, "960100", "960199")
    put(endorsed, ask())
    after = standing(endorsed).event
    assert before is not None
    assert after is not None
    assert before.effective < TODAY == after.effective
    assert (after.decision, after.review_due) == (before.decision, before.review_due)


def test_five_to_fifty_is_refused_and_goes_to_the_group(endorsed: Path) -> None:
    """Fails when ``author.correcting.refusals`` does not look for what is clinical."""
    edit(endorsed, "Give 5 mg", "Give 50 mg")
    said = refused(endorsed, ask())
    assert "clinical" in said
    assert "take it to the Board" in said
    assert "5, 50" in said


def test_only_the_owner_corrects(endorsed: Path) -> None:
    """Fails when ``author.occasion`` no longer asks who owns the document."""
    post = {"id": "other", "title": "Other", "organisation": "hospital"}
    (endorsed / "registry/posts/other.yaml").write_text(yaml_text(post))
    edit(endorsed, "960100", "960199")
    assert "owned by the post coordinator" in refused(endorsed, ask(fields={"post": "other"}))


def test_a_text_is_not_corrected_before_it_applied(endorsed: Path) -> None:
    edit(endorsed, "960100", "960199")
    said = refused(endorsed, ask(fields={"date": "2026-03-10"}))
    assert "cannot be corrected on 10 March 2026" in said


def test_nothing_to_correct_is_refused(endorsed: Path) -> None:
    assert "the same as version 1.0" in refused(endorsed, ask())


def test_a_suspended_document_is_not_corrected(endorsed: Path) -> None:
    put(endorsed, ask("suspend", fields={"post": "coordinator", "reason": "Wrong number."}))
    edit(endorsed, "960100", "960199")
    assert "is not in force" in refused(endorsed, ask())


def test_a_correction_is_corrected_again_and_then_endorsed(endorsed: Path) -> None:
    edit(endorsed, "960100", "960199")
    put(endorsed, ask(fields={"date": "2026-11-20"}))
    edit(endorsed, "960199", "960198")
    put(endorsed, ask())
    assert standing(endorsed).version == "1.2"
    edit(endorsed, "Give 5 mg", "Give 50 mg")
    put(endorsed, ask("endorse", meeting="board-2026-03-11", item="2", effective="2026-11-23"))
    assert "registry/_endorsed/coming-back/2.0" in str(sorted(endorsed.rglob("2.0")))


def forged(root: Path, **entry: str) -> None:
    """A correction written by hand, with a sealed text of its own that is whole."""
    registry = registry_of(root)
    record = registry.records["coming-back"]
    known = registry.types["guideline"].administrative
    files = seal_files(record, ".md", "1.1", known, {})
    line = {
        "document": "coming-back",
        "version": "1.1",
        "digest": working_digest(record, known),
        "corrects": "1.0",
        "corrects-digest": registry.seals["coming-back", "1.0"].digest,
        **entry,
    }
    decision = {
        "id": "correct--coming-back--2026-11-20",
        "title": "Correction",
        "kind": "correct",
        "post": "coordinator",
        "date": "2026-11-20",
        "statement": "Corrected.",
        "documents": [line],
    }
    files[f"registry/decisions/{decision['id']}.yaml"] = yaml_text(decision).encode()
    lay(files, root)


def test_a_clinical_change_under_the_name_of_a_correction_is_not_believed(endorsed: Path) -> None:
    """Fails when ``read_event`` does not ask ``correction_fault``."""
    edit(endorsed, "Do not repeat", "Do repeat")
    forged(endorsed)
    found = standing(endorsed)
    assert found.state is State.UNKNOWN
    assert "what it changes is clinical" in found.why[0]


@pytest.mark.parametrize("name", ["digest", "corrects-digest"])
def test_a_correction_of_another_text_is_not_believed(endorsed: Path, name: str) -> None:
    edit(endorsed, "960100", "960199")
    forged(endorsed, **{name: "v1:sha256:" + "0" * 64})
    assert standing(endorsed).state is State.UNKNOWN


def test_a_correction_lifts_no_suspension(endorsed: Path) -> None:
    """Fails when ``assess.life._correct`` no longer asks whether the document is in force."""
    stop = ask("suspend", fields={"post": "coordinator", "reason": "No.", "date": "2026-11-19"})
    put(endorsed, stop)
    edit(endorsed, "960100", "960199")
    forged(endorsed)
    found = standing(endorsed)
    assert (found.state, found.version) == (State.SUSPENDED, "1.0")


def test_a_correction_of_a_version_no_longer_in_use_changes_nothing(endorsed: Path) -> None:
    edit(endorsed, "Give 5 mg", "Give 50 mg")
    put(endorsed, ask("endorse", meeting="board-2026-03-11", item="2", effective="2026-03-12"))
    edit(endorsed, "Give 50 mg", "Give 5 mg")
    edit(endorsed, "960100", "960199")
    forged(endorsed)
    assert standing(endorsed).version == "2.0"


def test_todays_settings_do_not_unmake_a_correction(endorsed: Path) -> None:
    edit(endorsed, "960100", "960199")
    put(endorsed, ask())
    network = endorsed / "registry/network.yaml"
    network.write_text(network.read_text().replace("settings:", "settings:\n  minor-changes: []"))
    assert standing(endorsed).version == "1.1"
