"""Local adoption on the pages of documents, of their versions, and of adoption records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import LOCAL, Local, Tone
from handbook.render.adoption import (
    ANCHOR,
    NOT_ADOPTION,
    PAGE,
    answer_tags,
    briefly,
    details,
    marks,
    of_document,
    since,
    summary,
    used_text,
    users,
)
from handbook.render.notes import note
from handbook.render.places import relative
from handbook.render.writing import (
    Columns,
    Md,
    heading,
    in_words,
    inline,
    plain_tag,
    sentence,
    small,
)
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handbook.assess.adoption import Position
    from handbook.assess.model import Standing
    from handbook.load.model import Record
    from handbook.render.context import Context

_NOT_COUNTED = "Answers that do not count"


def fact_text(context: Context, document: str) -> tuple[str, str]:
    """The words of the standing box on local adoption, and the anchor of the section on it."""
    return summary(context, document), f"#{ANCHOR}" if _is_told(context, document) else ""


def _is_told(context: Context, document: str) -> bool:
    """Whether a document's page has a section: it had a version in force, or somebody answered."""
    record, standing = context.registry.records.get(document), context.standing(document)
    if record is None or standing is None or not context.kind(record).has("adoptable"):
        return False
    return bool(standing.version or of_document(context, document))


def local_adoption(context: Context, here: str, document: str) -> Md:
    """The section on a document's own page; nothing for one that never had a version in force."""
    if not _is_told(context, document):
        return Md("")
    found = of_document(context, document)
    table = Columns("Organisation", "Its answer", "Since", "What there is to know").table(
        _row(context, here, one) for one in found
    )
    parts = [
        heading(2, "Local adoption", ANCHOR),
        Md(NOT_ADOPTION),
        *_loud(context, here, found),
        table or Md("No organisation recorded anything about it."),
        _not_counted(context, here, document),
        Md(f"[Who uses what, in one table]({relative(here, PAGE)})"),
    ]
    return Md("\n\n".join(filter(None, parts)))


def _row(context: Context, here: str, one: Position) -> tuple[object, ...]:
    by = small(Md(f"By: {context.link(here, one.answer.post)}")) if one.answer else ""
    return (
        Md(f"{context.link(here, one.organisation)} {by}"),
        answer_tags(context, here, one),
        since(one),
        details(context, here, one),
    )


def _loud(context: Context, here: str, found: Sequence[Position]) -> Iterator[Md]:
    """Who uses a text that the network does not stand behind, before everything else."""
    wrong: dict[str, list[Md]] = {}
    for one in found:
        if one.unsupported:
            name = context.link(here, one.organisation)
            wrong.setdefault(used_text(context, one), []).append(name)
    for words, names in wrong.items():
        label = plain_tag(words, Tone.STOP)
        yield Md(
            f"{label} {', '.join(names)}. By its own answer only: the network does not stand "
            "behind that text today. Do not rely on it there."
        )


def _not_counted(context: Context, here: str, document: str) -> Md:
    """Answers entered in error or refused, each with why, so that nothing is out of sight."""
    about = [r for r in _records(context) if r.get("document") == document]
    lines = [
        f"* {context.link(here, record.id)}: {why}"
        for record in about
        if (why := why_not(context, here, record))
    ]
    return Md("\n".join([f"{_NOT_COUNTED}:", "", *lines])) if lines else Md("")


def _records(context: Context) -> tuple[Record, ...]:
    return context.registry.of_type("adoption")


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


def version_note(context: Context, standing: Standing, version: str) -> list[dict[str, Any]]:
    """Who uses one version by the last word recorded, for its page; nothing if nobody does."""
    found = of_document(context, standing.document)
    said = []
    using = users(found, version)
    if using:
        names = ", ".join(
            f"{context.label(one.organisation)} (since {long_date(one.answer.holds)})"
            for one in using
            if one.answer
        )
        said.append(f"By the last word recorded, this version is used by: {names}.")
    left = [one for one in found if one.earlier and one.earlier.version == version]
    if left:
        names = ", ".join(context.label(one.organisation) for one in left)
        said.append(f"Copies of it may still lie about at: {names}.")
    doubtful = [context.label(one.organisation) for one in found if one.local is Local.UNKNOWN]
    if doubtful:
        said.append(f"Cannot tell for: {', '.join(doubtful)}.")
    if not said:
        return []
    made = note("Local adoption", " ".join(said), "All answers", _page(context, standing))
    return [{**made, "href": f"{made['href']}#{ANCHOR}"}]


def _page(context: Context, standing: Standing) -> str:
    return context.places.page(standing.document)


def record_questions(context: Context, here: str, record_id: str) -> dict[str, Callable[..., Md]]:
    """For the template of adoption records: ``counts()`` says whether the answer counts today."""
    return {"counts": lambda: counts(context, here, context.registry.records[record_id])}


def counts(context: Context, here: str, record: Record) -> Md:
    """Whether an answer counts on the day of the build; loud where it does not."""
    why = why_not(context, here, record)
    if why:
        return _loudly(plain_tag("Does not count", Tone.STOP), why)
    one = _position(context, record)
    if one is None:
        words = "What it is about cannot be told, so it counts for nothing."
        return _loudly(plain_tag("Does not count", Tone.STOP), Md(words))
    if one.why:
        tag = plain_tag(LOCAL[Local.UNKNOWN].label, Tone.STOP)
        return _loudly(tag, sentence(f"It does not count while this is so: {'; '.join(one.why)}"))
    if one.coming and one.coming.record == record.id:
        day = inline(one.coming.holds)
        return Md(f"It counts from {day}, when the version it is about takes effect.")
    present = one.answer
    if present is None or present.record != record.id:
        later = context.link(here, present.record, briefly(present)) if present else ""
        return Md(
            f"{plain_tag('No longer the answer', Tone.CARE)} "
            f"{f'The answer that holds now is: {later}' if later else 'Another one is to follow.'}"
        )
    page = relative(here, context.places.page(record.get("document")) or PAGE)
    tags = answer_tags(context, here, one) if one.behind or one.unsupported else ""
    return Md(f"This is the organisation's [present answer]({page}#{ANCHOR}). {tags}".strip())


def said(record: Record) -> str:
    """What an adoption record says, whatever it counts for."""
    given = str(record.get("answer"))
    word = "Taken back" if given == "retracted" else in_words(given)
    return f"{word}: version {record.get('version')}"


def now(context: Context, here: str, record: Record) -> Md:
    """A tag beside an adoption record that is not, or not only, its pair's present answer."""
    one = _position(context, record)
    if why_not(context, here, record) or one is None:
        return plain_tag("Does not count", Tone.STOP)
    if one.why:
        return plain_tag(LOCAL[Local.UNKNOWN].label, Tone.STOP)
    if one.coming and one.coming.record == record.id:
        return small(Md(f"Counts from {inline(one.coming.holds)}"))
    if one.answer is None or one.answer.record != record.id:
        return small("No longer the answer")
    return Md(" ".join(marks(context, one)))


def _loudly(tag: Md, words: Md) -> Md:
    return Md(f"{tag} {words}\n{{: .hb-lead }}")


def _position(context: Context, record: Record) -> Position | None:
    found = of_document(context, str(record.get("document")))
    return next((o for o in found if o.organisation == record.get("organisation")), None)
