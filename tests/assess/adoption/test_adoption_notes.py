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
    PositionNote,
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


NOT_BEHIND_IT = "Not supported: it uses a text that the network does not stand behind."
KNOWN: dict[str, tuple[Position, Standing | None, list[PositionNote]]] = {
    "as it should be": (position(), stands(), []),
    "unsupported": (
        position(unsupported=True), stands(State.SUSPENDED),
        [PositionNote(
            NoteKind.UNSUPPORTED, Tone.STOP,
            "Uses a suspended text",
            f"{NOT_BEHIND_IT} It is now: suspended.",
            "It uses version 1.0, and the document is suspended."
            " The network does not stand behind that text.",
        )],
    ),
    "unsupported, and nobody can tell how it stands": (
        position(unsupported=True), stands(State.UNKNOWN),
        [PositionNote(
            NoteKind.UNSUPPORTED, Tone.STOP,
            "Uses a text whose standing cannot be told",
            f"{NOT_BEHIND_IT} It is now: cannot tell.",
            "It uses version 1.0, and how the document stands cannot be told."
            " The network does not stand behind that text.",
        )],
    ),
    "unsupported, and its file cannot be used": (
        position(unsupported=True), None,
        [PositionNote(
            NoteKind.UNSUPPORTED, Tone.STOP,
            "",
            f"{NOT_BEHIND_IT} It is now: cannot tell.",
            "It uses version 1.0, and how the document stands cannot be told."
            " The network does not stand behind that text.",
        )],
    ),
    "in error": (
        position(unsupported=True), stands(versions=(hidden(),)),
        [PositionNote(
            NoteKind.UNSUPPORTED, Tone.STOP,
            "Uses a text published in error",
            f"{NOT_BEHIND_IT} It was published in error.",
            "It uses version 1.0, which was published in error."
            " The network does not stand behind that text.",
        )],
    ),
    "in error, and withdrawn for it": (
        position(unsupported=True), stands(State.WITHDRAWN, text_hidden=True),
        [PositionNote(
            NoteKind.UNSUPPORTED, Tone.STOP,
            "Uses a text published in error",
            f"{NOT_BEHIND_IT} It was published in error.",
            "It uses version 1.0, which was published in error."
            " The network does not stand behind that text.",
        )],
    ),
    "unsupported, by no answer": (position(unsupported=True, answer=None), stands(), []),
    "behind": (
        position(behind=True), stands(),
        [PositionNote(
            NoteKind.BEHIND, Tone.CARE,
            "Behind: version 1.0",
            "Behind: version 2.0 is in force.",
            "Behind: its answer is about version 1.0, and version 2.0 is in force.",
        )],
    ),
    "behind by a correction": (
        position(behind=True, only_corrected=True), stands(),
        [PositionNote(
            NoteKind.BEHIND, Tone.QUIET,
            "Behind by a minor correction only: version 1.0",
            "Behind: version 2.0 is in force, different by minor corrections only.",
            "Behind: its answer is about version 1.0, and version 2.0 is in force, by a minor"
            " correction only.",
        )],
    ),
    "behind, by no answer": (position(behind=True, answer=None), stands(), []),
    "behind, and its file cannot be used": (position(behind=True), None, []),
    "declined an older one": (
        position(Local.DECLINED, behind=True), stands(),
        [PositionNote(
            NoteKind.OF_ANOTHER, Tone.CARE,
            "Answered about version 1.0 only",
            "Behind: version 2.0 is in force.",
            "Behind: its answer is about version 1.0, and version 2.0 is in force.",
        )],
    ),
    "declined one since corrected": (
        position(Local.DECLINED, behind=True, only_corrected=True), stands(),
        [PositionNote(
            NoteKind.OF_ANOTHER, Tone.QUIET,
            "",
            "Behind: version 2.0 is in force, different by minor corrections only.",
            "Behind: its answer is about version 1.0, and version 2.0 is in force, by a minor"
            " correction only.",
        )],
    ),
    "copies": (
        position(Local.NOT_RECORDED, earlier=answer(version="10.2", holds=date(2026, 6, 2))),
        stands(),
        [PositionNote(
            NoteKind.COPIES, Tone.CARE,
            "Version 10.2 was in use there from 2 June 2026: copies of it may still lie about.",
            "Copies of version 10.2, which it used before, may still be lying about.",
            "Version 10.2, which it took into use on 1 May 2026, may still be lying about.",
        )],
    ),
    "coming": (
        position(coming=answer(version="3.0", holds=date(2027, 1, 4))), stands(),
        [PositionNote(
            NoteKind.COMING, Tone.QUIET,
            "",
            "Coming: Adopted, version 3.0, from 4 January 2027.",
            "It has answered about version 3.0 (adopted), which takes effect on 4 January 2027.",
        )],
    ),
    "a day late": (
        position(outstanding=True, due=date(2026, 11, 22)), stands(),
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "Answer late",
            "Outstanding: an answer about version 2.0; it was due on 22 November 2026, 1 day ago.",
            "An answer about version 2.0 is outstanding; it was asked for by 22 November 2026, and"
            " is late.",
        )],
    ),
    "two days late": (
        position(outstanding=True, due=date(2026, 11, 21)), stands(),
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "Answer late",
            "Outstanding: an answer about version 2.0; it was due on 21 November 2026, 2 days ago.",
            "An answer about version 2.0 is outstanding; it was asked for by 21 November 2026, and"
            " is late.",
        )],
    ),
    "due today": (
        position(outstanding=True, due=TODAY), stands(),
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "",
            "Outstanding: an answer about version 2.0; it is due on 23 November 2026.",
            "An answer about version 2.0 is outstanding; it was asked for by 23 November 2026.",
        )],
    ),
    "due on no day": (
        position(outstanding=True), stands(),
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "",
            "Outstanding: an answer about version 2.0.",
            "An answer about version 2.0 is outstanding.",
        )],
    ),
    "due on no day, and of no version": (
        position(outstanding=True), Standing("going-home", State.UNKNOWN),
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "", "Outstanding: an answer.", "An answer is outstanding.",
        )],
    ),
    "due on no day, and its file cannot be used": (
        position(outstanding=True), None,
        [PositionNote(
            NoteKind.OUTSTANDING, Tone.QUIET,
            "", "Outstanding: an answer.", "An answer is outstanding.",
        )],
    ),
    "not asked": (
        position(intended=False), stands(),
        [PositionNote(
            NoteKind.NOT_ASKED, Tone.QUIET,
            "Not asked",
            "The network does not ask it about this document.",
            "The document is not meant for this organisation today.",
        )],
    ),
    "untold, and late": (
        position(
            Local.UNKNOWN, answer=None, why=("no", "nor that"), outstanding=True, due=DAY
        ),
        stands(),
        [
            PositionNote(NoteKind.UNTOLD, Tone.STOP, "no", "Why: no", "no"),
            PositionNote(NoteKind.UNTOLD, Tone.STOP, "nor that", "Why: nor that", "nor that"),
            PositionNote(
                NoteKind.OUTSTANDING, Tone.QUIET,
                "",
                "Outstanding: an answer about version 2.0; it was due on 1 May 2026, 206 days ago.",
                "An answer about version 2.0 is outstanding; it was asked for by 1 May 2026, and is"
                " late.",
            ),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("place", "standing", "expected"), KNOWN.values(), ids=KNOWN)
def test_what_is_said_of_a_position_and_how_loudly(
    place: Position, standing: Standing | None, expected: list[PositionNote]
) -> None:
    assert list(position_notes(place, standing, TODAY)) == expected


def test_every_kind_of_note_is_given_somewhere() -> None:
    assert {note.kind for *_, notes in KNOWN.values() for note in notes} == set(NoteKind)


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
