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
    found = context.assessment.adoption.of_document(document)
    return tuple(_shown(context, one) for one in found)


def of_organisation(context: Context, organisation: str) -> tuple[Position, ...]:
    """The positions of one organisation, as far as they can be shown."""
    found = context.assessment.adoption.of_organisation(organisation)
    return tuple(_shown(context, one) for one in found)


def _shown(context: Context, one: Position) -> Position:
    """A position; one that rests on anything held back cannot be told."""
    if not context.quarantined:
        return one
    rests_on = (one.organisation, one.document, *(answer.record for answer in one.answers))
    why = tuple(f"{each} cannot be shown" for each in rests_on if each in context.quarantined)
    if not why or one.local is Local.UNKNOWN:
        return one
    return Position(
        one.organisation, one.document, Local.UNKNOWN, one.intended,
        outstanding=one.outstanding, due=one.due, why=why, answers=one.answers,
    )  # fmt: skip


def of_pair(context: Context, organisation: str, document: str) -> Position | None:
    """The position of one organisation on one document, as far as it can be shown."""
    position = context.assessment.adoption.positions.get((organisation, document))
    return position and _shown(context, position)


def word_of(one: Position) -> Word:
    """The word for a position. Its tone says as well what the version in use leads to."""
    word = LOCAL[one.local]
    if one.unsupported:
        return replace(word, tone=Tone.STOP)
    if one.behind and not one.only_corrected and word.tone is Tone.GOOD:
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


def answer_tags(context: Context, here: str, one: Position) -> Md:
    """A position as tags; the first leads to the record that it comes from."""
    word = tag(word_of(one))
    first = context.link(here, one.answer.record, word) if one.answer else word
    return Md(" ".join([first, *marks(context, one)]))


def since(one: Position) -> Md:
    """Since when its answer holds, and about which version; nothing where there is none."""
    if one.answer is None:
        return Md("")
    version = small(f"Version {one.answer.version}")
    return Md(f"{inline(one.answer.holds)} {version}")


def briefly(answer: Answer) -> str:
    """One answer in a few words: what, about which version, when."""
    return f"{recorded_word(answer.local)}: version {answer.version}, {long_date(answer.decided)}"


def details(context: Context, here: str, one: Position) -> Md:
    """What else there is to say of a position: a line each, in the organisation's own words."""
    answer, lines = one.answer, list[Md]()
    if one.why:
        lines.append(sentence(f"Why: {'; '.join(one.why)}"))
    if answer:
        own = (
            ("What is done differently", answer.how),
            ("Why", answer.reason),
            ("Its own reference", answer.local_reference),
            ("Written down in", answer.evidence),
        )
        lines += [sentence(f"{name}: {value}") for name, value in own if value]
    lines += [inline(note.brief) for note in notes_of(context, one) if note.kind is NoteKind.COPIES]
    if one.coming:
        lines.append(_coming(context, here, one.coming))
    if one.outstanding and not one.why:
        lines.append(awaited(context, one))
    if not one.intended:
        lines.append(Md("The document is not meant for it: it was not asked."))
    before = [each for each in one.answers if each not in (answer, one.coming)]
    if before:
        links = (context.link(here, each.record, briefly(each)) for each in reversed(before))
        name = "Recorded, and not counted while that is so" if one.why else "Before"
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


def awaited(context: Context, one: Position) -> Md:
    """That an answer about the version in force is waited for, and until when."""
    standing = context.standing(one.document)
    version = inline(f"version {standing.version}") if standing else Md("it")
    if one.due is None:
        return Md(f"No answer about {version} yet.")
    if is_late(context, one):
        late = plain_tag("Late", Tone.CARE)
        return Md(f"An answer about {version} was due by {inline(one.due)} {late}")
    return Md(f"An answer about {version} is due by {until(one.due)}")


def is_late(context: Context, one: Position) -> bool:
    """Whether an answer should have been there before the day of the build."""
    return follow_up.is_late(one, context.stamp.today)


def counted(number: int, one: str, many: str) -> str:
    """A number with the words that go with it."""
    return f"{number} {one if number == 1 else many}"
