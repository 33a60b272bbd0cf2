"""Uptake over time: how many of those asked use the version in force, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import LOCAL, Local, State
from handbook.render.adoption.parts import letters, link_to, page_of, title_of, ways
from handbook.render.adoption.words import PAGE, counted
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import Columns, Md, heading, inline, sentence, small, tag
from handbook.source.dates import MONTHS_OF_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.adoption.model import Uptake
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
        "what organisations recorded here; silence counts as not in use, as does what is unknown",
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
_BAR = (
    "In the bars, the first part is those that use the version in force, the second those that use "
    "an older one; the rest is empty."
)
_QUARTERS = ("January to March", "April to June", "July to September", "October to December")
_WIDTH = 100


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
    for document in () if under else documents:
        parts += series(context, UPTAKE, document, 2, "")
    return make_page(
        context, UPTAKE, "Uptake over time", "\n\n".join(parts), kind="uptake", searched=False,
        trail=[("Home", "index.md"), ("Local adoption", PAGE)],
    )  # fmt: skip


def uptake_parts(context: Context) -> Iterator[Page]:
    """The same for the documents of each letter, where there are too many for one page."""
    under = letters(context, _documents(context))
    for letter, documents in under.items():
        here = page_of(UPTAKE, letter)
        parts: list[str] = [_MEASURE, _BAR, ways(here, UPTAKE, under, letter)]
        for document in documents:
            parts += series(context, here, document, 2, "")
        yield make_page(
            context, here, f"Uptake over time: {title_of(letter)}", "\n\n".join(parts),
            kind="uptake", searched=False,
            trail=[("Home", "index.md"), ("Local adoption", PAGE), ("Uptake over time", UPTAKE)],
        )  # fmt: skip


def _documents(context: Context) -> list[str]:
    """The documents of which something is counted, or would be if it could be told."""
    adoption = context.assessment.adoption
    documents = dict.fromkeys((*adoption.documents, *filter(None, adoption.uptake)))
    return [
        document
        for document in documents
        if adoption.uptake.get(document) or _untold(context, document)
    ]


def definition() -> Md:
    """What is counted, of what, from where and when."""
    table = Columns("What", "Details").table(_PARTS)
    return Md(f"{_MEASURE}\n\n{table}\n\n{_BAR}")


def series(context: Context, here: str, document: str, level: int, title: str) -> list[str]:
    """A heading and a table with a bar for each day, of a document or (``""``) of all together."""
    if document and _untold(context, document):
        return [
            heading(level, title or context.label(document), f"hb-uptake-{document}"),
            _cannot_tell(context, document),
            context.link(here, document, "To the document"),
        ]
    points = context.assessment.adoption.uptake.get(document, ())
    if not points:
        return []
    table = Columns("Day", "Use the version in force").table(
        (_day(context, point), _measure(point)) for point in reversed(points)
    )
    anchor = f"hb-uptake-{document}" if document else "hb-uptake"
    title_line = heading(level, title or context.label(document), anchor)
    if not document:
        return [title_line, definition(), _TOGETHER, *_left_out(context, here), table]
    link = context.link(here, document, "To the document")
    return [title_line, table, link]


_TOGETHER = (
    "All documents in force together, counted in pairs: each document once for each organisation "
    "that is asked about it."
)


def _untold(context: Context, document: str) -> bool:
    """Whether nobody can tell how a document stands, so that nothing can be counted of it."""
    standing = context.standing(document)
    return standing is None or standing.state is State.UNKNOWN


def _cannot_tell(context: Context, document: str) -> Md:
    standing = context.standing(document)
    why = standing.why if standing else ("its own file cannot be read",)
    reason = sentence(f"How it stands cannot be told, so nothing is counted: {'; '.join(why)}")
    return Md(f"{tag(LOCAL[Local.UNKNOWN])} {reason}")


def _left_out(context: Context, here: str) -> list[Md]:
    """The documents of which nothing is counted, named beside what is counted of all others."""
    untold = (document for document in _documents(context) if _untold(context, document))
    names = [context.link(here, document) for document in untold]
    if not names:
        return []
    tagged = tag(LOCAL[Local.UNKNOWN])
    return [
        Md(f"{tagged} How these stand cannot be told, so they are left out: {', '.join(names)}")
    ]


def _day(context: Context, point: Uptake) -> Md:
    if point.day == context.assessment.today:
        return Md(f"{inline(point.day)} {small('The day of this page')}")
    months = _QUARTERS[(point.day.month - 1) * len(_QUARTERS) // MONTHS_OF_YEAR]
    return Md(f"{inline(point.day)} {small(f'{months} {point.day.year}')}")


def _measure(point: Uptake) -> Md:
    """The measure in numbers, as a bar, and what the rest of those asked said."""
    if point.document and not point.version:
        return Md("No version was in force")
    if not point.asked:
        return Md(f"Nobody was asked {small(_version(point))}")
    details = "; ".join(_rest(point))
    rest = small(f"{details[:1].upper()}{details[1:]}")
    if point.per_cent is None:
        return Md(f"Does not apply to any who were asked {rest}")
    return Md(f"{point.current} of {point.of} ({point.per_cent} per cent) {bar(point)} {rest}")


def _version(point: Uptake) -> str:
    return f"Version {point.version} in force" if point.version else ""


def _rest(point: Uptake) -> Iterator[str]:
    if point.version:
        yield f"version {point.version} in force"
    if point.behind:
        yield counted(point.behind, "uses an older one", "use an older one")
    if point.declined:
        yield f"{point.declined} declined"
    if point.not_recorded:
        yield counted(point.not_recorded, "has not answered", "have not answered")
    if point.unknown:
        yield f"{point.unknown} cannot be told"
    if point.not_applicable:
        yield f"{point.not_applicable} not counted, as it does not apply there"


def bar(point: Uptake) -> Md:
    """The share as a drawing for the eye alone; the numbers beside it say the same."""
    parts, begin = [], 0.0
    for kind, number in (("full", point.current), ("partial", point.behind)):
        share = _WIDTH * number / point.of
        if number:
            parts.append(
                f'<rect class="hb-part-{kind}" x="{begin:.1f}" y="0" width="{share:.1f}" '
                'height="6"></rect>'
            )
        begin += share
    return Md(
        '<svg class="hb-share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
