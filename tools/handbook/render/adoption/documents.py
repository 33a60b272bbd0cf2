"""Local adoption on the pages of documents and of their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import Local, Tone
from handbook.render.adoption.records import why_not
from handbook.render.adoption.tallies import NOT_RECORDED, summary, users
from handbook.render.adoption.words import (
    ANCHOR,
    PAGE,
    answer_tags,
    details,
    of_document,
    since,
    still_ahead,
    used_text,
)
from handbook.render.frame.notes import note
from handbook.render.frame.standing import fact
from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Columns, Md, heading, plain_tag, small
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.adoption.model import Position
    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView

_USED_THERE = "Is it used where you work?"
_NOT_COUNTED = "Answers that do not count"
_NOT_ADOPTION = (
    "That the network stands behind a text does not mean that your own organisation uses it. Ask "
    "your organisation; below is what each has recorded here."
)
_NOT_IN_FORCE = (
    "The network does not stand behind this document today, whatever an organisation has recorded "
    "below. Ask your own organisation what it uses instead."
)
_ENDORSED_ALONE = (
    "That the network has endorsed it does not mean that your own organisation will use it: ask "
    "there."
)
_BY_ITS_WORD = (
    "That is what was recorded there last. The network does not stand behind that text today: do "
    "not rely on it, wherever it is still in use."
)


def adoption_facts(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    """The standing box's fact on local adoption; none for what nobody is ever asked to adopt."""
    if not view.kind.has("adoptable"):
        return []
    words = summary(context, view.id)
    section = f"#{ANCHOR}" if _is_told(context, view.id) else ""
    ask = "" if words == NOT_RECORDED else _USED_THERE
    return [fact("Local adoption", words, href=section, link=ask)]


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
    positions = of_document(context, document)
    table = Columns("Organisation", "Its answer", "Since", "Notes").table(
        _row(context, here, position) for position in positions
    )
    parts = [
        heading(2, "Local adoption", ANCHOR),
        _beside(context, document),
        *_loud(context, here, positions),
        table or Md("No organisation recorded anything about it."),
        _not_counted(context, here, document),
        Md(f"[Who uses what, in one table]({relative(here, PAGE)})"),
    ]
    return Md("\n\n".join(filter(None, parts)))


def _beside(context: Context, document: str) -> str:
    """How endorsement and adoption stand to each other here, in words."""
    standing = context.standing(document)
    if standing is not None and standing.in_force:
        return _NOT_ADOPTION
    ahead = still_ahead(context, document)
    return f"{ahead} {_ENDORSED_ALONE}" if ahead else _NOT_IN_FORCE


def _row(context: Context, here: str, position: Position) -> tuple[object, ...]:
    by = small(Md(f"By: {context.link(here, position.answer.post)}")) if position.answer else ""
    return (
        Md(f"{context.link(here, position.organisation)} {by}"),
        answer_tags(context, here, position),
        since(position),
        details(context, here, position),
    )


def _loud(context: Context, here: str, positions: Sequence[Position]) -> Iterator[Md]:
    """Who uses a text that the network does not stand behind, before everything else."""
    wrong: dict[str, list[Md]] = {}
    for position in positions:
        if position.unsupported:
            name = context.link(here, position.organisation)
            wrong.setdefault(used_text(context, position), []).append(name)
    for words, names in wrong.items():
        yield Md(f"{plain_tag(words, Tone.STOP)} {', '.join(names)}. {_BY_ITS_WORD}")


def _not_counted(context: Context, here: str, document: str) -> Md:
    """Answers entered in error or refused, each with why, so that nothing is out of sight."""
    about = context.assessment.adoption.records_about.get(document, ())
    lines = [
        f"* {context.link(here, name)}: {why}"
        for name in about
        if (why := why_not(context, here, context.registry.records[name]))
    ]
    return Md("\n".join([f"{_NOT_COUNTED}:", "", *lines])) if lines else Md("")


def version_notes(context: Context, standing: Standing, version: str) -> list[dict[str, Any]]:
    """Who uses one version by the last word recorded, for its page; nothing if nobody does."""
    positions = of_document(context, standing.document)
    sentences = []
    using = users(positions, version)
    if using:
        names = ", ".join(
            f"{context.label(position.organisation)} (since {long_date(position.answer.holds)})"
            for position in using
            if position.answer
        )
        sentences.append(f"By the last word recorded, this version is used by: {names}.")
    left = [
        position
        for position in positions
        if position.earlier and position.earlier.version == version
    ]
    if left:
        names = ", ".join(context.label(position.organisation) for position in left)
        sentences.append(f"Copies of it may still lie about at: {names}.")
    doubtful = [
        context.label(position.organisation)
        for position in positions
        if position.local is Local.UNKNOWN
    ]
    if doubtful:
        sentences.append(f"Cannot tell for: {', '.join(doubtful)}.")
    if not sentences:
        return []
    made = note("Local adoption", " ".join(sentences), "All answers", _page(context, standing))
    return [{**made, "href": f"{made['href']}#{ANCHOR}"}]


def _page(context: Context, standing: Standing) -> str:
    return context.places.page(standing.document)
