"""Uptake over time: how many of those asked use the version in force, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import LOCAL, Local
from handbook.render.adoption.parts import letters, link_to, page_of, title_of, ways
from handbook.render.adoption.words import PAGE
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import Columns, Md, heading, tag
from handbook.render.pictures.uptake import untold, uptake_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.render.model import Page

UPTAKE = "adoption/uptake/index.md"
_MEASURE = (
    "This is a process measure: it counts what was recorded, and says nothing of what care any "
    "child had."
)
_PARTS = (
    ("Counted above the line", "organisations that use the version in force, as it is or adapted"),
    (
        "Counted below the line",
        "organisations that are asked about the document, without those to whom it does not apply",
    ),
    (
        "Where the numbers come from",
        (
            "what organisations recorded here; of those that are silent, or whose answer cannot be "
            "told, it is not known, so a share is the least that it can be"
        ),
    ),
    (
        "Whom it is meant for",
        "as the network's settings say it today, from the day an organisation joined",
    ),
    (
        "When",
        "at the end of each quarter of the calendar year, and on the day this page was made",
    ),
    (
        "What else moves the numbers",
        (
            "totals fall when documents leave force, as nothing is counted of them any more; and "
            "an answer that is entered late changes the quarters since the day it was decided on"
        ),
    ),
)


def uptake_page(context: Context) -> Page:
    """The measure of each document, quarter by quarter."""
    intro = (
        "How far each document is in use where it is meant to be, by what organisations recorded. "
        "The network's endorsement counts for nothing here."
    )
    parts = [f"{intro}\n{{: .hb-lead }}", definition()]
    documents = _documents(context)
    under = letters(context, documents)
    if under:
        rows = ((link_to(UPTAKE, UPTAKE, letter), len(held)) for letter, held in under.items())
        parts.append(heading(2, "By the names of documents", "hb-parts"))
        parts.append(Columns("Names", "Documents").table(rows))
    return make_page(
        context, UPTAKE, "Uptake over time", "\n\n".join(parts), kind="uptake", searched=False,
        picture=uptake_picture(context, () if under else documents),
        trail=[("Home", "index.md"), ("Local adoption", PAGE)],
    )  # fmt: skip


def uptake_parts(context: Context) -> Iterator[Page]:
    """The same for the documents of each letter, where there are too many for one page."""
    under = letters(context, _documents(context))
    for letter, documents in under.items():
        here = page_of(UPTAKE, letter)
        parts: list[str] = [_MEASURE, ways(here, UPTAKE, under, letter)]
        yield make_page(
            context, here, f"Uptake over time: {title_of(letter)}", "\n\n".join(parts),
            kind="uptake", searched=False, picture=uptake_picture(context, documents),
            trail=[("Home", "index.md"), ("Local adoption", PAGE), ("Uptake over time", UPTAKE)],
        )  # fmt: skip


def _documents(context: Context) -> list[str]:
    """The documents of which something is counted, or would be if it could be told."""
    adoption = context.assessment.adoption
    documents = dict.fromkeys((*adoption.documents, *filter(None, adoption.uptake)))
    return [
        document
        for document in documents
        if adoption.uptake.get(document) or untold(context, document)
    ]


def definition() -> Md:
    """What is counted, of what, from where and when."""
    table = Columns("What", "Details").table(_PARTS)
    return Md(f"{_MEASURE}\n\n{table}")


_TOGETHER = (
    "All documents in force together, counted in pairs: each document once for each organisation "
    "that is asked about it."
)


def together(context: Context, here: str) -> list[Md]:
    """What is counted of all documents together, and of which nothing is; it is drawn below."""
    return [heading(2, "Uptake over time", "hb-uptake"), definition(), *_left_out(context, here)]


def _left_out(context: Context, here: str) -> list[Md]:
    """The documents of which nothing is counted, named beside what is counted of all others."""
    names = [
        context.link(here, document)
        for document in _documents(context)
        if untold(context, document)
    ]
    if not names:
        return [Md(_TOGETHER)]
    tagged = tag(LOCAL[Local.UNKNOWN])
    return [
        Md(_TOGETHER),
        Md(f"{tagged} How these stand cannot be told, so they are left out: {', '.join(names)}"),
    ]
