"""What is to be known beside an answer, and how loudly it is said: one truth for every output.

``position_notes`` is where a note about a position is added; ``NoteKind`` names it. Pages, commands
and bundles choose how much room it has: ``brief`` in a cell or a tag, ``words`` beside the answer,
``in_full`` where it stands alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.adoption.follow_up import in_error
from handbook.assess.adoption.model import ANSWERS, Answer
from handbook.assess.words import LOCAL, WORDS, Local, State, Tone
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.adoption.model import Position
    from handbook.assess.standing.model import Standing

PUBLISHED_IN_ERROR = "Published in error"
_USES = {
    State.SUSPENDED: "Uses a suspended text",
    State.SUPERSEDED: "Uses a superseded text",
    State.WITHDRAWN: "Uses a withdrawn text",
    State.LAPSED: "Uses a lapsed text",
    State.UNKNOWN: "Uses a text whose standing cannot be told",
    State.PROPOSED: "Uses a text that is not in force",
    State.IN_CONSULTATION: "Uses a text that is not in force",
}
_TAKEN_BACK = "Taken back"


class NoteKind(enum.Enum):
    """What a note is about, in the order in which notes are given."""

    UNTOLD = enum.auto()
    """Why the position cannot be told."""
    UNSUPPORTED = enum.auto()
    """It uses a text that the network does not stand behind."""
    BEHIND = enum.auto()
    """It uses an older version than the one in force."""
    OF_ANOTHER = enum.auto()
    """What it answered, other than that it uses it, is about an older version."""
    COPIES = enum.auto()
    """A text that it used before may still be lying about."""
    COMING = enum.auto()
    """It answered about a version that has yet to take effect."""
    OUTSTANDING = enum.auto()
    """An answer is waited for."""
    NOT_ASKED = enum.auto()
    """The document is not meant for it."""


@dataclass(frozen=True, slots=True)
class PositionNote:
    """One thing to know beside an answer. ``brief`` is empty where a cell has no room for it."""

    kind: NoteKind
    loudness: Tone
    brief: str
    words: str
    in_full: str

    @property
    def loud(self) -> bool:
        """Whether somebody must act on it."""
        return self.loudness in (Tone.STOP, Tone.CARE)


def position_notes(
    position: Position, standing: Standing | None, today: date
) -> Iterator[PositionNote]:
    """Everything to know beside an answer, the loudest first.

    ``standing`` is that of the document on ``today``, ``None`` if its file cannot be used.
    """
    for why in position.why:
        yield PositionNote(NoteKind.UNTOLD, Tone.STOP, why, f"Why: {why}", why)
    if position.unsupported and position.answer:
        yield _unsupported(position, position.answer, standing)
    if position.behind and position.answer and standing is not None:
        yield _behind(position, position.answer, standing)
    if position.earlier is not None:
        yield _copies(position.earlier)
    if position.coming is not None:
        yield _coming(position.coming)
    if position.outstanding:
        yield _outstanding(position, standing, today)
    if not position.intended:
        yield PositionNote(
            NoteKind.NOT_ASKED,
            Tone.QUIET,
            "Not asked",
            "The network does not ask it about this document.",
            "The document is not meant for this organisation today.",
        )


def _unsupported(position: Position, answer: Answer, standing: Standing | None) -> PositionNote:
    now = standing.state if standing else State.UNKNOWN
    stands = WORDS[now].label.lower()
    state, full = f"is now: {stands}", f"and the document is {stands}"
    if now is State.UNKNOWN:
        full = "and how the document stands cannot be told"
    if standing is not None and in_error(position, standing):
        state, full = "was published in error", "which was published in error"
    return PositionNote(
        NoteKind.UNSUPPORTED,
        Tone.STOP,
        unsupported_text(position, standing),
        f"Not supported: it uses a text that the network does not stand behind. It {state}.",
        f"It uses version {answer.version}, {full}. The network does not stand behind that text.",
    )


def _behind(position: Position, answer: Answer, standing: Standing) -> PositionNote:
    """Its answer is about an older version. A decision not to use that one is not carried on."""
    kind = NoteKind.BEHIND if position.in_use else NoteKind.OF_ANOTHER
    brief, only, by = f"Answered about version {answer.version} only", "", ""
    loudness = Tone.CARE
    if position.in_use:
        brief = f"Behind: version {answer.version}"
    if position.only_corrected:
        brief = f"Behind by a minor correction only: version {answer.version}"
        only, by = ", different by minor corrections only", ", by a minor correction only"
        brief, loudness = (brief if position.in_use else ""), Tone.QUIET
    return PositionNote(
        kind,
        loudness,
        brief,
        f"Behind: version {standing.version} is in force{only}.",
        f"Behind: its answer is about version {answer.version}, and version {standing.version} is"
        f" in force{by}.",
    )


def _copies(before: Answer) -> PositionNote:
    version = before.version
    return PositionNote(
        NoteKind.COPIES,
        Tone.CARE,
        f"Version {version} was in use there from {long_date(before.holds)}: copies of it may still"
        " lie about.",
        f"Copies of version {version}, which it used before, may still be lying about.",
        f"Version {version}, which it took into use on {long_date(before.decided)}, may still be"
        " lying about.",
    )


def _coming(answer: Answer) -> PositionNote:
    label, day = LOCAL[answer.local].label, long_date(answer.holds)
    return PositionNote(
        NoteKind.COMING,
        Tone.QUIET,
        "",
        f"Coming: {label}, version {answer.version}, from {day}.",
        f"It has answered about version {answer.version} ({label.lower()}), which takes effect"
        f" on {day}.",
    )


def _outstanding(position: Position, standing: Standing | None, today: date) -> PositionNote:
    version = f" about version {standing.version}" if standing and standing.version else ""
    by, asked_by, late = "", "", False
    if position.due is not None:
        day, days = long_date(position.due), (today - position.due).days
        late = days > 0
        ago = f", {days} day{'' if days == 1 else 's'} ago"
        by = f"; it was due on {day}{ago}" if late else f"; it is due on {day}"
        asked_by = f"; it was asked for by {day}{', and is late' if late else ''}"
    return PositionNote(
        NoteKind.OUTSTANDING,
        Tone.QUIET,
        "Answer late" if late and not position.why else "",
        f"Outstanding: an answer{version}{by}.",
        f"An answer{version} is outstanding{asked_by}.",
    )


def unsupported_text(position: Position, standing: Standing | None) -> str:
    """What is wrong with a text in use, in a few words; empty where the network stands behind it.

    ``standing`` is that of the document, ``None`` if its file cannot be used.
    """
    if not position.unsupported or standing is None:
        return ""
    if in_error(position, standing):
        return "Uses a text published in error"
    return _USES.get(standing.state, _USES[State.UNKNOWN])


def how_text_stands(position: Position, standing: Standing | None) -> str:
    """How the text that an organisation uses, or used before, stands: ``Suspended``."""
    if standing is None:
        return WORDS[State.UNKNOWN].label
    if in_error(position, standing):
        return PUBLISHED_IN_ERROR
    return WORDS[standing.state].label


def answer_with_version(position: Position) -> str:
    """The answer in a word or two, with its version: ``Adapted, version 2.0``."""
    label, answer = LOCAL[position.local].label, position.answer
    if answer is None or position.local in (Local.UNKNOWN, Local.NOT_RECORDED):
        return label
    return f"{label}, version {answer.version}"


def recorded_as(answer: str) -> str:
    """What an adoption record says under ``answer``, as a word for people."""
    local = ANSWERS.get(answer)
    return answer if local is None else recorded_word(local)


def recorded_word(local: Local) -> str:
    """The word for one recorded answer, which may be that another is taken back."""
    return _TAKEN_BACK if local is Local.NOT_RECORDED else LOCAL[local].label
