"""``handbook decide`` writes nothing that those who decided could not decide, and quotes why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner

from handbook.author.decision.decide import prepare
from handbook.author.model import Plan, Refused, Request
from handbook.author.write import write
from handbook.check import check
from handbook.cli import cli
from handbook.gate import obstacles
from handbook.gate.making import pages_once
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.source.yaml.emit import yaml_text

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
DOCUMENT = "family-communication"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demonstration network, to be decided in."""
    copytree(ROOT / "registry", tmp_path / "registry")
    return tmp_path


def meet(root: Path, group: str, *came: str, document: str = DOCUMENT, **more: Any) -> str:
    name = f"{group}-2026-11-20"
    data = {
        "id": name,
        "visibility": "members",
        "group": group,
        "date": "2026-11-20",
        "state": "held",
        "attendance": [{"seat": seat, "presence": "present"} for seat in came],
        "agenda": [{"item": "1", "title": "It", "purpose": "decision", "documents": [document]}],
        **more,
    }
    (root / f"registry/meetings/{name}.yaml").write_text(yaml_text(data))
    return name


def ask(meeting: str, kind: str = "endorse", document: str = DOCUMENT, **more: Any) -> Request:
    """A request; the document of the demonstration is out for comments, which its group knew."""
    if kind == "endorse":
        more = {"fields": {"although": ["consultation-open"]}} | more
    return Request(kind, ({"document": document},), "Agreed.", meeting, "1", **more)


def refusal(root: Path, request: Request) -> str:
    result = prepare(root, request, today=TODAY)
    assert isinstance(result, Refused), result
    return "\n".join(reason.message for reason in result.reasons)


def pages_made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each time that the pages of a whole registry are made from now on."""
    times: list[object] = []

    def counted(*given: Any, **more: Any) -> Any:
        times.append(given)
        return pages_once(*given, **more)

    monkeypatch.setattr(obstacles, "pages_once", counted)
    return times


def test_every_decision_of_the_demonstration_could_be_made(demo: Path) -> None:
    found = check(WorkingTree(demo), today=TODAY, history=NO_HISTORY).assessment
    assert found is not None
    assert found.refusals == ()
    assert found.distrust == {}
    assert len(found.registry.of_type("decision")) >= 49


COMMITTEE = (
    "chair",
    "medical-lead",
    "nursing-lead",
    "coordinator",
    "pharmacy",
    "st-orrins",
    "south-nursing",
    "families",
)


def test_a_quorate_committee_is_written_down(demo: Path) -> None:
    meeting = meet(demo, "executive-committee", *COMMITTEE)
    result = prepare(demo, ask(meeting), today=TODAY)
    assert isinstance(result, Plan), result


@pytest.mark.pages
def test_i2_an_inquorate_meeting_is_refused_with_the_clause_before_any_page_is_made(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = pages_made(monkeypatch)
    meeting = meet(demo, "executive-committee", *COMMITTEE[:-1])
    said = refusal(demo, ask(meeting))
    assert "was not quorate for item 1: 7 of the 8 needed were there" in said
    assert "Families (not minuted)" in said
    assert "“Eight seats filled and not recused, the chair's among them" in said
    assert not times


def test_i2_a_group_beyond_its_terms_is_refused_with_the_clause(demo: Path) -> None:
    seats = ("chair", "nursing-lead", "coordinator", "pharmacy", "st-orrins", "marsh-end")
    meeting = meet(demo, "clinical-steering-group", *seats, "north-nursing", "families")
    said = refusal(demo, ask(meeting))
    assert "do not let it endorse guidelines" in said
    assert "“Open a consultation on a draft; receive reviews;" in said


def test_i2_medicines_without_the_medicines_group_are_refused(demo: Path) -> None:
    path = demo / "registry/guidelines/family-communication.md"
    path.write_text(path.read_text().replace("\nowner:", "\nmedicines: true\nowner:", 1))
    meeting = meet(demo, "executive-committee", *COMMITTEE)
    assert "the Medicines group had recorded no view of it by 20 November 2026" in refusal(
        demo, ask(meeting)
    )


def test_a_record_binds_nothing_and_yet_needs_a_quorum(demo: Path) -> None:
    meeting = meet(demo, "family-advisory-group", "chair")
    assert "was not quorate" in refusal(demo, ask(meeting, "record"))


def test_a_suspension_by_a_post_that_may_not_is_refused(demo: Path) -> None:
    request = Request(
        "suspend",
        ({"document": "core-pathway"},),
        "Stop.",
        fields={"post": "education-lead", "reason": "Harm."},
    )
    assert "let only these stop a document: Clinical safety officer" in refusal(demo, request)


def test_what_has_been_withdrawn_cannot_be_suspended(demo: Path) -> None:
    request = Request(
        "suspend",
        ({"document": "transfer-checklist"},),
        "Stop.",
        fields={"post": "clinical-safety-officer", "reason": "Harm."},
    )
    assert "is withdrawn; nothing is left to suspend" in refusal(demo, request)


def test_a_decision_of_long_ago_cannot_take_the_ground_from_under_later_ones(demo: Path) -> None:
    """Fails if ``_new_doubts`` asks only about the documents that the decision names."""
    name = meet(
        demo,
        "executive-committee",
        *COMMITTEE,
        document="medicines-group",
        id="executive-committee-2024-01-10",
        date="2024-01-10",
    )
    path = demo / f"registry/meetings/{name}.yaml"
    path.rename(path.with_name("executive-committee-2024-01-10.yaml"))
    request = Request(
        "withdraw",
        ({"document": "medicines-group", "exit": "withdrawn", "no-replacement": True},),
        "Ended.",
        "executive-committee-2024-01-10",
        "1",
        fields={"reason": "Ended."},
    )
    said = refusal(demo, request)
    assert "the Medicines group, which had no terms of reference in force" in said
    assert "medicines-group-2025-02-04--2" in said


def test_a_chairs_action_is_refused_where_the_terms_do_not_allow_it(
    demo: Path,
) -> None:
    meeting = meet(demo, "executive-committee", "chair", **{"held-as": "chairs-action"})
    assert "was made by chair's action, which the terms of reference" in refusal(demo, ask(meeting))


def test_the_command_refuses_with_the_clause_and_writes_nothing(demo: Path) -> None:
    meeting = meet(demo, "executive-committee", "chair", "families")
    words = ["--root", str(demo), "--today", "2026-11-23", "decide", "endorse", DOCUMENT]
    words += ["--meeting", meeting, "--item", "1", "--statement", "Agreed.", "--yes"]
    before = sorted(demo.rglob("*"))
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1, result.output
    assert "Eight seats filled and not recused" in result.stderr
    assert sorted(demo.rglob("*")) == before


def test_a_ratification_is_written(demo: Path) -> None:
    meeting = meet(demo, "executive-committee", *COMMITTEE)
    other = "executive-committee-2026-11-11--5"
    plan = prepare(demo, ask(meeting, "record", fields={"ratifies": [other]}), today=TODAY)
    assert isinstance(plan, Plan), plan
    write(plan, demo)
    written = (demo / f"registry/decisions/{meeting}--1.yaml").read_text()
    assert f"ratifies:\n  - {other}\n" in written
