"""Adoption records, on their own pages and in lists: what each says, and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.notes import recorded_as
from handbook.assess.words import LOCAL, Local, Tone
from handbook.render.adoption.words import ANCHOR, PAGE, answer_tags, briefly, marks, of_pair
from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Md, inline, plain_tag, sentence, small

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.assess.adoption.model import Position
    from handbook.load.model import Record
    from handbook.render.context import Context


def why_not(context: Context, here: str, record: Record) -> Md:
    """Why an adoption record does not count, on any day; empty for one that may."""
    adoption = context.assessment.adoption
    if record.id in context.quarantined:
        return sentence(context.quarantined[record.id])
    if record.id in adoption.refused:
        return sentence(f"It {adoption.refused[record.id]}")
    if record.id in adoption.corrected:
        instead = context.link(here, adoption.corrected[record.id])
        return Md(f"It was entered in error. In its place: {instead}")
    return Md("")


def record_questions(context: Context, here: str, record_id: str) -> dict[str, Callable[..., Md]]:
    """For the template of adoption records: ``counts()`` says whether the answer counts today."""
    return {"counts": lambda: counts(context, here, context.registry.records[record_id])}


def counts(context: Context, here: str, record: Record) -> Md:
    """Whether an answer counts on the day of the build; loud where it does not."""
    why = why_not(context, here, record)
    if why:
        return _loudly(plain_tag("Does not count", Tone.STOP), why)
    position = _position(context, record)
    if position is None:
        words = "What it is about cannot be told, so it counts for nothing."
        return _loudly(plain_tag("Does not count", Tone.STOP), Md(words))
    if position.why:
        tag = plain_tag(LOCAL[Local.UNKNOWN].label, Tone.STOP)
        return _loudly(
            tag, sentence(f"It does not count while this is so: {'; '.join(position.why)}")
        )
    if position.coming and position.coming.record == record.id:
        day = inline(position.coming.holds)
        return Md(f"It counts from {day}, when the version it is about takes effect.")
    present = position.answer
    if present is None or present.record != record.id:
        later = context.link(here, present.record, briefly(present)) if present else ""
        return Md(
            f"{plain_tag('No longer the answer', Tone.QUIET)} "
            f"{f'The answer that holds now is: {later}' if later else 'Another one is to follow.'}"
        )
    page = relative(here, context.places.page(record.get("document")) or PAGE)
    tags = answer_tags(context, here, position) if position.behind or position.unsupported else ""
    return Md(f"This is the organisation's [present answer]({page}#{ANCHOR}). {tags}".strip())


def record_label(record: Record) -> str:
    """What an adoption record says, whatever it counts for."""
    return f"{recorded_as(str(record.get('answer')))}: version {record.get('version')}"


def record_mark(context: Context, here: str, record: Record) -> Md:
    """A tag beside an adoption record that is not, or not only, its pair's present answer."""
    position = _position(context, record)
    if why_not(context, here, record) or position is None:
        return plain_tag("Does not count", Tone.STOP)
    if position.why:
        return plain_tag(LOCAL[Local.UNKNOWN].label, Tone.STOP)
    if position.coming and position.coming.record == record.id:
        return small(Md(f"Counts from {inline(position.coming.holds)}"))
    if position.answer is None or position.answer.record != record.id:
        return small("No longer the answer")
    return Md(" ".join(marks(context, position)))


def _loudly(tag: Md, words: Md) -> Md:
    return Md(f"{tag} {words}\n{{: .hb-lead }}")


def _position(context: Context, record: Record) -> Position | None:
    return of_pair(context, str(record.get("organisation")), str(record.get("document")))
