"""What is to be known beside an answer is worked out once, for every output alike."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import handbook
from handbook.assess.adoption.model import Answer, Position
from handbook.assess.adoption.notes import (
    NoteKind,
    answer_with_version,
    how_text_stands,
    position_notes,
    recorded_as,
    unsupported_text,
)
from handbook.assess.ledger.model import Event
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Local, State, Tone

TODAY = date(2026, 11, 23)
DAY = date(2026, 5, 1)
OUTPUTS = ("cli/adoption", "render/adoption", "evidence")


def answer(local: Local = Local.ADOPTED, version: str = "1.0", holds: date = DAY) -> Answer:
    return Answer("an-answer", "hospice", "going-home", version, local, DAY, holds, "lead")


def position(local: Local = Local.ADOPTED, **marks: Any) -> Position:
    return Position("hospice", "going-home", local, **{"answer": answer(local), **marks})


def stands(state: State = State.IN_FORCE, **more: Any) -> Standing:
    return Standing("going-home", state, version="2.0", **more)


def hidden() -> VersionStanding:
    event = Event("d", "endorse", "going-home", "A decision", DAY, DAY)
    return VersionStanding("1.0", State.SUPERSEDED, "", event, None, None, hidden=True)


KNOWN = {
    "as it should be": (position(), stands(), []),
    "unsupported": (
        position(unsupported=True),
        stands(State.SUSPENDED),
        [(NoteKind.UNSUPPORTED, Tone.STOP, "Uses a suspended text", "It is now: suspended.")],
    ),
    "in error": (
        position(unsupported=True),
        stands(versions=(hidden(),)),
        [(NoteKind.UNSUPPORTED, Tone.STOP, "Uses a text published in error", "in error.")],
    ),
    "in error, and withdrawn for it": (
        position(unsupported=True),
        stands(State.WITHDRAWN, text_hidden=True),
        [(NoteKind.UNSUPPORTED, Tone.STOP, "Uses a text published in error", "in error.")],
    ),
    "behind": (
        position(behind=True),
        stands(),
        [(NoteKind.BEHIND, Tone.CARE, "Behind: version 1.0", "version 2.0 is in force.")],
    ),
    "behind by a correction": (
        position(behind=True, only_corrected=True),
        stands(),
        [
            (
                NoteKind.BEHIND,
                Tone.QUIET,
                "Behind by a minor correction only: version 1.0",
                "different by minor corrections only.",
            )
        ],
    ),
    "declined an older one": (
        position(Local.DECLINED, behind=True),
        stands(),
        [(NoteKind.OF_ANOTHER, Tone.CARE, "Answered about version 1.0 only", "in force.")],
    ),
    "declined one since corrected": (
        position(Local.DECLINED, behind=True, only_corrected=True),
        stands(),
        [(NoteKind.OF_ANOTHER, Tone.QUIET, "", "different by minor corrections only.")],
    ),
    "copies": (
        position(Local.NOT_RECORDED, earlier=answer()),
        stands(),
        [(NoteKind.COPIES, Tone.CARE, "Version 1.0 was in use", "Copies of version 1.0")],
    ),
    "coming": (
        position(coming=answer(version="3.0", holds=date(2027, 1, 4))),
        stands(),
        [(NoteKind.COMING, Tone.QUIET, "", "version 3.0, from 4 January 2027.")],
    ),
    "late": (
        position(outstanding=True, due=date(2026, 11, 22)),
        stands(),
        [(NoteKind.OUTSTANDING, Tone.QUIET, "Answer late", "22 November 2026, 1 day ago.")],
    ),
    "due today": (
        position(outstanding=True, due=TODAY),
        stands(),
        [(NoteKind.OUTSTANDING, Tone.QUIET, "", "it is due on 23 November 2026.")],
    ),
    "not asked": (
        position(intended=False),
        stands(),
        [(NoteKind.NOT_ASKED, Tone.QUIET, "Not asked", "does not ask it")],
    ),
    "untold, and late": (
        position(
            Local.UNKNOWN, answer=None, why=("no", "nor that"), outstanding=True, due=DAY
        ),
        stands(),
        [
            (NoteKind.UNTOLD, Tone.STOP, "no", "Why: no"),
            (NoteKind.UNTOLD, Tone.STOP, "nor that", "Why: nor that"),
            (NoteKind.OUTSTANDING, Tone.QUIET, "", "it was due on 1 May 2026"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("place", "standing", "expected"), KNOWN.values(), ids=KNOWN)
def test_what_is_said_of_a_position_and_how_loudly(
    place: Position, standing: Standing, expected: list[tuple[NoteKind, Tone, str, str]]
) -> None:
    notes = list(position_notes(place, standing, TODAY))
    assert [(note.kind, note.loudness) for note in notes] == [each[:2] for each in expected]
    for note, (_, _, brief, words) in zip(notes, expected, strict=True):
        assert note.brief.startswith(brief)
        assert bool(note.brief) == bool(brief)
        assert words in note.words
        assert note.in_full
        assert ("in error" in note.in_full) == ("in error" in note.words)


def test_every_kind_of_note_is_given_somewhere() -> None:
    assert {kind for _, _, notes in KNOWN.values() for kind, *_ in notes} == set(NoteKind)


def test_a_text_in_use_that_nobody_stands_behind_is_loud_and_always_first() -> None:
    everything = position(
        behind=True, unsupported=True, outstanding=True, intended=False, earlier=answer()
    )
    first, *rest = position_notes(everything, stands(State.WITHDRAWN), TODAY)
    assert (first.kind, first.loud) == (NoteKind.UNSUPPORTED, True)
    assert [note.kind.value for note in rest] == sorted(note.kind.value for note in rest)


@pytest.mark.parametrize(
    ("local", "said"),
    [(Local.ADAPTED, "Adapted, version 1.0"), (Local.NOT_RECORDED, "Not recorded")],
)
def test_an_answer_names_its_version(local: Local, said: str) -> None:
    assert answer_with_version(position(local)) == said


@pytest.mark.parametrize(
    ("recorded", "word"),
    [
        ("adopted", "Adopted"),
        ("adapted", "Adapted"),
        ("declined", "Declined"),
        ("not-applicable", "Not applicable"),
        ("retracted", "Taken back"),
        ("something else", "something else"),
    ],
)
def test_what_a_record_says_is_shown_as_a_word_and_what_nobody_knows_as_it_stands(
    recorded: str, word: str
) -> None:
    assert recorded_as(recorded) == word


@pytest.mark.parametrize(
    ("standing", "stopped", "shown"),
    [
        (None, "", "Cannot tell"),
        (stands(State.PROPOSED), "Uses a text that is not in force", "Proposed"),
        (stands(State.IN_CONSULTATION), "Uses a text that is not in force", "In consultation"),
        (stands(State.SUSPENDED), "Uses a suspended text", "Suspended"),
        (stands(State.SUPERSEDED), "Uses a superseded text", "Superseded"),
        (stands(State.WITHDRAWN), "Uses a withdrawn text", "Withdrawn"),
        (stands(State.LAPSED), "Uses a lapsed text", "Lapsed"),
        (stands(State.UNKNOWN), "Uses a text whose standing cannot be told", "Cannot tell"),
        (stands(versions=(hidden(),)), "Uses a text published in error", "Published in error"),
        # In force, and yet not stood behind: whoever says both is answered with the worse.
        (stands(), "Uses a text whose standing cannot be told", "In force"),
    ],
)
def test_a_text_in_use_that_was_stopped_is_named_by_what_became_of_it(
    standing: Standing | None, stopped: str, shown: str
) -> None:
    in_use = position(unsupported=True)
    assert unsupported_text(in_use, standing) == stopped
    assert unsupported_text(position(), standing) == ""
    assert how_text_stands(in_use, standing) == shown


WRITING = {"from_message.py"}
"""What writes an answer down, and lies beside what reads them."""


def imports(folder: str) -> Iterator[str]:
    for path in (Path(handbook.__file__).parent / folder).glob("*.py"):
        if path.name in WRITING:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield str(node.module)


@pytest.mark.parametrize("folder", OUTPUTS)
def test_whoever_reads_imports_nothing_of_the_writing_stage(folder: str) -> None:
    assert not [name for name in imports(folder) if name.startswith("handbook.author")]


@pytest.mark.parametrize("folder", ["assess/standing", "render/frame"])
def test_how_a_text_stands_is_worked_out_and_said_without_knowing_who_adopted_it(
    folder: str,
) -> None:
    assert not [name for name in imports(folder) if "adoption" in name]
