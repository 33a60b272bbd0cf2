"""One document as an evidence bundle tells of it: how it stood, and what the organisation said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.adoption.notes import NoteKind, position_notes
from handbook.assess.standing.wording import state_and_lateness
from handbook.assess.words import WORDS, Local, State, Timeliness, Tone
from handbook.evidence.texts import LeftOut, SealedText
from handbook.render.adoption.words import word_of
from handbook.render.frame.advice import advice
from handbook.render.frame.replacement import replacement
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.adoption.model import Position
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.assess.words import Word
    from handbook.evidence.texts import SealedTexts


_NOT_HOLDING = "No answer of it holds on that day, so nobody may take it as adopted there."


_OF_ITS_TEXT = (NoteKind.UNSUPPORTED, NoteKind.BEHIND, NoteKind.OF_ANOTHER, NoteKind.COPIES)
"""What is said of the text it uses, or used, before what is known of the document itself."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know besides the answer; ``loud`` where a text must not be relied on."""

    words: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One document in a bundle.

    ``advice`` is what the document's own page advised, word for word. ``version`` and ``digest``
    are those in force, empty if none is. ``why`` says what cannot be told. ``answer`` is the id of
    the adoption record by which ``local`` holds.
    """

    id: str
    title: str
    state: str
    words: str
    tone: Tone
    advice: tuple[str, ...]
    version: str
    digest: str
    intended: bool
    local: str
    local_tone: Tone
    local_meaning: str
    why: tuple[str, ...]
    answer: str = ""
    answered: str = ""
    since: str = ""
    post: str = ""
    how: str = ""
    reason: str = ""
    local_reference: str = ""
    evidence: str = ""
    notes: tuple[Note, ...] = ()
    texts: tuple[SealedText, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def subjects(
    assessment: Assessment, organisation: str, labels: Mapping[str, str], texts: SealedTexts
) -> tuple[Subject, ...]:
    """The documents that an organisation is asked about, or answered about."""
    return tuple(
        _subject(assessment, position, labels, texts)
        for position in assessment.adoption.of_organisation(organisation)
    )


def standing_words(standing: Standing) -> str:
    """How a document stood, in the words of the handbook: its state, and what is late in it."""
    return ", ".join(word.label for word in state_and_lateness(standing))


def _subject(
    assessment: Assessment, position: Position, labels: Mapping[str, str], sealed: SealedTexts
) -> Subject:
    standing = assessment.standings.get(position.document)
    unread = "its own file cannot be read"
    known = standing or _unknown(position.document, unread)
    texts = _texts(sealed, position, known)
    answer, word = position.answer, word_of(position)
    return Subject(
        id=position.document,
        title=labels.get(position.document, position.document),
        state=known.state.value,
        words=standing_words(known),
        tone=_tone(known),
        advice=_advice(known),
        version=known.version if known.in_force else "",
        digest=known.digest if known.in_force else "",
        intended=position.intended,
        local=word.label,
        local_tone=word.tone,
        local_meaning=_meaning(position, word),
        why=tuple(dict.fromkeys((*_untold(known), *position.why))),
        answer=answer.record if answer else "",
        answered=answer.version if answer and position.local is not Local.NOT_RECORDED else "",
        since=long_date(answer.decided) if answer else "",
        post=answer.post if answer else "",
        how=answer.how if answer else "",
        reason=answer.reason if answer else "",
        local_reference=answer.local_reference if answer else "",
        evidence=answer.evidence if answer else "",
        notes=tuple(_notes(assessment, position, known, labels)),
        texts=tuple(text for text in texts if isinstance(text, SealedText)),
        left_out=tuple(text for text in texts if isinstance(text, LeftOut)),
    )


def _meaning(position: Position, word: Word) -> str:
    """What the word means; of answers that do not hold on the day it is not said to be nothing."""
    if position.local is Local.NOT_RECORDED and position.answers:
        return _NOT_HOLDING
    return word.meaning


def _advice(standing: Standing) -> tuple[str, ...]:
    """What the page advised. Why a standing cannot be told is said once, under ``why``."""
    sentences = tuple(advice(standing))
    return sentences[:1] if standing.state is State.UNKNOWN else sentences


def _untold(standing: Standing) -> tuple[str, ...]:
    return standing.why if standing.state is State.UNKNOWN else ()


def _unknown(document: str, why: str) -> Standing:
    from handbook.assess.standing.model import Standing  # noqa: PLC0415 - only where a file is unreadable

    return Standing(document, State.UNKNOWN, why=(why,))


def _tone(standing: Standing) -> Tone:
    if standing.in_force and standing.timeliness not in (None, Timeliness.CURRENT):
        return WORDS[standing.timeliness].tone
    return WORDS[standing.state].tone


def _texts(
    sealed: SealedTexts, position: Position, standing: Standing
) -> tuple[SealedText | LeftOut, ...]:
    """The version in force, and every version that the organisation answered about."""
    versions = [standing.version] if standing.in_force else []
    versions += [answer.version for answer in position.answers]
    return tuple(
        sealed.text(standing, version, f"documents/{standing.document}/{version}")
        for version in sorted(set(versions), key=_number)
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _notes(
    assessment: Assessment, position: Position, standing: Standing, labels: Mapping[str, str]
) -> Iterator[Note]:
    """What is to be known beside the answer, the loudest first."""
    notes = [
        note
        for note in position_notes(position, standing, assessment.today)
        if note.kind is not NoteKind.UNTOLD
    ]
    for note in notes:
        if note.kind in _OF_ITS_TEXT:
            yield Note(note.in_full, loud=note.loud)
    yield from _ahead(standing, assessment.standings, labels)
    for note in notes:
        if note.kind not in _OF_ITS_TEXT:
            yield Note(note.in_full, loud=note.loud)


def _ahead(
    standing: Standing, standings: Mapping[str, Standing], labels: Mapping[str, str]
) -> Iterator[Note]:
    """What is to be known of the document itself: a stop in doubt, what replaced it, what comes."""
    if standing.state is not State.UNKNOWN:
        for why in standing.why:
            yield Note(f"{why[:1].upper()}{why[1:]}.", loud=True)
    if standing.stopping:
        day = long_date(standing.stopping.effective)
        yield Note(f"It is decided already that it goes out of use on {day}.", loud=True)

    def name(document: str) -> str:
        return labels.get(document, document)

    if instead := replacement(standing, standings.get, name):
        yield Note(f"{instead.sentence(name).rstrip('.')}.")
    if standing.upcoming is not None:
        day = long_date(standing.upcoming.event.effective)
        yield Note(f"Version {standing.upcoming.version} takes effect on {day}.")
