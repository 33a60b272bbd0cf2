"""What letters are made of: for each post the parts that are for it, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.assess.adoption.follow_up import outstanding_by_organisation, unsupported
from handbook.assess.words import WORDS, State
from handbook.remind.gathering import coordinator_of, matters
from handbook.remind.wording import chance_words, due_words, meeting_words
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handbook.assess.adoption.model import Position
    from handbook.assess.model import Assessment
    from handbook.remind.model import Matter

_SECRETARY = "secretary"
"""The seat of a group whose post prepares its meetings, where there is one."""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One thing: what it is, sentences about it, and the address of its page if that is known."""

    head: str
    sentences: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class LetterPart:
    """Lines under a heading."""

    title: str
    lines: tuple[LetterLine, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A part of a letter, and the post that it is for; the numbers count what is in it."""

    post: str
    part: LetterPart
    due: int = 0
    late: int = 0
    stopped: int = 0
    """Texts in use that the network does not stand behind."""


@dataclass(frozen=True, slots=True)
class DigestQuestion:
    """What letters are about: what falls due in so many days, and where each page is."""

    assessment: Assessment
    within: int
    page: Callable[[str], str] = lambda _: ""


def parcels(question: DigestQuestion) -> Iterator[Parcel]:
    """Everything that somebody is told: texts in use that were stopped come before all else."""
    yield from _stopped(question)
    yield from _for_owners(question)
    yield from _owed(question)
    yield from _for_secretaries(question)


def _for_owners(question: DigestQuestion) -> Iterator[Parcel]:
    """What is near, by owner; what has none comes first."""
    near = [m for m in matters(question.assessment, question.within) if m.pressing]
    ranked = sorted(near, key=lambda matter: matter.owner)
    for owner, group in groupby(ranked, key=lambda matter: matter.owner):
        owned = tuple(group)
        lines = tuple(_line(question, matter) for matter in owned)
        part = LetterPart("What falls due", lines)
        yield Parcel(owner, part, len(owned), sum(matter.late for matter in owned))


def _line(question: DigestQuestion, matter: Matter) -> LetterLine:
    assessment = question.assessment
    sentences = [
        f"{due_words(item, assessment.today)}. {chance_words(assessment, item)}".strip()
        for item in matter.items
    ]
    return LetterLine(matter.title, tuple(sentences), question.page(matter.key))


def _stopped(question: DigestQuestion) -> Iterator[Parcel]:
    """What an organisation uses though it was stopped, for the post that answers for it."""
    assessment, label = question.assessment, question.assessment.registry.label
    positions = assessment.adoption.positions.values()
    stopped: dict[str, list[LetterLine]] = {}
    for position in unsupported(positions, assessment.standings, label):
        words = (
            f"By its own answer {label(position.organisation)} uses it. It is:"
            f" {_how(assessment, position.document)}."
            " Its page says what applies instead; record what is done now."
        )
        line = LetterLine(label(position.document), (words,), question.page(position.document))
        stopped.setdefault(position.organisation, []).append(line)
    for organisation, uses in stopped.items():
        part = LetterPart("In use, and the network does not stand behind it", tuple(uses))
        yield Parcel(_champion(assessment, organisation), part, stopped=len(uses))


def _owed(question: DigestQuestion) -> Iterator[Parcel]:
    """What an organisation is asked whether it uses, for the post that answers for it."""
    assessment, label = question.assessment, question.assessment.registry.label
    positions = assessment.adoption.positions.values()
    owed = outstanding_by_organisation(positions, assessment.today, label)
    for organisation, asked in owed.items():
        lines = tuple(
            LetterLine(
                label(position.document), (_asked_by(position),), question.page(position.document)
            )
            for position in asked
        )
        title = f"Whether {label(organisation)} uses these has yet to be recorded"
        yield Parcel(_champion(assessment, organisation), LetterPart(title, lines))


def _champion(assessment: Assessment, organisation: str) -> str:
    record = assessment.registry.records.get(organisation)
    return str((record.get("champion") if record else None) or "")


def _how(assessment: Assessment, document: str) -> str:
    standing = assessment.standings.get(document)
    state = standing.state if standing is not None else State.UNKNOWN
    return WORDS[state].label


def _asked_by(position: Position) -> str:
    if position.due is None:
        return "No day is set for the answer."
    return f"An answer is asked for by {long_date(position.due)}."


def _for_secretaries(question: DigestQuestion) -> Iterator[Parcel]:
    """What the meetings to come can decide, to whoever prepares them."""
    assessment = question.assessment
    near = [item for item in assessment.due if item.days <= question.within or not item.dated]
    by_meeting: dict[str, list[LetterLine]] = {}
    for item in near:
        for meeting in item.meetings[:1]:
            line = LetterLine(
                assessment.registry.label(item.record),
                (f"{due_words(item, assessment.today)}.",),
                question.page(item.record),
            )
            by_meeting.setdefault(meeting, []).append(line)
    for meeting in sorted(by_meeting, key=lambda name: _day_of(assessment, name)):
        title = f"For the agenda: {meeting_words(assessment, meeting)}"
        part = LetterPart(title, tuple(by_meeting[meeting]))
        yield Parcel(_secretary(assessment, meeting), part)


def _day_of(assessment: Assessment, meeting: str) -> tuple[str, str]:
    record = assessment.registry.records.get(meeting)
    return str(record.get("date") if record else ""), meeting


def _secretary(assessment: Assessment, meeting: str) -> str:
    """The post in the group's seat of secretary; the coordinator where it has none."""
    record = assessment.registry.records.get(meeting)
    group = assessment.registry.records.get(str(record.get("group"))) if record else None
    seats: Iterable[dict[str, str]] = (group.get("seats") if group else None) or ()
    posts = (seat.get("post") for seat in seats if seat.get("id") == _SECRETARY)
    return next(filter(None, posts), "") or coordinator_of(assessment)
