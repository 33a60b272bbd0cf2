"""A pack says what a meeting may decide, what waiting means, and whom its quorum hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest
from agenda_world import Run, judged

from handbook.agenda.meeting.pack import Business, Pack, pack, scheduled
from handbook.assess.model import Assessment
from handbook.cli import command_of
from handbook.source.dates import long_date

STEERING, COMMITTEE = "clinical-steering-group-2027-01-19", "executive-committee-2027-03-10"
MEDICINES = "medicines-group-2026-12-15"
BOARD = "board-2026-03-03"
BOARD_FILE = "registry/meetings/board-2026-03-03.yaml"


def packed(assessment: Assessment, meeting: str) -> Pack:
    return pack(assessment, scheduled(assessment)[meeting])


def about(assessment: Assessment, meeting: str, document: str) -> Business:
    business = packed(assessment, meeting).business
    (found,) = [each for each in business if each.document == document]
    return found


def kinds(business: Business) -> set[str]:
    return {choice.kind for choice in business.choices}


def test_every_item_that_a_meeting_alone_can_still_decide_soon_is_in_its_pack(
    demonstration: Assessment,
) -> None:
    soon = demonstration.settings.due_soon_days
    alone = [i for i in demonstration.due if len(i.meetings) == 1 and i.days <= soon]
    assert alone
    for item in alone:
        assert item in about(demonstration, item.meetings[0], item.record).due


def test_waiting_past_the_day_is_said(demonstration: Assessment) -> None:
    business = about(demonstration, STEERING, "anticipatory-medicines")
    (stake,) = business.stake
    assert stake == (
        "If it is not decided on 19 January 2027, the next chance is on 10 March 2027: after its"
        " review falls due, on 4 February 2027."
    )


def test_what_falls_due_and_is_on_no_agenda_is_put_to_the_next_meeting_that_can(
    demonstration: Assessment,
) -> None:
    business = about(demonstration, STEERING, "sibling-support")
    assert (business.item, [item.what for item in business.due]) == ("", ["expiry"])


def test_what_is_far_off_is_left_to_later_meetings(demonstration: Assessment) -> None:
    assert "rapid-transfer" not in {b.document for b in packed(demonstration, STEERING).business}


def test_only_those_who_may_endorse_are_offered_it(demonstration: Assessment) -> None:
    assert "endorse" not in kinds(about(demonstration, STEERING, "symptom-escalation"))
    assert "endorse" in kinds(about(demonstration, COMMITTEE, "symptom-escalation"))
    assert kinds(about(demonstration, MEDICINES, "symptom-escalation")) == {"record"}


def test_what_another_group_must_decide_is_said(demonstration: Assessment) -> None:
    stakes = about(demonstration, STEERING, "seizure-planning").stake
    assert stakes == ("What falls due of it is for the Executive committee to decide.",)


def test_lifting_a_stop_names_it(demonstration: Assessment) -> None:
    (endorse,) = [
        choice
        for choice in about(demonstration, COMMITTEE, "seizure-planning").choices
        if choice.kind == "endorse"
    ]
    for stop in demonstration.standings["seizure-planning"].stops:
        assert f"--lifts {stop}" in endorse.command


def test_a_second_extension_in_a_row_is_offered_to_endorsers_alone(
    demonstration: Assessment,
) -> None:
    assert "extend" not in kinds(
        about(demonstration, "clinical-steering-group-2027-05-18", "parallel-planning")
    )


def test_a_draft_is_told_against_the_version_in_force(demonstration: Assessment) -> None:
    paper = about(demonstration, STEERING, "symptom-escalation").paper
    assert paper.changed
    assert paper.difference is not None
    assert ("60 minutes", "30 minutes") in [(c.old, c.new) for c in paper.difference.changes]


def test_nothing_is_told_of_documents_left_out(demonstration: Assessment) -> None:
    meeting = scheduled(demonstration)[STEERING]
    left = pack(demonstration, meeting, {"symptom-escalation"})
    assert "symptom-escalation" not in {each.document for each in left.business}


def test_every_command_of_a_pack_is_one_that_the_program_takes(demonstration: Assessment) -> None:
    decide = command_of("decide")
    for meeting in scheduled(demonstration):
        for business in packed(demonstration, meeting).business:
            for choice in business.choices:
                words = choice.command.replace("DATE", "2027-06-01").replace('"..."', "words")
                command = words.removeprefix("handbook decide ").split()
                context = decide.make_context("decide", command)
                assert context.params["kind"] == choice.kind
                assert isinstance(context, click.Context)


def test_a_quorum_is_counted_by_the_terms_and_the_last_meetings(demonstration: Assessment) -> None:
    calling = packed(demonstration, COMMITTEE).calling
    assert (calling.needed, calling.total) == (8, 17)
    seats = {seat.seat: seat for seat in calling.seats}
    assert seats["chair"].required
    assert seats["north-nursing"].attended[0] == ("executive-committee-2026-11-11", "absent")
    assert seats["windlebeck"].away >= 1
    assert any("it hangs on St Orrin's Children's Hospice alone" in risk for risk in calling.risks)


def test_open_actions_of_the_group_and_those_of_its_last_meeting_are_there(
    demonstration: Assessment,
) -> None:
    arising = packed(demonstration, COMMITTEE).arising
    assert arising.last == "executive-committee-2026-11-11"
    states = {action.action: (bool(action.done), action.late) for action in arising.actions}
    assert states["tell-families-about-seizure-number"] == (True, False)
    assert states["find-debrief-evidence"] == (False, True)


SMALL_DAY = date(2026, 1, 15)


def test_a_vacant_required_post_without_a_deputy_means_no_quorum(small: Path) -> None:
    path = small / "registry/posts/lead-nurse.yaml"
    path.write_text(f"{path.read_text()}vacant-since: 2026-01-02\n")
    risks = packed(judged(small, SMALL_DAY), BOARD).calling.risks
    assert risks[0].startswith("With the posts that are vacant today there is no quorum")


def test_those_away_last_time_put_it_at_risk(small: Path) -> None:
    path = small / "registry/meetings/board-2025-03-04.yaml"
    path.write_text(
        path.read_text().replace(
            "seat: secretary\n    presence: present", "seat: secretary\n    presence: apologies"
        )
    )
    risks = packed(judged(small, SMALL_DAY), BOARD).calling.risks
    assert risks[0].startswith("If those who were away last time stay away, there is no quorum")


def test_a_group_that_can_decide_nothing_is_told_so(demonstration: Assessment) -> None:
    meeting = scheduled(demonstration)[STEERING]
    standing = replace(demonstration.standings[meeting.group], doubts=("nobody knows",))
    standings = {**demonstration.standings, meeting.group: standing}
    made = pack(replace(demonstration, standings=standings), meeting)
    assert "had no terms of reference in force" in made.calling.why_not
    assert long_date(meeting.on) in made.calling.why_not
    assert all(not each.choices and each.powerless for each in made.business)


def test_the_record_becomes_minutes_once_it_is_filled_in(small: Path, run: Run) -> None:
    (small / BOARD_FILE).write_text(
        "id: board-2026-03-03\ngroup: board\ndate: 2026-03-03\nstate: scheduled\n"
        "papers-due: 2026-02-17\nagenda:\n  - item: '1'\n    title: Calm transfer\n"
        "    purpose: decision\n    documents:\n      - calm-transfer\n"
    )
    template = run("pack", BOARD, "--format", "yaml").stdout
    (small / BOARD_FILE).write_text(template)
    after = "2026-03-04"
    refused = run("check", day=after)
    assert refused.exit_code == 1
    for line in ("state", "presence", "minute"):
        assert line in refused.stdout
    filled = template.replace("presence: fill-in", "presence: present")
    filled = filled.replace("state: fill-in", "state: held")
    half = run("check", day=after)
    assert half.exit_code == 1
    (small / BOARD_FILE).write_text(filled.replace("minute: ''", "minute: Put off."))
    assert run("check", day=after).exit_code == 0, run("check", day=after).stdout
    (extend,) = [line for line in template.splitlines() if "handbook decide extend" in line]
    words = (
        extend.partition("handbook ")[2].replace("DATE", "2027-09-01").replace('"..."', "Agreed.")
    )
    done = run(*words.split(), "--yes", day=after)
    assert done.exit_code == 0, done.output
    assert (small / "registry/decisions/board-2026-03-03--1.yaml").exists()
    assert run("check", day=after).exit_code == 0


def test_a_record_without_seats_and_items_is_not_taken_for_minutes_either(
    small: Path, run: Run
) -> None:
    """Fails if the record says that a meeting was held which nobody has held yet."""
    name = "readers-2026-03-04"
    place = small / f"registry/meetings/{name}.yaml"
    place.write_text(f"id: {name}\ngroup: readers\ndate: 2026-03-04\nstate: scheduled\n")
    template = run("pack", name, "--format", "yaml").stdout
    assert "attendance" not in template
    place.write_text(template)
    refused = run("check", day="2026-03-05")
    assert refused.exit_code == 1
    assert "fill-in" in refused.stdout
    place.write_text(template.replace("state: fill-in", "state: held"))
    assert run("check", day="2026-03-05").exit_code == 0


def test_the_pack_is_written_as_files_and_never_over_what_was_filled_in(
    tmp_path: Path, run: Run
) -> None:
    there = tmp_path / "pack"
    assert run("pack", BOARD, "-o", str(there)).exit_code == 0
    assert {path.name for path in there.iterdir()} == {"pack.html", "pack.md", "minutes.yaml"}
    (there / "minutes.yaml").write_text("filled in")
    again = run("pack", BOARD, "-o", str(there))
    assert again.exit_code == 3
    assert "may have been filled in" in again.stderr
    assert (there / "minutes.yaml").read_text() == "filled in"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("board-2025-03-04",), "was held on 4 March 2025, and a pack is for a meeting to come"),
        (("board-2026-03-04",), "Did you mean board-2026-03-03"),
        (("lead-nurse",), "There is no meeting called lead-nurse"),
        (("-o", "somewhere"), "Name the meeting"),
        ((BOARD, "-o", "somewhere", "--format", "json"), "-o writes every format"),
    ],
)
def test_what_cannot_be_packed_is_refused_with_the_reason(
    run: Run, words: tuple[str, ...], reason: str
) -> None:
    result = run("pack", *words)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_meeting_whose_day_has_passed_asks_for_its_minutes(run: Run) -> None:
    result = run("pack", BOARD, day="2026-03-04")
    assert result.exit_code == 2
    assert "that day has passed: write down who came" in result.stderr


def test_without_a_meeting_those_to_come_are_listed(run: Run) -> None:
    assert f"{BOARD}: 3 March 2026, papers by 17 February 2026" in run("pack").stdout


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "yaml"])
def test_every_format_names_the_document_and_its_command(small: Path, run: Run, form: str) -> None:
    path = small / BOARD_FILE
    path.write_text(
        f"{path.read_text()}agenda:\n  - item: '1'\n    title: Calm transfer\n"
        "    documents: [calm-transfer]\n"
    )
    out = run("pack", BOARD, "--format", form).stdout
    assert "calm-transfer" in out.replace("&#45;", "-")
    assert "decide" in out
