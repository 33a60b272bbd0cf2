"""Local adoption in words: what one organisation said of one document, and what all of them did.

Everything here comes from adoption records. How the network stands to a document is said beside it
and never instead of it; and a tag is never calmer than what its answer leads to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.adoption import follow_up
from handbook.assess.adoption.model import Answer, Position
from handbook.assess.adoption.notes import (
    NoteKind,
    position_notes,
    recorded_word,
    unsupported_text,
)
from handbook.assess.words import LOCAL, Local, Tone, Word
from handbook.render.markdown.writing import Md, inline, plain_tag, sentence, small, tag, until
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.adoption.notes import PositionNote
    from handbook.render.context import Context

PAGE = "adoption/index.md"
ANCHOR = "hb-adoption"
_TAGGED = (NoteKind.UNSUPPORTED, NoteKind.BEHIND, NoteKind.OF_ANOTHER)


def of_document(context: Context, document: str) -> tuple[Position, ...]:
    """The positions on one document, as far as they can be shown."""
    positions = context.assessment.adoption.of_document(document)
    return tuple(_shown(context, position) for position in positions)


def of_organisation(context: Context, organisation: str) -> tuple[Position, ...]:
    """The positions of one organisation, as far as they can be shown."""
    positions = context.assessment.adoption.of_organisation(organisation)
    return tuple(_shown(context, position) for position in positions)


def _shown(context: Context, position: Position) -> Position:
    """A position; one that rests on anything held back cannot be told."""
    if not context.quarantined:
        return position
    rests_on = (
        position.organisation,
        position.document,
        *(answer.record for answer in position.answers),
    )
    why = tuple(f"{name} cannot be shown" for name in rests_on if name in context.quarantined)
    if not why or position.local is Local.UNKNOWN:
        return position
    return Position(
        position.organisation, position.document, Local.UNKNOWN, position.intended,
        outstanding=position.outstanding, due=position.due, why=why, answers=position.answers,
    )  # fmt: skip


def of_pair(context: Context, organisation: str, document: str) -> Position | None:
    """The position of one organisation on one document, as far as it can be shown."""
    position = context.assessment.adoption.positions.get((organisation, document))
    return position and _shown(context, position)


def word_of(position: Position) -> Word:
    """The word for a position. Its tone says as well what the version in use leads to."""
    word = LOCAL[position.local]
    if position.unsupported:
        return replace(word, tone=Tone.STOP)
    if position.behind and not position.only_corrected and word.tone is Tone.GOOD:
        return replace(word, tone=Tone.CARE)
    return word


def notes_of(context: Context, position: Position) -> Iterator[PositionNote]:
    """Everything to know beside an answer, on the day of the build."""
    standing = context.standing(position.document)
    return position_notes(position, standing, context.stamp.today)


def used_text(context: Context, position: Position) -> str:
    """What is wrong with the text that it uses, in words; empty where nothing is."""
    return unsupported_text(position, context.standing(position.document))


def marks(context: Context, position: Position) -> list[Md]:
    """Tags beside the word: a text out of use, an older version."""
    return [
        plain_tag(note.brief, note.loudness)
        for note in notes_of(context, position)
        if note.kind in _TAGGED and note.brief
    ]


def answer_tags(context: Context, here: str, position: Position) -> Md:
    """A position as tags; the first leads to the record that it comes from."""
    word = tag(word_of(position))
    first = context.link(here, position.answer.record, word) if position.answer else word
    return Md(" ".join([first, *marks(context, position)]))


def since(position: Position) -> Md:
    """Since when its answer holds, and about which version; nothing where there is none."""
    if position.answer is None:
        return Md("")
    version = small(f"Version {position.answer.version}")
    return Md(f"{inline(position.answer.holds)} {version}")


def briefly(answer: Answer) -> str:
    """One answer in a few words: what, about which version, when."""
    return f"{recorded_word(answer.local)}: version {answer.version}, {long_date(answer.decided)}"


def details(context: Context, here: str, position: Position) -> Md:
    """What else there is to say of a position: a line each, in the organisation's own words."""
    answer, lines = position.answer, list[Md]()
    if position.why:
        lines.append(sentence(f"Why: {'; '.join(position.why)}"))
    if answer:
        fields = (
            ("What is done differently", answer.how),
            ("Why", answer.reason),
            ("Its own reference", answer.local_reference),
            ("Written down in", answer.evidence),
        )
        lines += [sentence(f"{name}: {value}") for name, value in fields if value]
    lines += [
        inline(note.brief) for note in notes_of(context, position) if note.kind is NoteKind.COPIES
    ]
    if position.coming:
        lines.append(_coming(context, here, position.coming))
    if position.outstanding and not position.why:
        lines.append(awaited(context, position))
    if not position.intended:
        lines.append(Md("The document is not meant for it: it was not asked."))
    before = [earlier for earlier in position.answers if earlier not in (answer, position.coming)]
    if before:
        links = (
            context.link(here, earlier.record, briefly(earlier)) for earlier in reversed(before)
        )
        name = "Recorded, and not counted while that is so" if position.why else "Before"
        lines.append(Md(f"{name}: {'; '.join(links)}"))
    return Md(" ".join(small(line) for line in lines))


def still_ahead(context: Context, document: str) -> str:
    """From when there is something to answer about, where no version was in force yet."""
    standing = context.standing(document)
    if standing is None or standing.version or standing.upcoming is None:
        return ""
    later = standing.upcoming
    day = long_date(later.event.effective)
    return f"Version {later.version} takes effect on {day}. No answer is due before."


def _coming(context: Context, here: str, coming: Answer) -> Md:
    link = context.link(here, coming.record, briefly(coming))
    return Md(f"Recorded already, and counting from {inline(coming.holds)}: {link}")


def awaited(context: Context, position: Position) -> Md:
    """That an answer about the version in force is waited for, and until when."""
    standing = context.standing(position.document)
    version = inline(f"version {standing.version}") if standing else Md("it")
    if position.due is None:
        return Md(f"No answer about {version} yet.")
    if is_late(context, position):
        late = plain_tag("Late", Tone.CARE)
        return Md(f"An answer about {version} was due by {inline(position.due)} {late}")
    return Md(f"An answer about {version} is due by {until(position.due)}")


def is_late(context: Context, position: Position) -> bool:
    """Whether an answer should have been there before the day of the build."""
    return follow_up.is_late(position, context.stamp.today)


def counted(number: int, singular: str, many: str) -> str:
    """A number with the words that go with it."""
    return f"{number} {singular if number == 1 else many}"
