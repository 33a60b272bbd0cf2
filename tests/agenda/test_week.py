"""The week's list: the worst first, nothing late left out, nobody's own second truth."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from agenda_world import judged

from handbook.agenda import chances
from handbook.agenda.load import open_actions, review_load
from handbook.agenda.mappings import suspect_mappings
from handbook.agenda.meeting.pack import pack, scheduled
from handbook.agenda.owners import documents_without_owner
from handbook.agenda.week import HARMS, Harm, week
from handbook.assess.model import Assessment

SMALL_DAY = date(2026, 1, 15)


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "registry" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_can_harm_most_stands_first(demonstration: Assessment) -> None:
    tasks = week(demonstration)
    assert [task.harm for task in tasks] == sorted(task.harm for task in tasks)
    assert (tasks[0].harm, tasks[0].record) == (Harm.IN_USE, "seizure-planning")
    assert {task.harm for task in tasks} <= HARMS.keys()


def test_everything_late_or_waiting_is_on_it_as_the_list_of_what_falls_due_has_it(
    demonstration: Assessment,
) -> None:
    pressing = {i.record for i in demonstration.due if i.days < 0 or not i.dated}
    listed = {task.record for task in week(demonstration)}
    assert pressing
    assert pressing <= listed


def test_each_says_who_and_what_next(demonstration: Assessment) -> None:
    for task in week(demonstration):
        assert task.what.endswith(".")
        assert task.next.endswith(".")
        assert not task.who or task.who in demonstration.registry.records


def test_a_paper_goes_to_the_first_meeting_that_can_by_its_day(demonstration: Assessment) -> None:
    (task,) = [t for t in week(demonstration) if t.record == "anticipatory-medicines"]
    assert (task.meeting, task.by) == ("clinical-steering-group-2027-01-19", date(2027, 1, 5))
    assert task.command == "handbook pack clinical-steering-group-2027-01-19"


def test_the_meetings_to_come_are_looked_for_once_however_much_falls_due(
    demonstration: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if each thing that falls due looks through every meeting that ever was."""
    asked: list[object] = []
    meetings_ahead = chances.meetings_ahead

    def looked_for(registry: Any, *rest: Any) -> Any:
        asked.append(registry)
        return meetings_ahead(registry, *rest)

    monkeypatch.setattr(chances, "meetings_ahead", looked_for)
    assert sum(bool(task.meeting) for task in week(demonstration)) > 1
    assert len(asked) == 1
    packs = [pack(demonstration, meeting) for meeting in scheduled(demonstration).values()]
    assert sum(len(business.stake) for made in packs for business in made.business) > len(packs) > 1
    assert len(asked) == 1 + len(packs)


def test_a_task_of_the_far_future_waits(demonstration: Assessment) -> None:
    listed = {task.record for task in week(demonstration)}
    assert "parallel-planning" in {item.record for item in demonstration.due}
    assert "parallel-planning" not in listed


def test_a_record_that_cannot_be_shown_is_named_with_the_reason(demonstration: Assessment) -> None:
    (task,) = [
        t for t in week(demonstration, {"gone": "its file has an error"}) if t.record == "gone"
    ]
    assert (task.harm, task.what) == (Harm.UNKNOWN, "It cannot be shown: its file has an error.")


def test_decisions_that_cannot_be_believed_come_before_other_doubts(small: Path) -> None:
    (small / "registry/decisions/board-2025-03-04--1.yaml").write_text("id: [\n")
    tasks = week(judged(small, SMALL_DAY))
    assert tasks[0].harm is Harm.UNKNOWN
    assert tasks[0].command == "handbook verify"


POST = "posts/lead-nurse.yaml"


@pytest.mark.parametrize(
    ("vacant", "deputy", "covered"),
    [
        ("2026-01-14", "", False),
        ("2026-01-15", "", False),
        ("2026-01-16", "", True),
        ("2026-01-14", "coordinator", True),
    ],
)
def test_a_vacant_post_leaves_its_documents_without_an_owner(
    small: Path, vacant: str, deputy: str, covered: bool
) -> None:
    text = (small / "registry" / POST).read_text().replace("deputy: coordinator\n", "")
    stands_in = f"deputy: {deputy}\n" if deputy else ""
    (small / "registry" / POST).write_text(f"{text}{stands_in}vacant-since: {vacant}\n")
    gaps = documents_without_owner(judged(small, SMALL_DAY))
    assert {gap.owner for gap in gaps} == (set() if covered else {"lead-nurse"})
    assert all("vacant since 14 January" in g.why or "15 January" in g.why for g in gaps)


def test_a_vacant_deputy_stands_in_for_nobody(small: Path) -> None:
    for name in (POST, "posts/coordinator.yaml"):
        path = small / "registry" / name
        path.write_text(f"{path.read_text()}vacant-since: 2026-01-02\n")
    gaps = documents_without_owner(judged(small, SMALL_DAY))
    assert any(gap.why.endswith("as is that of its deputy") for gap in gaps)


def test_an_organisation_that_left_takes_its_posts_along(small: Path) -> None:
    path = small / "registry/organisations/moorside-hospice.yaml"
    path.write_text(f"{path.read_text()}left: 2026-01-15\n")
    gaps = documents_without_owner(judged(small, SMALL_DAY))
    assert gaps
    assert all("left the network on 15 January 2026" in gap.why for gap in gaps)


def test_what_is_out_of_use_needs_no_owner(small: Path) -> None:
    path = small / "registry/organisations/moorside-hospice.yaml"
    path.write_text(f"{path.read_text()}left: 2026-01-15\n")
    assert "night-calls" not in {
        g.document for g in documents_without_owner(judged(small, SMALL_DAY))
    }


def test_a_judgement_against_an_older_edition_is_suspect(demonstration: Assessment) -> None:
    suspects = suspect_mappings(demonstration)
    judged_items = [
        judged.item for c in demonstration.coverage.values() for judged in c.items if judged.suspect
    ]
    assert sorted(s.item for s in suspects if "edition" in s.why) == sorted(judged_items)
    (task,) = [t for t in week(demonstration) if t.harm is Harm.MAPPINGS]
    assert task.what.startswith("Items A7, A8, A11 and A14: judged against edition 3")


def test_actions_and_reviews_are_those_of_the_list_of_what_falls_due(
    demonstration: Assessment,
) -> None:
    actions = {i.record for i in demonstration.due if i.what == "action"}
    assert {action.action for action in open_actions(demonstration)} == actions
    reviews = {i.record for i in demonstration.due if i.what in {"review", "expiry"}}
    loads = review_load(demonstration)
    counted = [document for load in loads for document in load.documents]
    assert sorted(counted) == sorted(reviews)
    assert all(load.total == sum(many for _, many in load.owners) for load in loads)
    assert [load.late for load in loads] == [True] + [False] * (len(loads) - 1)
